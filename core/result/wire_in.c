/* The wire, reading side: a stream of frames that an enemy may have written. */
#include "result/wire_in.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* More than any analysis has to say, and few enough to be laid out. */
enum {
  MOST_THINGS = 1000,  /* tables; charts; findings; notes */
  MOST_COLUMNS = 100,  /* of a table */
  MOST_ROWS = 20000,   /* of a table */
  MOST_CELLS = 200000, /* of all tables, a row without any counting as one */
  MOST_REMARKS = 100000,
  MOST_ESTIMATES = 500000
};

void
wire_refuse(decoder *d, const char *fault)
{
  if (!d->fault)
    d->fault = fault;
}

const char *
wire_get_text(decoder *d, cursor *c)
{
  const char *const s = cursor_string(c, d->memory, WIRE_LONGEST_TEXT);
  return s ? s : "";
}

/* "e12" and "r3" are what the report calls its own estimates and remarks. */
static bool
is_reserved(const char *id)
{
  const size_t digits = strlen(id + 1);
  return (id[0] == 'e' || id[0] == 'r') && digits && strspn(id + 1, "0123456789") == digits;
}

const char *
wire_get_id(decoder *d, cursor *c)
{
  const char *const s = wire_get_text(d, c);
  const size_t n = strlen(s);
  const bool starts_well = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
  if (!starts_well || n > 64 ||
      strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != n)
    wire_refuse(d, "an id is not made of letters, digits, - and _ (at most 64)");
  else if (is_reserved(s))
    wire_refuse(d, "an id is one that the report gives itself: e or r, and a number");
  return s;
}

void
wire_take_key(decoder *d, const char *key, const char *words, ...)
{
  const uint32_t n = d->keys.n;
  if (map_add(&d->keys, key, strlen(key)) >= n)
    return;
  char fault[256];
  va_list arguments;
  va_start(arguments, words);
  vsnprintf(fault, sizeof fault, words, arguments);
  va_end(arguments);
  wire_refuse(d, arena_string(d->memory, fault));
}

/* A number in a key: bytes from 1 to 128, the last of them below 65. */
static char *
put_in_key(char *at, uint32_t x)
{
  for (; x > 63; x >>= 6)
    *at++ = (char)(65 + (x & 63));
  *at++ = (char)(1 + x);
  return at;
}

/* One estimate of a statistic about one thing. */
static void
take_estimate_key(decoder *d, const estimate *e)
{
  const about *const a = &e->about;
  const uint32_t parts[] = {e->statistic, a->side,      a->survey,    a->scale, a->item,
                            a->inside,    a->outside,   a->unit,      a->wave,  a->with_scale,
                            a->with_item, a->with_unit, a->hypothesis};
  char key[2 + 6 * sizeof parts / sizeof *parts], *at = key;
  *at++ = 'e';
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    at = put_in_key(at, parts[i]);
  *at = '\0';
  wire_take_key(d, key, "the statistic \"%s\" was said twice about the same thing",
                d->bounds->description->statistics[e->statistic].id);
}

/* Before one more is taken of what there may be so many of. */
static void
take_room(decoder *d, size_t n, size_t most)
{
  if (n >= most)
    wire_refuse(d, "it has more to say than a report can hold");
}

static uint32_t
get_index(decoder *d, cursor *c, uint32_t n)
{
  const uint32_t i = cursor_u32(c);
  if (i > n)
    wire_refuse(d, "a result is about something that the study does not have");
  return i > n ? 0 : i;
}

/* Two items of one survey, and the core has counted who answered both. */
static bool
is_beside(const wire_bounds *b, const about *a)
{
  if (!a->scale || !a->item || !a->with_scale)
    return false;
  const om_scale *const x = b->study->scales[a->scale - 1];
  const om_scale *const y = b->study->scales[a->with_scale - 1];
  return b->has_pairwise && !a->unit && x->survey == y->survey &&
         x->survey->level == OM_LEVEL_RESPONDENT && x->values == OM_CODES && y->values == OM_CODES;
}

/* Most results of a plugin name the same list as the one before. */
static void
get_among(decoder *d, cursor *c, about *a)
{
  const uint32_t n = cursor_u32(c);
  if (n > d->bounds->study->n_scales) {
    wire_refuse(d, "a result names more scales than the study has");
    return;
  }
  uint32_t *const list = n ? arena_many(d->memory, n, uint32_t) : NULL;
  bool is_whole = true;
  for (uint32_t i = 0; i < n; i++)
    is_whole &= (list[i] = get_index(d, c, d->bounds->study->n_scales)) != 0;
  if (!is_whole) { /* nothing may point to no scale, in what was refused neither */
    wire_refuse(d, "a result is about something that the study does not have");
    return;
  }
  if (n != d->n_among || (n && memcmp(list, d->among, n * sizeof *list) != 0)) {
    d->among = list;
    d->n_among = n;
  }
  a->among = d->among;
  a->n_among = d->n_among;
}

static about
get_about(decoder *d, cursor *c)
{
  const om_study *const s = d->bounds->study;
  about a = {0};
  a.side = get_index(d, c, OM_OUTSIDE);
  a.survey = get_index(d, c, s->n_surveys);
  a.scale = get_index(d, c, s->n_scales);
  a.item = get_index(d, c, a.scale ? s->scales[a.scale - 1]->n_items : 0);
  a.inside = get_index(d, c, s->n_scales);
  a.outside = get_index(d, c, s->n_scales);
  a.unit = get_index(d, c, s->n_units);
  a.wave = get_index(d, c, s->n_waves);
  a.with_scale = get_index(d, c, s->n_scales);
  a.with_item = get_index(d, c, a.with_scale ? s->scales[a.with_scale - 1]->n_items : 0);
  a.with_unit = get_index(d, c, s->n_units);
  a.hypothesis = get_index(d, c, s->n_hypotheses);
  get_among(d, c, &a);
  if (a.with_item && !is_beside(d->bounds, &a))
    wire_refuse(d, "a result sets two items side by side of which nobody counted who answered "
                   "both");
  return a;
}

static double
finite_or_absent(double x)
{
  return isfinite(x) ? x : NAN;
}

static void
get_estimate(decoder *d, cursor *c)
{
  estimate e = {.statistic = cursor_u32(c)};
  e.about = get_about(d, c);
  double *const numbers[] = {&e.value, &e.lo, &e.hi, &e.se, &e.p};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    const double x = cursor_f64(c);
    e.was_infinite |= isinf(x) != 0;
    *numbers[i] = finite_or_absent(x);
  }
  e.undefined = cursor_string(c, d->memory, WIRE_LONGEST_TEXT);
  if (e.statistic >= d->bounds->description->n_statistics) {
    wire_refuse(d, "a statistic was reported that the plugin does not declare");
    return;
  }
  if (isnan(e.value) && !e.undefined)
    e.undefined = "the plugin gives no number and no reason";
  if (e.undefined)
    e.value = e.lo = e.hi = e.se = e.p = NAN;
  take_estimate_key(d, &e);
  take_room(d, d->out->n_estimates, MOST_ESTIMATES);
  d->out->estimates = arena_room(d->memory, d->out->estimates, d->out->n_estimates,
                                 &d->out->estimates_capacity, sizeof e);
  d->out->estimates[d->out->n_estimates++] = e;
}

static void
get_remark(decoder *d, cursor *c)
{
  remark r = {.name = wire_get_id(d, c)};
  r.about = get_about(d, c);
  r.text = wire_get_text(d, c);
  result *const o = d->out;
  take_room(d, o->n_remarks, MOST_REMARKS);
  o->remarks = arena_room(d->memory, o->remarks, o->n_remarks, &o->remarks_capacity, sizeof r);
  o->remarks[o->n_remarks++] = r;
}

/* Tables, charts and findings share their ids. */
#define ONE_ID "the id \"%s\" was given to two results"

static void
get_table(decoder *d, cursor *c)
{
  table t = {.id = wire_get_id(d, c)};
  t.title = wire_get_text(d, c);
  t.rows = cursor_u32(c);
  wire_take_key(d, arena_printf(d->memory, "i%s", t.id), ONE_ID, t.id);
  if (t.rows < OM_ROWS_SCALES || t.rows > OM_ROWS_HYPOTHESES)
    wire_refuse(d, "a table has rows of an unknown kind");
  result *const o = d->out;
  take_room(d, o->n_tables, MOST_THINGS);
  o->tables = arena_room(d->memory, o->tables, o->n_tables, &o->tables_capacity, sizeof t);
  o->tables[o->n_tables++] = t;
}

static table *
table_at(decoder *d, cursor *c)
{
  const uint32_t i = cursor_u32(c);
  if (i < d->out->n_tables)
    return &d->out->tables[i];
  wire_refuse(d, "a table was used that does not exist");
  return NULL;
}

static void
get_column(decoder *d, cursor *c)
{
  table *const t = table_at(d, c);
  table_column column = {.name = wire_get_id(d, c)};
  column.label = wire_get_text(d, c);
  column.about = get_about(d, c);
  if (!t)
    return;
  take_room(d, t->n_columns, MOST_COLUMNS);
  take_room(d, d->n_cells += t->n_rows, MOST_CELLS);
  t->columns = arena_room(d->memory, t->columns, t->n_columns, &t->columns_capacity, sizeof column);
  t->columns[t->n_columns++] = column;
}

static void
get_row(decoder *d, cursor *c)
{
  table *const t = table_at(d, c);
  const about a = get_about(d, c);
  if (!t)
    return;
  take_room(d, t->n_rows, MOST_ROWS);
  take_room(d, d->n_cells += 1 + t->n_columns, MOST_CELLS);
  t->abouts = arena_room(d->memory, t->abouts, t->n_rows, &t->rows_capacity, sizeof a);
  t->abouts[t->n_rows++] = a;
}

static void
get_order(decoder *d, cursor *c)
{
  table *const t = table_at(d, c);
  const uint32_t by = cursor_u32(c), order = cursor_u32(c);
  if (!t)
    return;
  if (by == 0 || by > t->n_columns || order < OM_ASCENDING || order > OM_DESCENDING)
    wire_refuse(d, "a table is ordered by a column that it does not have");
  t->by = by;
  t->order = order;
}

static void
get_chart(decoder *d, cursor *c)
{
  chart x = {.table = cursor_u32(c)};
  x.type = cursor_u32(c);
  x.id = wire_get_id(d, c);
  x.title = wire_get_text(d, c);
  x.description = wire_get_text(d, c);
  for (size_t i = 0; i < 4; i++)
    x.columns[i] = cursor_u32(c);
  x.min = finite_or_absent(cursor_f64(c));
  x.max = finite_or_absent(cursor_f64(c));
  wire_take_key(d, arena_printf(d->memory, "i%s", x.id), ONE_ID, x.id);
  if (x.table >= d->out->n_tables) {
    wire_refuse(d, "a chart shows a table that does not exist");
    return;
  }
  for (size_t i = 0; i < 4; i++)
    if (x.columns[i] > d->out->tables[x.table].n_columns)
      wire_refuse(d, "a chart shows a column that its table does not have");
  result *const o = d->out;
  take_room(d, o->n_charts, MOST_THINGS);
  o->charts = arena_room(d->memory, o->charts, o->n_charts, &o->charts_capacity, sizeof x);
  o->charts[o->n_charts++] = x;
}

static void
get_finding(decoder *d, cursor *c)
{
  finding f = {.priority = cursor_u32(c)};
  f.id = wire_get_id(d, c);
  f.about = get_about(d, c);
  f.has_evidence = cursor_u8(c);
  om_evidence *const e = &f.evidence;
  e->size = sizeof *e;
  e->n = cursor_u32(c);
  double *const numbers[] = {&e->value,      &e->lo,     &e->hi,     &e->p,
                             &e->p_adjusted, &e->out_lo, &e->out_hi, &e->meaningful};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    *numbers[i] = cursor_f64(c);
  f.headline = wire_get_text(d, c);
  f.detail = wire_get_text(d, c);
  f.caution = cursor_string(c, d->memory, WIRE_LONGEST_TEXT);
  f.chart = cursor_string(c, d->memory, WIRE_LONGEST_TEXT);
  wire_take_key(d, arena_printf(d->memory, "i%s", f.id), ONE_ID, f.id);
  if (f.priority < OM_FIRST || f.priority > OM_CHECK)
    wire_refuse(d, "a finding has an unknown priority");
  result *const o = d->out;
  take_room(d, o->n_findings, MOST_THINGS);
  o->findings = arena_room(d->memory, o->findings, o->n_findings, &o->findings_capacity, sizeof f);
  o->findings[o->n_findings++] = f;
}

static void
get_note(decoder *d, cursor *c)
{
  note x = {.about = get_about(d, c)};
  x.text = wire_get_text(d, c);
  result *const o = d->out;
  take_room(d, o->n_notes, MOST_THINGS);
  o->notes = arena_room(d->memory, o->notes, o->n_notes, &o->notes_capacity, sizeof x);
  o->notes[o->n_notes++] = x;
}

static void
get_scorecard(decoder *d, cursor *c)
{
  score_column x = {.statistic = cursor_u32(c)};
  x.label = wire_get_text(d, c);
  x.about = get_about(d, c);
  if (x.statistic >= d->bounds->description->n_statistics || x.about.unit || x.about.with_unit) {
    wire_refuse(d, "a column of the scorecard is no statistic of units");
    return;
  }
  result *const o = d->out;
  take_room(d, o->n_scorecard, MOST_COLUMNS);
  o->scorecard =
      arena_room(d->memory, o->scorecard, o->n_scorecard, &o->scorecard_capacity, sizeof x);
  o->scorecard[o->n_scorecard++] = x;
}

static void
get_log(decoder *d, cursor *c)
{
  const char *const s = wire_get_text(d, c);
  result *const o = d->out;
  o->logs = arena_room(d->memory, o->logs, o->n_logs, &o->logs_capacity, sizeof s);
  o->logs[o->n_logs++] = s;
}

void
wire_get_body(decoder *d, uint8_t kind, cursor *c)
{
  result *const o = d->out;
  switch (kind) {
  case WIRE_DESCRIPTION: /* said again before a run; the core believes the first */
    c->i = c->n;
    break;
  case WIRE_ISOLATION:
    if (d->knows_isolation) /* the worker says so before there is a plugin: this is another's */
      wire_refuse(d, "it forged what only its host says");
    d->knows_isolation = true;
    o->isolation.landlock = cursor_u8(c);
    o->isolation.seccomp = cursor_u8(c);
    break;
  case WIRE_LOG:
    get_log(d, c);
    break;
  case WIRE_FAIL:
    o->status = (om_status)cursor_u32(c);
    o->why = wire_get_text(d, c);
    break;
  case WIRE_SECTION:
    o->title = wire_get_text(d, c);
    o->lead = wire_get_text(d, c);
    break;
  case WIRE_ESTIMATE:
    get_estimate(d, c);
    break;
  case WIRE_REMARK:
    get_remark(d, c);
    break;
  case WIRE_TABLE:
    get_table(d, c);
    break;
  case WIRE_COLUMN:
    get_column(d, c);
    break;
  case WIRE_ROW:
    get_row(d, c);
    break;
  case WIRE_ORDER:
    get_order(d, c);
    break;
  case WIRE_CHART:
    get_chart(d, c);
    break;
  case WIRE_FINDING:
    get_finding(d, c);
    break;
  case WIRE_NOTE:
    get_note(d, c);
    break;
  case WIRE_SCORECARD:
    get_scorecard(d, c);
    break;
  case WIRE_SPENT:
    o->spent.memory = cursor_u64(c);
    o->spent.threads = cursor_u32(c);
    o->spent.descriptors = cursor_u32(c);
    break;
  case WIRE_FINISH:
    o->status = (om_status)cursor_u32(c);
    o->is_finished = true;
    break;
  default:
    wire_refuse(d, "a record of an unknown kind");
    c->i = c->n;
  }
  if (!cursor_done(c))
    wire_refuse(d, "a record does not hold what its kind asks");
}

bool
wire_next_frame(cursor *stream, uint8_t *kind, cursor *body)
{
  const uint32_t n = cursor_u32(stream);
  *kind = cursor_u8(stream);
  if (stream->broken || n > WIRE_LONGEST_FRAME || n > stream->n - stream->i) {
    stream->broken = true;
    return false;
  }
  *body = cursor_new(stream->at + stream->i, n);
  stream->i += n;
  return true;
}

const result *
wire_decode(arena *memory, const void *at, size_t n, const wire_bounds *bounds)
{
  result *const out = arena_one(memory, result);
  decoder d = {.memory = memory, .bounds = bounds, .out = out, .keys = map_new(memory)};
  cursor stream = cursor_new(at, n), body;
  uint8_t kind;
  while (!d.fault && stream.i < stream.n && wire_next_frame(&stream, &kind, &body)) {
    if (out->is_finished)
      wire_refuse(&d, "something was said after the end");
    else
      wire_get_body(&d, kind, &body);
  }
  if (!d.fault && stream.broken)
    d.fault = "its results are cut short";
  for (size_t i = 0; i < out->n_tables; i++)
    if (out->tables[i].n_columns == 0)
      wire_refuse(&d, "a table has no column");
  if (d.fault) {
    out->is_finished = false;
    out->status = OM_E_USAGE;
    out->why = d.fault;
  }
  return out;
}
