/* Whole numbers: few groups are not known, their sizes and sums are integers, and what is told of
 * all units together (the mean of the units' means, the mean size and F of ICC(1)) fits few of
 * them. */
#ifndef ATTACK_GUESS_H
#define ATTACK_GUESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOST_UNKNOWN = 3, MOST_SOLUTIONS = 64 };

/* All units have a score.  Sums are in steps; lowest and highest are those of one person. */
typedef struct riddle {
  uint32_t n_unknown, n_units;
  int64_t people, sum; /* of the unknown ones together */
  int64_t lowest, highest;
  double sum_of_means;  /* of the unknown ones, in steps; NaN: not told */
  double known_squares; /* people squared, of units that are known */
  double known_between; /* n * mean^2 of units that are known, in steps^2 */
  double all_people, all_sum,
      all_squares; /* squares: sum of squared scores less N mean^2; or NaN */
  double n0, f;    /* NaN: not told */
} riddle;

typedef struct guess {
  int64_t people[MOST_UNKNOWN], sum[MOST_UNKNOWN]; /* in order of people, then sums */
} guess;

typedef struct guesses {
  guess at[MOST_SOLUTIONS];
  size_t n;          /* MOST_SOLUTIONS: or more */
  bool has_one_size; /* all have the same people */
} guesses;

/* Which of the groups is which is left open. */
void guess_all(const riddle *r, guesses *out);

#endif
