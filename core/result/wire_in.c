/* The wire, reading side: a stream of frames that an enemy may have written. */
#include "result/wire.h"

#include "base/map.h"

#include <math.h>
#include <string.h>

/* More than any analysis has to say, and few enough to be laid out. */
enum {
  MOST_PLUGINS = 64,
  MOST_DECLARED = 1000,
  MOST_THINGS = 1000,  /* tables; charts; findings; notes */
  MOST_COLUMNS = 100,  /* of a table */
  MOST_ROWS = 20000,   /* of a table */
  MOST_CELLS = 200000, /* of all tables, a row without any counting as one */
  MOST_REMARKS = 100000,
  MOST_ESTIMATES = 500000
};

typedef struct decoder {
  arena *memory;
  const wire_bounds *bounds;
  result *out;
  map keys; /* estimates and ids: each stands once */
  bool knows_isolation;
  size_t n_cells; /* of all tables */
  const char *fault;
} decoder;

static void
refuse(decoder *d, const char *fault)
{
  if (!d->fault)
    d->fault = fault;
}

static const char *
get_text(decoder *d, cursor *c)
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

/* An id of a table, chart, finding or column: it becomes part of file names and XML ids. */
static const char *
get_id(decoder *d, cursor *c)
{
  const char *const s = get_text(d, c);
  const size_t n = strlen(s);
  const bool starts_well = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
  if (!starts_well || n > 64 ||
      strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != n)
    refuse(d, "an id is not made of letters, digits, - and _ (at most 64)");
  else if (is_reserved(s))
    refuse(d, "an id is one that the report gives itself: e or r, and a number");
  return s;
}

/* Each key may come once. */
static void
take_key(decoder *d, const char *key)
{
  const uint32_t n = d->keys.n;
  if (map_add(&d->keys, key, strlen(key)) < n)
    refuse(d, "the same thing was said twice");
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
  const uint32_t parts[] = {e->statistic, a->side,       a->survey,    a->scale,
                            a->item,      a->inside,     a->outside,   a->unit,
                            a->wave,      a->with_scale, a->with_item, a->with_unit};
  char key[2 + 6 * sizeof parts / sizeof *parts], *at = key;
  *at++ = 'e';
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    at = put_in_key(at, parts[i]);
  *at = '\0';
  take_key(d, key);
}

/* A count of declared things. */
static uint32_t
get_count(decoder *d, cursor *c)
{
  const uint32_t n = cursor_count(c);
  if (n > MOST_DECLARED)
    refuse(d, "it declares more than a thousand things of one kind");
  return n > MOST_DECLARED ? 0 : n;
}

/* Before one more is taken of what there may be so many of. */
static void
take_room(decoder *d, size_t n, size_t most)
{
  if (n >= most)
    refuse(d, "it has more to say than a report can hold");
}

static uint32_t
get_index(decoder *d, cursor *c, uint32_t n)
{
  const uint32_t i = cursor_u32(c);
  if (i > n)
    refuse(d, "a result is about something that the study does not have");
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
  if (a.with_item && !is_beside(d->bounds, &a))
    refuse(d, "a result sets two items side by side of which nobody counted who answered both");
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
  e.value = finite_or_absent(cursor_f64(c));
  e.lo = finite_or_absent(cursor_f64(c));
  e.hi = finite_or_absent(cursor_f64(c));
  e.se = finite_or_absent(cursor_f64(c));
  e.p = finite_or_absent(cursor_f64(c));
  e.undefined = cursor_string(c, d->memory, WIRE_LONGEST_TEXT);
  if (e.statistic >= d->bounds->description->n_statistics) {
    refuse(d, "a statistic was reported that the plugin does not declare");
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
  remark r = {.name = get_id(d, c)};
  r.about = get_about(d, c);
  r.text = get_text(d, c);
  result *const o = d->out;
  take_room(d, o->n_remarks, MOST_REMARKS);
  o->remarks = arena_room(d->memory, o->remarks, o->n_remarks, &o->remarks_capacity, sizeof r);
  o->remarks[o->n_remarks++] = r;
}

static void
get_table(decoder *d, cursor *c)
{
  table t = {.id = get_id(d, c)};
  t.title = get_text(d, c);
  t.rows = cursor_u32(c);
  take_key(d, arena_printf(d->memory, "i%s", t.id));
  if (t.rows < OM_ROWS_SCALES || t.rows > OM_ROWS_ONE)
    refuse(d, "a table has rows of an unknown kind");
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
  refuse(d, "a table was used that does not exist");
  return NULL;
}

static void
get_column(decoder *d, cursor *c)
{
  table *const t = table_at(d, c);
  table_column column = {.name = get_id(d, c)};
  column.label = get_text(d, c);
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
    refuse(d, "a table is ordered by a column that it does not have");
  t->by = by;
  t->order = order;
}

static void
get_chart(decoder *d, cursor *c)
{
  chart x = {.table = cursor_u32(c)};
  x.type = cursor_u32(c);
  x.id = get_id(d, c);
  x.title = get_text(d, c);
  x.description = get_text(d, c);
  for (size_t i = 0; i < 4; i++)
    x.columns[i] = cursor_u32(c);
  x.min = finite_or_absent(cursor_f64(c));
  x.max = finite_or_absent(cursor_f64(c));
  take_key(d, arena_printf(d->memory, "i%s", x.id));
  if (x.table >= d->out->n_tables) {
    refuse(d, "a chart shows a table that does not exist");
    return;
  }
  for (size_t i = 0; i < 4; i++)
    if (x.columns[i] > d->out->tables[x.table].n_columns)
      refuse(d, "a chart shows a column that its table does not have");
  result *const o = d->out;
  take_room(d, o->n_charts, MOST_THINGS);
  o->charts = arena_room(d->memory, o->charts, o->n_charts, &o->charts_capacity, sizeof x);
  o->charts[o->n_charts++] = x;
}

static void
get_finding(decoder *d, cursor *c)
{
  finding f = {.priority = cursor_u32(c)};
  f.id = get_id(d, c);
  f.about = get_about(d, c);
  f.has_evidence = cursor_u8(c);
  om_evidence *const e = &f.evidence;
  e->size = sizeof *e;
  e->n = cursor_u32(c);
  double *const numbers[] = {&e->value,      &e->lo,     &e->hi,     &e->p,
                             &e->p_adjusted, &e->out_lo, &e->out_hi, &e->meaningful};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    *numbers[i] = cursor_f64(c);
  f.headline = get_text(d, c);
  f.detail = get_text(d, c);
  f.caution = cursor_string(c, d->memory, WIRE_LONGEST_TEXT);
  f.chart = cursor_string(c, d->memory, WIRE_LONGEST_TEXT);
  take_key(d, arena_printf(d->memory, "i%s", f.id));
  if (f.priority < OM_FIRST || f.priority > OM_CHECK)
    refuse(d, "a finding has an unknown priority");
  result *const o = d->out;
  take_room(d, o->n_findings, MOST_THINGS);
  o->findings = arena_room(d->memory, o->findings, o->n_findings, &o->findings_capacity, sizeof f);
  o->findings[o->n_findings++] = f;
}

static void
get_note(decoder *d, cursor *c)
{
  note x = {.about = get_about(d, c)};
  x.text = get_text(d, c);
  result *const o = d->out;
  take_room(d, o->n_notes, MOST_THINGS);
  o->notes = arena_room(d->memory, o->notes, o->n_notes, &o->notes_capacity, sizeof x);
  o->notes[o->n_notes++] = x;
}

static void
get_log(decoder *d, cursor *c)
{
  const char *const s = get_text(d, c);
  result *const o = d->out;
  o->logs = arena_room(d->memory, o->logs, o->n_logs, &o->logs_capacity, sizeof s);
  o->logs[o->n_logs++] = s;
}

static void
get_body(decoder *d, uint8_t kind, cursor *c)
{
  result *const o = d->out;
  switch (kind) {
  case WIRE_DESCRIPTION: /* said again before a run; the core believes the first */
    c->i = c->n;
    break;
  case WIRE_ISOLATION:
    if (d->knows_isolation) /* the worker says so before there is a plugin: this is another's */
      refuse(d, "it forged what only its host says");
    d->knows_isolation = true;
    o->isolation.landlock = cursor_u8(c);
    o->isolation.seccomp = cursor_u8(c);
    break;
  case WIRE_LOG:
    get_log(d, c);
    break;
  case WIRE_FAIL:
    o->status = (om_status)cursor_u32(c);
    o->why = get_text(d, c);
    break;
  case WIRE_SECTION:
    o->title = get_text(d, c);
    o->lead = get_text(d, c);
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
  case WIRE_FINISH:
    o->status = (om_status)cursor_u32(c);
    o->is_finished = true;
    break;
  default:
    refuse(d, "a record of an unknown kind");
    c->i = c->n;
  }
  if (!cursor_done(c))
    refuse(d, "a record does not hold what its kind asks");
}

/* Head of the next frame and its body; false at the end or when a frame is cut short. */
static bool
next_frame(cursor *stream, uint8_t *kind, cursor *body)
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
  while (!d.fault && stream.i < stream.n && next_frame(&stream, &kind, &body)) {
    if (out->is_finished)
      refuse(&d, "something was said after the end");
    else
      get_body(&d, kind, &body);
  }
  if (!d.fault && stream.broken)
    d.fault = "its results are cut short";
  for (size_t i = 0; i < out->n_tables; i++)
    if (out->tables[i].n_columns == 0)
      refuse(&d, "a table has no column");
  if (d.fault) {
    out->is_finished = false;
    out->status = OM_E_USAGE;
    out->why = d.fault;
  }
  return out;
}

/* --- descriptions ---------------------------------------------------------------------------- */

static void
get_options(decoder *d, cursor *c, description *x)
{
  x->n_options = get_count(d, c);
  x->options = arena_many(d->memory, x->n_options, declared_option);
  for (uint32_t i = 0; i < x->n_options && !c->broken; i++) {
    declared_option *const o = &x->options[i];
    o->type = cursor_u32(c);
    o->id = get_id(d, c);
    o->help = get_text(d, c);
    o->value = cursor_f64(c);
    o->min = cursor_f64(c);
    o->max = cursor_f64(c);
    o->n_choices = get_count(d, c);
    o->choices = arena_many(d->memory, o->n_choices, const char *);
    for (uint32_t j = 0; j < o->n_choices && !c->broken; j++)
      o->choices[j] = get_text(d, c);
    const double highest = o->type == OM_OPT_CHOICE ? (double)o->n_choices - 1 : o->max;
    const double lowest = o->type == OM_OPT_CHOICE ? 0 : o->min;
    if (o->type < OM_OPT_BOOL || o->type > OM_OPT_CHOICE ||
        (o->type != OM_OPT_BOOL && !(o->value >= lowest && o->value <= highest)))
      refuse(d, "the default of an option is outside its bounds");
  }
}

static void
get_statistics(decoder *d, cursor *c, description *x)
{
  x->n_statistics = get_count(d, c);
  x->statistics = arena_many(d->memory, x->n_statistics, declared_statistic);
  for (uint32_t i = 0; i < x->n_statistics && !c->broken; i++) {
    declared_statistic *const s = &x->statistics[i];
    s->id = get_id(d, c);
    s->label = get_text(d, c);
    s->help = get_text(d, c);
    s->method = get_text(d, c);
    s->format = cursor_u32(c);
    s->basis = cursor_u32(c);
    take_key(d, arena_printf(d->memory, "s%s", s->id));
    bool has_method = false;
    for (uint32_t m = 0; m < x->n_methods; m++)
      has_method |= strcmp(x->methods[m].id, s->method) == 0;
    if (!has_method)
      refuse(d, "a statistic names a method that is not declared");
    if (s->format < OM_FORMAT_NUMBER || s->format > OM_FORMAT_COUNT || s->basis < OM_N_COMPLETE ||
        s->basis > OM_N_MATCHED)
      refuse(d, "a statistic has an unknown format or basis");
  }
}

static bool
is_plugin_id(const char *id)
{
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_.";
  const size_t n = strlen(id);
  return strchr(id, '.') && n <= 128 && strspn(id, allowed) == n && id[0] != '.' &&
         id[n - 1] != '.' && !strstr(id, "..");
}

static void
get_description(decoder *d, cursor *c, description *x)
{
  x->id = get_text(d, c);
  x->version = get_text(d, c);
  x->name = get_text(d, c);
  x->summary = get_text(d, c);
  x->abi_minor = cursor_u32(c);
  x->place = cursor_u32(c);
  x->n_needs = get_count(d, c);
  x->needs = arena_many(d->memory, x->n_needs, declared_need);
  for (uint32_t i = 0; i < x->n_needs && !c->broken; i++) {
    x->needs[i] = (declared_need){.kind = cursor_u32(c)};
    x->needs[i].side = cursor_u32(c);
    x->needs[i].at_least = cursor_u32(c);
    x->needs[i].why = get_text(d, c);
  }
  get_options(d, c, x);
  x->n_methods = get_count(d, c);
  x->methods = arena_many(d->memory, x->n_methods, declared_method);
  for (uint32_t i = 0; i < x->n_methods && !c->broken; i++) {
    x->methods[i].id = get_id(d, c);
    x->methods[i].text = get_text(d, c);
    x->methods[i].reference = get_text(d, c);
  }
  get_statistics(d, c, x);
  if (!is_plugin_id(x->id))
    refuse(d, "its id is not of lower-case letters, digits and _, in parts joined by dots");
  if (!cursor_done(c))
    refuse(d, "its description cannot be read");
}

descriptions
wire_decode_descriptions(arena *memory, const void *at, size_t n, const char **why)
{
  const wire_bounds none = {0};
  result ignored = {0};
  descriptions found = {0};
  decoder d = {.memory = memory, .bounds = &none, .out = &ignored};
  cursor stream = cursor_new(at, n), body;
  uint8_t kind;
  while (!d.fault && stream.i < stream.n && next_frame(&stream, &kind, &body)) {
    if (ignored.is_finished || found.n == MOST_PLUGINS) {
      refuse(&d, ignored.is_finished ? "something was said after the end"
                                     : "it describes more than 64 plugins");
    } else if (kind == WIRE_DESCRIPTION) {
      description *const x = arena_one(memory, description);
      d.keys = map_new(memory);
      get_description(&d, &body, x);
      arena_push(memory, &found, x);
    } else if (kind == WIRE_ISOLATION || kind == WIRE_FAIL || kind == WIRE_FINISH) {
      get_body(&d, kind, &body);
    } else {
      refuse(&d, "it spoke before it was asked to run");
    }
  }
  if (!d.fault && stream.broken)
    d.fault = "its description is cut short";
  *why = d.fault ? d.fault : ignored.why;
  if (!*why && !ignored.is_finished)
    *why = "it ended its own process before it was described";
  if (!*why && !found.n)
    *why = "it describes no plugin";
  if (*why)
    found.n = 0;
  return found;
}
