/* Guess and actual of each unit, and in how many the guess is above by more than its error. */
#include "gap.h"

/* One side of a unit on 0 to 100, with the squared error of its mean; NaN where it has none. */
typedef struct one_side {
  double mean, variance, df;
  uint64_t n;
} one_side;

static one_side
side_of(om_run *r, const om_scale *scale, const om_unit *unit)
{
  const om_scores *const x = om_scores_of(r, scale, unit);
  one_side out = {to_100(scale, x->mean), NAN, NAN, x->n};
  if (scale->survey->level == OM_LEVEL_RESPONDENT && x->n > 1) {
    const double width = 100 / (scale->max - scale->min);
    out.variance = width * width * x->ss / (double)(x->n - 1) / x->effective_n;
    out.df = (double)(x->n - 1);
  }
  return out;
}

static om_estimate
estimate_with(double value, double variance, double df, double conf)
{
  return with_range(value, sqrt(variance), df, conf, NULL);
}

/* The difference with its range by Welch; without one where a side has no error. */
static om_estimate
difference_of(const one_side *g, const one_side *a, double conf)
{
  const double v = g->variance + a->variance;
  const double df = v * v / (g->variance * g->variance / g->df + a->variance * a->variance / a->df);
  return estimate_with(g->mean - a->mean, v, df, conf);
}

static int
has_people(const gap *x, const one_side *g, const one_side *a)
{
  const int guess_shown =
      x->guess->survey->level == OM_LEVEL_UNIT || g->n >= x->guess->survey->minimum_group;
  return guess_shown &&
         (x->actual->survey->level == OM_LEVEL_UNIT || a->n >= x->actual->survey->minimum_group);
}

static om_table *
units_table(om_run *r, uint32_t number)
{
  char id[32], chart_id[32], scatter_id[32];
  const om_chart butterfly = {.size = sizeof butterfly,
                              .type = OM_CHART_BUTTERFLY,
                              .id = numbered(chart_id, sizeof chart_id, "butterfly", number),
                              .title = "What is believed, and what is said",
                              .description = "Each row is a unit. The left bar is what is "
                                             "believed or guessed, the right bar what the other "
                                             "side says, both from 0 to 100 where more is better. "
                                             "Thin lines are 95% ranges; the dot at the right is "
                                             "the guess minus what is said.",
                              .columns = {1, 2, 3},
                              .min = 0,
                              .max = 100};
  const om_chart scatter = {.size = sizeof scatter,
                            .type = OM_CHART_SCATTER,
                            .id = numbered(scatter_id, sizeof scatter_id, "scatter", number),
                            .title = "Each unit, belief against what is said",
                            .description = "Each dot is a unit: further right, more is believed; "
                                           "higher up, more is said. The line is the straight line "
                                           "that fits best, with its 95% band.",
                            .columns = {1, 2}};
  om_table *const t =
      om_table_new(r, numbered(id, sizeof id, "units", number),
                   "What is believed, and what is said, unit by unit", OM_ROWS_UNITS);
  r->host->table_column(t, "unit_guess", "Believed", NULL);
  r->host->table_column(t, "unit_actual", "Said", NULL);
  r->host->table_column(t, "unit_gap", "Gap", NULL);
  r->host->chart(t, &butterfly);
  r->host->chart(t, &scatter);
  return t;
}

void
gap_units(om_run *r, gap *x, uint32_t number)
{
  const om_study *const s = om_study_of(r);
  const double conf = s->confidence;
  om_table *t = NULL;
  uint32_t above = 0, known = 0;
  for (uint32_t u = 0; u < x->units.n; u++) {
    const om_unit *const unit = x->units.unit[u];
    const one_side g = side_of(r, x->guess, unit), a = side_of(r, x->actual, unit);
    const om_estimate between = difference_of(&g, &a, conf);
    known += isnan(between.lo) ? 0 : 1;
    above += between.lo > 0 ? 1 : 0;
    if (!t && has_people(x, &g, &a))
      t = units_table(r, number);
  }
  for (uint32_t u = 0; t && u < x->units.n; u++) {
    const om_unit *const unit = x->units.unit[u];
    const om_about *const about = OM_ABOUT(.hypothesis = x->hypothesis, .unit = unit);
    const one_side g = side_of(r, x->guess, unit), a = side_of(r, x->actual, unit);
    const om_estimate left = estimate_with(g.mean, g.variance, g.df, conf);
    const om_estimate right = estimate_with(a.mean, a.variance, a.df, conf);
    const om_estimate between = difference_of(&g, &a, conf);
    om_say(r, "unit_guess", about, &left);
    om_say(r, "unit_actual", about, &right);
    om_say(r, "unit_gap", about, &between);
    r->host->table_row(t, about);
  }
  x->has_units = t != NULL;
  if (!t)
    om_note(r, OM_ABOUT(.hypothesis = x->hypothesis),
            "\u201c{term.guess}\u201d is not shown unit by unit: in no unit are there enough "
            "people on both sides.");
  x->above = om_share(above, x->units.n, conf);
  if (known < x->units.n && !x->above.undefined)
    x->above = (om_stat){.value = NAN,
                         .lo = NAN,
                         .hi = NAN,
                         .se = NAN,
                         .p = NAN,
                         .undefined = "not every unit has an error on both sides"};
}
