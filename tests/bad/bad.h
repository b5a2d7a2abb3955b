/* What the plugins here share: a descriptor around one run().
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_TESTS_BAD_H
#define OM_TESTS_BAD_H

#include <orgmirror/plugin.h>

static const om_method methods[] = {{"m", "A method.", ""}, {NULL, NULL, NULL}};
static const om_statistic statistics[] = {
    {"x", "X", "Some number.", "m", OM_FORMAT_NUMBER, OM_N_SCORED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

/* A plugin "bad.<name>" that declares the statistic "x". */
#define BAD_PLUGIN_NEEDING(name, needs)                                                            \
  static const om_plugin self = {OM_PLUGIN_HEAD,                                                   \
                                 "bad." name,                                                      \
                                 "1.0.0",                                                          \
                                 name,                                                             \
                                 "One rule is broken here.",                                       \
                                 OM_PLACE_MEASUREMENT,                                             \
                                 needs,                                                            \
                                 NULL,                                                             \
                                 methods,                                                          \
                                 statistics,                                                       \
                                 run,                                                              \
                                 NULL,                                                             \
                                 NULL,                                                             \
                                 NULL};                                                            \
  const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL}

#define BAD_PLUGIN(name) BAD_PLUGIN_NEEDING(name, NULL)

#endif
