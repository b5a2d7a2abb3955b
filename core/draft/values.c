/* The different values of a column, as hashes. */
#include "draft/values.h"

#include <math.h>
#include <string.h>

uint64_t
value_hash(span value)
{
  uint64_t h = 0x9E3779B97F4A7C15u ^ value.n;
  size_t i = 0;
  for (; i + 8 <= value.n; i += 8) {
    uint64_t word;
    memcpy(&word, value.at + i, 8);
    h = (h ^ word) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
  }
  uint64_t tail = 0;
  memcpy(&tail, value.at + i, value.n - i);
  h = (h ^ tail) * 0xD6E8FEB86659FD93u;
  h ^= h >> 32;
  h *= 0xD6E8FEB86659FD93u;
  h ^= h >> 32;
  return h ? h : 1;
}

value_set
value_set_new(uint32_t most)
{
  return (value_set){.most = most};
}

static bool
is_kept(const value_set *s, uint64_t hash)
{
  return (hash & (((uint64_t)1 << s->level) - 1)) == 0;
}

static uint32_t
slot_of(const value_set *s, uint64_t hash)
{
  uint32_t i = (uint32_t)(hash >> 32) & (s->n_slots - 1);
  while (s->hashes[i] && s->hashes[i] != hash)
    i = (i + 1) & (s->n_slots - 1);
  return i;
}

/* Moves what is kept into so many slots. */
static void
rebuild(arena *memory, value_set *s, uint32_t n_slots)
{
  const value_set old = *s;
  s->n_slots = n_slots;
  s->hashes = arena_many(memory, n_slots, uint64_t);
  s->counts = arena_many(memory, n_slots, uint32_t);
  s->n = 0;
  for (uint32_t i = 0; i < old.n_slots; i++) {
    if (!old.hashes[i] || !is_kept(s, old.hashes[i]))
      continue;
    const uint32_t slot = slot_of(s, old.hashes[i]);
    s->hashes[slot] = old.hashes[i];
    s->counts[slot] = old.counts[i];
    s->n++;
  }
}

/* Fewer values in the same slots: every second one goes. */
static void
thin_out(arena *memory, value_set *s)
{
  while (s->n >= s->most) {
    s->level++;
    rebuild(memory, s, s->n_slots);
  }
}

void
value_set_add(arena *memory, value_set *s, uint64_t hash, uint32_t rows)
{
  if (!is_kept(s, hash))
    return;
  if (!s->n_slots)
    rebuild(memory, s, 16);
  uint32_t slot = slot_of(s, hash);
  if (s->hashes[slot]) {
    s->counts[slot] += s->counts[slot] < UINT32_MAX - rows ? rows : 0;
    return;
  }
  if (s->n >= s->most)
    thin_out(memory, s);
  else if (s->n * 2 >= s->n_slots)
    rebuild(memory, s, s->n_slots * 2);
  if (!is_kept(s, hash))
    return;
  slot = slot_of(s, hash);
  s->hashes[slot] = hash;
  s->counts[slot] = rows;
  s->n++;
}

bool
value_set_has(const value_set *s, uint64_t hash)
{
  return s->n_slots && s->hashes[slot_of(s, hash)] != 0;
}

double
value_set_distinct(const value_set *s)
{
  return ldexp(s->n, (int)s->level);
}

double
value_set_repeated(const value_set *s, uint32_t rows)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_slots; i++)
    n += s->hashes[i] && s->counts[i] >= rows;
  return ldexp(n, (int)s->level);
}

double
value_set_shared(const value_set *a, const value_set *b)
{
  const value_set *const sparse = a->level >= b->level ? a : b;
  const value_set *const other = sparse == a ? b : a;
  uint32_t n = 0;
  for (uint32_t i = 0; i < sparse->n_slots; i++)
    n += sparse->hashes[i] && value_set_has(other, sparse->hashes[i]);
  return ldexp(n, (int)sparse->level);
}
