/* report.xml: the model written down, element by element as report.rnc describes it. */
#include "report/xml_part.h"

#include "base/catalogue.h"

#include <math.h>
#include <string.h>

static void
write_about(const writing *x, about a)
{
  named names[MOST_SUBJECT];
  const size_t n = xml_subject(x, a, names);
  for (size_t i = 0; i < n; i++)
    markup_attribute(x->w, names[i].name, names[i].value);
}

/* --- sections -------------------------------------------------------------------------------- */

static void
write_said(const writing *x, said s)
{
  xml_said(x->w, x->memory, s);
}

static void
write_said_element(const writing *x, const char *name, said s)
{
  if (s.text)
    xml_said_element(x->w, x->memory, name, s);
}

static const char *
format_name(uint32_t format)
{
  static const char *const names[] = {
      [0] = "text",
      [OM_FORMAT_NUMBER] = "number",
      [OM_FORMAT_RATIO] = "ratio",
      [OM_FORMAT_P] = "p",
      [OM_FORMAT_SCORE] = "score",
      [OM_FORMAT_PERCENT] = "percent",
      [OM_FORMAT_COUNT] = "count",
  };
  return names[format];
}

static void
write_estimate(const writing *x, const shown_section *s, const shown *e)
{
  markup *const w = x->w;
  const declared_statistic *const statistic =
      &s->analysis->description->statistics[e->e->statistic];
  markup_open(w, "estimate");
  ATTRIBUTE("id", e->id);
  ATTRIBUTE("statistic", statistic->id);
  ATTRIBUTE("method", statistic->method);
  write_about(x, e->e->about);
  if (e->gate.is_withheld) {
    ATTRIBUTE("withheld", "small-group");
  } else {
    ATTRIBUTE("undefined", e->e->undefined);
    markup_number(w, "value", e->e->value);
    markup_number(w, "lo", e->e->lo);
    markup_number(w, "hi", e->e->hi);
    markup_number(w, "se", e->e->se);
    markup_number(w, "p", e->e->p);
    if (e->gate.has_n)
      markup_count(w, "n", e->gate.n);
  }
  ATTRIBUTE("basis", xml_basis(x, e->e->about, statistic->basis));
  markup_close(w);
}

static void
write_remark(const writing *x, const shown_remark *r)
{
  markup *const w = x->w;
  markup_open(w, "remark");
  ATTRIBUTE("id", r->id);
  ATTRIBUTE("name", r->r->name);
  write_about(x, r->r->about);
  if (r->is_withheld)
    ATTRIBUTE("withheld", "small-group");
  else
    write_said(x, r->said);
  markup_close(w);
}

static void
write_row(const writing *x, const shown_table *t, const shown_row *row)
{
  markup *const w = x->w;
  markup_open(w, "row");
  ATTRIBUTE("label", row->label);
  if (row->about.inside && row->about.outside) {
    const om_scale *const *const scales = x->study->scales;
    ATTRIBUTE("inside-label", scale_label(x->memory, x->study, scales[row->about.inside - 1]));
    ATTRIBUTE("outside-label", scale_label(x->memory, x->study, scales[row->about.outside - 1]));
  }
  write_about(x, row->about);
  ATTRIBUTE("withheld", row->is_withheld ? "small-group" : NULL);
  for (size_t c = 0; c < t->table->n_columns; c++) {
    const shown_cell *const cell = &row->cells[c];
    markup_open(w, "cell");
    ATTRIBUTE("ref", cell->estimate ? cell->estimate->id : cell->remark ? cell->remark->id : NULL);
    markup_close(w);
  }
  markup_close(w);
}

static void
write_table(const writing *x, const shown_table *t)
{
  static const char *const kinds[] = {
      [OM_ROWS_SCALES] = "scales", [OM_ROWS_ITEMS] = "items", [OM_ROWS_UNITS] = "units",
      [OM_ROWS_PAIRS] = "pairs",   [OM_ROWS_ONE] = "one",     [OM_ROWS_HYPOTHESES] = "hypotheses"};
  markup *const w = x->w;
  markup_open(w, "table");
  ATTRIBUTE("id", t->id);
  ATTRIBUTE("rows", kinds[t->table->rows]);
  ATTRIBUTE("order", t->order);
  write_said_element(x, "title", t->title);
  for (size_t c = 0; c < t->table->n_columns; c++) {
    markup_open(w, "column");
    ATTRIBUTE("name", t->table->columns[c].name);
    ATTRIBUTE("label", t->labels[c].text);
    ATTRIBUTE("format", format_name(t->formats[c]));
    xml_said_values(w, x->memory, t->labels[c]);
    markup_close(w);
  }
  for (size_t i = 0; i < t->n_rows; i++)
    write_row(x, t, &t->rows[i]);
  markup_close(w);
}

static const char *
chart_type(uint32_t type)
{
  static const char *const names[] = {
      [OM_CHART_BUTTERFLY] = "butterfly", [OM_CHART_FOREST] = "forest",
      [OM_CHART_SCATTER] = "scatter",     [OM_CHART_QUADRANT] = "quadrant",
      [OM_CHART_HEAT] = "heat",           [OM_CHART_TREND] = "trend",
      [OM_CHART_DIST] = "dist",           [OM_CHART_BARS] = "bars",
  };
  const bool is_known = type >= OM_CHART_BUTTERFLY && type <= OM_CHART_BARS;
  return is_known ? names[type] : "unknown";
}

static void
write_chart(const writing *x, const shown_section *s, const shown_chart *c)
{
  markup *const w = x->w;
  text columns = text_new(x->memory);
  text_add(&columns, "");
  for (size_t i = 0; i < 4; i++)
    if (c->chart->columns[i])
      text_addf(&columns, "%s%u", columns.n ? " " : "", c->chart->columns[i]);
  markup_open(w, "chart");
  ATTRIBUTE("id", c->id);
  ATTRIBUTE("type", chart_type(c->chart->type));
  ATTRIBUTE("table", s->tables[c->chart->table].id);
  ATTRIBUTE("columns", columns.at);
  if (c->chart->min < c->chart->max) {
    markup_number(w, "min", c->chart->min);
    markup_number(w, "max", c->chart->max);
  }
  write_said_element(x, "title", c->title);
  markup_open(w, "description");
  write_said(x, c->description.text ? c->description : (said){.text = ""});
  markup_close(w);
  markup_close(w);
}

static void
write_finding(const writing *x, const shown_finding *f)
{
  static const char *const priorities[] = {
      [OM_FIRST] = "first", [OM_MAIN] = "main", [OM_CHECK] = "check"};
  markup *const w = x->w;
  markup_open(w, "finding");
  ATTRIBUTE("id", f->id);
  ATTRIBUTE("priority", priorities[f->f->priority]);
  ATTRIBUTE("evidence", f->evidence);
  ATTRIBUTE("chart", f->chart);
  write_about(x, f->f->about);
  write_said_element(x, "headline", f->headline);
  write_said_element(x, "detail", f->detail);
  write_said_element(x, "caution", f->caution);
  markup_close(w);
}

static const char *
option_value(arena *memory, const declared_option *o, double value)
{
  text t = text_new(memory);
  switch (o->type) {
  case OM_OPT_BOOL:
    return yes_no(value != 0);
  case OM_OPT_CHOICE:
    return value >= 0 && value < o->n_choices ? o->choices[(size_t)value] : "";
  default:
    text_add_double(&t, value);
    return t.at;
  }
}

static void
write_declared(const writing *x, const description *d)
{
  markup *const w = x->w;
  for (uint32_t i = 0; i < d->n_statistics; i++) {
    const declared_statistic *const s = &d->statistics[i];
    markup_open(w, "statistic");
    ATTRIBUTE("id", s->id);
    ATTRIBUTE("label", s->label);
    ATTRIBUTE("format", format_name(s->format));
    ATTRIBUTE("method", s->method);
    markup_text(w, s->help);
    markup_close(w);
  }
  for (uint32_t i = 0; i < d->n_methods; i++) {
    markup_open(w, "method");
    ATTRIBUTE("id", d->methods[i].id);
    ATTRIBUTE("reference", *d->methods[i].reference ? d->methods[i].reference : NULL);
    markup_text(w, d->methods[i].text);
    markup_close(w);
  }
}

static void
write_results(const writing *x, const shown_section *s)
{
  for (size_t i = 0; i < s->n_findings; i++)
    write_finding(x, &s->findings[i]);
  for (size_t i = 0; i < s->n_tables; i++) {
    for (size_t c = 0; c < s->n_charts; c++)
      if (s->charts[c].chart->table == i)
        write_chart(x, s, &s->charts[c]);
    write_table(x, &s->tables[i]);
  }
  for (size_t i = 0; i < s->n_notes; i++) {
    markup_open(x->w, "note");
    write_about(x, s->notes[i].about);
    write_said(x, s->notes[i].said);
    markup_close(x->w);
  }
  for (size_t i = 0; i < s->n_estimates; i++)
    write_estimate(x, s, &s->estimates[i]);
  for (size_t i = 0; i < s->n_remarks; i++)
    write_remark(x, &s->remarks[i]);
}

static void
write_section(const writing *x, const shown_section *s)
{
  markup *const w = x->w;
  const analysis *const a = s->analysis;
  const description *const d = a->description;
  markup_open(w, "section");
  ATTRIBUTE("id", s->id);
  ATTRIBUTE("plugin", a->id);
  ATTRIBUTE("version", d ? d->version : NULL);
  ATTRIBUTE("sha256", a->sha256);
  ATTRIBUTE("outcome", outcome_name(a->outcome));
  write_said_element(x, "title", s->title);
  write_said_element(x, "lead", s->lead);
  write_said_element(x, "reason", s->reason);
  for (uint32_t i = 0; d && a->options && i < d->n_options; i++) {
    const declared_option *const o = &d->options[i];
    markup_open(w, "option");
    ATTRIBUTE("id", o->id);
    ATTRIBUTE("value", option_value(x->memory, o, a->options[i]));
    ATTRIBUTE("default", yes_no(a->options[i] == o->value));
    markup_close(w);
  }
  if (a->result) {
    write_results(x, s);
    write_declared(x, d);
  }
  markup_close(w);
}

static void
write_verbatims(markup *w, const verbatims *v)
{
  markup_open(w, "verbatims");
  ATTRIBUTE("survey", v->survey->id);
  ATTRIBUTE("label", v->survey->label);
  for (size_t g = 0; g < v->n_groups; g++) {
    const verbatim_group *const group = &v->groups[g];
    markup_open(w, "group");
    ATTRIBUTE("unit", group->unit);
    ATTRIBUTE("label", group->label);
    markup_count(w, "unshown", group->n_unshown);
    for (size_t i = 0; i < group->n; i++)
      markup_element(w, "comment", group->comments[i]);
    markup_close(w);
  }
  markup_close(w);
}

/* What holds for every report; what holds for one plugin stands with that. */
static void
write_method(const writing *x)
{
  static const char *const paragraphs[] = {
      N_("A respondent's score on a scale is the mean of the items answered, when at least as many "
         "as "
         "the study asks were; else there is no score. Items worded the other way round are "
         "reversed "
         "with the declared range (minimum plus maximum minus answer), never with the range "
         "observed."),
      N_("A unit's score is the mean of its respondents' scores, weighted where the study names a "
         "weight. Units are matched by their names after the study's aliases. Every statement "
         "about a "
         "link rests on the number of matched units, not on the number of people."),
      N_("Ranges are 95% ranges. Evidence is called strong when the range leaves out zero after "
         "allowing for the number of hypotheses, the size is one that the study calls meaningful, "
         "and "
         "it holds with any one unit left out; moderate when the unadjusted range leaves out zero; "
         "weak when it points one way (p below .20) but could be zero; none when the range is too "
         "wide, there are fewer than ten units, or it points nowhere."),
      N_("What goes together is not thereby explained: these are associations between units at one "
         "time. They say nothing about single persons."),
      N_("Files are known by a fingerprint of their set of rows, which does not depend on the "
         "order "
         "of the rows; the checksums of the files themselves stand in manifest.json beside the "
         "report."),
  };
  markup_open(x->w, "method");
  for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs; i++)
    markup_element(x->w, "para", paragraphs[i]);
  markup_close(x->w);
}

text
report_xml(arena *memory, const model *m)
{
  markup out = markup_new(memory), *const w = &out;
  const writing x = xml_writing(memory, m, w);
  markup_open(w, "report");
  ATTRIBUTE("xmlns", "urn:orgmirror:report:1");
  ATTRIBUTE("version", "1.0");
  ATTRIBUTE("xml:lang", "en");
  xml_write_head(&x);
  markup_open(w, "findings");
  for (size_t i = 0; i < m->n_first; i++) {
    markup_open(w, "open");
    ATTRIBUTE("finding", m->first[i]->id);
    markup_close(w);
  }
  markup_close(w);
  for (size_t i = 0; i < m->n_sections; i++)
    write_section(&x, &m->sections[i]);
  if (m->scorecard.n_rows) {
    markup_open(w, "scorecard");
    write_table(&x, &m->scorecard);
    markup_close(w);
  }
  for (size_t i = 0; i < m->n_verbatims; i++)
    write_verbatims(w, &m->verbatims[i]);
  write_method(&x);
  markup_close(w);
  return out.out;
}
