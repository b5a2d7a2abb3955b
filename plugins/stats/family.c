/* A linkage family, sorted by the units that its pairs rest on.
 * Must not know what is computed of it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_resample.h"
#include <string.h>

size_t
om_family_pairs(const om_family *family)
{
  return family->n_pairs ? family->n_pairs : family->n_inside * family->n_outside;
}

static om_cell
cell_of(const om_family *family, size_t pair)
{
  if (family->n_pairs)
    return family->pair[pair];
  return (om_cell){(uint32_t)(pair / family->n_outside), (uint32_t)(pair % family->n_outside)};
}

const char *
om_family_wrong(const om_family *family)
{
  if (family->n_units >= UINT32_MAX || om_family_pairs(family) >= UINT32_MAX)
    return "the family is too large";
  for (size_t p = 0; p < family->n_pairs; p++)
    if (family->pair[p].inside >= family->n_inside || family->pair[p].outside >= family->n_outside)
      return "a pair names a column that is not there";
  return NULL;
}

/* --- which units ------------------------------------------------------------------------------ */

typedef uint64_t om_bits;
enum { BITS = 64 };

static size_t
bits_words(size_t n)
{
  return n / BITS + 1;
}

static void
mark_finite(size_t n, const double *x, om_bits *bits)
{
  for (size_t u = 0; u < n; u++)
    bits[u / BITS] |= (om_bits)(isfinite(x[u]) != 0) << u % BITS;
}

static size_t
unpack(size_t n, const om_bits *bits, uint32_t *unit)
{
  size_t count = 0;
  for (size_t u = 0; u < n; u++)
    if (bits[u / BITS] >> u % BITS & 1)
      unit[count++] = (uint32_t)u;
  return count;
}

/* --- parts ------------------------------------------------------------------------------------ */

/* Which part each pair is in, and the units of each part. */
typedef struct om_sorting {
  const om_family *family;
  size_t n_pairs, words, n_parts;
  om_bits *inside, *outside, *part; /* [column or part][words] */
  uint32_t *part_of;                /* [n_pairs] */
  uint32_t *map;                    /* scratch: a column's place in its part, from 1 */
} om_sorting;

static void
sort_pairs(om_sorting *s, const om_bits *everywhere)
{
  for (size_t p = 0; p < s->n_pairs; p++) {
    const om_cell cell = cell_of(s->family, p);
    om_bits *const own = s->part + s->n_parts * s->words;
    for (size_t w = 0; w < s->words; w++)
      own[w] = s->inside[cell.inside * s->words + w] & s->outside[cell.outside * s->words + w] &
               everywhere[w];
    size_t part = 0;
    while (memcmp(s->part + part * s->words, own, s->words * sizeof *own) != 0)
      part++;
    s->part_of[p] = (uint32_t)part;
    s->n_parts += part == s->n_parts;
  }
}

static double *
gather(const om_part *part, const double *x, om_arena *arena)
{
  double *const out = om_take(arena, part->n, sizeof *out);
  for (size_t i = 0; out && i < part->n; i++)
    out[i] = x[part->unit[i]];
  return out;
}

/* Gives each column that a pair of the part names its place, in order of the family. */
static size_t
number_columns(const om_sorting *s, const om_part *part, bool outside)
{
  const size_t all = outside ? s->family->n_outside : s->family->n_inside;
  memset(s->map, 0, all * sizeof *s->map);
  for (size_t k = 0; k < part->n_pairs; k++) {
    const om_cell cell = cell_of(s->family, part->pair[k]);
    s->map[outside ? cell.outside : cell.inside] = 1;
  }
  uint32_t count = 0;
  for (size_t c = 0; c < all; c++)
    if (s->map[c])
      s->map[c] = ++count;
  return count;
}

static void
place_columns(const om_sorting *s, om_part *part, bool outside, om_arena *arena)
{
  const om_family *const f = s->family;
  const double *const *const from = outside ? f->outside : f->inside;
  for (size_t c = 0; c < (outside ? f->n_outside : f->n_inside); c++)
    if (s->map[c])
      part->column[(outside ? part->n_inside : 0) + s->map[c] - 1] = gather(part, from[c], arena);
  for (size_t k = 0; k < part->n_pairs; k++) {
    const om_cell cell = cell_of(f, part->pair[k]);
    (outside ? part->right : part->left)[k] = s->map[outside ? cell.outside : cell.inside] - 1;
  }
}

static om_part *
make_part(const om_sorting *s, size_t number, om_arena *arena)
{
  om_part *const part = om_take(arena, 1, sizeof *part);
  if (!part)
    return NULL;
  for (size_t p = 0; p < s->n_pairs; p++)
    part->n_pairs += s->part_of[p] == number;
  part->unit = om_take(arena, s->family->n_units, sizeof *part->unit);
  part->pair = om_take(arena, 3 * part->n_pairs, sizeof *part->pair);
  part->column = om_take(arena, s->family->n_inside + s->family->n_outside, sizeof *part->column);
  if (arena->failed)
    return NULL;
  part->left = part->pair + part->n_pairs;
  part->right = part->left + part->n_pairs;
  part->n = unpack(s->family->n_units, s->part + number * s->words, part->unit);
  for (size_t p = 0, k = 0; p < s->n_pairs; p++)
    if (s->part_of[p] == number)
      part->pair[k++] = (uint32_t)p;
  part->n_inside = number_columns(s, part, false);
  place_columns(s, part, false, arena);
  part->n_outside = number_columns(s, part, true);
  place_columns(s, part, true, arena);
  return part;
}

om_part *
om_family_parts(const om_family *family, size_t n_also, const double *const *also, om_arena *arena)
{
  const size_t n = family->n_units, words = bits_words(n), pairs = om_family_pairs(family);
  const size_t columns = family->n_inside + family->n_outside;
  om_sorting s = {
      .family = family,
      .n_pairs = pairs,
      .words = words,
      .inside = om_take(arena, columns * words, sizeof *s.inside),
      .part = om_take(arena, (pairs + 1) * words, sizeof *s.part),
      .part_of = om_take(arena, pairs, sizeof *s.part_of),
      .map = om_take(arena, columns, sizeof *s.map),
  };
  om_bits *const lacking = om_take(arena, 2 * words, sizeof *lacking);
  if (arena->failed)
    return NULL;
  s.outside = s.inside + family->n_inside * words;
  for (size_t c = 0; c < family->n_inside; c++)
    mark_finite(n, family->inside[c], s.inside + c * words);
  for (size_t c = 0; c < family->n_outside; c++)
    mark_finite(n, family->outside[c], s.outside + c * words);
  om_bits *const everywhere = lacking + words;
  for (size_t w = 0; w < words; w++)
    everywhere[w] = ~(om_bits)0;
  for (size_t a = 0; a < n_also; a++) {
    memset(lacking, 0, words * sizeof *lacking);
    mark_finite(n, also[a], lacking);
    for (size_t w = 0; w < words; w++)
      everywhere[w] &= lacking[w];
  }
  sort_pairs(&s, everywhere);

  om_part *first = NULL, **end = &first;
  for (size_t i = 0; i < s.n_parts; i++) {
    *end = make_part(&s, i, arena);
    if (arena->failed)
      return NULL;
    end = &(*end)->next;
  }
  return first;
}
