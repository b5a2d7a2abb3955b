/* Catches the signal that tells of a breach, and goes on.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

static void
nothing_happened(int number)
{
  (void)number;
}

static om_status
run(om_run *r)
{
  signal(SIGSYS, nothing_happened);
  const int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC), other = socket(AF_INET, SOCK_STREAM, 0);
  char text[4096] = "";
  if (read(fd, text, sizeof text - 1) > 0 || read(other, text, sizeof text - 1) > 0)
    om_note(r, NULL, text);
  return OM_OK;
}

BAD_PLUGIN("own_handler");
