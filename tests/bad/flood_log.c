/* Logs short lines without end.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
  while (r)
    r->host->log(r, "still here");
  return OM_OK;
}

BAD_PLUGIN("flood_log");
