/* The versions of the sums for processors with vectors.  Only for sums_block.c.
 *
 * They multiply bytes of which one is signed, so they take codes below SUMS_SIGNED alone; the
 * others are left to plain C. */
#ifndef OM_DATA_SUMS_VECTOR_H
#define OM_DATA_SUMS_VECTOR_H

#include "data/sums_pairs.h"

enum {
  SUMS_COMPARED = 40 /* codes, at most, that are counted by comparing with each of them */
};

void scale_plain(const sums_scale *scale, const sums_block *block, uint64_t *record);
void cross_plain(const uint8_t *panel, size_t n_rows, sums_pairs *pairs);

#ifdef __x86_64__
void scale_avx2(const sums_scale *scale, const sums_block *block, uint64_t *record);
void lack_avx2(const uint8_t *rows, size_t n, sums_pairs *pairs);
void cross_avx2(const uint8_t *panel, size_t n_rows, sums_pairs *pairs);
void scale_avx512(const sums_scale *scale, const sums_block *block, uint64_t *record);
void transpose_avx512(const uint8_t *rows, const uint32_t *order, size_t n, uint32_t width,
                      uint8_t *block);
void lack_avx512(const uint8_t *rows, size_t n, sums_pairs *pairs);
void cross_avx512(const uint8_t *panel, size_t n_rows, sums_pairs *pairs);

#define TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define TARGET_AVX512                                                                              \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni,avx2,bmi,bmi2,lzcnt,popcnt")))

static inline bool
has_avx2(void)
{
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
}

static inline bool
has_avx512_dot(void)
{
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
}
#endif

/* A row of the block that is not complete, into the part of the record for such rows. */
static inline void
add_part(const sums_scale *scale, const sums_block *block, uint32_t row, uint64_t *record)
{
  uint32_t m = 0;
  uint64_t total = 0;
  for (uint32_t i = 0; i < scale->k; i++) {
    const uint8_t c = block->cells[(size_t)i * SUMS_PANEL + row];
    m += c < SUMS_MISSING;
    total += c < SUMS_MISSING ? c : 0;
  }
  uint64_t *const part = record + scale->part + (size_t)3 * (m - 1);
  part[0]++;
  part[1] += total;
  part[2] += total * total;
}

#endif
