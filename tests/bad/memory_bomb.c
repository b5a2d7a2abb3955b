/* Takes memory until there is none, and never looks whether it got it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <stdlib.h>
#include <string.h>

static om_status
run(om_run *r)
{
  (void)r;
  for (;;) {
    char *volatile more = malloc((size_t)64 << 20);
    memset(more, 1, 1);
  }
  return OM_OK;
}

BAD_PLUGIN("memory_bomb");
