/* Logs many short lines and then ends well: the host must not choke on them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
  for (int i = 0; i < 200000; i++)
    r->host->log(r, "a line of the log that nobody will ever read, and that says nothing");
  return om_fail(r, OM_E_DATA, "two hundred thousand lines were logged");
}

BAD_PLUGIN("many_logs");
