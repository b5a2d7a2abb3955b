/* Intraclass correlations and effect sizes of a one-way analysis of variance.
 * Must not know what the groups are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"

/* F divided by what chance alone would exceed at either end of the range. */
typedef struct om_f_range {
  double lo, hi;
} om_f_range;

static om_stat
with_test(double value, const om_anova *a)
{
  om_stat s = om_stat_of(value, a->n);
  s.statistic = a->f;
  s.df = a->df_between;
  s.df2 = a->df_within;
  s.p = a->p;
  return s;
}

static om_stat
icc1(const om_anova *a, om_f_range f, double size)
{
  om_stat s =
      with_test((a->ms_between - a->ms_within) / (a->ms_between + (size - 1) * a->ms_within), a);
  s.lo = (f.lo - 1) / (f.lo + size - 1);
  s.hi = (f.hi - 1) / (f.hi + size - 1);
  return s;
}

static om_stat
icc2(const om_anova *a, om_f_range f)
{
  if (!(a->ms_between > 0))
    return om_undefined("zero variance between groups", a->n);
  om_stat s = with_test((a->ms_between - a->ms_within) / a->ms_between, a);
  s.lo = 1 - 1 / f.lo;
  s.hi = 1 - 1 / f.hi;
  return s;
}

void
om_icc(const om_anova *a, double conf, om_icc_result *out)
{
  const char *why = a->undefined ? a->undefined : om_conf_ok(conf) ? NULL : OM_BAD_CONF;
  if (why) {
    out->icc1 = out->icc1_mean_size = out->icc2 = out->eta_squared = out->omega_squared =
        om_undefined(why, a->n);
    return;
  }
  const double tail = (1 - conf) / 2;
  const om_f_range f = {a->f / om_f_exceeded(tail, a->df_between, a->df_within),
                        a->f * om_f_exceeded(tail, a->df_within, a->df_between)};
  out->icc1 = icc1(a, f, a->n0);
  out->icc1_mean_size = icc1(a, f, a->mean_size);
  out->icc2 = icc2(a, f);

  const double ss_total = a->ss_between + a->ss_within;
  out->eta_squared = with_test(a->ss_between / ss_total, a);
  out->omega_squared =
      with_test((a->ss_between - a->df_between * a->ms_within) / (ss_total + a->ms_within), a);
}

om_stat
om_unit_reliability(uint64_t n, double icc1_value)
{
  if (n == 0)
    return om_undefined("nobody in the group", n);
  if (isnan(icc1_value))
    return om_undefined("ICC(1) is undefined", n);
  const double icc = fmax(icc1_value, 0);
  const double members = (double)n;
  return om_stat_of(members * icc / (1 + (members - 1) * icc), n);
}
