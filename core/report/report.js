/* Sorts and filters tables; unfolds for print. The page is whole without it. */
(function () {
  "use strict";
  var d = document, comma = /,/.test(d.documentElement.getAttribute("data-half"));

  /* Whole rows withheld stand last, before them cells without a value. */
  function rank(row, column) {
    var cell = row.cells[column];
    return row.querySelector("[colspan]") ? 2 : !cell || cell.className === "none" ? 1 : 0;
  }
  function key(row, column, number) {
    var text = row.cells[column].textContent;
    if (!number) return text;
    text = text.replace(/^[^\w.-]+/, "").replace(comma ? /[.\s]/g : /[,\s]/g, "");
    return parseFloat(comma ? text.replace(",", ".") : text);
  }
  function sort(table, column, th) {
    var up = th.getAttribute("aria-sort") !== "ascending", number = th.className === "num";
    var body = table.tBodies[0];
    Array.from(body.rows).sort((a, b) => {
      var last = rank(a, column) - rank(b, column), x, y, by = 0;
      if (!last) if (!rank(a, column)) {
        x = key(a, column, number);
        y = key(b, column, number);
        by = number ? x - y : x.localeCompare(y);
      }
      return last || (up ? by : -by) || key(a, 0).localeCompare(key(b, 0));
    }).forEach((row) => body.appendChild(row));
    for (var h of th.parentNode.cells) h.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", up ? "ascending" : "descending");
  }
  d.querySelectorAll("table.sort").forEach((table) => {
    Array.from(table.tHead.rows[0].cells).forEach((th, column) => {
      var button = d.createElement("button");
      while (th.firstChild) button.appendChild(th.firstChild);
      th.appendChild(button);
      button.onclick = () => sort(table, column, th);
    });
  });

  d.querySelectorAll("[data-find]").forEach((table) => {
    var box = d.createElement("input");
    box.type = "search";
    box.placeholder = table.getAttribute("data-find");
    box.setAttribute("aria-label", box.placeholder);
    box.oninput = () => {
      for (var row of table.tBodies[0].rows)
        row.hidden = !row.cells[0].textContent.toLowerCase().includes(box.value.toLowerCase());
    };
    table.parentNode.before(box);
  });

  var opened = [];
  addEventListener("beforeprint", () => {
    d.querySelectorAll("details:not([open], .shut)").forEach((x) => { x.open = opened.push(x); });
  });
  addEventListener("afterprint", () => {
    while (opened.length) opened.pop().open = false;
  });
})();
