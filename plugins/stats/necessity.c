/* Necessary condition: ceiling lines over a scatter of cases, and the empty share above them.
 * Must not know what the two variables are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"
#include <gsl/gsl_sort.h>
#include <stdlib.h>

/* Cases in the order of x, the highest y of an x first; corners of the step function on top. */
typedef struct om_cloud {
  size_t n, corners;
  double *x, *y;               /* n each, in the order given */
  size_t *order;               /* n */
  double *corner_x, *corner_y; /* n each */
  om_scope scope;
} om_cloud;

static const char flat[] = "zero variance";

/* Steps of the highest y so far, from low to high x. */
static void
find_corners(om_cloud *c)
{
  gsl_sort_index(c->order, c->x, 1, c->n);
  c->corners = 0;
  for (size_t i = 0; i < c->n;) {
    const double x = c->x[c->order[i]];
    double highest = c->y[c->order[i]];
    for (; i < c->n && c->x[c->order[i]] == x; i++)
      highest = fmax(highest, c->y[c->order[i]]);
    if (c->corners && !(highest > c->corner_y[c->corners - 1]))
      continue;
    c->corner_x[c->corners] = x;
    c->corner_y[c->corners++] = highest;
  }
}

/* Area above the step function: a strip from the left edge for every rise. */
static double
zone_of_steps(const om_cloud *c)
{
  const om_scope *const s = &c->scope;
  om_sum zone = {0};
  double from = s->y_lo;
  for (size_t i = 0; i < c->corners; i++) {
    om_add(&zone, (c->corner_x[i] - s->x_lo) * (c->corner_y[i] - from));
    from = c->corner_y[i];
  }
  om_add(&zone, (s->x_hi - s->x_lo) * (s->y_hi - from));
  return zone.hi;
}

/* Area of the scope above a rising line. */
static double
zone_of_line(const om_scope *s, double intercept, double slope)
{
  const double left = fmin(fmax(s->x_lo, (s->y_lo - intercept) / slope), s->x_hi);
  const double right = fmax(fmin(s->x_hi, (s->y_hi - intercept) / slope), s->x_lo);
  if (!(right > left))
    return right > s->x_lo ? (s->x_hi - s->x_lo) * (s->y_hi - s->y_lo) : 0;
  const double at_left = fmin(fmax(intercept + slope * left, s->y_lo), s->y_hi);
  const double at_right = fmin(fmax(intercept + slope * right, s->y_lo), s->y_hi);
  return (left - s->x_lo) * (s->y_hi - s->y_lo) +
         (right - left) * (s->y_hi - (at_left + at_right) / 2) +
         (s->x_hi - right) * (s->y_hi - at_right);
}

/* Least-squares line through the corners; false with fewer than 2.  It rises: so do they. */
static bool
line_of_corners(const om_cloud *c, double *intercept, double *slope)
{
  if (c->corners < 2)
    return false;
  double mean_x, mean_y, ss;
  om_mean_ss(c->corners, c->corner_x, &mean_x, &ss);
  om_mean_ss(c->corners, c->corner_y, &mean_y, &(double){0});
  om_sum sp = {0};
  for (size_t i = 0; i < c->corners; i++)
    om_add(&sp, (c->corner_x[i] - mean_x) * (c->corner_y[i] - mean_y));
  *slope = sp.hi / ss;
  *intercept = mean_y - *slope * mean_x;
  return *slope > 0 && isfinite(*slope);
}

static double
scope_area(const om_scope *s)
{
  return (s->x_hi - s->x_lo) * (s->y_hi - s->y_lo);
}

static bool
given(const om_scope *s)
{
  return s->x_lo != 0 || s->x_hi != 0 || s->y_lo != 0 || s->y_hi != 0;
}

static void
fill_scope(om_cloud *c, const om_scope *scope)
{
  if (given(scope)) {
    c->scope = *scope;
    return;
  }
  c->scope = (om_scope){c->x[0], c->x[0], c->y[0], c->y[0]};
  for (size_t i = 1; i < c->n; i++) {
    c->scope.x_lo = fmin(c->scope.x_lo, c->x[i]);
    c->scope.x_hi = fmax(c->scope.x_hi, c->x[i]);
    c->scope.y_lo = fmin(c->scope.y_lo, c->y[i]);
    c->scope.y_hi = fmax(c->scope.y_hi, c->y[i]);
  }
}

static const char *
check(const om_cloud *c)
{
  bool same_x = true, same_y = true, inside = true;
  for (size_t i = 0; i < c->n; i++) {
    if (!isfinite(c->x[i]) || !isfinite(c->y[i]))
      return "a value is not finite";
    same_x = same_x && c->x[i] == c->x[0];
    same_y = same_y && c->y[i] == c->y[0];
    inside = inside && c->x[i] >= c->scope.x_lo && c->x[i] <= c->scope.x_hi &&
             c->y[i] >= c->scope.y_lo && c->y[i] <= c->scope.y_hi;
  }
  return same_x || same_y ? flat : !inside ? "a case lies outside the scope" : NULL;
}

/* One block for a cloud of n; false when memory runs out. */
static bool
cloud_begin(om_cloud *c, size_t n)
{
  *c = (om_cloud){.n = n};
  c->x = calloc(4 * n + 1, sizeof *c->x);
  c->order = calloc(n + 1, sizeof *c->order);
  if (!c->x || !c->order)
    return false;
  c->y = c->x + n;
  c->corner_x = c->y + n;
  c->corner_y = c->corner_x + n;
  return true;
}

static void
cloud_done(om_cloud *c)
{
  free(c->x);
  free(c->order);
}

static om_ceiling
no_ceiling(const char *why, uint64_t n)
{
  return (om_ceiling){.effect = om_undefined(why, n),
                      .zone = NAN,
                      .scope = NAN,
                      .accuracy = NAN,
                      .intercept = NAN,
                      .slope = NAN};
}

static om_ceiling
ceiling_of(const om_cloud *c, double zone, double intercept, double slope)
{
  om_ceiling out = {.zone = zone,
                    .scope = scope_area(&c->scope),
                    .intercept = intercept,
                    .slope = slope,
                    .corners = c->corners};
  out.effect = om_stat_of(zone / out.scope, c->n);
  const double rounding = 1e-12 * fmax(fabs(c->scope.y_lo), fabs(c->scope.y_hi));
  for (size_t i = 0; i < c->n; i++)
    out.above += c->y[i] > intercept + slope * c->x[i] + rounding;
  out.accuracy = 1 - (double)out.above / (double)c->n;
  return out;
}

void
om_necessary(size_t n, const double *x, const double *y, const om_scope *scope, om_necessity *out)
{
  om_cloud c;
  const char *why = n < 2 ? "fewer than 2 cases" : NULL;
  if (!cloud_begin(&c, n))
    why = OM_NO_MEMORY;
  if (!why) {
    for (size_t i = 0; i < n; i++) {
      c.x[i] = x[i];
      c.y[i] = y[i];
    }
    fill_scope(&c, scope);
    why = check(&c);
  }
  if (why) {
    out->ce_fdh = out->cr_fdh = no_ceiling(why, n);
    cloud_done(&c);
    return;
  }

  find_corners(&c);
  out->ce_fdh = ceiling_of(&c, zone_of_steps(&c), NAN, NAN);
  double intercept, slope;
  if (line_of_corners(&c, &intercept, &slope)) {
    out->cr_fdh = ceiling_of(&c, zone_of_line(&c.scope, intercept, slope), intercept, slope);
  } else {
    out->cr_fdh = no_ceiling("fewer than 2 corners", n);
    out->cr_fdh.corners = c.corners;
  }
  cloud_done(&c);
}

void
om_necessity_statistic(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const om_necessity_data *const data = ctx;
  out[0] = out[1] = NAN;
  om_cloud c;
  if (n >= 2 && cloud_begin(&c, n)) {
    for (size_t i = 0; i < n; i++) {
      c.x[i] = data->x[i];
      c.y[i] = data->y[index[i]];
    }
    fill_scope(&c, &data->scope);
    if (!check(&c)) {
      double intercept, slope;
      find_corners(&c);
      out[0] = zone_of_steps(&c) / scope_area(&c.scope);
      out[1] = line_of_corners(&c, &intercept, &slope)
                   ? zone_of_line(&c.scope, intercept, slope) / scope_area(&c.scope)
                   : 0;
    }
    cloud_done(&c);
  } else if (n >= 2) {
    cloud_done(&c);
  }
}
