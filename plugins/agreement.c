/* agreement: may the answers of a unit be taken together as one number?
 *
 * For every scale of respondents in units: ICC(1) and ICC(2) with their F and ranges; for every
 * unit how far its members agree, rwg(j) under a uniform and a slightly skewed null and the
 * average deviation; and the sentence that follows: whether unit means may be used. */
#include "say.h"

#include <stdio.h>
#include <stdlib.h>

static const om_method methods[] = {
    {"icc",
     "One-way analysis of variance of respondents' scores by unit. ICC(1) = (MSB - MSW) / (MSB + "
     "(n0 - 1) MSW) with n0 = (N - sum of squared unit sizes / N) / (units - 1); ICC(2) = (MSB - "
     "MSW) / MSB. Ranges from F, exact when units are of equal size. A negative ICC(1) is printed "
     "as it is.",
     "Bliese 2000, in Klein & Kozlowski, Multilevel Theory, Research, and Methods in "
     "Organizations; Shrout & Fleiss 1979, doi:10.1037/0033-2909.86.2.420"},
    {"rwg",
     "rwg(j) compares the mean variance of the items within a unit (divisor n - 1) with the "
     "variance that would be there if nobody agreed, and is cut at 0. Uniform null: (A squared - "
     "1) / 12 for A answers; slightly skewed null: answers crowd somewhat at one end. Over "
     "respondents who answered every item.",
     "James, Demaree & Wolf 1984, doi:10.1037/0021-9010.69.1.85; LeBreton & Senter 2008, "
     "doi:10.1177/1094428106296642"},
    {"ad",
     "Average deviation from the item mean (divisor n), averaged over items; in points of the "
     "answer scale. Below a sixth of the number of answers it speaks for agreement.",
     "Burke, Finkelstein & Dusig 1999, doi:10.1177/109442819921004; Burke & Dunlap 2002, "
     "doi:10.1177/1094428102005002002"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"icc1", "ICC(1)",
     "The share of the differences between people's answers that lies between units. .05 is small, "
     ".10 middling, .25 large. At 0, which unit people are in tells nothing about their answers.",
     "icc", OM_FORMAT_RATIO, OM_N_SCORED},
    {"icc1_mean_size", "ICC(1), mean size",
     "ICC(1) with the arithmetic mean of the unit sizes in place of n0, as some programs print it.",
     "icc", OM_FORMAT_RATIO, OM_N_SCORED},
    {"icc2", "ICC(2)",
     "How reliable the units' means are. Above .70 they can be compared; between .50 and .70 with "
     "care; below, links of the unit means look much weaker than they are.",
     "icc", OM_FORMAT_RATIO, OM_N_SCORED},
    {"f", "F",
     "How much larger the differences between units are than chance alone would make them; its p "
     "says how often chance alone gives as much.",
     "icc", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"n0", "Typical unit size", "The size of unit that ICC(1) reckons with.", "icc",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {"rwgj_mean", "Mean rwg(j)", "The mean over units of rwg(j), uniform null.", "rwg",
     OM_FORMAT_RATIO, OM_N_UNITS},
    {"rwgj_median", "Median rwg(j)", "The median over units of rwg(j), uniform null.", "rwg",
     OM_FORMAT_RATIO, OM_N_UNITS},
    {"rwgj_share", "Units at .70 or above",
     "The share of units whose rwg(j), uniform null, reaches .70. Even random answers reach it now "
     "and then in small units.",
     "rwg", OM_FORMAT_PERCENT, OM_N_UNITS},
    {"ad_average", "Mean deviation", "The mean over units of the average deviation.", "ad",
     OM_FORMAT_NUMBER, OM_N_UNITS},
    {"rwgj", "rwg(j), uniform",
     "How far the people of a unit agree, from 0 (as if at random) to 1 (all alike), if random "
     "answers were spread evenly.",
     "rwg", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"rwgj_skew", "rwg(j), slight skew",
     "The same if random answers crowded somewhat at one end, as answers do: the more cautious "
     "number.",
     "rwg", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"ad", "Mean deviation", "By how many points people of a unit are away from their common mean.",
     "ad", OM_FORMAT_NUMBER, OM_N_COMPLETE},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_need needs[] = {
    {OM_NEED_RESPONDENTS, 0, 1, 0, "a survey whose rows are persons"},
    {OM_NEED_UNITS, 0, 2, 0, "two units or more"},
    {0, 0, 0, 0, NULL},
};

/* --- how much units differ ------------------------------------------------------------------- */

typedef struct by_unit {
  uint64_t *n;
  double *mean, *ss;
  size_t units;
} by_unit;

/* The moments of the scores of each unit that answers name; false when memory ran out. */
static int
collect(om_run *r, const om_scale *scale, by_unit *g)
{
  const om_study *const s = om_study_of(r);
  g->units = 0;
  g->n = calloc(s->n_units, sizeof *g->n);
  g->mean = calloc(s->n_units, sizeof *g->mean);
  g->ss = calloc(s->n_units, sizeof *g->ss);
  if (!g->n || !g->mean || !g->ss)
    return 0;
  for (uint32_t i = 0; i < s->n_units; i++) {
    const om_scores *const scores = om_scores_of(r, scale, s->units[i]);
    if (s->units[i]->level != 0 || scores->n == 0)
      continue;
    g->n[g->units] = scores->n;
    g->mean[g->units] = scores->plain_mean;
    g->ss[g->units++] = scores->ss;
  }
  return 1;
}

static void
release(by_unit *g)
{
  free(g->n);
  free(g->mean);
  free(g->ss);
}

/* What follows for the use of unit means, in a sentence. */
static const char *
verdict(const om_anova *a, const om_icc_result *icc)
{
  if (a->undefined && a->n == a->groups)
    return "Each unit has one respondent: nobody can say whether units differ or people do.";
  if (a->undefined)
    return "Whether units differ cannot be computed from these answers.";
  if (!(a->p < .05))
    return "Unit means should not be used: units differ no more than chance would make them.";
  if (icc->icc2.value < .50)
    return "Unit means are unreliable: links will look much weaker than they are.";
  if (icc->icc2.value < .70)
    return "Unit means may be used with care: links will look weaker than they are.";
  return "Unit means may be used: units differ, and their means are reliable.";
}

static om_status
say_doubt(om_run *r, const om_scale *scale)
{
  char id[64];
  snprintf(id, sizeof id, "doubt-%u", scale->index);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = OM_ABOUT(.scale = scale),
                        .headline = "Units hardly differ in \u201c{scale}\u201d.",
                        .detail = "{icc1} of the differences between answers lies between units "
                                  "(ICC(1); 95% range {icc1.lo} to {icc1.hi}; {icc1.n} "
                                  "respondents).",
                        .caution = "A link of this scale between units could hardly be seen, even "
                                   "if there is one."};
  return om_finding_add(r, &f);
}

static int
report_units_differ(om_run *r, const om_scale *scale)
{
  by_unit g;
  if (!collect(r, scale, &g)) {
    release(&g);
    return 0;
  }
  om_anova a;
  om_icc_result icc;
  om_anova1(g.units, g.n, g.mean, g.ss, &a);
  om_icc(&a, om_study_of(r)->confidence, &icc);
  const om_about *const about = OM_ABOUT(.scale = scale);
  const om_estimate f = {.size = sizeof f,
                         .value = a.f,
                         .lo = NAN,
                         .hi = NAN,
                         .se = NAN,
                         .p = a.p,
                         .undefined = a.undefined};
  say_stat(r, "icc1", about, &icc.icc1);
  say_stat(r, "icc1_mean_size", about, &icc.icc1_mean_size);
  say_stat(r, "icc2", about, &icc.icc2);
  om_say(r, "f", about, &f);
  say_number(r, "n0", about, a.n0, a.undefined);
  om_remark(r, "verdict", about, verdict(&a, &icc));
  if (!a.undefined && !(a.p < .05))
    say_doubt(r, scale);
  release(&g);
  return 1;
}

/* --- how far each unit agrees ---------------------------------------------------------------- */

typedef struct agreement {
  om_stat rwgj, skew, ad;
} agreement;

/* A unit's agreement on a scale of codes.  `scratch` has room for 4 * n_items numbers. */
static agreement
agree(om_run *r, const om_scale *scale, const om_unit *unit, double *scratch)
{
  const uint32_t k = scale->n_items;
  double *const variance = scratch, *const uniform = scratch + k, *const skewed = scratch + 2 * k,
                *const ad = scratch + 3 * k;
  uint64_t n = 0;
  for (uint32_t i = 0; i < k; i++) {
    const om_counts *const c = om_counts_of(r, scale->items[i], unit, 1);
    const uint32_t options = (uint32_t)(scale->items[i]->max - scale->items[i]->min) + 1;
    n = c->n;
    variance[i] = om_variance_from_counts(c->n_codes, c->counts).value;
    uniform[i] = om_null_variance(OM_NULL_UNIFORM, options).value;
    skewed[i] = om_null_variance(OM_NULL_SLIGHT_SKEW, options).value;
    ad[i] = om_ad_mean(c->n_codes, c->counts).value;
  }
  return (agreement){om_rwgj(n, k, variance, uniform), om_rwgj(n, k, variance, skewed),
                     om_adj(k, ad)};
}

static int
by_value(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Mean, median and share over the units where rwg(j) is defined. */
static void
say_overall(om_run *r, const om_scale *scale, size_t n, double *rwgj, size_t n_ad, const double *ad)
{
  const om_about *const about = OM_ABOUT(.scale = scale);
  static const char nobody[] = "no unit has two respondents who answered every item";
  double mean = NAN, ss, share = 0, ad_mean = NAN;
  qsort(rwgj, n, sizeof *rwgj, by_value);
  for (size_t i = 0; i < n; i++)
    share += rwgj[i] >= .70;
  if (n)
    om_mean_ss(n, rwgj, &mean, &ss);
  if (n_ad)
    om_mean_ss(n_ad, ad, &ad_mean, &ss);
  say_number(r, "rwgj_mean", about, mean, nobody);
  say_number(r, "rwgj_median", about, n ? om_quantile7(n, rwgj, .5).value : NAN, nobody);
  say_number(r, "rwgj_share", about, n ? share / (double)n : NAN, nobody);
  say_number(r, "ad_average", about, ad_mean, "no unit has a respondent who answered every item");
}

static om_table *
units_table(om_run *r, const om_scale *scale)
{
  char id[64], title[512];
  scale_table_id(id, sizeof id, "units", scale);
  snprintf(title, sizeof title, "Agreement within units on \u201c%s\u201d (%s)", scale->label,
           scale->survey->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_UNITS);
  r->host->table_column(t, "rwgj", "rwg(j), uniform", NULL);
  r->host->table_column(t, "rwgj_skew", "rwg(j), slight skew", NULL);
  r->host->table_column(t, "ad", "Mean deviation, in points", NULL);
  return t;
}

static int
report_agreement(om_run *r, const om_scale *scale)
{
  const om_study *const s = om_study_of(r);
  double *const scratch =
      calloc(4 * (size_t)scale->n_items + 2 * (size_t)s->n_units, sizeof *scratch);
  if (!scratch)
    return 0;
  double *const rwgj = scratch + 4 * (size_t)scale->n_items, *const ad = rwgj + s->n_units;
  size_t n = 0, n_ad = 0;
  om_table *const t = units_table(r, scale);
  for (uint32_t i = 0; i < s->n_units; i++) {
    const om_unit *const unit = s->units[i];
    if (unit->level != 0 || om_scores_of(r, scale, unit)->n == 0)
      continue;
    const agreement a = agree(r, scale, unit, scratch);
    const om_about *const about = OM_ABOUT(.scale = scale, .unit = unit);
    say_stat(r, "rwgj", about, &a.rwgj);
    say_stat(r, "rwgj_skew", about, &a.skew);
    say_stat(r, "ad", about, &a.ad);
    r->host->table_row(t, about);
    if (!isnan(a.rwgj.value))
      rwgj[n++] = a.rwgj.value;
    if (!isnan(a.ad.value))
      ad[n_ad++] = a.ad.value;
  }
  say_overall(r, scale, n, rwgj, n_ad, ad);
  free(scratch);
  return 1;
}

/* --- the section ----------------------------------------------------------------------------- */

static om_table *
scales_table(om_run *r)
{
  om_table *const t = om_table_new(r, "scales", "May unit means be used?", OM_ROWS_SCALES);
  r->host->table_column(t, "verdict", "In a sentence", NULL);
  r->host->table_column(t, "icc1", "ICC(1) (95% range)", NULL);
  r->host->table_column(t, "icc2", "ICC(2) (95% range)", NULL);
  r->host->table_column(t, "f", "F", NULL);
  r->host->table_column(t, "n0", "Typical size", NULL);
  r->host->table_column(t, "rwgj_median", "Median rwg(j)", NULL);
  r->host->table_column(t, "rwgj_share", "Units at .70 or above", NULL);
  r->host->table_column(t, "ad_average", "Mean deviation", NULL);
  return t;
}

/* False for a survey that names no unit column. */
static int
has_units(om_run *r, const om_scale *scale)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_units; i++)
    if (om_scores_of(r, scale, s->units[i])->n > 0)
      return 1;
  return 0;
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_section(r, "Do people of one unit see it alike?",
             "The mirror compares the means of units. A mean stands for its unit when people of "
             "the unit agree with one another, and differ from other units.");
  om_table *const t = scales_table(r);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_scale *const scale = s->scales[i];
    if (scale->survey->level != OM_LEVEL_RESPONDENT || !has_units(r, scale))
      continue;
    if (!report_units_differ(r, scale) ||
        (scale->values == OM_CODES && !report_agreement(r, scale)))
      return OM_E_MEMORY;
    r->host->table_row(t, OM_ABOUT(.scale = scale));
  }
  return om_note(r, NULL,
                 "The rule of thumb that rwg(j) should reach .70 is weak: in units of four, random "
                 "answers to five questions reach it one time in nine. So both nulls are shown, "
                 "and the average deviation beside them.");
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.agreement",
    "0.1.0",
    "Agreement",
    "Whether the answers of a unit may be taken together as one number.",
    OM_PLACE_MEASUREMENT,
    needs,
    NULL,
    methods,
    statistics,
    run,
    NULL,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
