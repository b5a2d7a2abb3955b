/* How far the people of each unit agree. */
#include "agreement.h"

#include <stdlib.h>

typedef struct agreement {
  om_stat rwgj, skew, moderate, lindell, ad, ad_median, awg;
} agreement;

/* awg of one item from its counts. */
static double
awg_of(const om_item *item, const om_counts *c, double variance)
{
  double sum = 0;
  for (uint32_t i = 0; i < c->n_codes; i++)
    sum += (double)i * (double)c->counts[i];
  const double mean = c->n > 0 ? c->first + sum / (double)c->n : NAN;
  return om_awg(c->n, mean, variance, item->min, item->max).value;
}

/* The mean over the items that have one. */
static om_stat
mean_awg(uint32_t k, const double *awg, uint64_t n)
{
  om_stat s = {.value = NAN, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN, .n = n};
  double sum = 0;
  uint32_t defined = 0;
  for (uint32_t i = 0; i < k; i++)
    if (!isnan(awg[i])) {
      sum += awg[i];
      defined++;
    }
  if (defined)
    s.value = sum / defined;
  else
    s.undefined = n < 2 ? "fewer than 2 members" : "nearly all stand at one end";
  return s;
}

/* Numbers of each item that agree() has room for. */
enum { NUMBERS = 7 };

/* A unit's agreement on a scale of codes.  `scratch` has room for NUMBERS * n_items numbers. */
static agreement
agree(om_run *r, const om_scale *scale, const om_unit *unit, double *scratch)
{
  const uint32_t k = scale->n_items;
  double *const variance = scratch, *const uniform = scratch + k, *const slight = scratch + 2 * k,
                *const ad = scratch + 3 * k, *const awg = scratch + 4 * k,
                *const moderate = scratch + 5 * k, *const ad_median = scratch + 6 * k;
  uint64_t n = 0;
  for (uint32_t i = 0; i < k; i++) {
    const om_counts *const c = om_counts_of(r, scale->items[i], unit, 1);
    const uint32_t options = (uint32_t)(scale->items[i]->max - scale->items[i]->min) + 1;
    n = c->n;
    variance[i] = om_variance_from_counts(c->n_codes, c->counts).value;
    uniform[i] = om_null_variance(OM_NULL_UNIFORM, options).value;
    slight[i] = om_null_variance(OM_NULL_SLIGHT_SKEW, options).value;
    moderate[i] = om_null_variance(OM_NULL_MODERATE_SKEW, options).value;
    ad[i] = om_ad_mean(c->n_codes, c->counts).value;
    ad_median[i] = om_ad_median(c->n_codes, c->counts).value;
    awg[i] = awg_of(scale->items[i], c, variance[i]);
  }
  return (agreement){.rwgj = om_rwgj(n, k, variance, uniform),
                     .skew = om_rwgj(n, k, variance, slight),
                     .moderate = om_rwgj(n, k, variance, moderate),
                     .lindell = om_rwgj_lindell(n, k, variance, uniform),
                     .ad = om_adj(k, ad),
                     .ad_median = om_adj(k, ad_median),
                     .awg = mean_awg(k, awg, n)};
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
  OM_FILL(title, "Agreement within units on \u201c{scale}\u201d ({survey})", "scale", scale->label,
          "survey", scale->survey->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_UNITS);
  r->host->table_column(t, "rwgj", "rwg(j), uniform", NULL);
  r->host->table_column(t, "rwgj_skew", "rwg(j), slight skew", NULL);
  r->host->table_column(t, "rwgj_moderate", "rwg(j), moderate skew", NULL);
  r->host->table_column(t, "rwgj_lindell", "r*wg(j)", NULL);
  r->host->table_column(t, "awg", "awg", NULL);
  r->host->table_column(t, "ad", "Mean deviation, in points", NULL);
  r->host->table_column(t, "ad_median", "From the median, in points", NULL);
  return t;
}

int
can_agree(om_run *r, const om_scale *scale)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; scale->values == OM_CODES && i < s->n_units; i++)
    if (s->units[i]->level == 0 && om_scores_of(r, scale, s->units[i])->n > 1)
      return 1;
  return 0;
}

/* What says the same in another way is told only where a table shows it. */
static void
say_unit(om_run *r, const om_about *about, const agreement *a, om_table *t)
{
  say_stat(r, "rwgj", about, &a->rwgj);
  say_stat(r, "rwgj_skew", about, &a->skew);
  say_stat(r, "ad", about, &a->ad);
  say_stat(r, "awg", about, &a->awg);
  if (!t)
    return;
  say_stat(r, "rwgj_moderate", about, &a->moderate);
  say_stat(r, "rwgj_lindell", about, &a->lindell);
  say_stat(r, "ad_median", about, &a->ad_median);
  r->host->table_row(t, about);
}

int
report_agreement(om_run *r, const om_scale *scale, const tables *all)
{
  const om_study *const s = om_study_of(r);
  double *const scratch =
      calloc(NUMBERS * (size_t)scale->n_items + 2 * (size_t)s->n_units, sizeof *scratch);
  if (!scratch)
    return 0;
  double *const rwgj = scratch + NUMBERS * (size_t)scale->n_items, *const ad = rwgj + s->n_units;
  size_t n = 0, n_ad = 0;
  const int has_any = can_agree(r, scale);
  om_table *const t = has_any && all->lists_units ? units_table(r, scale) : NULL;
  for (uint32_t i = 0; i < s->n_units; i++) {
    const om_unit *const unit = s->units[i];
    if (unit->level != 0 || om_scores_of(r, scale, unit)->n == 0)
      continue;
    const agreement a = agree(r, scale, unit, scratch);
    if (all->says_units)
      say_unit(r, OM_ABOUT(.scale = scale, .unit = unit), &a, t);
    if (!isnan(a.rwgj.value))
      rwgj[n++] = a.rwgj.value;
    if (!isnan(a.ad.value))
      ad[n_ad++] = a.ad.value;
  }
  say_overall(r, scale, n, rwgj, n_ad, ad);
  if (has_any)
    r->host->table_row(all->within, OM_ABOUT(.scale = scale));
  free(scratch);
  return 1;
}
