/* Reports a statistic that it does not declare.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
  const om_estimate e = {.size = sizeof e, .value = 1};
  return om_say(r, "y", NULL, &e);
}

BAD_PLUGIN("undeclared");
