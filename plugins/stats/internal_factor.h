/* What the files on reliability and dimensions share: small dense matrices, a
 * minimiser.  Not installed.
 * Full matrices are k x k, row by row.  None of these allocates or fails on memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_INTERNAL_FACTOR_H
#define OM_STATS_INTERNAL_FACTOR_H

#include "internal_numeric.h"
#include <orgmirror/stats_factor.h>

#define OM_FEW_ITEMS "fewer than 2 items"
#define OM_FEW_CASES "not more respondents than items"
#define OM_NOT_PD "the matrix is not positive definite"
#define OM_FLAT_ITEM "zero variance of an item"
#define OM_FLAT_SUM "zero variance of the sum of the items"
#define OM_NO_OPTIMUM "no best fit: it gets better for ever as an estimate grows"
#define OM_NO_CONVERGENCE "the iteration did not converge"

static inline double
om_square(double x)
{
  return x * x;
}

static inline double
om_entry(size_t k, const double *packed, size_t i, size_t j)
{
  return i <= j ? packed[om_packed(k, i, j)] : packed[om_packed(k, j, i)];
}

void om_unpack(size_t k, const double *packed, double *full);
/* Sum of all entries of the full matrix, and of their absolute values. */
double om_total(size_t k, const double *packed, double *size);
/* True when a sum of entries of that size is nothing but rounding, or negative. */
static inline bool
om_no_variance(double sum, double size)
{
  return !(sum > 8 * DBL_EPSILON * size);
}

/* Lower factor of a symmetric matrix; false when it is not positive definite beyond rounding.
 * `l` may be `a`; above its diagonal nothing is written. */
bool om_pd_factor(size_t k, const double *a, double *l);
double om_pd_log_det(size_t k, const double *l);
/* Replaces x by the solution of (l l') y = x. */
void om_pd_solve(size_t k, const double *l, double *x);
void om_pd_inverse(size_t k, const double *l, double *inverse);

/* Eigenvalues, falling, and unit eigenvectors as columns of `vectors` (NULL: not wanted; then work
 * has 2k elements, else 4k) of the finite symmetric `a`, which is overwritten. */
void om_eigen(size_t k, double *a, double *values, double *vectors, double *work);

/* Columns by falling sum of squares, each with a sum that is not negative; the same for the columns
 * of `rotation` and for phi (either may be NULL).  scratch: m elements. */
void om_order_columns(size_t k, size_t m, double *loading, double *rotation, double *phi,
                      double *scratch);

/* Puts squared multiple correlations into the diagonal of the full r; returns NULL or why not.
 * work: 2 k k. */
const char *om_reduce(size_t k, double *r, double *work);

/* Value of a function at x (INFINITY: outside its domain), its gradient and full Hessian; these
 * two are NULL when only the value is wanted. */
typedef double om_target_fn(void *ctx, const double *x, double *gradient, double *hessian);
/* Newton's steps with bounds lo <= x <= hi (NULL: none), damped where the Hessian is not positive
 * definite, halved until the value falls.  work: n * (2 n + 5).  False when it did not come to
 * rest; `value` is that of the last x anyway. */
bool om_newton(size_t n, double *x, const double *lo, const double *hi, om_target_fn *target,
               void *ctx, double *work, double *value);

/* One-factor or simple-structure model fitted to a correlation matrix, before any reporting. */
typedef struct om_simple_fit {
  double discrepancy, log_det; /* F; ln |sigma|, both on correlations */
  const double *x;             /* k loadings, k unique variances, correlations of factors */
  const double *sigma;         /* full, implied */
  const double *covariance;    /* of the estimates, full, parameters x parameters */
  size_t parameters;
  bool identified;
} om_simple_fit;
/* Number of doubles that om_fit_simple needs in `room`. */
size_t om_fit_simple_room(size_t k, size_t m);
/* Fits; returns NULL or why not.  What `out` points to is in `room`. */
const char *om_fit_simple(size_t k, uint64_t n, const double *r, size_t m,
                          const uint32_t *factor_of, double *room, om_simple_fit *out);

#endif
