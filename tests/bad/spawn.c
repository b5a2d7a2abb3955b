/* Starts a shell.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <spawn.h>
#include <sys/wait.h>

static om_status
run(om_run *r)
{
  (void)r;
  char name[] = "sh", flag[] = "-c", command[] = "echo here >left-behind";
  char *const arguments[] = {name, flag, command, NULL};
  pid_t pid;
  if (posix_spawn(&pid, "/bin/sh", NULL, NULL, arguments, NULL) == 0)
    waitpid(pid, NULL, 0);
  return OM_OK;
}

BAD_PLUGIN("spawn");
