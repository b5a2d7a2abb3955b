/* What one thing adds to others over its units: hierarchical regression. */
#include "conditions.h"

#include <stdlib.h>

/* The last of `p` columns is what comes beyond the others. */
typedef struct columns {
  size_t p;
  const double *const *x;
  const double *y;
} columns;

/* Takes the mean off; returns the sum of squares. */
static double
centre(size_t n, double *v)
{
  double mean = 0, ss = 0;
  for (size_t i = 0; i < n; i++)
    mean += v[i];
  mean /= (double)n;
  for (size_t i = 0; i < n; i++) {
    v[i] -= mean;
    ss += v[i] * v[i];
  }
  return ss;
}

static double
dot(size_t n, const double *a, const double *b)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

/* An om_statistic_fn: what the last column adds to R-squared, by Gram and Schmidt. */
static void
change_statistic(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  static const double SMALL = 1e-10; /* of a column's squares: it follows from those before */
  const columns *const c = ctx;
  double *const q = calloc((c->p + 1) * n + 1, sizeof *q);
  out[0] = NAN;
  if (!q)
    return;
  double left = NAN, outcome = 0;
  int known = 1;
  for (size_t j = 0; known && j <= c->p; j++) {
    double *const v = q + j * n;
    const double *const from = j < c->p ? c->x[j] : c->y;
    for (size_t i = 0; i < n; i++)
      v[i] = from[index[i]];
    const double ss = centre(n, v);
    if (j == c->p) {
      outcome = ss;
      break;
    }
    for (size_t b = 0; b < j; b++) {
      const double share = dot(n, q + b * n, v) / dot(n, q + b * n, q + b * n);
      for (size_t i = 0; i < n; i++)
        v[i] -= share * q[b * n + i];
    }
    left = dot(n, v, v);
    known = ss > 0 && left > SMALL * ss;
  }
  if (known && outcome > 0) {
    const double together = dot(n, q + (c->p - 1) * n, q + c->p * n);
    out[0] = together * together / left / outcome;
  }
  free(q);
}

/* Columns: controls, what comes first, what comes then.  NULL when memory ran out. */
static const double **
order_columns(const over_units *u, uint32_t n_scales)
{
  const double **const x = calloc((size_t)u->n_held + n_scales, sizeof *x);
  for (uint32_t c = 0; x && c < u->n_held; c++)
    x[c] = u->held[c];
  for (uint32_t i = 1; x && i < n_scales; i++)
    x[u->n_held + i - 1] = u->score[i];
  return x;
}

int
beyond_compute(om_run *r, const om_hypothesis *h, uint32_t number, beyond *out)
{
  const double conf = om_study_of(r)->confidence;
  const om_scale *scales[OVER_UNITS_MOST_SCALES];
  const om_scale *scale;
  uint32_t n = 0;
  over_units u;
  *out = (beyond){.term.hypothesis = h};
  scales[n++] = om_term_of(h, "outcome", 0);
  while (n + 1 < OVER_UNITS_MOST_SCALES && (scale = om_term_of(h, "first", n - 1)))
    scales[n++] = scale;
  scales[n++] = om_term_of(h, "then", 0);
  int fine = over_units_take(r, n, scales, 1, &u);
  const double **const x = fine ? order_columns(&u, n) : NULL;
  fine = x != NULL;
  if (fine) {
    const size_t p = (size_t)u.n_held + n - 1;
    const om_model model = {.n = u.n, .p = p, .y = u.score[0], .x = x};
    const columns data = {p, x, u.score[0]};
    const om_rng rng = om_rng_stream(r, number);
    om_r_squared_change(&model, p - 1, conf, &out->step);
    om_bootstrap(u.n, 1, (uint32_t)om_option_value(r, "resamples"), change_statistic, &data, &rng,
                 conf, &out->change);
    out->term.n = u.n;
    out->term.partial = om_partial(u.n, x[p - 1], u.score[0], p - 1, x, conf);
    out->term.left_out = om_partial_leave_one_out(u.n, x[p - 1], u.score[0], p - 1, x);
  }
  free(x);
  over_units_done(&u);
  return fine;
}
