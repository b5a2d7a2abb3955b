/* Facet by facet: each with the outcomes together, which a study of facets declares; and each with
 * each outcome, which is a look around. */
#include "dysfunction.h"

#include <stdlib.h>

/* The two columns of a facet and of an outcome (or the index of all) over the units with both. */
static uint32_t
matched(const om_study *s, const double *facet, const double *outcome, double *x, double *y)
{
  uint32_t n = 0;
  for (uint32_t u = 0; u < s->n_units; u++)
    if (!isnan(facet[u]) && !isnan(outcome[u])) {
      x[n] = facet[u];
      y[n++] = outcome[u];
    }
  return n;
}

/* --- each facet with the outcomes together --------------------------------------------------- */

static om_table *
facet_table(om_run *r)
{
  const om_chart forest = {.size = sizeof forest,
                           .type = OM_CHART_FOREST,
                           .id = "facet-forest",
                           .title = "Each facet with the index of outcomes",
                           .description = "Each row is a facet of dysfunction. The dot is its "
                                          "correlation with the index of customer outcomes over "
                                          "units, the line its 95% range. Left of zero: more of "
                                          "it, worse outcomes.",
                           .columns = {2},
                           .min = -1,
                           .max = 1};
  om_table *const t =
      om_table_new(r, "by-facet", "Facet by facet, turned so that more is worse, with the outcomes",
                   OM_ROWS_SCALES);
  r->host->table_column(t, "facet", "Facet", NULL);
  r->host->table_column(t, "facet_r", "Correlation (95% range)", NULL);
  r->host->table_column(t, "facet_holm_p", "p, all facets considered", NULL);
  r->host->table_order(t, 2, OM_ASCENDING);
  r->host->chart(t, &forest);
  return t;
}

static int
report_facets(om_run *r, const composites *c, profile_result *out)
{
  const om_study *const s = om_study_of(r);
  const uint32_t k = c->facets.n_scales;
  double *const p = calloc((size_t)k + 2 * (size_t)s->n_units + 1, sizeof *p);
  if (!p)
    return 0;
  /* The scales of the outcomes stand in `all` behind those of the facets. */
  om_about about = {.size = sizeof about, .among = c->all + k, .n_among = c->outcomes.n_scales};
  om_table *const t = facet_table(r);
  for (uint32_t i = 0; i < k; i++) {
    const uint32_t n = matched(s, c->facets.value + (size_t)i * s->n_units, c->outcomes.index,
                               p + k, p + k + s->n_units);
    const om_stat stat = om_pearson(n, p + k, p + k + s->n_units, s->confidence);
    p[i] = stat.p;
    out->facet_r[i] = stat.value;
    about.scale = c->facets.scale[i];
    say_stat(r, "facet_r", &about, &stat);
    r->host->table_row(t, &about);
  }
  om_adjust_holm(k, p, k, p);
  for (uint32_t i = 0; i < k; i++) {
    about.scale = c->facets.scale[i];
    out->shows[i] = p[i] < .05 && out->facet_r[i] < 0;
    out->n_shows += (uint32_t)out->shows[i];
    say_number(r, "facet_holm_p", &about, p[i], "the correlation is undefined");
  }
  free(p);
  return 1;
}

/* --- each with each -------------------------------------------------------------------------- */

static void
matrix_table(om_run *r, const composites *c)
{
  const om_chart heat = {.size = sizeof heat,
                         .type = OM_CHART_HEAT,
                         .id = "profile-heat",
                         .title = "Which facet goes with which outcome",
                         .description = "A row a facet, a column an outcome; each field is their "
                                        "correlation over units. Below zero: more of the facet, "
                                        "a worse outcome.",
                         .min = -1,
                         .max = 1};
  om_table *const t =
      om_table_new(r, "profile", "Exploratory: which facet (more is worse) goes with which outcome",
                   OM_ROWS_SCALES);
  for (uint32_t j = 0; j < c->outcomes.n_scales; j++)
    r->host->table_column(t, "profile_r", c->outcomes.scale[j]->label,
                          OM_ABOUT(.outside = c->outcomes.scale[j]));
  for (uint32_t i = 0; i < c->facets.n_scales; i++)
    r->host->table_row(t, OM_ABOUT(.inside = c->facets.scale[i]));
  r->host->chart(t, &heat);
}

static void
say_cells(om_run *r, const composites *c, double *p, om_stat *cell, profile_result *out)
{
  const om_study *const s = om_study_of(r);
  const uint32_t width = c->outcomes.n_scales, n_cells = c->facets.n_scales * width;
  double *const x = p + n_cells, *const y = x + s->n_units;
  double closest = 0;
  for (uint32_t i = 0; i < n_cells; i++) {
    const om_about *const about =
        OM_ABOUT(.inside = c->facets.scale[i / width], .outside = c->outcomes.scale[i % width]);
    const uint32_t n = matched(s, c->facets.value + (size_t)(i / width) * s->n_units,
                               c->outcomes.value + (size_t)(i % width) * s->n_units, x, y);
    om_stat stat = om_pearson(n, x, y, s->confidence);
    p[i] = stat.p;
    if (!stat.undefined && stat.value < closest) {
      closest = stat.value;
      out->inside = about->inside;
      out->outside = about->outside;
    }
    stat.lo = stat.hi = stat.se = NAN; /* a range would lend it a weight that it does not have */
    cell[i] = stat;
  }
  om_adjust_bh(n_cells, p, n_cells, p);
  for (uint32_t i = 0; i < n_cells; i++) {
    cell[i].p = p[i];
    say_stat(
        r, "profile_r",
        OM_ABOUT(.inside = c->facets.scale[i / width], .outside = c->outcomes.scale[i % width]),
        &cell[i]);
    out->n_found += p[i] < .05;
  }
}

int
report_profile(om_run *r, const composites *c, profile_result *out)
{
  const size_t cells = (size_t)c->facets.n_scales * c->outcomes.n_scales;
  double *const p = calloc(cells + 2 * (size_t)om_study_of(r)->n_units + 1, sizeof *p);
  om_stat *const cell = calloc(cells + 1, sizeof *cell);
  *out = (profile_result){.shows = calloc((size_t)c->facets.n_scales + 1, 1),
                          .facet_r = calloc((size_t)c->facets.n_scales + 1, sizeof(double))};
  const int fine = p && cell && out->shows && out->facet_r && report_facets(r, c, out);
  if (fine) {
    say_cells(r, c, p, cell, out);
    say_number(r, "profile_found", NULL, out->n_found, NULL);
    matrix_table(r, c);
  }
  free(p);
  free(cell);
  return fine;
}

void
profile_release(profile_result *x)
{
  free(x->shows);
  free(x->facet_r);
}
