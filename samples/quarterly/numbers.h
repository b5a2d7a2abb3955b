/* Arithmetic of the generator: whole numbers alone, so that every machine makes the same bytes.
 * No floating point, no library of random numbers, no order of evaluation can change a digit. */
#ifndef QUARTERLY_NUMBERS_H
#define QUARTERLY_NUMBERS_H

#include <stdint.h>

/* A number in steps of 1/65536. */
typedef int64_t fix;
enum { ONE = 65536 };

/* n hundredths. */
#define PERCENT(n) ((fix)(n)*ONE / 100)

fix fix_times(fix a, fix b);
fix fix_over(fix a, fix b);
/* Square root of a number that is not below 0. */
fix fix_root(fix a);
/* The nearest whole number, halves up. */
int fix_round(fix a);
fix fix_between(fix a, fix lo, fix hi);

/* What a draw is for, and about whom: the same key gives the same draw, whatever else was drawn. */
typedef struct key {
  uint64_t seed;
  uint32_t purpose, wave, unit, person, what;
} key;

/* 64 random bits. */
uint64_t draw_bits(key k);
/* 0 to n - 1 */
uint32_t draw_below(key k, uint32_t n);
/* True with a chance of so many in 10,000. */
int draw_chance(key k, uint32_t in_10000);
/* About normal, mean 0, variance 1, never beyond 6: the sum of 12 uniform draws (Irwin 1927, Hall
 * 1927). */
fix draw_normal(key k);

#endif
