/* A plugin that was made for a later minor: test_minor.sh builds it against a plugin.h with members
 * appended everywhere, and with what it cannot do without.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <orgmirror/plugin.h>

#include <math.h>

#ifndef NEED
#define NEED OM_NEED_SCALES
#endif
#ifndef OPTION
#define OPTION OM_OPT_BOOL
#endif
#ifndef FORMAT
#define FORMAT OM_FORMAT_SCORE
#endif
#ifndef BASIS
#define BASIS OM_N_SCORED
#endif
#ifndef HEAD
#define HEAD OM_PLUGIN_HEAD
#endif
/* Says nothing of members that are not there yet. */
#ifdef LATER
#define MORE , .later = 7
#else
#define MORE
#endif

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_about about = {.size = sizeof about, .scale = s->scales[i] MORE};
    const om_estimate e = {.size = sizeof e,
                           .value = om_scores_of(r, s->scales[i], NULL)->mean,
                           .lo = NAN,
                           .hi = NAN,
                           .se = NAN,
                           .p = NAN MORE};
    om_say(r, "mean", &about, &e);
  }
#ifdef LATER
  if (OM_HAS(r, later))
    return r->host->later(r);
#endif
  return om_note(r, NULL, r->host->abi_minor >= 9 ? "a later host" : "it does without");
}

static const om_need needs[] = {
    {.kind = OM_NEED_UNITS, .at_least = 1, .why = "a unit" MORE},
    {.kind = NEED, .at_least = 1, .why = "what comes later" MORE},
    {.kind = 0},
};
static const om_option options[] = {
    {.type = OM_OPT_INT, .id = "first", .help = "One.", .value = 3, .min = 1, .max = 5 MORE},
    {.type = OPTION, .id = "second", .help = "Two.", .value = 1, .max = 1 MORE},
    {.type = 0},
};
static const om_method methods[] = {
    {.id = "a", .text = "One.", .reference = "" MORE},
    {.id = "b", .text = "Two.", .reference = "" MORE},
    {.id = NULL},
};
static const om_statistic statistics[] = {
    {.id = "count",
     .label = "Count",
     .help = "How many.",
     .method = "a",
     .format = OM_FORMAT_COUNT,
     .basis = OM_N_SCORED MORE},
    {.id = "mean",
     .label = "Mean",
     .help = "The mean.",
     .method = "b",
     .format = FORMAT,
     .basis = BASIS MORE},
    {.id = NULL},
};
static const om_use uses[] = {
    {.plugin = "some.one", .why = "what others say", .is_optional = 1 MORE},
    {.plugin = "some.two", .why = "what others say", .is_optional = 1 MORE},
    {.plugin = NULL},
};
static const om_role roles[] = {
    {.id = "from", .at_least = 1, .at_most = 1, .help = "One." MORE},
    {.id = "to", .at_least = 1, .at_most = 1, .help = "Another." MORE},
    {.id = NULL},
};
static const om_form forms[] = {
    {.kind = "first-kind", .help = "Some.", .roles = roles MORE},
    {.kind = "second-kind", .help = "Others.", .roles = roles MORE},
    {.kind = NULL},
};
static const om_plugin self = {
    HEAD,  "later.plugin", "1.0.0", "Later",    "It comes.", OM_PLACE_MEASUREMENT,
    needs, options,        methods, statistics, run,         NULL,
    forms, uses MORE};
const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
