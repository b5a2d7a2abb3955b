/* template: where units are a point higher inside, how many points higher are they outside?
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For every pair that the study declares: the slope of the outside on the inside over units.  One
 * table, one chart of it, and for each pair a finding.  orgmirror-plugin(7) and
 * <orgmirror/plugin.h> say what may be relied on; <orgmirror/stats.h> has the statistics. */
#include "template_slope.h"

#include <orgmirror/plugin.h>
#include <orgmirror/stats.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* --- what this plugin declares --------------------------------------------------------------- */

static const om_method methods[] = {
    {"least_squares",
     "Least squares of the unit means outside on those inside, every unit counting once; range "
     "from "
     "t with two degrees of freedom fewer than units.  Below ten units no range is given.",
     "Draper & Smith 1998, Applied Regression Analysis"},
    {"pearson",
     "Pearson's correlation of the same unit means; p from t, range by Fisher's z. Evidence is "
     "judged by it, with Holm's adjustment over the declared pairs and with each unit left out in "
     "turn.",
     "Fisher 1921; Holm 1979, Scandinavian Journal of Statistics 6, 65-70"},
    {NULL, NULL, NULL},
};

/* `help` is for the leader who asks what a number means. */
static const om_statistic statistics[] = {
    {"slope", "Points outside for a point inside",
     "How many points higher the outside is, on its own scale, in units that are a point higher "
     "inside. Below 0 it is lower there.",
     "least_squares", OM_FORMAT_NUMBER, OM_N_MATCHED},
    {"pearson_r", "Correlation",
     "How closely the two go together over units, from -1 (opposite) through 0 (not at all) to 1 "
     "(in step).",
     "pearson", OM_FORMAT_RATIO, OM_N_MATCHED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_need needs[] = {
    {OM_NEED_PAIRS, 0, 1, 0, "a declared pair of an inside and an outside scale"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

/* --- numbers --------------------------------------------------------------------------------- */

enum { FEWEST_FOR_A_RANGE = 10 };

typedef struct pair_numbers {
  const om_pair *pair;
  uint32_t n; /* units */
  slope slope;
  om_stat r;
  om_span left_out; /* of r, with any one unit left out */
  double p_adjusted;
} pair_numbers;

static pair_numbers
numbers_of(om_run *r, const om_pair *pair)
{
  const om_link *const link = om_link_of(r, pair->inside, pair->outside);
  return (pair_numbers){
      .pair = pair,
      .n = link->n,
      .slope = slope_of(link->n, link->inside, link->outside),
      .r = om_pearson(link->n, link->inside, link->outside, om_study_of(r)->confidence),
      .left_out = om_pearson_leave_one_out(link->n, link->inside, link->outside),
      .p_adjusted = NAN,
  };
}

static void
adjust(uint32_t n_pairs, pair_numbers *pairs, double *p)
{
  for (uint32_t i = 0; i < n_pairs; i++)
    p[i] = pairs[i].r.p;
  om_adjust_holm(n_pairs, p, 0, p);
  for (uint32_t i = 0; i < n_pairs; i++)
    pairs[i].p_adjusted = p[i];
}

static om_estimate
slope_estimate(const pair_numbers *x, double confidence)
{
  om_estimate e = {.size = sizeof e,
                   .value = x->slope.value,
                   .lo = NAN,
                   .hi = NAN,
                   .se = x->slope.se,
                   .p = NAN,
                   .undefined = x->slope.undefined};
  if (!e.undefined && x->n >= FEWEST_FOR_A_RANGE) {
    const double t = om_t_quantile((1 + confidence) / 2, (double)x->slope.df);
    e.lo = e.value - t * e.se;
    e.hi = e.value + t * e.se;
  }
  return e;
}

static om_estimate
r_estimate(const pair_numbers *x)
{
  const int has_range = x->n >= FEWEST_FOR_A_RANGE;
  return (om_estimate){.size = sizeof(om_estimate),
                       .value = x->r.value,
                       .lo = has_range ? x->r.lo : NAN,
                       .hi = has_range ? x->r.hi : NAN,
                       .se = x->r.se,
                       .p = x->r.p,
                       .undefined = x->r.undefined};
}

/* --- words ----------------------------------------------------------------------------------- */

/* Verbs follow the evidence.  Nothing says that one side makes the other. */
static const char *
headline(uint32_t word, double slope)
{
  switch (word) {
  case OM_EVIDENCE_STRONG:
    return slope > 0 ? "Higher \u201c{inside}\u201d goes with higher \u201c{outside}\u201d."
                     : "Higher \u201c{inside}\u201d goes with lower \u201c{outside}\u201d.";
  case OM_EVIDENCE_MODERATE:
    return slope > 0 ? "Higher \u201c{inside}\u201d tends to go with higher \u201c{outside}\u201d."
                     : "Higher \u201c{inside}\u201d tends to go with lower \u201c{outside}\u201d.";
  case OM_EVIDENCE_WEAK:
    return "\u201c{inside}\u201d may go with \u201c{outside}\u201d, or not.";
  default:
    return "This study cannot tell whether \u201c{inside}\u201d goes with \u201c{outside}\u201d.";
  }
}

static const char *
detail(const pair_numbers *x)
{
  if (x->slope.undefined)
    return "There is no slope to be computed over {slope.n} units.";
  if (x->n < FEWEST_FOR_A_RANGE)
    return "Units that differ by a point inside differ by {slope} points outside, over {slope.n} "
           "units: too few for a range.";
  return "Units that differ by a point inside differ by {slope} points outside (range {slope.lo} "
         "to {slope.hi}, {slope.n} units; correlation {pearson_r}).";
}

static void
say_finding(om_run *r, const pair_numbers *x, const om_about *about)
{
  const int has_range = x->n >= FEWEST_FOR_A_RANGE;
  const om_evidence evidence = {.size = sizeof evidence,
                                .n = x->n,
                                .value = x->r.value,
                                .lo = has_range ? x->r.lo : NAN,
                                .hi = has_range ? x->r.hi : NAN,
                                .p = x->r.p,
                                .p_adjusted = x->p_adjusted,
                                .out_lo = x->left_out.lo,
                                .out_hi = x->left_out.hi,
                                .meaningful = om_study_of(r)->meaningful};
  char id[32];
  snprintf(id, sizeof id, "pair-%u", (unsigned)x->pair->index);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_MAIN,
                        .id = id,
                        .about = about,
                        .evidence = &evidence,
                        .headline = headline(r->host->evidence(r, &evidence), x->slope.value),
                        .detail = detail(x),
                        .caution = "This is a difference between units at one time. It says "
                                   "nothing about single persons, and does not show what brings "
                                   "it about.",
                        .chart = "slopes"};
  om_finding_add(r, &f);
}

/* --- the section ----------------------------------------------------------------------------- */

static void
report_pair(om_run *r, om_table *table, const pair_numbers *x)
{
  const om_about *const about = OM_ABOUT(.inside = x->pair->inside, .outside = x->pair->outside);
  const om_estimate slope = slope_estimate(x, om_study_of(r)->confidence);
  const om_estimate correlation = r_estimate(x);
  om_say(r, "slope", about, &slope);
  om_say(r, "pearson_r", about, &correlation);
  om_table_add_row(r, table, about);
  say_finding(r, x, about);
}

static om_table *
make_table(om_run *r)
{
  om_table *const t = om_table_new(r, "pairs", "Points outside for a point inside", OM_ROWS_PAIRS);
  om_table_add_column(r, t, "slope", "Points outside for a point inside", NULL);
  om_table_add_column(r, t, "pearson_r", "Correlation", NULL);
  const om_chart chart = {.size = sizeof chart,
                          .type = OM_CHART_FOREST,
                          .id = "slopes",
                          .title = "Points outside for a point inside",
                          .description = "For each pair the slope of the outside on the inside "
                                         "over "
                                         "units, with its range.",
                          .columns = {1}};
  om_table_chart(r, t, &chart);
  return t;
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  pair_numbers *const pairs = calloc(s->n_pairs, sizeof *pairs);
  double *const p = calloc(s->n_pairs, sizeof *p);
  if (!pairs || !p) {
    free(pairs);
    free(p);
    return OM_E_MEMORY;
  }
  for (uint32_t i = 0; i < s->n_pairs; i++)
    pairs[i] = numbers_of(r, s->pairs[i]);
  adjust(s->n_pairs, pairs, p);

  om_section(r, "Point for point",
             "A correlation says how closely two things go together; it does not say how much is "
             "at stake. Here is by how many points units differ outside that differ by a point "
             "inside.");
  om_table *const table = make_table(r);
  for (uint32_t i = 0; table && i < s->n_pairs; i++)
    report_pair(r, table, &pairs[i]);
  free(pairs);
  free(p);
  return table ? OM_OK : OM_E_USAGE;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    .id = "org.example.template", /* never changes: studies name the plugin by it */
    .version = "0.1.0",
    .name = "Point for point",
    .summary = "By how many points units differ outside that differ by a point inside.",
    .place = OM_PLACE_EXPLANATION,
    .needs = needs,
    .methods = methods,
    .statistics = statistics,
    .run = run,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
