/* Stops itself, so that it never ends.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <signal.h>

static om_status
run(om_run *r)
{
  (void)r;
  raise(SIGSTOP);
  return OM_OK;
}

BAD_PLUGIN("stop_self");
