/* The mirror unit by unit: what is said inside and outside on one scale from 0 to 100, where more
 * is healthier, and the gap between the two. */
#include "../composite.h"
#include "mirror.h"

#include <stdlib.h>

/* The mean over units, with a range that treats the units as a sample of such units. */
static void
say_overall(om_run *r, const char *statistic, uint32_t side, size_t n, const double *scores)
{
  const om_stat mean = om_mean(n, scores, om_study_of(r)->confidence);
  say_stat(r, statistic, OM_ABOUT(.side = side), &mean);
}

static om_table *
units_table(om_run *r)
{
  const om_chart butterfly = {.size = sizeof butterfly,
                              .type = OM_CHART_BUTTERFLY,
                              .id = "butterfly",
                              .title = "Inside and outside, unit by unit",
                              .description = "Each row is a unit. The left bar is what its own "
                                             "people say, the right bar what is said of it "
                                             "outside, both from 0 to 100 where more is healthier. "
                                             "Thin lines are 95% ranges; the dot at the right is "
                                             "outside minus inside.",
                              .columns = {1, 2, 3},
                              .min = 0,
                              .max = 100};
  const om_chart scatter = {.size = sizeof scatter,
                            .type = OM_CHART_SCATTER,
                            .id = "scatter",
                            .title = "Each unit, inside against outside",
                            .description = "Each dot is a unit: further right, better inside; "
                                           "higher up, better outside. The line is the straight "
                                           "line that fits best, with its 95% band.",
                            .columns = {1, 2}};
  om_table *const t = om_table_new(r, "units", "Inside and outside, unit by unit", OM_ROWS_UNITS);
  r->host->table_column(t, "inside_score", "Inside", OM_ABOUT(.side = OM_INSIDE));
  r->host->table_column(t, "outside_score", "Outside", OM_ABOUT(.side = OM_OUTSIDE));
  r->host->table_column(t, "gap", "Gap", NULL);
  om_scorecard(r, "inside_score", "Inside", OM_ABOUT(.side = OM_INSIDE));
  om_scorecard(r, "outside_score", "Outside", OM_ABOUT(.side = OM_OUTSIDE));
  om_scorecard(r, "gap", "Gap", NULL);
  r->host->table_order(t, 1, OM_ASCENDING);
  r->host->chart(t, &butterfly);
  r->host->chart(t, &scatter);
  return t;
}

int
report_units(om_run *r, om_stat *gap_mean)
{
  const om_study *const s = om_study_of(r);
  double *const inside = calloc(3 * (size_t)s->n_units, sizeof *inside);
  double *const outside = inside + s->n_units, *const gaps = outside + s->n_units;
  size_t n_inside = 0, n_outside = 0, n_gaps = 0;
  if (!inside)
    return 0;
  om_table *const t = units_table(r);
  for (uint32_t i = 0; i < s->n_units; i++) {
    const om_unit *const unit = s->units[i];
    if (unit->level != 0)
      continue;
    const composite in = composite_of(r, OM_INSIDE, unit), out = composite_of(r, OM_OUTSIDE, unit);
    if (in.undefined && out.undefined)
      continue;
    const double se = sqrt(in.se * in.se + out.se * out.se);
    const om_estimate left =
        with_range(in.score, in.se, in.least_n - 1, s->confidence, in.undefined);
    const om_estimate right =
        with_range(out.score, out.se, out.least_n - 1, s->confidence, out.undefined);
    const om_estimate gap = with_range(out.score - in.score, se, fmin(in.least_n, out.least_n) - 1,
                                       s->confidence, in.undefined ? in.undefined : out.undefined);
    om_say(r, "inside_score", OM_ABOUT(.side = OM_INSIDE, .unit = unit), &left);
    om_say(r, "outside_score", OM_ABOUT(.side = OM_OUTSIDE, .unit = unit), &right);
    om_say(r, "gap", OM_ABOUT(.unit = unit), &gap);
    r->host->table_row(t, OM_ABOUT(.unit = unit));
    if (!in.undefined)
      inside[n_inside++] = in.score;
    if (!out.undefined)
      outside[n_outside++] = out.score;
    if (!in.undefined && !out.undefined)
      gaps[n_gaps++] = out.score - in.score;
  }
  say_overall(r, "inside_mean", OM_INSIDE, n_inside, inside);
  say_overall(r, "outside_mean", OM_OUTSIDE, n_outside, outside);
  *gap_mean = om_mean(n_gaps, gaps, s->confidence);
  say_stat(r, "gap_mean", NULL, gap_mean);
  free(inside);
  return 1;
}
