/* Reads a file of the system.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <fcntl.h>
#include <unistd.h>

static om_status
run(om_run *r)
{
  char text[4096] = "";
  const int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
  if (fd >= 0 && read(fd, text, sizeof text - 1) > 0)
    om_note(r, NULL, text);
  return OM_OK;
}

BAD_PLUGIN("read_passwd");
