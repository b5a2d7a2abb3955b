/* How what units differ in outside is shared out to inside themes: two ways, with ranges. */
#include "drivers.h"

#include <stdlib.h>
#include <string.h>

#define ABOUT(m, i)                                                                                \
  OM_ABOUT(.inside = (m)->inside[i], .outside = (m)->outside, .hypothesis = (m)->hypothesis,       \
           .among = (m)->inside, .n_among = (m)->p)

/* --- numbers --------------------------------------------------------------------------------- */

/* Sums of squares and products about the means, the outcome last. */
static void
products(const model *m, double *sscp)
{
  double mean[MOST_THEMES + 1], ss;
  const double *column[MOST_THEMES + 1];
  for (uint32_t i = 0; i <= m->p; i++) {
    column[i] = i < m->p ? m->x[i] : m->y;
    om_mean_ss(m->n, column[i], &mean[i], &ss);
  }
  for (uint32_t i = 0; i <= m->p; i++)
    for (uint32_t j = i; j <= m->p; j++) {
      double sum = 0;
      for (uint32_t u = 0; u < m->n; u++)
        sum += (column[i][u] - mean[i]) * (column[j][u] - mean[j]);
      sscp[om_packed(m->p + 1, i, j)] = sum;
    }
}

/* A number of the whole with the percentile range of its resamples. */
static om_stat
resampled(om_stat stat, const om_boot *boot)
{
  stat.lo = boot->percentile.lo;
  stat.hi = boot->percentile.hi;
  stat.se = boot->percentile.se;
  return stat;
}

static void
resample(om_run *r, const model *m, uint32_t method, om_boot *boot)
{
  const om_rng base = om_rng_stream(r, STREAM_BOOTSTRAP), rng = om_rng_at(&base, m->number);
  const om_importance_data data = {.p = m->p,
                                   .x = (const double *const *)m->x,
                                   .y = m->y,
                                   .random = m->random,
                                   .method = method};
  om_bootstrap(m->n, om_importance_outputs(&data), (uint32_t)om_option_value(r, "resamples"),
               om_importance_statistic, &data, &rng, om_study_of(r)->confidence, boot);
}

static void
fill(om_run *r, const model *m, const om_boot *by_lmg, const om_boot *by_weight, model_result *out)
{
  const om_study *const s = om_study_of(r);
  double sscp[(MOST_THEMES + 1) * (MOST_THEMES + 2) / 2];
  om_stat lmg[MOST_THEMES], weight[MOST_THEMES];
  om_importance other;
  products(m, sscp);
  om_lmg(m->p, m->n, sscp, &out->fit, lmg, NULL);
  om_relative_weights(m->p, m->n, sscp, &other, weight, NULL);
  for (uint32_t i = 0; i < m->p; i++) {
    theme_result *const t = &out->theme[i];
    t->lmg = resampled(lmg[i], &by_lmg[i]);
    t->weight = resampled(weight[i], &by_weight[i]);
    t->rank = by_lmg[2 * m->p + i].percentile;
    t->weight_rank = by_weight[2 * m->p + i].percentile;
    t->beyond = by_lmg[3 * m->p + 2 + i].percentile;
    t->score = om_mean(m->n, m->x[i], s->confidence);
    t->people = om_scores_of(r, m->inside[i], NULL)->n;
    if (t->lmg.value > out->theme[out->first].lmg.value)
      out->first = i;
    if (t->weight.value > out->theme[out->first_by_weight].weight.value)
      out->first_by_weight = i;
  }
}

/* --- tables ---------------------------------------------------------------------------------- */

static om_table *
shares_table(om_run *r, const model *m)
{
  char id[32], title[512];
  snprintf(id, sizeof id, "shares-%u", m->number);
  OM_FILL(title, "What units differ in on \u201c{outside}\u201d, shared out", "outside",
          m->outside->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_PAIRS);
  r->host->table_column(t, "lmg", "Share, LMG (95% range)", NULL);
  r->host->table_column(t, "weight", "Share, relative weight (95% range)", NULL);
  r->host->table_column(t, "lmg_rank", "Rank, LMG (95% range)", NULL);
  r->host->table_column(t, "weight_rank", "Rank, relative weight (95% range)", NULL);
  r->host->table_column(t, "beyond_chance", "Beyond a random theme (95% range)", NULL);
  r->host->table_column(t, "plain_r", "Correlation (95% range)", NULL);
  r->host->table_order(t, 1, OM_DESCENDING);
  return t;
}

static om_table *
quadrant_table(om_run *r, const model *m)
{
  char id[32], title[512], chart[32];
  snprintf(id, sizeof id, "look-%u", m->number);
  snprintf(chart, sizeof chart, "quadrant-%u", m->number);
  OM_FILL(title, "Where to look first, for \u201c{outside}\u201d", "outside", m->outside->label);
  const om_chart quadrant = {.size = sizeof quadrant,
                             .type = OM_CHART_QUADRANT,
                             .id = chart,
                             .title = title,
                             .description = "Each dot is an inside theme: further right, units "
                                            "stand better on it today; higher up, more of what "
                                            "units differ in outside is shared with it. Lines are "
                                            "95% ranges. High and left is where to look first.",
                             .columns = {2, 3}};
  om_table *const t = om_table_new(r, id, title, OM_ROWS_PAIRS);
  r->host->table_column(t, "look", "Where it stands", NULL);
  r->host->table_column(t, "theme_score", "Score today, 0 to 100 (95% range)", NULL);
  r->host->table_column(t, "lmg", "Share, LMG (95% range)", NULL);
  r->host->table_order(t, 3, OM_DESCENDING);
  r->host->chart(t, &quadrant);
  return t;
}

static void
say_theme(om_run *r, const model *m, const model_result *x, uint32_t i)
{
  const om_about *const about = ABOUT(m, i);
  const theme_result *const t = &x->theme[i];
  const om_stat plain = om_pearson(m->n, m->x[i], m->y, om_study_of(r)->confidence);
  say_stat(r, "lmg", about, &t->lmg);
  say_stat(r, "weight", about, &t->weight);
  say_stat(r, "lmg_rank", about, &t->rank);
  say_stat(r, "weight_rank", about, &t->weight_rank);
  say_stat(r, "beyond_chance", about, &t->beyond);
  say_stat(r, "plain_r", about, &plain);
  say_stat(r, "theme_score", about, &t->score);
  om_remark(r, "look", about, place_of(m, x, i));
}

int
report_model(om_run *r, const model *m, model_result *out)
{
  const size_t n_stats = 4 * (size_t)m->p + 2;
  om_boot *const by_lmg = calloc(2 * n_stats, sizeof *by_lmg), *const by_weight = by_lmg + n_stats;
  *out = (model_result){.first = 0};
  if (!by_lmg)
    return 0;
  resample(r, m, OM_IMPORTANCE_LMG, by_lmg);
  resample(r, m, OM_IMPORTANCE_RELATIVE_WEIGHTS, by_weight);
  fill(r, m, by_lmg, by_weight, out);
  free(by_lmg);
  const om_about *const about = OM_ABOUT(.outside = m->outside, .hypothesis = m->hypothesis,
                                         .among = m->inside, .n_among = m->p);
  say_stat(r, "r_squared", about, &out->fit.r_squared);
  say_stat(r, "adjusted", about, &out->fit.adjusted);
  char id[32], title[512];
  snprintf(id, sizeof id, "fit-%u", m->number);
  OM_FILL(title, "All themes together, and \u201c{outside}\u201d", "outside", m->outside->label);
  om_table *const fit = om_table_new(r, id, title, OM_ROWS_ONE);
  r->host->table_column(fit, "r_squared", "R-squared", NULL);
  r->host->table_column(fit, "adjusted", "R-squared, adjusted", NULL);
  r->host->table_row(fit, about);
  om_table *const shares = shares_table(r, m), *const look = quadrant_table(r, m);
  for (uint32_t i = 0; i < m->p; i++) {
    say_theme(r, m, out, i);
    r->host->table_row(shares, ABOUT(m, i));
    r->host->table_row(look, ABOUT(m, i));
  }
  return 1;
}

/* --- refused --------------------------------------------------------------------------------- */

static const om_about *
plain_about(om_about *about, const model *m, uint32_t i)
{
  *about = (om_about){.size = sizeof *about,
                      .inside = m->inside[i],
                      .outside = m->outside,
                      .hypothesis = m->hypothesis};
  return about;
}

/* A declared model that is refused. */
static void
declared_table(om_run *r, const model *m)
{
  char id[32], title[512];
  om_about about;
  snprintf(id, sizeof id, "plain-%u", m->number);
  OM_FILL(title, "Plain correlations with \u201c{outside}\u201d, nothing shared out", "outside",
          m->outside->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_PAIRS);
  r->host->table_column(t, "plain_r", "Correlation", NULL);
  r->host->table_column(t, "plain_bh_p", "p, all of these considered", NULL);
  for (uint32_t i = 0; i < m->p; i++)
    r->host->table_row(t, plain_about(&about, m, i));
}

/* The others: all against the same inside themes. */
static void
matrix_table(om_run *r, const models *all, const char *id, const char *title, const char *statistic)
{
  const model *last = NULL;
  for (uint32_t k = 0; k < all->n; k++)
    if (all->model[k].refused && !all->model[k].hypothesis)
      last = &all->model[k];
  if (!last)
    return;
  om_table *const t = om_table_new(r, id, title, OM_ROWS_SCALES);
  for (uint32_t k = 0; k < all->n; k++)
    if (all->model[k].refused && !all->model[k].hypothesis)
      r->host->table_column(t, statistic, all->model[k].outside->label,
                            OM_ABOUT(.outside = all->model[k].outside));
  for (uint32_t i = 0; i < last->p; i++)
    r->host->table_row(t, OM_ABOUT(.inside = last->inside[i]));
}

static double
say_plain(om_run *r, const model *m, uint32_t i)
{
  om_about about;
  const om_link *const link = om_link_of(r, m->inside[i], m->outside);
  om_stat stat = om_pearson(link->n, link->inside, link->outside, om_study_of(r)->confidence);
  /* Turned so that above 0 healthy goes with healthy, as where themes are shared out. */
  stat.value *= m->inside[i]->direction == m->outside->direction ? 1 : -1;
  stat.lo = stat.hi = stat.se = NAN; /* a range would lend it a weight that it lacks */
  say_stat(r, "plain_r", plain_about(&about, m, i), &stat);
  return stat.p;
}

int
report_plain(om_run *r, const models *all)
{
  uint32_t cells = 0, k = 0;
  om_about about;
  for (uint32_t a = 0; a < all->n; a++)
    cells += all->model[a].refused ? all->model[a].p : 0;
  double *const p = calloc((size_t)cells + 1, sizeof *p);
  if (!p)
    return 0;
  for (uint32_t a = 0; a < all->n; a++)
    for (uint32_t i = 0; all->model[a].refused && i < all->model[a].p; i++)
      p[k++] = say_plain(r, &all->model[a], i);
  om_adjust_bh(cells, p, cells, p);
  k = 0;
  for (uint32_t a = 0; a < all->n; a++) {
    const model *const m = &all->model[a];
    for (uint32_t i = 0; m->refused && i < m->p; i++)
      say_number(r, "plain_bh_p", plain_about(&about, m, i), p[k++],
                 "the correlation is undefined");
    if (m->refused && m->hypothesis)
      declared_table(r, m);
  }
  matrix_table(r, all, "plain", "Exploratory: plain correlations, nothing shared out", "plain_r");
  matrix_table(r, all, "plain-p", "Exploratory: p, all of these considered", "plain_bh_p");
  free(p);
  return 1;
}
