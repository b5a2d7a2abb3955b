/* The columns of kept rows. */
#ifndef OM_DATA_STORE_H
#define OM_DATA_STORE_H

#include "data/row_key.h"
#include "data/wanted.h"

#include <stdatomic.h>

/* Columns of address space for the most rows that the file can hold; memory comes with the first
 * touch.  Batches take their place in it as they come. */
typedef struct store {
  size_t most_rows, n_map;
  void *map;
  _Atomic uint64_t n_rows;
  int8_t **codes;      /* [wanted.n_codes] */
  double **numbers;    /* [wanted.n_numbers] */
  uint32_t *unit;      /* number in the worker that took the row, until the units are settled */
  hash128 *content;    /* of everything that is kept of the row */
  hash128 *respondent; /* {0, 0}: none; NULL when the study names no column */
  row_key *keys;       /* NULL: nobody wants them */
  uint32_t *comment;   /* number + 1 in the worker, until the units are settled; then in the survey;
                          0: none; NULL: no comment is shown */
} store;

/* Room for so many rows; unmapped by whom the columns are handed to.  False
 * with errno set. */
bool store_open(arena *memory, store *s, const wanted *w, uint64_t most_rows, bool with_keys);

/* Of one respondent's rows that are the same, one stays; where they differ, nobody can say which
 * holds, and all go.  Counts them in dropped[DROP_REPEATED] and [DROP_CONFLICT]. */
void store_drop_repeated(arena *memory, store *s, const wanted *w, uint64_t *dropped);

#endif
