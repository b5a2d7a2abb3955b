/* Sums over the respondents of one scale, unit by unit.  Everything in a tally adds up: over rows
 * in any order, over units into parents, over threads.  Codes are summed in integers and numbers
 * without rounding, so the same answers always give the same bits. */
#ifndef OM_DATA_TALLY_H
#define OM_DATA_TALLY_H

#include "base/exact.h"
#include "data/load.h"

typedef struct tally {
  const study_scale *scale;
  uint32_t k, n_pairs; /* items; k * (k + 1) / 2 */
  uint32_t n_codes;    /* width of the histograms; 0 for numbers */
  int32_t first_code;
  size_t n_slots;
  /* [slot] or [slot][...] */
  uint64_t *complete;                     /* respondents who answered every item */
  uint64_t *answered;                     /* [k] */
  int64_t *sum, *cross;                   /* [k], [n_pairs]: codes of the complete */
  exact *real_sum, *real_cross;           /* the same of numbers */
  uint64_t *counts_complete, *counts_all; /* [k][n_codes] */
  /* Scores of codes, by the number m of items answered (1..k): respondents, sums and sums of
   * squares of their totals.  A score is total / m. */
  uint64_t *by_m;
  int64_t *by_m_sum, *by_m_square;
  exact *score_sum, *score_square;                /* scores of numbers */
  exact *weight, *weight_square, *weighted_score; /* where the survey is weighted */
  uint64_t *scored;
} tally;

tally tally_new(arena *memory, const study_scale *scale, bool is_weighted, size_t n_slots);

/* One respondent: row `row` of the items' columns; `weight` is 1 where there is none. */
void tally_row(tally *t, size_t slot, const answers *items, uint64_t row, double weight);

/* The sums of codes that were made row by row elsewhere, into an empty slot; NULL: none. */
void tally_take(tally *t, size_t slot, const sums_scale *scale, const uint64_t *record);

/* Adds one slot to another. */
void tally_join(tally *t, size_t into, size_t from);

/* --- what follows from the sums of a slot ---------------------------------------------------- */

typedef struct score_moments {
  uint64_t n;
  double mean, ss, plain_mean, effective_n; /* mean: weighted when there are weights */
  double weight; /* of the respondents, together; n when there are none */
} score_moments;

score_moments tally_scores(const tally *t, size_t slot);

/* Means [k] and sums of squares and products about them [n_pairs] of the complete. */
void tally_moments(const tally *t, size_t slot, double *mean, double *sscp);

#endif
