/* The empty corner: how large it is, and how large it would be without any necessity. */
#include "necessary.h"

#include <stdlib.h>

static double
turned(const om_scale *scale, double x)
{
  return scale->direction == OM_HIGHER_IS_HEALTHIER ? x : scale->min + scale->max - x;
}

int
condition_take(om_run *r, const om_hypothesis *h, condition *c)
{
  const om_study *const s = om_study_of(r);
  *c = (condition){.hypothesis = h,
                   .condition = om_term_of(h, "condition", 0),
                   .outcome = om_term_of(h, "outcome", 0),
                   .unit = calloc((size_t)s->n_units + 1, sizeof *c->unit),
                   .x = calloc(2 * (size_t)s->n_units + 1, sizeof *c->x),
                   .holm_p = NAN};
  if (!c->unit || !c->x)
    return 0;
  c->y = c->x + s->n_units;
  for (uint32_t u = 0; u < s->n_units; u++) {
    const double x = om_scores_of(r, c->condition, s->units[u])->mean;
    const double y = om_scores_of(r, c->outcome, s->units[u])->mean;
    if (s->units[u]->level != 0 || isnan(x) || isnan(y))
      continue;
    c->unit[c->n] = s->units[u];
    c->x[c->n] = turned(c->condition, x);
    c->y[c->n++] = turned(c->outcome, y);
  }
  return 1;
}

void
condition_done(condition *c)
{
  free(c->unit);
  free(c->x);
}

static void
test_by_chance(om_run *r, condition *c)
{
  const om_necessity_data data = {.n = c->n, .x = c->x, .y = c->y};
  const om_rng rng = om_rng_stream(r, STREAM_PERMUTATION);
  om_perm perm[2];
  om_permutation(c->n, 2, (uint32_t)om_option_value(r, "permutations"), om_necessity_statistic,
                 &data, &rng, perm);
  c->step_p = perm[0].undefined ? NAN : perm[0].p_greater;
  c->line_p = perm[1].undefined || c->found.cr_fdh.effect.undefined ? NAN : perm[1].p_greater;
}

/* Any link leaves a corner empty.  Share of simulated studies of as many units, bell-shaped and
 * with the correlation that was seen, in which the empty corner is as large. */
static int
test_against_link(om_run *r, condition *c)
{
  double *const x = calloc(2 * (size_t)c->n + 1, sizeof *x), *const y = x + c->n;
  if (!x)
    return 0;
  const om_stat link = om_pearson(c->n, c->x, c->y, om_study_of(r)->confidence);
  const double slope = link.value, rest = sqrt(fmax(0, 1 - slope * slope));
  const uint32_t draws = (uint32_t)om_option_value(r, "simulations");
  const double seen = c->found.cr_fdh.effect.value - 1e-12;
  const om_scope as_seen = {0};
  om_rng rng = om_rng_stream(r, STREAM_LINEAR);
  uint32_t as_large = 1;
  for (uint32_t d = 0; d < draws && !link.undefined; d++) {
    for (uint32_t u = 0; u < c->n; u++) {
      x[u] = om_rng_normal(&rng);
      y[u] = slope * x[u] + rest * om_rng_normal(&rng);
    }
    om_necessity drawn;
    om_necessary(c->n, x, y, &as_seen, &drawn);
    as_large += !drawn.cr_fdh.effect.undefined && drawn.cr_fdh.effect.value >= seen;
  }
  c->linear_p = link.undefined ? NAN : as_large / (double)(draws + 1);
  free(x);
  return 1;
}

static void
exchange(condition *c, uint32_t u)
{
  const uint32_t last = c->n - 1;
  const double x = c->x[u], y = c->y[u];
  c->x[u] = c->x[last];
  c->y[u] = c->y[last];
  c->x[last] = x;
  c->y[last] = y;
}

/* The line without each unit in turn; without a line the corner is taken as not empty. */
static void
leave_out(condition *c)
{
  const om_scope as_seen = {0};
  for (uint32_t u = 0; u < c->n; u++) {
    om_necessity rest;
    exchange(c, u);
    om_necessary(c->n - 1, c->x, c->y, &as_seen, &rest);
    exchange(c, u);
    const double d = rest.cr_fdh.effect.undefined ? 0 : rest.cr_fdh.effect.value;
    c->lowest = fmin(c->lowest, d);
    c->highest = fmax(c->highest, d);
  }
}

static void
find_range(const double *x, uint32_t n, double *lo, double *hi)
{
  *lo = *hi = x[0];
  for (uint32_t u = 1; u < n; u++) {
    *lo = fmin(*lo, x[u]);
    *hi = fmax(*hi, x[u]);
  }
}

static void
find_needed(condition *c)
{
  double x_lo, x_hi, y_lo, y_hi;
  find_range(c->x, c->n, &x_lo, &x_hi);
  find_range(c->y, c->n, &y_lo, &y_hi);
  const om_ceiling *const line = &c->found.cr_fdh;
  for (uint32_t k = 0; k < LEVELS; k++) {
    const double y = y_lo + (FIRST_LEVEL + LEVEL_STEP * k) / 100.0 * (y_hi - y_lo);
    const double x = ((y - line->intercept) / line->slope - x_lo) / (x_hi - x_lo);
    c->needed[k] = line->slope > 0 && x > 0 && x <= 1 ? x : NAN;
    c->why_not[k] = !(line->slope > 0) || x <= 0 ? "nothing is needed" : "more than any unit has";
  }
}

static int
by_value(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double
median_of(const double *x, uint32_t n, double *scratch)
{
  for (uint32_t u = 0; u < n; u++)
    scratch[u] = x[u];
  qsort(scratch, n, sizeof *scratch, by_value);
  return om_quantile7(n, scratch, .5).value;
}

static int
find_corner(condition *c)
{
  double *const scratch = calloc((size_t)c->n + 1, sizeof *scratch);
  if (!scratch)
    return 0;
  const double x = median_of(c->x, c->n, scratch), y = median_of(c->y, c->n, scratch);
  uint32_t in = 0;
  for (uint32_t u = 0; u < c->n; u++)
    in += c->x[u] < x && c->y[u] > y;
  c->corner = in / (double)c->n;
  free(scratch);
  return 1;
}

int
condition_compute(om_run *r, condition *c)
{
  const om_scope as_seen = {0};
  c->line_p = c->step_p = c->linear_p = c->lowest = c->highest = c->corner = NAN;
  for (uint32_t k = 0; k < LEVELS; k++) {
    c->needed[k] = NAN;
    c->why_not[k] = "there is no ceiling line";
  }
  om_necessary(c->n, c->x, c->y, &as_seen, &c->found);
  if (c->found.ce_fdh.effect.undefined)
    return 1;
  test_by_chance(r, c);
  if (!find_corner(c))
    return 0;
  if (c->found.cr_fdh.effect.undefined)
    return 1;
  leave_out(c);
  find_needed(c);
  return test_against_link(r, c);
}
