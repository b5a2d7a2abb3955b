/* Pieces of text to consecutive numbers: open addressing. */
#include "base/intern.h"

intern
intern_new(arena *memory)
{
  return (intern){.memory = memory};
}

/* The first eight bytes, zeros where there are fewer; what stands where is the same for all texts
 * of one length. */
static uint64_t
head_of(span s)
{
  uint64_t head = 0;
  if (s.n >= 8) {
    memcpy(&head, s.at, 8);
    return head;
  }
  if (s.n >= 4) { /* two halves that overlap */
    uint32_t low, high;
    memcpy(&low, s.at, 4);
    memcpy(&high, s.at + s.n - 4, 4);
    return low | (uint64_t)high << (8 * (s.n - 4));
  }
  for (size_t i = s.n; i-- > 0;)
    head = head << 8 | (unsigned char)s.at[i];
  return head;
}

/* Where to look for it first. */
static size_t
slot_of(const intern *m, uint64_t head, span s)
{
  uint64_t h = hash_fold(head ^ UINT64_C(0x8E4F3B6C9A1D7253), s.n + UINT64_C(0xD1342543DE82EF95));
  if (s.n > 8) {
    hash128 rest = {h, h};
    hash_bytes(&rest, s.at + 8, s.n - 8);
    h = rest.a;
  }
  return h & (m->n_slots - 1);
}

static bool
is_text(const interned *known, uint64_t head, span s)
{
  return known->head == head && known->text.n == s.n &&
         (s.n <= 8 || memcmp(known->text.at + 8, s.at + 8, s.n - 8) == 0);
}

static void
grow(intern *m)
{
  m->n_slots = m->n_slots ? m->n_slots * 4 : 256;
  m->slots = arena_many(m->memory, m->n_slots, uint32_t);
  for (size_t i = 0; i < m->n; i++) {
    size_t slot = slot_of(m, m->at[i].head, m->at[i].text);
    while (m->slots[slot])
      slot = (slot + 1) & (m->n_slots - 1);
    m->slots[slot] = (uint32_t)i + 1;
  }
}

uint32_t
intern_add(intern *m, span s, bool *is_new)
{
  const uint64_t head = head_of(s);
  if (m->n * 2 >= m->n_slots)
    grow(m);
  size_t slot = slot_of(m, head, s);
  *is_new = false;
  for (; m->slots[slot]; slot = (slot + 1) & (m->n_slots - 1))
    if (is_text(&m->at[m->slots[slot] - 1], head, s))
      return m->slots[slot] - 1;
  interned fresh = {{arena_copy(m->memory, s.at, s.n), s.n}, head, hash_new()};
  hash_bytes(&fresh.hash, s.at, s.n);
  arena_push(m->memory, m, fresh);
  m->slots[slot] = (uint32_t)m->n;
  *is_new = true;
  return (uint32_t)m->n - 1;
}
