/* Break no rule: plugins that use the results of others.
 *   bad.listener   needs those of bad.teller, and says the sum of its numbers of each scale
 *   bad.hopeful    would like those of a plugin that is not there
 *   bad.stranded   needs them
 *   bad.downwind   needs those of bad.segv, which crashes
 *   bad.circle_a, bad.circle_b, bad.circle_c  each needs those of the next
 *   bad.beside     needs those of bad.circle_a
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <math.h>

static om_status
listen(om_run *r)
{
  const om_study *const s = om_study_of(r);
  const om_found *const f = om_found_of(r, "bad.teller", "x");
  if (!f || f != om_found_of(r, "bad.teller", "x") || om_found_of(r, "bad.innocent", "x"))
    return om_fail(r, OM_E_DATA, "it was not told what it uses, or told what it does not use");
  if (f->status != OM_OK || om_found_of(r, "bad.teller", "unheard")->n)
    return om_fail(r, OM_E_DATA, "what it was told is not what there is");
  for (uint32_t i = 0; i < s->n_scales; i++) {
    double sum = 0;
    for (uint32_t k = 0; k < f->n; k++)
      if (f->about[k]->scale == s->scales[i] && !f->estimate[k]->undefined)
        sum += f->estimate[k]->value;
    const om_estimate e = {
        .size = sizeof e, .value = sum, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN};
    om_say(r, "x", OM_ABOUT(.scale = s->scales[i]), &e);
  }
  return OM_OK;
}

static om_status
hope(om_run *r)
{
  const om_found *const f = om_found_of(r, "bad.nobody", "x");
  if (!f || f->status != OM_NOT_APPLICABLE || f->n)
    return om_fail(r, OM_E_DATA, "it heard of a plugin that is not there");
  return om_note(r, NULL, f->why);
}

static om_status
nothing(om_run *r)
{
  return om_note(r, NULL, "This must not stand in a report.");
}

#define LISTENER(name, run, ...)                                                                   \
  static const om_use name##_uses[] = {__VA_ARGS__, {NULL, NULL, 0, 0}};                           \
  static const om_plugin name = {OM_PLUGIN_HEAD,                                                   \
                                 "bad." #name,                                                     \
                                 "1.0.0",                                                          \
                                 #name,                                                            \
                                 "It listens.",                                                    \
                                 OM_PLACE_MEASUREMENT,                                             \
                                 NULL,                                                             \
                                 NULL,                                                             \
                                 methods,                                                          \
                                 statistics,                                                       \
                                 run,                                                              \
                                 NULL,                                                             \
                                 NULL,                                                             \
                                 name##_uses}

LISTENER(listener, listen, {"bad.teller", "the means of units", 0, 0});
LISTENER(hopeful, hope, {"bad.nobody", "what nobody says", 1, 0});
LISTENER(stranded, nothing, {"bad.nobody", "what nobody says", 0, 0});
LISTENER(downwind, nothing, {"bad.segv", "what is lost", 0, 0});
LISTENER(circle_a, nothing, {"bad.circle_b", "the next", 0, 0});
LISTENER(circle_b, nothing, {"bad.circle_c", "the next", 1, 0});
LISTENER(circle_c, nothing, {"bad.circle_a", "the next", 0, 0});
LISTENER(beside, nothing, {"bad.circle_a", "the first", 0, 0});

const om_plugin *const orgmirror_plugins_v1[] = {&listener, &hopeful,  &stranded, &downwind,
                                                 &circle_a, &circle_b, &circle_c, &beside,
                                                 NULL};
