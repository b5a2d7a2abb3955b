/* Claims to be better isolated than it may be.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"
#include "raw.h"

static om_status
run(om_run *r)
{
  (void)r;
  raw_frame(RAW_ISOLATION, 2, "\1\1", 2);
  return OM_OK;
}

BAD_PLUGIN("forged_isolation");
