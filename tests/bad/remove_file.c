/* Removes the file that the run was started with.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <stdio.h>

static om_status
run(om_run *r)
{
  if (remove("study.xml") == 0)
    om_note(r, NULL, "a file was removed");
  return OM_OK;
}

BAD_PLUGIN("remove_file");
