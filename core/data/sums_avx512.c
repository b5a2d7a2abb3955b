/* The sums for processors with AVX-512 and its dot products of bytes: 64 rows are one vector. */
#ifdef __x86_64__
#include "data/sums_vector.h"

#include <immintrin.h>

TARGET_AVX512 static inline __m512i
lanes(const uint8_t *cells, uint32_t item)
{
  return _mm512_loadu_si512(cells + (size_t)item * SUMS_PANEL);
}

TARGET_AVX512 static inline uint64_t
answered(__m512i cells)
{
  return _mm512_cmplt_epu8_mask(cells, _mm512_set1_epi8((char)SUMS_MISSING));
}

/* How often each code was given: by all, and by those of `full`. */
TARGET_AVX512 static void
count_codes(const sums_scale *scale, const sums_block *block, uint64_t full, uint64_t *record)
{
  uint64_t *all = record + scale->all, *whole = record + scale->whole;
  for (uint32_t i = 0; i < scale->k; i++) {
    const __m512i x = lanes(block->cells, i);
    for (uint32_t c = 0; c < scale->n_codes; c++) {
      const uint64_t given = _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8((char)c));
      *all++ += (uint64_t)__builtin_popcountll(given);
      *whole++ += (uint64_t)__builtin_popcountll(given & full);
    }
  }
}

TARGET_AVX512 static void
add_products(const sums_scale *scale, const sums_block *block, uint64_t full, uint64_t *record)
{
  uint64_t *cross = record + scale->cross;
  for (uint32_t i = 0; i < scale->k; i++) {
    const __m512i x = _mm512_maskz_mov_epi8(full, lanes(block->cells, i));
    for (uint32_t j = i + 1; j < scale->k; j++) {
      const __m512i y = _mm512_maskz_mov_epi8(full, lanes(block->cells, j));
      *cross++ +=
          (uint32_t)_mm512_reduce_add_epi32(_mm512_dpbusd_epi32(_mm512_setzero_si512(), x, y));
    }
  }
}

TARGET_AVX512 void
scale_avx512(const sums_scale *scale, const sums_block *block, uint64_t *record)
{
  if (scale->n_codes > SUMS_COMPARED) {
    scale_plain(scale, block, record);
    return;
  }
  uint64_t full = ~UINT64_C(0), any = 0;
  for (uint32_t i = 0; i < scale->k; i++) {
    const uint64_t here = answered(lanes(block->cells, i));
    full &= here;
    any |= here;
  }
  count_codes(scale, block, full, record);
  if (full) {
    record[scale->complete] += (uint64_t)__builtin_popcountll(full);
    add_products(scale, block, full, record);
  }
  for (uint64_t part = any & ~full; part; part &= part - 1)
    add_part(scale, block, (uint32_t)__builtin_ctzll(part), record);
}

/* Sixteen cells of rows r, r + 16, r + 32 and r + 48, side by side. */
TARGET_AVX512 static inline __m512i
four_rows(const uint8_t *cells, const uint32_t *order, size_t n, uint32_t width, size_t r)
{
  const __m128i none = _mm_set1_epi8(-1);
  __m128i part[4];
  for (size_t i = 0; i < 4; i++)
    part[i] = r + 16 * i < n
                  ? _mm_loadu_si128((const void *)(cells + (size_t)order[r + 16 * i] * width))
                  : none;
  const __m256i low = _mm256_inserti128_si256(_mm256_castsi128_si256(part[0]), part[1], 1);
  const __m256i high = _mm256_inserti128_si256(_mm256_castsi128_si256(part[2]), part[3], 1);
  return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/* As transpose_plain, four tiles of 16 rows at once. */
TARGET_AVX512 void
transpose_avx512(const uint8_t *rows, const uint32_t *order, size_t n, uint32_t width,
                 uint8_t *block)
{
  for (uint32_t c = 0; c < width; c += 16) {
    __m512i a[16], b[16];
    for (size_t i = 0; i < 16; i++)
      a[i] = four_rows(rows + c, order, n, width, i);
    for (int step = 0; step < 2; step++) { /* twice two steps: a to b and back */
      for (int i = 0; i < 8; i++) {
        b[2 * i] = _mm512_unpacklo_epi8(a[i], a[i + 8]);
        b[2 * i + 1] = _mm512_unpackhi_epi8(a[i], a[i + 8]);
      }
      for (int i = 0; i < 8; i++) {
        a[2 * i] = _mm512_unpacklo_epi8(b[i], b[i + 8]);
        a[2 * i + 1] = _mm512_unpackhi_epi8(b[i], b[i + 8]);
      }
    }
    for (size_t i = 0; i < 16; i++)
      _mm512_storeu_si512(block + (c + i) * SUMS_PANEL, a[i]);
  }
}

TARGET_AVX512 void
lack_avx512(const uint8_t *rows, size_t n, sums_pairs *pairs)
{
  add_lacks(rows, n, pairs);
}

enum { TILE = 4 };

/* Items i to i + 3 with j to j + 3: every load serves four products. */
TARGET_AVX512 static void
cross_tile(const uint8_t *panel, size_t n_rows, uint32_t i, uint32_t j, sums_pairs *pairs)
{
  const uint32_t k = pairs->k;
  __m512i cross[TILE][TILE];
  for (uint32_t a = 0; a < TILE; a++)
    for (uint32_t b = 0; b < TILE; b++)
      cross[a][b] = _mm512_setzero_si512();
  for (size_t r = 0; r < n_rows; r += SUMS_LANES) {
    __m512i x[TILE], y[TILE];
    for (uint32_t a = 0; a < TILE; a++) {
      x[a] = lanes(panel + r, i + a < k ? i + a : i);
      y[a] = lanes(panel + r, j + a < k ? j + a : j);
    }
    for (uint32_t a = 0; a < TILE; a++)
      for (uint32_t b = 0; b < TILE; b++)
        cross[a][b] = _mm512_dpbusd_epi32(cross[a][b], x[a], y[b]);
  }
  for (uint32_t a = 0; a < TILE && i + a < k; a++)
    for (uint32_t b = 0; b < TILE && j + b < k; b++)
      if (i + a <= j + b)
        pairs->cross[(size_t)(i + a) * k + j + b] += (uint32_t)_mm512_reduce_add_epi32(cross[a][b]);
}

TARGET_AVX512 void
cross_avx512(const uint8_t *panel, size_t n_rows, sums_pairs *pairs)
{
  if (pairs->has_large) {
    cross_plain(panel, n_rows, pairs);
    return;
  }
  for (uint32_t i = 0; i < pairs->k; i += TILE)
    for (uint32_t j = i; j < pairs->k; j += TILE)
      cross_tile(panel, n_rows, i, j, pairs);
}
#endif
