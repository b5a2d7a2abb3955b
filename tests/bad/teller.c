/* Breaks no rule: says a number of each scale in each unit, for listener.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <math.h>

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_scales; i++)
    for (uint32_t u = 0; u < s->n_units; u++) {
      const double mean = om_scores_of(r, s->scales[i], s->units[u])->mean;
      const om_estimate e = {.size = sizeof e,
                             .value = mean,
                             .lo = NAN,
                             .hi = NAN,
                             .se = NAN,
                             .p = NAN,
                             .undefined = isnan(mean) ? "nobody has a score" : NULL};
      om_say(r, "x", OM_ABOUT(.scale = s->scales[i], .unit = s->units[u]), &e);
    }
  for (uint32_t i = 0; i < s->n_scales; i++)
    om_scorecard(r, "x", s->scales[i]->label, OM_ABOUT(.scale = s->scales[i]));
  return OM_OK;
}

BAD_PLUGIN("teller");
