/* Ends the process while it is being loaded, as if all were well.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <stdlib.h>

__attribute__((constructor)) static void
when_loaded(void)
{
  exit(0);
}

static om_status
run(om_run *r)
{
  (void)r;
  return OM_OK;
}

BAD_PLUGIN("constructor_exit");
