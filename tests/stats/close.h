/* Comparison of doubles for cmocka, whose own compares in single precision.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_TESTS_CLOSE_H
#define OM_TESTS_CLOSE_H

/* Fails unless |actual - expected| <= abs + rel |expected|, and prints both to 17 digits. */
#define assert_close(actual, expected, rel, abs)                                                   \
  close_check((actual), (expected), (rel), (abs), #actual, __FILE__, __LINE__)
/* The same for a value that our own code did not compute: counted, see close_summary. */
#define assert_reference(actual, expected, rel)                                                    \
  close_reference((actual), (expected), (rel), #actual, __FILE__, __LINE__)
/* Fails unless the om_stat or other result is undefined for a reason that contains `words`. */
#define assert_undefined(result, words)                                                            \
  close_reason((result).undefined, (words), #result, __FILE__, __LINE__)
#define assert_no_range(result, words)                                                             \
  close_reason((result).no_range, (words), #result, __FILE__, __LINE__)

void close_check(double actual, double expected, double rel, double abs, const char *what,
                 const char *file, int line);
void close_reference(double actual, double expected, double rel, const char *what, const char *file,
                     int line);
/* A reference value known to its last printed digit only. */
void close_printed(double actual, double expected, double half_digit, const char *what,
                   const char *file, int line);
void close_reason(const char *actual, const char *words, const char *what, const char *file,
                  int line);
/* Group teardown: says how many reference values were reproduced, and the largest error. */
int close_summary(void **state);

#endif
