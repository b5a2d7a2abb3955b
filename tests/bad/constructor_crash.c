/* Crashes while it is being loaded.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

__attribute__((constructor)) static void
when_loaded(void)
{
  int *volatile nowhere = NULL;
  *(volatile int *)nowhere = 1;
}

static om_status
run(om_run *r)
{
  (void)r;
  return OM_OK;
}

BAD_PLUGIN("constructor_crash");
