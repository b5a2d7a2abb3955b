/* Linked units as named columns: from data in the tree, and from real data that is not part of it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_TESTS_LINKAGE_H
#define OM_TESTS_LINKAGE_H

#include "data.h"

/* A delimited file below ORGMIRROR_DATA, with a header; `separator` is ',' or a tab.  NULL where
 * there is none. */
table *linkage_load(const char *name, char separator);

/* Columns of numbers with their names. */
typedef struct unit_frame {
  size_t rows, columns;
  char name[16][40];
  double *x[16];
} unit_frame;

/* By name of the data set, as in the reference files; NULL where its data is not here.
 *   multilevel_bh1996 (persons), multilevel_bh1996:groups, multilevel_bhr2000:groups,
 *   psychTools_sat.act, and of ORGMIRROR_DATA: nlme_MathAchieve, nlme_bdf, gti_A_dev, nyc2011_d75,
 *   chicago2012, nhs_2017_detailed */
unit_frame *units_load(const char *dataset);
void units_free(unit_frame *f);
double *units_column(const unit_frame *f, const char *name);
/* The rows that have all the named columns (separated by commas), with these columns alone. */
unit_frame *units_complete(const unit_frame *f, const char *names);
/* The reference table of a data set. */
table *units_reference(const char *dataset);

/* The 686 people of sat.act with every column, and these more; and R's values for them. */
typedef struct ability {
  unit_frame *all, *f;
  table *t;
} ability;

ability ability_load(const char *names);
void ability_free(ability *a);

#endif
