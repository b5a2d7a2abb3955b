/* Formats: how each survey tool writes its exports.
 *
 * Delimited text is read in the core.  A text format looks at the first records and says which are
 * header, what the columns are called, and what else they tell.  Files of other kinds, and
 * codebooks beside an export, are turned into delimited text and a codebook by a converter, in a
 * process of its own that can reach nothing else: their libraries read what strangers wrote. Each
 * format is one file. */
#ifndef OM_IMPORT_FORMAT_H
#define OM_IMPORT_FORMAT_H

#include "base/diag.h"
#include "import/codebook.h"
#include "import/records.h"

#include <stdio.h>

/* --- delimited text -------------------------------------------------------------------------- */

enum { MOST_HEADER_ROWS = 10 };

/* The first records of a file. */
typedef struct header {
  arena *memory;
  const char *name;     /* of the file */
  uint32_t header_rows; /* as the study says, or 0: find out */
  uint32_t n_rows;      /* records below: at most MOST_HEADER_ROWS + 1, fewer in a short file */
  const span *rows[MOST_HEADER_ROWS + 1];
  size_t n_cells[MOST_HEADER_ROWS + 1];
} header;

/* A cell of the header, trimmed; empty where the record is shorter. */
span header_cell(const header *h, uint32_t row, size_t column);

typedef struct text_format {
  const char *id;    /* of survey/@format: "qualtrics" */
  const char *label; /* "Qualtrics"; "" for no tool in particular */
  /* How sure the first records make it that the file is of this format: 0 (not) to 100. */
  int (*probe)(const header *h);
  /* Fills the columns; returns how many of the records are header (1 or more), or 0 when it
   * cannot be, with *why. */
  uint32_t (*describe)(const header *h, codebook *out, const char **why);
} text_format;

/* By id; NULL when there is none. */
const text_format *text_format_named(const char *id);

/* The one that is surest. */
const text_format *text_format_of(const header *h);

/* --- everything else ------------------------------------------------------------------------- */

/* What a converter works on, in its process.  What it leaves: rows in `out`, the codebook in `book`
 * where the file has one.  Where `book` has no columns, the first rows are a header. */
typedef struct conversion {
  arena *memory;
  int fd;            /* the file; -1 where there is a codebook alone */
  int codebook_fd;   /* a codebook beside it, or -1 */
  const char *name;  /* of the file, for messages */
  const char *sheet; /* of a workbook: as the study says, or NULL for the first that is shown */
  FILE *out;         /* delimited text: cells with row_cell, rows with row_end; NULL where only
                      * the codebook is wanted */
  size_t n_out;      /* cells of the present row */
  codebook book;
  const char *why, *fix; /* of a failure */
} conversion;

/* Writes a cell; quotes what has to be quoted. */
void row_cell(conversion *c, const char *text, size_t n);
void row_end(conversion *c);

typedef struct converter {
  const char *id;    /* of survey/@format: "spss" */
  const char *label; /* "SPSS system file" */
  bool is_codebook;  /* it reads what stands in survey/@codebook */
  /* From the first bytes and the name of the file: 0 (not) to 100. */
  int (*probe)(const char *head, size_t n, const char *name);
  /* False with why and fix. */
  bool (*run)(conversion *c);
  /* NULL, or character sets that its library may ask the system for, and a NULL: in the sandbox it
   * is too late to load them. */
  const char *const *encodings;
  /* Of a codebook: whether a file beside it that begins like this becomes rows with its help; else
   * it only adds labels to delimited text. */
  bool (*reads_rows)(const char *head, size_t n);
} converter;

const converter *converter_named(const char *id);
const converter *converter_of(const char *head, size_t n, const char *name, bool is_codebook);

#endif
