/* Readers: one export in, its columns and rows out, whatever tool wrote it.
 *
 * A reader probes, gives a codebook, and yields rows.  It knows nothing of scales and units: that
 * is the loader's.  Each format is one file that fills a reader_class. */
#ifndef OM_DATA_READER_H
#define OM_DATA_READER_H

#include "base/diag.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"

#include <stdint.h>

/* What the study says about a file; zero means "find out". */
typedef struct reader_hints {
  char delimiter;
  const char *encoding;
  uint32_t header_rows;
} reader_hints;

typedef struct codebook {
  const char **names; /* as in the first header row, trimmed */
  const char **texts; /* question texts where the tool writes them, else "" */
  uint32_t n_columns;
  const char *format; /* "comma-separated, UTF-8 with byte order mark, 1 header row" */
} codebook;

typedef struct reader_row {
  uint64_t number;   /* 1 is the first row after the header */
  unsigned line;     /* physical line in the file where it starts */
  const span *cells; /* valid until the next call */
  size_t n_cells;    /* may differ from codebook.n_columns: the loader says so */
  bool is_blank;
} reader_row;

typedef struct reader reader;

typedef struct reader_class {
  const char *id;
  /* How sure the first bytes make it that the file is of this format: 0 (not) to 100. */
  int (*probe)(const char *head, size_t n);
  /* Fills reader.codebook; false when the file cannot be read, with the reason in reader.d. */
  bool (*open)(reader *r);
  /* The next row; false at the end, or after a fault (then reader.d has an error). */
  bool (*next)(reader *r, reader_row *row);
} reader_class;

struct reader {
  const reader_class *class;
  arena *memory;
  diags *d;
  const char *name; /* of the file in messages */
  reader_hints hints;
  file_bytes file;
  codebook codebook;
  void *state; /* of the class */
};

extern const reader_class reader_delimited;

/* Opens the file with the reader that knows it best.  False with the reason in `d`. */
bool reader_open(reader *r, arena *memory, const char *path, const char *name, reader_hints hints,
                 diags *d);

bool reader_next(reader *r, reader_row *row);

void reader_close(reader *r);

/* Index of the column with this name; UINT32_MAX, with a message under `code` at `line` of
 * `where`, when there is none or more than one. */
uint32_t reader_column(const reader *r, const char *name, const char *where, unsigned line);

/* --- encoding.c ------------------------------------------------------------------------------ */

/* The file as UTF-8 without a byte order mark: the same bytes where that is what it holds,
 * converted otherwise.  `*described` says what it was ("UTF-8 with byte order mark").  False with
 * line and byte of the first fault in `d`. */
bool encoding_to_utf8(arena *memory, span file, const char *declared, const char *name, diags *d,
                      span *out, const char **described);

#endif
