/* Hashes of 128 bits for telling contents apart; not against an adversary.  Each lane folds the
 * product of what it knows and what comes (the two halves of a 64 x 64 bit product, xored). */
#ifndef OM_BASE_HASH_H
#define OM_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct hash128 {
  uint64_t a, b;
} hash128;

static inline uint64_t
hash_fold(uint64_t x, uint64_t y)
{
  const unsigned __int128 product = (unsigned __int128)x * y;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline hash128
hash_new(void)
{
  return (hash128){UINT64_C(0x8E4F3B6C9A1D7253), UINT64_C(0x5B8C2D1F67E3A94D)};
}

static inline void
hash_word(hash128 *h, uint64_t word)
{
  h->a = hash_fold(h->a ^ word, UINT64_C(0xD1342543DE82EF95)) + word;
  h->b = hash_fold(h->b + word, UINT64_C(0xA24BAED4963EE407)) ^ h->a;
}

static inline void
hash_bytes(hash128 *h, const void *p, size_t n)
{
  const unsigned char *at = p;
  for (; n >= 8; n -= 8, at += 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    hash_word(h, word);
  }
  uint64_t word = (uint64_t)n << 56;
  memcpy(&word, at, n); /* at most 7 bytes: the length stays on top */
  hash_word(h, word);
}

/* Of whole blocks of 16 bytes, each by products of its own: none waits for the one before. */
static inline hash128
hash_blocks(const void *p, size_t n)
{
  const unsigned char *at = p;
  hash128 h = hash_new();
  uint64_t place = UINT64_C(0x9E3779B97F4A7C15);
  for (; n >= 16; n -= 16, at += 16, place += UINT64_C(0xC2B2AE3D27D4EB4F)) {
    uint64_t word[2];
    memcpy(word, at, 16);
    h.a += hash_fold(word[0] ^ place, word[1] ^ UINT64_C(0xD1342543DE82EF95));
    h.b += hash_fold(word[0] ^ UINT64_C(0xA24BAED4963EE407), word[1] ^ ~place);
  }
  return h;
}

/* The sum over a set of contents does not depend on their order, and repeated ones do not cancel.
 */
static inline hash128
hash_sum(hash128 x, hash128 y)
{
  const uint64_t a = x.a + y.a;
  return (hash128){a, x.b + y.b + (a < x.a)};
}

#endif
