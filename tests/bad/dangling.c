/* Reports about a scale of its own making.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
  const om_scale mine = *om_study_of(r)->scales[0];
  const om_estimate e = {.size = sizeof e, .value = 1};
  return om_say(r, "x", OM_ABOUT(.scale = &mine), &e);
}

BAD_PLUGIN("dangling");
