/* Asks what is in the folder where the run was started, and whether a file is there.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static om_status
run(om_run *r)
{
  struct stat st;
  char folder[4096] = "";
  const int has_file = stat("study.xml", &st) == 0 || access("study.xml", F_OK) == 0;
  const int has_folder = getcwd(folder, sizeof folder) != NULL;
  return om_fail(r, OM_E_DATA, has_file || has_folder ? "it saw the folder" : "it saw nothing");
}

BAD_PLUGIN("list_folder");
