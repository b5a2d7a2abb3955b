/* Writes an estimate of a statistic that it does not declare, past the host.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"
#include "raw.h"

static om_status
run(om_run *r)
{
  (void)r;
  uint8_t body[4 + 8 * 4 + 5 * 8 + 4] = {200};
  raw_frame(RAW_ESTIMATE, sizeof body, body, sizeof body);
  return OM_OK;
}

BAD_PLUGIN("forged_statistic");
