/* Divides by zero.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
  (void)r;
  volatile int zero = 0;
  return 7 / zero;
}

BAD_PLUGIN("divide");
