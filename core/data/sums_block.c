/* The sums of a block of rows, in plain C; and the choice among the versions. */
#include "data/sums.h"

#include "data/sums_vector.h"

#include <string.h>

/* Products of items i < j of a complete row. */
static void
add_products(const sums_scale *scale, const uint8_t *cells, uint64_t *cross)
{
  for (uint32_t i = 0; i < scale->k; i++)
    for (uint32_t j = i + 1; j < scale->k; j++)
      *cross++ += (uint64_t)cells[i] * cells[j];
}

void
sums_row(const sums_scale *scale, const uint8_t *cells, uint64_t *record)
{
  const uint32_t k = scale->k, n_codes = scale->n_codes;
  uint32_t m = 0;
  uint64_t total = 0;
  for (uint32_t i = 0; i < k; i++)
    if (cells[i] < SUMS_MISSING) {
      m++;
      total += cells[i];
      record[scale->all + i * n_codes + cells[i]]++;
    }
  if (m == k) {
    record[scale->complete]++;
    for (uint32_t i = 0; i < k; i++)
      record[scale->whole + i * n_codes + cells[i]]++;
    add_products(scale, cells, record + scale->cross);
  } else if (m > 0) {
    uint64_t *const part = record + scale->part + (size_t)3 * (m - 1);
    part[0]++;
    part[1] += total;
    part[2] += total * total;
  }
}

void
scale_plain(const sums_scale *scale, const sums_block *block, uint64_t *record)
{
  uint8_t row[256];
  for (uint32_t r = 0; r < block->n; r++) {
    for (uint32_t i = 0; i < scale->k; i++)
      row[i] = block->cells[i * SUMS_PANEL + r];
    sums_row(scale, row, record);
  }
}

void
cross_plain(const uint8_t *panel, size_t n_rows, sums_pairs *pairs)
{
  const uint32_t k = pairs->k;
  for (uint32_t i = 0; i < k; i++)
    for (uint32_t j = i; j < k; j++) {
      const uint8_t *const x = panel + (size_t)i * SUMS_PANEL, *const y =
                                                                   panel + (size_t)j * SUMS_PANEL;
      uint32_t cross = 0;
      for (size_t r = 0; r < n_rows; r++)
        cross += (uint32_t)x[r] * y[r];
      pairs->cross[(size_t)i * k + j] += cross;
    }
}

static void
lack_plain(const uint8_t *rows, size_t n, sums_pairs *pairs)
{
  add_lacks(rows, n, pairs);
}

typedef uint8_t v16 __attribute__((vector_size(16)));

/* 16 x 16 bytes, rows to columns: four times the perfect shuffle of both halves. */
static inline void
transpose_tile(v16 a[16])
{
  v16 b[16];
  for (int step = 0; step < 4; step++) {
    for (int i = 0; i < 8; i++) {
      b[2 * i] = __builtin_shufflevector(a[i], a[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21,
                                         6, 22, 7, 23);
      b[2 * i + 1] = __builtin_shufflevector(a[i], a[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28,
                                             13, 29, 14, 30, 15, 31);
    }
    memcpy(a, b, sizeof b);
  }
}

/* Up to 64 rows into a block of the panel. */
static void
transpose_plain(const uint8_t *rows, const uint32_t *order, size_t n, uint32_t width,
                uint8_t *block)
{
  for (size_t r = 0; r < SUMS_LANES; r += 16)
    for (uint32_t c = 0; c < width; c += 16) {
      v16 tile[16];
      for (size_t i = 0; i < 16; i++)
        if (r + i < n)
          memcpy(&tile[i], rows + (size_t)order[r + i] * width + c, 16);
        else
          memset(&tile[i], 0xFF, 16);
      transpose_tile(tile);
      for (size_t i = 0; i < 16; i++)
        memcpy(block + (c + i) * SUMS_PANEL + r, &tile[i], 16);
    }
}

static const sums_versions plain = {scale_plain, transpose_plain, lack_plain, cross_plain};

const sums_versions *const *
sums_all(void)
{
  static const sums_versions *const in_plain[] = {&plain, NULL};
#ifdef __x86_64__
  static const sums_versions avx2 = {scale_avx2, transpose_plain, lack_avx2, cross_avx2},
                             avx512 = {scale_avx512, transpose_avx512, lack_avx512, cross_avx512};
  static const sums_versions *const with_avx2[] = {&plain, &avx2, NULL};
  static const sums_versions *const with_avx512[] = {&plain, &avx2, &avx512, NULL};
  if (has_avx512_dot())
    return with_avx512;
  if (has_avx2())
    return with_avx2;
#endif
  return in_plain;
}

const sums_versions *
sums_best(void)
{
  const sums_versions *const *all = sums_all();
  while (all[1])
    all++;
  return *all;
}
