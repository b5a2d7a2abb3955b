/* Prints without end.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <unistd.h>

static om_status
run(om_run *r)
{
  (void)r;
  static const char noise[4096];
  for (;;)
    if (write(1, noise, sizeof noise) < 0)
      return OM_OK;
}

BAD_PLUGIN("flood_stdout");
