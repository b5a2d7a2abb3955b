/* The inner loops of the resampling engine: eight resamples or orders side by side.
 *
 * Each loop is written once, lane by lane in IEEE doubles and whole numbers, and compiled for the
 * instruction sets that make it faster: the bits are the same, since no product is fused with a sum
 * (-ffp-contract=off) and no sum changes its order.
 * Must not know what the columns are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_resample.h"
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

/* --- draws: the Philox of rng.c, eight substreams side by side ---------------------------------
 */

typedef uint64_t om_u8 __attribute__((vector_size(64)));
typedef uint32_t om_h8 __attribute__((vector_size(32)));

#define LOW UINT64_C(0xFFFFFFFF)
enum { ROUNDS = 10, BLOCKS = 16, DRAWS = 4 * BLOCKS };

/* Eight neighbouring substreams; the words of a lane in the low halves. */
typedef struct om_streams {
  uint64_t key[ROUNDS][2];
  om_u8 stream[2];
} om_streams;

INLINE void
streams_at(const om_rng *rng, uint64_t first, om_streams *s)
{
  const om_rng at = om_rng_at(rng, first); /* its key is that of all substreams */
  uint32_t k0 = (uint32_t)at.key, k1 = (uint32_t)(at.key >> 32);
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

INLINE void
philox8(const om_streams *s, uint64_t counter, om_u8 *out)
{
  const om_u8 zero = {0};
  om_u8 c0 = zero + (counter & LOW), c1 = zero + (counter >> 32);
  om_u8 c2 = s->stream[0], c3 = s->stream[1];
  for (int round = 0; round < ROUNDS; round++) {
    const om_u8 a = c0 * UINT64_C(0xD2511F53);
    const om_u8 b = c2 * UINT64_C(0xCD9E8D57);
    c0 = (b >> 32) ^ c1 ^ s->key[round][0];
    c2 = (a >> 32) ^ c3 ^ s->key[round][1];
    c1 = b & LOW;
    c3 = a & LOW;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/* Draws number from .. from + DRAWS - 1 (from a multiple of 4), each below its bound; lanes where
 * one of the first `used` would have been thrown back are marked. */
INLINE void
draw8(const om_streams *s, size_t from, size_t used, const uint32_t *bound, size_t bound_step,
      const uint32_t *refuse, om_h8 *out, om_u8 *refused)
{
  for (size_t block = 0; block * 4 < used; block++) {
    om_u8 word[4];
    philox8(s, from / 4 + block, word);
    for (size_t w = 0; w < 4 && block * 4 + w < used; w++) {
      const size_t t = block * 4 + w;
      const om_u8 product = word[w] * (uint64_t)bound[t * bound_step];
      *refused |= (om_u8)((product & LOW) < (om_u8){0} + (uint64_t)refuse[t * bound_step]);
      out[t] = __builtin_convertvector(product >> 32, om_h8);
    }
  }
}

/* --- weights ---------------------------------------------------------------------------------- */

INLINE void
weigh_slowly(const om_weigh *a, unsigned lane)
{
  om_words words = om_words_at(&a->rng, a->first + lane);
  for (uint32_t u = 0; u < a->n; u++)
    a->weight[u][lane] = 0;
  for (uint32_t i = 0; i < a->n; i++)
    a->weight[om_words_below(&words, a->n)][lane] += 1;
}

INLINE void
weigh_body(const om_weigh *a)
{
  om_streams streams;
  streams_at(&a->rng, a->first, &streams);
  memset(a->weight, 0, a->n * sizeof *a->weight);
  double *const weight = (double *)a->weight;
  const uint32_t refuse = -a->n % a->n;
  om_u8 refused = {0};
  for (size_t from = 0; from < a->n; from += DRAWS) {
    om_h8 draw[DRAWS];
    const size_t used = a->n - from < DRAWS ? a->n - from : DRAWS;
    draw8(&streams, from, used, &a->n, 0, &refuse, draw, &refused);
    for (size_t t = 0; t < used; t++)
      for (unsigned l = 0; l < OM_LANES; l++)
        weight[(size_t)draw[t][l] * OM_LANES + l] += 1;
  }
  for (unsigned l = 0; l < OM_LANES; l++)
    if (refused[l])
      weigh_slowly(a, l);
}

/* --- sums of columns ----------------------------------------------------------------------------
 */

INLINE void
sums_body(const om_sums *a)
{
  for (size_t tile = 0; tile < a->n_tiles; tile++) {
    const double *column = a->column + tile * a->n * 8;
    om_v8 s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0}, s4 = {0}, s5 = {0}, s6 = {0}, s7 = {0};
    for (size_t u = 0; u < a->n; u++, column += 8) {
      const om_v8 w = a->weight[u];
      s0 += w * column[0];
      s1 += w * column[1];
      s2 += w * column[2];
      s3 += w * column[3];
      s4 += w * column[4];
      s5 += w * column[5];
      s6 += w * column[6];
      s7 += w * column[7];
    }
    om_v8 *const sum = a->sum + tile * 8;
    sum[0] = s0;
    sum[1] = s1;
    sum[2] = s2;
    sum[3] = s3;
    sum[4] = s4;
    sum[5] = s5;
    sum[6] = s6;
    sum[7] = s7;
  }
}

/* --- ranks --------------------------------------------------------------------------------------
 */

/* Twice the mid-rank of a class of weight w over those below it, about the middle, is
 * 2 below + w - total. */
INLINE void
rank_untied(const om_ranks *a, size_t c, bool weighted)
{
  const size_t step = a->n_inside + a->n_outside;
  const uint32_t *const order = a->order[c];
  om_v8 below = -*a->total;
  for (size_t k = 0; k < a->n; k++) {
    const om_v8 w = a->weight[order[k]], rank = below + w;
    a->rank[order[k] * step + c] = weighted ? w * rank : rank;
    below += w + w;
  }
}

INLINE void
rank_tied(const om_ranks *a, size_t c, bool weighted, om_v8 *cubes)
{
  const size_t step = a->n_inside + a->n_outside;
  const uint32_t *const order = a->order[c];
  const uint8_t *const tied = a->tied[c];
  om_v8 below = -*a->total, sum = {0};
  for (size_t k = 0; k < a->n;) {
    om_v8 class = a->weight[order[k]];
    size_t end = k + 1;
    for (; end < a->n && tied[end]; end++)
      class += a->weight[order[end]];
    const om_v8 rank = below + class;
    for (; k < end; k++)
      a->rank[order[k] * step + c] = weighted ? a->weight[order[k]] * rank : rank;
    below += class + class;
    sum += class * class * class;
  }
  *cubes = sum;
}

/* Columns n_in x n_out at once: the sums stay in registers. */
#define TILE(n_in, n_out)                                                                          \
  do {                                                                                             \
    om_v8 sum[2][4] = {0};                                                                         \
    const om_v8 *row = a->rank;                                                                    \
    for (size_t u = 0; u < a->n; u++, row += step)                                                 \
      for (unsigned i = 0; i < (n_in); i++)                                                        \
        for (unsigned j = 0; j < (n_out); j++)                                                     \
          sum[i][j] += row[in[i]] * row[out[j]];                                                   \
    for (unsigned i = 0; i < (n_in); i++)                                                          \
      for (unsigned j = 0; j < (n_out); j++)                                                       \
        a->product[t->product[i][j]] = sum[i][j];                                                  \
  } while (0)

INLINE void
rank_products(const om_ranks *a, const om_tile *t)
{
  const size_t step = a->n_inside + a->n_outside;
  size_t in[2], out[4];
  for (unsigned i = 0; i < 2; i++)
    in[i] = t->inside[i];
  for (unsigned j = 0; j < 4; j++)
    out[j] = a->n_inside + t->outside[j];
  if (t->n_inside == 2 && t->n_outside == 4)
    TILE(2, 4);
  else if (t->n_inside == 2 && t->n_outside == 3)
    TILE(2, 3);
  else if (t->n_inside == 2 && t->n_outside == 2)
    TILE(2, 2);
  else if (t->n_inside == 2)
    TILE(2, 1);
  else if (t->n_outside == 4)
    TILE(1, 4);
  else if (t->n_outside == 3)
    TILE(1, 3);
  else if (t->n_outside == 2)
    TILE(1, 2);
  else
    TILE(1, 1);
}

INLINE void
ranks_body(const om_ranks *a)
{
  /* Squares about the middle: (total^3 - sum over classes of their cubed weights) / 3. */
  om_v8 untied = {0};
  for (size_t u = 0; u < a->n; u++)
    untied += a->weight[u] * a->weight[u] * a->weight[u];
  const om_v8 total = *a->total, all = total * total * total;
  for (size_t c = 0; c < a->n_inside + a->n_outside; c++) {
    om_v8 cubes = untied;
    if (a->tied[c] && c < a->n_inside)
      rank_tied(a, c, true, &cubes);
    else if (a->tied[c])
      rank_tied(a, c, false, &cubes);
    else if (c < a->n_inside)
      rank_untied(a, c, true);
    else
      rank_untied(a, c, false);
    a->square[c] = (all - cubes) / 3;
  }
  for (size_t t = 0; t < a->n_tiles; t++)
    rank_products(a, &a->tile[t]);
}

/* --- orders -------------------------------------------------------------------------------------
 */

INLINE void
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

INLINE void
orders_body(const om_orders *a)
{
  om_streams streams;
  streams_at(&a->rng, a->first, &streams);
  const om_steps *const s = a->steps;
  for (size_t k = 0; k < s->n; k++)
    for (unsigned l = 0; l < OM_LANES; l++)
      a->place[k * OM_LANES + l] = (uint32_t)k;
  om_u8 refused = {0};
  for (size_t from = 0; from < s->n_steps; from += DRAWS) {
    om_h8 draw[DRAWS];
    const size_t used = s->n_steps - from < DRAWS ? s->n_steps - from : DRAWS;
    draw8(&streams, from, used, s->bound + from, 1, s->refuse + from, draw, &refused);
    for (size_t t = 0; t < used; t++) {
      uint32_t *const low = a->place + (size_t)s->base[from + t] * OM_LANES;
      uint32_t *const top = low + (size_t)(s->bound[from + t] - 1) * OM_LANES;
      for (unsigned l = 0; l < OM_LANES; l++) {
        uint32_t *const other = low + (size_t)draw[t][l] * OM_LANES + l;
        const uint32_t swap = top[l];
        top[l] = *other;
        *other = swap;
      }
    }
  }
  for (unsigned l = 0; l < OM_LANES; l++)
    if (refused[l])
      order_slowly(a, l);
}

/* --- products under orders ----------------------------------------------------------------------
 */

/* Two orders at once over `slots` slots. */
#define CROSS(slots)                                                                               \
  do {                                                                                             \
    om_v8 first[4] = {0}, second[4] = {0};                                                         \
    const om_v8 *left = a->left;                                                                   \
    const uint32_t *place = a->place + order;                                                      \
    for (size_t u = 0; u < a->n; u++, left += (slots), place += OM_LANES) {                        \
      const om_v8 x = a->right[place[0]], y = a->right[place[1]];                                  \
      for (unsigned k = 0; k < (slots); k++) {                                                     \
        first[k] += left[k] * x;                                                                   \
        second[k] += left[k] * y;                                                                  \
      }                                                                                            \
    }                                                                                              \
    for (unsigned k = 0; k < (slots); k++) {                                                       \
      a->sum[order * (slots) + k] = first[k];                                                      \
      a->sum[(order + 1) * (slots) + k] = second[k];                                               \
    }                                                                                              \
  } while (0)

INLINE void
cross_body(const om_cross *a)
{
  for (unsigned order = 0; order < OM_LANES; order += 2)
    if (a->n_slots == 4)
      CROSS(4);
    else if (a->n_slots == 3)
      CROSS(3);
    else if (a->n_slots == 2)
      CROSS(2);
    else
      CROSS(1);
}

/* --- one set for each instruction set -----------------------------------------------------------
 */

#define KERNELS(level, attribute)                                                                  \
  attribute static void weigh_##level(const om_weigh *a)                                           \
  {                                                                                                \
    weigh_body(a);                                                                                 \
  }                                                                                                \
  attribute static void sums_##level(const om_sums *a)                                             \
  {                                                                                                \
    sums_body(a);                                                                                  \
  }                                                                                                \
  attribute static void ranks_##level(const om_ranks *a)                                           \
  {                                                                                                \
    ranks_body(a);                                                                                 \
  }                                                                                                \
  attribute static void orders_##level(const om_orders *a)                                         \
  {                                                                                                \
    orders_body(a);                                                                                \
  }                                                                                                \
  attribute static void cross_##level(const om_cross *a)                                           \
  {                                                                                                \
    cross_body(a);                                                                                 \
  }                                                                                                \
  static const om_kernels level = {#level,        weigh_##level,  sums_##level,                    \
                                   ranks_##level, orders_##level, cross_##level};

KERNELS(plain, )
#if defined(__x86_64__)
KERNELS(avx2, __attribute__((target("avx2"))))
KERNELS(avx512, __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw"))))
#endif

const om_kernels *
om_kernels_level(unsigned number)
{
#if defined(__x86_64__)
  if (number == 2)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
               ? &avx512
               : NULL;
  if (number == 1)
    return __builtin_cpu_supports("avx2") ? &avx2 : NULL;
#endif
  return number == 0 ? &plain : NULL;
}

const om_kernels *
om_kernels_best(void)
{
  for (unsigned level = 2; level > 0; level--) {
    const om_kernels *const k = om_kernels_level(level);
    if (k)
      return k;
  }
  return &plain;
}
