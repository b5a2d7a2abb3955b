/* Writes an estimate about a unit that there is not, past the host.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"
#include "raw.h"

static om_status
run(om_run *r)
{
  (void)r;
  uint8_t body[4 + 8 * 4 + 5 * 8 + 4] = {0};
  memset(body + 4 + 6 * 4, 0x7F, 4);
  raw_frame(RAW_ESTIMATE, sizeof body, body, sizeof body);
  return OM_OK;
}

BAD_PLUGIN("forged_subject");
