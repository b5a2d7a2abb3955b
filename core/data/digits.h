/* The quick way from cells to bytes, for rows whose answers are single digits or nothing: all of
 * them at once, on processors that can.  What it cannot take is left to the tables of wanted.h, and
 * where it can, it gives what they give (tests/core/test_digits.c). */
#ifndef OM_DATA_DIGITS_H
#define OM_DATA_DIGITS_H

#include "data/wanted.h"

enum { DIGIT_LANES = 64 };

/* Lane i is code i: which cell it comes from, and how far its digit is above the lowest, or, when
 * the item is reversed, below the highest. */
typedef struct digits {
  bool is_usable;
  uint32_t first_column;      /* cells from here on, DIGIT_LANES of them, are looked at */
  uint64_t lanes, reversed;   /* bit i: lane i is used; counts from the highest */
  uint8_t cell[DIGIT_LANES];  /* behind first_column */
  uint8_t end[DIGIT_LANES];   /* the digit from which it is counted */
  uint8_t most[DIGIT_LANES];  /* the largest distance that is allowed */
  uint8_t above[DIGIT_LANES]; /* added to it */
} digits;

digits digits_of(const wanted *w);

/* The bytes of a row from the cells of its record (scan.h).  False when it cannot tell: then
 * `bytes` are untouched. */
bool digits_take(const digits *d, const uint8_t *cells, uint8_t *bytes, bool *has_answer);

#endif
