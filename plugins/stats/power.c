/* What a study of so many units can see of a correlation, before it looks.
 * Must not know any result.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"
#include <orgmirror/stats_resample.h>
#include <gsl/gsl_cdf.h>

static const char few_units[] = "fewer than 4 units";

om_stat
om_smallest_r(uint64_t n, double conf, double power)
{
  if (n < 4)
    return om_undefined(few_units, n);
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, n);
  if (!(power >= .5 && power < 1))
    return om_undefined("the power asked is not between .5 and 1", n);
  const double z = om_z_critical(conf) + gsl_cdf_ugaussian_Pinv(power);
  return om_stat_of(om_fisher_r(z / sqrt((double)n - 3)), n);
}

om_stat
om_power_of_r(uint64_t n, double r, double conf)
{
  if (n < 4)
    return om_undefined(few_units, n);
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, n);
  if (!(fabs(r) <= 1))
    return om_undefined("the correlation is not between -1 and 1", n);
  const double z = om_fisher_z(fabs(r)) * sqrt((double)n - 3), critical = om_z_critical(conf);
  return om_stat_of(gsl_cdf_ugaussian_P(z - critical) + gsl_cdf_ugaussian_Q(z + critical), n);
}

om_stat
om_attenuated_r(double r, double rel_x, double rel_y)
{
  if (!(fabs(r) <= 1))
    return om_undefined("the correlation is not between -1 and 1", 0);
  if (!(rel_x >= 0 && rel_x <= 1 && rel_y >= 0 && rel_y <= 1))
    return om_undefined("a reliability is not between 0 and 1", 0);
  return om_stat_of(r * sqrt(rel_x * rel_y), 0);
}

/* Reliability of the means of groups of these sizes, each counted once. */
static double
reliability_of_sizes(double icc1, double sum_of_inverses, size_t units)
{
  const double size = (double)units / sum_of_inverses;
  return size * icc1 / (1 + (size - 1) * icc1);
}

om_stat
om_expected_r(double r, size_t units, double icc1_x, const uint64_t *size_x, double icc1_y,
              const uint64_t *size_y)
{
  size_t used = 0;
  om_sum inverse_x = {0}, inverse_y = {0};
  for (size_t u = 0; u < units; u++) {
    if (size_x[u] == 0 || size_y[u] == 0)
      continue;
    used++;
    om_add(&inverse_x, 1 / (double)size_x[u]);
    om_add(&inverse_y, 1 / (double)size_y[u]);
  }
  if (used == 0)
    return om_undefined("no unit has answers on both sides", 0);
  if (!(icc1_x <= 1 && icc1_y <= 1))
    return om_undefined("an ICC(1) is not a number up to 1", used);
  om_stat s = om_attenuated_r(r, reliability_of_sizes(fmax(icc1_x, 0), inverse_x.hi, used),
                              reliability_of_sizes(fmax(icc1_y, 0), inverse_y.hi, used));
  s.n = used;
  return s;
}
