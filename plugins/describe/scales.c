/* Scales: how many have a score, where the scores stand, how they spread. */
#include "describe.h"

#include <stdlib.h>

static om_stat
undefined(const char *why)
{
  return (om_stat){.value = NAN, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN, .undefined = why};
}

static uint64_t
count_units(om_run *r, const om_scale *scale)
{
  const om_study *const s = om_study_of(r);
  uint64_t n = 0;
  for (uint32_t i = 0; i < s->n_units; i++)
    n += s->units[i]->level == 0 && !isnan(om_scores_of(r, scale, s->units[i])->mean);
  return n;
}

/* Where the mean stands between the ends of its range, with its range; the healthy end up. */
static om_stat
place_of(const om_scale *scale, const om_stat *mean)
{
  om_stat s = *mean;
  const double width = (scale->max - scale->min) / 100;
  s.value = (mean->value - scale->min) / width;
  s.lo = (mean->lo - scale->min) / width;
  s.hi = (mean->hi - scale->min) / width;
  s.se = mean->se / width;
  if (scale->direction == OM_HIGHER_IS_DYSFUNCTION) {
    const double lo = s.lo;
    s.value = 100 - s.value;
    s.lo = 100 - s.hi;
    s.hi = 100 - lo;
  }
  return s;
}

static void
say_centre(om_run *r, const om_scale *scale, const om_stat *mean, double ss, uint64_t n)
{
  const om_about *const about = OM_ABOUT(.scale = scale);
  const om_stat place = place_of(scale, mean);
  const double rows = (double)scale->survey->rows;
  say_number(r, "unscored_share", about, rows > 0 ? 1 - (double)n / rows : NAN, "no rows");
  say_stat(r, "score_mean", about, mean);
  say_stat(r, "score_place", about, &place);
  say_number(r, "score_sd", about, n > 1 ? sqrt(ss / (double)(n - 1)) : NAN, "fewer than 2 scores");
}

static void
report_people(om_run *r, const om_scale *scale, of_units *u)
{
  const om_about *const about = OM_ABOUT(.scale = scale);
  const om_scores *const x = om_scores_of(r, scale, NULL);
  const om_stat mean = mean_score(r, scale, u);
  const uint64_t units = count_units(r, scale);
  say_centre(r, scale, &mean, x->ss, x->n);
  if (units > 0)
    say_number(r, "scored_units", about, (double)units, NULL);
  if (scale->survey->weighted)
    say_number(r, "score_effective_n", about, x->effective_n, "nobody has a score");
}

/* Published figures: every unit counts once. */
static int
report_figures(om_run *r, const om_scale *scale)
{
  const om_study *const s = om_study_of(r);
  double *const figures = calloc(s->n_units, sizeof *figures);
  if (!figures)
    return 0;
  size_t n = 0;
  for (uint32_t i = 0; i < s->n_units; i++) {
    const double x = om_scores_of(r, scale, s->units[i])->mean;
    if (s->units[i]->level == 0 && !isnan(x))
      figures[n++] = x;
  }
  const om_stat mean = n ? om_mean(n, figures, s->confidence) : undefined("no unit has a figure");
  double about_mean = NAN, ss = NAN;
  om_mean_ss(n, figures, &about_mean, &ss);
  say_centre(r, scale, &mean, ss, n);
  say_number(r, "scored_units", OM_ABOUT(.scale = scale), (double)n, NULL);
  free(figures);
  return 1;
}

static int
asks_to_recommend(const om_scale *scale)
{
  return scale->survey->level == OM_LEVEL_RESPONDENT && scale->n_items == 1 &&
         scale->values == OM_CODES && scale->items[0]->min == 0 && scale->items[0]->max == 10;
}

static void
report_nps(om_run *r, const om_scale *scale, of_units *u)
{
  if (!om_counts_of(r, scale->items[0], NULL, 0))
    return;
  const om_stat nps = promoter_score(r, scale->items[0], u);
  say_stat(r, "nps", OM_ABOUT(.scale = scale), &nps);
}

static om_table *
scales_table(om_run *r, int has_units, int has_weights, int has_nps)
{
  const om_chart bars = {.size = sizeof bars,
                         .type = OM_CHART_BARS,
                         .id = "places",
                         .title = "Where each scale stands",
                         .description = "A bar for each scale: where its mean stands between the "
                                        "ends of its answer scale, 0 to 100, more is healthier. "
                                        "Thin lines are 95% ranges.",
                         .columns = {1},
                         .min = 0,
                         .max = 100};
  om_table *const t = om_table_new(r, "scales", "Scales", OM_ROWS_SCALES);
  r->host->table_column(t, "score_place", "0 to 100, more is healthier (95% range)", NULL);
  r->host->table_column(t, "score_mean", "Mean score (95% range)", NULL);
  r->host->table_column(t, "answer_range", "Of", NULL);
  r->host->table_column(t, "score_sd", "Standard deviation", NULL);
  if (has_nps)
    r->host->table_column(t, "nps", "NPS (95% range)", NULL);
  if (has_weights)
    r->host->table_column(t, "score_effective_n", "Effective n", NULL);
  r->host->table_column(t, "unscored_share", "Without a score", NULL);
  if (has_units)
    r->host->table_column(t, "scored_units", "Units", NULL);
  r->host->chart(t, &bars);
  return t;
}

int
report_scales(om_run *r, of_units *u)
{
  const om_study *const s = om_study_of(r);
  int has_nps = 0, has_weights = 0;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    has_nps |= asks_to_recommend(s->scales[i]);
    has_weights |= s->scales[i]->survey->weighted != 0;
  }
  om_table *const t = scales_table(r, s->n_units > 0, has_weights, has_nps);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_scale *const scale = s->scales[i];
    char lo[32], hi[32], range[120];
    snprintf(lo, sizeof lo, "%.12g", scale->min);
    snprintf(hi, sizeof hi, "%.12g", scale->max);
    OM_FILL(range, "{lo}\u00a0to\u00a0{hi}", "lo#", lo, "hi#", hi);
    if (scale->survey->level == OM_LEVEL_RESPONDENT)
      report_people(r, scale, u);
    else if (!report_figures(r, scale))
      return 0;
    if (asks_to_recommend(scale))
      report_nps(r, scale, u);
    om_remark(r, "answer_range", OM_ABOUT(.scale = scale), range);
    r->host->table_row(t, OM_ABOUT(.scale = scale));
  }
  return 1;
}
