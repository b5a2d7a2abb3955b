/* The parts of the gap plugin and what they hand one another. */
#ifndef OM_GAP_GAP_H
#define OM_GAP_GAP_H

#include "../composite.h"
#include "../over_units.h"

/* What is known of one declared gap.  Guess and actual on 0 to 100 of their declared ranges, the
 * healthy end up; the outcome as scored. */
typedef struct gap {
  const om_hypothesis *hypothesis;
  const om_scale *guess, *actual, *outcome; /* outcome: or NULL */
  over_units units;
  om_stat guess_mean, actual_mean, difference, r, above;
  om_surface surface; /* where there is an outcome */
  om_span r_out;
  double out_lo, out_hi;           /* mean gap with any one unit left out */
  double turn;                     /* t/root(t2 + df) of a3, as a partial correlation */
  double turn_out_lo, turn_out_hi; /* the same with any one unit left out */
  double gap_holm, r_holm, turn_holm;
  int has_units; /* 1: its units are shown */
} gap;

/* numbers.c: computes one, all but the adjusted p.  gap_done() releases whatever is returned.
 * False when memory ran out. */
int gap_compute(om_run *r, const om_hypothesis *h, gap *out);
void gap_done(gap *x);

/* by_unit.c: the table of units, and the share above. */
void gap_units(om_run *r, gap *x, uint32_t number);

/* words.c: what was found, in sentences. */
void gap_findings(om_run *r, const gap *x, uint32_t number);

static inline const om_about *
gap_about(const gap *x, om_about *about)
{
  *about = (om_about){.size = sizeof *about, .hypothesis = x->hypothesis};
  return about;
}

#endif
