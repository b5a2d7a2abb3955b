/* Which items go together, where a scale measures more than one thing. */
#include "dimensionality.h"

#include <stdlib.h>

static const char *const things[MOST_THINGS] = {"thing_1", "thing_2", "thing_3",
                                                "thing_4", "thing_5", "thing_6"};
static const char *const labels[MOST_THINGS] = {"First thing",  "Second thing", "Third thing",
                                                "Fourth thing", "Fifth thing",  "Sixth thing"};

/* As many factors as were told apart, or fewer when so many cannot be fitted; 0: none can. */
static size_t
fit(const om_moments *m, const double *cov, size_t factors, double *loading, double *uniqueness)
{
  om_efa_result result;
  for (; factors > 1; factors--) {
    om_efa(m->k, m->n, cov, factors, OM_EFA_MINRES, &result, loading, uniqueness);
    if (!result.undefined)
      return factors;
  }
  return 0;
}

static om_table *
items_table(om_run *r, const om_scale *scale, size_t factors)
{
  char id[64], title[512];
  scale_table_id(id, sizeof id, "apart", scale);
  OM_FILL(title, "Which items of \u201c{scale}\u201d go together ({survey})", "scale", scale->label,
          "survey", scale->survey->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_ITEMS);
  for (size_t j = 0; j < factors; j++)
    r->host->table_column(t, things[j], labels[j], NULL);
  return t;
}

static void
say_loadings(om_run *r, const om_scale *scale, size_t factors, const double *loading)
{
  om_table *const t = items_table(r, scale, factors);
  for (uint32_t i = 0; i < scale->n_items; i++) {
    const om_about *const about = OM_ABOUT(.scale = scale, .item = scale->items[i]);
    for (size_t j = 0; j < factors; j++)
      say_number(r, things[j], about, loading[i * factors + j], "not known");
    r->host->table_row(t, about);
  }
}

int
report_apart(om_run *r, const om_scale *scale, const om_moments *m, const double *cov,
             uint32_t factors)
{
  const size_t k = m->k, most = factors < MOST_THINGS ? factors : MOST_THINGS;
  double *const loading = calloc(k * MOST_THINGS + k, sizeof *loading);
  if (!loading)
    return 0;
  double phi[MOST_THINGS * (MOST_THINGS + 1) / 2], rotation[MOST_THINGS * MOST_THINGS];
  const size_t n = fit(m, cov, most, loading, loading + k * MOST_THINGS);
  if (n > 1 && !om_promax(k, n, loading, 4, OM_VARIMAX_R_EPS, loading, rotation, phi))
    say_loadings(r, scale, n, loading);
  free(loading);
  return 1;
}
