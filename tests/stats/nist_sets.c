/* NIST's sets of one variable and of one-way analysis of variance: how many certified digits the
 * kit has.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "nist.h"
#include "sets.h"

const char *const nist_univariate_sets[NIST_UNIVARIATE_SETS] = {"NumAcc1", "NumAcc2", "NumAcc3",
                                                                "NumAcc4", "Lew",     "Lottery"};
const char *const nist_anova_sets[NIST_ANOVA_SETS] = {"SiRstv", "SmLs01", "SmLs02", "SmLs03",
                                                      "SmLs04", "SmLs05", "SmLs06", "SmLs07",
                                                      "SmLs08", "SmLs09"};

enum { LONGEST = 9 * 2001 };

/* A decimal number as its double, which is how a file of data gives it. */
static double
decimal(const char *whole, int tenths)
{
  char text[32];
  snprintf(text, sizeof text, "%s.%d", whole, tenths);
  return strtod(text, NULL);
}

/* A measured set, from outside of the tree; 0 where it is absent. */
static size_t
observed(const char *set, double *y, double *treatment)
{
  char path[64];
  snprintf(path, sizeof path, "5_nist/csv/%s.csv", set);
  table *const t = outside_table(path, ',');
  if (!t)
    return 0;
  for (size_t i = 0; i < t->rows; i++) {
    y[i] = table_number(t, i, table_column(t, "y"));
    if (treatment)
      treatment[i] = table_number(t, i, table_column(t, "treatment"));
  }
  const size_t n = t->rows;
  table_free(t);
  return n;
}

/* NumAcc: a middle value, then 500 pairs below and above it. */
static size_t
univariate(const char *set, double *y)
{
  static const char *const whole[] = {"1", "1000000", "10000000"};
  if (strncmp(set, "NumAcc", 6) != 0)
    return observed(set, y, NULL);
  const int which = set[6] - '0';
  if (which == 1) {
    const double three[] = {10000001, 10000003, 10000002};
    memcpy(y, three, sizeof three);
    return 3;
  }
  for (size_t i = 0; i < 1001; i++)
    y[i] = decimal(whole[which - 2], i == 0 ? 2 : i % 2 ? 1 : 3);
  return 1001;
}

/* Simon & Lesage: nine treatments, each a middle value, then pairs .1 below and above it. */
static size_t
one_way(const char *set, double *y, double *treatment)
{
  static const int centre[] = {4, 3, 5, 3, 5, 3, 5, 3, 5};
  static const size_t replicates[] = {21, 201, 2001};
  static const char *const whole[] = {"1", "1000000", "1000000000000"};
  if (strncmp(set, "SmLs", 4) != 0)
    return observed(set, y, treatment);
  const size_t which = (size_t)(set[5] - '1'), n = replicates[which % 3];
  for (size_t j = 0; j < 9; j++) {
    for (size_t i = 0; i < n; i++) {
      const int step = i == 0 ? 0 : i % 2 ? -1 : 1;
      y[j * n + i] = decimal(whole[which / 3], centre[j] + step);
      treatment[j * n + i] = (double)j + 1;
    }
  }
  return 9 * n;
}

/* The certified value, from the files of the tree or the one outside. */
static double
certified(const char *dataset, const char *statistic, const char *args)
{
  static const char *const names[] = {"nist_certified", "nist_rules"};
  for (size_t f = 0; f < 3; f++) {
    table *const t =
        f < 2 ? reference_table(names[f]) : outside_table("reference/nist_certified.csv", ',');
    bool there = false;
    for (size_t i = 0; t && i < t->rows; i++)
      there |= strcmp(table_text(t, i, 0), dataset) == 0;
    const double value = there ? reference_in(t, dataset, statistic, args) : NAN;
    if (t)
      table_free(t);
    if (there)
      return value;
  }
  fail_msg("no certified values of %s", dataset);
  return NAN;
}

/* Digits of one value, and R's. */
static void
compare(const char *set, const char *statistic, const char *args, double value, double *ours,
        double *r)
{
  char dataset[32];
  snprintf(dataset, sizeof dataset, "nist_%s", set);
  table *const t = table_load("reference/nist_r.csv");
  *ours = fmin(*ours, certified_digits(value, certified(dataset, statistic, args)));
  *r = fmin(*r, reference_in(t, dataset, statistic, "digits"));
  table_free(t);
}

bool
nist_univariate_digits(const char *set, double ours[NIST_UNIVARIATE], double r[NIST_UNIVARIATE])
{
  double y[1001];
  const size_t n = univariate(set, y);
  if (n == 0)
    return false;
  const double unit = pow(10, om_decimals(n, y, y));
  for (int i = 0; i < NIST_UNIVARIATE; i++)
    ours[i] = r[i] = 15;
  compare(set, "mean", "y", om_mean(n, y, .95).value / unit, &ours[0], &r[0]);
  compare(set, "sd_n-1", "y", sqrt(om_variance(n, y).value) / unit, &ours[1], &r[1]);
  compare(set, "autocorr_lag1", "y", om_autocorrelation(n, y).value, &ours[2], &r[2]);
  return true;
}

bool
nist_anova_digits(const char *set, double ours[NIST_ANOVA], double r[NIST_ANOVA])
{
  static double y[LONGEST], treatment[LONGEST], of_group[LONGEST];
  const size_t rows = one_way(set, y, treatment);
  if (rows == 0)
    return false;
  const int places = om_decimals(rows, y, y);
  const double square = pow(10, 2 * places);
  uint64_t n[9] = {0};
  double mean[9], ss[9];
  for (size_t j = 0; j < 9; j++) {
    for (size_t i = 0; i < rows; i++)
      if (treatment[i] == (double)j + 1)
        of_group[n[j]++] = y[i] - y[0]; /* as om_anova1's declaration advises */
    om_mean_ss((size_t)n[j], of_group, &mean[j], &ss[j]);
  }
  om_anova a;
  om_anova1(9, n, mean, ss, &a);
  om_icc_result icc;
  om_icc(&a, .95, &icc);

  static const char args[] = "y by treatment";
  for (int i = 0; i < NIST_ANOVA; i++)
    ours[i] = r[i] = 15;
  compare(set, "F", args, a.f, &ours[0], &r[0]);
  compare(set, "SS_between", args, a.ss_between / square, &ours[1], &r[1]);
  compare(set, "MS_between", args, a.ms_between / square, &ours[1], &r[1]);
  compare(set, "SS_within", args, a.ss_within / square, &ours[2], &r[2]);
  compare(set, "MS_within", args, a.ms_within / square, &ours[2], &r[2]);
  compare(set, "R2", args, icc.eta_squared.value, &ours[3], &r[3]);
  compare(set, "residual_sd", args, sqrt(a.ms_within / square), &ours[4], &r[4]);
  return true;
}
