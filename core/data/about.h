/* What a number is about. */
#ifndef OM_DATA_ABOUT_H
#define OM_DATA_ABOUT_H

#include <stdbool.h>
#include <stdint.h>

/* Each member is 0 for "not named", else an index + 1: survey, scale, inside, outside, unit, wave,
 * hypothesis in om_study; item in its scale.  side is OM_INSIDE, OM_OUTSIDE or 0. */
typedef struct about {
  uint32_t side, survey, scale, item, inside, outside, unit, wave;
  uint32_t with_scale, with_item, with_unit; /* a second item with its scale, a second unit */
  uint32_t hypothesis;
  /* Further scales that a unit has to have a score on to be counted: indices + 1.  Two subjects
   * that differ in them alone are the same. */
  const uint32_t *among;
  uint32_t n_among;
} about;

/* Members that `more` names win over those of `base`. */
about about_join(about base, about more);

/* Order by member, first to last: -1, 0 or 1. */
int about_compare(about a, about b);

#endif
