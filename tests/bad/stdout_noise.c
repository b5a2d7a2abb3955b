/* Prints a line.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <stdio.h>

static om_status
run(om_run *r)
{
  (void)r;
  puts("Look at me.");
  fflush(stdout);
  return OM_OK;
}

BAD_PLUGIN("stdout_noise");
