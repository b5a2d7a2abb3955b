/* Partial correlations with each case left out in turn.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"

#include <orgmirror/stats_regression.h>

#include <stdlib.h>

/* What is left of x and of y beside the controls, and how far each case decides its own fit. */
typedef struct om_residuals {
  double *x, *y, *leverage;
} om_residuals;

static const char *
residuals_of(size_t n, const double *y, size_t controls, const double *const *control, double *out,
             double *leverage)
{
  const om_model model = {.n = n, .p = controls, .y = y, .x = control};
  const om_regression_parts parts = {.residual = out, .leverage = leverage};
  om_regression fit;
  om_regress(&model, .95, &fit, NULL, &parts);
  return fit.undefined;
}

/* Without case i, a sum of products of residuals is less by the product of its own two, over 1
 * minus its leverage: Cook & Weisberg (1982), Residuals and Influence in Regression, appendix A.2.
 */
static om_span
span_of(size_t n, const om_residuals *e)
{
  om_span found = {.lo = 2, .hi = -2};
  double xx = 0, yy = 0, xy = 0;
  for (size_t i = 0; i < n; i++) {
    xx += e->x[i] * e->x[i];
    yy += e->y[i] * e->y[i];
    xy += e->x[i] * e->y[i];
  }
  for (size_t i = 0; i < n; i++) {
    const double own = 1 - e->leverage[i];
    const double a = xx - e->x[i] * e->x[i] / own, b = yy - e->y[i] * e->y[i] / own;
    const double r = (xy - e->x[i] * e->y[i] / own) / sqrt(a * b);
    /* A remainder that is rounding tells nothing. */
    if (!(own > 1e-10) || !(a > 1e-10 * xx) || !(b > 1e-10 * yy))
      return (om_span){.lo = NAN, .hi = NAN, .undefined = "one case carries all the variance"};
    const double bounded = om_correlation(r);
    if (bounded < found.lo) {
      found.lo = bounded;
      found.lo_index = i;
    }
    if (bounded > found.hi) {
      found.hi = bounded;
      found.hi_index = i;
    }
  }
  return found;
}

om_span
om_partial_leave_one_out(size_t n, const double *x, const double *y, size_t controls,
                         const double *const *control)
{
  if (!controls)
    return om_pearson_leave_one_out(n, x, y);
  const om_stat whole = om_partial(n, x, y, controls, control, .95);
  om_span none = {.lo = NAN, .hi = NAN, .undefined = whole.undefined};
  if (whole.undefined)
    return none;
  if (n < controls + 4) {
    none.undefined = "fewer than 4 cases beyond the number of controls";
    return none;
  }
  double *const memory = calloc(3 * n, sizeof *memory);
  if (!memory) {
    none.undefined = OM_NO_MEMORY;
    return none;
  }
  const om_residuals e = {memory, memory + n, memory + 2 * n};
  none.undefined = residuals_of(n, x, controls, control, e.x, e.leverage);
  if (!none.undefined)
    none.undefined = residuals_of(n, y, controls, control, e.y, e.leverage);
  const om_span out = none.undefined ? none : span_of(n, &e);
  free(memory);
  return out;
}
