/* Are the facets one thing over units, and the outcomes?  Alpha and omega of the roles, units as
 * cases: whether a unit that is high on one is high on the others. */
#include "dysfunction.h"

#include <stdlib.h>

/* Units for each role that a factor is fitted to, at least. */
enum { UNITS_A_ROLE = 5, FEWEST_JUDGED = 10 };

/* The declared roles as columns over the units that have all of them, deviations from the mean. */
typedef struct columns {
  uint32_t k, n;
  double *x; /* [k][n] */
  double *sscp, *cov;
  om_stat *rest;
} columns;

static void
release(columns *t)
{
  free(t->x);
  free(t->sscp);
  free(t->rest);
}

static void
take_column(const om_study *s, const composition *c, uint32_t k, double *x)
{
  uint32_t n = 0;
  for (uint32_t u = 0; u < s->n_units; u++)
    if (!isnan(c->index[u]))
      x[n++] = c->value[(size_t)k * s->n_units + u];
  double mean, ss;
  om_mean_ss(n, x, &mean, &ss);
  for (uint32_t u = 0; u < n; u++)
    x[u] -= mean;
}

static int
take(const om_study *s, const composition *c, columns *t)
{
  const size_t k = c->n_scales, cells = k * (k + 1) / 2 + 1;
  *t = (columns){.k = c->n_scales,
                 .x = calloc(k * s->n_units + 1, sizeof *t->x),
                 .sscp = calloc(2 * cells, sizeof *t->sscp),
                 .rest = calloc(k + 1, sizeof *t->rest)};
  if (!t->x || !t->sscp || !t->rest)
    return 0;
  t->cov = t->sscp + cells;
  for (uint32_t u = 0; u < s->n_units; u++)
    t->n += !isnan(c->index[u]);
  for (uint32_t i = 0; i < t->k; i++)
    take_column(s, c, i, t->x + (size_t)i * t->n);
  for (uint32_t i = 0; i < t->k; i++)
    for (uint32_t j = i; j < t->k; j++) {
      double sum = 0;
      for (uint32_t u = 0; u < t->n; u++)
        sum += t->x[(size_t)i * t->n + u] * t->x[(size_t)j * t->n + u];
      t->sscp[om_packed(t->k, i, j)] = sum;
    }
  return 1;
}

/* Omega of one factor, where there are units enough to fit one. */
static om_stat
omega_of(const om_study *s, columns *t)
{
  om_omega_result omega;
  om_stat none = {.value = NAN, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN, .n = t->n};
  none.undefined = t->k < 3 ? "fewer than three of them"
                            : "fewer than five units for each of them: too few to fit a factor";
  if (t->k < 3 || t->n < UNITS_A_ROLE * t->k)
    return none;
  none.undefined = om_covariances(t->k, t->n, t->sscp, t->cov);
  if (none.undefined)
    return none;
  om_omega(t->k, t->n, t->cov, s->confidence, &omega, NULL, NULL);
  return omega.omega;
}

static void
say_rest(om_run *r, const composition *c, const columns *t, om_table *table)
{
  for (uint32_t k = 0; k < c->n_scales; k++) {
    const om_about *const about =
        OM_ABOUT(.scale = c->scale[k], .among = c->scale, .n_among = c->n_scales);
    say_stat(r, "rest_r", about, &t->rest[k]);
    r->host->table_row(table, about);
  }
}

static uint32_t
verdict(const om_stat *alpha, const columns *t)
{
  if (t->k < 2 || alpha->undefined || t->n < FEWEST_JUDGED)
    return ONE_UNKNOWN;
  if (alpha->value >= .70 && alpha->lo >= .50)
    return ONE_YES;
  return alpha->value >= .50 && alpha->hi >= .70 ? ONE_LOOSELY : ONE_NO;
}

static int
report_side(om_run *r, const composition *c, uint32_t side, om_table *rest, uint32_t *is_one)
{
  const om_study *const s = om_study_of(r);
  const om_about *const about = OM_ABOUT(.side = side, .among = c->scale, .n_among = c->n_scales);
  columns t;
  const int fine = take(s, c, &t);
  if (fine) {
    om_alpha_result alpha;
    om_alpha(t.k, t.n, t.sscp, s->confidence, &alpha, t.rest, NULL);
    if (t.k < 2) {
      alpha.raw.undefined = alpha.mean_r.undefined = "only one of them";
      t.rest[0] = alpha.raw;
    }
    const om_stat omega = omega_of(s, &t);
    say_stat(r, "index_alpha", about, &alpha.raw);
    say_stat(r, "index_omega", about, &omega);
    say_stat(r, "index_mean_r", about, &alpha.mean_r);
    say_rest(r, c, &t, rest);
    *is_one = verdict(&alpha.raw, &t);
  }
  release(&t);
  return fine;
}

int
report_one(om_run *r, const composites *c, uint32_t *facets_are)
{
  const om_about *const in = OM_ABOUT(.side = OM_INSIDE), *const out = OM_ABOUT(.side = OM_OUTSIDE);
  uint32_t outcomes_are;
  om_table *const t = om_table_new(r, "one", "Are the indices one thing?", OM_ROWS_ONE);
  r->host->table_column(t, "index_alpha", "Facets: alpha over units (95% range)", in);
  r->host->table_column(t, "index_omega", "Facets: omega of one factor (95% range)", in);
  r->host->table_column(t, "index_mean_r", "Facets: mean correlation", in);
  r->host->table_column(t, "index_alpha", "Outcomes: alpha over units (95% range)", out);
  r->host->table_column(t, "index_omega", "Outcomes: omega of one factor (95% range)", out);
  r->host->table_column(t, "index_mean_r", "Outcomes: mean correlation", out);
  r->host->table_row(t, NULL);
  om_table *const rest =
      om_table_new(r, "rest", "How each goes with the others of its index", OM_ROWS_SCALES);
  r->host->table_column(rest, "rest_r", "Correlation with the others", NULL);
  return report_side(r, &c->facets, OM_INSIDE, rest, facets_are) &&
         report_side(r, &c->outcomes, OM_OUTSIDE, rest, &outcomes_are);
}
