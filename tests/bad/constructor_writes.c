/* Creates and empties files while it is being loaded, when files are not closed yet.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <fcntl.h>
#include <unistd.h>

__attribute__((constructor)) static void
when_loaded(void)
{
  (void)!open("secret.txt", O_WRONLY | O_TRUNC | O_CLOEXEC);
  (void)!open("left-behind", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

static om_status
run(om_run *r)
{
  (void)r;
  return OM_OK;
}

BAD_PLUGIN("constructor_writes");
