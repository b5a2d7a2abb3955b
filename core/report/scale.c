/* Linear axes.  Ticks are whole multiples of a step, so no error adds up along an axis.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "scale.h"

#include <math.h>

enum { MAX_TICKS = 64 };

/* Far enough from the ends of double that no step, sum or multiple here overflows, or vanishes. */
static const double farthest = 1e150, nearest = 1e-150;
/* A value this share of a step outside a tick counts as on it: .3 is not quite 3 * .1. */
static const double slack = 1e-9;

/* The first of 1, 2, 2.5, 5, 10 times a power of ten that is at least `least` > 0. */
static double
round_step(double least)
{
  const double power = pow(10, floor(log10(least)));
  static const double steps[] = {1, 2, 2.5, 5};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    if (steps[i] * power >= least * (1 - slack))
      return steps[i] * power;
  }
  return 10 * power;
}

static double
bounded(double value)
{
  return fmax(-farthest, fmin(farthest, value));
}

axis
axis_make(double lo, double hi, int round, size_t wanted, double from, double to)
{
  if (isnan(lo) || isnan(hi)) {
    lo = 0;
    hi = 1;
  }
  lo = bounded(lo);
  hi = bounded(hi);
  if (lo > hi) {
    const double t = lo;
    lo = hi;
    hi = t;
  }
  /* too near each other for a tick between them to be told apart */
  const double size = fmax(fabs(lo), fabs(hi));
  if (hi - lo <= fmax(size * 1e-12, nearest)) {
    const double half = size > nearest ? size / 2 : 1;
    lo -= half;
    hi += half;
  }
  wanted = wanted < 2 ? 2 : wanted > MAX_TICKS / 2 ? MAX_TICKS / 2 : wanted;

  axis a = {.lo = lo, .hi = hi, .from = from, .to = to};
  a.step = round_step((hi - lo) / (double)wanted);
  /* a short range far from zero: widen the step until tick numbers fit a long */
  while (fmax(fabs(lo), fabs(hi)) / a.step > 1e9)
    a.step *= 10;
  if (round) {
    a.lo = floor(lo / a.step + slack) * a.step;
    a.hi = ceil(hi / a.step - slack) * a.step;
    if (a.lo >= a.hi)
      a.hi = a.lo + a.step;
  }
  a.first = (long)ceil(a.lo / a.step - slack);
  const long last = (long)floor(a.hi / a.step + slack);
  a.n_ticks = last < a.first ? 0 : (size_t)(last - a.first) + 1;
  if (a.n_ticks > MAX_TICKS)
    a.n_ticks = MAX_TICKS;
  return a;
}

double
axis_tick(const axis *a, size_t i)
{
  return (double)(a->first + (long)i) * a->step;
}

double
axis_at(const axis *a, double value)
{
  return a->from + (value - a->lo) / (a->hi - a->lo) * (a->to - a->from);
}

double
axis_within(const axis *a, double value)
{
  return axis_at(a, fmax(a->lo, fmin(a->hi, value)));
}

int
axis_holds(const axis *a, double value)
{
  return value >= a->lo && value <= a->hi;
}
