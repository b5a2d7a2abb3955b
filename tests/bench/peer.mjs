// The whole job with DuckDB, from SQL and node: node peer.mjs FOLDER OUT [STAFF CLIENTS]
// Reads staff.csv and clients.csv of make_exports and writes OUT/numbers.csv, "key,value": every
// number that job.c reports.  DuckDB for node (@duckdb/node-api) is looked for in DUCKDB_MODULES, a
// node_modules folder, or where NODE_PATH says; ends with 77 where it is not.
//
// DuckDB reads, sums and groups, in whole numbers: sums over all rows of zero-filled columns; what
// rows lack is summed over those rows alone and taken off.  What is left has as many rows as there
// are units, and is done here; ranks of resamples come from counts along the one order of the
// units, without sorting.  PHASES=1 tells when what was done.
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [dir, out, staffFile = 'staff.csv', clientsFile = 'clients.csv'] = process.argv.slice(2);
const require = createRequire(
  process.env.DUCKDB_MODULES ? resolve(process.env.DUCKDB_MODULES, '..', 'x.js') : import.meta.url);
let duckdb;
try {
  duckdb = require('@duckdb/node-api');
} catch {
  console.error('DuckDB is not here');
  process.exit(77);
}
if (!out) {
  console.error('peer.mjs FOLDER OUT [STAFF CLIENTS]');
  process.exit(2);
}

const number = (i) => String(i).padStart(2, '0');
const range = (n) => [...Array(n).keys()];
const list = (xs, each) => xs.map(each).join(', ');
const sides = [
  { id: 'emp', file: staffFile, item: 'q', n: 30, top: 5, reversed: [4, 9, 14, 19, 24, 28],
    nps: 'enps', units: 'ENPS', before: ['person', 'unit', 'region', 'years'], after: [],
    scales: [['ENG', 5], ['SUP', 5], ['COM', 5], ['ROL', 5], ['GRO', 5], ['BUR', 5]] },
  { id: 'cust', file: clientsFile, item: 'c', n: 10, top: 7, reversed: [3, 6],
    nps: 'nps', units: 'NPS', before: ['response', 'account', 'unit', 'channel', 'date'],
    after: ['comment'],
    scales: [['SAT', 3], ['TRU', 3], ['SVC', 2], ['LOY', 2]] }];
const sd = (n, sum, squares, part) =>
  Math.sqrt((n * squares - sum * sum) / (n * (n - 1))) / part;
const numbers = new Map();
const put = (key, value) => numbers.set(key, value);

const started = performance.now();
const phase = (name) =>
  process.env.PHASES && console.error(name, ((performance.now() - started) / 1000).toFixed(3));
const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: '2' });
const plain = (x) => (typeof x === 'bigint' ? Number(x) : x);

// --- SQL -----------------------------------------------------------------------------------------

// Items zero-filled and reversed; the recommendation, which may be 0, with -1 where there is none.
async function read(s) {
  s.db = await instance.connect();
  s.rows = async (sql) => (await s.db.runAndReadAll(sql)).getRows().map((row) => row.map(plain));
  await s.db.run('SET preserve_insertion_order = false');
  s.items = range(s.n).map((i) => s.item + number(i + 1));
  s.columns = [...s.items, 'nps'];
  const named = [...s.before, ...s.columns, ...s.after];
  const typed = list(named, (c) => `'${c}': '${s.columns.includes(c) ? 'SMALLINT' : 'VARCHAR'}'`);
  const said = (c, i) => (s.reversed.includes(i + 1) ? `${s.top + 1}::SMALLINT - ${c}` : c);
  await s.db.run(`CREATE TEMP TABLE ${s.id} AS SELECT unit,
      ${list(s.items, (c, i) => `coalesce(${said(c, i)}, 0::SMALLINT)::SMALLINT AS ${c}`)},
      coalesce(nps, 0::SMALLINT) AS nps, nps IS NULL AS no_nps
    FROM read_csv('${join(dir, s.file)}', header = true, auto_detect = false, delim = ',',
                  quote = '"', escape = '"', columns = {${typed}})`);
}

const lacks = (c) => (c === 'nps' ? 'no_nps' : `${c} = 0`);

// Sums of all rows, products of every two; for each column the sums over the rows that lack it.
async function moments(s) {
  const k = s.columns.length;
  const products = [];
  for (let i = 0; i < k; i++)
    for (let j = i; j < k; j++) products.push(`sum(${s.columns[i]} * ${s.columns[j]})`);
  const [all] = await s.rows(`SELECT count(*), ${list(s.columns, (c) => `sum(${c})`)}, ${products},
      sum((NOT no_nps AND nps >= 9)::SMALLINT), sum((NOT no_nps AND nps <= 6)::SMALLINT)
    FROM ${s.id}`);
  phase(`${s.id} products`);
  // Rows by what they lack, of which there are few kinds; then by each column that is lacking.
  const mask = s.columns.map((c, j) => `((${lacks(c)})::BIGINT << ${j})`).join(' | ');
  const summed = (c, i) => `sum(${c})::BIGINT AS x${i}, sum(${c} * ${c})::BIGINT AS y${i}`;
  const without = [];
  for (const row of await s.rows(`SELECT j, sum(n), ${list(s.columns, (_, i) => `sum(x${i})`)},
      ${list(s.columns, (_, i) => `sum(y${i})`)},
      ${list(s.columns, (_, i) => `sum(n * (mask >> ${i} & 1))`)}
    FROM (SELECT mask, count(*) AS n, ${list(s.columns, summed)}
          FROM (SELECT ${mask} AS mask, ${s.columns} FROM ${s.id}) WHERE mask <> 0 GROUP BY mask),
      range(${k}) AS of_column(j) WHERE mask >> j & 1 = 1 GROUP BY j`))
    without[row[0]] = row.slice(1);
  phase(`${s.id} lacking`);
  const [n, ...rest] = all;
  const sum = rest.slice(0, k), product = range(k).map(() => []);
  for (let i = 0, at = k; i < k; i++)
    for (let j = i; j < k; j++, at++) product[i][j] = product[j][i] = rest[at];
  const none = new Array(1 + 3 * k).fill(0);
  const of = (j) => {
    const x = without[j] ?? none;
    return { n: x[0], sum: x.slice(1, 1 + k), square: x.slice(1 + k, 1 + 2 * k),
             both: x.slice(1 + 2 * k) };
  };
  const lack = range(k).map(of);
  // Over the rows that have both: n, sums of either, squares of either.
  s.pair = (i, j) => {
    const m = n - lack[i].n - lack[j].n + lack[i].both[j];
    const a = sum[i] - lack[j].sum[i], b = sum[j] - lack[i].sum[j];
    const aa = product[i][i] - lack[j].square[i], bb = product[j][j] - lack[i].square[j];
    const ab = m * product[i][j] - a * b;
    return { n: m, cov: ab / (m * (m - 1)), a: m * aa - a * a, b: m * bb - b * b, ab };
  };
  const nameOf = (c) => (c === 'nps' ? s.nps : c.toUpperCase());
  s.columns.forEach((c, i) => {
    const m = n - lack[i].n, name = nameOf(c);
    put(`${s.id}.item.${name}.n`, m);
    put(`${s.id}.item.${name}.mean`, sum[i] / m);
    put(`${s.id}.item.${name}.sd`, sd(m, sum[i], product[i][i], 1));
    for (let j = i + 1; j < k; j++) {
      const p = s.pair(i, j);
      put(`${s.id}.r.${name}.${nameOf(s.columns[j])}`, p.ab / Math.sqrt(p.a) / Math.sqrt(p.b));
    }
  });
  const [high, low] = rest.slice(-2);
  put(`${s.id}.nps`, (100 * (high - low)) / (n - lack[k - 1].n));
}

// By unit, of each scale: n, sum, squares of scores (of 60ths, which are whole); rows that are
// complete, and of these the sum of all squares, the squares of the total, the sum of each item.
async function byUnit(s) {
  const inner = ['unit', 'nps', 'no_nps', ...s.items], outer = ['unit'];
  let first = 0;
  s.scales = s.scales.map(([id, k]) => {
    const items = s.items.slice(first, first + k);
    first += k;
    const answered = items.map((c) => `(${c} <> 0)::SMALLINT`).join(' + ');
    const total = items.join(' + '), squares = items.map((c) => `${c} * ${c}`).join(' + ');
    const enough = range(k).map((i) => i + 1).filter((i) => 2 * i >= k);
    const score = enough.map((i) => `WHEN ${i} THEN ${60 / i} * (${total})`).join(' ');
    inner.push(`(CASE ${answered} ${score} ELSE 0 END)::INTEGER AS ${id}`,
               `(${items.map((c) => `${c} <> 0`).join(' AND ')})::SMALLINT AS has_${id}`,
               `(${total})::SMALLINT AS t_${id}`, `(${squares})::SMALLINT AS s_${id}`);
    outer.push(`sum((${id} <> 0)::SMALLINT)`, `sum(${id})`, `sum(${id} * ${id})`,
               `sum(has_${id})`, `sum(s_${id} * has_${id})`, `sum(t_${id} * t_${id} * has_${id})`,
               ...items.map((c) => `sum(${c} * has_${id})`));
    return { id, k, items, width: 6 + k };
  });
  for (const what of ['NOT no_nps', 'NOT no_nps AND nps >= 9', 'NOT no_nps AND nps <= 6'])
    outer.push(`sum((${what})::SMALLINT)`);
  s.groups = await s.rows(`SELECT ${outer} FROM (SELECT ${inner} FROM ${s.id}) GROUP BY unit`);
}

// --- a row a unit --------------------------------------------------------------------------------

function scales(s) {
  const nulls = (s.top * s.top - 1) / 12;
  s.means = [];
  let at = 1;
  for (const { id, k, items, width } of s.scales) {
    const all = new Array(width).fill(0), means = new Map();
    let n_units = 0, n = 0, sum = 0, within = 0;
    for (const g of s.groups) {
      for (let i = 0; i < width; i++) all[i] += g[at + i];
      const [m, x, xx, complete, squares] = g.slice(at, at + 5);
      if (g[0] === null) continue;
      if (m) {
        n_units++;
        n += m;
        sum += x;
        within += (m * xx - x * x) / m;
        means.set(g[0], x / m / 60);
        put(`${s.id}.unit.${g[0]}.${id}.n`, m);
        put(`${s.id}.unit.${g[0]}.${id}.mean`, x / m / 60);
      }
      if (complete >= 2) {
        let variance = complete * squares;
        for (let i = 6; i < width; i++) variance -= g[at + i] * g[at + i];
        const q = Math.min(variance / (complete * (complete - 1)) / k / nulls, 1);
        put(`${s.id}.unit.${g[0]}.${id}.rwgj`, (k * (1 - q)) / (k * (1 - q) + q));
      }
    }
    s.means.push(means);
    let between = 0;
    for (const g of s.groups)
      if (g[0] !== null && g[at]) between += g[at] * (g[at + 1] / g[at] - sum / n) ** 2;
    const msb = between / (n_units - 1), msw = within / (n - n_units);
    put(`${s.id}.icc.${id}.icc1`, (msb - msw) / (msb + (n / n_units - 1) * msw));
    put(`${s.id}.icc.${id}.icc2`, (msb - msw) / msb);
    put(`${s.id}.icc.${id}.F`, msb / msw);
    put(`${s.id}.scale.${id}.n`, all[0]);
    put(`${s.id}.scale.${id}.mean`, all[1] / all[0] / 60);
    put(`${s.id}.scale.${id}.sd`, sd(all[0], all[1], all[2], 60));
    const complete = all[3], total = all.slice(6).reduce((t, x) => t + x, 0);
    let own = complete * all[4];
    for (let i = 6; i < width; i++) own -= all[i] * all[i];
    put(`${s.id}.alpha.${id}.n`, complete);
    const whole = complete * all[5] - total * total;
    put(`${s.id}.alpha.${id}.listwise`, (k / (k - 1)) * (1 - own / whole));
    let diagonal = 0, every = 0;
    const from = s.items.indexOf(items[0]);
    for (let i = from; i < from + k; i++)
      for (let j = from; j < from + k; j++) {
        const { cov } = s.pair(i, j);
        every += cov;
        if (i === j) diagonal += cov;
      }
    put(`${s.id}.alpha.${id}.pairwise`, (k / (k - 1)) * (1 - diagonal / every));
    at += width;
  }
  for (const g of s.groups) {
    const [n, high, low] = g.slice(at, at + 3);
    if (g[0] === null || !n) continue;
    put(`${s.id}.unit.${g[0]}.${s.units}.n`, n);
    put(`${s.id}.unit.${g[0]}.${s.units}.nps`, (100 * (high - low)) / n);
  }
}

// --- links ---------------------------------------------------------------------------------------

// log gamma: Stirling's series (Abramowitz & Stegun 6.1.41) after a shift to 15 and above.
function logGamma(x) {
  let shift = 0;
  for (; x < 15; x++) shift -= Math.log(x);
  const y = 1 / (x * x);
  const series = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360]
    .reduceRight((t, c) => t * y + c, 0);
  return shift + (x - .5) * Math.log(x) - x + .5 * Math.log(2 * Math.PI) + series / x;
}

// The incomplete beta function by its continued fraction (DLMF 8.17.22).
function beta(x, a, b) {
  if (x > (a + 1) / (a + b + 2)) return 1 - beta(1 - x, b, a);
  let c = 1, d = 1 / (1 - ((a + b) * x) / (a + 1)), f = d;
  for (let m = 1; m < 10000; m++) {
    let e = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + e * d);
    c = 1 + e / c;
    f *= d * c;
    e = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + e * d);
    c = 1 + e / c;
    f *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  const logs = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (Math.exp(logs) / a) * f;
}
// Two-sided, of t = r sqrt((n - 2) / (1 - r^2)).
const pOf = (r, n) => beta(1 - r * r, (n - 2) / 2, .5);

// The order of a column and where its equal values end.
function orderOf(x) {
  const order = Uint32Array.from(range(x.length)).sort((a, b) => x[a] - x[b]);
  const ends = Uint8Array.from(order, (unit, i) => i + 1 === x.length || x[order[i + 1]] > x[unit]);
  return { order, ends };
}

// Average ranks of units that were drawn so many times each.
function ranksOf({ order, ends }, times, ranks) {
  let before = 0, n = 0, from = 0;
  for (let i = 0; i < order.length; i++) {
    n += times[order[i]];
    if (!ends[i]) continue;
    const rank = before + (n + 1) / 2;
    for (; from <= i; from++) ranks[order[from]] = rank;
    before += n;
    n = 0;
  }
}

// Columns less their mean over the units drawn, and their lengths; in place.
function centre(x, times, n, to) {
  let sum = 0, squares = 0;
  for (let i = 0; i < x.length; i++) sum += times[i] * x[i];
  const mean = sum / n;
  for (let i = 0; i < x.length; i++) {
    const d = x[i] - mean;
    to[i] = d;
    squares += times[i] * d * d;
  }
  return Math.sqrt(squares);
}

// Correlations of every column of one side with every one of the other.
function correlate(xs, ys, times, n, work, to) {
  const [u, v, weighted] = work;
  const a = xs.map((x, i) => centre(x, times, n, u[i]));
  const b = ys.map((y, j) => centre(y, times, n, v[j]));
  for (let i = 0; i < xs.length; i++) {
    const x = u[i];
    for (let k = 0; k < x.length; k++) weighted[k] = times[k] * x[k];
    for (let j = 0; j < ys.length; j++) {
      const y = v[j];
      let sum = 0;
      for (let k = 0; k < y.length; k++) sum += weighted[k] * y[k];
      to[i * ys.length + j] = sum / a[i] / b[j];
    }
  }
}

function quantile(sorted, p) { // type 7
  const at = p * (sorted.length - 1), i = Math.floor(at);
  return sorted[i] + (at - i) * ((sorted[i + 1] ?? sorted[i]) - sorted[i]);
}

function link(inside, outside) {
  const DRAWS = 1000;
  const all = [...inside.means, ...outside.means];
  const common = [...all[0].keys()].filter((unit) => all.every((m) => m.has(unit)));
  const n = common.length, floats = () => new Float64Array(n);
  const xs = inside.means.map((m) => Float64Array.from(common, (u) => m.get(u)));
  const ys = outside.means.map((m) => Float64Array.from(common, (u) => m.get(u)));
  const ox = xs.map(orderOf), oy = ys.map(orderOf), rx = xs.map(floats), ry = ys.map(floats);
  const work = [xs.map(floats), ys.map(floats), floats()], n_pairs = xs.length * ys.length;
  const once = floats().fill(1), r = new Float64Array(n_pairs), rho = new Float64Array(n_pairs);
  const both = (times, r, rho) => {
    correlate(xs, ys, times, n, work, r);
    ox.forEach((o, i) => ranksOf(o, times, rx[i]));
    oy.forEach((o, j) => ranksOf(o, times, ry[j]));
    correlate(rx, ry, times, n, work, rho);
  };
  both(once, r, rho);
  const drawn = range(2 * n_pairs).map(() => new Float64Array(DRAWS));
  const someR = new Float64Array(n_pairs), someRho = new Float64Array(n_pairs), times = floats();
  for (let b = 0; b < DRAWS; b++) {
    times.fill(0);
    for (let i = 0; i < n; i++) times[Math.floor(Math.random() * n)]++;
    both(times, someR, someRho);
    for (let p = 0; p < n_pairs; p++) {
      drawn[p][b] = someR[p];
      drawn[n_pairs + p][b] = someRho[p];
    }
  }
  inside.scales.forEach((a, i) => outside.scales.forEach((b, j) => {
    const p = i * ys.length + j, key = `link.${a.id}.${b.id}`;
    put(`${key}.n`, n);
    put(`${key}.r`, r[p]);
    put(`${key}.p`, pOf(r[p], n));
    put(`${key}.rho`, rho[p]);
    put(`${key}.prho`, pOf(rho[p], n));
    [['r', drawn[p]], ['rho', drawn[n_pairs + p]]].forEach(([name, z]) => {
      const mean = z.reduce((t, x) => t + x, 0) / DRAWS;
      const squares = z.reduce((t, x) => t + (x - mean) ** 2, 0);
      put(`${key}.${name}_se`, Math.sqrt(squares / (DRAWS - 1)));
      z.sort();
      put(`${key}.${name}_lo`, quantile(z, .025));
      put(`${key}.${name}_hi`, quantile(z, .975));
    });
  }));
}

await Promise.all(sides.map(async (s) => { // at once: plans are made by one thread each
  await read(s);
  phase(`${s.id} read`);
  await moments(s);
  await byUnit(s);
  phase(`${s.id} units`);
  scales(s);
}));
phase('sums');
link(...sides);
phase('links');
mkdirSync(out, { recursive: true });
const lines = [...numbers].map(([key, value]) => `${key},${value}\n`);
writeFileSync(join(out, 'numbers.csv'), `key,value\n${lines.join('')}`);
phase('written');
