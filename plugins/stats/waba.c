/* Within and between analysis: a correlation over persons taken apart by unit.
 * Must not know what the units are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

static om_stat
ratio(double part, double whole, uint64_t n)
{
  return whole > 0 ? om_stat_of(sqrt(part / whole), n) : om_undefined("zero variance", n);
}

static om_stat
correlation(double xx, double xy, double yy, uint64_t n)
{
  if (!(xx > 0 && yy > 0))
    return om_undefined("zero variance", n);
  return om_stat_of(om_correlation(xy / sqrt(xx) / sqrt(yy)), n);
}

void
om_within_between(size_t groups, const uint64_t *n, const double *mean_x, const double *mean_y,
                  const double *within, om_waba *out)
{
  uint64_t cases = 0, units = 0;
  om_sum sum_x = {0}, sum_y = {0};
  for (size_t j = 0; j < groups; j++) {
    if (n[j] == 0)
      continue;
    cases += n[j];
    units++;
    om_add(&sum_x, (double)n[j] * mean_x[j]);
    om_add(&sum_y, (double)n[j] * mean_y[j]);
  }
  if (units < 2) {
    const om_stat none = om_undefined("fewer than 2 units", cases);
    *out = (om_waba){none, none, none, none, none, none, none};
    return;
  }

  const double centre_x = sum_x.hi / (double)cases, centre_y = sum_y.hi / (double)cases;
  om_sum xx = {0}, xy = {0}, yy = {0};
  for (size_t j = 0; j < groups; j++) {
    if (n[j] == 0)
      continue;
    const double dx = mean_x[j] - centre_x, dy = mean_y[j] - centre_y, size = (double)n[j];
    om_add(&xx, size * dx * dx);
    om_add(&xy, size * dx * dy);
    om_add(&yy, size * dy * dy);
  }
  const double total_xx = xx.hi + within[0], total_yy = yy.hi + within[2];
  out->total = correlation(total_xx, xy.hi + within[1], total_yy, cases);
  out->between = correlation(xx.hi, xy.hi, yy.hi, units);
  out->within = correlation(within[0], within[1], within[2], cases);
  out->eta_x_between = ratio(xx.hi, total_xx, cases);
  out->eta_y_between = ratio(yy.hi, total_yy, cases);
  out->eta_x_within = ratio(within[0], total_xx, cases);
  out->eta_y_within = ratio(within[2], total_yy, cases);
}
