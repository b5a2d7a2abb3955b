/* Writes nothing but zeros to the pipe of results, without end.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"
#include "raw.h"

static om_status
run(om_run *r)
{
  (void)r;
  static const char noise[1 << 16];
  for (;;)
    if (write(RESULT_PIPE, noise, sizeof noise) < 0)
      return OM_OK;
}

BAD_PLUGIN("flood_raw");
