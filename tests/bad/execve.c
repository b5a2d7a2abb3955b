/* Becomes another program.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <unistd.h>

static om_status
run(om_run *r)
{
  (void)r;
  char name[] = "true";
  char *const arguments[] = {name, NULL};
  execve("/bin/true", arguments, arguments + 1);
  return OM_OK;
}

BAD_PLUGIN("execve");
