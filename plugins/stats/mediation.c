/* Mediation: the part of a slope that goes along with a third variable.
 * Must not know what stands between what.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"
#include <stdlib.h>

static void
undefined(om_mediation *out, const char *why, uint64_t n)
{
  out->a = out->b = out->total = out->direct = out->indirect = om_undefined(why, n);
  out->undefined = why;
}

/* The product, with Sobel's first-order standard error. */
static om_stat
product(const om_stat *a, const om_stat *b, double conf)
{
  om_stat s = om_stat_of(a->value * b->value, a->n);
  s.se = hypot(a->value * b->se, b->value * a->se);
  if (!(s.se > 0)) {
    s.no_range = "the fit is perfect";
    return s;
  }
  s.statistic = s.value / s.se;
  s.p = om_z_p(s.statistic);
  const double half = om_z_critical(conf) * s.se;
  s.lo = s.value - half;
  s.hi = s.value + half;
  return s;
}

void
om_mediate(const om_mediation_data *data, double conf, om_mediation *out)
{
  const size_t p = data->controls + 2;
  const double **const x = calloc(p, sizeof *x);
  om_coefficient *const coef = calloc(p + 1, sizeof *coef);
  if (!x || !coef) {
    undefined(out, OM_NO_MEMORY, data->n);
    goto done;
  }
  x[0] = data->x;
  for (size_t j = 0; j < data->controls; j++)
    x[1 + j] = data->control[j];
  x[p - 1] = data->m;

  om_regression fit;
  out->undefined = NULL;
  om_model m = {.n = data->n, .p = p - 1, .x = x, .y = data->m};
  om_regress(&m, conf, &fit, coef, NULL);
  out->a = coef[1].b;
  const char *why = fit.undefined;
  m.y = data->y;
  om_regress(&m, conf, &fit, coef, NULL);
  out->total = coef[1].b;
  why = why ? why : fit.undefined;
  m.p = p;
  om_regress(&m, conf, &fit, coef, NULL);
  out->direct = coef[1].b;
  out->b = coef[p].b;
  why = why ? why : fit.undefined;
  if (why)
    undefined(out, why, data->n);
  else
    out->indirect = product(&out->a, &out->b, conf);

done:
  free(x);
  free(coef);
}

static void
row(const void *ctx, uint32_t unit, double *to)
{
  const om_mediation_data *const data = ctx;
  to[0] = data->x[unit];
  for (size_t j = 0; j < data->controls; j++)
    to[1 + j] = data->control[j][unit];
  to[1 + data->controls] = data->m[unit];
  to[2 + data->controls] = data->y[unit];
}

void
om_mediation_statistic(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const om_mediation_data *const data = ctx;
  const size_t first = data->controls + 1, k = first + 2;
  double sscp[OM_STATISTIC_MAX * (OM_STATISTIC_MAX + 1) / 2];
  double on_m[OM_STATISTIC_MAX], on_y[OM_STATISTIC_MAX];
  out[0] = out[1] = out[2] = NAN;
  if (k > OM_STATISTIC_MAX || n < k + 1 || !om_quick_sscp(ctx, row, k, n, index, sscp) ||
      !om_quick_slopes(k, sscp, first, first, on_m) ||
      !om_quick_slopes(k, sscp, first + 1, first + 1, on_y))
    return;
  out[0] = on_m[0] * on_y[first];
  out[1] = on_y[0];
  /* With the same controls in all three models total = direct + a b exactly. */
  out[2] = out[0] + out[1];
}
