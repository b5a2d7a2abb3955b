/* Never ends being loaded.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <unistd.h>

__attribute__((constructor)) static void
when_loaded(void)
{
  for (;;)
    sleep(1000);
}

static om_status
run(om_run *r)
{
  (void)r;
  return OM_OK;
}

BAD_PLUGIN("constructor_hang");
