/* Bytes out and in: little-endian numbers and length-prefixed strings.
 *
 * The reading side assumes that the bytes were made by an enemy: nothing is read past the end,
 * and after the first fault every further read gives zero and `broken` stays true. */
#ifndef OM_BASE_BYTES_H
#define OM_BASE_BYTES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct bytes {
  arena *memory;
  uint8_t *at;
  size_t n, capacity;
} bytes;

bytes bytes_new(arena *memory);
void bytes_raw(bytes *b, const void *p, size_t n);
void bytes_u8(bytes *b, uint8_t x);
void bytes_u32(bytes *b, uint32_t x);
void bytes_u64(bytes *b, uint64_t x);
void bytes_f64(bytes *b, double x);
/* NULL and "" are told apart. */
void bytes_string(bytes *b, const char *s);

typedef struct cursor {
  const uint8_t *at;
  size_t n, i;
  bool broken;
} cursor;

cursor cursor_new(const void *p, size_t n);
uint8_t cursor_u8(cursor *c);
uint32_t cursor_u32(cursor *c);
uint64_t cursor_u64(cursor *c);
double cursor_f64(cursor *c);
/* Copied into the arena with every byte that is not UTF-8, and every control character, made
 * U+FFFD.  A string with more than `longest` bytes breaks the cursor.  NULL when it was NULL. */
const char *cursor_string(cursor *c, arena *memory, size_t longest);
/* A count of things that each take at least one more byte: never more than what is left. */
uint32_t cursor_count(cursor *c);
/* True when all was read, and nothing was wrong. */
bool cursor_done(const cursor *c);

#endif
