/* Memory that is freed all at once: blocks of doubling size, chained. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
  FIRST_BLOCK = 4096,
  LARGEST_STEP = 1 << 22,
  ALIGNMENT = _Alignof(max_align_t),
  HUGE_PAGE = 1 << 21
};

/* What a block holds is zero until it is used: nothing is given back before all of it is.  The
 * large ones are mapped, for then the kernel clears them page by page as they are used, in pages
 * that are as large as it has. */
typedef struct block {
  struct block *next;
  size_t used, size;
  size_t mapped; /* bytes; 0: from malloc */
  _Alignas(max_align_t) unsigned char bytes[];
} block;

struct arena {
  out_of_memory *handler;
  block *last;
  size_t step;
};

static void *
map(size_t n)
{
  void *const p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED)
    return NULL;
  madvise(p, n, MADV_HUGEPAGE); /* where there are none, small ones do */
  return p;
}

/* Zeros. */
static void *
system_alloc(out_of_memory *handler, size_t n, bool is_mapped)
{
  void *p = NULL;
  if (handler->allowed > 0) {
    handler->allowed--;
    p = is_mapped ? map(n) : calloc(1, n);
  }
  if (!p)
    longjmp(handler->jump, 1);
  return p;
}

arena *
arena_new(out_of_memory *handler)
{
  arena *const a = system_alloc(handler, sizeof *a, false);
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
    if (b->mapped)
      munmap(b, b->mapped);
    else
      free(b);
    b = next;
  }
  free(a);
}

static void
add_block(arena *a, size_t least)
{
  const size_t size = least > a->step ? least : a->step;
  const size_t all = sizeof(block) + size;
  const size_t mapped = all < HUGE_PAGE || all > SIZE_MAX - HUGE_PAGE
                            ? 0
                            : (all + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  block *const b = system_alloc(a->handler, mapped ? mapped : all, mapped > 0);
  b->next = a->last;
  b->size = mapped ? mapped - sizeof(block) : size;
  b->mapped = mapped;
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
  return p;
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
