/* Returns a status that there is not.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
  (void)r;
  return 77;
}

BAD_PLUGIN("odd_status");
