/* Pieces of text to consecutive numbers, fast: for what stands in every row of an export.  Unlike a
 * map it takes any bytes, and keeps the hash of each. */
#ifndef OM_BASE_INTERN_H
#define OM_BASE_INTERN_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"

typedef struct interned {
  span text; /* a copy */
  hash128 hash;
} interned;

/* Where a text is looked up: short ones are known by what stands here. */
typedef struct intern_slot {
  uint64_t head;      /* the first eight bytes */
  uint32_t n, number; /* length; number + 1, 0: free */
} intern_slot;

typedef struct intern {
  arena *memory;
  interned *at; /* in order of first appearance */
  size_t n, capacity;
  intern_slot *slots;
  size_t n_slots;
} intern;

intern intern_new(arena *memory);

/* Number of the text; *is_new when it was not there. */
uint32_t intern_add(intern *m, span s, bool *is_new);

#endif
