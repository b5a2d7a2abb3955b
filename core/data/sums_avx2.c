/* The sums for processors with AVX2: 64 rows are two vectors. */
#ifdef __x86_64__
#include "data/sums_vector.h"

#include <immintrin.h>

TARGET_AVX2 static inline __m256i
lanes(const uint8_t *cells, uint32_t item, int half)
{
  return _mm256_loadu_si256((const void *)(cells + (size_t)item * SUMS_PANEL + 32 * half));
}

/* All ones where the cell holds an answer. */
TARGET_AVX2 static inline __m256i
answered(__m256i cells)
{
  const __m256i missing = _mm256_set1_epi8((char)SUMS_MISSING);
  return _mm256_xor_si256(_mm256_cmpeq_epi8(_mm256_max_epu8(cells, missing), cells),
                          _mm256_set1_epi8(-1));
}

TARGET_AVX2 static inline uint32_t
bits(__m256i v)
{
  return (uint32_t)_mm256_movemask_epi8(v);
}

/* Products of bytes, added up by fours. */
TARGET_AVX2 static inline __m256i
dot(__m256i x, __m256i y)
{
  return _mm256_madd_epi16(_mm256_maddubs_epi16(x, y), _mm256_set1_epi16(1));
}

TARGET_AVX2 static inline uint32_t
total(__m256i v)
{
  const __m128i four = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  const __m128i two = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4E));
  return (uint32_t)_mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 0xB1)));
}

TARGET_AVX2 static void
scale_half(const sums_scale *scale, const sums_block *block, int half, uint64_t *record)
{
  const uint32_t k = scale->k;
  __m256i full = _mm256_set1_epi8(-1), any = _mm256_setzero_si256();
  for (uint32_t i = 0; i < k; i++) {
    const __m256i here = answered(lanes(block->cells, i, half));
    full = _mm256_and_si256(full, here);
    any = _mm256_or_si256(any, here);
  }
  const uint32_t is_full = bits(full);
  uint64_t *all = record + scale->all, *whole = record + scale->whole,
           *cross = record + scale->cross;
  record[scale->complete] += (uint64_t)__builtin_popcount(is_full);
  for (uint32_t i = 0; i < k; i++) {
    const __m256i x = lanes(block->cells, i, half);
    for (uint32_t c = 0; c < scale->n_codes; c++) {
      const uint32_t given = bits(_mm256_cmpeq_epi8(x, _mm256_set1_epi8((char)c)));
      *all++ += (uint64_t)__builtin_popcount(given);
      *whole++ += (uint64_t)__builtin_popcount(given & is_full);
    }
    const __m256i of_full = _mm256_and_si256(x, full);
    for (uint32_t j = i + 1; is_full && j < k; j++)
      *cross++ += total(dot(of_full, _mm256_and_si256(lanes(block->cells, j, half), full)));
  }
  for (uint32_t part = bits(any) & ~is_full; part; part &= part - 1)
    add_part(scale, block, (uint32_t)(32 * half + __builtin_ctz(part)), record);
}

TARGET_AVX2 void
scale_avx2(const sums_scale *scale, const sums_block *block, uint64_t *record)
{
  if (scale->n_codes > SUMS_COMPARED) {
    scale_plain(scale, block, record);
    return;
  }
  scale_half(scale, block, 0, record);
  if (block->n > 32)
    scale_half(scale, block, 1, record);
}

TARGET_AVX2 void
lack_avx2(const uint8_t *rows, size_t n, sums_pairs *pairs)
{
  add_lacks(rows, n, pairs);
}

TARGET_AVX2 void
cross_avx2(const uint8_t *panel, size_t n_rows, sums_pairs *pairs)
{
  if (pairs->has_large) {
    cross_plain(panel, n_rows, pairs);
    return;
  }
  for (uint32_t i = 0; i < pairs->k; i++)
    for (uint32_t j = i; j < pairs->k; j++) {
      __m256i cross = _mm256_setzero_si256();
      for (size_t r = 0; r < n_rows; r += 32)
        cross = _mm256_add_epi32(cross, dot(lanes(panel + r, i, 0), lanes(panel + r, j, 0)));
      pairs->cross[(size_t)i * pairs->k + j] += total(cross);
    }
}
#endif
