/* Permutation tests: every order of few units, random orders of many, and max |T| over a family.
 * Must not know the statistic, nor what a unit is.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_resample.h"
#include <stdlib.h>

/* Orders of the same pairs differ in the last bits of a sum. */
#define TOLERANCE 1e-12

/* How often an order was at least as extreme as the given one, for one statistic. */
typedef struct om_tally {
  uint32_t two_sided, greater, maximum;
} om_tally;

typedef struct om_count {
  size_t n_stats;
  const double *given;
  double *row;
  om_tally *tally;
} om_count;

/* Counts the order whose statistics are in row. */
static void
count_order(const om_count *c)
{
  double largest = 0;
  for (size_t s = 0; s < c->n_stats; s++) {
    if (isnan(c->given[s]))
      continue;
    largest = fmax(largest, isnan(c->row[s]) ? INFINITY : fabs(c->row[s]));
  }
  for (size_t s = 0; s < c->n_stats; s++) {
    const double given = c->given[s], value = isnan(c->row[s]) ? INFINITY : c->row[s];
    c->tally[s].two_sided += fabs(value) >= fabs(given) - TOLERANCE;
    c->tally[s].greater += value >= given - TOLERANCE;
    c->tally[s].maximum += largest >= fabs(given) - TOLERANCE;
  }
}

/* Next order in the sequence of the dictionary; false after the last. */
static bool
next_order(size_t n, uint32_t *index)
{
  size_t i = n - 1;
  while (i > 0 && index[i - 1] > index[i])
    i--;
  if (i == 0)
    return false;
  size_t j = n - 1;
  while (index[j] < index[i - 1])
    j--;
  const uint32_t swap = index[i - 1];
  index[i - 1] = index[j];
  index[j] = swap;
  for (size_t a = i, b = n - 1; a < b; a++, b--) {
    const uint32_t turn = index[a];
    index[a] = index[b];
    index[b] = turn;
  }
  return true;
}

static void
identity(size_t n, uint32_t *index)
{
  for (size_t i = 0; i < n; i++)
    index[i] = (uint32_t)i;
}

static om_perm
nothing(const char *why)
{
  return (om_perm){.statistic = NAN,
                   .p = NAN,
                   .p_greater = NAN,
                   .p_max = NAN,
                   .mc_error = NAN,
                   .undefined = why};
}

static om_perm
result(double given, om_tally tally, uint32_t orders, bool exact)
{
  if (isnan(given))
    return nothing("the statistic is undefined for these units");
  const double all = orders;
  om_perm p = {.statistic = given, .permutations = orders, .exact = exact};
  p.p = tally.two_sided / all;
  p.p_greater = tally.greater / all;
  p.p_max = tally.maximum / all;
  p.mc_error = exact ? 0 : sqrt(p.p * (1 - p.p) / all);
  return p;
}

void
om_permutation(size_t n, size_t n_stats, uint32_t permutations, om_statistic_fn *statistic,
               const void *ctx, const om_rng *rng, om_perm *out)
{
  const bool exact = n <= OM_PERM_MAX_EXACT;
  const char *why = n < 2                                  ? "fewer than 2 units"
                    : !exact && permutations < 1           ? "no permutations"
                    : !exact && permutations == UINT32_MAX ? "too many permutations"
                                                           : NULL;
  double *given = calloc(2 * n_stats + 1, sizeof *given);
  om_tally *tally = calloc(n_stats + 1, sizeof *tally);
  uint32_t *index = calloc(n + 1, sizeof *index);
  if (!given || !tally || !index)
    why = OM_NO_MEMORY;
  if (why) {
    for (size_t s = 0; s < n_stats; s++)
      out[s] = nothing(why);
    goto done;
  }

  const om_count count = {n_stats, given, given + n_stats, tally};
  identity(n, index);
  statistic(ctx, n, index, given);

  uint32_t orders = 0;
  if (exact) {
    do {
      statistic(ctx, n, index, count.row);
      count_order(&count);
      orders++;
    } while (next_order(n, index));
  } else {
    /* The given order is one of those compared. */
    for (size_t s = 0; s < n_stats; s++)
      count.row[s] = given[s];
    count_order(&count);
    for (uint32_t b = 0; b < permutations; b++) {
      om_perm_order(rng, b, n, index);
      statistic(ctx, n, index, count.row);
      count_order(&count);
    }
    orders = permutations + 1;
  }
  for (size_t s = 0; s < n_stats; s++)
    out[s] = result(given[s], tally[s], orders, exact);

done:
  free(given);
  free(tally);
  free(index);
}
