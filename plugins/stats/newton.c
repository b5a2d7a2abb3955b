/* A minimiser for the handful of smooth functions that factor models need, with simple bounds.
 * Must not know what it minimises.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"

enum { MOST_STEPS = 300, MOST_HALVINGS = 50 };

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

static bool
find_step(const om_search *s, const double *x)
{
  double largest = 0;
  for (size_t i = 0; i < s->n; i++)
    largest = fmax(largest, fabs(s->hessian[i * s->n + i]));
  double ridge = 0;
  for (int i = 0; i < 40; i++) {
    if (damped_step(s, x, ridge))
      return true;
    ridge = ridge > 0 ? ridge * 4 : fmax(largest, 1e-3) * 1e-3;
  }
  return false;
}

/* What the whole step promises to first order, and its largest part relative to x. */
static double
promise(const om_search *s, const double *x, double *largest)
{
  double fall = 0;
  *largest = 0;
  for (size_t i = 0; i < s->n; i++) {
    fall -= s->gradient[i] * s->step[i];
    *largest = fmax(*largest, fabs(s->step[i]) / (1 + fabs(x[i])));
  }
  return fall;
}

static void
take(const om_search *s, double *x, double length)
{
  for (size_t i = 0; i < s->n; i++)
    x[i] = clipped(s, i, x[i] + length * s->step[i]);
}

/* Halves the step until the value falls; false when it does not. */
static bool
go(const om_search *s, double *x, double value, om_target_fn *target, void *ctx)
{
  double length = 1;
  for (int halving = 0; halving < MOST_HALVINGS; halving++, length /= 2) {
    double promised = 0;
    for (size_t i = 0; i < s->n; i++) {
      s->trial[i] = clipped(s, i, x[i] + length * s->step[i]);
      promised += s->gradient[i] * (s->trial[i] - x[i]);
    }
    if (promised < 0 && target(ctx, s->trial, NULL, NULL) <= value + 1e-4 * promised) {
      take(s, x, length);
      return true;
    }
  }
  return false;
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
  for (size_t i = 0; i < n; i++)
    x[i] = clipped(&s, i, x[i]);
  for (int step = 0, at_rest = 0; step < MOST_STEPS; step++) {
    *value = target(ctx, x, s.gradient, s.hessian);
    if (!isfinite(*value) || !find_step(&s, x))
      return false;
    double largest;
    const double fall = promise(&s, x, &largest);
    if (!isfinite(fall))
      return false;
    /* So near the bottom the value is rounding, while a step still gains half of the digits that
     * are missing: it is taken unseen, unless it leaves the domain. */
    if (fall <= 1e-10 * fmax(1, fabs(*value))) {
      take(&s, x, 1);
      if (largest <= 1e-9 || ++at_rest == 20) {
        *value = target(ctx, x, NULL, NULL);
        return isfinite(*value) && largest <= 1e-5;
      }
      continue;
    }
    at_rest = 0;
    if (!go(&s, x, *value, target, ctx))
      return false;
  }
  return false;
}
