/* Reports one number twice.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
  const om_estimate e = {.size = sizeof e, .value = 1};
  const om_about *const about = OM_ABOUT(.scale = om_study_of(r)->scales[0]);
  om_say(r, "x", about, &e);
  return om_say(r, "x", about, &e);
}

BAD_PLUGIN("twice");
