/* Which rows of a later report were in an earlier one. */
#include "ledger/same_rows.h"

#include <math.h>
#include <stdlib.h>

/* --- rows by key ----------------------------------------------------------------------------- */

typedef struct item {
  uint64_t key;
  uint32_t unit; /* index in the later report; behind all of them, where it has no such */
  uint64_t row;
} item;

typedef struct items {
  item *at;
  size_t n;
} items;

static int
by_key_and_unit(const void *a, const void *b)
{
  const item *const x = a, *const y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->unit != y->unit)
    return x->unit < y->unit ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

typedef struct matching {
  arena *memory;
  const told_survey *earlier, *later;
  const uint32_t *unit_of;
  uint32_t *was_in;
  bool *is_gone; /* [rows of earlier] found again */
  items a, b;    /* of the earlier and the later one */
  uint64_t n_found;
} matching;

typedef enum pass { BY_PERSON, BY_RECORD, BY_REST } pass;

static bool
is_in_pass(const row_key *r, pass p)
{
  return p == BY_REST || (r->is_person != 0) == (p == BY_PERSON);
}

static uint64_t
key_in(const row_key *r, pass p)
{
  return p == BY_REST ? r->rest : r->whole;
}

/* The unit of an earlier row as the later report has it.  Units that it does not have stand behind
 * all others, those without a unit last. */
static uint32_t
later_unit(const matching *k, uint32_t unit)
{
  return unit == UNIT_NONE ? UNIT_NONE - 1 : k->unit_of[unit];
}

/* Rows that are not matched yet. */
static void
gather(matching *k, pass p)
{
  k->a.n = k->b.n = 0;
  for (uint64_t i = 0; i < k->earlier->n_rows; i++) {
    const row_key *const r = &k->earlier->rows[i];
    if (!k->is_gone[i] && is_in_pass(r, p))
      k->a.at[k->a.n++] = (item){key_in(r, p), later_unit(k, r->unit), i};
  }
  for (uint64_t i = 0; i < k->later->n_rows; i++) {
    const row_key *const r = &k->later->rows[i];
    if (k->was_in[i] == ROW_NEW && is_in_pass(r, p))
      k->b.at[k->b.n++] = (item){key_in(r, p), r->unit == UNIT_NONE ? UNIT_NONE - 1 : r->unit, i};
  }
  if (k->a.n)
    qsort(k->a.at, k->a.n, sizeof *k->a.at, by_key_and_unit);
  if (k->b.n)
    qsort(k->b.at, k->b.n, sizeof *k->b.at, by_key_and_unit);
}

/* Items of one key on both sides. */
typedef struct group {
  size_t a, b, n_a, n_b;
} group;

static size_t
run_length(const items *x, size_t from)
{
  size_t n = 1;
  while (from + n < x->n && x->at[from + n].key == x->at[from].key)
    n++;
  return n;
}

/* The next key, which either side may lack; false after the last. */
static bool
next_group(const matching *k, group *g)
{
  g->a += g->n_a;
  g->b += g->n_b;
  g->n_a = g->n_b = 0;
  const bool has_a = g->a < k->a.n, has_b = g->b < k->b.n;
  if (has_a && (!has_b || k->a.at[g->a].key <= k->b.at[g->b].key))
    g->n_a = run_length(&k->a, g->a);
  if (has_b && (!has_a || k->b.at[g->b].key <= k->a.at[g->a].key))
    g->n_b = run_length(&k->b, g->b);
  return g->n_a || g->n_b;
}

/* --- chance ---------------------------------------------------------------------------------- */

/* Mean and variance of min(X, t - X), where X of t rows fall to the earlier report by chance. */
static void
expect_pairs(double t, double p, double *mean, double *variance)
{
  enum { SMALL = 40 };
  double m = 0, square = 0;
  if (t < SMALL) {
    double chance = pow(1 - p, t);
    for (double x = 0; x <= t; x++) {
      const double least = fmin(x, t - x);
      m += chance * least;
      square += chance * least * least;
      chance *= (t - x) / (x + 1) * p / (1 - p);
    }
  } else { /* t / 2 less a folded normal */
    const double shift = t * (p - .5), s = sqrt(t * p * (1 - p));
    const double fold =
        s * sqrt(2 / M_PI) * exp(-shift * shift / (2 * s * s)) + shift * erf(shift / (s * M_SQRT2));
    m = t / 2 - fold;
    square = m * m + shift * shift + s * s - fold * fold;
  }
  *mean += m;
  *variance += fmax(square - m * m, 0);
}

/* Whether the rows that have the same keys can be the same rows. */
static bool
is_no_chance(const matching *k)
{
  const double n_a = (double)k->a.n, n_b = (double)k->b.n, least = fmin(n_a, n_b);
  double found = 0, alone = 0, mean = 0, variance = 0;
  group g = {0};
  if (least < 1)
    return false;
  while (next_group(k, &g)) {
    found += (double)(g.n_a < g.n_b ? g.n_a : g.n_b);
    alone += (n_a < n_b ? g.n_a : g.n_b) == 1;
    expect_pairs((double)(g.n_a + g.n_b), n_a / (n_a + n_b), &mean, &variance);
  }
  if (alone >= .9 * least)
    return found >= least / 3;
  return found >= .9 * least && found > mean + 4 * sqrt(variance);
}

/* --- pairing --------------------------------------------------------------------------------- */

static void
pair(matching *k, const item *a, const item *b)
{
  k->is_gone[a->row] = true;
  k->was_in[b->row] = k->earlier->rows[a->row].unit;
  k->n_found++;
}

/* Those of one unit first, then the others as they come. */
static void
pair_group(matching *k, const group *g)
{
  size_t i = 0, j = 0;
  while (i < g->n_a && j < g->n_b) {
    const item *const a = &k->a.at[g->a + i], *const b = &k->b.at[g->b + j];
    if (a->unit == b->unit)
      pair(k, a, b);
    i += a->unit <= b->unit;
    j += b->unit <= a->unit;
  }
  for (i = j = 0; i < g->n_a && j < g->n_b;) {
    const item *const a = &k->a.at[g->a + i], *const b = &k->b.at[g->b + j];
    const bool is_a = !k->is_gone[a->row], is_b = k->was_in[b->row] == ROW_NEW;
    if (is_a && is_b)
      pair(k, a, b);
    i += !is_a || is_b;
    j += !is_b || is_a;
  }
}

static void
pair_all(matching *k)
{
  group g = {0};
  while (next_group(k, &g))
    if (g.n_a && g.n_b)
      pair_group(k, &g);
}

/* Whether most of those who are in both have the same record in both. */
static bool
are_records_kept(const matching *k)
{
  group g = {0};
  uint64_t n = 0, n_kept = 0;
  while (next_group(k, &g))
    if (g.n_a && g.n_b) {
      n++;
      n_kept += k->earlier->rows[k->a.at[g.a].row].rest == k->later->rows[k->b.at[g.b].row].rest;
    }
  return 2 * n_kept >= n;
}

/* People by their ids.  Where exports can be compared, somebody whose record has changed is one who
 * went and one who came: the difference is what has changed. */
static void
pair_people(matching *k)
{
  gather(k, BY_PERSON);
  const bool minds_records = are_records_kept(k);
  group g = {0};
  while (next_group(k, &g)) {
    if (!g.n_a || !g.n_b)
      continue;
    const item *const a = &k->a.at[g.a], *const b = &k->b.at[g.b];
    if (!minds_records || k->earlier->rows[a->row].rest == k->later->rows[b->row].rest)
      pair(k, a, b);
  }
}

uint64_t
same_rows(arena *memory, const told_survey *earlier, const told_survey *later,
          const uint32_t *unit_of, uint32_t *was_in)
{
  matching k = {.memory = memory,
                .earlier = earlier,
                .later = later,
                .unit_of = unit_of,
                .was_in = was_in,
                .is_gone = arena_many(memory, earlier->n_rows, bool),
                .a.at = arena_many(memory, earlier->n_rows, item),
                .b.at = arena_many(memory, later->n_rows, item)};
  for (uint64_t i = 0; i < later->n_rows; i++)
    was_in[i] = ROW_NEW;
  pair_people(&k);
  gather(&k, BY_RECORD);
  bool are_same = is_no_chance(&k);
  if (are_same)
    pair_all(&k);
  are_same |= k.n_found > 0;
  gather(&k, BY_REST);
  if (are_same || is_no_chance(&k))
    pair_all(&k);
  return k.n_found;
}
