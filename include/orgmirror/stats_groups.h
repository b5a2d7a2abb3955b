/* orgmirror statistics kit: distributions of answers, shares, comparison of groups, aggregation.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conventions of stats.h hold.  Functions that rank take equal values after rounding to 12
 * significant digits (om_round12) as ties.  A function that needs scratch memory may be undefined
 * with "out of memory".
 */
#ifndef ORGMIRROR_STATS_GROUPS_H
#define ORGMIRROR_STATS_GROUPS_H

#include <orgmirror/stats.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- shape ------------------------------------------------------------------------------------ */

typedef struct om_shape_result {
  om_stat skew_g1;     /* m3 / m2^1.5, moments divided by n */
  om_stat skew_G1;     /* g1 sqrt(n (n-1)) / (n-2), as SPSS and SAS print it; se under normality */
  om_stat kurtosis_g2; /* m4 / m2^2 - 3 */
  om_stat kurtosis_G2; /* ((n+1) g2 + 6) (n-1) / ((n-2)(n-3)); se under normality */
} om_shape_result;

/* Skewness and excess kurtosis of n values, biased (g) and corrected (G): Joanes & Gill (1998),
 * The Statistician 47.  Undefined: fewer than 2 values (G1: 3, G2: 4), zero variance. */
void om_shape(size_t n, const double *x, om_shape_result *out);

/* Quantile of type 1 to 9 of Hyndman & Fan (1996), American Statistician 50, of x in ascending
 * order, p in [0, 1].  7 is R's, 6 that of SPSS and Minitab, 2 averages at steps. */
om_stat om_quantile(size_t n, const double *sorted, double p, uint32_t type);
/* Median of the absolute deviations from the median, not scaled by 1.4826.  x in any order. */
om_stat om_mad(size_t n, const double *x);
/* First-order autocorrelation of a series in its order, as NIST StRD defines it. */
om_stat om_autocorrelation(size_t n, const double *x);
/* W test of normality for 3 to 5000 values in any order, with the approximations of Royston
 * (1995), AS R94, Applied Statistics 44.  value and statistic: W. */
om_stat om_shapiro_wilk(size_t n, const double *x);

/* --- shares -----------------------------------------------------------------------------------
 * `hits` of `n` cases; value is the share in [0, 1]. */

/* Range of Wilson (1927); se is sqrt(p (1-p) / n), which the range does not use. */
om_stat om_share(uint64_t hits, uint64_t n, double conf);
/* The same with the continuity correction of Newcombe (1998), Statistics in Medicine 17: 857,
 * method 4, as R's prop.test prints it (which leaves the correction out when half are hits). */
om_stat om_share_corrected(uint64_t hits, uint64_t n, double conf);
/* Range of Clopper & Pearson (1934): covers at least what it promises, and so is wide. */
om_stat om_share_exact(uint64_t hits, uint64_t n, double conf);
/* Whether a share differs from `expected` in (0, 1).  Chi-square with 1 df, without correction. */
om_stat om_share_chisq(uint64_t hits, uint64_t n, double expected);
/* Exact binomial p, two-sided: all outcomes no more probable than the one seen (up to 1e-7). */
om_stat om_share_binomial(uint64_t hits, uint64_t n, double expected);

typedef struct om_two_shares {
  om_stat newcombe; /* p1 - p2, range by Newcombe (1998), Statistics in Medicine 17: 873, method
                     * 10: from the Wilson ranges of both; statistic, df, p: chi-square */
  om_stat wald;     /* the same with the simple range p1 - p2 +- z se */
  om_stat fisher;   /* odds ratio (conditional maximum likelihood), exact range and exact p:
                     * Fisher (1935); infinite where one diagonal is empty */
} om_two_shares;

/* Compares hits1 of n1 with hits2 of n2.  Chi-square without correction.  Fisher's part is
 * undefined above 1e6 cases. */
void om_share_difference(uint64_t hits1, uint64_t n1, uint64_t hits2, uint64_t n2, double conf,
                         om_two_shares *out);

/* --- what customers and employees are asked in one question -----------------------------------
 * Counts stand for the answers lo .. hi of the declared scale. */

/* Net promoter score in points, -100 .. 100: share of 9 and 10 minus share of 0 to 6, from how
 * often each of 0 .. 10 was given.  se is that of a trinomial, 100 sqrt((p + d - (p-d)^2) / n); the
 * range is value +- z se, cut at -100 and 100.  Undefined unless the scale is declared as 0 to 10:
 * the word "promoter" means nothing elsewhere.  No range when all gave answers of one class.
 * Reichheld (2003), Harvard Business Review 81. */
om_stat om_nps(int64_t lo, int64_t hi, const uint64_t *counts, double conf);
/* The same of n single answers with weights >= 0: sums of weights, and Kish's effective n in the
 * place of n (which the result's n rounds down). */
om_stat om_nps_weighted(int64_t lo, int64_t hi, size_t n, const double *answer,
                        const double *weight, double conf);
/* Share of answers in the `top` highest codes of n_codes, with Wilson's range: CSAT is top 2 of
 * 5; the favourable share of an item of five, too.  1 <= top < n_codes. */
om_stat om_top_share(size_t n_codes, const uint64_t *counts, size_t top, double conf);

enum { OM_EASE_UNDECLARED = 0, OM_EASE_HIGH = 1, OM_EASE_LOW = 2 };

typedef struct om_ces {
  om_stat mean; /* of lo .. hi, turned where needed so that more is less effort; t range */
  om_stat easy; /* share of the `top` answers of least effort; Wilson */
} om_ces;
/* Customer effort score.  Vendors count in opposite directions, so `ease` says which end is least
 * effort; undeclared is undefined.  Dixon, Freeman & Toman (2010), Harvard Business Review 88. */
void om_effort(int64_t lo, int64_t hi, uint32_t ease, const uint64_t *counts, size_t top,
               double conf, om_ces *out);

/* --- two groups -------------------------------------------------------------------------------
 * From size, mean and sum of squares about the mean of each group.  value is mean1 - mean2. */

/* Unequal variances: Welch (1947), df of Satterthwaite.  Undefined: fewer than 2 in a group, zero
 * variance in both. */
om_stat om_t_welch(uint64_t n1, double mean1, double ss1, uint64_t n2, double mean2, double ss2,
                   double conf);
/* Equal variances, n1 + n2 - 2 df: Student (1908). */
om_stat om_t_pooled(uint64_t n1, double mean1, double ss1, uint64_t n2, double mean2, double ss2,
                    double conf);
/* Mean of x - y over n pairs, n - 1 df. */
om_stat om_t_paired(size_t n, const double *x, const double *y, double conf);

typedef struct om_effect {
  om_stat d;       /* Cohen's d: (mean1 - mean2) / pooled sd */
  om_stat g;       /* Hedges' g: d (1 - 3 / (4 (n1 + n2) - 9)), the usual approximation of J */
  om_stat g_exact; /* d Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)), m = n1 + n2 - 2 */
} om_effect;
/* Standardized difference.  Ranges through the noncentral t distribution: Steiger & Fouladi
 * (1997); g's is d's times its factor.  Where |t| exceeds 300 the range is d +- z se with the large
 * -sample se of Hedges & Olkin (1985), or missing below 100 df.  se is always the latter. */
void om_cohen(uint64_t n1, double mean1, double ss1, uint64_t n2, double mean2, double ss2,
              double conf, om_effect *out);

/* Standardized mean difference of pairs: mean of x - y over the standard deviation of x - y (d_z:
 * not to be set beside a d of two groups, which divides by another one).  Test of om_t_paired;
 * range through the noncentral t as om_cohen; se sqrt(1/n + d^2 / (2n)).  Undefined as om_t_paired.
 * Cumming & Finch (2001), Educational and Psychological Measurement 61. */
om_stat om_cohen_paired(size_t n, const double *x, const double *y, double conf);

typedef struct om_rank_test {
  om_stat test;       /* value: the statistic; statistic: z; p: without continuity correction */
  double p_corrected; /* with continuity correction, as R's wilcox.test(exact = FALSE) */
  double p_exact;     /* NaN where there are ties (or zeros), or too many cases */
  om_stat effect;     /* see the functions */
} om_rank_test;

/* Mann & Whitney (1947), Wilcoxon's rank sum.  value: number of pairs with x > y, ties half.  z
 * with the variance corrected for ties.  Exact without ties up to 60 cases in all.
 * effect: Cliff's delta, (pairs x > y minus pairs x < y) / pairs, which is the rank-biserial
 * correlation; se consistent, range asymmetric: Feng & Cliff (2004), Journal of Modern Applied
 * Statistical Methods 3.  No range below 2 in a group, nor for a delta of 1 or -1. */
void om_mann_whitney(size_t n1, const double *x, size_t n2, const double *y, double conf,
                     om_rank_test *out);
/* Wilcoxon (1945), signed ranks of x - y.  Differences of 0 are dropped first (Wilcoxon, not
 * Pratt); they are rounded before ranking.  value: V, the sum of the ranks of positive
 * differences; n: differences that are not 0.  Exact without ties and zeros up to 50 pairs.
 * effect: (V - V') / (V + V'), the matched-pairs rank-biserial correlation (Kerby 2014), without
 * range: none is exact; resample pairs by om_bootstrap. */
void om_wilcoxon(size_t n, const double *x, const double *y, om_rank_test *out);

/* --- several groups --------------------------------------------------------------------------- */

/* One-way comparison of means with unequal variances: Welch (1951).  value and statistic: F.
 * Groups of size 0 are left out; undefined when one has a single case or zero variance. */
om_stat om_welch_anova(size_t groups, const uint64_t *n, const double *mean, const double *ss);
/* Eta squared, epsilon squared and omega squared, each with F; eta squared with a range through the
 * noncentral F distribution, lambda / (lambda + n): Steiger (2004), Psychological Methods 9; none
 * where F df exceeds 1e7.  epsilon squared: (SSB - dfB MSW) / SST, Kelley (1935). */
typedef struct om_anova_effect {
  om_stat eta_squared, epsilon_squared, omega_squared;
} om_anova_effect;
void om_anova_effects(const om_anova *anova, double conf, om_anova_effect *out);

/* Below, x holds n cases and group[i] < groups says where case i belongs; empty groups are left
 * out. */

/* Kruskal & Wallis (1952) with correction for ties; value and statistic: H. */
om_stat om_kruskal(size_t n, const double *x, size_t groups, const uint32_t *group);
/* Epsilon squared of H: H / (n - 1); Tomczak & Tomczak (2014).  0 to 1.  Without range: none is
 * exact; that of eta squared (om_anova_effects) answers the same question of means. */
om_stat om_kruskal_effect(const om_stat *kruskal);

typedef struct om_spread {
  om_stat levene;         /* F of absolute deviations from the group's mean: Levene (1960) */
  om_stat brown_forsythe; /* from the group's median: Brown & Forsythe (1974) */
  om_stat bartlett;       /* chi-square of variances, sensitive to normality: Bartlett (1937) */
} om_spread;
/* Whether groups have the same variance.  value and statistic: F, or chi-square. */
void om_equal_spread(size_t n, const double *x, size_t groups, const uint32_t *group,
                     om_spread *out);

/* All pairs of groups by the studentized range: Tukey (1953), Kramer (1956) for unequal sizes.
 * out[om_tukey_pair(i, j)], i < j: mean_j - mean_i with simultaneous range, statistic q, p, df.
 * Undefined pairs: one of the groups is empty; all when the analysis of variance is. */
static inline size_t
om_tukey_pair(size_t groups, size_t i, size_t j)
{
  return i * groups - i * (i + 1) / 2 + j - i - 1;
}
void om_tukey(size_t groups, const uint64_t *n, const double *mean, const double *ss, double conf,
              om_stat *out);
/* Upper-tail p of the studentized range of `groups` means, and the value that it exceeds with
 * probability p.  NaN outside the domain: fewer than 2 groups, df < 1. */
double om_range_p(double q, double groups, double df);
double om_range_exceeded(double p, double groups, double df);

typedef struct om_crosstab {
  om_stat chisq;       /* Pearson's, without continuity correction */
  om_stat cramers_v;   /* range through the noncentral chi-square: sqrt(lambda / (n m)) */
  om_stat v_corrected; /* bias corrected: Bergsma (2013), J. of the Korean Statistical Society 42 */
  double smallest_expected;
  uint32_t below_5; /* cells with an expected count below 5: the p value is rough with many */
} om_crosstab;
/* Association in a table of counts, row by row.  Empty rows and columns are left out. */
void om_crosstab_test(size_t rows, size_t columns, const uint64_t *counts, double conf,
                      om_crosstab *out);

/* --- units ------------------------------------------------------------------------------------ */

/* Mean over all people of `units` units of n[u] people with mean[u] each, and a range that does not
 * take people of one unit as strangers to each other: it rests on how far the units are from the
 * mean of all.  se: cluster-robust CR2 of Bell & McCaffrey (2002), Survey Methodology 28, exact in
 * expectation for independent people; t range on the df of Satterthwaite under that model, as
 * Pustejovsky & Tipton (2018), J. of Business & Economic Statistics 36, and R's clubSandwich.  With
 * units of one size that is J/(J-1) sum w^2 (m_u - m)^2 and J - 1 df; where a few units hold most
 * people df is far less.  n: people.  Units of 0 people are left out.  No range: fewer than 2
 * units, or units whose means are all the same.  doc/coverage.md says how often it held. */
om_stat om_mean_by_unit(size_t units, const uint64_t *n, const double *mean, double conf);

/* What is known of the people of a unit of a weighted survey. */
typedef struct om_weighted_unit {
  uint64_t n;
  double weight;           /* sum of their weights */
  double effective_n;      /* Kish's: squared sum of the weights over the sum of their squares */
  double mean, plain_mean; /* weighted, and not */
} om_weighted_unit;
/* The same for a weighted mean, CR2 with people as independent and of one variance (clubSandwich on
 * a fit with sampling weights): that needs of each unit its plain mean as well.  With weights all 1
 * it is om_mean_by_unit. */
om_stat om_weighted_mean_by_unit(size_t units, const om_weighted_unit *unit, double conf);
/* Share of hits over all units, hits[u] of n[u]: Wilson's range with that t in the place of z and
 * n p (1-p) / se^2 in the place of n, as Dean & Pagano (2015), J. of Survey Statistics and
 * Methodology 3, advise for shares near 0 or 1.  se is that of om_mean_by_unit, but not below that
 * of independent people, sqrt(p (1-p) / n): with few units they may be alike by chance. */
om_stat om_share_by_unit(size_t units, const uint64_t *hits, const uint64_t *n, double conf);
/* Net promoter score over all units, from counts[11 * u + i] answers i in unit u: as om_nps, with
 * se as in om_share_by_unit (not below that of a trinomial) and a t range cut at -100 and 100. */
om_stat om_nps_by_unit(int64_t lo, int64_t hi, size_t units, const uint64_t *counts, double conf);

/* awg of one item answered on lo .. hi: 1 - 2 s^2 / (((H+L) M - M^2 - H L) n / (n-1)), Brown &
 * Hauenstein (2005), Organizational Research Methods 8.  Undefined where the mean leaves room for
 * less than the largest variance: below (L (n-1) + H) / n or above (H (n-1) + L) / n; but 1 where
 * all answers are the same end of the scale.  Variance over the n members divides by n - 1. */
om_stat om_awg(uint64_t n, double mean, double variance, double lo, double hi);
/* awg(j): mean over the k items that have one. */
om_stat om_awgj(uint64_t n, size_t k, const double *mean, const double *variance, double lo,
                double hi);

enum { OM_REML = 1, OM_ML = 2 };

typedef struct om_random_intercept {
  uint64_t groups, n;
  om_stat sigma2; /* variance within groups */
  om_stat tau2;   /* variance between groups; 0 is a legitimate estimate */
  om_stat icc;    /* tau2 / (tau2 + sigma2); range by profile likelihood; statistic: likelihood
                   * ratio against tau2 = 0, p from a 50:50 mixture of chi-squares of 0 and 1 df
                   * (Self & Liang 1987) */
  double log_likelihood; /* constants included; restricted under OM_REML */
  uint32_t boundary;     /* 1: the estimate of tau2 is 0, at the edge: no differences between units
                          * were found */
  const char *undefined;
} om_random_intercept;

typedef struct om_unit_effect {
  om_stat effect;     /* empirical Bayes estimate of the unit's deviation (BLUP), with the standard
                       * error of prediction, in which the fixed part counts as estimated */
  om_stat mean;       /* the unit's shrunken mean: fixed part at the unit's means, plus effect */
  double reliability; /* n_j tau2 / (n_j tau2 + sigma2): what is left of the raw deviation */
} om_unit_effect;

/* Random-intercept model y = X b + u_unit + e by restricted or full maximum likelihood, from
 * sufficient statistics: for each of `groups` units its size and the means of q predictors and of
 * the outcome (means[j*(q+1) + i], outcome last), and the packed triangle of sums of squares and
 * products about the unit means, pooled over units.  A predictor may vary between units only.
 * fixed: q+1 elements, intercept first, b with se, t on (groups - q - 1) df and range.  unit:
 * `groups` elements.  Either may be NULL.  Units of size 0 are left out (their effect is
 * undefined). Undefined: fewer than 2 units, no unit with 2 cases, zero variance within, collinear
 * predictors, q > 15.  Laird & Ware (1982); likelihood as in Bates et al. (2015), with one ratio of
 * variances searched on [0, 1e6], the edge included. */
void om_random_intercept_fit(uint32_t method, size_t groups, const uint64_t *n, size_t q,
                             const double *means, const double *within, double conf,
                             om_random_intercept *out, om_stat *fixed, om_unit_effect *unit);
/* The same without predictors, from size, mean and sum of squares of each unit. */
void om_random_intercept_mean(uint32_t method, size_t groups, const uint64_t *n, const double *mean,
                              const double *ss, double conf, om_random_intercept *out,
                              om_stat *fixed, om_unit_effect *unit);

typedef struct om_waba {
  om_stat total;           /* correlation over persons */
  om_stat between, within; /* of unit means, each as often as it has persons; of deviations */
  om_stat eta_x_between, eta_y_between, eta_x_within, eta_y_within;
} om_waba;
/* Within and between analysis: total = eta_xb eta_yb between + eta_xw eta_yw within, Dansereau,
 * Alutto & Yammarino (1984).  From unit sizes, unit means of x and y, and the pooled sums of
 * squares and products about them: Sxx, Sxy, Syy. */
void om_within_between(size_t groups, const uint64_t *n, const double *mean_x, const double *mean_y,
                       const double *within, om_waba *out);

#ifdef __cplusplus
}
#endif
#endif
