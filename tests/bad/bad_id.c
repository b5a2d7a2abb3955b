/* Has an id that would be a path.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <orgmirror/plugin.h>

static om_status
run(om_run *r)
{
  (void)r;
  return OM_OK;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "../../Bad Id",
    "1.0.0",
    "bad_id",
    "One rule is broken here.",
    OM_PLACE_MEASUREMENT,
    NULL,
    NULL,
    NULL,
    NULL,
    run,
    NULL,
    NULL,
    NULL,
};
const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
