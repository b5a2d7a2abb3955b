/* Exploratory factor analysis: least uniquenesses first, then loadings and fit.
 * Must not know how the factors will be rotated or named.
 *
 * Both methods are functions of the uniquenesses alone, through the eigenvectors of a matrix; their
 * Hessians are exact, so that a dozen of Newton's steps reach the last digits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <stdlib.h>
#include <string.h>

typedef struct om_efa_model {
  size_t k, m;
  uint32_t method;
  const double *r;                          /* full */
  double *matrix, *values, *vectors, *work; /* k k, k, k k, 4 k */
  double *shared, *weighted;                /* k k each, for the Hessian */
} om_efa_model;

/* Eigenvectors of R scaled by the roots of the uniquenesses exp(theta), or of R - psi. */
static void
decompose(const om_efa_model *e, const double *x)
{
  const size_t k = e->k;
  for (size_t i = 0; i < k; i++)
    for (size_t j = 0; j < k; j++)
      e->matrix[i * k + j] = e->method == OM_EFA_ML ? e->r[i * k + j] * exp(-(x[i] + x[j]) / 2)
                                                    : e->r[i * k + j] - (i == j ? x[i] : 0);
  om_eigen(k, e->matrix, e->values, e->vectors, e->work);
}

/* Derivatives of a sum over the eigenvalues j >= m.  With v the eigenvectors, `first` the
 * derivative of that sum by eigenvalue j, `scale` that of eigenvalue j by what multiplies v_ij^2:
 * gradient_i = sum_j pull_j v_ij^2, and the Hessian has a part A o B from the eigenvalues left
 * over among themselves, and one from each of them with each of the m kept. */
static void
add_outer(const om_efa_model *e, double *to, size_t column, double weight)
{
  const size_t k = e->k;
  for (size_t i = 0; i < k; i++)
    for (size_t l = 0; l < k; l++)
      to[i * k + l] += weight * e->vectors[i * k + column] * e->vectors[l * k + column];
}

static void
derivatives(const om_efa_model *e, double *gradient, double *hessian)
{
  const size_t k = e->k, m = e->m;
  const bool ml = e->method == OM_EFA_ML;
  const double *const g = e->values;
  memset(gradient, 0, k * sizeof *gradient);
  memset(e->shared, 0, k * k * sizeof *e->shared);
  memset(e->weighted, 0, k * k * sizeof *e->weighted);
  for (size_t j = m; j < k; j++) {
    for (size_t i = 0; i < k; i++)
      gradient[i] += (ml ? 1 - g[j] : -2 * g[j]) * om_square(e->vectors[i * k + j]);
    add_outer(e, e->shared, j, 1);
    add_outer(e, e->weighted, j, ml ? g[j] : 2);
  }
  for (size_t i = 0; i < k * k; i++)
    hessian[i] = e->shared[i] * e->weighted[i];
  for (size_t t = 0; t < m; t++) {
    memset(e->weighted, 0, k * k * sizeof *e->weighted);
    for (size_t j = m; j < k; j++)
      add_outer(e, e->weighted, j, (ml ? (1 - g[j]) * (g[t] + g[j]) : -4 * g[j]) / (g[t] - g[j]));
    for (size_t i = 0; i < k; i++)
      for (size_t l = 0; l < k; l++)
        hessian[i * k + l] +=
            e->weighted[i * k + l] * e->vectors[i * k + t] * e->vectors[l * k + t];
  }
}

/* ML: sum of g - ln g - 1 over the eigenvalues left over.  MINRES: sum of their squares. */
static double
target(void *ctx, const double *x, double *gradient, double *hessian)
{
  const om_efa_model *const e = ctx;
  decompose(e, x);
  om_sum sum = {0};
  for (size_t j = e->m; j < e->k; j++) {
    const double g = e->values[j];
    if (e->method == OM_EFA_ML && !(g > 0))
      return INFINITY;
    om_add(&sum, e->method == OM_EFA_ML ? (g - 1) - log(g) : g * g);
  }
  if (gradient)
    derivatives(e, gradient, hessian);
  return sum.hi;
}

static double
to_parameter(uint32_t method, double uniqueness)
{
  return method == OM_EFA_ML ? log(uniqueness) : uniqueness;
}

/* Where to start: Joereskog's guess from the squared multiple correlations, these themselves, and
 * one half everywhere. */
static double
guess(const om_efa_model *e, const double *inverse, size_t start, size_t i)
{
  const double unique = 1 / inverse[i * e->k + i];
  const double u = start == 0   ? (1 - .5 * (double)e->m / (double)e->k) * unique
                   : start == 1 ? unique
                                : .5;
  return to_parameter(e->method, fmin(fmax(u, .01), .99));
}

/* The lowest value that the starts lead to, in best; false when none of them came to rest. */
static bool
minimise(om_efa_model *e, const double *inverse, double *x, double *best, double *room)
{
  const size_t k = e->k;
  double *const lo = room, *const hi = room + k, *const work = room + 2 * k;
  double least = INFINITY;
  for (size_t i = 0; i < k; i++) {
    lo[i] = to_parameter(e->method, OM_EFA_LEAST_UNIQUENESS);
    hi[i] = to_parameter(e->method, 1);
  }
  for (size_t start = 0; start < 3; start++) {
    for (size_t i = 0; i < k; i++)
      x[i] = guess(e, inverse, start, i);
    double value;
    if (!om_newton(k, x, lo, hi, target, e, work, &value) || !(value < least - 1e-10))
      continue;
    least = value;
    memcpy(best, x, k * sizeof *x);
  }
  return isfinite(least);
}

static void
loadings(const om_efa_model *e, const double *x, double *loading, double *uniqueness)
{
  const size_t k = e->k, m = e->m;
  const bool ml = e->method == OM_EFA_ML;
  decompose(e, x);
  for (size_t i = 0; i < k; i++) {
    uniqueness[i] = ml ? exp(x[i]) : x[i];
    for (size_t j = 0; j < m; j++)
      loading[i * m + j] = e->vectors[i * k + j] * (ml ? sqrt(uniqueness[i]) : 1) *
                           sqrt(fmax(e->values[j] - (ml ? 1 : 0), 0));
  }
  om_order_columns(k, m, loading, NULL, NULL, e->work);
}

/* ln|M| - ln|R| + tr(R/M) - k of the correlations M that loadings imply; NaN where M is not
 * positive definite. */
static double
discrepancy(const om_efa_model *e, const double *loading, double log_det_r, double *residual_ss)
{
  const size_t k = e->k, m = e->m;
  double *const implied = e->matrix, *const l = e->shared, *const inverse = e->weighted;
  om_sum squares = {0};
  for (size_t i = 0; i < k; i++) {
    for (size_t j = 0; j < k; j++) {
      double s = 0;
      for (size_t t = 0; t < m; t++)
        s += loading[i * m + t] * loading[j * m + t];
      implied[i * k + j] = i == j ? 1 : s;
      om_add(&squares, i == j ? 0 : om_square(e->r[i * k + j] - s));
    }
  }
  *residual_ss = squares.hi;
  if (!om_pd_factor(k, implied, l))
    return NAN;
  om_pd_inverse(k, l, inverse);
  om_sum trace = {0};
  for (size_t i = 0; i < k * k; i++)
    om_add(&trace, e->r[i] * inverse[i]);
  return om_pd_log_det(k, l) - log_det_r + trace.hi - (double)k;
}

static void
fit_measures(const om_efa_model *e, uint64_t n, double log_det_r, double residual_ss,
             om_efa_result *out)
{
  const double k = (double)e->k, m = (double)e->m, cases = (double)n;
  const double df = ((k - m) * (k - m) - k - m) / 2;
  const double factor = cases - 1 - (2 * k + 5) / 6 - 2 * m / 3;
  const double chi = fmax(out->objective, 0) * factor;
  out->rmsr = om_stat_of(sqrt(residual_ss / (k * (k - 1))), n);
  const char *const why = df < 1          ? "no degrees of freedom"
                          : !(factor > 0) ? "too few respondents for so many items"
                                          : NULL;
  if (why) {
    out->chi_square = out->tli = out->rmsea = om_undefined(why, n);
    return;
  }
  out->chi_square = om_stat_of(chi, n);
  out->chi_square.statistic = chi;
  out->chi_square.df = df;
  out->chi_square.p = om_chisq_upper(chi, df);
  out->rmsea = om_stat_of(sqrt(fmax(chi / (df * cases) - 1 / (cases - 1), 0)), n);
  const double null_ratio = -log_det_r * factor / (k * (k - 1) / 2);
  out->tli = null_ratio > 1 ? om_stat_of((null_ratio - chi / df) / (null_ratio - 1), n)
                            : om_undefined("the items do not correlate", n);
}

static const char *
refusal(size_t k, uint64_t n, size_t m, uint32_t method)
{
  if (k < 2)
    return OM_FEW_ITEMS;
  if (m < 1)
    return "no factors";
  if (m >= k || (k - m) * (k - m) < k + m)
    return "more factors than the items can tell";
  if (method != OM_EFA_ML && method != OM_EFA_MINRES)
    return "no such method";
  return n <= k ? OM_FEW_CASES : NULL;
}

/* All but memory.  room: see om_efa. */
static const char *
analyse(size_t k, uint64_t n, const double *cov, size_t m, uint32_t method, double *room,
        om_efa_result *out, double *loading, double *uniqueness)
{
  om_efa_model e = {.k = k, .m = m, .method = method};
  double *const r = room, *const inverse = r + k * k;
  e.r = r;
  e.matrix = inverse + k * k;
  e.vectors = e.matrix + k * k;
  e.shared = e.vectors + k * k;
  e.weighted = e.shared + k * k;
  e.values = e.weighted + k * k;
  e.work = e.values + k;
  double *const x = e.work + 4 * k, *const best = x + k, *const search = best + k;

  const char *const why = om_correlations(k, cov, e.matrix);
  if (why)
    return why;
  om_unpack(k, e.matrix, r);
  if (!om_pd_factor(k, r, e.matrix))
    return OM_NOT_PD;
  om_pd_inverse(k, e.matrix, inverse);
  const double log_det_r = om_pd_log_det(k, e.matrix);

  if (!minimise(&e, inverse, x, best, search))
    return OM_NO_CONVERGENCE;
  loadings(&e, best, loading, uniqueness);
  for (size_t i = 0; i < k; i++)
    out->heywood += uniqueness[i] <= OM_EFA_LEAST_UNIQUENESS * (1 + 1e-9);
  double residual_ss;
  out->objective = discrepancy(&e, loading, log_det_r, &residual_ss);
  if (method == OM_EFA_ML)
    out->objective = target(&e, best, NULL, NULL);
  if (isnan(out->objective))
    return "the factors imply no possible correlations";
  fit_measures(&e, n, log_det_r, residual_ss, out);
  return NULL;
}

void
om_efa(size_t k, uint64_t n, const double *cov, size_t m, uint32_t method, om_efa_result *out,
       double *loading, double *uniqueness)
{
  *out = (om_efa_result){.objective = NAN};
  const char *why = refusal(k, n, m, method);
  double *const room = why ? NULL : calloc(6 * k * k + 9 * k + k * (2 * k + 5), sizeof *room);
  if (!why)
    why = room ? analyse(k, n, cov, m, method, room, out, loading, uniqueness) : OM_NO_MEMORY;
  free(room);
  if (!why)
    return;
  *out = (om_efa_result){.objective = NAN, .undefined = why};
  out->chi_square = out->tli = out->rmsea = out->rmsr = om_undefined(why, n);
  for (size_t i = 0; i < k; i++) {
    uniqueness[i] = NAN;
    for (size_t j = 0; j < m; j++)
      loading[i * m + j] = NAN;
  }
}
