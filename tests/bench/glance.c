/* The least that a plugin can do with single answers: looks at the first of each scale.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../bad/bad.h"

#include <math.h>

static const om_need needs[] = {{OM_NEED_ROWS, 0, 0, 0, "single answers"}, {0, 0, 0, 0, NULL}};

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_column *const c = om_column_of(r, s->scales[i]->items[0]);
    const om_estimate e = {.size = sizeof e,
                           .value = c && c->codes && c->rows ? c->codes[0] : NAN,
                           .lo = NAN,
                           .hi = NAN,
                           .se = NAN,
                           .p = NAN,
                           .undefined = c && c->codes && c->rows ? NULL : "there is no answer"};
    om_say(r, "x", OM_ABOUT(.scale = s->scales[i]), &e);
  }
  return OM_OK;
}

BAD_PLUGIN_NEEDING("glance", needs);
