/* What the formats of survey tools share: reading the words above the columns. */
#ifndef OM_IMPORT_HEADING_H
#define OM_IMPORT_HEADING_H

#include "import/format.h"

/* A column that a tool adds of its own accord, by letters and digits alone, in lower case:
 * "Duration (in seconds)" is "durationinseconds".  The last of a list has no name. */
typedef struct known_column {
  const char *name;
  column_role role;
  column_kind kind;
} known_column;

/* NULL when it is none of them. */
const known_column *known_find(const known_column *list, span name);

/* How many cells of a header record are such columns. */
uint32_t known_count(const known_column *list, const header *h, uint32_t row);

/* A cell of the header on one line, in the arena; white space runs are one space. */
const char *heading_text(const header *h, uint32_t row, size_t column);

/* Columns of the widest header record: a first record that ends early does not hide columns. */
uint32_t heading_width(const header *h, uint32_t header_rows);

/* False with the reason when the file ends before so many header rows. */
bool heading_is_whole(const header *h, uint32_t header_rows, const char **why);

/* The columns of a table with one header row (or as many as the study says), whose columns of the
 * tool's own are in the list; names are not settled yet.  Returns the header rows; 0 with the
 * reason. */
uint32_t heading_describe(const header *h, const known_column *list, codebook *out,
                          const char **why);

/* Every column gets a name of its own: one without is "column 7"; a name that stands there several
 * times is "name (1)", "name (2)", so that nobody takes the first for the only one. */
void heading_settle(arena *memory, codebook *book);

/* "Question [Row]": the row, with *question before it; or an empty span. */
span heading_row(span name, span *question);

/* Whether the rows below the header show columns first..first+n-1, which belong to one question, as
 * its choices: every cell of them is empty or says that its column was chosen, and at least one
 * does.  Columns for what was written in do not count. */
typedef bool chosen_test(const header *h, const codebook *book, uint32_t column, span cell);
bool heading_is_selection(const header *h, uint32_t header_rows, const codebook *book,
                          uint32_t first, uint32_t n, chosen_test *is_chosen);

/* The words of the cell are the words of the text, or the last of them. */
bool heading_same_words(arena *memory, span cell, const char *text);
bool heading_last_words(arena *memory, span cell, const char *text);

/* Whether the cell is a date, whatever time follows it. */
bool heading_has_date(const header *h, uint32_t row, size_t column);

#endif
