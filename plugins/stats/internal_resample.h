/* What the files of the resampling engine share: memory of one call, draws, eight resamples side
 * by side, and the parts of a family that rest on the same units.  Not installed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_INTERNAL_RESAMPLE_H
#define OM_STATS_INTERNAL_RESAMPLE_H

#include "internal.h"
#include <orgmirror/stats_resample.h>
#include <stdatomic.h>

/* --- memory of one call ----------------------------------------------------------------------- */

/* Zeroed pieces, aligned to 64 bytes, that are freed together.  Once a piece could not be had,
 * `failed` stays true and further pieces are NULL. */
typedef struct om_arena {
  void *last;
  bool failed;
} om_arena;

void *om_take(om_arena *arena, size_t n, size_t size);
void om_arena_free(om_arena *arena);

/* --- draws ------------------------------------------------------------------------------------ */

/* The 32-bit words of a substream: four from each block, one block after the other. */
typedef struct om_words {
  om_rng place;
  uint32_t word[4];
  unsigned used;
} om_words;

om_words om_words_at(const om_rng *rng, uint64_t stream);
/* Uniform over 0 .. n-1, n from 1: high half of word * n, words that would count once too often
 * thrown back (Lemire 2019). */
uint32_t om_words_below(om_words *w, uint32_t n);

/* Random orders within blocks, as steps of Fisher & Yates: step t exchanges place base + bound - 1
 * with place base + (a draw below bound).  Places run block by block.  bound and refuse go on, with
 * zeros, to a multiple of 8. */
typedef struct om_steps {
  size_t n, n_steps; /* places; at most n */
  uint32_t *bound;   /* [n_steps], from 2 */
  uint32_t *base;    /* [n_steps] */
  uint32_t *refuse;  /* [n_steps]: a low half below this is thrown back, 2^32 mod bound */
} om_steps;

/* --- eight resamples side by side ------------------------------------------------------------- */

#define OM_LANES 8
/* Plain arithmetic on eight doubles, lane by lane: every machine gets the same bits, whether it
 * does them two, four or eight at a time. */
typedef double om_v8 __attribute__((vector_size(64), may_alias));

/* How often unit u was drawn in resamples first .. first + 7. */
typedef struct om_weigh {
  om_rng rng;
  uint64_t first;
  uint32_t n;
  om_v8 *weight; /* [n] */
} om_weigh;

/* sum[c] = sum over u of weight[u] * column c at u. */
typedef struct om_sums {
  size_t n, n_tiles;
  const om_v8 *weight;  /* [n] */
  const double *column; /* [n_tiles][n][8] */
  om_v8 *sum;           /* [n_tiles * 8] */
} om_sums;

/* Up to two inside columns with up to four outside columns. */
typedef struct om_tile {
  uint32_t n_inside, n_outside;
  uint32_t inside[2], outside[4];
  uint32_t product[2][4]; /* where each goes */
} om_tile;

/* Twice the rank of each unit less the mean of that, among the units drawn; sums of their squares
 * and products.  Whole numbers, and exact up to 200,000 units. */
typedef struct om_ranks {
  size_t n, n_inside, n_outside, n_tiles;
  const om_v8 *weight;          /* [n] */
  const om_v8 *total;           /* [1]: how many were drawn */
  const uint32_t *const *order; /* [column][n] ascending; inside columns first */
  const uint8_t *const *tied;   /* [column][n]: 1 where equal to the one before; NULL: no ties */
  const om_tile *tile;
  om_v8 *rank;    /* scratch: [n][column]; of inside columns, times the weight */
  om_v8 *square;  /* [column] */
  om_v8 *product; /* [pair] */
} om_ranks;

/* Eight orders: place[k][l] is what stands at place k in order first + l. */
typedef struct om_orders {
  om_rng rng;
  uint64_t first;
  const om_steps *steps;
  uint32_t *place; /* [steps->n][8] */
} om_orders;

/* Sums of products under eight orders: of slot s and lane k,
 * sum over u of left[u][s][k] * right[place[u]][k]. */
typedef struct om_cross {
  size_t n, n_slots;     /* at most 4 slots */
  const uint32_t *place; /* [n][8] */
  const om_v8 *left;     /* [n][n_slots] */
  const om_v8 *right;    /* [n] */
  om_v8 *sum;            /* [8 orders][n_slots] */
} om_cross;

/* The arithmetic for one set of instructions. */
typedef struct om_kernels {
  void (*weigh)(const om_weigh *);
  void (*sums)(const om_sums *);
  void (*ranks)(const om_ranks *);
  void (*orders)(const om_orders *);
  void (*cross)(const om_cross *);
} om_kernels;

/* The set of number `level`, 0 .. 2, the highest the fastest; NULL where this machine lacks it. */
const om_kernels *om_kernels_level(unsigned level);
const om_kernels *om_kernels_best(void);

/* --- a family by the units that its pairs rest on --------------------------------------------- */

/* The pairs that rest on the same units. */
typedef struct om_part {
  size_t n;                      /* units */
  uint32_t *unit;                /* [n] ascending */
  size_t n_pairs;                /* their numbers in the family, and their columns in this part */
  uint32_t *pair, *left, *right; /* [n_pairs] */
  size_t n_inside, n_outside;
  double **column; /* [n_inside + n_outside][n], inside first: scores as given */
  struct om_part *next;
} om_part;

/* Parts of the family, in order of their first pair; units that lack one of `n_also` columns are
 * in none.  NULL when the arena failed (or the family is empty). */
om_part *om_family_parts(const om_family *family, size_t n_also, const double *const *also,
                         om_arena *arena);
/* NULL, or what is wrong with the family. */
const char *om_family_wrong(const om_family *family);

/* --- threads ---------------------------------------------------------------------------------- */

/* Most tasks of one call. */
#define OM_MOST_TASKS 64
void om_run_tasks(const om_parallel *parallel, size_t n_tasks, om_task_fn *task, void *ctx);

/* Scratch that tasks use one after the other, as many pieces as run at the same time.  A piece
 * starts zeroed, with an om_arena as its first member, and stays as the last task left it. */
typedef struct om_pool {
  om_arena memory;
  size_t size; /* of a piece */
  char *pieces;
  atomic_flag busy[OM_MOST_TASKS];
} om_pool;

bool om_pool_init(om_pool *pool, size_t size);
void om_pool_done(om_pool *pool);
void *om_pool_hold(om_pool *pool);
void om_pool_give(om_pool *pool, void *piece);

#endif
