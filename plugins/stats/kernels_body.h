/* The inner loops of the resampling engine for one instruction set: kernels.c includes this once
 * for each, with TARGET (a function attribute), WIDTH (doubles in a register, 2, 4 or 8) and
 * NAME(x).  Eight lanes are done WIDTH at a time.  Not installed.
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define STRIPS (OM_LANES / WIDTH)
#define VEC NAME(vec)
#define INLINE TARGET static inline __attribute__((always_inline))

typedef double VEC __attribute__((vector_size(8 * WIDTH), may_alias));

/* --- draws ------------------------------------------------------------------------------------ */

#if WIDTH > 2

#define WORDS NAME(words)
typedef uint64_t WORDS __attribute__((vector_size(8 * WIDTH), may_alias));
typedef uint32_t NAME(halves) __attribute__((vector_size(4 * WIDTH), may_alias));

/* Product of the low halves. */
#if WIDTH == 8
#define TIMES(x, y) ((WORDS)_mm512_mul_epu32((__m512i)(x), (__m512i)(y)))
#define XOR3(x, y, z)                                                                              \
  ((WORDS)_mm512_ternarylogic_epi64((__m512i)(x), (__m512i)(y), (__m512i)(z), 0x96))
#else
#define XOR3(x, y, z) ((x) ^ (y) ^ (z))
#define TIMES(x, y) ((WORDS)_mm256_mul_epu32((__m256i)(x), (__m256i)(y)))
#endif

/* Two blocks of the Philox of rng.c, at counter and counter + 1, in as many neighbouring
 * substreams: one waits while the other multiplies.  Words in the low halves, and anything in the
 * high ones. */
INLINE void
NAME(philox)(const om_streams *s, unsigned strip, uint64_t counter, WORDS *out)
{
  const WORDS zero = {0}, by0 = zero + UINT64_C(0xD2511F53), by1 = zero + UINT64_C(0xCD9E8D57);
  const WORDS low = ((const WORDS *)s->stream[0])[strip],
              high = ((const WORDS *)s->stream[1])[strip];
  WORDS c0 = zero + (counter & LOW), c1 = zero + (counter >> 32), c2 = low, c3 = high;
  WORDS d0 = zero + ((counter + 1) & LOW), d1 = zero + ((counter + 1) >> 32), d2 = low, d3 = high;
  for (int round = 0; round < ROUNDS; round++) {
    const WORDS a = TIMES(c0, by0), b = TIMES(c2, by1);
    const WORDS e = TIMES(d0, by0), f = TIMES(d2, by1);
    const WORDS key0 = zero + s->key[round][0], key1 = zero + s->key[round][1];
    c0 = XOR3(b >> 32, c1, key0);
    c2 = XOR3(a >> 32, c3, key1);
    d0 = XOR3(f >> 32, d1, key0);
    d2 = XOR3(e >> 32, d3, key1);
    c1 = b;
    c3 = a;
    d1 = f;
    d3 = e;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
  out[4] = d0;
  out[5] = d1;
  out[6] = d2;
  out[7] = d3;
}

INLINE void
NAME(draw)(const om_streams *s, const om_draws *d)
{
  for (unsigned strip = 0; strip < STRIPS; strip++) {
    const WORDS zero = {0};
    WORDS refused = zero;
    for (size_t from = 0; from < d->used; from += 8) {
      WORDS word[8];
      NAME(philox)(s, strip, (d->from + from) / 4, word);
#define DRAW(w)                                                                                    \
  {                                                                                                \
    const size_t t = (from + (w)) * d->step;                                                       \
    const WORDS product = TIMES(word[w], zero + (uint64_t)d->bound[t]);                            \
    refused |= (WORDS)((product & LOW) < zero + (uint64_t)d->refuse[t]);                           \
    *(NAME(halves) *)&d->out[from + (w)][strip * WIDTH] =                                          \
        __builtin_convertvector(product >> 32, NAME(halves));                                      \
  }
      EACH8(DRAW)
#undef DRAW
    }
    for (unsigned l = 0; l < WIDTH; l++)
      d->refused[strip * WIDTH + l] |= refused[l] != 0;
  }
}

#undef WORDS
#undef TIMES
#undef XOR3
#else

INLINE void
NAME(draw)(const om_streams *s, const om_draws *d)
{
  draw_plainly(s, d);
}

#endif

/* --- weights ---------------------------------------------------------------------------------- */

TARGET static void
NAME(weigh)(const om_weigh *a)
{
  om_streams streams;
  streams_at(&a->rng, a->first, &streams);
  memset(a->weight, 0, a->n * sizeof *a->weight);
  double *const weight = (double *)a->weight;
  const uint32_t refuse = -a->n % a->n;
  uint32_t draw[DRAWS][OM_LANES] __attribute__((aligned(64)));
  bool refused[OM_LANES] = {0};
  for (size_t from = 0; from < a->n; from += DRAWS) {
    const om_draws d = {from,   a->n - from < DRAWS ? a->n - from : DRAWS, &a->n, 0, &refuse, draw,
                        refused};
    NAME(draw)(&streams, &d);
    for (size_t t = 0; t < d.used; t++) {
#define ADD(l) weight[(size_t)draw[t][l] * OM_LANES + (l)] += 1;
      EACH8(ADD)
#undef ADD
    }
  }
  for (unsigned l = 0; l < OM_LANES; l++)
    if (refused[l])
      weigh_slowly(a, l);
}

/* --- sums of columns -------------------------------------------------------------------------- */

TARGET static void
NAME(sums)(const om_sums *a)
{
  for (size_t tile = 0; tile < a->n_tiles; tile++)
    for (unsigned strip = 0; strip < STRIPS; strip++) {
      const double *column = a->column + tile * a->n * 8;
      const VEC *weight = (const VEC *)a->weight + strip;
      VEC s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0}, s4 = {0}, s5 = {0}, s6 = {0}, s7 = {0};
      for (size_t u = 0; u < a->n; u++, column += 8, weight += STRIPS) {
        const VEC w = *weight;
        s0 += w * column[0];
        s1 += w * column[1];
        s2 += w * column[2];
        s3 += w * column[3];
        s4 += w * column[4];
        s5 += w * column[5];
        s6 += w * column[6];
        s7 += w * column[7];
      }
      VEC *const sum = (VEC *)(a->sum + tile * 8) + strip;
      sum[0] = s0;
      sum[STRIPS] = s1;
      sum[2 * STRIPS] = s2;
      sum[3 * STRIPS] = s3;
      sum[4 * STRIPS] = s4;
      sum[5 * STRIPS] = s5;
      sum[6 * STRIPS] = s6;
      sum[7 * STRIPS] = s7;
    }
}

/* --- ranks ------------------------------------------------------------------------------------ */

/* One column of ranks for one strip, step apart. */
typedef struct NAME(ranking) {
  size_t n, step;
  const uint32_t *order;
  const uint8_t *tied;
  const VEC *weight;
  VEC *rank;
  VEC total;
} NAME(ranking);

/* Twice the mid-rank of a class of weight w over those below it, about the middle, is
 * 2 below + w - total. */
INLINE void
NAME(rank_untied)(const NAME(ranking) * a, bool weighted)
{
  VEC below = -a->total;
  for (size_t k = 0; k < a->n; k++) {
    const size_t u = a->order[k];
    const VEC w = a->weight[u * STRIPS];
    VEC rank = below + w;
    if (weighted)
      rank *= w;
    a->rank[u * a->step] = rank;
    below += w + w;
  }
}

/* Gives the sum of the cubed weights of the classes. */
INLINE void
NAME(rank_tied)(const NAME(ranking) * a, bool weighted, VEC *cubes)
{
  VEC below = -a->total, sum = {0};
  for (size_t k = 0; k < a->n;) {
    VEC class = a->weight[a->order[k] * STRIPS];
    size_t end = k + 1;
    for (; end < a->n && a->tied[end]; end++)
      class += a->weight[a->order[end] * STRIPS];
    const VEC rank = below + class;
    for (; k < end; k++) {
      const size_t u = a->order[k];
      a->rank[u * a->step] = rank;
      if (weighted)
        a->rank[u * a->step] *= a->weight[u * STRIPS];
    }
    below += class + class;
    sum += class * class * class;
  }
  *cubes = sum;
}

INLINE void
NAME(rank_column)(const om_ranks *a, size_t c, unsigned strip, VEC *cubes)
{
  const size_t columns = a->n_inside + a->n_outside;
  const NAME(ranking) r = {a->n,
                           columns * STRIPS,
                           a->order[c],
                           a->tied[c],
                           (const VEC *)a->weight + strip,
                           (VEC *)a->rank + c * STRIPS + strip,
                           ((const VEC *)a->total)[strip]};
  if (a->tied[c] && c < a->n_inside)
    NAME(rank_tied)(&r, true, cubes);
  else if (a->tied[c])
    NAME(rank_tied)(&r, false, cubes);
  else if (c < a->n_inside)
    NAME(rank_untied)(&r, true);
  else
    NAME(rank_untied)(&r, false);
}

/* Columns of a tile at once: the sums stay in registers. */
#define OF_TWO(j)                                                                                  \
  const VEC y##j = row[out[j]];                                                                    \
  s##j += x * y##j;                                                                                \
  t##j += z * y##j;
#define OF_ONE(j) s##j += x * row[out[j]];
#define START(j) VEC s##j = {0}, t##j = {0};
#define PUT(j)                                                                                     \
  ((VEC *)(a->product + t->product[0][j]))[strip] = s##j;                                          \
  if (t->n_inside == 2)                                                                            \
    ((VEC *)(a->product + t->product[1][j]))[strip] = t##j;
#define TILE(EACH)                                                                                 \
  do {                                                                                             \
    const VEC *row = (const VEC *)a->rank + strip;                                                 \
    EACH(START)                                                                                    \
    if (t->n_inside == 2)                                                                          \
      for (size_t u = 0; u < a->n; u++, row += step) {                                             \
        const VEC x = row[in[0]], z = row[in[1]];                                                  \
        EACH(OF_TWO)                                                                               \
      }                                                                                            \
    else                                                                                           \
      for (size_t u = 0; u < a->n; u++, row += step) {                                             \
        const VEC x = row[in[0]];                                                                  \
        EACH(OF_ONE)                                                                               \
      }                                                                                            \
    EACH(PUT)                                                                                      \
  } while (0)

INLINE void
NAME(rank_products)(const om_ranks *a, const om_tile *tile, unsigned strip)
{
  const size_t step = (a->n_inside + a->n_outside) * STRIPS;
  const om_tile *const t = tile;
  size_t in[2], out[4];
  for (unsigned i = 0; i < 2; i++)
    in[i] = t->inside[i] * (size_t)STRIPS;
  for (unsigned j = 0; j < 4; j++)
    out[j] = (a->n_inside + t->outside[j]) * STRIPS;
  switch (t->n_outside) {
  case 4:
    TILE(EACH4);
    break;
  case 3:
    TILE(EACH3);
    break;
  case 2:
    TILE(EACH2);
    break;
  default:
    TILE(EACH1);
  }
}

TARGET static void
NAME(ranks)(const om_ranks *a)
{
  for (unsigned strip = 0; strip < STRIPS; strip++) {
    /* Squares about the middle: (total^3 - sum over classes of their cubed weights) / 3. */
    VEC untied = {0};
    for (size_t u = 0; u < a->n; u++) {
      const VEC w = ((const VEC *)a->weight)[u * STRIPS + strip];
      untied += w * w * w;
    }
    const VEC total = ((const VEC *)a->total)[strip], all = total * total * total;
    for (size_t c = 0; c < a->n_inside + a->n_outside; c++) {
      VEC cubes = untied;
      NAME(rank_column)(a, c, strip, &cubes);
      ((VEC *)(a->square + c))[strip] = (all - cubes) / 3;
    }
    for (size_t t = 0; t < a->n_tiles; t++)
      NAME(rank_products)(a, &a->tile[t], strip);
  }
}

#undef OF_TWO
#undef OF_ONE
#undef START
#undef PUT
#undef TILE

/* --- orders ----------------------------------------------------------------------------------- */

TARGET static void
NAME(orders)(const om_orders *a)
{
  om_streams streams;
  streams_at(&a->rng, a->first, &streams);
  const om_steps *const s = a->steps;
  for (size_t k = 0; k < s->n; k++)
    for (unsigned l = 0; l < OM_LANES; l++)
      a->place[k * OM_LANES + l] = (uint32_t)k;
  uint32_t draw[DRAWS][OM_LANES] __attribute__((aligned(64)));
  bool refused[OM_LANES] = {0};
  for (size_t from = 0; from < s->n_steps; from += DRAWS) {
    const om_draws d = {from,
                        s->n_steps - from < DRAWS ? s->n_steps - from : DRAWS,
                        s->bound + from,
                        1,
                        s->refuse + from,
                        draw,
                        refused};
    NAME(draw)(&streams, &d);
    for (size_t t = 0; t < d.used; t++) {
      uint32_t *const low = a->place + (size_t)s->base[from + t] * OM_LANES;
      uint32_t *const top = low + (size_t)(s->bound[from + t] - 1) * OM_LANES;
#define EXCHANGE(l)                                                                                \
  {                                                                                                \
    uint32_t *const other = low + (size_t)draw[t][l] * OM_LANES + (l);                             \
    const uint32_t swap = top[l];                                                                  \
    top[l] = *other;                                                                               \
    *other = swap;                                                                                 \
  }
      EACH8(EXCHANGE)
#undef EXCHANGE
    }
  }
  for (unsigned l = 0; l < OM_LANES; l++)
    if (refused[l])
      order_slowly(a, l);
}

/* --- products under orders -------------------------------------------------------------------- */

/* Several orders at once, as many as keep their sums in registers. */
#if WIDTH == 8
#define AT_ONCE 4
#define ORDERS(M, k) M(k, 0) M(k, 1) M(k, 2) M(k, 3)
#else
#define AT_ONCE 2
#define ORDERS(M, k) M(k, 0) M(k, 1)
#endif
#define SUM(k, o) VEC s##k##o = {0};
#define ADD(k, o) s##k##o += x * y##o;
#define PUT(k, o) ((VEC *)(a->sum + (order + (o)) * a->n_slots + (k)))[strip] = s##k##o;
#define RIGHT(k, o) const VEC y##o = right[(size_t)place[o] * STRIPS];
#define SLOT_SUM(k) ORDERS(SUM, k)
#define SLOT_ADD(k)                                                                                \
  {                                                                                                \
    const VEC x = left[(k)*STRIPS];                                                                \
    ORDERS(ADD, k)                                                                                 \
  }
#define SLOT_PUT(k) ORDERS(PUT, k)
#define CROSS(slots, EACH)                                                                         \
  do {                                                                                             \
    EACH(SLOT_SUM)                                                                                 \
    for (size_t u = 0; u < a->n; u++, left += (slots)*STRIPS, place += OM_LANES) {                 \
      ORDERS(RIGHT, 0)                                                                             \
      EACH(SLOT_ADD)                                                                               \
    }                                                                                              \
    EACH(SLOT_PUT)                                                                                 \
  } while (0)

TARGET static void
NAME(cross)(const om_cross *a)
{
  for (unsigned strip = 0; strip < STRIPS; strip++)
    for (unsigned order = 0; order < OM_LANES; order += AT_ONCE) {
      const VEC *left = (const VEC *)a->left + strip, *const right = (const VEC *)a->right + strip;
      const uint32_t *place = a->place + order;
      switch (a->n_slots) {
      case 4:
        CROSS(4, EACH4);
        break;
      case 3:
        CROSS(3, EACH3);
        break;
      case 2:
        CROSS(2, EACH2);
        break;
      default:
        CROSS(1, EACH1);
      }
    }
}

#undef AT_ONCE
#undef ORDERS
#undef SUM
#undef ADD
#undef PUT
#undef RIGHT
#undef SLOT_SUM
#undef SLOT_ADD
#undef SLOT_PUT
#undef CROSS

static const om_kernels NAME(kernels) = {.weigh = NAME(weigh),
                                         .sums = NAME(sums),
                                         .ranks = NAME(ranks),
                                         .orders = NAME(orders),
                                         .cross = NAME(cross)};

#undef STRIPS
#undef VEC
#undef INLINE
