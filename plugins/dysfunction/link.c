/* The headline: the index of dysfunction with the index of outcomes, over units. */
#include "dysfunction.h"

#include <stdlib.h>

/* About the link: nothing but the units that have all of it. */
#define OF_LINK(c) OM_ABOUT(.among = (c)->all, .n_among = (c)->n_all)

typedef struct two_columns {
  const double *x, *y;
} two_columns;

/* An om_statistic_fn: r of the units selected. */
static void
resampled_r(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const two_columns *const t = ctx;
  double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
  for (size_t i = 0; i < n; i++) {
    mx += t->x[index[i]];
    my += t->y[index[i]];
  }
  mx /= (double)n;
  my /= (double)n;
  for (size_t i = 0; i < n; i++) {
    const double x = t->x[index[i]] - mx, y = t->y[index[i]] - my;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  *out = xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : NAN;
}

static om_test
permuted(om_run *r, uint32_t n, const double *x, const double *y, const uint32_t *block,
         uint32_t n_columns, double *const *column, uint64_t stream)
{
  const om_family family = {
      .n_units = n, .n_inside = 1, .n_outside = 1, .inside = &x, .outside = &y};
  const om_parallel threads = om_threads_of(r);
  const om_family_permutation how = {.permutations = (uint32_t)om_option_value(r, "permutations"),
                                     .rng = om_rng_stream(r, stream),
                                     .parallel = &threads,
                                     .block = block,
                                     .n_controls = n_columns,
                                     .controls = (const double *const *)column};
  om_test test = {.p = NAN};
  om_permute_family(&family, &how, &test, NULL, NULL);
  return test;
}

static void
say_p(om_run *r, const char *statistic, const om_about *about, const om_test *test)
{
  const double p = test->undefined ? NAN : test->p;
  const om_estimate e = {.size = sizeof e,
                         .value = p,
                         .lo = NAN,
                         .hi = NAN,
                         .se = test->undefined ? NAN : test->mc_error,
                         .p = p,
                         .undefined = test->undefined};
  om_say(r, statistic, about, &e);
}

/* --- as it is -------------------------------------------------------------------------------- */

static void
report_plain(om_run *r, const composites *c, link_result *out)
{
  const om_study *const s = om_study_of(r);
  const om_about *const about = OF_LINK(c);
  const two_columns ctx = {c->x, c->y};
  const om_rng rng = om_rng_stream(r, STREAM_LINK_BOOTSTRAP);
  om_boot boot;
  out->r = om_pearson(c->n, c->x, c->y, s->confidence);
  const om_stat rho = om_spearman(c->n, c->x, c->y, s->confidence);
  const om_test test = permuted(r, c->n, c->x, c->y, NULL, 0, NULL, STREAM_LINK_PERMUTATION);
  const om_span span = om_pearson_leave_one_out(c->n, c->x, c->y);
  om_bootstrap(c->n, 1, (uint32_t)om_option_value(r, "resamples"), resampled_r, &ctx, &rng,
               s->confidence, &boot);
  say_stat(r, "link_r", about, &out->r);
  say_stat(r, "link_bca", about, &boot.bca);
  say_p(r, "link_p", about, &test);
  say_stat(r, "link_rho", about, &rho);
  say_number(r, "link_lowest", about, span.lo, span.undefined);
  say_number(r, "link_highest", about, span.hi, span.undefined);
  out->n = c->n;
  out->evidence = (om_evidence){.size = sizeof out->evidence,
                                .n = c->n,
                                .value = out->r.value,
                                .lo = out->r.lo,
                                .hi = out->r.hi,
                                .p = out->r.p,
                                .p_adjusted = test.undefined ? NAN : test.p,
                                .out_lo = span.lo,
                                .out_hi = span.hi,
                                .meaningful = s->meaningful};
}

/* --- with what the study holds constant ------------------------------------------------------ */

typedef struct held {
  uint32_t n, n_columns;
  double *x, *y, **column;
  uint32_t *block;
  const om_unit **units;
} held;

static void
release(held *h)
{
  for (uint32_t k = 0; h->column && k < h->n_columns; k++)
    free(h->column[k]);
  free(h->column);
  free(h->x);
  free(h->block);
  free(h->units);
}

static int
has_controls(om_run *r, const om_unit *unit)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t k = 0; k < s->n_controls; k++)
    if (isnan(om_scores_of(r, s->controls[k], unit)->mean))
      return 0;
  return !s->within_parent || unit->parent;
}

/* The number of each unit's parent among those there are; how many parents. */
static uint32_t
number_parents(held *h)
{
  uint32_t n = 0;
  for (uint32_t u = 0; u < h->n; u++) {
    uint32_t before = 0;
    while (before < u && h->units[before]->parent != h->units[u]->parent)
      before++;
    h->block[u] = before < u ? h->block[before] : n++;
  }
  return n;
}

static int
take_held(om_run *r, const composites *c, held *h)
{
  const om_study *const s = om_study_of(r);
  *h = (held){.x = calloc(2 * (size_t)c->n + 2, sizeof *h->x),
              .column = calloc((size_t)s->n_controls + c->n + 1, sizeof *h->column),
              .block = calloc((size_t)c->n + 1, sizeof *h->block),
              .units = calloc((size_t)c->n + 1, sizeof *h->units)};
  if (!h->x || !h->column || !h->block || !h->units)
    return 0;
  h->y = h->x + c->n + 1;
  for (uint32_t u = 0; u < c->n; u++)
    if (has_controls(r, c->units[u])) {
      h->x[h->n] = c->x[u];
      h->y[h->n] = c->y[u];
      h->units[h->n++] = c->units[u];
    }
  const uint32_t n_parents = s->within_parent ? number_parents(h) : 0;
  const uint32_t n_columns = s->n_controls + (n_parents > 1 ? n_parents - 1 : 0);
  for (uint32_t k = 0; k < n_columns; k++) {
    double *const own = calloc((size_t)h->n + 1, sizeof *own);
    if (!own)
      return 0;
    for (uint32_t u = 0; u < h->n; u++)
      own[u] = k < s->n_controls ? om_scores_of(r, s->controls[k], h->units[u])->mean
                                 : h->block[u] == k - s->n_controls + 1;
    h->column[h->n_columns++] = own;
  }
  return 1;
}

/* Where the study holds something constant, its claim is about this. */
static void
say_held(om_run *r, const composites *c, const held *h, link_result *out)
{
  const om_study *const s = om_study_of(r);
  const om_about *const about = OM_ABOUT(.among = c->all, .n_among = c->n_all + s->n_controls);
  const double *const *const column = (const double *const *)h->column;
  out->held = om_partial(h->n, h->x, h->y, h->n_columns, column, s->confidence);
  const om_span span = om_partial_leave_one_out(h->n, h->x, h->y, h->n_columns, column);
  om_test test = permuted(r, h->n, h->x, h->y, s->within_parent ? h->block : NULL, h->n_columns,
                          h->column, STREAM_HELD_PERMUTATION);
  if (out->held.undefined)
    test.undefined = out->held.undefined;
  say_stat(r, "link_held_r", about, &out->held);
  say_p(r, "link_held_p", about, &test);
  out->n = h->n;
  out->is_held = 1;
  out->evidence.n = h->n;
  out->evidence.value = out->held.value;
  out->evidence.lo = out->held.lo;
  out->evidence.hi = out->held.hi;
  out->evidence.p = out->held.p;
  out->evidence.p_adjusted = test.undefined ? NAN : test.p;
  out->evidence.out_lo = span.lo;
  out->evidence.out_hi = span.hi;
}

static int
report_held(om_run *r, const composites *c, link_result *out)
{
  held h;
  const int fine = take_held(r, c, &h);
  if (fine)
    say_held(r, c, &h, out);
  release(&h);
  return fine;
}

/* --- both ------------------------------------------------------------------------------------ */

void
report_power(om_run *r, const composites *c)
{
  const om_stat least = om_smallest_r(c->n, om_study_of(r)->confidence, .80);
  say_stat(r, "link_smallest", OF_LINK(c), &least);
}

int
report_link(om_run *r, const composites *c, link_result *out)
{
  const om_study *const s = om_study_of(r);
  const int is_held = s->n_controls > 0 || s->within_parent;
  *out = (link_result){.held = {.value = NAN}};
  report_plain(r, c, out);
  if (is_held && !report_held(r, c, out))
    return 0;
  out->word = r->host->evidence(r, &out->evidence);
  om_table *const t = om_table_new(r, "link", "Dysfunction with customer outcomes", OM_ROWS_ONE);
  r->host->table_column(t, "link_smallest", "Smallest correlation this study finds", NULL);
  if (is_held) {
    r->host->table_column(t, "link_held_r", "Correlation, controls held constant (95% range)",
                          NULL);
    r->host->table_column(t, "link_held_p", "Permutation p, controls held constant", NULL);
  }
  r->host->table_column(t, "link_r", "Correlation (95% range)", NULL);
  r->host->table_column(t, "link_p", "Permutation p", NULL);
  r->host->table_column(t, "link_bca", "Correlation (bootstrap range)", NULL);
  r->host->table_column(t, "link_rho", "Rank correlation (95% range)", NULL);
  r->host->table_column(t, "link_lowest", "Lowest, one unit left out", NULL);
  r->host->table_column(t, "link_highest", "Highest, one unit left out", NULL);
  r->host->table_row(t, NULL);
  return 1;
}
