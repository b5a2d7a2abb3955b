/* A side of a unit in one number: the mean of its declared scales on 0 to 100, the healthy end up.
 */
#ifndef OM_PLUGINS_COMPOSITE_H
#define OM_PLUGINS_COMPOSITE_H

#include "say.h"

/* One side of one unit. */
typedef struct composite {
  double score, se; /* se NaN where a figure comes without a spread */
  double least_n;   /* of its scales */
  const char *undefined;
} composite;

/* Where a value stands between the ends of its scale, 0 to 100, the healthy end up. */
double to_100(const om_scale *scale, double x);

/* True when a declared pair has the scale on that side. */
int in_a_pair(const om_study *s, uint32_t side, const om_scale *scale);

/* The mean of the scales that pairs have on the side; errors of the scales as if they were one and
 * the same, rather too wide than too narrow. */
composite composite_of(om_run *r, uint32_t side, const om_unit *unit);

/* An estimate with its t range; without one where se is not positive or df is below 1. */
om_estimate with_range(double value, double se, double df, double conf, const char *undefined);

#endif
