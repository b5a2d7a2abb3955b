/* Every declared pair over its matched units. */
#include "mirror.h"

#include "../over_units.h"

#include <stdlib.h>

/* --- resampling ------------------------------------------------------------------------------ */

/* What resampling says of each declared pair. */
typedef struct resampled {
  om_boot_pair *r, *rho;
  om_test *test;
} resampled;

/* The pairs over the same units, which share every resample and every order.  All families take
 * the same streams, so a pair's numbers rest on its own scores alone: another pair declared beside
 * it moves nothing. */
typedef struct pair_family {
  uint32_t n; /* pairs */
  uint32_t *member;
  om_cell *cell;
  const om_scale **scale; /* [2 n]: of the inside columns; then, from n on, of the outside ones */
  const double **column;  /* [2 n] */
  om_family family;
  resampled out;
} pair_family;

/* More numbers than this are not kept at once. */
enum { MOST_NUMBERS = 1 << 24 };

static uint32_t
column_of(const om_scale **scale, const double **column, size_t *n, const om_scale *wanted,
          const double *values)
{
  size_t c = 0;
  while (c < *n && scale[c] != wanted)
    c++;
  if (c == *n) {
    scale[c] = wanted;
    column[c] = values;
    ++*n;
  }
  return (uint32_t)c;
}

static int
same_units(const om_link *a, const om_link *b)
{
  if (a->n != b->n)
    return 0;
  for (uint32_t u = 0; u < a->n; u++)
    if (a->units[u] != b->units[u])
      return 0;
  return 1;
}

/* Collects the pairs from `first` on that are over the units of `first`, up to `most`; marks
 * them. */
static void
collect(om_run *r, uint32_t first, uint32_t most, char *done, pair_family *f)
{
  const om_study *const s = om_study_of(r);
  const om_link *const own = om_link_of(r, s->pairs[first]->inside, s->pairs[first]->outside);
  f->n = 0;
  f->family = (om_family){
      .n_units = own->n, .inside = f->column, .outside = f->column + s->n_pairs, .pair = f->cell};
  for (uint32_t i = first; i < s->n_pairs && f->n < most; i++) {
    const om_pair *const p = s->pairs[i];
    const om_link *const link = om_link_of(r, p->inside, p->outside);
    if (done[i] || !same_units(link, own))
      continue;
    done[i] = 1;
    f->member[f->n] = i;
    f->cell[f->n++] =
        (om_cell){column_of(f->scale, f->column, &f->family.n_inside, p->inside, link->inside),
                  column_of(f->scale + s->n_pairs, f->column + s->n_pairs, &f->family.n_outside,
                            p->outside, link->outside)};
  }
  f->family.n_pairs = f->n;
}

static void
resample_family(om_run *r, const pair_family *f, const resampled *out)
{
  const om_parallel threads = om_threads_of(r);
  const om_family_bootstrap bootstrap = {.resamples = (uint32_t)om_option_value(r, "resamples"),
                                         .conf = om_study_of(r)->confidence,
                                         .rng = om_rng_stream(r, STREAM_PAIR_BOOTSTRAP),
                                         .parallel = &threads};
  const om_family_permutation permutation = {.permutations = (uint32_t)om_option_value(r, "permutat"
                                                                                          "ions"),
                                             .rng = om_rng_stream(r, STREAM_PAIR_PERMUTATION),
                                             .parallel = &threads};
  om_bootstrap_family(&f->family, &bootstrap, f->out.r, f->out.rho, NULL);
  om_permute_family(&f->family, &permutation, f->out.test, NULL, NULL);
  for (uint32_t k = 0; k < f->n; k++) {
    out->r[f->member[k]] = f->out.r[k];
    out->rho[f->member[k]] = f->out.rho[k];
    out->test[f->member[k]] = f->out.test[k];
  }
}

static void
release(resampled *x)
{
  free(x->r);
  free(x->rho);
  free(x->test);
}

/* False when memory ran out. */
static int
allocate(resampled *x, uint32_t n)
{
  *x = (resampled){calloc(n, sizeof *x->r), calloc(n, sizeof *x->rho), calloc(n, sizeof *x->test)};
  return x->r && x->rho && x->test;
}

static int
resample_pairs(om_run *r, const resampled *out)
{
  const uint32_t n = om_study_of(r)->n_pairs;
  const uint32_t most = (uint32_t)(MOST_NUMBERS / om_option_value(r, "resamples"));
  pair_family f = {.member = calloc(n, sizeof *f.member),
                   .cell = calloc(n, sizeof *f.cell),
                   .scale = calloc((size_t)2 * n, sizeof *f.scale),
                   .column = calloc((size_t)2 * n, sizeof *f.column)};
  char *const done = calloc(n, 1);
  const int fine = allocate(&f.out, n) && f.member && f.cell && f.scale && f.column && done;
  for (uint32_t i = 0; fine && i < n; i++) {
    if (done[i])
      continue;
    collect(r, i, most > 0 ? most : 1, done, &f);
    resample_family(r, &f, out);
  }
  free(f.member);
  free(f.cell);
  free(f.scale);
  free(f.column);
  release(&f.out);
  free(done);
  return fine;
}

/* --- one pair -------------------------------------------------------------------------------- */

static void
say_pair(om_run *r, const om_pair *p, const om_boot_pair *boot, const om_boot_pair *boot_ranks,
         const om_test *test, pair_result *out)
{
  const om_study *const s = om_study_of(r);
  const om_link *const link = om_link_of(r, p->inside, p->outside);
  const om_about *const about = OM_ABOUT(.inside = p->inside, .outside = p->outside);
  *out = (pair_result){.pair = p,
                       .link = link,
                       .pearson = om_pearson(link->n, link->inside, link->outside, s->confidence),
                       .permutation_p = test->undefined ? NAN : test->p,
                       .left_out = boot->left_out};
  const om_stat rho = om_spearman(link->n, link->inside, link->outside, s->confidence);
  const om_stat tau = om_kendall(link->n, link->inside, link->outside, s->confidence);
  const om_estimate chance = {.size = sizeof chance,
                              .value = out->permutation_p,
                              .lo = NAN,
                              .hi = NAN,
                              .se = test->mc_error,
                              .p = out->permutation_p,
                              .undefined = test->undefined};
  say_stat(r, "pearson_r", about, &out->pearson);
  say_stat(r, "pearson_bca", about, &boot->boot.bca);
  say_stat(r, "spearman_rho", about, &rho);
  say_stat(r, "spearman_bca", about, &boot_ranks->boot.bca);
  say_stat(r, "kendall_tau", about, &tau);
  om_say(r, "permutation_p", about, &chance);
  say_number(r, "lowest_r", about, out->left_out.lo, out->left_out.undefined);
  say_number(r, "highest_r", about, out->left_out.hi, out->left_out.undefined);
}

static void
judge(om_run *r, pair_result *x)
{
  const int is_held = study_holds_constant(om_study_of(r));
  const om_stat *const p = is_held ? &x->held : &x->pearson;
  const om_span *const out = is_held ? &x->held_left_out : &x->left_out;
  x->evidence = (om_evidence){.size = sizeof x->evidence,
                              .n = is_held ? x->held_n : x->link->n,
                              .value = p->value,
                              .lo = p->lo,
                              .hi = p->hi,
                              .p = p->p,
                              .p_adjusted = x->holm_p,
                              .out_lo = out->lo,
                              .out_hi = out->hi,
                              .meaningful = om_study_of(r)->meaningful};
  x->word = r->host->evidence(r, &x->evidence);
}

/* --- tables ---------------------------------------------------------------------------------- */

static om_table *
pairs_table(om_run *r)
{
  om_table *const t = om_table_new(r, "pairs", "The declared pairs", OM_ROWS_PAIRS);
  r->host->table_column(t, "pearson_r", "Correlation (95% range)", NULL);
  r->host->table_column(t, "permutation_p", "Permutation p", NULL);
  r->host->table_column(t, "holm_p", "p, all pairs considered", NULL);
  r->host->table_column(t, "smallest_r", "Smallest found", NULL);
  const om_chart forest = {.size = sizeof forest,
                           .type = OM_CHART_FOREST,
                           .id = "forest",
                           .title = "The declared pairs",
                           .description = "Each row is a declared pair. The dot is the correlation "
                                          "over units, the line its 95% range. A line that crosses "
                                          "zero cannot tell whether there is a link.",
                           .columns = {1},
                           .min = -1,
                           .max = 1};
  r->host->chart(t, &forest);
  return t;
}

static om_table *
other_ways_table(om_run *r)
{
  om_table *const t =
      om_table_new(r, "other-ways", "The same pairs, computed in other ways", OM_ROWS_PAIRS);
  r->host->table_column(t, "pearson_bca", "Correlation (bootstrap range)", NULL);
  r->host->table_column(t, "spearman_rho", "Rank correlation (95% range)", NULL);
  r->host->table_column(t, "spearman_bca", "Rank correlation (bootstrap range)", NULL);
  r->host->table_column(t, "kendall_tau", "Kendall's tau-b (95% range)", NULL);
  r->host->table_column(t, "lowest_r", "Lowest, one unit left out", NULL);
  r->host->table_column(t, "highest_r", "Highest, one unit left out", NULL);
  return t;
}

int
report_pairs(om_run *r, pair_result *out)
{
  const om_study *const s = om_study_of(r);
  double *const p = calloc(2 * (size_t)s->n_pairs, sizeof *p), *const holm = p + s->n_pairs;
  resampled again;
  if (!allocate(&again, s->n_pairs) || !p || !resample_pairs(r, &again)) {
    release(&again);
    free(p);
    return 0;
  }
  om_table *const main_table = pairs_table(r), *const others = other_ways_table(r);
  for (uint32_t i = 0; i < s->n_pairs; i++) {
    say_pair(r, s->pairs[i], &again.r[i], &again.rho[i], &again.test[i], &out[i]);
  }
  release(&again);
  if (!report_held(r, out)) {
    free(p);
    return 0;
  }
  for (uint32_t i = 0; i < s->n_pairs; i++)
    p[i] = study_holds_constant(s) ? out[i].held_p : out[i].permutation_p;
  om_adjust_holm(s->n_pairs, p, s->n_pairs, holm);
  for (uint32_t i = 0; i < s->n_pairs; i++) {
    const om_about *const about =
        OM_ABOUT(.inside = s->pairs[i]->inside, .outside = s->pairs[i]->outside);
    out[i].holm_p = holm[i];
    say_number(r, "holm_p", about, holm[i], "the permutation p is undefined");
    judge(r, &out[i]);
    r->host->table_row(main_table, about);
    r->host->table_row(others, about);
  }
  /* Failing pairs first. */
  r->host->table_order(main_table, 2, OM_DESCENDING);
  free(p);
  return 1;
}
