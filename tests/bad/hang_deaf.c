/* Sleeps for ever, and ignores every signal that can be ignored.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <signal.h>
#include <unistd.h>

static om_status
run(om_run *r)
{
  (void)r;
  for (int s = 1; s < 32; s++)
    if (s != SIGSYS)
      signal(s, SIG_IGN);
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, NULL);
  for (;;)
    sleep(1000);
  return OM_OK;
}

BAD_PLUGIN("hang_deaf");
