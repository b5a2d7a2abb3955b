/* The parts of the mirror plugin and what they hand one another. */
#ifndef OM_MIRROR_MIRROR_H
#define OM_MIRROR_MIRROR_H

#include "../say.h"

/* Streams of random numbers: one for each use, so that none depends on how many another took. */
enum {
  STREAM_PAIR_BOOTSTRAP = 1,
  STREAM_PAIR_PERMUTATION = 2,
  STREAM_PATTERN_BOOTSTRAP = 3,
  STREAM_PATTERN_UNITS = 4,
  STREAM_PATTERN_LABELS = 5,
  STREAM_HELD_PERMUTATION = 6,
  STREAM_CHAIN_BOOTSTRAP = 7
};

/* The option "weights". */
enum { WEIGHT_BOTH = 0, WEIGHT_INSIDE = 1, WEIGHT_OUTSIDE = 2 };

/* What is known of one declared pair. */
typedef struct pair_result {
  const om_pair *pair;
  const om_link *link;
  om_stat pearson;
  double permutation_p, holm_p;
  om_span left_out;
  /* The same with what the study holds constant, where it does. */
  om_stat held;
  double held_p;
  om_span held_left_out;
  uint32_t held_n;      /* units */
  om_evidence evidence; /* of the association as it is, whatever sign was expected */
  uint32_t word;        /* OM_EVIDENCE_* */
} pair_result;

/* The declared pairs together. */
typedef struct pattern_result {
  uint32_t n_units;              /* that have a score on both sides */
  uint32_t n_others;             /* combinations that were not declared */
  om_stat strength, specificity; /* BCa ranges; p by permuting units */
  double labels_p; /* of specificity, by permuting the pairing; NaN: cannot be permuted */
  uint32_t strength_word, specificity_word;
} pattern_result;

/* pairs.c: estimates, tables and the forest plot of every declared pair.  `out` has room for every
 * pair of the study.  False when memory ran out. */
int report_pairs(om_run *r, pair_result *out);

/* Of how many declared pairs of a unit, how many it goes against. */
typedef struct against {
  uint32_t n, of;
} against;

/* held.c: the pairs with held constant what the study holds constant, into `held` and its like of
 * each.  False when memory ran out. */
int report_held(om_run *r, pair_result *out);

/* beside.c: the pairs weighted, freed of error, and unit by unit.  False when memory ran out. */
int report_beside(om_run *r, const pair_result *pairs);

/* pattern.c: strength, specificity and the exploratory matrix. */
int report_pattern(om_run *r, pattern_result *out);

/* units.c: the mirror unit by unit, on scales from 0 to 100 where more is healthier; the mean gap.
 * False when memory ran out. */
int report_units(om_run *r, om_stat *gap);

/* words.c: what was found, in sentences. */
void report_findings(om_run *r, const pair_result *pairs, const pattern_result *pattern,
                     const om_stat *gap);

/* Sign that an association of two scales has where healthy goes with healthy. */
static inline int
healthy_sign(const om_scale *inside, const om_scale *outside)
{
  return inside->direction == outside->direction ? 1 : -1;
}

#endif
