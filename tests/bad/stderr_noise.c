/* Prints a line where errors go.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <stdio.h>

static om_status
run(om_run *r)
{
  (void)r;
  fputs("Look at me.\n", stderr);
  return OM_OK;
}

BAD_PLUGIN("stderr_noise");
