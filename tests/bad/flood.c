/* Says something without end.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
  while (r)
    om_remark(r, "again", NULL, "There is always one thing more to be said, and then another.");
  return OM_OK;
}

BAD_PLUGIN("flood");
