/* clear_gaps: in which units do the two sides stand clearly apart?
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * org.orgmirror.mirror reports the gap of each unit, outside minus inside, with its range.  This
 * plugin takes those whose range leaves out 0, and sets beside their number how many there would be
 * by chance.  It shows how a plugin rests on the results of another. */
#include <orgmirror/plugin.h>

#include <math.h>

#define MIRROR "org.orgmirror.mirror"

static const om_method methods[] = {
    {"clear",
     "A gap of the analysis " MIRROR " is clear when its range leaves out 0. Each range is "
     "looked at alone: of units without any gap, one in twenty has a clear one by chance at 95 %.",
     ""},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"clear_gap", "Clear gap",
     "Outside minus inside, on 0 to 100, of a unit where chance alone would hardly give as much.",
     "clear", OM_FORMAT_SCORE, OM_N_MATCHED},
    {"clear_gaps", "Units with a clear gap", "In how many units the gap is clear.", "clear",
     OM_FORMAT_COUNT, OM_N_MATCHED},
    {"by_chance", "By chance",
     "How many units would have a clear gap by chance, if none had any: fewer clear gaps than "
     "about "
     "twice this say little.",
     "clear", OM_FORMAT_NUMBER, OM_N_MATCHED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_need needs[] = {
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

static const om_use uses[] = {
    {MIRROR, "the gaps of units, which the analysis " MIRROR " reports", 0, 0},
    {NULL, NULL, 0, 0},
};

static om_estimate
number(double value)
{
  return (om_estimate){
      .size = sizeof(om_estimate), .value = value, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN};
}

static int
is_clear(const om_estimate *gap)
{
  return gap->lo > 0 || gap->hi < 0;
}

static void
say_finding(om_run *r, double clear, double by_chance)
{
  const om_finding f = {.size = sizeof f,
                        .priority = OM_MAIN,
                        .id = "gaps",
                        .headline = clear > 2 * by_chance ? "Some units are seen clearly "
                                                            "differently inside and outside."
                                                          : "This study cannot tell which units "
                                                            "are seen differently on the two "
                                                            "sides.",
                        .detail = "In {clear_gaps} of {clear_gaps.n} units the range of the gap "
                                  "leaves out zero; by "
                                  "chance it would be {by_chance}.",
                        .caution = "The questions of the two sides differ, so a gap is a rough "
                                   "comparison: look where "
                                   "it is largest, not how large it is."};
  om_finding_add(r, &f);
}

static om_status
run(om_run *r)
{
  const om_found *const gaps = om_found_of(r, MIRROR, "gap");
  uint32_t with_range = 0, clear = 0;
  for (uint32_t i = 0; i < gaps->n; i++)
    with_range += gaps->about[i]->unit && isfinite(gaps->estimate[i]->lo);
  if (!with_range)
    return om_fail(r, OM_NOT_APPLICABLE, "no unit has a gap with a range");

  om_section(r, "Where the two sides stand apart",
             "Every unit has some gap between inside and outside. Here are those that chance alone "
             "would hardly give.");
  om_table *const t = om_table_new(r, "units", "Units with a clear gap", OM_ROWS_UNITS);
  om_table_add_column(r, t, "clear_gap", "Gap, outside minus inside", NULL);
  om_table_sort(r, t, 1, OM_DESCENDING);
  for (uint32_t i = 0; i < gaps->n; i++) {
    const om_unit *const unit = gaps->about[i]->unit;
    if (!unit || !is_clear(gaps->estimate[i]))
      continue;
    /* A found estimate is the host's and may be longer than ours: its members are taken one by
     * one. */
    om_estimate e = number(gaps->estimate[i]->value);
    e.lo = gaps->estimate[i]->lo;
    e.hi = gaps->estimate[i]->hi;
    e.se = gaps->estimate[i]->se;
    om_say(r, "clear_gap", OM_ABOUT(.unit = unit), &e);
    om_table_add_row(r, t, OM_ABOUT(.unit = unit));
    clear++;
  }
  const double by_chance = with_range * (1 - om_study_of(r)->confidence);
  const om_estimate all = number(clear), chance = number(by_chance);
  om_say(r, "clear_gaps", NULL, &all);
  om_say(r, "by_chance", NULL, &chance);
  om_scorecard(r, "clear_gap", "Clear gap", NULL);
  say_finding(r, clear, by_chance);
  return OM_OK;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    .id = "org.example.clear_gaps",
    .version = "1.0.0",
    .name = "Where the two sides stand apart",
    .summary = "Which units have a gap between inside and outside that chance would hardly give.",
    .place = OM_PLACE_EXPLANATION,
    .needs = needs,
    .methods = methods,
    .statistics = statistics,
    .run = run,
    .uses = uses,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
