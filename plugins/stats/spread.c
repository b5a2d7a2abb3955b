/* Whether groups vary equally: Levene, Brown & Forsythe, Bartlett; and Welch's comparison of means
 * for groups that do not.
 * Must not know which groups.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include <gsl/gsl_sort.h>
#include <stdlib.h>

/* Cases put together by group, and what is known of each group. */
typedef struct om_grouped {
  size_t groups;
  double *x;     /* group after group, ascending within each */
  size_t *start; /* groups + 1 */
  uint64_t *n;
  double *mean, *ss, *median;
} om_grouped;

static void
grouped_done(om_grouped *g)
{
  free(g->x);
  free(g->start);
  free(g->n);
  free(g->mean);
}

static bool
grouped_init(om_grouped *g, size_t n, const double *x, size_t groups, const uint32_t *group)
{
  *g = (om_grouped){.groups = groups,
                    .x = calloc(n + 1, sizeof *g->x),
                    .start = calloc(groups + 2, sizeof *g->start),
                    .n = calloc(groups + 1, sizeof *g->n),
                    .mean = calloc(3 * groups + 1, sizeof *g->mean)};
  if (!g->x || !g->start || !g->n || !g->mean)
    return false;
  g->ss = g->mean + groups;
  g->median = g->ss + groups;

  for (size_t i = 0; i < n; i++)
    g->start[group[i] + 2]++;
  for (size_t j = 2; j <= groups + 1; j++)
    g->start[j] += g->start[j - 1];
  for (size_t i = 0; i < n; i++)
    g->x[g->start[group[i] + 1]++] = x[i];

  for (size_t j = 0; j < groups; j++) {
    double *const own = g->x + g->start[j];
    g->n[j] = g->start[j + 1] - g->start[j];
    gsl_sort(own, 1, (size_t)g->n[j]);
    om_mean_ss((size_t)g->n[j], own, &g->mean[j], &g->ss[j]);
    g->median[j] = g->n[j] > 0 ? om_quantile7((size_t)g->n[j], own, .5).value : NAN;
  }
  return true;
}

/* Analysis of variance of the absolute deviations from a centre of each group. */
static om_stat
deviations_test(const om_grouped *g, size_t n, const double *centre)
{
  double *const scratch = calloc(n + 2 * g->groups, sizeof *scratch);
  if (!scratch)
    return om_undefined(OM_NO_MEMORY, n);
  double *const mean = scratch + n, *const ss = mean + g->groups;
  for (size_t j = 0; j < g->groups; j++) {
    for (size_t i = g->start[j]; i < g->start[j + 1]; i++)
      scratch[i] = fabs(g->x[i] - centre[j]);
    om_mean_ss((size_t)g->n[j], scratch + g->start[j], &mean[j], &ss[j]);
  }
  om_anova a;
  om_anova1(g->groups, g->n, mean, ss, &a);
  free(scratch);
  if (a.undefined)
    return om_undefined(a.undefined, n);
  om_stat s = om_stat_of(a.f, n);
  s.statistic = a.f;
  s.df = a.df_between;
  s.df2 = a.df_within;
  s.p = a.p;
  return s;
}

static om_stat
bartlett(const om_grouped *g, size_t n)
{
  size_t used = 0;
  om_sum pooled = {0}, logs = {0}, inverse = {0};
  for (size_t j = 0; j < g->groups; j++) {
    if (g->n[j] == 0)
      continue;
    if (g->n[j] < 2)
      return om_undefined("a group has a single case", n);
    const double df = (double)(g->n[j] - 1);
    const double largest = fmax(fabs(g->x[g->start[j]]), fabs(g->x[g->start[j + 1] - 1]));
    if (om_is_rounding(g->ss[j], (size_t)g->n[j], largest))
      return om_undefined("zero variance in a group", n);
    used++;
    om_add(&pooled, g->ss[j]);
    om_add(&logs, df * log(g->ss[j] / df));
    om_add(&inverse, 1 / df);
  }
  if (used < 2)
    return om_undefined("fewer than 2 groups", n);
  const double df = (double)(n - used), k = (double)used;
  const double correction = 1 + (inverse.hi - 1 / df) / (3 * (k - 1));
  om_stat s = om_stat_of((df * log(pooled.hi / df) - logs.hi) / correction, n);
  s.value = fmax(s.value, 0); /* below it by rounding when all are equal */
  s.statistic = s.value;
  s.df = k - 1;
  s.p = om_chisq_upper(s.value, s.df);
  return s;
}

void
om_equal_spread(size_t n, const double *x, size_t groups, const uint32_t *group, om_spread *out)
{
  for (size_t i = 0; i < n; i++) {
    if (group[i] >= groups) {
      out->levene = out->brown_forsythe = out->bartlett = om_undefined("a case is in no group", n);
      return;
    }
  }
  om_grouped g;
  if (grouped_init(&g, n, x, groups, group)) {
    out->levene = deviations_test(&g, n, g.mean);
    out->brown_forsythe = deviations_test(&g, n, g.median);
    out->bartlett = bartlett(&g, n);
  } else {
    out->levene = out->brown_forsythe = out->bartlett = om_undefined(OM_NO_MEMORY, n);
  }
  grouped_done(&g);
}

om_stat
om_welch_anova(size_t groups, const uint64_t *n, const double *mean, const double *ss)
{
  uint64_t cases = 0;
  size_t used = 0;
  om_sum precision = {0}, weighted = {0};
  double first = NAN;
  for (size_t j = 0; j < groups; j++)
    cases += n[j];
  for (size_t j = 0; j < groups; j++) {
    if (n[j] == 0)
      continue;
    if (n[j] < 2)
      return om_undefined("a group has a single case", cases);
    if (om_is_rounding(ss[j], (size_t)n[j], fabs(mean[j])))
      return om_undefined("zero variance in a group", cases);
    first = used++ == 0 ? mean[j] : first;
    const double w = (double)n[j] * (double)(n[j] - 1) / ss[j];
    om_add(&precision, w);
    om_add(&weighted, w * (mean[j] - first));
  }
  if (used < 2)
    return om_undefined("fewer than 2 groups", cases);

  const double k = (double)used, centre = weighted.hi / precision.hi;
  om_sum between = {0}, unequal = {0};
  for (size_t j = 0; j < groups; j++) {
    if (n[j] == 0)
      continue;
    const double df = (double)(n[j] - 1), w = (double)n[j] * df / ss[j];
    const double d = mean[j] - first - centre, rest = 1 - w / precision.hi;
    om_add(&between, w * d * d);
    om_add(&unequal, rest * rest / df);
  }
  const double correction = unequal.hi / (k * k - 1);
  om_stat s = om_stat_of(between.hi / (k - 1) / (1 + 2 * (k - 2) * correction), cases);
  s.statistic = s.value;
  s.df = k - 1;
  s.df2 = 1 / (3 * correction);
  s.p = om_f_p(s.value, s.df, s.df2);
  return s;
}
