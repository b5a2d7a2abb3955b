/* Claims the id of a plugin that came with orgmirror.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <orgmirror/plugin.h>

static om_status
run(om_run *r)
{
  return om_note(r, NULL, "I am the mirror.");
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.mirror",
    "9.0.0",
    "Impostor",
    "One rule is broken here.",
    OM_PLACE_ANSWER,
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
