/* Polynomial regression with response surface.
 * Must not know what is rated.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"
#include <stdlib.h>

enum { TERMS = 5, COEFFICIENTS = 6 };

/* The four surface values, as weights of the six coefficients. */
static const double surface[4][COEFFICIENTS] = {
    {0, 1, 1, 0, 0, 0}, {0, 0, 0, 1, 1, 1}, {0, 1, -1, 0, 0, 0}, {0, 0, 0, 1, -1, 1}};

void
om_response_surface(const om_surface_data *data, double conf, om_surface *out)
{
  om_stat *const a[] = {&out->a1, &out->a2, &out->a3, &out->a4};
  om_wide *const columns = calloc(data->n * TERMS + 1, sizeof *columns);
  if (!columns || !isfinite(data->midpoint)) {
    const char *const why = columns ? OM_NOT_FINITE : OM_NO_MEMORY;
    om_fit_undefined(&out->model, why, data->n);
    om_coefficients_undefined(COEFFICIENTS, out->b, why, data->n);
    for (int i = 0; i < 4; i++)
      *a[i] = om_undefined(why, data->n);
    free(columns);
    return;
  }

  for (size_t i = 0; i < data->n; i++) {
    const om_wide x = om_wide_sum(data->x[i], -data->midpoint);
    const om_wide y = om_wide_sum(data->y[i], -data->midpoint);
    const om_wide terms[TERMS] = {x, y, om_wide_multiply(x, x), om_wide_multiply(x, y),
                                  om_wide_multiply(y, y)};
    for (size_t j = 0; j < TERMS; j++)
      columns[j * data->n + i] = terms[j];
  }
  double covariance[COEFFICIENTS * COEFFICIENTS];
  const om_regression_parts parts = {.covariance = covariance};
  const om_columns m = {data->n, TERMS, columns, data->z, NULL, true};
  om_fit(&m, conf, &out->model, out->b, &parts);
  for (int i = 0; i < 4; i++)
    *a[i] = om_combination(COEFFICIENTS, surface[i], out->b, covariance, conf);
  free(columns);
}

static void
row(const void *ctx, uint32_t unit, double *to)
{
  const om_surface_data *const data = ctx;
  const double x = data->x[unit] - data->midpoint, y = data->y[unit] - data->midpoint;
  to[0] = x;
  to[1] = y;
  to[2] = x * x;
  to[3] = x * y;
  to[4] = y * y;
  to[TERMS] = data->z[unit];
}

void
om_surface_statistic(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  double sscp[COEFFICIENTS * (COEFFICIENTS + 1) / 2], slope[TERMS];
  const bool known = n > COEFFICIENTS && om_quick_sscp(ctx, row, COEFFICIENTS, n, index, sscp) &&
                     om_quick_slopes(COEFFICIENTS, sscp, TERMS, TERMS, slope);
  for (int i = 0; i < 4; i++) {
    out[i] = known ? 0 : NAN;
    for (int j = 0; known && j < TERMS; j++)
      out[i] += surface[i][j + 1] * slope[j];
  }
}
