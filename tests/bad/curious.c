/* Breaks no rule, and tells what it was left with: open descriptors, environment, what they hold.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static om_status
run(om_run *r)
{
  char seen[4096] = "descriptors";
  for (int fd = 0; fd < 1024; fd++)
    if (fcntl(fd, F_GETFD) >= 0)
      snprintf(seen + strlen(seen), sizeof seen - strlen(seen), " %d", fd);
  for (char **e = environ; *e; e++)
    if (strlen(*e) < 200)
      snprintf(seen + strlen(seen), sizeof seen - strlen(seen), ", %s", *e);
  for (int fd = 0; fd < 1024; fd++) {
    char text[128] = "";
    if (fd != 1 && fd != 2 && (fd < 3 || fd > 5) && read(fd, text, sizeof text - 1) > 0 &&
        strstr(text, "SECRET"))
      snprintf(seen + strlen(seen), sizeof seen - strlen(seen), ", %d holds %s", fd, text);
  }
  return om_note(r, NULL, seen);
}

BAD_PLUGIN("curious");
