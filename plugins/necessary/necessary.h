/* necessary: the parts of the plugin. */
#ifndef OM_NECESSARY_NECESSARY_H
#define OM_NECESSARY_NECESSARY_H

#include "../say.h"

enum { STREAM_PERMUTATION = 1, STREAM_LINEAR = 2 };

/* Levels of the outcome, in percent of its range over units, that the bottleneck table tells. */
enum { LEVELS = 6, FIRST_LEVEL = 50, LEVEL_STEP = 10 };

/* One hypothesis over the units that have both scores, turned so that more is healthier. */
typedef struct condition {
  const om_hypothesis *hypothesis;
  const om_scale *condition, *outcome;
  uint32_t n;
  const om_unit **unit;
  double *x, *y;
  om_necessity found;
  double line_p, step_p;  /* by permutation; NaN: undefined */
  double linear_p;        /* as empty a corner with a plain link as close as here; NaN: undefined */
  double lowest, highest; /* d of the line with any one unit left out; NaN: undefined */
  double corner;          /* share of units above the median of y and below that of x */
  double needed[LEVELS];  /* share of x's range; NaN where none is, or more than any unit has */
  const char *why_not[LEVELS];
  double holm_p;
} condition;

/* ceiling.c.  False when memory ran out; condition_done() in any case. */
int condition_take(om_run *r, const om_hypothesis *h, condition *c);
void condition_done(condition *c);
/* Fills what is computed. */
int condition_compute(om_run *r, condition *c);

/* words.c */
void necessary_findings(om_run *r, size_t n, const condition *c);

#endif
