/* Writes to where nothing is.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
  (void)r;
  int *volatile nowhere = NULL;
  *(volatile int *)nowhere = 1;
  return OM_OK;
}

BAD_PLUGIN("segv");
