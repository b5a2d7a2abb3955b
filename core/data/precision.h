/* How precisely a number about a group of people is told.
 *
 * Answers are whole numbers, and so are their sums: a mean with enough digits, times the number of
 * people, is the sum itself, and two sums can tell what a single person answered.  What is about a
 * unit or a parent of units is therefore told in steps, so wide that at least two sums (or counts
 * of people) would be told by the same number.  What is about everybody, and surveys that the study
 * calls public, keep all digits. */
#ifndef OM_DATA_PRECISION_H
#define OM_DATA_PRECISION_H

#include "data/about.h"
#include "data/summary.h"

/* The numbers of an estimate.  NaN: absent.  A range of one end, which is the value, is a bound: "5
 * % or less" has the value and the end .05. */
typedef struct told {
  double value, lo, hi, se, p;
} told;

/* 1: the value or more; -1: the value or less; 0: the value. */
static inline int
told_bound(double value, double lo, double hi)
{
  return lo == value && hi != hi ? 1 : hi == value && lo != lo ? -1 : 0;
}

/* The smallest of 1, 2, 2.5 and 5, times a power of ten, that is at least x; x > 0. */
double precision_step(double x);

/* What is told of the numbers `exact` about the subject, behind which stand `n` people as the gate
 * counts them.  `format` and `basis` are those of the statistic (OM_FORMAT_*, OM_N_*).
 *
 * With n people, k questions and R points between the ends of a scale, a mean moves in steps of
 * 1/(nk) points.  A score is told in steps of at least 300/(Rnk) of 100; what is in points of the
 * scale, in the same steps from the low end on, so that a mean and its score tell the same; what
 * lies between -1 and 1 in a hundredth of that; a share of people in steps of at least 3/n, and
 * near the ends, where a group all but agrees, as "5 % or less" or "95 % or more" (wider in small
 * groups); a count of people in threes; p to one digit, upwards.  Of several scales the widest step
 * counts. The ends of a range are told as whole steps from the told value, outwards and by half a
 * step more, so that a range never gets narrower and says little of the value that the value does
 * not; standard errors are not told. */
told precision_tell(const summary *s, about subject, uint32_t format, uint32_t basis, uint64_t n,
                    told exact);

#endif
