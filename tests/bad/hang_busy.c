/* Computes for ever.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
  (void)r;
  for (volatile unsigned long i = 0;; i++)
    continue;
  return OM_OK;
}

BAD_PLUGIN("hang_busy");
