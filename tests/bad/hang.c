/* Sleeps for ever.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <unistd.h>

static om_status
run(om_run *r)
{
  (void)r;
  for (;;)
    sleep(1000);
  return OM_OK;
}

BAD_PLUGIN("hang");
