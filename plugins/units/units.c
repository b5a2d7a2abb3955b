/* units: what the head of a unit gets to see of it, beside the other units.
 *
 * Every theme against the mean of the other units, the questions that stand clearly apart, and the
 * place in the mirror.  Nobody is ranked: a range that reaches the others says "cannot be told". */
#include "units.h"

static const om_method methods[] = {
    {"score",
     "The mean score of the unit on 0 to 100 of the declared range, turned so that more is "
     "healthier; "
     "t range over its people.",
     ""},
    {"apart",
     "The unit minus the mean of the other units, every unit counting once. Standard error from "
     "the "
     "people of the unit and from how far the other units lie apart; t range with the degrees of "
     "freedom of Welch and Satterthwaite.",
     "Welch 1947, doi:10.1093/biomet/34.1-2.28; Satterthwaite 1946, doi:10.2307/3002019"},
    {"bh",
     "Benjamini and Hochberg's control of the share of false claims, over all units and themes.",
     "Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x"},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"unit_score", "Score",
     "Where the unit stands on this theme, from 0 to 100, where more is healthier.", "score",
     OM_FORMAT_SCORE, OM_N_SCORED},
    {"apart", "From the other units",
     "How many points of 100 the unit stands above (or below) the mean of the other units. p "
     "allows "
     "for how many units and themes there are; the range does not.",
     "apart", OM_FORMAT_SCORE, OM_N_SCORED},
    {"item_apart", "Question, from the other units",
     "How many points of 100 the unit's answers to this question stand above (or below) those of "
     "the other units. Of each unit only the three furthest apart on either side are told.",
     "apart", OM_FORMAT_SCORE, OM_N_ANSWERED},
    {"cells_apart", "Clearly apart",
     "How many scores of units stand apart from the other units, after allowing for how many there "
     "are.",
     "bh", OM_FORMAT_COUNT, OM_N_UNITS},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_need needs[] = {
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {OM_NEED_SCALES, 0, 1, 0, "a scale"},
    {0, 0, 0, 0, NULL},
};

static void
report_finding(om_run *r, const standings *s)
{
  const size_t n = (size_t)s->n_units * s->n_scales;
  uint32_t apart = 0;
  for (size_t i = 0; i < n; i++)
    apart += s->at[i].p_adjusted < .05;
  say_number(r, "cells_apart", NULL, apart, NULL);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = "apart",
                        .headline = apart ? "Some units stand clearly apart from the others on "
                                            "some themes."
                                          : "No unit stands clearly apart from the others on any "
                                            "theme.",
                        .detail = apart ? "{cells_apart} scores of units stand apart from the "
                                          "other units, all units "
                                          "and themes considered."
                                        : "With all units and themes considered, what differs "
                                          "between units may be "
                                          "chance.",
                        .caution = "A unit is many people with many views: its score says nothing "
                                   "about any of them."};
  om_finding_add(r, &f);
}

static om_status
run(om_run *r)
{
  standings s;
  om_section(r, "Unit by unit",
             "For who leads a unit: where it stands on each theme beside the other units, and "
             "which "
             "questions stand out. Differences that may be chance are called so.");
  const int fine = standings_of(r, &s);
  if (fine) {
    report_finding(r, &s);
    report_themes(r, &s);
  }
  const int done = fine && report_cards(r, &s);
  standings_done(&s);
  return done ? OM_OK : OM_E_MEMORY;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.units",
    "0.1.0",
    "Unit by unit",
    "Where each unit stands beside the others, and what stands out in it.",
    OM_PLACE_EXPLANATION,
    needs,
    NULL,
    methods,
    statistics,
    run,
    NULL,
    NULL,
    NULL,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
