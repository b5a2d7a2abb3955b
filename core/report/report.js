/* Sorts tables; unfolds for print. The page is whole without it. */
(function () {
  "use strict";
  var d = document;
  function each(what, f) { Array.prototype.forEach.call(what, f); }

  /* Where a row goes: whole rows withheld last, cells without a value before them. */
  function rank(row, column) {
    var cell = row.cells[column];
    return row.querySelector("[colspan]") ? 2 : !cell || cell.className === "none" ? 1 : 0;
  }
  function key(row, column, number) {
    var text = row.cells[column].textContent;
    return number ? parseFloat(text.replace(/,|^[^\w.-]+/g, "")) : text;
  }
  function sort(table, column, th) {
    var up = th.getAttribute("aria-sort") !== "ascending", number = th.className === "num";
    var body = table.tBodies[0];
    Array.from(body.rows).sort(function (a, b) {
      var last = rank(a, column) - rank(b, column), x, y, by = 0;
      if (!last) if (!rank(a, column)) {
        x = key(a, column, number);
        y = key(b, column, number);
        by = number ? x - y : x.localeCompare(y);
      }
      return last || (up ? by : -by) || key(a, 0).localeCompare(key(b, 0));
    }).forEach(function (row) { body.appendChild(row); });
    each(th.parentNode.cells, function (h) { h.removeAttribute("aria-sort"); });
    th.setAttribute("aria-sort", up ? "ascending" : "descending");
  }
  each(d.querySelectorAll("table.sort"), function (table) {
    each(table.tHead.rows[0].cells, function (th, column) {
      var button = d.createElement("button");
      button.type = "button";
      while (th.firstChild) button.appendChild(th.firstChild);
      th.appendChild(button);
      button.onclick = function () { sort(table, column, th); };
    });
  });

  var opened = [];
  addEventListener("beforeprint", function () {
    each(d.querySelectorAll("details:not([open], .shut)"), function (x) { x.open = opened.push(x); });
  });
  addEventListener("afterprint", function () {
    while (opened.length) opened.pop().open = false;
  });
})();
