/* orgmirror statistics kit: signs of careless answering, and what is missing.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Indices, not verdicts: no cutoff is applied, and no case is left out.  Meade & Craig (2012),
 * Psychological Methods 17.  Answers are doubles with NaN for a missing one.  A matrix `x` of n
 * rows and k columns holds item j of person i at x[i*k + j].
 */
#ifndef ORGMIRROR_STATS_QUALITY_H
#define ORGMIRROR_STATS_QUALITY_H

#include <orgmirror/stats.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Longest run of the same answer among k answers of one person, RAW codes in the order in which
 * they were presented: reversing items first hides straight lines and makes new ones.  A missing
 * answer ends a run.  0 when nothing is answered. */
size_t om_longstring(size_t k, const double *answers);
/* Intra-individual response variability: standard deviation (n-1) of a person's answered raw
 * codes; low for straight lines, high for random answers.  Dunn et al. (2018), J. of Business and
 * Psychology 33.  Undefined below 2 answers. */
om_stat om_irv(size_t k, const double *answers);
/* Even-odd consistency of one person: correlation over scales between the mean of the odd and the
 * mean of the even items of each scale, stepped up by Spearman-Brown, 2r/(1+r), and -1 where that
 * would be below -1.  scale_of[j] < scales names the scale of item j; items count as odd and even
 * in their order within the scale, coded in one direction; scales with an empty half are left out.
 * Undefined below 3 scales, or when a half does not vary.  Curran (2016). */
om_stat om_even_odd(size_t k, const double *answers, size_t scales, const uint32_t *scale_of);

/* Mahalanobis' squared distance of every row from the mean of the complete rows, with their
 * covariance (n-1).  A row with missing answers is measured on the items it has, with as many
 * degrees of freedom: out[i].value, df, and p from chi-square (an approximation).  n: complete
 * rows.  Returns NULL, or why all are undefined: no more complete rows than items, or a singular
 * covariance. */
const char *om_mahalanobis(size_t n, size_t k, const double *x, om_stat *out);

/* Seconds per answered item of one person, from the duration of the part with those items.
 * Undefined where nothing is answered or the duration is missing or negative.  Below 2 seconds is a
 * sign of not reading (Huang et al. 2012). */
om_stat om_seconds_per_item(double seconds, size_t k, const double *answers);

/* Rows with the same answers: same values and same gaps on all k items, and at least `least`
 * answered.  first[i]: the first row of the set that row i is in (i itself when it is the first or
 * alone); rows with fewer answers are sets of their own.  first may be NULL.  Returns the number of
 * rows that repeat an earlier one in `repeated`; NULL, or the reason.  Exact comparison, no hash;
 * n log n comparisons. */
const char *om_duplicates(size_t n, size_t k, const double *x, size_t least, uint32_t *first,
                          size_t *repeated);

typedef struct om_missing {
  uint64_t cells, missing;
  uint64_t complete_rows, empty_rows;
} om_missing;
/* Counts of missing answers in n rows of k items: in all, per item (item_missing, k elements) and
 * per unit (unit_missing, unit[i] < units; cells of unit u: k times its rows).  item_missing,
 * unit and unit_missing may be NULL. */
void om_missing_count(size_t n, size_t k, const double *x, size_t units, const uint32_t *unit,
                      om_missing *out, uint64_t *item_missing, uint64_t *unit_missing);
/* Little's (1988) test that answers are missing completely at random: d^2 over patterns of missing
 * answers with mean and covariance estimated by EM under normality.  value and statistic: d^2; df;
 * p.  k <= 64; rows without any answer are left out.  Undefined when nothing is missing, when the
 * covariance is singular, or when EM does not settle in 10,000 steps. */
om_stat om_little_mcar(size_t n, size_t k, const double *x);

#ifdef __cplusplus
}
#endif
#endif
