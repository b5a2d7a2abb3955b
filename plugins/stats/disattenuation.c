/* The correlation of unit means divided by the root of their reliabilities, alone and for the
 * bootstrap of the whole chain.
 * Must not know the persons.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"

static const char unreliable[] = "no reliable differences between units on one side";

om_stat
om_disattenuated(const om_stat *r, const om_stat *icc2_x, const om_stat *icc2_y)
{
  const om_stat *const parts[] = {r, icc2_x, icc2_y};
  for (int i = 0; i < 3; i++)
    if (parts[i]->undefined)
      return om_undefined(parts[i]->undefined, r->n);
  if (!(icc2_x->value > 0 && icc2_y->value > 0))
    return om_undefined(unreliable, r->n);
  const double value = r->value / sqrt(icc2_x->value) / sqrt(icc2_y->value);
  if (!(fabs(value) <= 1))
    return om_undefined("the reliabilities are too low for this correlation", r->n);
  om_stat s = om_stat_of(value, r->n);
  s.no_range = "bootstrap the whole chain";
  return s;
}

/* ICC(2) of the selected units: 1 - MSW / MSB, each unit as often as it is selected. */
static double
icc2_of(const om_unit_moments *side, size_t n, const uint32_t *index)
{
  om_sum people = {0}, sum = {0}, within = {0}, squares = {0};
  double units = 0;
  for (size_t i = 0; i < n; i++) {
    const uint32_t unit = index[i];
    const double size = (double)side->n[unit];
    units += size > 0;
    om_add(&people, size);
    om_add(&sum, size > 0 ? size * side->mean[unit] : 0);
    om_add(&within, size > 0 ? side->ss[unit] : 0);
  }
  const double centre = sum.hi / people.hi;
  for (size_t i = 0; i < n; i++) {
    const uint32_t unit = index[i];
    const double size = (double)side->n[unit], d = size > 0 ? side->mean[unit] - centre : 0;
    om_add(&squares, size * d * d);
  }
  if (!(units >= 2 && people.hi > units && squares.hi > 0 && within.hi > 0))
    return NAN;
  return 1 - within.hi / (people.hi - units) / (squares.hi / (units - 1));
}

/* r of the means of the units that have people on both sides. */
static double
r_of(const om_two_sides *s, size_t n, const uint32_t *index)
{
  om_sum sum_x = {0}, sum_y = {0};
  double units = 0, largest_x = 0, largest_y = 0;
  for (size_t i = 0; i < n; i++) {
    if (!s->x.n[index[i]] || !s->y.n[index[i]])
      continue;
    const double x = s->x.mean[index[i]], y = s->y.mean[index[i]];
    units++;
    om_add(&sum_x, x);
    om_add(&sum_y, y);
    largest_x = fmax(largest_x, fabs(x));
    largest_y = fmax(largest_y, fabs(y));
  }
  if (units < 3)
    return NAN;
  om_sum xx = {0}, yy = {0}, xy = {0};
  for (size_t i = 0; i < n; i++) {
    if (!s->x.n[index[i]] || !s->y.n[index[i]])
      continue;
    const double dx = s->x.mean[index[i]] - sum_x.hi / units;
    const double dy = s->y.mean[index[i]] - sum_y.hi / units;
    om_add(&xx, dx * dx);
    om_add(&yy, dy * dy);
    om_add(&xy, dx * dy);
  }
  if (om_is_rounding(xx.hi, (size_t)units, largest_x) ||
      om_is_rounding(yy.hi, (size_t)units, largest_y))
    return NAN;
  return om_correlation(xy.hi / sqrt(xx.hi) / sqrt(yy.hi));
}

void
om_disattenuation_statistic(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const om_two_sides *const s = ctx;
  out[1] = r_of(s, n, index);
  out[2] = icc2_of(&s->x, n, index);
  out[3] = icc2_of(&s->y, n, index);
  out[0] = out[2] > 0 && out[3] > 0 ? out[1] / sqrt(out[2]) / sqrt(out[3]) : NAN;
}
