/* NIST's sets: how many certified digits the kit has.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_TESTS_NIST_H
#define OM_TESTS_NIST_H

#include <stdbool.h>

/* Digits that a value shares with the certified one: -log10 of the relative error, 0 to 15, as many
 * as are certified.  A certified 0: -log10 of the value.  NaN: 0. */
double certified_digits(double value, double certified);

typedef struct nist_linear {
  const char *name;
  unsigned degree; /* powers of x; 0: the columns as they are */
  unsigned no_intercept;
} nist_linear;

/* Least number of digits over the coefficients, and over their standard deviations; then those of
 * the residual standard deviation, R-squared, and F, and the least over the table of squares.  A
 * perfect fit, where F is infinite, must have none: 15 digits. */
typedef struct nist_digits {
  double coefficient, se, sigma, r_squared, f, table;
} nist_digits;

#define NIST_LINEAR_SETS 11
extern const nist_linear nist_linear_sets[NIST_LINEAR_SETS];

nist_digits nist_linear_digits(const nist_linear *set);
/* The same as R's lm has them, from tests/reference; F NaN where it is infinite. */
nist_digits nist_linear_digits_of_r(const nist_linear *set);
/* Fails unless the fit is that of exact rational arithmetic on the same doubles, to 2e-15. */
void nist_linear_check_exact(const nist_linear *set);

/* Sets of one variable: the statistics below.  Sets of one-way analysis of variance: F, then the
 * lesser of sum and mean square, between and within, then R-squared and the residual sd. */
enum { NIST_UNIVARIATE_SETS = 6, NIST_ANOVA_SETS = 10, NIST_UNIVARIATE = 3, NIST_ANOVA = 5 };
extern const char *const nist_univariate_sets[NIST_UNIVARIATE_SETS];
extern const char *const nist_anova_sets[NIST_ANOVA_SETS];

/* Digits, and R's; false when the data are not in the tree, nor in ORGMIRROR_DATA. */
bool nist_univariate_digits(const char *set, double ours[NIST_UNIVARIATE],
                            double r[NIST_UNIVARIATE]);
bool nist_anova_digits(const char *set, double ours[NIST_ANOVA], double r[NIST_ANOVA]);

#endif
