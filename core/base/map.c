/* Strings to consecutive numbers: open addressing over an array of keys. */
#include "base/map.h"

#include <stdbool.h>
#include <string.h>

map
map_new(arena *memory)
{
  return (map){.memory = memory};
}

static uint64_t
hash(const char *key, size_t n)
{
  uint64_t h = 0xCBF29CE484222325u ^ n; /* FNV-1a, then a finaliser that spreads the low bits */
  for (size_t i = 0; i < n; i++)
    h = (h ^ (unsigned char)key[i]) * 0x100000001B3u;
  h ^= h >> 32;
  h *= 0xD6E8FEB86659FD93u;
  return h ^ h >> 32;
}

static bool
is_key(const char *key, const char *wanted, size_t n)
{
  return strncmp(key, wanted, n) == 0 && key[n] == '\0';
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t
slot_of(const map *m, const char *key, size_t n)
{
  size_t i = hash(key, n) & (m->n_slots - 1);
  while (m->slots[i] && !is_key(m->keys[m->slots[i] - 1], key, n))
    i = (i + 1) & (m->n_slots - 1);
  return i;
}

static void
grow(map *m)
{
  m->n_slots = m->n_slots ? m->n_slots * 2 : 64;
  m->slots = arena_many(m->memory, m->n_slots, uint32_t);
  for (uint32_t i = 0; i < m->n; i++)
    m->slots[slot_of(m, m->keys[i], strlen(m->keys[i]))] = i + 1;
}

uint32_t
map_find(const map *m, const char *key, size_t n)
{
  if (!m->n_slots)
    return MAP_NONE;
  const uint32_t slot = m->slots[slot_of(m, key, n)];
  return slot ? slot - 1 : MAP_NONE;
}

uint32_t
map_add(map *m, const char *key, size_t n)
{
  const uint32_t found = map_find(m, key, n);
  if (found != MAP_NONE)
    return found;
  if (m->n * 2 >= m->n_slots)
    grow(m);
  m->keys = arena_room(m->memory, m->keys, m->n, &m->capacity, sizeof *m->keys);
  m->keys[m->n] = arena_copy(m->memory, key, n);
  m->slots[slot_of(m, key, n)] = m->n + 1;
  return m->n++;
}
