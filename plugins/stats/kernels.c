/* The inner loops of the resampling engine, compiled for each set of instructions.
 *
 * Each loop is written once, lane by lane in IEEE doubles and whole numbers: the bits are the same
 * for every set, since no product is fused with a sum (-ffp-contract=off) and no sum changes its
 * order.
 * Must not know what the columns are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_resample.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define LOW UINT64_C(0xFFFFFFFF)
enum { ROUNDS = 10, DRAWS = 64 };

/* Eight neighbouring substreams. */
typedef struct om_streams {
  om_rng place; /* of the first */
  uint64_t key[ROUNDS][2];
  uint64_t stream[2][OM_LANES] __attribute__((aligned(64))); /* low and high halves */
} om_streams;

static void
streams_at(const om_rng *rng, uint64_t first, om_streams *s)
{
  s->place = om_rng_at(rng, first); /* its key is that of all substreams */
  uint32_t k0 = (uint32_t)s->place.key, k1 = (uint32_t)(s->place.key >> 32);
  for (int round = 0; round < ROUNDS; round++) {
    s->key[round][0] = k0;
    s->key[round][1] = k1;
    k0 += UINT32_C(0x9E3779B9);
    k1 += UINT32_C(0xBB67AE85);
  }
  for (unsigned l = 0; l < OM_LANES; l++) {
    s->stream[0][l] = (first + l) & LOW;
    s->stream[1][l] = (first + l) >> 32;
  }
}

/* Draws number from .. from + used - 1 of each substream (from a multiple of 4): draw t below
 * bound[t * step]; up to a multiple of 8 may be drawn.  A lane where a word would have been passed
 * over is marked: it is to be drawn again, word by word. */
typedef struct om_draws {
  size_t from, used;
  const uint32_t *bound;
  size_t step;
  const uint32_t *refuse; /* 2^32 mod bound */
  uint32_t (*out)[OM_LANES];
  bool *refused;
} om_draws;

static void
draw_plainly(const om_streams *s, const om_draws *d)
{
  const uint32_t key[2] = {(uint32_t)s->place.key, (uint32_t)(s->place.key >> 32)};
  for (unsigned l = 0; l < OM_LANES; l++)
    for (size_t t = 0; t < d->used; t += 4) {
      const uint64_t block = (d->from + t) / 4;
      const uint32_t counter[4] = {(uint32_t)block, (uint32_t)(block >> 32),
                                   (uint32_t)s->stream[0][l], (uint32_t)s->stream[1][l]};
      uint32_t word[4];
      om_philox(counter, key, word);
      for (size_t w = 0; w < 4 && t + w < d->used; w++) {
        const uint64_t product = (uint64_t)word[w] * d->bound[(t + w) * d->step];
        d->refused[l] |= (uint32_t)product < d->refuse[(t + w) * d->step];
        d->out[t + w][l] = (uint32_t)(product >> 32);
      }
    }
}

static void
weigh_slowly(const om_weigh *a, unsigned lane)
{
  om_words words = om_words_at(&a->rng, a->first + lane);
  double *const weight = (double *)a->weight + lane;
  for (size_t u = 0; u < a->n; u++)
    weight[u * OM_LANES] = 0;
  for (uint32_t i = 0; i < a->n; i++)
    weight[(size_t)om_words_below(&words, a->n) * OM_LANES] += 1;
}

static void
order_slowly(const om_orders *a, unsigned lane)
{
  om_words words = om_words_at(&a->rng, a->first + lane);
  const om_steps *const s = a->steps;
  uint32_t *const place = a->place + lane;
  for (size_t k = 0; k < s->n; k++)
    place[k * OM_LANES] = (uint32_t)k;
  for (size_t t = 0; t < s->n_steps; t++) {
    const size_t i = (size_t)s->base[t] + s->bound[t] - 1;
    const size_t j = (size_t)s->base[t] + om_words_below(&words, s->bound[t]);
    const uint32_t swap = place[i * OM_LANES];
    place[i * OM_LANES] = place[j * OM_LANES];
    place[j * OM_LANES] = swap;
  }
}

/* So that sums are variables, not elements of an array in memory. */
#define EACH1(M) M(0)
#define EACH2(M) M(0) M(1)
#define EACH3(M) M(0) M(1) M(2)
#define EACH4(M) M(0) M(1) M(2) M(3)
#define EACH8(M) EACH4(M) M(4) M(5) M(6) M(7)

#define TARGET
#define WIDTH 2
#define NAME(x) x##_plain
#include "kernels_body.h"
#undef TARGET
#undef WIDTH
#undef NAME

#if defined(__x86_64__)

#define TARGET __attribute__((target("avx2")))
#define WIDTH 4
#define NAME(x) x##_avx2
#include "kernels_body.h"
#undef TARGET
#undef WIDTH
#undef NAME

#define TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw")))
#define WIDTH 8
#define NAME(x) x##_avx512
#include "kernels_body.h"

#endif

const om_kernels *
om_kernels_level(unsigned level)
{
#if defined(__x86_64__)
  if (level == 2)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
               ? &kernels_avx512
               : NULL;
  if (level == 1)
    return __builtin_cpu_supports("avx2") ? &kernels_avx2 : NULL;
#endif
  return level == 0 ? &kernels_plain : NULL;
}

const om_kernels *
om_kernels_best(void)
{
  for (unsigned level = 2; level > 0; level--) {
    const om_kernels *const k = om_kernels_level(level);
    if (k)
      return k;
  }
  return &kernels_plain;
}
