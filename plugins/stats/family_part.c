/* Pearson's r and Spearman's rho of the pairs of one part, for eight resamples given as weights.
 *
 * Sums of weighted products of columns centred once lose digits where a resample's mean is far
 * from the centre, or where little varies; such a lane is computed again, from the scores
 * themselves, in two passes.
 * Must not know where the weights come from.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "family_boot.h"

/* A lane is computed again where its sum of squares about its own mean is below this share of
 * that about the centre, or its r this close to 1. */
#define SHARE (1. / 64)
#define NEAR_ONE 1e-9

/* --- making it -------------------------------------------------------------------------------- */

/* Centred, and scaled by a power of two so that the largest is below 1. */
static void
centre(size_t n, const double *x, double *out, double *noise, bool *flat)
{
  double mean, ss;
  om_mean_ss(n, x, &mean, &ss);
  *flat = om_is_rounding(ss, n, om_largest(n, x));
  double largest = 0;
  for (size_t u = 0; u < n; u++) {
    out[u] = x[u] - mean;
    largest = fmax(largest, fabs(out[u]));
  }
  int exponent;
  frexp(largest, &exponent);
  for (size_t u = 0; u < n; u++)
    out[u] = ldexp(out[u], -exponent);
  const double error = 8 * DBL_EPSILON * ldexp(om_largest(n, x), -exponent);
  *noise = error * error;
}

static void
put(om_boot_part *p, size_t c, const double *x, const double *y)
{
  const size_t n = p->part->n;
  double *const to = p->product + (c / 8) * n * 8 + c % 8;
  for (size_t u = 0; u < n; u++)
    to[u * 8] = y ? x[u] * y[u] : x[u];
}

static void
multiply_out(om_boot_part *p, om_arena *arena)
{
  const om_part *const part = p->part;
  const size_t columns = part->n_inside + part->n_outside;
  p->n_tiles = (2 * columns + part->n_pairs + 7) / 8;
  p->product = om_take(arena, p->n_tiles * 8 * part->n, sizeof *p->product);
  p->noise = om_take(arena, columns, sizeof *p->noise);
  p->flat = om_take(arena, columns, sizeof *p->flat);
  double *const centred = om_take(arena, columns * part->n, sizeof *centred);
  if (arena->failed)
    return;
  for (size_t c = 0; c < columns; c++) {
    double *const x = centred + c * part->n;
    centre(part->n, part->column[c], x, &p->noise[c], &p->flat[c]);
    put(p, c, x, NULL);
    put(p, columns + c, x, x);
  }
  for (size_t k = 0; k < part->n_pairs; k++)
    put(p, 2 * columns + k, centred + part->left[k] * part->n,
        centred + (part->n_inside + part->right[k]) * part->n);
}

static void
put_in_order(om_boot_part *p, size_t c, size_t *place, om_arena *arena)
{
  const size_t n = p->part->n;
  double *const rank = om_take(arena, n, sizeof *rank);
  uint32_t *const order = om_take(arena, n, sizeof *order);
  uint8_t *const tied = om_take(arena, n, sizeof *tied);
  if (arena->failed)
    return;
  om_rank(n, p->part->column[c], rank, place);
  bool any = false;
  for (size_t k = 0; k < n; k++) {
    order[k] = (uint32_t)place[k];
    tied[k] = k > 0 && rank[place[k]] == rank[place[k - 1]];
    any |= tied[k];
  }
  p->order[c] = order;
  p->rank[c] = rank;
  p->tied[c] = any ? tied : NULL;
}

/* The pairs of one inside column, and of the next where it has the same, in tiles. */
static void
make_tiles(om_boot_part *p)
{
  const om_part *const part = p->part;
  for (size_t k = 0; k < part->n_pairs;) {
    size_t end = k, other;
    while (end < part->n_pairs && part->left[end] == part->left[k])
      end++;
    for (other = 0; other < end - k; other++)
      if (end + other >= part->n_pairs || part->left[end + other] != part->left[end] ||
          part->right[end + other] != part->right[k + other])
        break;
    const bool two = other == end - k;
    for (size_t from = k; from < end; from += 4) {
      om_tile *const t = &p->rank_tile[p->n_rank_tiles++];
      t->n_inside = two ? 2 : 1;
      t->n_outside = (uint32_t)(end - from < 4 ? end - from : 4);
      t->inside[0] = part->left[k];
      t->inside[1] = two ? part->left[end] : 0;
      for (uint32_t j = 0; j < t->n_outside; j++) {
        t->outside[j] = part->right[from + j];
        t->product[0][j] = (uint32_t)(from + j);
        t->product[1][j] = (uint32_t)(from + j + (end - k));
      }
    }
    k = two ? end + (end - k) : end;
  }
}

static void
make_ranks(om_boot_part *p, om_arena *arena)
{
  const om_part *const part = p->part;
  const size_t columns = part->n_inside + part->n_outside;
  p->order = om_take(arena, columns, sizeof *p->order);
  p->rank = om_take(arena, columns, sizeof *p->rank);
  p->tied = om_take(arena, columns, sizeof *p->tied);
  p->rank_tile = om_take(arena, part->n_pairs, sizeof *p->rank_tile);
  size_t *const place = om_take(arena, part->n, sizeof *place);
  for (size_t c = 0; c < columns && !arena->failed; c++)
    put_in_order(p, c, place, arena);
  if (!arena->failed)
    make_tiles(p);
}

om_boot_part *
om_boot_part_new(const om_part *part, size_t n_units, bool ranks, om_arena *arena)
{
  om_boot_part *const p = om_take(arena, 1, sizeof *p);
  if (!p)
    return NULL;
  p->part = part;
  p->whole = part->n == n_units;
  multiply_out(p, arena);
  if (ranks && !arena->failed)
    make_ranks(p, arena);
  return p;
}

/* --- eight resamples -------------------------------------------------------------------------- */

void
om_boot_weigh(const om_boot_part *p, const om_v8 *weight, om_boot_room *room)
{
  om_v8 total = {0};
  for (size_t i = 0; i < p->part->n; i++) {
    room->weight[i] = weight[p->whole ? i : p->part->unit[i]];
    total += room->weight[i];
  }
  room->total = total;
}

/* One pair in one lane, from the scores. */
static double
carefully(const om_boot_part *p, const om_boot_room *room, size_t k, unsigned lane)
{
  const om_part *const part = p->part;
  for (size_t u = 0; u < part->n; u++)
    room->gathered[u] = room->weight[u][lane];
  return om_correlate(part->n, part->column[part->left[k]],
                      part->column[part->n_inside + part->right[k]], room->gathered, part->n);
}

/* Root of a column's sum of squares about its mean in each lane; NaN where digits were lost. */
static void
roots(const om_boot_part *p, const om_boot_room *room, size_t c, om_v8 *root)
{
  const size_t columns = p->part->n_inside + p->part->n_outside;
  for (unsigned l = 0; l < OM_LANES; l++) {
    const double sum = room->sum[c][l], squares = room->sum[columns + c][l], n = room->total[l];
    const double ss = squares - sum * sum / n;
    (*root)[l] = ss > SHARE * squares && ss > n * p->noise[c] ? sqrt(ss) : NAN;
  }
}

void
om_boot_pearson(const om_boot_part *p, om_boot_room *room)
{
  const om_part *const part = p->part;
  const size_t columns = part->n_inside + part->n_outside;
  const om_sums sums = {part->n, p->n_tiles, room->weight, p->product, room->sum};
  om_kernels_best()->sums(&sums);
  for (size_t c = 0; c < columns; c++)
    roots(p, room, c, &room->square[c]);
  for (size_t k = 0; k < part->n_pairs; k++) {
    const size_t x = part->left[k], y = part->n_inside + part->right[k];
    const om_v8 cross = room->sum[2 * columns + k] - room->sum[x] * room->sum[y] / room->total;
    const om_v8 r = cross / (room->square[x] * room->square[y]);
    const bool flat = p->flat[x] || p->flat[y];
    for (unsigned l = 0; l < OM_LANES; l++)
      room->value[k][l] = flat || room->total[l] < 3  ? NAN
                          : fabs(r[l]) < 1 - NEAR_ONE ? r[l]
                                                      : carefully(p, room, k, l);
  }
}

void
om_boot_spearman(const om_boot_part *p, om_boot_room *room)
{
  const om_part *const part = p->part;
  const om_ranks ranks = {part->n,      part->n_inside, part->n_outside, p->n_rank_tiles,
                          room->weight, &room->total,   p->order,        p->tied,
                          p->rank_tile, room->rank,     room->square,    room->product};
  om_kernels_best()->ranks(&ranks);
  for (size_t c = 0; c < part->n_inside + part->n_outside; c++)
    for (unsigned l = 0; l < OM_LANES; l++)
      room->square[c][l] = sqrt(room->square[c][l]);
  for (size_t k = 0; k < part->n_pairs; k++) {
    const om_v8 x = room->square[part->left[k]], y = room->square[part->n_inside + part->right[k]];
    const om_v8 rho = room->product[k] / x / y;
    for (unsigned l = 0; l < OM_LANES; l++)
      room->value[k][l] =
          room->total[l] < 3 || !(x[l] > 0 && y[l] > 0) ? NAN : om_correlation(rho[l]);
  }
}
