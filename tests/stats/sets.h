/* The data sets behind the reference values: in the tree, or in the folder ORGMIRROR_DATA, which a
 * test may not have.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_TESTS_SETS_H
#define OM_TESTS_SETS_H

#include <stdbool.h>

#include "data.h"

/* A table with its columns as numbers, and columns made from them. */
typedef struct frame {
  table *t;
  size_t rows;
  size_t made; /* columns asked for so far */
  char name[64][96];
  double *x[64];
} frame;

/* The first of tests/data/NAME.csv and ORGMIRROR_DATA/outside; NULL when there is neither. */
frame *frame_open(const char *name, const char *outside, char separator);
/* A file below ORGMIRROR_DATA; NULL when it is not there. */
table *outside_table(const char *below, char separator);
/* Reference values of a data set, from the tree or from ORGMIRROR_DATA. */
table *reference_table(const char *name);
void frame_free(frame *f);
/* A column as numbers, NaN where there is none; belongs to the frame. */
double *frame_column(frame *f, const char *name);
/* A new column: mean of k columns over rows that have `least` of them, NaN elsewhere. */
double *frame_mean(frame *f, const char *name, size_t k, const char *const *columns, size_t least);
/* Copies what is not NaN to `out`; returns how many. */
size_t frame_known(const frame *f, const double *x, double *out);
/* For the list of tests: one that needs ORGMIRROR_DATA, and is counted as skipped where that is
 * absent.  (cmocka's own skip() prints "not ok", which is a failure in TAP.) */
#define outside_test(f)                                                                            \
  {                                                                                                \
    outside_is_there() ? #f : #f " # SKIP the data are not in the folder ORGMIRROR_DATA",          \
        outside_is_there() ? f : outside_skipped, NULL, NULL, NULL                                 \
  }
bool outside_is_there(void);
void outside_skipped(void **state);

#endif
