/* pressure: the parts of the plugin. */
#ifndef OM_PRESSURE_PRESSURE_H
#define OM_PRESSURE_PRESSURE_H

#include "../say.h"

/* Below this many units no range is printed: it says little, and words must not say more. */
enum { FEWEST_UNITS = 10 };

/* Parts of the period by days left, in multiples of the option days: below 1, 3, 6, and more. */
enum { PARTS = 4 };

/* Answers of persons: unit, days left, score; only those with all three. */
typedef struct answers {
  uint64_t n;
  uint32_t n_units; /* that have any */
  uint32_t *unit;   /* [n] 0 .. n_units - 1 */
  double *days, *score;
} answers;

/* One outcome of a hypothesis. */
typedef struct ending {
  const om_hypothesis *hypothesis;
  const om_scale *days, *outcome;
  const char *cannot; /* or NULL */
  uint32_t n_units;
  om_stat difference; /* last days minus the rest, within units */
  om_stat slope;      /* for ten days nearer to the end, within units */
  double part[PARTS]; /* mean distance from the unit's mean; NaN: nobody answered then */
  double holm_p;
  double out_lo, out_hi; /* difference with any one unit left out */
} ending;

/* within.c.  False when memory ran out. */
int end_of_period(om_run *r, ending *e);

/* Slope of y on x within units, its standard error robust to whatever goes on within units: CR2 of
 * Bell and McCaffrey with Satterthwaite's degrees of freedom.  x and y are centred by unit already.
 * `out_lo` and `out_hi` get the span with one unit left out. */
om_stat slope_within(const answers *a, const double *x, const double *y, double conf,
                     double *scratch, double *out_lo, double *out_hi);

/* words.c */
void pressure_findings(om_run *r, size_t n, const ending *e);

#endif
