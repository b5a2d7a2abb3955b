/* Declares no name, and an array without an end.
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
    "bad.no_name",
    "1.0.0",
    NULL,
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
