/* Alpha of a scale, and what each of its items adds. */
#include "reliability.h"

#include <stdlib.h>

static om_status
say_item_finding(om_run *r, const om_scale *scale, uint32_t item)
{
  char id[64], detail[256];
  snprintf(id, sizeof id, "coding-%u-%u", scale->index, item);
  OM_FILL(detail,
          "\u201c{item}\u201d runs against the rest of its scale: correlation {item_rest} over "
          "{item_rest.n} {rows}.",
          "rows:", rows_are(scale));
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = OM_ABOUT(.scale = scale, .item = scale->items[item]),
                        .headline = "Check the coding of an item of \u201c{scale}\u201d.",
                        .detail = detail,
                        .caution = "It was left as it is. If it is worded the other way round, say "
                                   "reversed=\"yes\" in the study and run again."};
  return om_finding_add(r, &f);
}

static om_status
say_low_finding(om_run *r, const om_scale *scale)
{
  char id[64], detail[256];
  snprintf(id, sizeof id, "low-%u", scale->index);
  OM_FILL(detail,
          "Alpha is {alpha_raw} (95% range {alpha_raw.lo} to {alpha_raw.hi}; {alpha_raw.n} "
          "{rows}).",
          "rows:", rows_are(scale));
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = OM_ABOUT(.scale = scale),
                        .headline = "The questions of \u201c{scale}\u201d hang together only "
                                    "loosely.",
                        .detail = detail,
                        .caution = "What goes with this scale will look weaker than it is."};
  return om_finding_add(r, &f);
}

/* The error of a score, which is the mean of the items: in points of the answers. */
static om_stat
error_of_score(const om_moments *m, double alpha)
{
  double total = 0;
  for (size_t i = 0; i < m->k; i++)
    for (size_t j = i; j < m->k; j++)
      total += (i == j ? 1 : 2) * m->sscp[om_packed(m->k, i, j)];
  const double variance = m->n > 1 && total > 0 ? total / (double)(m->n - 1) : NAN;
  return om_measurement_error(sqrt(variance) / m->k, alpha);
}

static om_table *
items_table(om_run *r, const om_scale *scale, int has_negative)
{
  char id[64], title[512];
  scale_table_id(id, sizeof id, "items", scale);
  OM_FILL(title, "Items of \u201c{scale}\u201d ({survey})", "scale", scale->label, "survey",
          scale->survey->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_ITEMS);
  r->host->table_column(t, "item_rest", "Correlation with the rest", NULL);
  r->host->table_column(t, "alpha_deleted", "Alpha without it", NULL);
  if (has_negative)
    r->host->table_column(t, "coding", "Remark", NULL);
  return t;
}

static void
say_items(om_run *r, const om_scale *scale, int is_low, const om_stat *rest, const om_stat *deleted)
{
  int has_negative = 0;
  for (uint32_t i = 0; i < scale->n_items; i++)
    has_negative |= rest[i].value < 0;
  om_table *const t = om_study_of(r)->n_scales <= MANY_SCALES || has_negative || is_low
                          ? items_table(r, scale, has_negative)
                          : NULL;
  for (uint32_t i = 0; i < scale->n_items; i++) {
    const om_about *const item = OM_ABOUT(.scale = scale, .item = scale->items[i]);
    say_stat(r, "item_rest", item, &rest[i]);
    say_stat(r, "alpha_deleted", item, &deleted[i]);
    if (t)
      r->host->table_row(t, item);
    if (rest[i].value < 0) {
      om_remark(r, "coding", item, "check the coding of this item");
      say_item_finding(r, scale, i);
    }
  }
}

int
report_alpha(om_run *r, const om_scale *scale, const om_moments *m)
{
  om_stat *const rest = calloc(2 * (size_t)m->k, sizeof *rest), *const deleted = rest + m->k;
  if (!rest)
    return 0;
  om_alpha_result alpha;
  om_alpha(m->k, m->n, m->sscp, om_study_of(r)->confidence, &alpha, rest, deleted);
  const om_stat error = error_of_score(m, alpha.raw.value);
  const om_about *const about = OM_ABOUT(.scale = scale);
  say_stat(r, "alpha_raw", about, &alpha.raw);
  say_stat(r, "alpha_standardized", about, &alpha.standardized);
  say_stat(r, "mean_r", about, &alpha.mean_r);
  say_stat(r, "measurement_error", about, &error);
  const int is_low = alpha.raw.value < om_option_value(r, "floor");
  say_items(r, scale, is_low, rest, deleted);
  if (is_low)
    say_low_finding(r, scale);
  free(rest);
  return 1;
}
