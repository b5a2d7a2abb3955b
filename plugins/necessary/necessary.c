/* necessary: does any unit have the one without the other?
 *
 * A correlation asks whether more goes with more.  A necessary condition asks something else: that
 * one corner is empty, where the outcome is high and the condition low. */
#include "necessary.h"

#include "../hypotheses.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"line",
     "Necessary condition analysis over unit means, both scales turned so that more is healthier. "
     "The ceiling is the least-squares line through the upper left corners of the step function "
     "(CR-FDH). d is the share of the field between the smallest and largest values that is empty "
     "above it; d from .1 is called a small to medium, from .3 a large effect.",
     "Dul 2016, doi:10.1177/1094428115584005"},
    {"step",
     "The same with the step function over all units as the ceiling (CE-FDH), above which no unit "
     "is.",
     "Dul 2016, doi:10.1177/1094428115584005"},
    {"permutation",
     "The outcomes change places among units many times (all orders, up to eight units); p is the "
     "share of orders with as large an empty corner.",
     "Dul, van der Laan & Kuik 2020, doi:10.1177/1094428118795272"},
    {"holm", "Holm's adjustment of p over the declared hypotheses of this kind.",
     "Holm 1979, Scandinavian Journal of Statistics 6, 65-70"},
    {"linear",
     "Studies of as many units are simulated in which both things are bell-shaped and go together "
     "as closely as here, and nothing is necessary; p is the share with as large an empty corner.",
     "after Sorjonen, Wikstrom Alex & Melin 2017, doi:10.3389/fpsyg.2017.02192"},
    {"leave-one-out", "The line computed again with each unit left out in turn.", ""},
    {"against",
     "Share of units above the ceiling line; share of units whose outcome is above the median and "
     "whose condition is below its median.",
     ""},
    {"bottleneck",
     "For a level of the outcome, in percent of its range over units, the level of the condition, "
     "in percent of its own, at which the ceiling line reaches it.",
     "Dul 2016, doi:10.1177/1094428115584005"},
    {"unit", "Mean score of the unit.", ""},
    {NULL, NULL, NULL},
};

#define NEEDED(level)                                                                              \
  {                                                                                                \
    "needed_" #level, "Condition needed for " #level "% of the outcome",                           \
        "At how much of its range over units the condition stands at least, where the outcome "    \
        "stands at " #level "% of its own.",                                                       \
        "bottleneck", OM_FORMAT_PERCENT, OM_N_AMONG                                                \
  }

static const om_statistic statistics[] = {
    {"nca_d", "Empty corner",
     "How much of the field where units could be is empty: much of the outcome with little of the "
     "condition. 0 is nothing, .1 is small, .3 is large.",
     "line", OM_FORMAT_RATIO, OM_N_AMONG},
    {"nca_p", "p of the empty corner", "How often units in random order would leave as much empty.",
     "permutation", OM_FORMAT_P, OM_N_AMONG},
    {"nca_holm", "p of the empty corner, all hypotheses considered",
     "The same after allowing for the number of hypotheses of this kind.", "holm", OM_FORMAT_P,
     OM_N_AMONG},
    {"nca_linear_p", "p of the empty corner beyond a plain link",
     "How often a plain link as close as this one, without anything necessary, would leave as much "
     "empty.",
     "linear", OM_FORMAT_P, OM_N_AMONG},
    {"nca_lowest", "Empty corner, smallest with one unit left out",
     "The empty corner without the one unit that makes it largest.", "leave-one-out",
     OM_FORMAT_RATIO, OM_N_AMONG},
    {"nca_highest", "Empty corner, largest with one unit left out",
     "The empty corner without the one unit that makes it smallest: how much one unit contradicts.",
     "leave-one-out", OM_FORMAT_RATIO, OM_N_AMONG},
    {"nca_step", "Empty corner, step function",
     "The empty corner under a ceiling that leaves no unit above it.", "step", OM_FORMAT_RATIO,
     OM_N_AMONG},
    {"nca_step_p", "p of the empty corner, step function",
     "How often units in random order would leave as much empty under it.", "permutation",
     OM_FORMAT_P, OM_N_AMONG},
    {"nca_above", "Units above the ceiling line",
     "The share of units that have more of the outcome than the line allows: they contradict it.",
     "against", OM_FORMAT_PERCENT, OM_N_AMONG},
    {"nca_corner", "Units with the outcome, without the condition",
     "The share of units in the upper half of the outcome and the lower half of the condition.",
     "against", OM_FORMAT_PERCENT, OM_N_AMONG},
    NEEDED(50),
    NEEDED(60),
    NEEDED(70),
    NEEDED(80),
    NEEDED(90),
    NEEDED(100),
    {"unit_condition", "Condition", "The unit's mean on the condition, as scored.", "unit",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {"unit_outcome", "Outcome", "The unit's mean on the outcome, as scored.", "unit",
     OM_FORMAT_NUMBER, OM_N_SCORED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_role roles[] = {
    {"condition", 0, 1, 1, 0, "what no unit can do without"},
    {"outcome", 0, 1, 1, 0, "what no unit reaches without it"},
    {NULL, 0, 0, 0, 0, NULL},
};
static const om_form forms[] = {
    {"necessary", "no unit stands well on the outcome that stands badly on the condition", roles},
    {NULL, NULL, NULL},
};
static const om_option options[] = {
    {OM_OPT_INT, 0, "permutations", "Random orders of a permutation test", 9999, 999, 1e6, NULL},
    {OM_OPT_INT, 0, "simulations", "Simulated studies with a plain link", 1999, 999, 1e5, NULL},
    {OM_OPT_REAL, 0, "least", "Smallest empty corner that is spoken of, as a share", .1, 0, 1,
     NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};
static const om_need needs[] = {
    {OM_NEED_HYPOTHESES, 0, 1, 0,
     "a declared hypothesis of kind necessary, which names a condition and an outcome"},
    {OM_NEED_UNITS, 0, 3, 0, "three units or more"},
    {0, 0, 0, 0, NULL},
};

static int
collect(om_run *r, size_t *n, condition *c)
{
  const om_study *const s = om_study_of(r);
  for (const om_hypothesis *h = NULL; (h = next_hypothesis(s, "necessary", h));) {
    condition *const own = &c[(*n)++];
    if (!condition_take(r, h, own) || !condition_compute(r, own))
      return 0;
  }
  double *const p = calloc(*n + 1, sizeof *p);
  if (!p)
    return 0;
  for (size_t i = 0; i < *n; i++)
    p[i] = c[i].line_p;
  om_adjust_holm(*n, p, *n, p);
  for (size_t i = 0; i < *n; i++)
    c[i].holm_p = p[i];
  free(p);
  return 1;
}

static void
say_p(om_run *r, const char *statistic, const om_about *about, double p, const char *why)
{
  const om_estimate e = {.size = sizeof e,
                         .value = p,
                         .lo = NAN,
                         .hi = NAN,
                         .se = NAN,
                         .p = p,
                         .undefined = isnan(p) ? why : NULL};
  om_say(r, statistic, about, &e);
}

static void
say_condition(om_run *r, const condition *c)
{
  static const char *const ids[LEVELS] = {"needed_50", "needed_60", "needed_70",
                                          "needed_80", "needed_90", "needed_100"};
  const om_about *const about = OM_ABOUT(.hypothesis = c->hypothesis);
  const om_ceiling *const line = &c->found.cr_fdh;
  const char *const no_step = c->found.ce_fdh.effect.undefined;
  const char *const no_line = line->effect.undefined;
  say_stat(r, "nca_d", about, &line->effect);
  say_p(r, "nca_p", about, c->line_p, no_line ? no_line : "the permutation test is undefined");
  say_p(r, "nca_holm", about, c->holm_p, no_line ? no_line : "the permutation test is undefined");
  say_p(r, "nca_linear_p", about, c->linear_p, no_line ? no_line : "there is no correlation");
  say_number(r, "nca_lowest", about, c->lowest, no_line);
  say_number(r, "nca_highest", about, c->highest, no_line);
  say_stat(r, "nca_step", about, &c->found.ce_fdh.effect);
  say_p(r, "nca_step_p", about, c->step_p, no_step ? no_step : "the permutation test is undefined");
  say_number(r, "nca_above", about, no_line ? NAN : (double)line->above / c->n, no_line);
  say_number(r, "nca_corner", about, c->corner, no_step);
  for (uint32_t k = 0; k < LEVELS; k++)
    say_number(r, ids[k], about, c->needed[k], c->why_not[k]);
}

static void
units_table(om_run *r, const condition *c)
{
  char id[64], chart[64], title[512];
  snprintf(id, sizeof id, "units-%u", c->hypothesis->index);
  snprintf(chart, sizeof chart, "scatter-%u", c->hypothesis->index);
  OM_FILL(title, "Unit by unit: \u201c{condition}\u201d and \u201c{outcome}\u201d", "condition",
          c->condition->label, "outcome", c->outcome->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_UNITS);
  const om_about *const which = OM_ABOUT(.hypothesis = c->hypothesis);
  r->host->table_column(t, "unit_condition", c->condition->label, which);
  r->host->table_column(t, "unit_outcome", c->outcome->label, which);
  const om_chart scatter = {.size = sizeof scatter,
                            .type = OM_CHART_SCATTER,
                            .id = chart,
                            .title = title,
                            .description = "Each dot is a unit: the condition to the right, the "
                                           "outcome upwards. Where the condition is necessary, the "
                                           "corner of units that have the outcome without it is "
                                           "empty.",
                            .columns = {1, 2}};
  r->host->chart(t, &scatter);
  for (uint32_t u = 0; u < c->n; u++) {
    const om_about *const about = OM_ABOUT(.hypothesis = c->hypothesis, .unit = c->unit[u]);
    say_number(r, "unit_condition", about, om_scores_of(r, c->condition, c->unit[u])->mean, NULL);
    say_number(r, "unit_outcome", about, om_scores_of(r, c->outcome, c->unit[u])->mean, NULL);
    r->host->table_row(t, OM_ABOUT(.unit = c->unit[u]));
  }
}

static void
report(om_run *r, size_t n, const condition *c)
{
  om_table *const corners =
      om_table_new(r, "corners", "The empty corner of each condition", OM_ROWS_HYPOTHESES);
  r->host->table_column(corners, "nca_d", "Empty corner", NULL);
  r->host->table_column(corners, "nca_holm", "p, all hypotheses considered", NULL);
  r->host->table_column(corners, "nca_linear_p", "p beyond a plain link", NULL);
  r->host->table_column(corners, "nca_step", "Empty corner, step function", NULL);
  r->host->table_column(corners, "nca_lowest", "Smallest, one unit left out", NULL);
  r->host->table_column(corners, "nca_above", "Units above the line", NULL);
  r->host->table_column(corners, "nca_corner", "With the outcome, without the condition", NULL);
  om_table *const bottleneck = om_table_new(
      r, "bottleneck", "How much of the condition units have at least", OM_ROWS_HYPOTHESES);
  r->host->table_column(bottleneck, "needed_50", "For 50% of the outcome", NULL);
  r->host->table_column(bottleneck, "needed_60", "60%", NULL);
  r->host->table_column(bottleneck, "needed_70", "70%", NULL);
  r->host->table_column(bottleneck, "needed_80", "80%", NULL);
  r->host->table_column(bottleneck, "needed_90", "90%", NULL);
  r->host->table_column(bottleneck, "needed_100", "100%", NULL);
  for (size_t i = 0; i < n; i++) {
    say_condition(r, &c[i]);
    r->host->table_row(corners, OM_ABOUT(.hypothesis = c[i].hypothesis));
    r->host->table_row(bottleneck, OM_ABOUT(.hypothesis = c[i].hypothesis));
    if (c[i].n)
      units_table(r, &c[i]);
  }
  necessary_findings(r, n, c);
  om_note(r, NULL,
          "In the table of what units have at least, 0% is the lowest and 100% the highest mean of "
          "these units. It holds for units together where a necessary condition is shown, and says "
          "nothing otherwise. Scales on which more is worse are turned round first.");
}

static om_status
run(om_run *r)
{
  condition *const c = calloc((size_t)count_hypotheses(om_study_of(r), "necessary") + 1, sizeof *c);
  size_t n = 0;
  om_status status = OM_E_MEMORY;
  if (c && collect(r, &n, c)) {
    om_section(r, "Can a unit do without?",
               "Some things may not be enough, but without them nothing works. If so, no unit is "
               "to "
               "be found that has the outcome without the condition: a corner of the picture stays "
               "empty.");
    report(r, n, c);
    status = OM_OK;
  }
  for (size_t i = 0; c && i < n; i++)
    condition_done(&c[i]);
  free(c);
  return status;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.necessary",
    "0.1.0",
    "Necessary conditions",
    "Whether any unit stands well on an outcome that stands badly on a condition.",
    OM_PLACE_EXPLANATION,
    needs,
    options,
    methods,
    statistics,
    run,
    NULL,
    forms,
    NULL,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
