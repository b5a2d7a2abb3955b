/* reliability: do the questions of a scale hang together?
 *
 * For every scale of two items or more, over the respondents who answered all of them: Cronbach's
 * alpha with Feldt's range, its standardised form, the mean correlation between items, and for
 * each item what it adds.  An item that runs against the others is reported, never turned round. */
#include "say.h"

#include <stdio.h>
#include <stdlib.h>

static const om_method methods[] = {
    {"alpha",
     "Cronbach's alpha, k/(k-1) times (1 minus the sum of the item variances over the variance of "
     "the total), over respondents who answered every item; range from the F distribution. The "
     "range takes respondents to be independent; people of one unit are not quite, so it is "
     "somewhat too narrow. Alpha does not show that a scale measures one thing only.",
     "Cronbach 1951, doi:10.1007/BF02310555; Feldt 1965, doi:10.1007/BF02289499"},
    {"item",
     "Correlation of an item with the sum of the other items of its scale, and alpha of the scale "
     "without the item.",
     "Nunnally & Bernstein 1994, Psychometric Theory, 3rd ed."},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"alpha_raw", "Alpha",
     "How far the questions of a scale measure the same thing, from 0 (not at all) to 1. Above .70 "
     "a scale is usually good enough to compare groups. It says nothing about whether they measure "
     "the right thing.",
     "alpha", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"alpha_standardized", "Alpha, standardised",
     "Alpha as it would be if every question had the same spread of answers.", "alpha",
     OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"mean_r", "Mean correlation between items",
     "How strongly two questions of the scale go together on average.", "alpha", OM_FORMAT_RATIO,
     OM_N_COMPLETE},
    {"item_rest", "Correlation with the rest",
     "How strongly a question goes with the sum of the others of its scale. A negative number "
     "usually means that the question is worded the other way round and was not declared so.",
     "item", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {"alpha_deleted", "Alpha without it",
     "Alpha of the scale if this question were left out: information, not a rule for leaving "
     "questions out.",
     "item", OM_FORMAT_RATIO, OM_N_COMPLETE},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_option options[] = {
    {OM_OPT_REAL, 0, "floor", "Alpha below which a scale is pointed out", .70, 0, 1, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};

static const om_need needs[] = {
    {OM_NEED_SCALES, 0, 1, 0, "a scale"},
    {0, 0, 0, 0, NULL},
};

static om_status
say_item_finding(om_run *r, const om_scale *scale, uint32_t item)
{
  char id[64];
  snprintf(id, sizeof id, "coding-%u-%u", scale->index, item);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = OM_ABOUT(.scale = scale, .item = scale->items[item]),
                        .headline = "Check the coding of an item of \u201c{scale}\u201d.",
                        .detail = "\u201c{item}\u201d runs against the rest of its scale: "
                                  "correlation {item_rest} over {item_rest.n} respondents.",
                        .caution = "It was left as it is. If it is worded the other way round, say "
                                   "reversed=\"yes\" in the study and run again."};
  return om_finding_add(r, &f);
}

static om_status
say_low_finding(om_run *r, const om_scale *scale)
{
  char id[64];
  snprintf(id, sizeof id, "low-%u", scale->index);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = OM_ABOUT(.scale = scale),
                        .headline = "The questions of \u201c{scale}\u201d hang together only "
                                    "loosely.",
                        .detail = "Alpha is {alpha_raw} (95% range {alpha_raw.lo} to "
                                  "{alpha_raw.hi}; {alpha_raw.n} respondents).",
                        .caution = "What goes with this scale will look weaker than it is."};
  return om_finding_add(r, &f);
}

/* One scale; false when memory ran out. */
static int
report_scale(om_run *r, const om_scale *scale, const om_moments *m, om_table *items)
{
  const uint32_t k = m->k;
  om_stat *const rest = calloc(2 * (size_t)k, sizeof *rest), *const deleted = rest + k;
  if (!rest)
    return 0;
  om_alpha_result alpha;
  om_alpha(k, m->n, m->sscp, om_study_of(r)->confidence, &alpha, rest, deleted);
  const om_about *const about = OM_ABOUT(.scale = scale);
  say_stat(r, "alpha_raw", about, &alpha.raw);
  say_stat(r, "alpha_standardized", about, &alpha.standardized);
  say_stat(r, "mean_r", about, &alpha.mean_r);
  for (uint32_t i = 0; i < k; i++) {
    const om_about *const item = OM_ABOUT(.scale = scale, .item = scale->items[i]);
    say_stat(r, "item_rest", item, &rest[i]);
    say_stat(r, "alpha_deleted", item, &deleted[i]);
    r->host->table_row(items, item);
    if (rest[i].value < 0)
      say_item_finding(r, scale, i);
  }
  if (alpha.raw.value < om_option_value(r, "floor"))
    say_low_finding(r, scale);
  free(rest);
  return 1;
}

static om_table *
items_table(om_run *r, const om_scale *scale)
{
  char id[64], title[512];
  scale_table_id(id, sizeof id, "items", scale);
  snprintf(title, sizeof title, "Items of \u201c%s\u201d (%s)", scale->label, scale->survey->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_ITEMS);
  r->host->table_column(t, "item_rest", "Correlation with the rest", NULL);
  r->host->table_column(t, "alpha_deleted", "Alpha without it", NULL);
  return t;
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  uint32_t n_reported = 0;
  om_section(r, "How well the scales measure",
             "A scale is several questions that are meant to measure the same thing. Here is how "
             "far they do. A scale that measures poorly hides links that are there.");
  om_table *const scales = om_table_new(r, "scales", "Scales", OM_ROWS_SCALES);
  r->host->table_column(scales, "alpha_raw", "Alpha (95% range)", NULL);
  r->host->table_column(scales, "alpha_standardized", "Standardised", NULL);
  r->host->table_column(scales, "mean_r", "Mean correlation between items", NULL);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_scale *const scale = s->scales[i];
    const om_moments *const m = scale->n_items > 1 ? om_moments_of(r, scale, NULL) : NULL;
    if (!m)
      continue;
    if (!report_scale(r, scale, m, items_table(r, scale)))
      return OM_E_MEMORY;
    r->host->table_row(scales, OM_ABOUT(.scale = scale));
    n_reported++;
  }
  if (n_reported == 0)
    return om_fail(r, OM_NOT_APPLICABLE, "every scale has a single item: nothing can be compared");
  return om_note(r, NULL,
                 "Reliability is computed over respondents who answered every question of a scale; "
                 "a scale of one question has none that could be computed.");
}

static const om_plugin self = {
    OM_PLUGIN_HEAD,
    "org.orgmirror.reliability",
    "0.1.0",
    "Reliability",
    "How far the questions of each scale measure the same thing.",
    OM_PLACE_MEASUREMENT,
    needs,
    options,
    methods,
    statistics,
    run,
    NULL,
};

const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
