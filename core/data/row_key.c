/* Rows of an export that can be known again. */
#include "data/row_key.h"

#include <errno.h>
#include <nettle/aes.h>
#include <string.h>
#include <unistd.h>

struct row_secret {
  struct aes128_ctx cipher;
};

const row_secret *
row_secret_new(arena *memory, const uint8_t bytes[ROW_SECRET])
{
  row_secret *const s = arena_one(memory, row_secret);
  aes128_set_encrypt_key(&s->cipher, bytes);
  return s;
}

/* The bytes without quotes; returns how many. */
static size_t
copy_bare(uint8_t *to, const uint8_t *at, size_t n, bool has_quotes)
{
  size_t kept = 0;
  if (!has_quotes) {
    memcpy(to, at, n);
    return n;
  }
  for (size_t i = 0; i < n; i++) {
    to[kept] = at[i];
    kept += at[i] != '"';
  }
  return kept;
}

/* The record without the cells apart. */
static size_t
copy_rest(const row_cells *cells, const row_text *t, bool has_quotes, uint8_t *room)
{
  const uint8_t *at = t->at;
  size_t n = 0;
  for (uint32_t i = 0; i < cells->n; i++) {
    n += copy_bare(room + n, at, (size_t)(t->apart[i] - at), has_quotes);
    at = t->apart[i] + t->n_apart[i];
  }
  return n + copy_bare(room + n, at, t->n - (size_t)(at - t->at), has_quotes);
}

row_key
row_key_of(const row_secret *s, const row_cells *cells, const row_text *t, const hash128 *person,
           uint8_t *room)
{
  const bool has_quotes = memchr(t->at, '"', t->n) != NULL;
  const size_t n = copy_rest(cells, t, has_quotes, room);
  memset(room + n, 0, 16);
  hash128 both[2];
  both[0] = hash_blocks(room, (n + 15) / 16 * 16);
  hash_word(&both[0], n);
  if (person) {
    both[1] = *person;
    hash_word(&both[1], 1);
  } else {
    both[1] = both[0];
    for (uint32_t i = 0; i < cells->n; i++)
      hash_bytes(&both[1], room, copy_bare(room, t->apart[i], t->n_apart[i], has_quotes));
    hash_word(&both[1], 2);
  }
  uint8_t secret[sizeof both];
  aes128_encrypt(&s->cipher, sizeof both, secret, (const uint8_t *)both);
  row_key key = {.is_person = person != NULL};
  memcpy(&key.rest, secret, sizeof key.rest);
  memcpy(&key.whole, secret + sizeof *both, sizeof key.whole);
  return key;
}

/* --- the spool ------------------------------------------------------------------------------- */

uint64_t
key_spool_put(key_spool *s, const row_key *keys, size_t n)
{
  const uint64_t first = atomic_fetch_add(&s->n, n);
  const char *at = (const char *)keys;
  size_t left = n * sizeof *keys;
  off_t to = (off_t)(first * sizeof *keys);
  while (left > 0 && !atomic_load(&s->failure)) {
    const ssize_t put = pwrite(s->fd, at, left, to);
    if (put < 0 && errno != EINTR)
      atomic_store(&s->failure, errno);
    if (put > 0) {
      at += put;
      to += put;
      left -= (size_t)put;
    }
  }
  return first;
}

uint64_t
key_spool_turn_page(key_spool *s)
{
  const uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
  const uint64_t next = (atomic_load(&s->n) + page - 1) / page * page;
  atomic_store(&s->n, next);
  return next;
}
