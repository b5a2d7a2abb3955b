/* Sums over the rows of one survey, unit by unit: what every statistic of coded answers needs, in
 * whole numbers.  Nothing here is rounded, so neither the order of rows nor the number of threads
 * reaches a result.
 *
 * A row holds one byte a cell: how far the answer is above the lowest code of its scale, or, from
 * SUMS_MISSING up, that there is none.  Rows come in batches; those of one unit are taken together,
 * 64 at a time, because counting answers of 64 rows is one comparison. */
#ifndef OM_DATA_SUMS_H
#define OM_DATA_SUMS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  SUMS_MISSING = 228, /* cells from here on hold no answer: 255 - reason */
  SUMS_SIGNED = 128,  /* codes of a scale, at most, that vectors multiply as signed bytes */
  SUMS_LANES = 64     /* rows of a block */
};

/* Where the sums of one scale stand in the record of a unit, in 64-bit words.  Word 0 of a record
 * is the number of its rows. */
typedef struct sums_scale {
  uint32_t k, n_codes, min_items;
  uint32_t first_cell; /* of a row: its items stand side by side */
  uint32_t complete;   /* [1] rows that answered every item */
  uint32_t all;        /* [k][n_codes] how often each code was given */
  uint32_t whole;      /* [k][n_codes] the same, of the complete rows */
  uint32_t cross;      /* [k * (k - 1) / 2] sums of products of items i < j, of the complete rows */
  uint32_t part; /* [k - 1][3] rows that answered m < k items: how many, their totals, squares */
} sums_scale;

/* What is needed for the products of every two items over the rows that answered both, everybody
 * together.  Few cells are missing: so of item i is added up what stands in the rows that lack j,
 * and taken off the sums over all rows in the end.  Only the products themselves need every row. */
typedef struct sums_pairs {
  uint32_t k, width;
  bool has_large;    /* cells that do not fit a signed byte */
  uint64_t *cross;   /* [i * k + j], i <= j */
  uint64_t *lack;    /* [item j that a row lacks][count, cells, squared cells][item i] */
  uint32_t *recent;  /* the same, not yet added to `lack` */
  uint32_t *row;     /* scratch: [count, cells, squared cells][item i] of one row */
  uint16_t *lacking; /* scratch: items that it lacks */
  size_t n_recent;   /* rows */
} sums_pairs;

enum { SUMS_REASONS = 256 - SUMS_MISSING };

/* Why cells hold no answer, everybody together. */
typedef struct sums_gaps {
  uint32_t k, width;
  uint64_t *count; /* [cell][SUMS_REASONS] */
} sums_gaps;

/* What is wanted beside the sums of every unit. */
typedef struct sums_wishes {
  bool pairs, gaps;
} sums_wishes;

/* Over the rows that answered items i and j: how many, cells of i, squared cells of i, products. */
typedef struct sums_product {
  uint64_t n, sum, square, cross;
} sums_product;

typedef struct sums_layout {
  const sums_scale *scales;
  uint32_t n_scales;
  uint32_t width; /* bytes of a row: cells, padded with missing to a multiple of 16 */
  uint32_t n_cells;
  uint32_t record; /* words */
} sums_layout;

/* Places of the scales with so many items and codes each; `k` and `n_codes` have n_scales elements.
 */
sums_layout sums_layout_new(arena *memory, uint32_t n_scales, const uint32_t *k,
                            const uint32_t *n_codes, const uint32_t *min_items);

typedef struct sums {
  arena *memory;
  const sums_layout *layout;
  uint64_t **chunks; /* records of SUMS_CHUNK units each; NULL until one of them is met */
  size_t n_chunks;
  sums_pairs *pairs;        /* NULL: not wanted */
  sums_gaps *gaps;          /* NULL: not wanted */
  uint8_t *panel;           /* [width][SUMS_PANEL] */
  size_t n_panel;           /* rows of it that are filled */
  uint32_t *order, *starts; /* scratch of a batch */
  size_t order_capacity, starts_capacity;
} sums;

enum { SUMS_CHUNK = 64 };

sums sums_new(arena *memory, const sums_layout *layout, sums_wishes wishes);

/* A batch of rows, row-major; unit[i] < n_units. */
void sums_add(sums *s, const uint8_t *rows, const uint32_t *unit, size_t n, size_t n_units);

/* The record of a unit, made when it is not there. */
uint64_t *sums_record(sums *s, size_t unit);

/* The record of a unit; NULL when no row was its own. */
const uint64_t *sums_of(const sums *s, size_t unit);

/* Adds the record `from` to `to`, of the same layout. */
void sums_join(const sums_layout *layout, uint64_t *to, const uint64_t *from);

/* Adds what workers found. */
void sums_pairs_join(sums_pairs *to, sums_pairs *from);
void sums_gaps_join(sums_gaps *to, const sums_gaps *from);

/* All [i * k + j] of sums with pairs. */
sums_product *sums_products(arena *memory, const sums *s);

/* --- sums_block.c and its versions ----------------------------------------------------------- */

/* Blocks of 64 rows stand column-major in a panel: cell c of row r is cells[c * SUMS_PANEL + r].
 * Rows beyond the n of a block are missing. */
enum {
  SUMS_PANEL = 16 * SUMS_LANES,
  SUMS_RECENT = 1 << 16 /* rows whose squared cells fit 32 bits */
};

typedef struct sums_block {
  const uint8_t *cells; /* of its first row and the first item of the scale */
  uint32_t n;           /* up to SUMS_LANES */
} sums_block;

/* The versions for different processors give the same sums (tests/core/test_sums.c). */
typedef struct sums_versions {
  void (*scale)(const sums_scale *scale, const sums_block *block, uint64_t *record);
  /* Rows order[0 .. n-1], up to SUMS_LANES, into a block of the panel; its rest is missing. */
  void (*transpose)(const uint8_t *rows, const uint32_t *order, size_t n, uint32_t width,
                    uint8_t *block);
  /* Rows of a batch, as they came; at most SUMS_RECENT since the last fold. */
  void (*lack)(const uint8_t *rows, size_t n, sums_pairs *pairs);
  /* A whole panel, of which n rows (a multiple of SUMS_LANES) are filled; 0 for missing cells. */
  void (*cross)(const uint8_t *panel, size_t n, sums_pairs *pairs);
} sums_versions;

const sums_versions *sums_best(void);
/* All that this processor can run, NULL-terminated; the first is plain C. */
const sums_versions *const *sums_all(void);

/* One row of a scale: cells of its items. */
void sums_row(const sums_scale *scale, const uint8_t *cells, uint64_t *record);

#endif
