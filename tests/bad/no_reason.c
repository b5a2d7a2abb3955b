/* Reports no number, and no reason.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <math.h>

static om_status
run(om_run *r)
{
  const om_estimate e = {.size = sizeof e, .value = NAN};
  return om_say(r, "x", OM_ABOUT(.scale = om_study_of(r)->scales[0]), &e);
}

BAD_PLUGIN("no_reason");
