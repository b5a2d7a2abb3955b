/* Writes a file where the run was started.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <fcntl.h>
#include <unistd.h>

static om_status
run(om_run *r)
{
  const int fd = open("left-behind", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd >= 0 && write(fd, "here", 4) == 4)
    om_note(r, NULL, "a file was written");
  return OM_OK;
}

BAD_PLUGIN("write_file");
