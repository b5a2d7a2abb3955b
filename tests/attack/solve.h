/* Exact elimination over the rationals, and bounds by linear programming. */
#ifndef ATTACK_SOLVE_H
#define ATTACK_SOLVE_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Equations: [row][column], and last the right side.  Free with equations_done. */
typedef struct equations {
  mpq_t *at;
  size_t n_rows, n_columns, capacity;
  bool is_consistent;
} equations;

equations equations_new(size_t n_columns);
void equations_done(equations *e);

/* `in` says which columns are summed. */
void equations_add(equations *e, const bool *in, long long right);

/* Row echelon form; rows that say nothing new go. */
void equations_reduce(equations *e);

/* True when the sum of columns times `sign` (-1, 0, 1) is a combination of the equations, which are
 * reduced; then *value is that sum. */
bool equations_tell(const equations *e, const int8_t *sign, double *value);

/* What may be: the ratio of one column's sum to its people, everything that is told considered.
 * `people` and `sums` are not reduced; an answer lies between `lowest` and `highest`.  False when
 * nothing fits, which is a defect of the reading. */
typedef struct bounds {
  double lo, hi;
} bounds;
bool bounds_of_mean(const equations *people, const equations *sums, size_t column, double lowest,
                    double highest, bounds *out);

/* Of the number of people of a column. */
bool bounds_of_people(const equations *people, size_t column, bounds *out);

#endif
