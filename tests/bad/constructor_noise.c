/* Prints while it is being loaded.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <stdio.h>

__attribute__((constructor)) static void
when_loaded(void)
{
  puts("Look at me.");
  fflush(stdout);
}

static om_status
run(om_run *r)
{
  (void)r;
  return OM_OK;
}

BAD_PLUGIN("constructor_noise");
