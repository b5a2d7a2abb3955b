/* The units that several scales have in common, and their means as columns. */
#ifndef OM_PLUGINS_OVER_UNITS_H
#define OM_PLUGINS_OVER_UNITS_H

#include "say.h"

/* Most scales of one hypothesis that columns are made of. */
enum { OVER_UNITS_MOST_SCALES = 24 };

/* Units (level 0) with a score on every scale and, where asked, on every control of the study. */
typedef struct over_units {
  uint32_t n; /* units */
  const om_unit **unit;
  double *score[OVER_UNITS_MOST_SCALES]; /* unit means: a column for each scale, in their order */
  uint32_t n_held;
  double **held;   /* the controls; with within-parent a 0/1 column for each parent but the first */
  uint32_t *block; /* number of the parent of each; NULL: units of all parents are alike enough */
} over_units;

/* Fills `out`, which over_units_done() releases whatever is returned; at most
 * OVER_UNITS_MOST_SCALES scales.  False when memory ran out. */
int over_units_take(om_run *r, uint32_t n_scales, const om_scale *const *scales, int with_controls,
                    over_units *out);
void over_units_done(over_units *x);

/* True when the study holds something constant. */
static inline int
study_holds_constant(const om_study *s)
{
  return s->n_controls > 0 || s->within_parent;
}

/* The same in other units of measurement. */
static inline om_stat
times(om_stat s, double factor)
{
  s.value *= factor;
  s.se *= fabs(factor);
  const double lo = s.lo * factor, hi = s.hi * factor;
  s.lo = factor < 0 ? hi : lo;
  s.hi = factor < 0 ? lo : hi;
  return s;
}

/* Standard deviation of a column; NaN below two values. */
double column_sd(size_t n, const double *x);

/* A table's or chart's id for the hypothesis number `i` of its plugin. */
static inline const char *
numbered(char *id, size_t n, const char *prefix, uint32_t i)
{
  snprintf(id, n, "%s-%u", prefix, i + 1);
  return id;
}

/* Notes what is held constant, or that it is not. */
void note_controls(om_run *r);

#endif
