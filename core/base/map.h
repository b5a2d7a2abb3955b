/* Strings to consecutive numbers: the first new string is 0, the next 1, and so on. */
#ifndef OM_BASE_MAP_H
#define OM_BASE_MAP_H

#include "base/arena.h"

#include <stdint.h>

#define MAP_NONE UINT32_MAX

typedef struct map {
  arena *memory;
  const char **keys; /* in order of first appearance */
  uint32_t n;
  size_t capacity;
  uint32_t *slots;
  size_t n_slots;
} map;

map map_new(arena *memory);

/* Number of the string, added when it is new (a copy is kept). */
uint32_t map_add(map *m, const char *key, size_t n);

/* Number of the string, or MAP_NONE. */
uint32_t map_find(const map *m, const char *key, size_t n);

#endif
