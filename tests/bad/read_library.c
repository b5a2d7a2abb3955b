/* Reads a file that loading a plugin may need, after it was loaded.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <fcntl.h>
#include <unistd.h>

static om_status
run(om_run *r)
{
  const int fd = open("/usr/lib/os-release", O_RDONLY | O_CLOEXEC);
  om_note(r, NULL, fd < 0 ? "not opened" : "a file was opened");
  return OM_OK;
}

BAD_PLUGIN("read_library");
