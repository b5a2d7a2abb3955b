/* Memory that is freed all at once: blocks of doubling size, chained. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_STEP = 1 << 22, ALIGNMENT = _Alignof(max_align_t) };

typedef struct block {
  struct block *next;
  size_t used, size;
  _Alignas(max_align_t) unsigned char bytes[];
} block;

struct arena {
  out_of_memory *handler;
  block *last;
  size_t step;
};

static void *
system_alloc(out_of_memory *handler, size_t n)
{
  void *p = NULL;
  if (handler->allowed > 0) {
    handler->allowed--;
    p = malloc(n);
  }
  if (!p)
    longjmp(handler->jump, 1);
  return p;
}

arena *
arena_new(out_of_memory *handler)
{
  arena *const a = system_alloc(handler, sizeof *a);
  *a = (arena){.handler = handler, .step = FIRST_BLOCK};
  return a;
}

void
arena_free(arena *a)
{
  if (!a)
    return;
  for (block *b = a->last; b;) {
    block *const next = b->next;
    free(b);
    b = next;
  }
  free(a);
}

static void
add_block(arena *a, size_t least)
{
  const size_t size = least > a->step ? least : a->step;
  block *const b = system_alloc(a->handler, sizeof *b + size);
  b->next = a->last;
  b->used = 0;
  b->size = size;
  a->last = b;
  if (a->step < LARGEST_STEP)
    a->step *= 2;
}

void *
arena_alloc(arena *a, size_t count, size_t size)
{
  if (size && count > (SIZE_MAX / 2) / size)
    longjmp(a->handler->jump, 1);
  const size_t n = (count * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (!a->last || a->last->size - a->last->used < n)
    add_block(a, n);
  void *const p = a->last->bytes + a->last->used;
  a->last->used += n;
  return memset(p, 0, n);
}

char *
arena_copy(arena *a, const char *text, size_t n)
{
  char *const copy = arena_alloc(a, n + 1, 1);
  if (n)
    memcpy(copy, text, n);
  return copy;
}

char *
arena_string(arena *a, const char *text)
{
  return text ? arena_copy(a, text, strlen(text)) : NULL;
}

char *
arena_printf(arena *a, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  va_list again;
  va_copy(again, args);
  char some[256]; /* most texts are short */
  const int n = vsnprintf(some, sizeof some, format, args);
  va_end(args);
  char *const text = arena_alloc(a, n < 0 ? 1 : (size_t)n + 1, 1);
  if (n > 0 && (size_t)n < sizeof some)
    memcpy(text, some, (size_t)n);
  else if (n > 0)
    vsnprintf(text, (size_t)n + 1, format, again);
  va_end(again);
  return text;
}

void *
arena_room(arena *a, void *array, size_t count, size_t *capacity, size_t size)
{
  if (count < *capacity)
    return array;
  const size_t wanted = *capacity ? *capacity * 2 : 8;
  void *const moved = arena_alloc(a, wanted, size);
  if (count)
    memcpy(moved, array, count * size);
  *capacity = wanted;
  return moved;
}
