/* Pieces of text to consecutive numbers, fast: for what stands in every row of an export.  Unlike a
 * map it takes any bytes, and keeps the hash of each. */
#ifndef OM_BASE_INTERN_H
#define OM_BASE_INTERN_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"

typedef struct interned {
  span text;     /* a copy */
  uint64_t head; /* its first eight bytes */
  hash128 hash;
} interned;

typedef struct intern {
  arena *memory;
  interned *at; /* in order of first appearance */
  size_t n, capacity;
  uint32_t *slots;
  size_t n_slots;
} intern;

intern intern_new(arena *memory);

/* Number of the text; *is_new when it was not there. */
uint32_t intern_add(intern *m, span s, bool *is_new);

#endif
