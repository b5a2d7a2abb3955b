/* A minimiser for the handful of smooth functions that factor models need, with simple bounds.
 * Must not know what it minimises.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"

enum { MOST_STEPS = 500, MOST_HALVINGS = 60 };

typedef struct om_search {
  size_t n;
  const double *lo, *hi;
  double *gradient, *step, *trial, *hessian, *factor;
} om_search;

static double
clipped(const om_search *s, size_t i, double x)
{
  if (s->lo && x < s->lo[i])
    return s->lo[i];
  return s->hi && x > s->hi[i] ? s->hi[i] : x;
}

/* A bound holds a value when the function falls beyond it. */
static bool
is_held(const om_search *s, const double *x, size_t i)
{
  return (s->lo && x[i] <= s->lo[i] && s->gradient[i] > 0) ||
         (s->hi && x[i] >= s->hi[i] && s->gradient[i] < 0);
}

/* step = -(H + ridge D)^-1 gradient over the values that move; false when not positive definite. */
static bool
damped_step(const om_search *s, const double *x, double ridge)
{
  const size_t n = s->n;
  for (size_t i = 0; i < n; i++) {
    const bool held_i = is_held(s, x, i);
    s->step[i] = held_i ? 0 : -s->gradient[i];
    for (size_t j = 0; j < n; j++)
      s->factor[i * n + j] = held_i || is_held(s, x, j) ? i == j : s->hessian[i * n + j];
    if (!held_i)
      s->factor[i * n + i] += ridge;
  }
  if (!om_pd_factor(n, s->factor, s->factor))
    return false;
  om_pd_solve(n, s->factor, s->step);
  return true;
}

static void
find_step(const om_search *s, const double *x)
{
  double largest = 0;
  for (size_t i = 0; i < s->n; i++)
    largest = fmax(largest, fabs(s->hessian[i * s->n + i]));
  double ridge = 0;
  for (int i = 0; i < 40 && !damped_step(s, x, ridge); i++)
    ridge = ridge > 0 ? ridge * 4 : fmax(largest, 1e-3) * 1e-3;
}

/* Largest gradient among the values that can still move. */
static double
slope(const om_search *s, const double *x)
{
  double largest = 0;
  for (size_t i = 0; i < s->n; i++)
    if (!is_held(s, x, i))
      largest = fmax(largest, fabs(s->gradient[i]));
  return largest;
}

/* Halves the step until the value falls; returns the new value, or NaN when it does not. */
static double
go(const om_search *s, double *x, double value, om_target_fn *target, void *ctx)
{
  double length = 1;
  for (int i = 0; i < MOST_HALVINGS; i++, length /= 2) {
    double promised = 0;
    for (size_t j = 0; j < s->n; j++) {
      s->trial[j] = clipped(s, j, x[j] + length * s->step[j]);
      promised += s->gradient[j] * (s->trial[j] - x[j]);
    }
    const double found = target(ctx, s->trial, NULL, NULL);
    /* Near the bottom the fall drowns in rounding: a step that does not climb is taken. */
    if (found <= value + 1e-4 * promised + 4 * DBL_EPSILON * fmax(1, fabs(value))) {
      for (size_t j = 0; j < s->n; j++)
        x[j] = s->trial[j];
      return found;
    }
  }
  return NAN;
}

bool
om_newton(size_t n, double *x, const double *lo, const double *hi, om_target_fn *target, void *ctx,
          double *work, double *value)
{
  const om_search s = {.n = n,
                       .lo = lo,
                       .hi = hi,
                       .gradient = work,
                       .step = work + n,
                       .trial = work + 2 * n,
                       .hessian = work + 3 * n,
                       .factor = work + 3 * n + n * n};
  double best = INFINITY;
  for (size_t i = 0; i < n; i++)
    x[i] = clipped(&s, i, x[i]);
  for (int step = 0; step < MOST_STEPS; step++) {
    *value = target(ctx, x, s.gradient, s.hessian);
    if (!isfinite(*value))
      return false;
    /* At rest: nothing left to gain but rounding.  Two steps more make use of what Newton gives
     * for nothing, digits. */
    const double left = slope(&s, x);
    if (!isfinite(left))
      return false;
    if (left <= 1e-9 && !(left < best / 4))
      return true;
    best = fmin(best, left);
    find_step(&s, x);
    if (isnan(go(&s, x, *value, target, ctx)))
      return left <= 1e-6;
  }
  return false;
}
