/* The parts of the conditions plugin and what they hand one another. */
#ifndef OM_CONDITIONS_CONDITIONS_H
#define OM_CONDITIONS_CONDITIONS_H

#include "../over_units.h"

/* The levels of the moderator that slopes are told at. */
enum { AT_LOW, AT_MEAN, AT_HIGH, N_LEVELS };

/* What a hypothesis of either kind comes down to: does a term add anything over units? */
typedef struct term_result {
  const om_hypothesis *hypothesis;
  uint32_t n;       /* units with a score on every scale, and on the controls */
  om_stat partial;  /* the term and the outcome, all else held constant */
  om_span left_out; /* of `partial` */
  double holm_p;
  om_evidence evidence;
  uint32_t word; /* OM_EVIDENCE_* */
} term_result;

/* One declared condition: the term is the product of predictor and moderator. */
typedef struct condition {
  term_result term;
  om_moderation fit;
  om_stat slope[N_LEVELS];
  om_stat within; /* share of units where the slope can be told from 0 */
} condition;

/* One thing beyond others: the term is what comes last. */
typedef struct beyond {
  term_result term;
  om_step step;
  om_boot change; /* of R-squared */
} beyond;

/* moderated.c, beyond.c: compute one, all but holm_p, evidence and word.  False when memory ran
 * out. */
int condition_compute(om_run *r, const om_hypothesis *h, condition *out);
int beyond_compute(om_run *r, const om_hypothesis *h, uint32_t number, beyond *out);

/* words.c: what was found, in sentences. */
void condition_words(om_run *r, const condition *x, uint32_t number);
void beyond_words(om_run *r, const beyond *x, uint32_t number);

#endif
