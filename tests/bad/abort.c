/* Aborts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <stdlib.h>

static om_status
run(om_run *r)
{
  (void)r;
  abort();
}

BAD_PLUGIN("abort");
