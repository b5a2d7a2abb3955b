/* What converters share: the bytes of a file, XML of strangers, cells of numbers and dates.  All of
 * it runs in the sandboxed worker. */
#ifndef OM_IMPORT_FOREIGN_H
#define OM_IMPORT_FOREIGN_H

#include "import/format.h"

#include <libxml/tree.h>

/* Says why, and returns false. */
bool foreign_fail(conversion *c, const char *why, const char *fix);

/* The whole file; the arena owns it. */
bool foreign_bytes(conversion *c, int fd, span *out);

/* The document, or NULL with why.  A DOCTYPE that only names its DTD (triple-S files have one) is
 * read past; one that declares anything is refused, as is all that core/base/xml.h refuses. */
xmlDoc *foreign_xml(conversion *c, int fd);

/* The next line of the text, without its end; false after the last. */
bool foreign_line(span *text, span *line);

/* Characters of a line of UTF-8, from `start` (1 is the first); fewer where the line is shorter. */
span foreign_field(span line, size_t start, size_t n);

/* The rows of data that a codebook describes: in UTF-8, without a byte order mark.  False with why
 * when the file holds something else. */
bool foreign_data(conversion *c, span *out);

/* A number without leading zeros, and with a decimal sign before so many of its digits when it has
 * none; other text as it is.  What is made is in `room`, until the next call. */
span foreign_number(text *room, span s, unsigned decimals);

/* As UTF-8: itself where it is, else taken for Windows-1252. */
span foreign_utf8(arena *memory, span s);

/* Appended to a text: 2026-03-31, and 13:05:09 with at most three decimals of a second. `days` is
 * counted from 1970-01-01. */
void foreign_add_date(text *t, int64_t days);
void foreign_add_time(text *t, int64_t milliseconds);

/* A column without anything. */
codebook_column foreign_column(void);

/* Columns, labels and missing values that are not counted beforehand. */
typedef struct columns {
  codebook_column *at;
  size_t n, capacity;
} columns;

typedef struct labels {
  value_label *at;
  size_t n, capacity;
} labels;

typedef struct missings {
  value_missing *at;
  size_t n, capacity;
} missings;

void foreign_set_columns(codebook *book, const columns *all);

/* "Question - Choice"; either alone where the other is empty. */
const char *foreign_choice(arena *memory, const char *question, const char *choice);

#endif
