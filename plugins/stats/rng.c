/* Counter-based random numbers: Philox4x32-10, and what is drawn from it.
 * Must not know who draws, or what for.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"
#include <gsl/gsl_cdf.h>

/* Multipliers and key increments of Salmon et al. (2011), table 2 and section 3.3. */
#define PHILOX_M0 UINT32_C(0xD2511F53)
#define PHILOX_M1 UINT32_C(0xCD9E8D57)
#define PHILOX_W0 UINT32_C(0x9E3779B9)
#define PHILOX_W1 UINT32_C(0xBB67AE85)

/* Keeps the keys of substreams apart from draws of the parent. */
#define SUBSTREAM_TAG UINT64_C(0x6F72676D6972726F) /* "orgmirro" */

void
om_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
  uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  uint32_t k0 = key[0], k1 = key[1];

  for (int round = 0; round < 10; round++) {
    const uint64_t a = (uint64_t)PHILOX_M0 * c0;
    const uint64_t b = (uint64_t)PHILOX_M1 * c2;
    c0 = (uint32_t)(b >> 32) ^ c1 ^ k0;
    c2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)b;
    c3 = (uint32_t)a;
    k0 += PHILOX_W0;
    k1 += PHILOX_W1;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/* First half of the block at (counter, stream) under key. */
static uint64_t
block(uint64_t key, uint64_t stream, uint64_t counter)
{
  const uint32_t c[4] = {(uint32_t)counter, (uint32_t)(counter >> 32), (uint32_t)stream,
                         (uint32_t)(stream >> 32)};
  const uint32_t k[2] = {(uint32_t)key, (uint32_t)(key >> 32)};
  uint32_t out[4];
  om_philox(c, k, out);
  return (uint64_t)out[1] << 32 | out[0];
}

uint64_t
om_rng_next(om_rng *rng)
{
  return block(rng->key, rng->stream, rng->counter++);
}

uint64_t
om_rng_below(om_rng *rng, uint64_t n)
{
  if (n == 0)
    return 0;

  /* Lemire (2019): the high half of a 128-bit product, with the few low halves that would be
   * counted once too often thrown back. */
  unsigned __int128 product = (unsigned __int128)om_rng_next(rng) * n;
  if ((uint64_t)product < n) {
    const uint64_t surplus = -n % n;
    while ((uint64_t)product < surplus)
      product = (unsigned __int128)om_rng_next(rng) * n;
  }
  return (uint64_t)(product >> 64);
}

double
om_rng_uniform(om_rng *rng)
{
  /* 52 bits and a half step: with 53 the largest would round to 1. */
  return ((double)(om_rng_next(rng) >> 12) + .5) * 0x1p-52;
}

double
om_rng_normal(om_rng *rng)
{
  return gsl_cdf_ugaussian_Pinv(om_rng_uniform(rng));
}

void
om_rng_shuffle(om_rng *rng, uint32_t *index, size_t n)
{
  for (size_t i = n; i > 1; i--) {
    const size_t j = (size_t)om_rng_below(rng, i);
    const uint32_t swap = index[i - 1];
    index[i - 1] = index[j];
    index[j] = swap;
  }
}

om_rng
om_rng_at(const om_rng *rng, uint64_t stream)
{
  /* A new key for each place: were the number of the substream written over the stream of the
   * parent, two bootstraps from neighbouring streams would share most of their resamples. */
  const uint64_t key = block(rng->key ^ SUBSTREAM_TAG, rng->stream, rng->counter);
  return (om_rng){.key = key, .stream = stream, .counter = 0};
}
