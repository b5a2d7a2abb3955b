/* Writes a frame that claims four gigabytes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"
#include "raw.h"

static om_status
run(om_run *r)
{
  (void)r;
  raw_frame(RAW_ESTIMATE, UINT32_MAX, "", 1);
  return OM_OK;
}

BAD_PLUGIN("forged_length");
