// Checks reports in a real browser; TAP on standard output, exit code 1 when a check fails.
//   npm ci && node check.mjs report.html ...
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { withBrowser } from "./browser.mjs";
import { paletteFaults } from "./palette.mjs";

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node check.mjs report.html ...");
  process.exit(2);
}
const here = dirname(fileURLToPath(import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const A4 = { width: 672, height: 950 }; // between the margins of the printed page, in CSS px
const MOST_BYTES = 1_000_000;
const MOST_SCRIPT = 2000;

let count = 0;
let failed = 0;
/** Reports one check; `faults` are the lines that say what is wrong, none when it passes. */
function tap(name, faults) {
  count++;
  failed += faults.length > 0;
  console.log(`${faults.length > 0 ? "not ok" : "ok"} ${count} - ${name}`);
  for (const fault of faults.slice(0, 10)) console.log(`# ${fault}`.replace(/\s+/g, " "));
}
const when = (condition, fault) => (condition ? [fault] : []);

/** Collects what a page asks for and complains of, beside itself. */
function listen(page) {
  const heard = { requests: [], complaints: [] };
  page.on("request", (r) => heard.requests.push(r.url()));
  page.on("console", (m) => heard.complaints.push(`${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => heard.complaints.push(String(e)));
  return heard;
}

/** What reaches beyond the page sideways, though it is in no region that scrolls by itself. */
function overflow() {
  const width = document.documentElement.clientWidth;
  const faults = [];
  if (document.documentElement.scrollWidth > width)
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide of ${width}`);
  for (const e of document.body.querySelectorAll("*:not(.skip)")) {
    const region = e.closest(".scroll");
    if (region && getComputedStyle(region).overflowX === "auto") continue;
    const box = e.getBoundingClientRect();
    if (box.width > 0 && box.right > width + 1 && faults.length < 5)
      faults.push(`<${e.tagName} class="${e.getAttribute("class")}"> ends at ${box.right}`);
  }
  return faults;
}

/** Charts of which not exactly one picture is to be seen. */
function pictures() {
  const faults = [];
  for (const chart of document.querySelectorAll(".chart")) {
    const all = [...chart.querySelectorAll("svg")];
    const seen = all.filter((s) => s.getBoundingClientRect().width > 100).length;
    if (all.length > 0 && seen !== 1) faults.push(`${chart.id}: ${seen} pictures`);
  }
  return faults;
}

async function checkAccess(open, url, name) {
  for (const scheme of ["light", "dark"]) {
    for (const viewport of [WIDE, PHONE]) {
      const page = await open({ colorScheme: scheme, viewport, bypassCSP: true });
      await page.goto(url);
      for (const folded of [true, false]) {
        if (!folded)
          await page.evaluate(() => {
            for (const d of document.querySelectorAll("details")) d.open = true;
          });
        await page.evaluate(axe);
        const result = await page.evaluate((r) => axe.run({ runOnly: r }), rules);
        tap(`${name}: accessible, ${scheme}, ${viewport.width} px, ${folded ? "" : "un"}folded`,
          result.violations.map((v) =>
            `${v.id}: ${v.nodes.length} times, ${v.nodes[0].html.slice(0, 200)}`));
      }
      if (viewport === PHONE)
        tap(`${name}: no sideways scrolling at 360 px, ${scheme}`, await page.evaluate(overflow));
      tap(`${name}: one picture a chart, ${scheme}, ${viewport.width} px`,
        await page.evaluate(pictures));
      tap(`${name}: marks and texts stand out, ${scheme}, ${viewport.width} px`,
        await page.evaluate(paletteFaults));
      await page.context().close();
    }
  }
}

async function checkAlone(open, url, name) {
  const page = await open({ viewport: WIDE });
  const heard = listen(page);
  // Processor time of its thread: a busy machine does not lengthen it, as it does the wait.
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(url);
  const { metrics } = await session.send("Performance.getMetrics");
  const took = Math.round(1000 * metrics.find((m) => m.name === "TaskDuration").value);
  tap(`${name}: asks for nothing but itself`,
    heard.requests.length === 1 ? [] : heard.requests.slice(1));
  tap(`${name}: its policy holds and nothing complains`, heard.complaints);
  tap(`${name}: opens with less than a second of work`,
    when(!(took > 0 && took < 1000), `${took} ms of processor time`));
  tap(`${name}: its style is in force`, await page.evaluate(() =>
    getComputedStyle(document.querySelector(".skip")).position === "absolute" ? [] : ["no style"]));
  tap(`${name}: no style outside its style`, await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) =>
      a.name === "style" || a.name.startsWith("on"))).map((e) => e.outerHTML.slice(0, 100))));
  await page.context().close();
}

async function checkFinding(open, url, name) {
  const page = await open({ viewport: WIDE });
  await page.goto(url);
  const [found, faults] = await page.evaluate(() => {
    const wrong = [], tables = [...document.querySelectorAll("[data-find]")];
    for (const d of document.querySelectorAll("details")) d.open = true;
    for (const table of tables) {
      const box = table.closest(".numbers").querySelector("input[type=search]");
      const rows = [...table.tBodies[0].rows], words = rows.at(-1).cells[0].textContent;
      if (!box || !box.getAttribute("aria-label")) { wrong.push(`${table.id}: no box`); continue; }
      const type = (text) => { box.value = text; box.dispatchEvent(new Event("input")); };
      type(words.toUpperCase());
      for (const row of rows)
        if (row.hidden === row.cells[0].textContent.toLowerCase().includes(words.toLowerCase()))
          wrong.push(`${table.id}: ${row.cells[0].textContent} for ${words}`);
      type("");
      if (rows.some((r) => r.hidden)) wrong.push(`${table.id}: rows stay away`);
    }
    return [tables.length, wrong.slice(0, 5)];
  });
  if (found) tap(`${name}: long tables can be searched`, faults);
  await page.context().close();
}

async function checkSorting(open, url, name) {
  const page = await open({ viewport: WIDE });
  await page.goto(url);
  const faults = await page.evaluate(() => {
    const wrong = [];
    for (const d of document.querySelectorAll("details")) d.open = true;
    for (const table of document.querySelectorAll("table.sort")) {
      const buttons = table.querySelectorAll("thead button");
      const heads = table.tHead.rows[0].cells;
      if (buttons.length !== heads.length) wrong.push(`${table.id}: no buttons`);
      for (let i = 0; i < 2 * buttons.length; i++) {
        buttons[i >> 1].click();
        const th = heads[i >> 1];
        if (!th.hasAttribute("aria-sort")) wrong.push(`${table.id}: the order is not announced`);
        if (table.querySelectorAll("[aria-sort]").length !== 1)
          wrong.push(`${table.id}: two orders`);
        const rows = [...table.tBodies[0].rows];
        const hidden = rows.map((r) => r.querySelector("td[colspan]") !== null);
        if (hidden.lastIndexOf(false) > hidden.indexOf(true) && hidden.includes(true))
          wrong.push(`${table.id}: a withheld row stands at a rank`);
        if (!th.classList.contains("num")) continue;
        const numbers = rows.map((r) => r.cells[i >> 1])
          .filter((c) => c && !c.classList.contains("none") && !c.hasAttribute("colspan"))
          .map((c) => parseFloat(c.textContent.replace(/[,<>]|^\s+/g, "")));
        const up = i % 2 === 0;
        if (numbers.some((v, k) => k > 0 && (up ? v < numbers[k - 1] : v > numbers[k - 1])))
          wrong.push(`${table.id}: column ${i >> 1} is not in order`);
      }
    }
    return wrong;
  });
  tap(`${name}: tables sort, and withheld rows stay last`, faults);
  await page.context().close();
}

async function checkWithout(open, url, html, name) {
  const whole = await open({ viewport: WIDE });
  await whole.goto(url);
  const content = () =>
    ["h2", "h3", "table", "svg"].map((s) => document.querySelectorAll(s).length);
  const expected = JSON.stringify(await whole.evaluate(content));
  await whole.context().close();

  const dumb = await open({ viewport: WIDE, javaScriptEnabled: false });
  await dumb.goto(url);
  const counts = [];
  for (const s of ["h2", "h3", "table", "svg"]) counts.push(await dumb.locator(s).count());
  tap(`${name}: whole without JavaScript`,
    when(JSON.stringify(counts) !== expected, `${JSON.stringify(counts)} of ${expected}`));
  await dumb.context().close();

  // as a build server or a mail gateway serves it: no style, no script, in a sandbox
  const server = createServer((_, answer) => {
    answer.setHeader("Content-Type", "text/html; charset=utf-8");
    answer.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    answer.end(html);
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  for (const scheme of ["light", "dark"]) {
    const page = await open({ viewport: WIDE, javaScriptEnabled: true, colorScheme: scheme });
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const faults = [];
    for (const [i, s] of ["h2", "h3", "table", "svg"].entries()) {
      const n = await page.locator(s).count();
      if (n !== JSON.parse(expected)[i]) faults.push(`${s}: ${n}`);
    }
    const narrow = page.locator(".narrow");
    for (let i = 0; i < (await narrow.count()); i++)
      if (await narrow.nth(i).isVisible()) faults.push("a chart is there twice");
    tap(`${name}: readable in a sandbox without style, ${scheme}`, faults);
    await page.context().close();
  }
  server.close();
}

async function checkPrint(open, url, name) {
  const page = await open({ viewport: A4 });
  await page.goto(url);
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true });
  tap(`${name}: prints`, when(pdf.length < 1000, "no PDF"));
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const faults = await page.evaluate(() => {
    const wrong = [];
    const page = 672, turned = 1010;
    for (const e of document.body.querySelectorAll("table, svg, p, h1, h2, h3, li, dd")) {
      const box = e.getBoundingClientRect();
      const most = e.closest(".turned") ? turned : page;
      if (box.right > most + 1)
        wrong.push(`<${e.tagName} id="${e.id}"> ends at ${box.right} of ${most}`);
      if (e.tagName === "svg" && box.height > 950) wrong.push(`a picture is ${box.height} px high`);
    }
    if (document.querySelector("details:not([open], .shut)")) wrong.push("folded away");
    for (const e of document.querySelectorAll("nav, .skip"))
      if (getComputedStyle(e).display !== "none") wrong.push(`${e.tagName} is printed`);
    return wrong;
  });
  tap(`${name}: nothing is wider or higher than the paper`, faults);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  tap(`${name}: folds again after printing`, await page.evaluate(() =>
    document.querySelector("details[open]") ? ["still open"] : []));
  await page.context().close();
}

function checkText(file, html, name) {
  const size = statSync(file).size;
  tap(`${name}: at most ${MOST_BYTES} bytes`, when(size > MOST_BYTES, `${size} bytes`));
  const script = /<script>([^]*?)<\/script>/.exec(html)?.[1] ?? "";
  tap(`${name}: a script below ${MOST_SCRIPT} bytes`,
    when(script.length === 0 || Buffer.byteLength(script) >= MOST_SCRIPT,
      `${script.length} bytes`));
  const shown = html.replace(/<(style|script)>[^]*?<\/\1>/g, "");
  tap(`${name}: no minus before nothing, no NaN`,
    (shown.match(/>[^<]*((?<!\w)-0?[.,]?0+(?![\d.,]*[1-9])(?![\d-])|\bNaN\b|\bInfinity\b)[^<]*</g) ?? [])
      .filter((t) => !/\d{4}-\d\d-\d\d/.test(t)));
  tap(`${name}: no word of one thing bringing about another`,
    shown.match(/>[^<]*\b(drives|causes|leads to|impact of|thanks to)\b[^<]*</gi) ?? []);
}

const loader = new FileSystemConfigLoader();
const validator = new HtmlValidate(loader);
const config = JSON.parse(readFileSync(join(here, ".htmlvalidate.json"), "utf8"));

console.log("TAP version 13");
await withBrowser(async (open) => {
  for (const file of files) {
    const name = basename(file);
    const html = readFileSync(file, "utf8");
    const url = pathToFileURL(resolve(file)).href;
    const report = await validator.validateString(html, config);
    tap(`${name}: valid HTML`, report.results.flatMap((r) => r.messages)
      .map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
    checkText(file, html, name);
    await checkAlone(open, url, name);
    await checkWithout(open, url, html, name);
    await checkSorting(open, url, name);
    await checkFinding(open, url, name);
    await checkPrint(open, url, name);
    await checkAccess(open, url, name);
  }
});
console.log(`1..${count}`);
process.exit(failed > 0 ? 1 : 0);
