/* Bytes out and in: little-endian numbers and length-prefixed strings. */
#include "base/bytes.h"

#include "base/text.h"

#include <string.h>

#define NO_STRING UINT32_MAX

bytes
bytes_new(arena *memory)
{
  return (bytes){.memory = memory};
}

void
bytes_raw(bytes *b, const void *p, size_t n)
{
  if (b->n + n > b->capacity) {
    size_t capacity = b->capacity ? b->capacity : 256;
    while (capacity < b->n + n)
      capacity *= 2;
    uint8_t *const moved = arena_alloc(b->memory, capacity, 1);
    if (b->n)
      memcpy(moved, b->at, b->n);
    b->at = moved;
    b->capacity = capacity;
  }
  if (n)
    memcpy(b->at + b->n, p, n);
  b->n += n;
}

void
bytes_u8(bytes *b, uint8_t x)
{
  bytes_raw(b, &x, 1);
}

static void
little(bytes *b, uint64_t x, size_t n)
{
  uint8_t out[8];
  for (size_t i = 0; i < n; i++)
    out[i] = (uint8_t)(x >> (8 * i));
  bytes_raw(b, out, n);
}

void
bytes_u32(bytes *b, uint32_t x)
{
  little(b, x, 4);
}

void
bytes_u64(bytes *b, uint64_t x)
{
  little(b, x, 8);
}

void
bytes_f64(bytes *b, double x)
{
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  little(b, bits, 8);
}

void
bytes_string(bytes *b, const char *s)
{
  if (!s) {
    bytes_u32(b, NO_STRING);
    return;
  }
  const size_t n = strlen(s);
  const uint32_t stored = n < NO_STRING ? (uint32_t)n : NO_STRING - 1;
  bytes_u32(b, stored);
  bytes_raw(b, s, stored);
}

cursor
cursor_new(const void *p, size_t n)
{
  return (cursor){.at = p, .n = n};
}

static uint64_t
take(cursor *c, size_t n)
{
  if (c->broken || c->n - c->i < n) {
    c->broken = true;
    return 0;
  }
  uint64_t x = 0;
  for (size_t i = 0; i < n; i++)
    x |= (uint64_t)c->at[c->i + i] << (8 * i);
  c->i += n;
  return x;
}

uint8_t
cursor_u8(cursor *c)
{
  return (uint8_t)take(c, 1);
}

uint32_t
cursor_u32(cursor *c)
{
  return (uint32_t)take(c, 4);
}

uint64_t
cursor_u64(cursor *c)
{
  return take(c, 8);
}

double
cursor_f64(cursor *c)
{
  const uint64_t bits = take(c, 8);
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

const char *
cursor_string(cursor *c, arena *memory, size_t longest)
{
  const uint32_t n = cursor_u32(c);
  if (c->broken || n == NO_STRING)
    return NULL;
  if (n > longest || c->n - c->i < n) {
    c->broken = true;
    return NULL;
  }
  const char *const copy = arena_copy(memory, (const char *)c->at + c->i, n);
  c->i += n;
  return utf8_clean(memory, copy);
}

uint32_t
cursor_count(cursor *c)
{
  const uint32_t n = cursor_u32(c);
  if (n > c->n - c->i)
    c->broken = true;
  return c->broken ? 0 : n;
}

bool
cursor_done(const cursor *c)
{
  return !c->broken && c->i == c->n;
}
