/* One-way analysis of variance from group sizes, means and sums of squares.
 * Must not know what the groups are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"

static void
undefined(om_anova *out, const char *why)
{
  *out = (om_anova){.groups = out->groups,
                    .n = out->n,
                    .grand_mean = NAN,
                    .ss_between = NAN,
                    .ss_within = NAN,
                    .df_between = NAN,
                    .df_within = NAN,
                    .ms_between = NAN,
                    .ms_within = NAN,
                    .f = NAN,
                    .p = NAN,
                    .mean_size = NAN,
                    .n0 = NAN,
                    .undefined = why};
}

void
om_anova1(size_t groups, const uint64_t *n, const double *mean, const double *ss, om_anova *out)
{
  *out = (om_anova){.groups = 0};
  double first = NAN, largest = 0;
  for (size_t j = 0; j < groups; j++) {
    if (n[j] == 0)
      continue;
    if (out->groups == 0)
      first = mean[j];
    out->groups++;
    out->n += n[j];
    largest = fmax(largest, fabs(mean[j]));
  }
  if (out->groups < 2) {
    undefined(out, "fewer than 2 groups");
    return;
  }
  if (out->n == out->groups) {
    undefined(out, "no group has more than 1 member");
    return;
  }

  /* Means are taken from the first one: a large common part then costs no digits. */
  const double cases = (double)out->n;
  om_sum weighted = {0}, within = {0}, squared_sizes = {0};
  for (size_t j = 0; j < groups; j++) {
    if (n[j] == 0)
      continue;
    om_add(&weighted, (double)n[j] * (mean[j] - first));
    om_add(&within, ss[j]);
    om_add(&squared_sizes, (double)n[j] * (double)n[j]);
  }
  const double shift = weighted.hi / cases;
  om_sum between = {0};
  for (size_t j = 0; j < groups; j++) {
    const double d = n[j] == 0 ? 0 : mean[j] - first - shift;
    om_add(&between, (double)n[j] * d * d);
  }
  if (om_is_rounding(within.hi, out->n, largest)) {
    undefined(out, "zero variance within groups");
    return;
  }

  if (!isfinite(between.hi) || !isfinite(within.hi)) {
    undefined(out, OM_OVERFLOW);
    return;
  }

  out->grand_mean = first + shift;
  out->ss_between = between.hi;
  out->ss_within = within.hi;
  out->df_between = (double)(out->groups - 1);
  out->df_within = (double)(out->n - out->groups);
  out->ms_between = out->ss_between / out->df_between;
  out->ms_within = out->ss_within / out->df_within;
  out->f = out->ms_between / out->ms_within;
  out->p = om_f_p(out->f, out->df_between, out->df_within);
  out->mean_size = cases / (double)out->groups;
  out->n0 = (cases - squared_sizes.hi / cases) / out->df_between;
}
