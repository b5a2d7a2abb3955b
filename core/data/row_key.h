/* Rows of an export that can be known again, and say nothing.
 *
 * A ledger remembers which people a report was about (ledger/ledger.h).  Of each row it keeps two
 * numbers, made with a secret: one of the person or, where the study names no column of
 * respondents, of the whole record; and one of the record without its unit, which stays the same
 * when people are put into other units.  Without the secret nobody can try what gives a number. */
#ifndef OM_DATA_ROW_KEY_H
#define OM_DATA_ROW_KEY_H

#include "base/arena.h"
#include "base/hash.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { ROW_SECRET = 16 }; /* bytes */

typedef struct row_secret row_secret;

const row_secret *row_secret_new(arena *memory, const uint8_t bytes[ROW_SECRET]);

typedef struct row_key {
  uint64_t whole; /* of the person in this wave, or of the record */
  uint64_t rest;  /* of the record without what names its unit */
  uint32_t unit;  /* as the column `unit` of survey_data */
  uint32_t is_person;
} row_key;

/* Cells of one record that name its unit, in the order of columns. */
enum { ROW_APART = 4 };
typedef struct row_cells {
  uint32_t column[ROW_APART];
  uint32_t n;
} row_cells;

/* A record: its cells one after the other with a delimiter between two, in quotes or not; quotes do
 * not count.  Those apart lie in it. */
typedef struct row_text {
  const uint8_t *at;
  size_t n;
  const uint8_t *apart[ROW_APART];
  size_t n_apart[ROW_APART];
} row_text;

/* Room that row_key_of needs for a text of n bytes. */
static inline size_t
row_key_room(size_t n)
{
  return 2 * n + 32;
}

/* `person`: of the respondent's id, the survey and the wave, or NULL.  The unit is left to the
 * caller. */
row_key row_key_of(const row_secret *s, const row_cells *cells, const row_text *t,
                   const hash128 *person, uint8_t *room);

/* A file for keys of rows that are not kept: written by all workers, each batch in one place. */
typedef struct key_spool {
  int fd;
  _Atomic uint64_t n;  /* keys so far */
  _Atomic int failure; /* errno of the first write that failed */
} key_spool;

/* Whoever wants keys says with which secret, and where to put them. */
typedef struct key_wish {
  const row_secret *secret;
  key_spool *spool;
} key_wish;

/* Place of the first of `n` keys, which are written now. */
uint64_t key_spool_put(key_spool *s, const row_key *keys, size_t n);

/* So that the next key stands at the start of a page; returns its place. */
uint64_t key_spool_turn_page(key_spool *s);

#endif
