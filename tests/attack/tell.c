/* A plugin that says the mean of every scale and of every question in every unit, every parent and
 * over all: more than any analysis of the house does.  What the gate lets through of it is what the
 * attacker works with. SPDX-License-Identifier: GPL-3.0-or-later */
#include <orgmirror/plugin.h>

#include <math.h>

static const om_method methods[] = {{"mean", "The mean of the scores.", ""}, {NULL, NULL, NULL}};
static const om_statistic statistics[] = {
    {"told_mean", "Mean", "The mean of the scores.", "mean", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"told_item", "Mean answer", "The mean answer.", "mean", OM_FORMAT_NUMBER, OM_N_ANSWERED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static void
say(om_run *r, const om_scale *scale, const om_unit *unit)
{
  const double mean = om_scores_of(r, scale, unit)->mean;
  const om_estimate e = {.size = sizeof e,
                         .value = mean,
                         .lo = NAN,
                         .hi = NAN,
                         .se = NAN,
                         .p = NAN,
                         .undefined = isnan(mean) ? "nobody has a score" : NULL};
  om_say(r, "told_mean", OM_ABOUT(.scale = scale, .unit = unit), &e);
}

/* Each question by itself, among those who answered it. */
static void
say_items(om_run *r, const om_scale *scale, const om_unit *unit)
{
  for (uint32_t j = 0; j < scale->n_items; j++) {
    const om_counts *const c = om_counts_of(r, scale->items[j], unit, 0);
    double n = 0, sum = 0;
    for (uint32_t i = 0; c && i < c->n_codes; i++) {
      n += (double)c->counts[i];
      sum += (double)c->counts[i] * (c->first + (double)i);
    }
    const om_estimate e = {.size = sizeof e,
                           .value = n > 0 ? sum / n : NAN,
                           .lo = NAN,
                           .hi = NAN,
                           .se = NAN,
                           .p = NAN,
                           .undefined = n > 0 ? NULL : "nobody answered it"};
    om_say(r, "told_item", OM_ABOUT(.item = scale->items[j], .unit = unit), &e);
  }
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    say(r, s->scales[i], NULL);
    say_items(r, s->scales[i], NULL);
    for (uint32_t u = 0; u < s->n_units; u++) {
      say(r, s->scales[i], s->units[u]);
      say_items(r, s->scales[i], s->units[u]);
    }
  }
  return OM_OK;
}

static const om_plugin self = {OM_PLUGIN_HEAD,
                               .id = "org.example.tell",
                               .version = "1.0.0",
                               .name = "Everything",
                               .summary = "The mean of everything in every group.",
                               .place = OM_PLACE_MEASUREMENT,
                               .methods = methods,
                               .statistics = statistics,
                               .run = run};
const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
