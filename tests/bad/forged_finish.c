/* Says that it has finished, and then more.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"
#include "raw.h"

static om_status
run(om_run *r)
{
  raw_frame(RAW_FINISH, 4, "\0\0\0", 4);
  om_remark(r, "more", NULL, "One thing more.");
  return OM_OK;
}

BAD_PLUGIN("forged_finish");
