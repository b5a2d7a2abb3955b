/* Writes into a column of answers that it was lent.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static const om_need needs[] = {{OM_NEED_ROWS, 0, 0, 0, "single answers"}, {0, 0, 0, 0, NULL}};

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_column *const c = r->host->column(r, s->scales[i]->items[0]);
    if (c && c->codes && c->rows)
      *(volatile int8_t *)(uintptr_t)c->codes = 1;
  }
  return OM_OK;
}

BAD_PLUGIN_NEEDING("write_column", needs);
