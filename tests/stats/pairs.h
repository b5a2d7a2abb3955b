/* The three correlations of linked units against R.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_TESTS_PAIRS_H
#define OM_TESTS_PAIRS_H

#include "data.h"

/* Compares Pearson, Spearman and Kendall of the rows that have both, x and y (NaN: none), with the
 * reference values of these arguments. */
void check_pairs(const table *t, const char *args, size_t rows, const double *x, const double *y);

#endif
