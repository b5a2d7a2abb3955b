/* Blocks the signal that tells of a breach, and opens a connection.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <signal.h>
#include <sys/socket.h>

static om_status
run(om_run *r)
{
  (void)r;
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, NULL);
  socket(AF_INET, SOCK_STREAM, 0);
  return OM_OK;
}

BAD_PLUGIN("blocked_signals");
