/* orgmirror statistics kit: reliability beyond alpha, and how many dimensions items have.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Input of nearly all is a matrix of k items as a packed triangle, see om_packed: sample
 * covariances (dividing by n - 1), or correlations, and n, the respondents that answered all
 * items.  Where a function says "either", covariances are turned into correlations first.
 * Loadings are k x m, row by row: loading[i * m + j] of item i on factor j.
 *
 * Matrices from respondents who skipped items ("pairwise") need not be positive definite and have
 * no n: what needs an inverse refuses such a matrix and never repairs it.  For a k x m result that
 * is undefined every number is NaN.  Conventions of stats.h hold here too.
 */
#ifndef ORGMIRROR_STATS_FACTOR_H
#define ORGMIRROR_STATS_FACTOR_H

#include <orgmirror/stats.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- matrices of items ----------------------------------------------------------------------- */

/* Sample covariances from packed sums of squares and products.  Returns NULL, or why not: fewer
 * than 2 respondents.  sscp and cov may be the same array. */
const char *om_covariances(size_t k, uint64_t n, const double *sscp, double *cov);
/* Correlations of either; the diagonal is exactly 1.  Returns NULL, or why not (then all of r is
 * NaN): an item without variance, an entry that is not a finite number.  cov and r may be the same
 * array. */
const char *om_correlations(size_t k, const double *cov, double *r);
/* Sample covariances of columns x[0 .. k-1] of `rows` values with NaN where one is missing: each
 * over the rows where both items are known, about their means there.  pairs[om_packed] is the
 * number of those rows (NULL: not wanted).  Without NaN these are the ordinary covariances.
 * Returns NULL, or why not: a pair of items that fewer than 2 answered both, an infinite value;
 * then those entries are NaN. */
const char *om_covariances_pairwise(size_t k, size_t rows, const double *const *x, double *cov,
                                    uint64_t *pairs);

/* --- reliability ----------------------------------------------------------------------------- */

/* Alpha, standardised alpha and mean correlation as om_alpha gives, from pairwise covariances of
 * columns with NaN (see om_covariances_pairwise); correlations are those covariances over the
 * standard deviations of all who answered the item, as R's psych::alpha takes them.  n is the
 * smallest number of respondents behind an entry; there is no range, because a pairwise matrix has
 * no n.  Undefined as om_alpha, and when two items were not answered by the same 2 people. */
void om_alpha_pairwise(size_t k, size_t rows, const double *const *x, om_alpha_result *out);

/* Alpha of all people of `units` units with ranges from drawing whole units: for each unit the
 * people who answered all k items, the means of the items (mean[u * k + i]), and packed sums of
 * squares and products about them (k (k+1) / 2 a unit).  Units of 0 people are left out.  Value,
 * ranges and what makes them undefined as om_bootstrap; a resample in which the sum does not vary
 * is degenerate.  n: units.  Undefined with fewer than 2 items. */
void om_alpha_by_unit(size_t k, size_t units, const uint64_t *n, const double *mean,
                      const double *sscp, uint32_t resamples, const om_rng *rng, double conf,
                      om_boot *out);

/* Correlation of each item with the sum of all items, itself included: larger than item_rest of
 * om_alpha by construction, most of all with few items.  From covariances; `out` has k elements. */
void om_item_total(size_t k, uint64_t n, const double *cov, om_stat *out);

typedef struct om_split_half_result {
  om_stat r;              /* correlation of the sums of the halves */
  om_stat spearman_brown; /* 2 r / (1 + r): takes the halves as parallel */
  om_stat lambda4;        /* 2 (1 - (sA^2 + sB^2) / s^2): halves may differ in length, variance */
  uint32_t first, second; /* items in each half */
} om_split_half_result;

/* Split-half reliability of covariances: half[i] is 0 or 1, the half of item i (NULL: 1st, 3rd,
 * 5th ... item against 2nd, 4th ...).  The value belongs to this split: name it, another order of
 * the items gives another odd-even split.  Undefined: an empty half, zero variance of a half or of
 * the sum.  Spearman (1910), Brown (1910), British Journal of Psychology 3; Guttman (1945),
 * Psychometrika 10. */
void om_split_half(size_t k, uint64_t n, const double *cov, const uint8_t *half,
                   om_split_half_result *out);

/* Up to this many items every split is tried. */
#define OM_LAMBDA4_MAX_EXACT 20

/* Guttman's lambda 4 of the split that makes it largest, halves of any size.  A lower bound of
 * reliability like every lambda 4 in the population; in a small sample the largest of many splits
 * is too high.  Up to OM_LAMBDA4_MAX_EXACT items all splits are compared; above, the best end of
 * ascents by moving one item or exchanging two, from the odd-even split, the split into first and
 * second half, and 30 splits by a fixed rule: then it may be a little below the largest.
 * half[i] (NULL: not wanted) tells the split; the first item is in half 0.  Guttman (1945). */
om_stat om_lambda4(size_t k, uint64_t n, const double *cov, uint8_t *half);

/* Guttman's lambda 6 = 1 - sum of the residual variances of each item on all others / variance of
 * the sum.  Of correlations: 1 - sum (1 - smc) / sum R, what R's psych calls G6(smc); of
 * covariances it may differ.  Undefined: matrix not positive definite.  Guttman (1945). */
om_stat om_lambda6(size_t k, uint64_t n, const double *cov);

/* Standard error of measurement, sd sqrt(1 - reliability), in units of the score that `sd` and
 * `reliability` belong to; a negative reliability counts as 0.  Undefined: sd negative or NaN,
 * reliability above 1 or NaN.  Lord & Novick (1968). */
om_stat om_measurement_error(double sd, double reliability);

typedef struct om_omega_result {
  om_stat omega;      /* denominator: variance of the sum that the model implies */
  om_stat observed;   /* denominator: variance of the sum as observed */
  om_stat unbounded;  /* as omega, unique variances may be negative: what R's lavaan gives */
  uint32_t heywood;   /* items whose unique variance would be 0 or less */
  const char *method; /* "maximum likelihood", or by what omega was replaced */
} om_omega_result;

/* Omega total (McDonald 1999) of one factor by maximum likelihood: L^2 / (L^2 + U) where L is the
 * sum of the loadings and U that of the unique variances.  On covariances it is the reliability of
 * the sum or mean of raw answers, on correlations that of standardised ones; loadings adapt, so
 * the fit is the same.  lo, hi and se at `conf` by the delta method from the expected information
 * (Raykov 2002), for normal answers of independent persons.
 * Heywood case (a unique variance of 0 or less): omega and observed are those of the solution with
 * unique variances held at .005 of the item's variance or more, as R's factanal does, without a
 * range; `method` says so.  2 items: Spearman-Brown of their covariance (standardised: of their
 * correlation) = alpha, `method` says so.
 * loading, unique (k elements; NULL: not wanted) belong to `omega`.
 * Undefined: fewer than 2 items, n not above k, matrix not positive definite, no convergence. */
void om_omega(size_t k, uint64_t n, const double *cov, double conf, om_omega_result *out,
              double *loading, double *unique);
/* L^2 / (L^2 + U) of given loadings on one factor and unique variances. */
om_stat om_omega_of(size_t k, uint64_t n, const double *loading, const double *unique);

/* --- is there anything in common? ------------------------------------------------------------ */

/* Kaiser-Meyer-Olkin measure of sampling adequacy of either: sum r^2 / (sum r^2 + sum q^2) over
 * pairs of items, q the partial correlation given all others; per item in msa (k elements; NULL:
 * not wanted).  Undefined: fewer than 2 items, matrix not positive definite, no correlation at
 * all.  The formula of Kaiser & Rice (1974), not that of Kaiser (1970). */
om_stat om_kmo(size_t k, uint64_t n, const double *cov, om_stat *msa);
/* Bartlett's test that all correlations are 0: value and statistic are
 * -(n - 1 - (2k + 5) / 6) ln |R|, chi-square with k (k - 1) / 2 df; p its upper tail.
 * Undefined: fewer than 2 items, n not above k, matrix not positive definite.  Bartlett (1951). */
om_stat om_bartlett_sphericity(size_t k, uint64_t n, const double *cov);

/* --- how many dimensions --------------------------------------------------------------------- */

/* Eigenvalues of the correlation matrix of either, falling.  reduced 1: with squared multiple
 * correlations in the diagonal, which needs a positive definite matrix.  Returns NULL, or why
 * not. */
const char *om_eigenvalues(size_t k, const double *cov, int reduced, double *values);
/* Loadings of the first m principal components of the correlation matrix of either: eigenvectors
 * times root eigenvalues, the sum of each column not negative.  Returns NULL, or why not. */
const char *om_principal_components(size_t k, const double *cov, size_t m, double *loading);

typedef struct om_parallel_analysis {
  uint32_t factors;      /* eigenvalues above the 95th percentile, before the first that is not */
  uint32_t factors_mean; /* the same with the mean of the draws, which keeps too many */
  uint32_t draws;        /* that entered */
  const char *undefined; /* or NULL */
} om_parallel_analysis;

/* Horn's (1965) parallel analysis: eigenvalues beside those of data without correlation, of the
 * same n and k.  The count stops at the first eigenvalue that is not above its reference.  It
 * grows with n: many respondents let small dimensions be seen.  reduced as in om_eigenvalues; the
 * two answer differently, name the one used.
 * Arrays of k elements (NULL: not wanted): observed eigenvalues, mean and 95th percentile (type 7)
 * of the draws.  Draw b comes from substream b of `rng`, which does not move.
 * Undefined: fewer than 2 items or draws, n not above k, matrix not positive definite.
 *
 * om_parallel_normal takes either matrix and draws correlation matrices of n independent normal
 * answers (by Bartlett's 1933 decomposition of their sums of squares and products). */
void om_parallel_normal(size_t k, uint64_t n, const double *cov, int reduced, uint32_t draws,
                        const om_rng *rng, om_parallel_analysis *out, double *observed,
                        double *mean, double *q95);
/* om_parallel_permuted takes columns of n answers without NaN, and puts each column in an order of
 * its own: answers keep their distribution, so no normality is assumed (Buja & Eyuboglu 1992). */
void om_parallel_permuted(size_t k, size_t n, const double *const *x, int reduced, uint32_t draws,
                          const om_rng *rng, om_parallel_analysis *out, double *observed,
                          double *mean, double *q95);
/* The same for who knows of each item only how often each answer was given: each column holds the
 * answers in an order of its own, and the observed eigenvalues are those of `cov`, either matrix of
 * the same n answers.  With cov NULL it is om_parallel_permuted. */
void om_parallel_permuted_of(size_t k, size_t n, const double *cov, const double *const *x,
                             int reduced, uint32_t draws, const om_rng *rng,
                             om_parallel_analysis *out, double *observed, double *mean,
                             double *q95);

/* --- exploratory factor analysis ------------------------------------------------------------- */

enum { OM_EFA_ML = 1, OM_EFA_MINRES = 2 };

/* Uniqueness does not go below this share of an item's variance: R's factanal and psych::fa. */
#define OM_EFA_LEAST_UNIQUENESS .005

typedef struct om_efa_result {
  om_stat chi_square; /* objective (n - 1 - (2k + 5)/6 - 2m/3); df ((k-m)^2 - k - m)/2, p */
  om_stat tli;        /* Tucker & Lewis (1973), that factor in both of its parts */
  om_stat rmsea;      /* root of (chi / (df n) - 1 / (n-1)), not below 0, as psych::fa takes it */
  om_stat rmsr;       /* root mean square of the residual correlations */
  double objective;   /* ln|M| - ln|R| + tr(R/M) - k, M the correlations that the factors imply */
  uint32_t heywood;   /* items that stopped at OM_EFA_LEAST_UNIQUENESS */
  const char *undefined;
} om_efa_result;

/* Factor analysis of the correlation matrix of either, m factors, not rotated.  ML: maximum
 * likelihood (Joereskog 1967; Newton's steps on the logs of the uniquenesses, Clarke 1970).
 * MINRES: least sum of squared residual correlations (Harman & Jones 1966).  Of several starting
 * points the best end is kept.  Columns of `loading` (k x m) come by falling sum of squares, each
 * with a sum that is not negative, as R's factanal prints them; uniqueness has k elements.
 * Fit measures are undefined where df is 0.  chi_square of MINRES takes its loadings as if they
 * were maximum likelihood, as psych::fa does: rather too large.
 * Undefined: m 0, more factors than df allow, n not above k, matrix not positive definite, no
 * convergence. */
void om_efa(size_t k, uint64_t n, const double *cov, size_t m, uint32_t method, om_efa_result *out,
            double *loading, double *uniqueness);

/* What R's varimax() takes for eps: its result depends on it in the 3rd to 5th digit. */
#define OM_VARIMAX_R_EPS 1e-5

/* Varimax rotation with Kaiser's row normalisation.  Steps of the singular value form until the
 * criterion grows by a factor below 1 + eps, at most 1000, as R's varimax(); loadings are then
 * known to about the root of eps.  rotated (k x m) is ordered and signed as in om_efa; `rotation`
 * (m x m, NULL: not wanted) is orthogonal and turns `loading` into `rotated`.  rotated and loading
 * may be the same array.  Returns NULL, or why not: a value that is not finite, no memory.  An
 * item without loadings stays so; factors that are linear functions of each other are not turned.
 * Kaiser (1958), Psychometrika 23. */
const char *om_varimax(size_t k, size_t m, const double *loading, double eps, double *rotated,
                       double *rotation);
/* Promax: varimax loadings to the power (4 as in R's promax() and psych), signs kept, are the
 * target of a least squares rotation whose factors have variance 1.  rotated is the pattern;
 * phi (packed m x m) the correlations of the factors.  Ordered and signed as in om_efa.
 * Hendrickson & White (1964), British Journal of Statistical Psychology 17. */
const char *om_promax(size_t k, size_t m, const double *loading, double power, double eps,
                      double *rotated, double *rotation, double *phi);

/* --- confirmatory factor analysis ------------------------------------------------------------ */

typedef struct om_cfa_result {
  om_stat chi_square; /* n times the minimum of the discrepancy; df, p.  Of n, not n - 1 */
  om_stat baseline;   /* the same of the model without correlations */
  om_stat cfi;        /* Bentler (1990) */
  om_stat tli;        /* Tucker & Lewis (1973) */
  om_stat rmsea;      /* Steiger (1990); lo, hi: 90 % range; p: of an RMSEA of .05 or less */
  om_stat srmr;       /* root mean square of (s - sigma) / root(s s), diagonal included */
  double log_likelihood, aic, bic;
  uint32_t parameters;  /* that were estimated */
  uint32_t heywood;     /* items with a negative unique variance */
  const char *improper; /* NULL, or what is wrong with a solution that has a value */
  const char *undefined;
} om_cfa_result;

/* Confirmatory factor analysis by maximum likelihood: every item loads on one factor alone,
 * factor_of[i] < m; factors have variance 1 and correlate freely; unique parts do not.  Likelihood
 * and covariances divide by n, as R's lavaan does.  Newton's steps; standard errors from the
 * expected information.
 * Arrays, each may be NULL: loading and unique (k) in the units of cov, standardized (k) in units
 * of the standard deviations that the model implies, phi (packed m x m, its diagonal 1 without
 * se).  Each with se, z in `statistic`, p, and lo, hi at conf.  The sum of the loadings of a factor
 * is not negative.  Unique variances may be negative and factor correlations beyond 1: `improper`
 * says so, and then the numbers describe no possible population.
 * Ranges, p and fit suppose normal answers of independent people; people of one unit are not.
 * Undefined: one factor with fewer than 3 items; with more factors, one with fewer than 2; n not
 * above k; matrix not positive definite; not identified; no best fit, because it gets better for
 * ever as a loading grows and its unique variance falls (small samples, items that share little:
 * with 9 items, 14 people and loadings of .5 one sample in eight); no convergence.
 * Joereskog (1969), Psychometrika 34. */
void om_cfa(size_t k, uint64_t n, const double *cov, size_t m, const uint32_t *factor_of,
            double conf, om_cfa_result *out, om_stat *loading, om_stat *standardized,
            om_stat *unique, om_stat *phi);

#ifdef __cplusplus
}
#endif
#endif
