/* Every declared pair over its matched units. */
#include "mirror.h"

#include <stdlib.h>

/* --- resampling ------------------------------------------------------------------------------ */

/* Whole units: both sides move together. */
static void
resampled(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const om_link *const link = ctx;
  *out = index_correlation(n, link->inside, link->outside, index, index);
}

typedef struct ranked_link {
  ranked inside, outside;
} ranked_link;

static void
resampled_ranks(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const ranked_link *const link = ctx;
  *out = index_rank_correlation(n, &link->inside, &link->outside, index);
}

/* The outside of other units: the two sides have nothing to do with one another. */
static void
permuted(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const om_link *const link = ctx;
  *out = index_correlation(n, link->inside, link->outside, NULL, index);
}

/* The rank correlation with its bootstrap range: the same resamples as for Pearson's. */
static int
bootstrap_ranks(const om_link *link, uint32_t resamples, const om_rng *rng, double confidence,
                om_boot *out)
{
  ranked_link ranks;
  int fine = ranked_make(link->n, link->inside, &ranks.inside);
  fine &= ranked_make(link->n, link->outside, &ranks.outside);
  if (fine)
    om_bootstrap(link->n, 1, resamples, resampled_ranks, &ranks, rng, confidence, out);
  ranked_free(&ranks.inside);
  ranked_free(&ranks.outside);
  return fine;
}

/* --- one pair -------------------------------------------------------------------------------- */

/* In the sequence of the pair: another pair declared before it moves nothing. */
static om_rng
stream_of(om_run *r, uint64_t use, const om_pair *p)
{
  const om_rng rng = om_rng_stream(r, use);
  return om_rng_at(&rng, (uint64_t)p->inside->index << 32 | p->outside->index);
}

static int
test_pair(om_run *r, const om_pair *p, pair_result *out)
{
  const om_study *const s = om_study_of(r);
  const om_link *const link = om_link_of(r, p->inside, p->outside);
  const om_about *const about = OM_ABOUT(.inside = p->inside, .outside = p->outside);
  const om_rng for_boot = stream_of(r, STREAM_PAIR_BOOTSTRAP, p);
  const om_rng for_permutation = stream_of(r, STREAM_PAIR_PERMUTATION, p);
  const uint32_t resamples = (uint32_t)om_option_value(r, "resamples");
  om_boot boot, boot_ranks;
  om_perm perm;
  if (!bootstrap_ranks(link, resamples, &for_boot, s->confidence, &boot_ranks))
    return 0;
  om_bootstrap(link->n, 1, resamples, resampled, link, &for_boot, s->confidence, &boot);
  om_permutation(link->n, 1, (uint32_t)om_option_value(r, "permutations"), permuted, link,
                 &for_permutation, &perm);
  *out = (pair_result){.pair = p,
                       .link = link,
                       .pearson = om_pearson(link->n, link->inside, link->outside, s->confidence),
                       .permutation_p = perm.undefined ? NAN : perm.p,
                       .left_out = om_pearson_leave_one_out(link->n, link->inside, link->outside)};
  const om_stat rho = om_spearman(link->n, link->inside, link->outside, s->confidence);
  const om_stat tau = om_kendall(link->n, link->inside, link->outside, s->confidence);
  const om_estimate chance = {.size = sizeof chance,
                              .value = out->permutation_p,
                              .lo = NAN,
                              .hi = NAN,
                              .se = perm.mc_error,
                              .p = out->permutation_p,
                              .undefined = perm.undefined};
  say_stat(r, "pearson_r", about, &out->pearson);
  say_stat(r, "pearson_bca", about, &boot.bca);
  say_stat(r, "spearman_rho", about, &rho);
  say_stat(r, "spearman_bca", about, &boot_ranks.bca);
  say_stat(r, "kendall_tau", about, &tau);
  om_say(r, "permutation_p", about, &chance);
  say_number(r, "lowest_r", about, out->left_out.lo, out->left_out.undefined);
  say_number(r, "highest_r", about, out->left_out.hi, out->left_out.undefined);
  return 1;
}

static void
judge(om_run *r, pair_result *x)
{
  const om_stat *const p = &x->pearson;
  x->evidence = (om_evidence){.size = sizeof x->evidence,
                              .n = x->link->n,
                              .value = p->value,
                              .lo = p->lo,
                              .hi = p->hi,
                              .p = p->p,
                              .p_adjusted = x->holm_p,
                              .out_lo = x->left_out.lo,
                              .out_hi = x->left_out.hi,
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
  if (!p)
    return 0;
  om_table *const main_table = pairs_table(r), *const others = other_ways_table(r);
  for (uint32_t i = 0; i < s->n_pairs; i++) {
    if (!test_pair(r, s->pairs[i], &out[i])) {
      free(p);
      return 0;
    }
    p[i] = out[i].permutation_p;
  }
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
