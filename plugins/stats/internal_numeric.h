/* What several parts of the kit compute with: further distributions, roots, and positive definite
 * systems.  Not installed.
 *
 * Distributions are our own and not libRmath's: that prints warnings to standard output, where a
 * worker may not say a word, is good to 1e-9 only in the parts needed here, keeps static tables.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_INTERNAL_NUMERIC_H
#define OM_STATS_INTERNAL_NUMERIC_H

#include "internal.h"

/* Incomplete beta I_x(a, b), with y = 1-x, and x^a y^b / B(a, b). */
double om_beta_lower(double a, double b, double x, double y);
double om_beta_power(double a, double b, double x, double y);
/* Gamma(x) / (sqrt(2 pi) x^(x-1/2) e^-x), x > 0. */
double om_gamma_star(double x);

/* Upper regularized incomplete gamma function; a > 0, x >= 0. */
double om_gamma_upper(double a, double x);
/* x^a e^-x / Gamma(a). */
double om_gamma_power(double a, double x);

/* Upper tail of chi-square; 1 for x <= 0. */
double om_chisq_upper(double x, double df);
/* Lower and upper normal tail. */
double om_z_lower(double z);
/* Upper tail of noncentral t, F and chi-square. */
double om_noncentral_t_upper(double t, double df, double shift);
double om_noncentral_f_upper(double f, double df1, double df2, double lambda);
double om_noncentral_chisq_upper(double x, double df, double lambda);

/* A root of f between lo and hi, where its signs differ: Ridders' method, to the last digits.
 * The end with the smaller |f| when they do not differ. */
typedef double om_function(const void *ctx, double x);
double om_root(om_function *f, const void *ctx, double lo, double hi);

/* Noncentrality at which `upper(ctx, lambda)`, rising in lambda, is `share`; 0 when it is larger
 * at 0 already. */
double om_noncentrality(om_function *upper, const void *ctx, double share);

/* Lower Cholesky factor, row by row, of the lower triangle of a (k x k); `l` may be `a`, and above
 * its diagonal nothing is written.  false: not positive definite, or of some variable no more than
 * the share `least` is left beside those before it. */
bool om_cholesky(size_t k, const double *a, double *l, double least);
/* b := L^-1 b. */
void om_forward(size_t k, const double *l, double *b);
/* b := L^-T b. */
void om_backward(size_t k, const double *l, double *b);

#endif
