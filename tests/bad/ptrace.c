/* Attaches to the program that started it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <sys/ptrace.h>
#include <unistd.h>

static om_status
run(om_run *r)
{
  (void)r;
  ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
  return OM_OK;
}

BAD_PLUGIN("ptrace");
