/* What the core tells a worker, and where the worker finds it. */
#ifndef OM_HOST_ORDERS_H
#define OM_HOST_ORDERS_H

#include "base/bytes.h"

#include <stdbool.h>
#include <stdint.h>

/* Descriptors of a worker. 1 and 2 are the log pipe; every other one is closed. */
enum {
  WORKER_RESULTS = 3, /* pipe to the core */
  WORKER_PLUGIN = 4,  /* the plugin, in sealed memory */
  WORKER_ORDERS = 5,  /* these orders, in sealed memory */
  WORKER_SUMMARY = 6,
  WORKER_ROWS = 7,  /* only when granted */
  WORKER_FOUND = 8, /* results of the plugins that it uses, in sealed memory */
  WORKER_END = 9
};

/* Exit codes of a worker that gets no further: the core turns them into words. */
enum { WORKER_NO_ORDERS = 81, WORKER_NO_DATA = 82, WORKER_NO_MEMORY = 83, WORKER_LOST_CORE = 84 };

/* The same descriptors of a worker that converts a file. */
enum {
  IMPORT_TEXT = 4, /* what it writes: delimited text */
  IMPORT_FILE = 6,
  IMPORT_CODEBOOK = 7
};

#define WORKER_FLAG "--worker"
#define IMPORT_FLAG "--import" /* and the id of the converter */

enum { LONGEST_ORDER = 1 << 16 };

typedef struct orders {
  uint32_t core;  /* process id of the core: a worker without it ends */
  bool describe;  /* describe every plugin of the file; else run one */
  uint32_t index; /* which plugin of the file */
  bool has_rows, has_found;
  uint32_t threads; /* that parallel() may keep busy */
  uint64_t memory;  /* bytes of address space */
  uint32_t seconds; /* of processor time */
  double *options;  /* in the order of the plugin's declaration */
  uint32_t n_options;
  bool tells_spent; /* it says what a run used and left behind: see spent.h */
  /* of an import */
  uint64_t most_text; /* bytes */
  const char *name, *sheet;
} orders;

static inline void
orders_put(bytes *b, const orders *o)
{
  bytes_u32(b, o->core);
  bytes_u8(b, o->describe);
  bytes_u32(b, o->index);
  bytes_u8(b, o->has_rows);
  bytes_u8(b, o->has_found);
  bytes_u32(b, o->threads);
  bytes_u64(b, o->memory);
  bytes_u32(b, o->seconds);
  bytes_u32(b, o->n_options);
  for (uint32_t i = 0; i < o->n_options; i++)
    bytes_f64(b, o->options[i]);
  bytes_u8(b, o->tells_spent);
  bytes_u64(b, o->most_text);
  bytes_string(b, o->name);
  bytes_string(b, o->sheet);
}

static inline bool
orders_get(cursor *c, arena *memory, orders *o)
{
  o->core = cursor_u32(c);
  o->describe = cursor_u8(c);
  o->index = cursor_u32(c);
  o->has_rows = cursor_u8(c);
  o->has_found = cursor_u8(c);
  o->threads = cursor_u32(c);
  o->memory = cursor_u64(c);
  o->seconds = cursor_u32(c);
  o->n_options = cursor_count(c);
  o->options = arena_many(memory, o->n_options, double);
  for (uint32_t i = 0; i < o->n_options; i++)
    o->options[i] = cursor_f64(c);
  o->tells_spent = cursor_u8(c);
  o->most_text = cursor_u64(c);
  o->name = cursor_string(c, memory, LONGEST_ORDER);
  o->sheet = cursor_string(c, memory, LONGEST_ORDER);
  return cursor_done(c);
}

#endif
