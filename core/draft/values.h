/* How many different values a column has, and how many of them another column has too: exact while
 * there are few, estimated from an even sample of the values when there are many.  Values are kept
 * as hashes alone. */
#ifndef OM_DRAFT_VALUES_H
#define OM_DRAFT_VALUES_H

#include "base/text.h"

/* A value is kept while the low bits of its hash, so many as `level`, are zero: the same rule in
 * every set, so that two sets can be compared (M. Wegman's adaptive sampling; P. Flajolet, On
 * adaptive sampling, Computing 43, 1990). */
typedef struct value_set {
  uint64_t *hashes; /* 0: the slot is free */
  uint32_t *counts; /* rows of each value that is kept: exact */
  uint32_t n, n_slots, most;
  unsigned level;
} value_set;

/* Never 0. */
uint64_t value_hash(span value);

/* `most` values at most are kept. */
value_set value_set_new(uint32_t most);

void value_set_add(arena *memory, value_set *s, uint64_t hash, uint32_t rows);

bool value_set_has(const value_set *s, uint64_t hash);

/* Different values. */
double value_set_distinct(const value_set *s);

/* Values that stand in at least so many rows. */
double value_set_repeated(const value_set *s, uint32_t rows);

/* Values that both have. */
double value_set_shared(const value_set *a, const value_set *b);

#endif
