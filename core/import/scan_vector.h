/* The versions of the scan for processors with vectors.  Only for scan.c. */
#ifndef OM_IMPORT_SCAN_VECTOR_H
#define OM_IMPORT_SCAN_VECTOR_H

#include "import/scan.h"

#ifdef __x86_64__
scan_fn scan_avx2, scan_avx512;

#define TARGET_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul")))
#define TARGET_AVX512                                                                              \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt,"        \
                        "pclmul")))

static inline bool
has_avx2(void)
{
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("pclmul");
}

static inline bool
has_avx512(void)
{
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2");
}
#endif

/* Where a scan stands between two blocks of 64 bytes, and what a block was found to hold: bit i
 * speaks of byte i. */
typedef struct block {
  uint64_t delimiters, feeds, quotes, returns, nuls;
  uint64_t valid; /* bytes of the text */
} block;

typedef struct scanning {
  uint64_t inside;     /* all ones within quotes, else 0 */
  uint64_t returned;   /* 1: the byte before is a CR */
  uint64_t near_quote; /* not 0: the block before holds a quote */
} scanning;

#endif
