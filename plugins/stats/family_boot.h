/* The bootstrap of a family, and what it does with eight resamples of one part.  Not installed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_FAMILY_BOOT_H
#define OM_STATS_FAMILY_BOOT_H

#include "internal_resample.h"

/* One part, made ready: its columns centred, multiplied out, and put in order once. */
typedef struct om_boot_part {
  const om_part *part;
  bool whole;      /* every unit of the family is in it */
  size_t n_tiles;  /* of eight columns: x, then x squared, then x y of each pair */
  double *product; /* as om_sums.column */
  double *noise;   /* [column]: sum of squares a unit that rounding alone could make */
  bool *flat;      /* [column]: does not vary */
  const uint32_t **order;
  const double **rank;
  const uint8_t **tied;
  size_t n_rank_tiles;
  om_tile *rank_tile;
  struct om_boot_part *next;
} om_boot_part;

/* Scratch for one part. */
typedef struct om_boot_room {
  om_v8 *weight; /* of the units of the part */
  om_v8 total;
  om_v8 *sum, *rank, *square, *product;
  om_v8 *value;     /* [pair of the part]: the result */
  double *gathered; /* weights of one lane */
} om_boot_room;

om_boot_part *om_boot_part_new(const om_part *part, size_t n_units, bool ranks, om_arena *arena);
/* Takes the weights of the part's units. */
void om_boot_weigh(const om_boot_part *p, const om_v8 *weight, om_boot_room *room);
/* r, and rho, of every pair of the part: NaN where undefined. */
void om_boot_pearson(const om_boot_part *p, om_boot_room *room);
void om_boot_spearman(const om_boot_part *p, om_boot_room *room);

#endif
