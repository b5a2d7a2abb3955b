/* The parts of the ripple plugin and what they hand one another. */
#ifndef OM_RIPPLE_RIPPLE_H
#define OM_RIPPLE_RIPPLE_H

#include "../over_units.h"

/* What is known of one declared ripple. */
typedef struct ripple {
  const om_hypothesis *hypothesis;
  uint32_t n; /* units with a score on all three scales, and on the controls */
  om_mediation raw;
  om_boot raw_boot, boot; /* a b as scored, and in standard deviations */
  double to_std;          /* sd(from) / sd(to) */
  double a_to_std, b_to_std;
  double joint_p, holm_p; /* the larger p of both steps */
  double out_lo, out_hi;  /* a b in standard deviations, with any one unit left out */
  om_evidence evidence;
  uint32_t word; /* OM_EVIDENCE_* */
} ripple;

/* paths.c: computes one, all but holm_p, evidence and word.  False when memory ran out. */
int ripple_compute(om_run *r, const om_hypothesis *h, uint32_t number, ripple *out);

/* words.c: what was found, in sentences; of `n_declared` ripples. */
void ripple_finding(om_run *r, const ripple *x, uint32_t number, uint32_t n_declared);
const char *ripple_verdict(om_run *r, const ripple *x);

#endif
