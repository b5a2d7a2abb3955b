/* Ends the process as if all were well, through exit handlers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <stdlib.h>

static om_status
run(om_run *r)
{
  (void)r;
  exit(0);
}

BAD_PLUGIN("exit0");
