/* Pieces of text to consecutive numbers: open addressing. */
#include "base/intern.h"

intern
intern_new(arena *memory)
{
  return (intern){.memory = memory};
}

static bool
is_text(const interned *known, hash128 hash, span s)
{
  return known->hash.a == hash.a && known->text.n == s.n && memcmp(known->text.at, s.at, s.n) == 0;
}

static void
grow(intern *m)
{
  m->n_slots = m->n_slots ? m->n_slots * 4 : 256;
  m->slots = arena_many(m->memory, m->n_slots, uint32_t);
  for (size_t i = 0; i < m->n; i++) {
    size_t slot = m->at[i].hash.b & (m->n_slots - 1);
    while (m->slots[slot])
      slot = (slot + 1) & (m->n_slots - 1);
    m->slots[slot] = (uint32_t)i + 1;
  }
}

uint32_t
intern_add(intern *m, span s, bool *is_new)
{
  hash128 hash = hash_new();
  hash_bytes(&hash, s.at, s.n);
  if (m->n * 2 >= m->n_slots)
    grow(m);
  size_t slot = hash.b & (m->n_slots - 1);
  *is_new = false;
  for (; m->slots[slot]; slot = (slot + 1) & (m->n_slots - 1))
    if (is_text(&m->at[m->slots[slot] - 1], hash, s))
      return m->slots[slot] - 1;
  const interned fresh = {{arena_copy(m->memory, s.at, s.n), s.n}, hash};
  arena_push(m->memory, m, fresh);
  m->slots[slot] = (uint32_t)m->n;
  *is_new = true;
  return (uint32_t)m->n - 1;
}
