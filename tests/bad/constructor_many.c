/* Claims, while it is being loaded, to be a thousand plugins.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"
#include "raw.h"

#include <stdio.h>

__attribute__((constructor)) static void
when_loaded(void)
{
  for (int i = 0; i < 1000; i++) {
    static const char rest[] = "\1\0\0\0"
                               "1\1\0\0\0n\1\0\0\0s"
                               "\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    char body[64] = "\x08\0\0\0";
    snprintf(body + 4, 9, "bad.%04d", i);
    memcpy(body + 12, rest, sizeof rest);
    raw_frame(RAW_DESCRIPTION, 12 + sizeof rest, body, 12 + sizeof rest);
  }
}

static om_status
run(om_run *r)
{
  (void)r;
  return OM_OK;
}

BAD_PLUGIN("constructor_many");
