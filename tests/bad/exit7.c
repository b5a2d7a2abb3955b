/* Ends the process with a code of its own.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <unistd.h>

static om_status
run(om_run *r)
{
  (void)r;
  _exit(7);
}

BAD_PLUGIN("exit7");
