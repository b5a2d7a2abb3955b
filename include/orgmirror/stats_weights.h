/* orgmirror statistics kit: weights, and who did not answer.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Weights are survey weights (how many people a case stands for), not frequencies: n stays the
 * number of cases and errors rest on Kish's effective n.  A weight is finite and >= 0; cases of
 * weight 0 are left out.
 */
#ifndef ORGMIRROR_STATS_WEIGHTS_H
#define ORGMIRROR_STATS_WEIGHTS_H

#include <orgmirror/stats.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Effective n, (sum w)^2 / sum w^2, of n weights; Kish (1965).  n: cases with weight > 0. */
om_stat om_effective_n(size_t n, const double *weight);
/* Design effect of weighting, n / effective n = 1 + squared coefficient of variation. */
om_stat om_design_effect(size_t n, const double *weight);
/* Weighted mean; se sqrt(weighted variance / effective n), t range on effective n - 1 df. */
om_stat om_weighted_mean(size_t n, const double *x, const double *weight, double conf);
/* sum w (x-m)^2 / (sum w - sum w^2 / sum w): unbiased for weights that do not depend on x, and
 * n - 1 with equal ones.  R's cov.wt calls it "unbiased". */
om_stat om_weighted_variance(size_t n, const double *x, const double *weight);
/* Smallest x with at least the share p of the weight at or below it, and the mean of it and the
 * next where the share is hit exactly: type 2 of Hyndman & Fan (1996) with equal weights.
 * x in ascending order, weight beside it. */
om_stat om_weighted_quantile(size_t n, const double *sorted, const double *weight, double p);
/* Share of the weight of cases that are hits (flags), with Wilson's range on effective n. */
om_stat om_weighted_share(size_t n, const uint8_t *hit, const double *weight, double conf);

/* Cell weights: N_h / n_h of each of `cells` cells, scaled so that their sum over respondents is
 * the number of respondents.  A cell with people and no respondents cannot be weighted: its
 * people are `lost`.  Returns NULL, or why there are no weights (then all are NaN): nobody
 * answered, or a cell with respondents and population 0. */
const char *om_cell_weights(size_t cells, const uint64_t *population, const uint64_t *respondents,
                            double *weight, uint64_t *lost);

typedef struct om_margin {
  size_t categories;
  const uint32_t *category; /* of each case, < categories */
  const double *target;     /* population of each category; only the shares matter */
} om_margin;

typedef struct om_rake_report {
  uint32_t rounds;
  uint32_t converged;   /* 1: every share within `tolerance` of its target */
  double largest_error; /* of a share, after the last round */
  size_t trimmed;       /* cases whose weight stands at a limit */
  double effective_n, design_effect;
  const char *undefined; /* or NULL */
} om_rake_report;

/* Raking to margins (iterative proportional fitting: Deming & Stephan 1940): weights whose shares
 * meet the targets of every margin, with mean 1.  `weight` holds starting weights (all 1, if there
 * are none) and receives the result.  Trimming: after each round, weights below `least` or above
 * `most` times the mean are set to that limit (0 and INFINITY: none); with limits the margins may
 * not be met, and `converged` and `largest_error` say so.  tolerance 0: 1e-10; max_rounds 0: 1000.
 * Undefined (weights unchanged): no cases, a target > 0 without cases, a target of 0 with cases,
 * limits that do not hold 1. */
void om_rake(size_t n, size_t margins, const om_margin *margin, double least, double most,
             double tolerance, uint32_t max_rounds, double *weight, om_rake_report *out);

typedef struct om_nonresponse {
  om_stat rate; /* respondents / population over all units; no range: a census, not a sample */
  om_stat unit_chisq;     /* whether units answer at different rates: chi-square, df units - 1 */
  om_stat unit_v;         /* Cramer's V of that: how much */
  size_t lowest, highest; /* units with the lowest and highest rate */
} om_nonresponse;
/* Response by unit against population counts.  Units with population 0 are left out; undefined
 * when a unit has more respondents than people, or nobody is there.  rate_of may be NULL, else
 * receives respondents / population of each unit (NaN for population 0). */
void om_response(size_t units, const uint64_t *population, const uint64_t *respondents,
                 om_nonresponse *out, double *rate_of);

#ifdef __cplusplus
}
#endif
#endif
