/* The units that several scales have in common, and their means as columns. */
#ifndef OM_PLUGINS_OVER_UNITS_H
#define OM_PLUGINS_OVER_UNITS_H

#include "say.h"

/* Below this many units no range is printed: it says little, and words must not say more. */
enum { OVER_UNITS_FEWEST = 10 };

/* Most scales of one hypothesis that columns are made of. */
enum { OVER_UNITS_MOST_SCALES = 24 };

/* Units (level 0) with a score on every scale and, where asked, on every control of the study. */
typedef struct over_units {
  uint32_t n; /* units */
  const om_unit **unit;
  double *score[OVER_UNITS_MOST_SCALES]; /* unit means: a column for each scale, in their order */
  uint32_t n_held;
  double **held; /* the controls; with within-parent a 0/1 column for each parent but the first */
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

/* An om_stat without a range where there are too few units for one. */
static inline om_stat
ranged(om_stat s, uint32_t n)
{
  if (n < OVER_UNITS_FEWEST && !s.undefined) {
    s.lo = s.hi = NAN;
    s.no_range = "fewer than ten units";
  }
  return s;
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

/* How many hypotheses of that kind the study declares. */
uint32_t hypotheses_of_kind(const om_study *s, const char *kind);

/* Notes what is held constant, or that it is not. */
void note_controls(om_run *r);

#endif
