/* An export, opened: its codebook, and where its rows are.  Whatever the file was, the rows are
 * delimited text in UTF-8: in the file itself, or in shared memory where it had to be converted. */
#ifndef OM_IMPORT_EXPORT_H
#define OM_IMPORT_EXPORT_H

#include "import/format.h"

#include <stdint.h>

/* What the study says of a file; zero and NULL mean "find out". */
typedef struct export_hints {
  const char *format, *encoding, *sheet;
  const char *codebook; /* path of a codebook beside the file */
  char delimiter;
  uint32_t header_rows;
} export_hints;

/* Runs a converter in a process of its own.  Returns a descriptor of the text and fills *book, or
 * -1 with the message in `d`.  The host gives it: this floor starts no process. */
typedef struct export_converter {
  int (*run)(void *context, const converter *c, int fd, int codebook_fd, const char *sheet,
             const char *name, arena *memory, codebook *book, diags *d);
  void *context;
} export_converter;

typedef struct export
{
  arena *memory;
  diags *d;
  const char *name; /* of the file in messages */
  codebook book;
  int fd;           /* of the text */
  uint64_t at, end; /* the rows in it: bytes */
  unsigned line;    /* physical line of `at` */
  char delimiter;
  bool is_checked; /* known to be UTF-8 without a NUL */
}
export;

/* False with messages (D001 to D036) in `d`.  export_close in any case. */
bool export_open(export *t, arena *memory, const char *path, const char *name,
                 const export_hints *hints, const export_converter *convert, diags *d);

void export_close(export *t);

/* Index of the column with this name; UINT32_MAX, with a message at `line` of `where`, when there
 * is none or more than one. */
uint32_t export_column(const export *t, const char *name, const char *where, unsigned line);

/* --- stream.c: its rows, one at a time ------------------------------------------------------- */

typedef struct export_row {
  uint64_t number;   /* 1 is the first row after the header */
  unsigned line;     /* physical line in the text where it starts */
  const span *cells; /* valid until the next call */
  size_t n_cells;    /* may differ from book.n_columns */
  bool is_blank;
} export_row;

enum { LONGEST_RECORD = 32 << 20 };

typedef struct stream {
  const export *from;
  char *buffer;
  size_t n, capacity;
  uint64_t next; /* where in the text the buffer goes on */
  records records;
  uint64_t row;
} stream;

/* The rows from `at` on, where a record starts at `line`; it has the number `row`.  Its buffer
 * belongs to the arena. */
stream stream_new(arena *memory, const export *e, uint64_t at, unsigned line, uint64_t row);

/* The next row; false at the end, or after a fault, which is in from->d. */
bool stream_next(stream *s, export_row *row);

/* --- encoding.c ------------------------------------------------------------------------------ */

/* Where the text of a file starts and what it is in; *converted is the descriptor of a copy in
 * UTF-8, or -1 when the file is UTF-8 itself.  False with messages. */
bool encoding_open(arena *memory, int fd, const char *declared, const char *name, diags *d,
                   int *converted, uint64_t *start, const char **described);

#endif
