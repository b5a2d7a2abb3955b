/* What the files on regression share: arithmetic at twice the precision of a double, the QR of a
 * design, a fit of columns, and quick slopes for resampling.  Not installed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_INTERNAL_REGRESSION_H
#define OM_STATS_INTERNAL_REGRESSION_H

#include "internal.h"

#define OM_NOT_FINITE "a value is not finite"
#define OM_FLAT_OUTCOME "zero variance of the outcome"
#define OM_NO_DF "no degrees of freedom left"
#define OM_COLLINEAR "a column does not vary or follows from those before it"

/* --- twice the precision: a value is hi + lo, |lo| at most half a unit of the last place of hi.
 * Dekker (1971); Hida, Li & Bailey (2001).  About 31 digits.  Without them the certified digits of
 * nearly collinear sets are out of reach, and the order of cases shows in the last places. */
typedef om_sum om_wide;

static inline om_wide
om_wide_of(double x)
{
  return (om_wide){x, 0};
}

/* a + b exactly, where |a| >= |b| or a is 0. */
static inline om_wide
om_wide_quick(double a, double b)
{
  const double hi = a + b;
  return (om_wide){hi, b - (hi - a)};
}

/* a + b exactly. */
static inline om_wide
om_wide_sum(double a, double b)
{
  const double hi = a + b, part = hi - a;
  return (om_wide){hi, (a - (hi - part)) + (b - part)};
}

static inline om_wide
om_wide_add(om_wide a, om_wide b)
{
  const om_wide high = om_wide_sum(a.hi, b.hi), low = om_wide_sum(a.lo, b.lo);
  const om_wide once = om_wide_quick(high.hi, high.lo + low.hi);
  return om_wide_quick(once.hi, once.lo + low.lo);
}

static inline om_wide
om_wide_negative(om_wide a)
{
  return (om_wide){-a.hi, -a.lo};
}

static inline om_wide
om_wide_subtract(om_wide a, om_wide b)
{
  return om_wide_add(a, om_wide_negative(b));
}

static inline om_wide
om_wide_multiply(om_wide a, om_wide b)
{
  const double hi = a.hi * b.hi;
  const double lo = fma(a.hi, b.hi, -hi) + (a.hi * b.lo + a.lo * b.hi);
  return om_wide_quick(hi, lo);
}

static inline om_wide
om_wide_divide(om_wide a, om_wide b)
{
  const double first = a.hi / b.hi;
  const om_wide rest = om_wide_subtract(a, om_wide_multiply(b, om_wide_of(first)));
  const double second = rest.hi / b.hi;
  const om_wide last = om_wide_subtract(rest, om_wide_multiply(b, om_wide_of(second)));
  return om_wide_add(om_wide_quick(first, second), om_wide_of(last.hi / b.hi));
}

static inline om_wide
om_wide_root(om_wide a)
{
  if (!(a.hi > 0))
    return om_wide_of(0);
  const double root = sqrt(a.hi);
  const om_wide rest = om_wide_subtract(a, om_wide_multiply(om_wide_of(root), om_wide_of(root)));
  return om_wide_quick(root, rest.hi / (2 * root));
}

static inline om_wide
om_wide_shift(om_wide a, int exponent)
{
  return (om_wide){ldexp(a.hi, exponent), ldexp(a.lo, exponent)};
}

/* sum += a * b */
static inline void
om_wide_accumulate(om_wide *sum, om_wide a, om_wide b)
{
  *sum = om_wide_add(*sum, om_wide_multiply(a, b));
}

/* Values as in om_decimals, each as the decimal number that it stands for; other values as they
 * are. */
void om_wide_decimals(size_t n, const double *x, om_wide *out);

/* --- QR (qr.c) */

/* A = QR of n x c, column by column.  Once factored, R stands above the diagonal of `a` and in
 * `diagonal`, the reflectors on and below it.  All but n and c are buffers of the caller. */
typedef struct om_qr {
  size_t n, c;
  om_wide *a;                        /* n x c */
  om_wide *diagonal, *factor, *work; /* c each */
} om_qr;

/* Householder QR without pivoting.  noise[j]: what rounding of the values of column j can amount to
 * in one of them.  Returns the first column whose rest, once the columns before it are taken out,
 * is no more than such noise; c when there is none. */
size_t om_qr_factor(om_qr *qr, const double *noise);
/* v := Q'v. */
void om_qr_rotate(const om_qr *qr, om_wide *v);
/* v := Qv. */
void om_qr_rotate_back(const om_qr *qr, om_wide *v);
/* v[0 .. k-1] := solution of R z = v over the first k columns. */
void om_qr_solve(const om_qr *qr, size_t k, om_wide *v);

/* --- a fit of columns (ols.c) */

/* Columns at twice the precision, side by side; weight may be NULL. */
typedef struct om_columns {
  size_t n, c;
  const om_wide *x;
  const double *y, *weight;
  bool intercept;
} om_columns;

/* om_regress on such columns. */
void om_fit(const om_columns *m, double conf, om_regression *out, om_coefficient *coef,
            const om_regression_parts *parts);
/* Makes every coefficient undefined for that reason. */
void om_coefficients_undefined(size_t k, om_coefficient *coef, const char *why, uint64_t n);
/* Makes the whole fit undefined for that reason. */
void om_fit_undefined(om_regression *out, const char *why, uint64_t n);
/* Whether every value of a column is finite. */
bool om_all_finite(size_t n, const double *x);
/* t test and range of s->value with s->se and s->df, when the se is above 0. */
void om_t_test(om_stat *s, double conf);
/* F test of `statistic` in s. */
void om_f_test(om_stat *s, double f, double df, double df2);

/* Heteroscedasticity-consistent covariance (sandwich.c). */
typedef struct om_sandwich {
  size_t n, k;          /* cases, coefficients */
  const om_wide *reach; /* k x n: what a unit of a case's error adds to each coefficient */
  const double *error;  /* n: weighted residual */
  const double *leverage;
} om_sandwich;

/* Fills three k x k matrices; returns why HC3 is undefined, or NULL. */
const char *om_sandwich_fill(const om_sandwich *s, double *hc0, double *hc1, double *hc3);

/* --- slopes for resampling (quick.c): double precision, no allocation */

/* Writes the columns of one unit, outcome(s) last. */
typedef void om_row_fn(const void *ctx, uint32_t unit, double *row);

/* Packed sums of squares and products about the means of `columns` (at most OM_STATISTIC_MAX)
 * columns over the units of index; returns false when a value is not finite. */
bool om_quick_sscp(const void *ctx, om_row_fn *row, size_t columns, size_t n, const uint32_t *index,
                   double *sscp);
/* Slopes of variable y on variables 0 .. p-1 of a packed triangle of k; false when these do not
 * vary or follow from each other. */
bool om_quick_slopes(size_t k, const double *sscp, size_t p, size_t y, double *slope);

/* --- importance (importance.c, shapley.c, relative_weights.c).  r: correlations of p predictors
 * and their outcome, the outcome last, (p+1) x (p+1) */

/* Fills r and *out; out->undefined says why not.  p at most `limit`, of OM_LMG_MAX or
 * OM_IMPORTANCE_MAX. */
void om_importance_begin(size_t p, size_t limit, uint64_t n, const double *sscp, double *r,
                         om_importance *out);
void om_importance_undefined(om_importance *out, const char *why, uint64_t n);
/* Writes parts and shares, or that they are undefined. */
void om_importance_end(size_t p, const om_importance *out, const double *value, om_stat *part,
                       om_stat *share);
/* Johnson's weights; scratch of 3 (p+1) (p+1) doubles. */
void om_johnson(size_t p, const double *r, double *scratch, double *part);
/* LMG exactly; table of 2^p doubles. */
void om_shapley(size_t p, const double *r, double *table, double *part);

#endif
