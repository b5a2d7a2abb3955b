/* The parts of the units plugin and what they hand one another. */
#ifndef OM_UNITS_UNITS_H
#define OM_UNITS_UNITS_H

#include "../composite.h"

/* How one unit stands on one scale, on 0 to 100, the healthy end up. */
typedef struct standing {
  double score, se, n; /* se NaN where there is none */
  om_stat apart;       /* from the mean of the other units */
  double p_adjusted;
} standing;

/* Standings of every unit of level 0 on every scale that is shown; NaN scores where there is none.
 */
typedef struct standings {
  uint32_t n_units, n_scales;
  const om_unit **unit;
  const om_scale **scale;
  standing *at; /* [unit * n_scales + scale] */
} standings;

/* standings.c: false when memory ran out. */
int standings_of(om_run *r, standings *out);
void standings_done(standings *s);

/* A difference of two independent means with its t range and p; df of Welch and Satterthwaite. */
om_stat difference(double a, double se_a, double df_a, double b, double se_b, double df_b,
                   double conf);

/* themes.c: the table of all units and all themes. */
void report_themes(om_run *r, const standings *s);

/* cards.c: what a unit's head is told.  False when memory ran out. */
int report_cards(om_run *r, const standings *s);

#endif
