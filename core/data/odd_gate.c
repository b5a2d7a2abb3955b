/* What the gate will withhold, and how much that is.
 *
 * How many units is told; how many people only where it is not the size of a single unit, and of
 * no group below the minimum. */
#include "data/odd.h"

#include "data/gate.h"

#include <inttypes.h>
#include <math.h>

static bool
has_score(const scale_summary *x, uint32_t unit)
{
  return !isnan(x->score[unit]);
}

gate_estimate
odd_withheld(const summary *s, const om_scale *scale)
{
  const scale_summary *const x = &s->scales[scale->index];
  gate_estimate e = {.share = NAN};
  const about all = {.scale = scale->index + 1};
  e.is_all = gate_ask(s, all, OM_N_SCORED).is_withheld;
  uint64_t people = 0, hidden = 0;
  for (uint32_t u = 0; u < s->study->n_units; u++) {
    if (s->study->units[u]->level != 0 || !has_score(x, u))
      continue;
    const about unit = {.scale = scale->index + 1, .unit = u + 1};
    const bool is_withheld = gate_ask(s, unit, OM_N_SCORED).is_withheld;
    e.units++;
    e.withheld += is_withheld;
    people += x->n[u];
    hidden += is_withheld ? x->n[u] : 0;
  }
  if (e.withheld == 0)
    e.share = 0;
  else if (e.withheld > 1 && hidden >= scale->survey->minimum_group && people)
    e.share = (double)hidden / (double)people;
  return e;
}

/* Published figures whose n is missing cannot be shown to stand for enough people. */
static void
look_at_published(odd *o, uint32_t at)
{
  const study_scale *const scale = &o->study->scales[at];
  const study_survey *const survey = &o->study->surveys[scale->survey];
  if (survey->level != OM_LEVEL_UNIT || survey->is_public)
    return;
  const scale_summary *const x = odd_scale(o, at);
  uint64_t without = 0, units = 0;
  for (uint32_t u = 0; u < odd_everybody(o); u++) {
    units += has_score(x, u);
    without += has_score(x, u) && x->n[u] == 0;
  }
  if (without)
    odd_say(o, DIAG_WARNING, "G012", odd_about_scale(o, at), scale->line,
            "nobody can tell whether enough people stand behind it",
            arena_printf(o->memory,
                         "check the column %s; or say public=\"yes\" where the figures are "
                         "published already",
                         scale->n_column ? scale->n_column : survey->n_column),
            "%s: %" PRIu64 " of %" PRIu64 " figures have no number of answers and will not be "
            "shown",
            scale->name, without, units);
}

/* "3 of 40 (ease), 4 of 40 (fear)", or one of them for all where they are the same. */
static const char *
list_withheld(const odd *o, const om_survey *survey, const gate_estimate *e)
{
  bool is_same = true;
  for (uint32_t i = 1; i < survey->n_scales; i++)
    is_same = is_same && e[i].units == e[0].units && e[i].withheld == e[0].withheld;
  text t = text_new(o->memory);
  if (is_same) {
    text_addf(&t, "%" PRIu64 " of %" PRIu64, e[0].withheld, e[0].units);
    if (survey->n_scales > 1)
      text_addf(&t, " on each of %" PRIu32 " scales", survey->n_scales);
    return t.at;
  }
  for (uint32_t i = 0; i < survey->n_scales; i++)
    if (e[i].withheld)
      text_addf(&t, "%s%" PRIu64 " of %" PRIu64 " on %s", t.n ? ", " : "", e[i].withheld,
                e[i].units, survey->scales[i]->id);
  return t.at;
}

static void
look_at_survey(odd *o, const om_survey *survey)
{
  if (o->summary->is_public[survey->index])
    return;
  const study_survey *const declared = &o->study->surveys[survey->index];
  gate_estimate *const e = arena_many(o->memory, survey->n_scales, gate_estimate);
  bool is_any = false;
  for (uint32_t i = 0; i < survey->n_scales; i++) {
    const uint32_t at = declared->first_scale + i;
    e[i] = odd_withheld(o->summary, survey->scales[i]);
    is_any = is_any || e[i].withheld;
    if (e[i].is_all)
      odd_say(o, DIAG_WARNING, "G011", odd_about_scale(o, at), o->study->scales[at].line, NULL,
              "gather more answers, or leave the scale out",
              "%s: fewer than %" PRIu32 " people have a score, so nothing about it will be shown",
              o->study->scales[at].name, survey->minimum_group);
    look_at_published(o, at);
  }
  if (is_any)
    odd_say(o, DIAG_WARNING, "G010", (about){.survey = survey->index + 1}, declared->line,
            arena_printf(o->memory,
                         "fewer than %" PRIu32 " people answered in them, their people all "
                         "answer alike, or they would give away such units",
                         survey->minimum_group),
            "nothing need be done; larger units show more",
            "%s: units that will not be shown by themselves: %s", survey->id,
            list_withheld(o, survey, e));
}

void
odd_gate(odd *o)
{
  for (uint32_t i = 0; i < o->study->n_surveys; i++)
    look_at_survey(o, o->summary->study->surveys[i]);
}
