/* Breaks no rule: reads the answers that it was lent.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <math.h>

static const om_need needs[] = {{OM_NEED_ROWS, 0, 0, 0, "single answers"}, {0, 0, 0, 0, NULL}};

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_column *const c = r->host->column(r, s->scales[i]->items[0]);
    double sum = 0;
    for (uint64_t row = 0; c && row < c->rows; row++)
      sum += c->codes && c->codes[row] > OM_MISSING ? c->codes[row] : 0;
    const om_estimate e = {
        .size = sizeof e, .value = sum, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN};
    om_say(r, "x", OM_ABOUT(.scale = s->scales[i]), &e);
  }
  return OM_OK;
}

BAD_PLUGIN_NEEDING("column_sum", needs);
