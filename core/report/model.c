/* The report before it has a form: every result gated, counted, put in order. */
#include "report/model.h"

#include "data/precision.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct making {
  arena *memory;
  const report_input *in;
  const om_study *study;
  diags *d;
  model *m;
} making;

/* --- estimates and remarks ------------------------------------------------------------------- */

static int
by_statistic(const void *a, const void *b)
{
  const shown *const x = a, *const y = b;
  if (x->e->statistic != y->e->statistic)
    return x->e->statistic < y->e->statistic ? -1 : 1;
  return about_compare(x->e->about, y->e->about);
}

/* The estimate with no more digits than may be told. */
static shown
show_estimate(const making *k, const estimate *e, const declared_statistic *statistic)
{
  shown x = {.e = e, .gate = gate_ask(k->in->summary, e->about, statistic->basis)};
  if (!e->about.unit && !e->about.with_unit)
    return x;
  const told exact = {e->value, e->lo, e->hi, e->se, e->p};
  const told t = precision_tell(k->in->summary, e->about, statistic->format, statistic->basis,
                                x.gate.n, exact);
  estimate *const copy = arena_one(k->memory, estimate);
  *copy = *e;
  copy->value = t.value;
  copy->lo = t.lo;
  copy->hi = t.hi;
  copy->se = t.se;
  copy->p = t.p;
  x.e = copy;
  return x;
}

/* In an order that does not depend on when the plugin said what: that could tell a rank. */
static void
show_estimates(const making *k, shown_section *s)
{
  const result *const r = s->analysis->result;
  s->n_estimates = r->n_estimates;
  s->estimates = arena_many(k->memory, r->n_estimates, shown);
  for (size_t i = 0; i < r->n_estimates; i++) {
    const estimate *const e = &r->estimates[i];
    s->estimates[i] = show_estimate(k, e, &s->analysis->description->statistics[e->statistic]);
    k->m->n_withheld += s->estimates[i].gate.is_withheld;
  }
  k->m->n_estimates += r->n_estimates;
  if (s->n_estimates)
    qsort(s->estimates, s->n_estimates, sizeof *s->estimates, by_statistic);
  for (size_t i = 0; i < s->n_estimates; i++)
    s->estimates[i].id = arena_printf(k->memory, "%s-e%zu", s->id, i + 1);
}

static int
by_name(const void *a, const void *b)
{
  const shown_remark *const x = a, *const y = b;
  const int order = strcmp(x->r->name, y->r->name);
  return order ? order : about_compare(x->r->about, y->r->about);
}

static void
show_remarks(const making *k, shown_section *s)
{
  const result *const r = s->analysis->result;
  s->n_remarks = r->n_remarks;
  s->remarks = arena_many(k->memory, r->n_remarks, shown_remark);
  for (size_t i = 0; i < r->n_remarks; i++) {
    shown_remark *const x = &s->remarks[i];
    x->r = &r->remarks[i];
    x->said = say(k->memory, k->in->summary, s, x->r->about, x->r->text, k->d);
    x->is_withheld =
        !x->said.text || gate_ask(k->in->summary, x->r->about, OM_N_SCORED).is_withheld;
  }
  if (s->n_remarks)
    qsort(s->remarks, s->n_remarks, sizeof *s->remarks, by_name);
  for (size_t i = 0; i < s->n_remarks; i++)
    s->remarks[i].id = arena_printf(k->memory, "%s-r%zu", s->id, i + 1);
}

/* --- tables ---------------------------------------------------------------------------------- */

static uint32_t
statistic_index(const description *d, const char *name)
{
  for (uint32_t i = 0; i < d->n_statistics; i++)
    if (strcmp(d->statistics[i].id, name) == 0)
      return i;
  return UINT32_MAX;
}

const shown *
model_estimate(const shown_section *s, uint32_t statistic, about subject)
{
  const estimate wanted = {.statistic = statistic, .about = subject};
  const shown key = {.e = &wanted};
  return s->n_estimates
             ? bsearch(&key, s->estimates, s->n_estimates, sizeof *s->estimates, by_statistic)
             : NULL;
}

static shown_cell
find_cell(const shown_section *s, uint32_t statistic, const char *name, about subject)
{
  if (statistic != UINT32_MAX)
    return (shown_cell){.estimate = model_estimate(s, statistic, subject)};
  const remark wanted = {.name = name, .about = subject};
  const shown_remark key = {.r = &wanted};
  return (shown_cell){
      .remark = s->n_remarks ? bsearch(&key, s->remarks, s->n_remarks, sizeof *s->remarks, by_name)
                             : NULL};
}

static bool
is_hidden(const shown_cell *c)
{
  return (c->estimate && c->estimate->gate.is_withheld) || (c->remark && c->remark->is_withheld);
}

/* The value that a row is ordered by; NaN when it has none that may be shown. */
static double
order_value(const shown_table *t, const shown_row *row)
{
  if (!t->table->by)
    return NAN;
  const shown_cell *const c = &row->cells[t->table->by - 1];
  return c->estimate && !c->estimate->gate.is_withheld ? c->estimate->e->value : NAN;
}

typedef struct ordering {
  const shown_table *table;
  bool by_label; /* units stand by name where nothing else orders them; others as declared */
} ordering;

/* Rows with a value by that; then, by label, those without: withheld or not there is the same. */
static int
by_order(const void *a, const void *b, void *context)
{
  const ordering *const o = context;
  const shown_row *const x = a, *const y = b;
  const double u = order_value(o->table, x), v = order_value(o->table, y);
  if (isnan(u) != isnan(v))
    return isnan(u) ? 1 : -1;
  if (u != v && !isnan(u))
    return (u < v) == (o->table->table->order == OM_ASCENDING) ? -1 : 1;
  if (x->is_withheld != y->is_withheld)
    return x->is_withheld ? 1 : -1;
  if (o->by_label) {
    const int order = strcmp(x->label, y->label);
    if (order)
      return order;
  }
  return about_compare(x->about, y->about);
}

static const char *
order_words(arena *memory, const table *t, const said *labels)
{
  if (!t->by)
    return t->rows == OM_ROWS_UNITS ? "by name" : NULL;
  return arena_printf(memory, "by \u201c%s\u201d, %s first", labels[t->by - 1].text,
                      t->order == OM_ASCENDING ? "lowest" : "highest");
}

static void
show_row(const making *k, const shown_section *s, const shown_table *t, const uint32_t *statistics,
         about subject, shown_row *row)
{
  const size_t n = t->table->n_columns;
  row->about = subject;
  row->label = row_label(k->memory, k->study, subject, t->table->rows);
  row->cells = arena_many(k->memory, n, shown_cell);
  bool has_hidden = false, has_other = false;
  for (size_t c = 0; c < n; c++) {
    const table_column *const column = &t->table->columns[c];
    const about of = about_join(subject, column->about);
    row->cells[c] = find_cell(s, statistics[c], column->name, of);
    const bool is_there = row->cells[c].estimate || row->cells[c].remark;
    has_hidden |= is_hidden(&row->cells[c]);
    has_other |= is_there && !is_hidden(&row->cells[c]);
  }
  row->is_withheld = has_hidden && !has_other;
}

static void
show_table(const making *k, const shown_section *s, const table *from, shown_table *t)
{
  const description *const d = s->analysis->description;
  uint32_t *const statistics = arena_many(k->memory, from->n_columns, uint32_t);
  const said *const labels = say_labels(k->memory, from);
  *t = (shown_table){.table = from,
                     .id = arena_printf(k->memory, "%s-%s", s->id, from->id),
                     .title = say_heading(k->memory, from->title),
                     .labels = labels,
                     .order = order_words(k->memory, from, labels),
                     .formats = arena_many(k->memory, from->n_columns, uint32_t),
                     .rows = arena_many(k->memory, from->n_rows, shown_row),
                     .n_rows = from->n_rows};
  for (size_t c = 0; c < from->n_columns; c++) {
    statistics[c] = statistic_index(d, from->columns[c].name);
    t->formats[c] = statistics[c] == UINT32_MAX ? 0 : d->statistics[statistics[c]].format;
  }
  for (size_t i = 0; i < t->n_rows; i++)
    show_row(k, s, t, statistics, from->abouts[i], &t->rows[i]);
  ordering o = {t, from->rows == OM_ROWS_UNITS};
  if (t->n_rows)
    qsort_r(t->rows, t->n_rows, sizeof *t->rows, by_order, &o);
}

/* --- findings -------------------------------------------------------------------------------- */

static const char *
chart_id(const shown_section *s, const char *id)
{
  for (size_t i = 0; id && i < s->n_charts; i++)
    if (strcmp(s->charts[i].chart->id, id) == 0)
      return s->charts[i].id;
  return NULL;
}

static void
show_findings(const making *k, shown_section *s)
{
  const result *const r = s->analysis->result;
  s->findings = arena_many(k->memory, r->n_findings, shown_finding);
  for (size_t i = 0; i < r->n_findings; i++) {
    const finding *const f = &r->findings[i];
    om_evidence evidence = f->evidence;
    evidence.n = (uint32_t)gate_ask(k->in->summary, f->about,
                                    f->about.hypothesis ? OM_N_AMONG : OM_N_MATCHED)
                     .n; /* not the plugin's */
    const uint32_t word = f->has_evidence ? evidence_word(&evidence) : OM_EVIDENCE_NONE;
    shown_finding x = {.f = f,
                       .id = arena_printf(k->memory, "%s-%s", s->id, f->id),
                       .chart = chart_id(s, f->chart),
                       .evidence = f->has_evidence ? evidence_name(word) : NULL,
                       .rank = f->priority * 10 + OM_EVIDENCE_STRONG - word};
    x.headline = say(k->memory, k->in->summary, s, f->about, f->headline, k->d);
    x.detail = say(k->memory, k->in->summary, s, f->about, f->detail, k->d);
    if (f->caution)
      x.caution = say(k->memory, k->in->summary, s, f->about, f->caution, k->d);
    if (x.headline.text && x.detail.text) /* else it names what may not be shown */
      s->findings[s->n_findings++] = x;
  }
}

/* At most five: the answers first, then by the strength of the evidence, then as they came. */
static void
choose_first(model *m)
{
  enum { MOST = sizeof m->first / sizeof *m->first };
  for (uint32_t rank = 0; rank < 10 * (OM_CHECK + 1) && m->n_first < MOST; rank++)
    for (size_t i = 0; i < m->n_sections; i++)
      for (size_t j = 0; j < m->sections[i].n_findings && m->n_first < MOST; j++)
        if (m->sections[i].findings[j].rank == rank)
          m->first[m->n_first++] = &m->sections[i].findings[j];
}

/* --- sections -------------------------------------------------------------------------------- */

static void
show_rest(const making *k, shown_section *s)
{
  const result *const r = s->analysis->result;
  s->n_charts = r->n_charts;
  s->charts = arena_many(k->memory, r->n_charts, shown_chart);
  for (size_t i = 0; i < r->n_charts; i++)
    s->charts[i] = (shown_chart){.chart = &r->charts[i],
                                 .id = arena_printf(k->memory, "%s-%s", s->id, r->charts[i].id),
                                 .title = say_heading(k->memory, r->charts[i].title),
                                 .description = say(k->memory, k->in->summary, s, (about){0},
                                                    r->charts[i].description, k->d)};
  s->notes = arena_many(k->memory, r->n_notes, shown_note);
  for (size_t i = 0; i < r->n_notes; i++) {
    const shown_note x = {r->notes[i].about, say(k->memory, k->in->summary, s, r->notes[i].about,
                                                 r->notes[i].text, k->d)};
    if (x.said.text)
      s->notes[s->n_notes++] = x;
  }
}

/* The id of a section does not depend on which other plugins there are.  It is the last part of the
 * id for those of the house, and the whole id for others: one has dots and the other has none. */
static const char *
section_id(arena *memory, const char *plugin)
{
  static const char house[] = "org.orgmirror.";
  if (strncmp(plugin, house, strlen(house)) == 0 && !strchr(plugin + strlen(house), '.'))
    return plugin + strlen(house);
  const bool is_name = (plugin[0] >= 'a' && plugin[0] <= 'z') || plugin[0] == '_';
  return is_name ? plugin : arena_printf(memory, "p.%s", plugin);
}

static void
show_section(const making *k, size_t i)
{
  shown_section *const s = &k->m->sections[i];
  const analysis *const a = &k->in->analyses[i];
  *s = (shown_section){.analysis = a, .id = section_id(k->memory, a->id)};
  s->title = say_heading(k->memory, a->description ? a->description->name : a->id);
  if (a->outcome != OUTCOME_OK)
    s->reason = say_heading(k->memory, a->why);
  if (!a->result)
    return;
  if (a->result->title && *a->result->title)
    s->title = say_heading(k->memory, a->result->title);
  show_estimates(k, s);
  show_remarks(k, s);
  const char *const lead =
      a->result->lead && *a->result->lead ? a->result->lead : a->description->summary;
  s->lead = say(k->memory, k->in->summary, s, (about){0}, lead, k->d);
  s->n_tables = a->result->n_tables;
  s->tables = arena_many(k->memory, s->n_tables, shown_table);
  for (size_t t = 0; t < s->n_tables; t++)
    show_table(k, s, &a->result->tables[t], &s->tables[t]);
  show_rest(k, s);
  show_findings(k, s);
}

model
model_make(arena *memory, const report_input *in, diags *d)
{
  model m = {.study = in->study,
             .units = in->units,
             .data = in->data,
             .summary = in->summary,
             .isolation = in->isolation,
             .in_process = in->in_process,
             .sections = arena_many(memory, in->n_analyses, shown_section),
             .n_sections = in->n_analyses};
  const making k = {memory, in, in->summary->study, d, &m};
  for (size_t i = 0; i < in->n_analyses; i++)
    show_section(&k, i);
  model_make_scorecard(memory, &m);
  m.verbatims =
      verbatims_make(memory, in->study, in->units, in->data, in->summary, d, &m.n_verbatims);
  choose_first(&m);
  return m;
}
