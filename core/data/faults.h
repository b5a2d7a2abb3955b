/* Cells that cannot be what the study says: one message for each column and code, with how many
 * rows and the first of them, so that a file full of 99s is one line to read.
 *
 * A message shows a whole number that was met, because it may be a code for "no answer"; it never
 * shows text, or a number that may be what a person answered. */
#ifndef OM_DATA_FAULTS_H
#define OM_DATA_FAULTS_H

#include "base/map.h"
#include "data/load.h"

typedef struct fault {
  cell_fault kind;
  const char *column, *shown; /* shown: the whole number met, or NULL */
  const study_item *item;     /* NULL for n, response rate and weight */
  uint64_t rows, first_row;
  unsigned first_line;
} fault;

typedef struct faults {
  arena *memory;
  map keys;
  fault *at;
  size_t n, capacity;
  text key; /* scratch */
} faults;

faults faults_new(arena *memory);

void faults_add(faults *f, cell_fault kind, const char *column, const study_item *item, span cell,
                char decimal, uint64_t row, unsigned line);

/* What another thread has found; strings are copied. */
void faults_join(faults *to, const faults *from);

/* The messages, in order of the first row; `file` is the export. */
void faults_report(faults *f, const char *file, const char *study_path, diags *d);

#endif
