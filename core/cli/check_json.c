/* What check found, for a program. */
#include "cli/check.h"

#include <inttypes.h>
#include <math.h>

static void
json_bool(text *t, const char *name, bool value)
{
  json_key(t, name);
  text_add(t, value ? "true" : "false");
}

/* Null where it would tell of fewer people than the minimum. */
static void
json_people(text *t, const char *name, uint64_t n, uint64_t minimum)
{
  if (n > 0 && n < minimum)
    json_string(t, name, NULL);
  else
    json_count(t, name, n);
}

static void
json_items(text *t, const checked *c, uint32_t index, uint64_t minimum)
{
  const summary *const data = &c->in->summary;
  const om_scale *const scale = data->study->scales[index];
  const scale_summary *const x = &data->scales[index];
  json_open(t, "items", '[');
  for (uint32_t i = 0; i < scale->n_items; i++) {
    json_open(t, NULL, '{');
    json_string(t, "column", scale->items[i]->id);
    json_people(t, "answered", x->answered[(data->n_slots - 1) * x->k + i], minimum);
    json_close(t, '}');
  }
  json_close(t, ']');
}

static void
json_scale(text *t, const checked *c, uint32_t index)
{
  const summary *const data = &c->in->summary;
  const om_scale *const scale = data->study->scales[index];
  const gate_estimate e = odd_withheld(data, scale);
  const bool is_person = scale->survey->level == OM_LEVEL_RESPONDENT;
  const uint64_t minimum = is_person ? scale->survey->minimum_group : 0;
  json_open(t, NULL, '{');
  json_string(t, "id", scale->id);
  json_items(t, c, index, minimum);
  json_people(t, "scored", data->scales[index].n[data->n_slots - 1], minimum);
  json_count(t, "units", e.units);
  json_count(t, "units_withheld", e.withheld);
  json_number(t, "share_withheld", e.share);
  json_bool(t, "is_withheld", e.is_all);
  json_close(t, '}');
}

static void
json_waves(text *t, const checked *c, const survey_data *v)
{
  const study *const s = c->study;
  json_open(t, "waves", '[');
  for (uint32_t i = 0; v->in_wave && i < s->n_waves; i++) {
    json_open(t, NULL, '{');
    json_string(t, "id", s->waves[i].id);
    json_people(t, "rows", v->in_wave[i],
                v->survey->level == OM_LEVEL_UNIT ? 0 : study_minimum(s, v->survey));
    json_bool(t, "analysed", i == s->wave);
    json_close(t, '}');
  }
  json_close(t, ']');
}

static void
json_surveys_and_scales(text *t, const checked *c)
{
  json_open(t, "surveys", '[');
  for (uint32_t i = 0; i < c->study->n_surveys; i++) {
    const study_survey *const survey = &c->study->surveys[i];
    json_survey_open(t, &c->in->data[i]);
    json_string(t, "side", survey->side == OM_INSIDE ? "inside" : "outside");
    json_string(t, "level", survey->level == OM_LEVEL_UNIT ? "unit" : "respondent");
    json_bool(t, "public", survey->is_public);
    json_waves(t, c, &c->in->data[i]);
    json_open(t, "scales", '[');
    for (uint32_t j = 0; j < survey->n_scales; j++)
      json_scale(t, c, survey->first_scale + j);
    json_close(t, ']');
    json_close(t, '}');
  }
  json_close(t, ']');
}

static void
json_pairs(text *t, const checked *c)
{
  json_open(t, "pairs", '[');
  for (uint32_t i = 0; i < c->study->n_pairs; i++) {
    const study_pair *const pair = &c->study->pairs[i];
    const uint64_t n = check_matched(c, i);
    json_open(t, NULL, '{');
    json_string(t, "inside", c->study->scales[pair->inside].name);
    json_string(t, "outside", c->study->scales[pair->outside].name);
    json_string(t, "sign", pair->sign > 0 ? "+" : "-");
    json_count(t, "matched_units", n);
    json_number(t, "smallest_link", check_smallest_link(n));
    json_close(t, '}');
  }
  json_close(t, ']');
}

static const char *
name_of_scale(const checked *c, uint32_t index_plus_1)
{
  return index_plus_1 ? c->study->scales[index_plus_1 - 1].name : NULL;
}

static void
json_findings(text *t, const checked *c)
{
  json_open(t, "findings", '[');
  for (size_t i = 0; i < c->d->n; i++) {
    const odd_finding *const f = &c->findings[i];
    const about w = f->where;
    json_open(t, NULL, '{');
    json_string(t, "check", f->kind->id);
    json_string(t, "level", diag_level_name(f->message->level));
    json_string(t, "code", f->message->code);
    json_string(t, "survey", w.survey ? c->study->surveys[w.survey - 1].id : NULL);
    json_string(t, "scale", name_of_scale(c, w.scale));
    json_string(t, "column",
                w.item ? c->study->scales[w.scale - 1].items[w.item - 1].column : NULL);
    json_string(t, "inside", name_of_scale(c, w.inside));
    json_string(t, "outside", name_of_scale(c, w.outside));
    json_string(t, "file", f->message->file);
    json_count(t, "line", f->message->line);
    json_string(t, "what", f->message->what);
    json_string(t, "why", f->message->why);
    json_string(t, "fix", f->message->fix);
    json_close(t, '}');
  }
  json_close(t, ']');
}

void
check_print_json(const checked *c, int code)
{
  text t = text_new(c->memory);
  json_open(&t, NULL, '{');
  json_count(&t, "exit", (uint64_t)code);
  json_bool(&t, "can_run", c->can_run);
  json_count(&t, "errors", c->d->n_errors);
  json_count(&t, "warnings", c->d->n_warnings);
  json_count(&t, "notes", c->n_notes);
  if (c->in->summary.study) {
    const matching m = odd_match(&c->in->units);
    json_surveys_and_scales(&t, c);
    json_count(&t, "units", m.units);
    json_count(&t, "units_on_both_sides", m.both);
    json_count(&t, "units_inside_alone", m.inside_only);
    json_count(&t, "units_outside_alone", m.outside_only);
    json_pairs(&t, c);
  }
  json_analyses(&t, c->p, false);
  json_findings(&t, c);
  json_messages(&t, c->d);
  json_close(&t, '}');
  puts(t.at);
}
