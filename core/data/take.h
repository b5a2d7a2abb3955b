/* Taking rows: one worker a thread, which turns the rows that it gets into bytes, numbers and
 * units, and hands them on in batches: to the sums, or to the columns when rows are kept. */
#ifndef OM_DATA_TAKE_H
#define OM_DATA_TAKE_H

#include "base/intern.h"
#include "data/digits.h"
#include "data/faults.h"
#include "data/row_key.h"
#include "data/store.h"
#include "import/chunks.h"

/* Rows of the store that one batch filled. */
typedef struct store_range {
  uint64_t first, n;
} store_range;

/* What a row says of its unit beside the answers; kept until all rows are read. */
typedef enum sighting_kind {
  SIGHTED_LABEL,
  SIGHTED_PARENT,
  SIGHTED_SECOND_PARENT,
  SIGHTED_UNIT
} sighting_kind;
typedef struct sighting {
  sighting_kind kind;
  uint32_t unit; /* number in the worker */
  span text;
  row_place place;
} sighting;

typedef struct sightings {
  sighting *at;
  size_t n, capacity;
} sightings;

/* Comments of a survey that shows them, as they were written. */
typedef struct comment_texts {
  const char **at;
  size_t n, capacity;
} comment_texts;

/* A row that does not fit the header. */
typedef struct ragged_row {
  row_place place;
  size_t n_cells;
} ragged_row;

typedef struct ragged_rows {
  ragged_row *at;
  size_t n, capacity;
  uint64_t n_all;
} ragged_rows;

enum { MOST_RAGGED = 20 };

typedef struct worker {
  out_of_memory handler;
  arena *memory;
  const wanted *wanted;
  uint64_t most_rows; /* of the file */
  digits digits;
  bool is_careful; /* every row by itself: each may be at fault, or is looked up afterwards */
  store *store;    /* NULL: rows are not kept */
  sums sums;
  /* The batch. */
  uint8_t *rows;       /* [capacity][layout.width] */
  uint32_t *unit;      /* [capacity] */
  double *numbers;     /* [capacity][n_numbers] */
  hash128 *content;    /* [capacity] */
  hash128 *respondent; /* [capacity], or NULL */
  row_key *keys;       /* [capacity], or NULL: nobody wants them */
  uint32_t *comment;   /* [capacity] number + 1, or 0; NULL: no comment is shown */
  size_t n, capacity;
  store_range *ranges;
  size_t n_ranges, ranges_capacity;
  /* Units as the cells call them, and whether that means none. */
  intern units, words; /* words: labels and parents */
  bool *is_unit;
  uint32_t *label, *parent[HIERARCHIES]; /* [unit] last word seen, + 1 */
  size_t units_capacity;
  sightings sightings;
  faults faults;
  ragged_rows ragged;
  comment_texts comments;
  records records;
  const key_wish *wish; /* NULL: nobody wants keys */
  row_cells apart;
  hash128 asked; /* survey and wave: of another one an id is somebody else's */
  uint8_t *joined, *room;
  size_t joined_capacity, room_capacity;
  uint64_t read, kept, dropped[N_DROP_REASONS];
  hash128 fingerprint; /* of the kept rows */
} worker;

/* What a worker is to do with the rows. */
typedef struct worker_orders {
  uint64_t most_rows;
  store *kept; /* NULL: they are summed up and not kept */
  sums_wishes wishes;
  bool is_careful;
  const key_wish *keys; /* or NULL */
} worker_orders;

/* A worker with memory of its own; NULL when there is none. */
worker *worker_new(const wanted *w, const worker_orders *orders);
void worker_free(worker *k);

extern const row_taker worker_rows;

/* Hands on what the batch holds. */
void worker_flush(worker *k);

#endif
