/* Kills the program that started it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <signal.h>
#include <unistd.h>

static om_status
run(om_run *r)
{
  (void)r;
  kill(getppid(), SIGKILL);
  return OM_OK;
}

BAD_PLUGIN("kill_parent");
