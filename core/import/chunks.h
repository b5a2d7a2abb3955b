/* All rows of an export, on several threads.
 *
 * The text is read in chunks.  Where in a chunk the first record starts is guessed; the guess holds
 * when the chunk before ends just there, else the chunk is scanned again from the right place.  So
 * the threads never disagree with the plain reader about what a record is, and what the plain
 * reader alone can judge is read by it. */
#ifndef OM_IMPORT_CHUNKS_H
#define OM_IMPORT_CHUNKS_H

#include "import/export.h"
#include "import/scan.h"

/* Where a row stands. */
typedef struct row_place {
  uint64_t row;  /* 1 is the first after the header */
  unsigned line; /* physical */
} row_place;

/* What is done with the rows.  Each thread has a worker of its own, so that nothing is shared. */
typedef struct row_taker {
  /* Records 0 .. n_records-1 of the scan; `first` is the place of the first.  Rows that the worker
   * does not want to judge by themselves it gets from scanned_row. */
  void (*scanned)(void *worker, const scan *s, size_t n_records, row_place first);
  /* One row from the plain reader. */
  void (*plain)(void *worker, const export_row *row);
} row_taker;

enum { MOST_THREADS = 64, CHUNK = 1 << 20 };

/* Worker i is used by one thread; when memory runs out there, control goes to handler i. */
typedef struct row_worker {
  void *worker;
  out_of_memory *handler;
} row_worker;

/* Reads all rows with n_threads (1 to MOST_THREADS) workers.  `chunk` is the size of a chunk, CHUNK
 * for the best speed; at least 64.  What is wrong with the text goes to e->d.  False when memory
 * ran out in a thread. */
bool chunks_read(const export *e, unsigned n_threads, size_t chunk, const row_worker *workers,
                 const row_taker *taker);

/* Record r of the scan as a row, read plainly.  `place` is kept from call to call, with the record
 * that it speaks of, so that lines are counted once. */
typedef struct row_counting {
  size_t record;
  row_place place;
} row_counting;

void scanned_row(records *r, const scan *s, size_t record, row_counting *counting,
                 uint32_t n_columns, export_row *out);

#endif
