/* Has a descriptor that is shorter than the interface asks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <orgmirror/plugin.h>

static const om_plugin self = {.size = 16, .id = "bad.wrong_size"};
const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
