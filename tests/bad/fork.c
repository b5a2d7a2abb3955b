/* Starts a process that outlives it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <unistd.h>

static om_status
run(om_run *r)
{
  (void)r;
  if (fork() == 0)
    sleep(1000);
  return OM_OK;
}

BAD_PLUGIN("fork");
