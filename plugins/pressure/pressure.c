/* pressure: do customers rate otherwise when the period nears its end?
 *
 * Answers are compared within units, late ones with earlier ones of the same unit, so that units
 * whose customers answer late are not compared with units whose customers answer early. */
#include "pressure.h"

#include "../hypotheses.h"

#include <stdlib.h>

static const om_method methods[] = {
    {"within",
     "Persons' scores less the mean of their unit, on whether they answered in the last days of "
     "the period (or on days left), less its mean in the unit: least squares with a constant for "
     "each unit. Standard error by CR2, units as clusters, with Satterthwaite's degrees of "
     "freedom: it holds whatever customers of one unit have in common.",
     "Bell & McCaffrey 2002, Survey Methodology 28; Pustejovsky & Tipton 2018, "
     "doi:10.1080/07350015.2016.1247004"},
    {"holm",
     "Holm's adjustment of the p of the difference over all outcomes of all declared hypotheses of "
     "this kind.",
     "Holm 1979, Scandinavian Journal of Statistics 6, 65-70"},
    {"leave-one-out", "The difference computed again with each unit left out in turn.", ""},
    {"parts", "Mean of the persons' scores less the mean of their unit, by part of the period.",
     ""},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"pressure_difference", "Last days less the rest",
     "How many points higher or lower customers rate in the last days of the period than other "
     "customers of the same unit do before.",
     "within", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"pressure_slope", "For ten days nearer to the end",
     "By how many points ratings change within units for every ten days nearer to the end.",
     "within", OM_FORMAT_NUMBER, OM_N_AMONG},
    {"pressure_holm", "p of last days, all tests considered",
     "How often chance alone would show such a difference, allowing for the number of outcomes.",
     "holm", OM_FORMAT_P, OM_N_AMONG},
    {"pressure_lowest", "Last days less the rest, lowest with one unit left out",
     "The difference without the one unit that raises it most.", "leave-one-out", OM_FORMAT_NUMBER,
     OM_N_AMONG},
    {"pressure_highest", "Last days less the rest, highest with one unit left out",
     "The difference without the one unit that lowers it most.", "leave-one-out", OM_FORMAT_NUMBER,
     OM_N_AMONG},
    {"pressure_part_1", "Last days",
     "How far ratings of the last days stand from their unit's mean.", "parts", OM_FORMAT_NUMBER,
     OM_N_AMONG},
    {"pressure_part_2", "Before the last days",
     "The same of the days before, up to three times as far from the end.", "parts",
     OM_FORMAT_NUMBER, OM_N_AMONG},
    {"pressure_part_3", "Further from the end",
     "The same of the days before these, up to six times as far from the end.", "parts",
     OM_FORMAT_NUMBER, OM_N_AMONG},
    {"pressure_part_4", "Early in the period", "The same of all days before these.", "parts",
     OM_FORMAT_NUMBER, OM_N_AMONG},
    {"pressure_days", "Days that count as last", "How many days before the end count as last.",
     "parts", OM_FORMAT_COUNT, OM_N_AMONG},
    {NULL, NULL, NULL, NULL, 0, 0},
};

enum { MOST_OUTCOMES = 100 };
static const om_role roles[] = {
    {"days", OM_OUTSIDE, 1, 1, 0, "days left to the end of the period when a customer answered"},
    {"outcome", OM_OUTSIDE, 1, MOST_OUTCOMES, 0, "what the same customers rated"},
    {NULL, 0, 0, 0, 0, NULL},
};
static const om_form forms[] = {
    {"pressure", "customers rate otherwise in the last days of the period", roles},
    {NULL, NULL, NULL},
};
static const om_option options[] = {
    {OM_OPT_INT, 0, "days", "How many days before the end count as last", 10, 1, 1000, NULL},
    {OM_OPT_REAL, 0, "points", "Smallest difference, in points of the scale, that counts", .2, 0,
     1000, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};
static const om_need needs[] = {
    {OM_NEED_HYPOTHESES, 0, 1, 0,
     "a declared hypothesis of kind pressure, which names days left and outcomes"},
    {OM_NEED_RESPONDENTS, OM_OUTSIDE, 1, 0, "answers of persons outside"},
    {OM_NEED_UNITS, 0, 2, 0, "two units or more"},
    {OM_NEED_ROWS, 0, 0, 0, "to see single rows of answers"},
    {0, 0, 0, 0, NULL},
};

/* False when memory ran out. */
static int
collect(om_run *r, size_t *n, ending *e)
{
  const om_study *const s = om_study_of(r);
  for (const om_hypothesis *h = NULL; (h = next_hypothesis(s, "pressure", h));) {
    const om_scale *outcome;
    for (uint32_t k = 0; (outcome = om_term_of(h, "outcome", k)); k++) {
      ending *const own = &e[(*n)++];
      *own = (ending){
          .hypothesis = h, .days = om_term_of(h, "days", 0), .outcome = outcome, .holm_p = NAN};
      if (own->days->survey != outcome->survey)
        own->cannot = "days and outcome are not of the same survey";
      else if (!end_of_period(r, own))
        return 0;
    }
  }
  double *const p = calloc(*n + 1, sizeof *p);
  if (!p)
    return 0;
  for (size_t i = 0; i < *n; i++)
    p[i] = e[i].cannot ? NAN : e[i].difference.p;
  om_adjust_holm(*n, p, *n, p);
  for (size_t i = 0; i < *n; i++)
    e[i].holm_p = p[i];
  free(p);
  return 1;
}

static void
say_ending(om_run *r, const ending *e)
{
  static const char *const parts[PARTS] = {"pressure_part_1", "pressure_part_2", "pressure_part_3",
                                           "pressure_part_4"};
  const om_about *const about = OM_ABOUT(.hypothesis = e->hypothesis, .scale = e->outcome);
  const char *const why =
      e->difference.undefined ? e->difference.undefined : e->difference.no_range;
  say_stat(r, "pressure_difference", about, &e->difference);
  say_stat(r, "pressure_slope", about, &e->slope);
  say_number(r, "pressure_holm", about, e->holm_p, why);
  say_number(r, "pressure_lowest", about, e->out_lo, why);
  say_number(r, "pressure_highest", about, e->out_hi, why);
  say_number(r, "pressure_days", about, om_option_value(r, "days"), NULL);
  for (uint32_t k = 0; k < PARTS; k++)
    say_number(r, parts[k], about, e->part[k], "nobody answered then");
}

static om_table *
ends_table(om_run *r)
{
  om_table *const t =
      om_table_new(r, "ends", "The end of the period and the rest of it", OM_ROWS_SCALES);
  r->host->table_column(t, "pressure_difference", "Last days less the rest (95% range)", NULL);
  r->host->table_column(t, "pressure_holm", "p, all tests considered", NULL);
  r->host->table_column(t, "pressure_slope", "For ten days nearer to the end (95% range)", NULL);
  r->host->table_column(t, "pressure_lowest", "Lowest, one unit left out", NULL);
  r->host->table_column(t, "pressure_highest", "Highest, one unit left out", NULL);
  const om_chart forest = {.size = sizeof forest,
                           .type = OM_CHART_FOREST,
                           .id = "forest",
                           .title = "Last days of the period less the rest, in points",
                           .description = "Each row is what customers rated. The dot is how many "
                                          "points the last days of the period stand from the rest "
                                          "within units, the line its 95% range. A line that "
                                          "crosses zero cannot tell whether there is a difference.",
                           .columns = {1}};
  r->host->chart(t, &forest);
  return t;
}

static om_table *
curve_table(om_run *r)
{
  const double last = om_option_value(r, "days");
  char label[PARTS][80], once[16], thrice[16], six_times[16];
  snprintf(once, sizeof once, "%g", last);
  snprintf(thrice, sizeof thrice, "%g", 3 * last);
  snprintf(six_times, sizeof six_times, "%g", 6 * last);
  OM_FILL(label[0], "Last {days} days", "days#", once);
  OM_FILL(label[1], "{least} to {most} days left", "least#", once, "most#", thrice);
  OM_FILL(label[2], "{least} to {most}", "least#", thrice, "most#", six_times);
  OM_FILL(label[3], "{least} and more", "least#", six_times);
  om_table *const t = om_table_new(
      r, "curve", "How far ratings stand from their unit\u2019s mean, in points", OM_ROWS_SCALES);
  r->host->table_column(t, "pressure_part_1", label[0], NULL);
  r->host->table_column(t, "pressure_part_2", label[1], NULL);
  r->host->table_column(t, "pressure_part_3", label[2], NULL);
  r->host->table_column(t, "pressure_part_4", label[3], NULL);
  return t;
}

static void
report(om_run *r, size_t n, const ending *e)
{
  om_table *const ends = ends_table(r), *const curve = curve_table(r);
  for (size_t i = 0; i < n; i++) {
    const om_about *const about = OM_ABOUT(.hypothesis = e[i].hypothesis, .scale = e[i].outcome);
    if (e[i].cannot) {
      om_note(r, about,
              "\u201c{scale}\u201d was not compared: days and outcome have to be of one survey.");
      continue;
    }
    say_ending(r, &e[i]);
    r->host->table_row(ends, about);
    r->host->table_row(curve, about);
  }
  pressure_findings(r, n, e);
  om_note(r, NULL,
          "Late answers are compared with earlier ones of the same unit. Every customer answers "
          "once and when it suits; who answers late may differ from who answers early.");
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  size_t n = 0, possible = 0;
  ending *const e = calloc(count_terms(s, "pressure") + 1, sizeof *e);
  om_status status = OM_E_MEMORY;
  if (e && collect(r, &n, e)) {
    status = OM_OK;
    for (size_t i = 0; i < n; i++)
      possible += !e[i].cannot;
    if (!possible)
      om_fail(r, status = OM_NOT_APPLICABLE,
              "it needs days and outcomes of one survey, answered by the same persons");
  }
  if (status == OM_OK) {
    om_section(r, "When the period nears its end",
               "Where targets are due at the end of a period, customers may feel it. Here answers "
               "of the last days are set beside earlier answers about the same unit.");
    report(r, n, e);
  }
  free(e);
  return status;
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.pressure",
    "0.1.0",
    "Period end",
    "Whether customers rate otherwise in the last days of the period, within units.",
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
