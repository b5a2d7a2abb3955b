/* Has the kernel kill the program that started it, when next there is room in a pipe.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"
#include "raw.h"

#include <fcntl.h>
#include <signal.h>

static om_status
run(om_run *r)
{
  (void)r;
  fcntl(RESULT_PIPE, F_SETSIG, SIGKILL);
  fcntl(RESULT_PIPE, F_SETOWN, getppid());
  fcntl(RESULT_PIPE, F_SETFL, O_WRONLY | O_ASYNC);
  static const char noise[1 << 16];
  for (;;)
    if (write(RESULT_PIPE, noise, sizeof noise) < 0)
      return OM_OK;
}

BAD_PLUGIN("kill_by_pipe");
