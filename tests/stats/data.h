/* Data and reference values for the tests of the statistics kit: small CSV files, read whole.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_TESTS_DATA_H
#define OM_TESTS_DATA_H

#include <stddef.h>
#include <stdint.h>

/* A CSV file with a header, or one separated by tabs: cells as text, without their quotes. */
typedef struct table {
  size_t rows, columns;
  char *text;   /* the file, cut into cells */
  char **cells; /* (rows + 1) x columns, the header first */
} table;

/* Reads a file below the test folder, or of an absolute name; fails the test when it cannot. */
table *table_load(const char *name);
/* The same from a path of its own; cells end at the separator, '\\0': comma or tab. */
table *table_load_path(const char *path, char separator);
void table_free(table *t);
/* Index of a column; fails the test when there is none. */
size_t table_column(const table *t, const char *name);
const char *table_text(const table *t, size_t row, size_t column);
/* NaN for an empty cell or NA. */
double table_number(const table *t, size_t row, size_t column);
/* A whole column as numbers; to be freed. */
double *table_numbers(const table *t, const char *name);

/* Value of the row (statistic, args) of a reference table; fails the test when there is none. */
double reference(const table *t, const char *statistic, const char *args);
/* The same where several rows have that name and these arguments: the nth of them, from 0. */
double reference_nth(const table *t, const char *statistic, const char *args, size_t nth);
/* The value of a table of several data sets. */
double reference_in(const table *t, const char *dataset, const char *statistic, const char *args);

/* Which group each row is in, groups counted in order of first appearance. */
typedef struct groups {
  size_t count;
  uint32_t *of; /* a row's group */
} groups;

/* Groups by one text column, or by two together (second NULL: one). */
groups groups_by(const table *t, const char *first, const char *second);
void groups_free(groups *g);
/* Copies the values of one group, without NaN, to `out`; returns how many. */
size_t group_values(const groups *g, size_t rows, const double *x, size_t group, double *out);
/* Size, mean and sum of squares of every group, without NaN. */
void group_moments(const groups *g, size_t rows, const double *x, uint64_t *n, double *mean,
                   double *ss);

/* Packed sums of squares and products of k columns over rows without NaN; returns their number.
 * Codes that are whole numbers go through om_sscp_from_sums, others through a plain two-pass. */
size_t sscp_of(size_t k, const double *const *x, size_t rows, double *sscp);

/* The number that follows `phrase` in golden.txt, `nth` numbers later (0: the next), and half a
 * unit of its last printed digit. */
double golden(const char *phrase, int nth, double *half_digit);
/* Fails unless `actual` rounds to that number; counts it as reproduced. */
#define assert_golden(actual, phrase, nth)                                                         \
  golden_check((actual), (phrase), (nth), __FILE__, __LINE__)
void golden_check(double actual, const char *phrase, int nth, const char *file, int line);

/* The golden study: 24 units, unit means of both sides, and the persons behind them. */
typedef struct golden_study {
  table *employees, *customers;
  groups employee_units, customer_units;
  double *item[5]; /* employees; the third is reversed already */
  double *score;   /* employees: mean of the answered items when at least 3 were */
  double *satisfaction;
  uint64_t employee_n[24], customer_n[24]; /* with a score */
  double employee_mean[24], employee_ss[24], customer_mean[24], customer_ss[24];
} golden_study;

golden_study *golden_load(void);
void golden_free(golden_study *g);

#endif
