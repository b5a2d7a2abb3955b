/* The scales and sets of items that the reference tables speak of, for the tests on reliability
 * and dimensions.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_TESTS_SCALES_H
#define OM_TESTS_SCALES_H

#include "data.h"

enum { MOST_ITEMS = 25, MOST_ENTRIES = MOST_ITEMS * (MOST_ITEMS + 1) / 2 };

typedef struct scale {
  const char *data, *reference; /* files; those below ORGMIRROR_DATA begin with '/' */
  const char *args;             /* what the reference calls it */
  const char *items;            /* "A1 A2 A3" */
  const char *reversed;         /* the same, or "" */
  double lo_plus_hi;
  double missing_from; /* codes from here are missing; 0: none */
} scale;

extern const scale scales[];
extern const size_t n_scales;

/* Sets of items that were factor analysed, with that many factors. */
enum { N_SETS = 3 };
extern const scale sets[N_SETS];
extern const size_t set_factors[N_SETS];

typedef struct items {
  size_t k, rows;
  uint64_t n; /* rows without NaN */
  char name[MOST_ITEMS][16];
  double *x[MOST_ITEMS];        /* as in the file, reversed, NaN where missing */
  double *complete[MOST_ITEMS]; /* n rows */
  double sscp[MOST_ENTRIES], cov[MOST_ENTRIES], r[MOST_ENTRIES];
  table *reference;
} items;

/* NULL when its files are below ORGMIRROR_DATA and that is not here. */
items *items_load(const scale *s);
void items_free(items *it);
/* "args;item" */
double item_reference(const items *it, const char *statistic, const char *args, size_t item);

#endif
