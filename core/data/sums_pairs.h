/* Products of every two items, and what rows lack.  Only for sums.c and the versions. */
#ifndef OM_DATA_SUMS_PAIRS_H
#define OM_DATA_SUMS_PAIRS_H

#include "data/sums.h"

#include <string.h>

sums_pairs *sums_pairs_new(arena *memory, const sums_layout *layout);

sums_gaps *sums_gaps_new(arena *memory, const sums_layout *layout);

/* Why cells of the rows of a batch are missing. */
void sums_gaps_add(sums_gaps *gaps, const uint8_t *rows, size_t n);

/* What the rows of a batch lack. */
void sums_pairs_add(sums_pairs *pairs, const sums_versions *v, const uint8_t *rows, size_t n);

/* Missing cells of a panel become 0. */
void sums_clear_missing(uint8_t *panel, uint32_t n_cells, size_t n);

/* --- one source for all versions: vectors as GCC writes them for each processor --------------- */

typedef uint8_t cells_16 __attribute__((vector_size(16)));
typedef uint32_t words_16 __attribute__((vector_size(64)));

/* Which of its `k` items the row lacks; how many they are. */
__attribute__((always_inline)) static inline uint32_t
items_lacking(const uint8_t *cells, uint32_t k, uint16_t *items)
{
  uint32_t n = 0;
  for (uint32_t c = 0; c < k; c += 16) {
    cells_16 x;
    memcpy(&x, cells + c, sizeof x);
    const cells_16 is_missing = (cells_16)(x >= SUMS_MISSING);
    uint64_t half[2];
    memcpy(half, &is_missing, sizeof half);
    for (uint32_t h = 0; h < 2; h++)
      for (uint64_t bits = half[h] & UINT64_C(0x8080808080808080); bits; bits &= bits - 1) {
        const uint32_t item = c + 8 * h + (uint32_t)__builtin_ctzll(bits) / 8;
        if (item < k)
          items[n++] = (uint16_t)item;
      }
  }
  return n;
}

/* The row as counts, cells and squared cells. */
__attribute__((always_inline)) static inline void
spread_row(const uint8_t *cells, const sums_pairs *pairs)
{
  for (uint32_t c = 0; c < pairs->width; c += 16) {
    cells_16 x;
    memcpy(&x, cells + c, sizeof x);
    const cells_16 has = (cells_16)(x < SUMS_MISSING);
    const words_16 one = __builtin_convertvector(has & 1, words_16);
    const words_16 value = __builtin_convertvector(x & has, words_16), square = value * value;
    memcpy(pairs->row + c, &one, sizeof one);
    memcpy(pairs->row + pairs->width + c, &value, sizeof value);
    memcpy(pairs->row + 2 * pairs->width + c, &square, sizeof square);
  }
}

__attribute__((always_inline)) static inline void
add_lacks(const uint8_t *rows, size_t n, sums_pairs *pairs)
{
  const size_t words = (size_t)3 * pairs->width;
  for (size_t r = 0; r < n; r++, rows += pairs->width) {
    const uint32_t n_lacking = items_lacking(rows, pairs->k, pairs->lacking);
    if (n_lacking)
      spread_row(rows, pairs);
    for (uint32_t j = 0; j < n_lacking; j++) {
      uint32_t *const to = pairs->recent + pairs->lacking[j] * words;
      for (size_t w = 0; w < words; w += 16) {
        words_16 sum, more;
        memcpy(&sum, to + w, sizeof sum);
        memcpy(&more, pairs->row + w, sizeof more);
        sum += more;
        memcpy(to + w, &sum, sizeof sum);
      }
    }
  }
}

#endif
