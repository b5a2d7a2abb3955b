/* estimates.json: every number of the report, for programs. */
#include "base/json.h"
#include "report/xml_part.h"

#include <math.h>

static void
add_value(text *t, const char *name, double value)
{
  if (!isnan(value))
    json_number(t, name, value);
}

static void
add_estimate(const writing *x, const shown_section *s, const shown *e, text *t)
{
  const declared_statistic *const statistic =
      &s->analysis->description->statistics[e->e->statistic];
  named subject[MOST_SUBJECT];
  const size_t n = xml_subject(x, e->e->about, subject);
  json_open(t, NULL, '{');
  json_string(t, "section", s->id);
  json_string(t, "statistic", statistic->id);
  for (size_t i = 0; i < n; i++)
    json_string(t, subject[i].name, subject[i].value);
  if (e->gate.is_withheld) {
    json_string(t, "withheld", "small-group");
  } else {
    if (e->e->undefined)
      json_string(t, "undefined", e->e->undefined);
    add_value(t, "value", e->e->value);
    add_value(t, "lo", e->e->lo);
    add_value(t, "hi", e->e->hi);
    add_value(t, "se", e->e->se);
    add_value(t, "p", e->e->p);
    if (e->gate.has_n)
      json_count(t, "n", e->gate.n);
  }
  json_string(t, "basis", xml_basis(x, e->e->about, statistic->basis));
  json_close(t, '}');
  text_add(t, "\n");
}

static void
add_section(const shown_section *s, text *t)
{
  json_open(t, NULL, '{');
  json_string(t, "id", s->id);
  json_string(t, "plugin", s->analysis->id);
  json_string(t, "version", s->analysis->description ? s->analysis->description->version : NULL);
  json_string(t, "outcome", outcome_name(s->analysis->outcome));
  json_close(t, '}');
}

text
report_estimates_json(arena *memory, const model *m)
{
  const writing x = xml_writing(memory, m, NULL);
  text t = text_new(memory);
  json_open(&t, NULL, '{');
  json_string(&t, "format", "orgmirror-estimates-1");
  json_string(&t, "title", m->study->title);
  if (m->study->wave_id)
    json_string(&t, "wave", m->study->wave_id);
  json_number(&t, "confidence", x.study->confidence);
  json_count(&t, "minimum", m->study->minimum_group);
  json_count(&t, "minimum_outside", m->study->minimum_outside);
  json_open(&t, "sections", '[');
  for (size_t i = 0; i < m->n_sections; i++)
    add_section(&m->sections[i], &t);
  json_close(&t, ']');
  json_open(&t, "estimates", '[');
  for (size_t i = 0; i < m->n_sections; i++)
    for (size_t j = 0; j < m->sections[i].n_estimates; j++)
      add_estimate(&x, &m->sections[i], &m->sections[i].estimates[j], &t);
  json_close(&t, ']');
  json_close(&t, '}');
  text_add(&t, "\n");
  return t;
}
