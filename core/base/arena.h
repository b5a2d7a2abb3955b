/* Memory that is freed all at once.
 *
 * The core never handles a failed allocation where it happens: control goes to the one handler
 * that the command set up, which reports "out of memory" and leaves the old report as it is.
 * So arena functions never return NULL. */
#ifndef OM_BASE_ARENA_H
#define OM_BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>

/* Where control goes when memory runs out.  `allowed` counts the blocks that may still be asked
 * of the system: tests lower it to fail the first, second, ... n-th allocation. */
typedef struct out_of_memory {
  jmp_buf jump;
  size_t allowed;
} out_of_memory;
#define OUT_OF_MEMORY_INIT                                                                         \
  {                                                                                                \
    .allowed = (size_t)-1                                                                          \
  }

typedef struct arena arena;

arena *arena_new(out_of_memory *handler);

/* Frees everything allocated from it.  NULL is allowed. */
void arena_free(arena *a);

/* count * size zeroed bytes, aligned for any type.  Overflow of the product is "out of memory". */
void *arena_alloc(arena *a, size_t count, size_t size);

#define arena_one(a, type) ((type *)arena_alloc((a), 1, sizeof(type)))
#define arena_many(a, count, type) ((type *)arena_alloc((a), (count), sizeof(type)))

char *arena_copy(arena *a, const char *text, size_t n);

/* A copy, or NULL for NULL. */
char *arena_string(arena *a, const char *text);

/* printf without floating point: numbers with a decimal sign go through text.h. */
char *arena_printf(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Room for one more element at the end of an array that grows in the arena: returns the array,
 * moved when *capacity was reached. */
void *arena_room(arena *a, void *array, size_t count, size_t *capacity, size_t size);

/* Appends `value` to `list`, a struct with members `at`, `n` and `capacity`. */
#define arena_push(a, list, value)                                                                 \
  do {                                                                                             \
    (list)->at = arena_room((a), (list)->at, (list)->n, &(list)->capacity, sizeof *(list)->at);    \
    (list)->at[(list)->n++] = (value);                                                             \
  } while (0)

#endif
