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
is_text(const intern *m, const intern_slot *slot, uint64_t head, span s)
{
  return slot->head == head && slot->n == s.n &&
         (s.n <= 8 || memcmp(m->at[slot->number - 1].text.at + 8, s.at + 8, s.n - 8) == 0);
}

static void
grow(intern *m)
{
  const intern_slot *const old = m->slots;
  const size_t n_old = m->n_slots;
  m->n_slots = n_old ? n_old * 4 : 256;
  m->slots = arena_many(m->memory, m->n_slots, intern_slot);
  for (size_t i = 0; i < n_old; i++) {
    if (!old[i].number)
      continue;
    size_t slot = slot_of(m, old[i].head, m->at[old[i].number - 1].text);
    while (m->slots[slot].number)
      slot = (slot + 1) & (m->n_slots - 1);
    m->slots[slot] = old[i];
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
  for (; m->slots[slot].number; slot = (slot + 1) & (m->n_slots - 1))
    if (is_text(m, &m->slots[slot], head, s))
      return m->slots[slot].number - 1;
  interned fresh = {{arena_copy(m->memory, s.at, s.n), s.n}, hash_new()};
  hash_bytes(&fresh.hash, s.at, s.n);
  arena_push(m->memory, m, fresh);
  m->slots[slot] = (intern_slot){head, (uint32_t)s.n, (uint32_t)m->n};
  *is_new = true;
  return (uint32_t)m->n - 1;
}
