/* Records of delimited text, one at a time: the definition of what a cell is.  A cell that begins
 * with a quote ends with one, and holds doubled quotes for single ones and any line end (RFC 4180);
 * a quote inside a bare cell is a character like others.  A line ends with LF, CRLF or CR. */
#ifndef OM_IMPORT_RECORDS_H
#define OM_IMPORT_RECORDS_H

#include "base/text.h"

enum { MOST_CELLS = 200000 }; /* of a record */

typedef enum record_state {
  RECORD_ROW,
  RECORD_END,         /* nothing is left */
  RECORD_CUT,         /* the text ends inside a record, and more is to come */
  RECORD_OPEN_QUOTE,  /* a quote is opened and never closed */
  RECORD_AFTER_QUOTE, /* text follows a closing quote */
  RECORD_TOO_WIDE
} record_state;

typedef struct records {
  arena *memory;
  span text;
  bool is_last;  /* the text ends where the file ends */
  size_t at;     /* where the next record starts */
  unsigned line; /* physical line of `at`, from 1 */
  char delimiter;
  span *cells; /* of the record that was read last; valid until the next call */
  size_t n_cells, capacity;
  unsigned fault_line; /* of a fault */
  char *plain;         /* cells without doubled quotes */
  size_t n_plain, plain_capacity;
} records;

records records_new(arena *memory, span text, bool is_last, char delimiter, unsigned line);

/* The next record into cells; after anything but RECORD_ROW, `at` and `line` are where it starts.
 */
record_state records_next(records *r);

#endif
