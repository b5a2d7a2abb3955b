/* Describes itself past the host while it is being loaded, and ends there.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"
#include "raw.h"

__attribute__((constructor)) static void
when_loaded(void)
{
  /* id, version, name and summary, then minor, place and six counts, all zero */
  static const char body[] = "\x08\0\0\0bad.half\1\0\0\0"
                             "1\1\0\0\0n\1\0\0\0s"
                             "\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
  raw_frame(RAW_DESCRIPTION, sizeof body, body, sizeof body);
  _exit(0);
}

static om_status
run(om_run *r)
{
  (void)r;
  return OM_OK;
}

BAD_PLUGIN("constructor_half");
