/* Sparse elimination modulo 2^61 - 1, and the search for few people in what is left of it. */
#include "ledger/elimination.h"

#include <stdlib.h>
#include <string.h>

enum {
  NO_ROW = UINT32_MAX,
  MOST_TERMS = 1 << 22,      /* written for one question: 64 MiB */
  MOST_TERMS_EVER = 1 << 27, /* for all questions together: seconds */
  MOST_PAIRED = 1500         /* unknowns of which all pairs are sorted; of more, they themselves */
};

/* --- arithmetic ------------------------------------------------------------------------------ */

#define PRIME ((UINT64_C(1) << 61) - 1)

static uint64_t
add(uint64_t a, uint64_t b)
{
  const uint64_t sum = a + b;
  return sum >= PRIME ? sum - PRIME : sum;
}

static uint64_t
negative(uint64_t a)
{
  return a ? PRIME - a : 0;
}

static uint64_t
times(uint64_t a, uint64_t b)
{
  const unsigned __int128 product = (unsigned __int128)a * b;
  return add((uint64_t)product & PRIME, (uint64_t)(product >> 61));
}

/* Fermat: a^(p - 2). */
static uint64_t
inverse(uint64_t a)
{
  uint64_t out = 1;
  for (uint64_t power = PRIME - 2; power; power >>= 1) {
    if (power & 1)
      out = times(out, a);
    a = times(a, a);
  }
  return out;
}

/* A number that nobody chose, the same in each run.  Steele, Lea and Flood 2014,
 * doi:10.1145/2660193.2660195. */
static uint64_t
scattered(uint64_t x)
{
  x += UINT64_C(0x9E3779B97F4A7C15);
  x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
  return (x ^ x >> 31) % PRIME;
}

/* --- relations ------------------------------------------------------------------------------- */

typedef struct term {
  uint64_t value;
  uint32_t unknown;
} term;

/* A run of the terms, by unknown. */
typedef struct row {
  size_t first;
  uint32_t n;
  uint32_t pivot;  /* NO_ROW: none yet */
  uint32_t looked; /* the last unknown for which it was looked at */
  bool is_gone;
} row;

/* A row that has, or had, an unknown. */
typedef struct place {
  uint32_t row, next;
} place;

/* Of one unknown or two: what they sum to, up to its sign, and who they are. */
typedef struct signature {
  uint64_t value;
  uint32_t people;
} signature;

struct relations {
  arena *memory;
  uint32_t n_unknowns;
  struct {
    term *at;
    size_t n, capacity;
  } terms;
  struct {
    row *at;
    size_t n, capacity;
  } rows;
  struct {
    place *at;
    size_t n, capacity;
  } places;
  struct {
    uint32_t *at;
    size_t n, capacity;
  } found; /* rows */
  struct {
    signature *at;
    size_t n, capacity;
  } signatures;
  uint32_t *first_place; /* [unknown] */
  uint32_t *order;       /* [unknown] */
  uint32_t *part;        /* [unknown] union-find of those in one row */
  uint64_t *null;        /* [unknown] a solution with all that is told 0 */
  uint64_t written;      /* terms, of all questions */
};

relations *
relations_new(arena *memory, uint32_t n_unknowns)
{
  relations *const r = arena_one(memory, relations);
  *r = (relations){.memory = memory,
                   .n_unknowns = n_unknowns,
                   .first_place = arena_many(memory, n_unknowns, uint32_t),
                   .order = arena_many(memory, n_unknowns, uint32_t),
                   .part = arena_many(memory, n_unknowns, uint32_t),
                   .null = arena_many(memory, n_unknowns, uint64_t)};
  relations_clear(r);
  return r;
}

static void
open_row(relations *r)
{
  const row next = {.first = r->terms.n, .pivot = NO_ROW, .looked = NO_ROW};
  arena_push(r->memory, &r->rows, next);
}

void
relations_clear(relations *r)
{
  r->terms.n = r->rows.n = r->places.n = 0;
  for (uint32_t i = 0; i < r->n_unknowns; i++)
    r->first_place[i] = NO_ROW;
  open_row(r);
}

static void
add_place(relations *r, uint32_t unknown, uint32_t row)
{
  const place here = {row, r->first_place[unknown]};
  r->first_place[unknown] = (uint32_t)r->places.n;
  arena_push(r->memory, &r->places, here);
}

void
relations_term(relations *r, uint32_t unknown, bool is_negative)
{
  const term t = {is_negative ? PRIME - 1 : 1, unknown};
  arena_push(r->memory, &r->terms, t);
  add_place(r, unknown, (uint32_t)r->rows.n - 1);
  r->rows.at[r->rows.n - 1].n++;
}

static int
by_unknown(const void *a, const void *b)
{
  const uint32_t x = ((const term *)a)->unknown, y = ((const term *)b)->unknown;
  return (x > y) - (x < y);
}

void
relations_end(relations *r)
{
  const row *const last = &r->rows.at[r->rows.n - 1];
  if (last->n)
    qsort(r->terms.at + last->first, last->n, sizeof(term), by_unknown);
  open_row(r);
}

/* --- elimination ----------------------------------------------------------------------------- */

/* The coefficient of an unknown in a row. */
static uint64_t
value_in(const relations *r, const row *at, uint32_t unknown)
{
  const term wanted = {.unknown = unknown};
  const term *const t =
      at->n ? bsearch(&wanted, r->terms.at + at->first, at->n, sizeof(term), by_unknown) : NULL;
  return t ? t->value : 0;
}

/* row = row + factor * pivot */
static void
add_row(relations *r, uint32_t to, uint32_t pivot, uint64_t factor)
{
  const row a = r->rows.at[to], b = r->rows.at[pivot];
  const size_t first = r->terms.n;
  uint32_t i = 0, j = 0;
  while (i < a.n || j < b.n) {
    const uint32_t in_a = i < a.n ? r->terms.at[a.first + i].unknown : UINT32_MAX;
    const uint32_t in_b = j < b.n ? r->terms.at[b.first + j].unknown : UINT32_MAX;
    term t = {0, in_a < in_b ? in_a : in_b};
    if (in_a == t.unknown)
      t.value = r->terms.at[a.first + i++].value;
    if (in_b == t.unknown)
      t.value = add(t.value, times(factor, r->terms.at[b.first + j++].value));
    if (in_a != t.unknown)
      add_place(r, t.unknown, to);
    if (t.value)
      arena_push(r->memory, &r->terms, t);
  }
  r->rows.at[to].first = first;
  r->rows.at[to].n = (uint32_t)(r->terms.n - first);
  r->written += (uint64_t)a.n + b.n;
}

/* Rows that have the unknown. */
static void
find_rows(relations *r, uint32_t unknown)
{
  r->found.n = 0;
  for (uint32_t i = r->first_place[unknown]; i != NO_ROW; i = r->places.at[i].next) {
    row *const at = &r->rows.at[r->places.at[i].row];
    if (at->is_gone || at->looked == unknown || !value_in(r, at, unknown))
      continue;
    at->looked = unknown;
    arena_push(r->memory, &r->found, r->places.at[i].row);
  }
}

/* Solves the shortest row that may be a pivot for the unknown and puts it into the others. */
static void
eliminate(relations *r, uint32_t unknown, bool keeps_pivot)
{
  find_rows(r, unknown);
  uint32_t pivot = NO_ROW;
  for (size_t i = 0; i < r->found.n; i++) {
    const row *const at = &r->rows.at[r->found.at[i]];
    if (at->pivot == NO_ROW && (pivot == NO_ROW || at->n < r->rows.at[pivot].n))
      pivot = r->found.at[i];
  }
  if (pivot == NO_ROW)
    return;
  const uint64_t by = negative(inverse(value_in(r, &r->rows.at[pivot], unknown)));
  for (size_t i = 0; i < r->found.n; i++)
    if (r->found.at[i] != pivot)
      add_row(r, r->found.at[i], pivot,
              times(by, value_in(r, &r->rows.at[r->found.at[i]], unknown)));
  r->rows.at[pivot].pivot = unknown;
  r->rows.at[pivot].is_gone = !keeps_pivot;
}

/* Unknowns of many people first; false when it is too much. */
static bool
reduce(relations *r, const uint32_t *people)
{
  for (int is_kept = 0; is_kept <= 1; is_kept++)
    for (uint32_t i = 0; i < r->n_unknowns; i++) {
      if ((people[i] != MANY_PEOPLE) != is_kept)
        continue;
      eliminate(r, i, is_kept);
      if (r->terms.n > MOST_TERMS || r->written > MOST_TERMS_EVER)
        return false;
    }
  return true;
}

/* --- the search ------------------------------------------------------------------------------ */

static uint32_t
part_of(const relations *r, uint32_t unknown)
{
  while (r->part[unknown] != unknown)
    unknown = r->part[unknown] = r->part[r->part[unknown]];
  return unknown;
}

/* Solutions of what is left, at random: a sum that is told is the same in all, so it is 0 where all
 * that is told is 0; another is 0 by coincidence alone. */
static void
solve_at_random(relations *r)
{
  for (uint32_t i = 0; i < r->n_unknowns; i++) {
    r->part[i] = i;
    r->null[i] = scattered(i);
  }
  for (size_t i = 0; i < r->rows.n; i++) {
    const row *const at = &r->rows.at[i];
    if (at->is_gone || at->n == 0)
      continue;
    uint64_t rest = 0;
    for (uint32_t j = 0; j < at->n; j++) {
      const term *const t = &r->terms.at[at->first + j];
      r->part[part_of(r, t->unknown)] = part_of(r, at->pivot);
      if (t->unknown != at->pivot)
        rest = add(rest, times(t->value, r->null[t->unknown]));
    }
    r->null[at->pivot] = times(negative(rest), inverse(value_in(r, at, at->pivot)));
  }
}

static bool
has_few_in_a_row(const relations *r, const uint32_t *people, uint32_t least)
{
  for (size_t i = 0; i < r->rows.n; i++) {
    const row *const at = &r->rows.at[i];
    uint64_t n = 0;
    for (uint32_t j = 0; j < at->n; j++)
      n += people[r->terms.at[at->first + j].unknown];
    if (!at->is_gone && at->n && n < least)
      return true;
  }
  return false;
}

static int
by_signature(const void *a, const void *b)
{
  const signature *const x = a, *const y = b;
  if (x->value != y->value)
    return x->value < y->value ? -1 : 1;
  return (x->people > y->people) - (x->people < y->people);
}

static void
note(relations *r, uint64_t value, uint32_t people)
{
  const uint64_t other = negative(value);
  const signature s = {value < other ? value : other, people};
  arena_push(r->memory, &r->signatures, s);
}

/* Two sums of one or two unknowns each that are alike, of few people together: their difference is
 * told. */
static bool
has_few_among(relations *r, const uint32_t *unknowns, size_t n, const uint32_t *people,
              uint32_t least)
{
  r->signatures.n = 0;
  for (size_t i = 0; i < n; i++) {
    const uint64_t a = r->null[unknowns[i]];
    const uint32_t n_a = people[unknowns[i]];
    note(r, a, n_a);
    for (size_t j = i + 1; n <= MOST_PAIRED && j < n; j++) {
      const uint64_t b = r->null[unknowns[j]];
      const uint32_t n_both = n_a + people[unknowns[j]];
      if (n_both >= least)
        continue;
      note(r, add(a, b), n_both);
      note(r, add(a, negative(b)), n_both);
    }
  }
  const signature *const s = r->signatures.at;
  qsort(r->signatures.at, r->signatures.n, sizeof *s, by_signature);
  for (size_t i = 0; i < r->signatures.n; i++) {
    const bool is_first = i == 0 || s[i].value != s[i - 1].value;
    if (s[i].value == 0 || (is_first && i + 1 < r->signatures.n && s[i + 1].value == s[i].value &&
                            s[i].people + s[i + 1].people < least))
      return true;
  }
  return false;
}

static bool
has_few(relations *r, const uint32_t *people, uint32_t least)
{
  solve_at_random(r);
  if (has_few_in_a_row(r, people, least))
    return true;
  /* Those of one part stand together: counted, then laid out. */
  uint32_t *const start = r->first_place; /* used up */
  memset(start, 0, (size_t)r->n_unknowns * sizeof *start);
  for (uint32_t i = 0; i < r->n_unknowns; i++)
    start[part_of(r, i)]++;
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->n_unknowns; i++) {
    const uint32_t size = start[i];
    start[i] = n;
    n += size;
  }
  for (uint32_t i = 0; i < r->n_unknowns; i++)
    r->order[start[part_of(r, i)]++] = i;
  for (uint32_t i = 0, end; i < n; i = end) {
    end = start[part_of(r, r->order[i])];
    if (end - i == 1) /* in no relation */
      continue;
    if (has_few_among(r, r->order + i, end - i, people, least))
      return true;
  }
  return false;
}

bool
relations_tell_few(relations *r, const uint32_t *people, uint32_t least)
{
  return !reduce(r, people) || has_few(r, people, least);
}
