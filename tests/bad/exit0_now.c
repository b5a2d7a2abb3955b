/* Ends the process as if all were well, at once, after a first result.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <unistd.h>

static om_status
run(om_run *r)
{
  om_remark(r, "first", NULL, "There will be no second.");
  _exit(0);
}

BAD_PLUGIN("exit0_now");
