/* Moderated regression: simple slopes, and the bounds of Johnson and Neyman.
 * Must not know what moderates what.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"
#include <stdlib.h>

/* The coefficients that matter: x and the product, and their covariance. */
typedef struct om_slope_line {
  double level, slope; /* simple slope at w: level + slope w */
  double var_level, var_slope, cross;
  double t; /* critical */
} om_slope_line;

/* Where (level + slope w)^2 = t^2 var(w), a quadratic in w that is positive where the slope can be
 * told from 0. */
static void
johnson_neyman(const om_slope_line *s, double centre, om_moderation *out)
{
  const double tt = s->t * s->t;
  const double a = s->slope * s->slope - tt * s->var_slope;
  const double half = s->level * s->slope - tt * s->cross;
  const double c = s->level * s->level - tt * s->var_level;
  const double root = half * half - a * c;
  out->jn_lo = out->jn_hi = NAN;
  if (a == 0) {
    if (half == 0) {
      out->jn = c > 0 ? OM_JN_EVERYWHERE : OM_JN_NOWHERE;
      return;
    }
    const double bound = centre - c / (2 * half);
    out->jn = half > 0 ? OM_JN_ABOVE : OM_JN_BELOW;
    out->jn_lo = half > 0 ? bound : -INFINITY;
    out->jn_hi = half > 0 ? INFINITY : bound;
    return;
  }
  if (!(root > 0)) {
    out->jn = a > 0 ? OM_JN_EVERYWHERE : OM_JN_NOWHERE;
    return;
  }
  /* The root that does not cancel, then the other from their product. */
  const double q = -(half + copysign(sqrt(root), half));
  const double one = q / a, other = c / q;
  out->jn_lo = centre + fmin(one, other);
  out->jn_hi = centre + fmax(one, other);
  out->jn = a > 0 ? OM_JN_OUTSIDE : OM_JN_BETWEEN;
}

static void
fill_columns(const om_moderation_data *data, om_wide *columns)
{
  const size_t n = data->n;
  for (size_t i = 0; i < n; i++) {
    const om_wide x = om_wide_sum(data->x[i], -data->centre_x);
    const om_wide w = om_wide_sum(data->w[i], -data->centre_w);
    columns[i] = x;
    columns[n + i] = w;
    columns[2 * n + i] = om_wide_multiply(x, w);
    for (size_t j = 0; j < data->controls; j++)
      columns[(3 + j) * n + i] = om_wide_of(data->control[j][i]);
  }
}

static void
nothing(om_moderation *out, const char *why, uint64_t n, size_t n_at, om_stat *slope)
{
  om_coefficient *const all[] = {&out->intercept, &out->x, &out->w, &out->product};
  for (int i = 0; i < 4; i++)
    om_coefficients_undefined(1, all[i], why, n);
  out->jn = OM_JN_NOWHERE;
  out->jn_lo = out->jn_hi = NAN;
  for (size_t i = 0; i < n_at; i++)
    slope[i] = om_undefined(why, n);
}

static void
describe(const om_moderation_data *data, const om_coefficient *coef, const double *covariance,
         double conf, om_moderation *out)
{
  const size_t k = data->controls + 4;
  out->intercept = coef[0];
  out->x = coef[1];
  out->w = coef[2];
  out->product = coef[3];
  out->jn = OM_JN_NOWHERE;
  out->jn_lo = out->jn_hi = NAN;
  if (!(out->x.b.se > 0))
    return;
  const om_slope_line line = {.level = coef[1].b.value,
                              .slope = coef[3].b.value,
                              .var_level = covariance[k + 1],
                              .var_slope = covariance[3 * k + 3],
                              .cross = covariance[k + 3],
                              .t = om_t_quantile(.5 + conf / 2, out->model.df_residual)};
  johnson_neyman(&line, data->centre_w, out);
}

void
om_moderate(const om_moderation_data *data, size_t n_at, const double *at, double conf,
            om_moderation *out, om_stat *slope)
{
  const size_t n = data->n, c = data->controls + 3, k = c + 1;
  om_wide *const columns = calloc(n * c + 1, sizeof *columns);
  om_coefficient *const coef = calloc(k, sizeof *coef);
  double *const covariance = calloc(k * k + k, sizeof *covariance);
  const char *why = OM_NO_MEMORY;
  if (columns && coef && covariance) {
    fill_columns(data, columns);
    const om_columns m = {n, c, columns, data->y, NULL, true};
    const om_regression_parts parts = {.covariance = covariance};
    om_fit(&m, conf, &out->model, coef, &parts);
    why = out->model.undefined;
  } else {
    om_fit_undefined(&out->model, why, n);
  }
  if (why) {
    nothing(out, why, out->model.n, n_at, slope);
  } else {
    describe(data, coef, covariance, conf, out);
    double *const weight = covariance + k * k;
    weight[1] = 1;
    for (size_t i = 0; i < n_at; i++) {
      weight[3] = at[i] - data->centre_w;
      slope[i] = isfinite(at[i]) ? om_combination(k, weight, coef, covariance, conf)
                                 : om_undefined(OM_NOT_FINITE, n);
    }
  }
  free(columns);
  free(coef);
  free(covariance);
}
