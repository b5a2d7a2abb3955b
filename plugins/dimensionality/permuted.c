/* Parallel analysis with the answers that people gave, each question's shuffled by itself. */
#include "dimensionality.h"

#include <stdlib.h>

/* Answers times draws: more would take minutes. */
static const double most_shuffled = 5e9;

/* Every answer of an item, in the order of the codes. */
static int
spread_out(om_run *r, const om_item *item, uint64_t n, double *x)
{
  const om_counts *const c = om_counts_of(r, item, NULL, 1);
  uint64_t at = 0;
  for (uint32_t code = 0; c && code < c->n_codes; code++)
    for (uint64_t i = 0; i < c->counts[code] && at < n; i++)
      x[at++] = c->first + (double)code;
  return at == n;
}

/* Fills q95, and returns why there is none, or NULL. */
static const char *
shuffle(om_run *r, const om_scale *scale, uint64_t n, const double *cov, uint32_t draws,
        om_parallel_analysis *out, double *q95)
{
  const size_t k = scale->n_items;
  if (scale->values != OM_CODES)
    return "the answers are not counted, but measured";
  if ((double)n * (double)k * draws > most_shuffled)
    return "too many answers to be shuffled so often";
  double *const x = calloc((size_t)n * k + 1, sizeof *x);
  const double **const column = calloc(k, sizeof *column);
  const char *why = x && column ? NULL : "out of memory";
  for (size_t i = 0; !why && i < k; i++) {
    column[i] = x + i * n;
    if (!spread_out(r, scale->items[i], n, x + i * n))
      why = "the answers of an item are not counted";
  }
  if (!why) {
    const om_rng rng = om_rng_stream(r, 2);
    om_parallel_permuted_of(k, (size_t)n, cov, column, 0, draws, &rng, out, NULL, NULL, q95);
    why = out->undefined;
  }
  free(x);
  free(column);
  return why;
}

int
report_permuted(om_run *r, const om_scale *scale, const om_moments *m, const double *cov)
{
  static const char *const chance[] = {"chance_permuted_1", "chance_permuted_2",
                                       "chance_permuted_3"};
  const om_about *const about = OM_ABOUT(.scale = scale);
  const uint32_t draws = (uint32_t)om_option_value(r, "permuted");
  om_parallel_analysis found = {.factors = 0};
  double *const q95 = calloc(m->k, sizeof *q95);
  if (!q95)
    return 0;
  const char *const why = shuffle(r, scale, m->n, cov, draws, &found, q95);
  say_number(r, "factors_permuted", about, why ? NAN : (double)found.factors, why);
  for (size_t i = 0; i < EIGENVALUES; i++)
    say_number(r, chance[i], about, why ? NAN : q95[i], why);
  free(q95);
  return 1;
}

om_table *
permuted_table(om_run *r)
{
  static const char *const columns[][2] = {
      {"eigenvalue_1", "First"},           {"chance_permuted_1", "By chance"},
      {"eigenvalue_2", "Second"},          {"chance_permuted_2", "By chance"},
      {"eigenvalue_3", "Third"},           {"chance_permuted_3", "By chance"},
      {"factors_permuted", "Above chance"}};
  if (!(om_option_value(r, "permuted") > 0))
    return NULL;
  om_table *const t =
      om_table_new(r, "permuted", "Eigenvalues beside shuffled answers", OM_ROWS_SCALES);
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    r->host->table_column(t, columns[i][0], columns[i][1], NULL);
  return t;
}
