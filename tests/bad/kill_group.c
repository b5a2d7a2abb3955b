/* Kills its process group.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <signal.h>

static om_status
run(om_run *r)
{
  (void)r;
  kill(0, SIGTERM);
  return OM_OK;
}

BAD_PLUGIN("kill_group");
