/* orgmirror statistics kit: estimators with ranges, resampling and multiplicity for plugins.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A static archive to link into a plugin; it knows numbers and nothing of surveys, files or
 * reports.  Every function is pure: no globals, no I/O, no environment, never prints, never
 * aborts.  All may be called from any thread at the same time.  Arrays belong to the caller and
 * are not kept; out-parameters come last.
 *
 * Conventions.  A sample variance divides by n - 1.  `conf` is the confidence level of a range,
 * such as .95, strictly between 0 and 1.  Input holds no NaN unless a function says it may: drop
 * what is missing first, so that n is the number that counts.  p values are two-sided unless said
 * otherwise, keep their relative accuracy down to the smallest double, and are 0 below it.
 * What cannot be computed is undefined with a reason, never 0 and never NaN without a word: also
 * where values are infinite or missing against this rule, or so large or small that their squares
 * are no numbers.
 */
#ifndef ORGMIRROR_STATS_H
#define ORGMIRROR_STATS_H

#include <stddef.h>
#include <stdint.h>

#include <orgmirror/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One estimate.  A part that a function does not give is NaN (n: 0).  When `undefined` is not NULL
 * it says why there is no value, in words that follow "undefined: ", and every number but n is
 * NaN.  When there is a value but no range although the function gives one, `no_range` says why.
 * Both are static strings. */
typedef struct om_stat {
  double value;
  double lo, hi;    /* range at the confidence asked */
  double se;        /* standard error */
  double statistic; /* t, z or F */
  double df, df2;   /* its degrees of freedom; F: numerator, denominator */
  double p;
  uint64_t n; /* cases the value rests on */
  const char *undefined;
  const char *no_range;
} om_stat;

/* --- distributions ----------------------------------------------------------------------------
 * NaN for arguments outside the domain (p outside (0, 1), degrees of freedom not positive, NaN).
 * Relative accuracy about 1e-13, in the tails too. */

/* Two-sided p of a standard normal z. */
double om_z_p(double z);
/* Two-sided p of Student's t. */
double om_t_p(double t, double df);
/* Upper-tail p of Fisher's F; 1 for f <= 0. */
double om_f_p(double f, double df1, double df2);
/* Value below which the share p of the distribution lies. */
double om_z_quantile(double p);
double om_t_quantile(double p, double df);
double om_f_quantile(double p, double df1, double df2);

/* --- random numbers ---------------------------------------------------------------------------
 * Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3").
 * The state is a place in a sequence: block (counter, stream) under `key`, one block a draw.
 * Copying an om_rng copies the place.  The same place gives the same numbers on every machine. */

/* Uniform over all 64-bit integers. */
uint64_t om_rng_next(om_rng *rng);
/* Uniform over 0 .. n-1, without bias; 0 when n is 0.  May take more than one draw. */
uint64_t om_rng_below(om_rng *rng, uint64_t n);
/* Uniform strictly between 0 and 1, in steps of 2^-52. */
double om_rng_uniform(om_rng *rng);
/* Standard normal, by inversion of one uniform draw. */
double om_rng_normal(om_rng *rng);
/* Puts index[0 .. n-1] in random order, every order equally likely (Fisher & Yates). */
void om_rng_shuffle(om_rng *rng, uint32_t *index, size_t n);
/* The start of substream `stream` of the place `rng`, which does not move: independent of `rng`
 * itself, of its other substreams, and of the substreams of every other place. */
om_rng om_rng_at(const om_rng *rng, uint64_t stream);

/* --- moments ----------------------------------------------------------------------------------
 * Sums are carried at twice the precision of a double: the order of the values does not reach the
 * result. */

/* Mean and sum of squared deviations from it.  n 0: mean NaN, ss 0. */
void om_mean_ss(size_t n, const double *x, double *mean, double *ss);
/* Mean with its standard error and t range (df n-1); n 1: a value without a range. */
om_stat om_mean(size_t n, const double *x, double conf);
/* Sample variance; undefined below 2 values. */
om_stat om_variance(size_t n, const double *x);
/* Quantile of type 7 of Hyndman & Fan (1996), p in [0, 1], of x in ascending order. */
om_stat om_quantile7(size_t n, const double *sorted, double p);
/* Exact sample variance of answers, from how often each of n_codes neighbouring codes was given. */
om_stat om_variance_from_counts(size_t n_codes, const uint64_t *counts);

/* Decimal numbers as whole ones.  Returns the least d, 0 to 15, such that every x is the double
 * nearest to whole / 10^d with |whole| of 15 digits at most, and fills whole[0 .. n-1], which may
 * be x; -1 when there is none, and then whole is x.  Statistics of whole numbers do not lose what
 * decimals lose when they become doubles (1000000.3 - 1000000.1 is not .2): of such values take
 * mean and standard deviation over 10^d, variances and sums of squares over 10^(2d); ratios such
 * as F are the same.  A fit (om_regress) does so by itself. */
int om_decimals(size_t n, const double *x, double *whole);

/* Where the pair (i, j), i <= j < k, stands in a packed triangle: upper, row by row. */
static inline size_t
om_packed(size_t k, size_t i, size_t j)
{
  return i * k - i * (i + 1) / 2 + j;
}
/* Sums of squares and products about the means of k integer items over n cases, from their sums
 * and packed sums of products: exact in integers, then rounded once.  n 0 gives zeros.
 * `cross` and `sscp` have k*(k+1)/2 elements. */
void om_sscp_from_sums(size_t k, uint64_t n, const int64_t *sum, const int64_t *cross,
                       double *sscp);

/* --- reliability ----------------------------------------------------------------------------- */

typedef struct om_alpha_result {
  om_stat raw;          /* lo, hi: Feldt range */
  om_stat standardized; /* k r / (1 + (k-1) r), r the mean of the correlations between items */
  om_stat mean_r;       /* that mean */
} om_alpha_result;

/* Cronbach's alpha of k items over the n respondents who answered them all (listwise), from packed
 * sums of squares and products about the means; with its range of Feldt (1965), which takes the
 * respondents as independent (people of one unit are not: put a bootstrap by unit beside it).
 * item_rest[i]: correlation of item i with the sum of the others.  alpha_if_deleted[i]: raw alpha
 * of the others, from 3 items up.  Either array (k elements) may be NULL.
 * A negative alpha is a value: items point in opposite directions.
 * Undefined: fewer than 2 items or respondents, zero variance.  Cronbach (1951), Psychometrika 16;
 * Feldt (1965), Psychometrika 30. */
void om_alpha(size_t k, uint64_t n, const double *sscp, double conf, om_alpha_result *out,
              om_stat *item_rest, om_stat *alpha_if_deleted);

/* --- analysis of variance and intraclass correlation ----------------------------------------- */

typedef struct om_anova {
  uint64_t groups, n; /* groups that have anybody, and cases */
  double grand_mean;
  double ss_between, ss_within, df_between, df_within, ms_between, ms_within;
  double f, p;
  double mean_size;      /* n / groups */
  double n0;             /* (n - sum n_j^2 / n) / (groups - 1) */
  const char *undefined; /* or NULL; then every double above is NaN */
} om_anova;

/* One-way analysis of variance from the size, mean and sum of squares (about the mean) of each
 * group.  A group of size 0 is left out; its mean and ss are not read.  Values that share a large
 * part (1000000.3, 1000000.4) lose digits in their means: make them whole numbers by om_decimals
 * and take one of them off all values first.
 * Undefined: fewer than 2 groups, no group larger than 1, zero variance within groups. */
void om_anova1(size_t groups, const uint64_t *n, const double *mean, const double *ss,
               om_anova *out);

typedef struct om_icc_result {
  om_stat icc1;           /* (MSB - MSW) / (MSB + (n0 - 1) MSW) */
  om_stat icc1_mean_size; /* the same with the arithmetic mean size: what R's multilevel prints */
  om_stat icc2;           /* (MSB - MSW) / MSB: reliability of the group means */
  om_stat eta_squared;    /* SSB / SST */
  om_stat omega_squared;  /* (SSB - df_between MSW) / (SST + MSW) */
} om_icc_result;

/* Intraclass correlations of a one-way analysis, Bliese (2000); statistic, df and p are those of
 * its F.  Ranges from F: exact for equal sizes, approximate otherwise (Searle, Casella & McCulloch
 * 1992).  A negative ICC(1) is a value: print it, take 0 for what follows from it. */
void om_icc(const om_anova *anova, double conf, om_icc_result *out);
/* Reliability of the mean of n members: n icc1 / (1 + (n-1) icc1); a negative icc1 counts as 0.
 * Spearman-Brown; Bliese (2000). */
om_stat om_unit_reliability(uint64_t n, double icc1);

/* --- agreement within a group ---------------------------------------------------------------- */

/* The distribution of answers when nobody agrees. */
enum {
  OM_NULL_UNIFORM = 1,
  OM_NULL_SLIGHT_SKEW = 2,
  OM_NULL_MODERATE_SKEW = 3,
  OM_NULL_HEAVY_SKEW = 4
};
/* Variance of such answers on an item with `options` answer options.  Uniform: (A^2-1)/12, from 2
 * options.  Skewed: as published for 5 to 11 options, to two decimals, by LeBreton & Senter (2008),
 * Organizational Research Methods 11; undefined for other numbers of options. */
om_stat om_null_variance(uint32_t shape, uint32_t options);
/* rwg of one item = 1 - variance / null, and 0 where the variance is the larger.  `variance` over
 * the n members of the group divides by n - 1.  James, Demaree & Wolf (1984). */
om_stat om_rwg(uint64_t n, double variance, double null_variance);
/* rwg(j) of k items = k (1-q) / (k (1-q) + q), and 0 where q > 1; q is the mean over items of
 * variance / null (with one null for all: mean variance / null).  James, Demaree & Wolf (1984). */
om_stat om_rwgj(uint64_t n, size_t k, const double *variance, const double *null_variance);
/* r*wg(j) = 1 - q, not cut at 0 and not growing with k.  Lindell, Brandt & Whitney (1999). */
om_stat om_rwgj_lindell(uint64_t n, size_t k, const double *variance, const double *null_variance);
/* Average deviation of answers from their mean, or from their median, from how often each of
 * n_codes neighbouring codes was given; divides by n.  Exact in integers, rounded once.
 * Burke, Finkelstein & Dusig (1999). */
om_stat om_ad_mean(size_t n_codes, const uint64_t *counts);
om_stat om_ad_median(size_t n_codes, const uint64_t *counts);
/* AD(j): mean of the average deviations of k items; undefined when one of them is NaN. */
om_stat om_adj(size_t k, const double *ad);
/* Practical upper limit of AD for agreement, options / 6 (Burke & Dunlap 2002). */
double om_ad_cutoff(uint32_t options);

/* --- correlation ------------------------------------------------------------------------------
 * n is the number of pairs: matched units.  Undefined below 3 pairs, and when a variable does not
 * vary beyond rounding ("zero variance").  No range below 4 pairs, nor for a correlation of 1 or
 * -1.  se is the standard error that the test divides by. */

double om_fisher_z(double r);
double om_fisher_r(double z);

/* Pearson's r: t test with n-2 df, range by Fisher's z with 1/sqrt(n-3). */
om_stat om_pearson(size_t n, const double *x, const double *y, double conf);
/* The same with weights >= 0 (n_j or a reliability); pairs of weight 0 are left out.  Test and
 * range rest on the number of pairs, not on the sum of the weights. */
om_stat om_pearson_weighted(size_t n, const double *x, const double *y, const double *weight,
                            double conf);
/* Spearman's rho, ranks as in om_rank: p by the t approximation, range of Bonett & Wright (2000):
 * Fisher's z with sqrt((1 + rho^2/2) / (n-3)). */
om_stat om_spearman(size_t n, const double *x, const double *y, double conf);
/* Kendall's tau-b, ties as in om_rank: p by the normal approximation with the tie-corrected
 * variance, without continuity correction; range of Fieller, Hartley & Pearson (1957): Fisher's z
 * with sqrt(.437 / (n-4)), from 5 pairs up.  n below 2^31.  n log n steps. */
om_stat om_kendall(size_t n, const double *x, const double *y, double conf);

typedef struct om_span {
  double lo, hi;             /* smallest and largest r with one pair left out */
  size_t lo_index, hi_index; /* the pair that is left out for it; the first one of equals */
  const char *undefined;
} om_span;
/* Span of Pearson's r over leaving out each pair in turn; from 4 pairs up. */
om_span om_pearson_leave_one_out(size_t n, const double *x, const double *y);

/* x rounded to 12 significant decimal digits, so that computed means that are equal but for the
 * last bits tie. */
double om_round12(double x);
/* Ranks 1 .. n of the rounded values, ties get the mean of their ranks.  `order` is scratch of n
 * elements and holds an ascending order of x afterwards. */
void om_rank(size_t n, const double *x, double *rank, size_t *order);

/* --- resampling by unit -----------------------------------------------------------------------
 * A statistic sees units only through their index: `index` has n elements, each below the number
 * of units the caller gave; one may stand there twice, or not at all, and n may be one less.
 * It writes n_stats numbers to `out`, NaN (or infinite) where undefined for this selection.
 * It must be reentrant: equal arguments, equal results, no static state. */
typedef void om_statistic_fn(const void *ctx, size_t n, const uint32_t *index, double *out);

/* At most this share of degenerate resamples; above it there is no range. */
#define OM_BOOT_MAX_DEGENERATE .05
/* Fewest resamples for a BCa range: at 999 its ends rest on the most extreme ones. */
#define OM_BOOT_MIN_BCA 4999
/* Fewest units for any bootstrap range. */
#define OM_BOOT_MIN_UNITS 8

typedef struct om_boot {
  om_stat bca, percentile; /* the same value, se (bootstrap) and n (units); two ranges */
  double z0, acceleration, jackknife_se;
  uint32_t resamples;  /* that entered the ranges */
  uint32_t degenerate; /* that were left out, because the statistic was undefined there */
} om_boot;

/* Bootstrap of whole units: out[s] for each of n_stats statistics.  Resample b is drawn from
 * substream b of `rng`, which does not move: the same rng gives the same resamples to every
 * statistic.  Below OM_BOOT_MIN_UNITS units nothing is resampled.  BCa: Efron (1987), z0 with
 * half of the ties, acceleration by leaving out one unit at a time; order statistics at
 * (resamples + 1) p.  `statistic` runs resamples + n_units + 1 times.  For correlations of many
 * pairs, om_bootstrap_family gives the same far faster. */
void om_bootstrap(size_t n_units, size_t n_stats, uint32_t resamples, om_statistic_fn *statistic,
                  const void *ctx, const om_rng *rng, double conf, om_boot *out);
/* The parts of om_bootstrap, for who runs resamples on several threads.  First: the units of
 * resample b, n_units below 2^32.  Draw i rests on word i of substream b, four 32-bit words to a
 * block: the high half of word * n_units.  Without bias: a word whose product has a low half below
 * 2^32 mod n_units is passed over (Lemire 2019). */
void om_boot_index(const om_rng *rng, uint64_t b, size_t n_units, uint32_t *index);
/* Last: ranges from `resamples` values in any order (rearranged) and n_units values with one
 * unit left out. */
void om_boot_summary(double value, size_t n_units, uint32_t resamples, double *resampled,
                     const double *left_out, double conf, om_boot *out);

/* Up to this many units all orders are enumerated. */
#define OM_PERM_MAX_EXACT 8

typedef struct om_perm {
  double statistic;      /* in the given order */
  double p;              /* two-sided: share of orders with |T*| >= |T| - 1e-12 */
  double p_greater;      /* T* >= T - 1e-12 */
  double p_max;          /* two-sided, adjusted for all n_stats: max |T*| (Westfall & Young 1993) */
  double mc_error;       /* Monte Carlo standard error of p; 0 when exact */
  uint32_t permutations; /* orders compared, the given one included */
  uint32_t exact;        /* 1: all of them */
  const char *undefined; /* or NULL; then every double above is NaN */
} om_perm;

/* Permutation test: the statistic gets `index` as an order of the n units of ONE side.  Up to
 * OM_PERM_MAX_EXACT units p is the exact share of all orders; above, `permutations` random ones,
 * order b that of om_perm_order, and p = (1 + #) / (permutations + 1), Phipson & Smyth (2010).
 * An order for which the statistic is undefined counts as the most extreme: p can only grow.
 * p_max and the tolerance want statistics of like scale, of the order of 1, as correlations are. */
void om_permutation(size_t n, size_t n_stats, uint32_t permutations, om_statistic_fn *statistic,
                    const void *ctx, const om_rng *rng, om_perm *out);

/* --- multiplicity ---------------------------------------------------------------------------- */

/* Adjusted p values of a family of `family` tests, of which n are given; a NaN in p stays NaN and
 * does not count.  `family` 0: as many as there are p values; larger: the tests not given are
 * taken as having p values above these.  Returns NULL, or why nothing was adjusted (then every
 * `adjusted` is NaN).  p and adjusted may be the same array.
 * Holm (1979): family-wise error, any dependence.  Benjamini & Hochberg (1995): false discovery
 * rate, independent or positively dependent tests.  Benjamini & Yekutieli (2001): the same, any
 * dependence. */
const char *om_adjust_holm(size_t n, const double *p, size_t family, double *adjusted);
const char *om_adjust_bh(size_t n, const double *p, size_t family, double *adjusted);
const char *om_adjust_by(size_t n, const double *p, size_t family, double *adjusted);

/* --- what a study of n units can see --------------------------------------------------------- */

/* Smallest true correlation that a two-sided test finds with probability `power`:
 * tanh((z_conf + z_power) / sqrt(n-3)).  From 4 units up. */
om_stat om_smallest_r(uint64_t n, double conf, double power);
/* Probability that a two-sided test at 1 - conf finds a true correlation r, by Fisher's z. */
om_stat om_power_of_r(uint64_t n, double r, double conf);
/* Correlation expected to be seen between group means of reliabilities rel_x and rel_y, in [0, 1],
 * when r holds between what they measure: r sqrt(rel_x rel_y).  Spearman (1904). */
om_stat om_attenuated_r(double r, double rel_x, double rel_y);

#ifdef __cplusplus
}
#endif

/* The other parts of the kit. */
#include <orgmirror/stats_factor.h>
#include <orgmirror/stats_groups.h>
#include <orgmirror/stats_quality.h>
#include <orgmirror/stats_regression.h>
#include <orgmirror/stats_resample.h>
#include <orgmirror/stats_weights.h>

#endif
