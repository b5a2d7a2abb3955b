/* Names that may be one: units that one export calls so and another nearly so.  A suggestion is
 * printed and never applied: "Region 12" and "Region 13" are two, and so may "Nordwest" and
 * "Nord-West" be. */
#ifndef OM_DATA_NEAR_H
#define OM_DATA_NEAR_H

#include "base/arena.h"

typedef struct near_pair {
  const char *inside, *outside; /* as given */
} near_pair;

typedef struct near_pairs {
  near_pair *at;
  size_t n, capacity;
} near_pairs;

/* Names that are on one side only, each once.  Two are near when they are the same without case,
 * accents, punctuation, white space, the order of words, zeros before a number, or what companies
 * put behind their names (GmbH, Ltd); else when a few letters of long words differ, and no number
 * does.  A name that is near to several is left out, and so is one with which others are near.  In
 * the order of `inside`.  Time is n log n. */
near_pairs near_find(arena *memory, const char *const *inside, size_t n_inside,
                     const char *const *outside, size_t n_outside);

#endif
