/* Products of every two items over the rows that answered both. */
#include "data/sums_pairs.h"

sums_pairs *
sums_pairs_new(arena *memory, const sums_layout *l)
{
  sums_pairs *const p = arena_one(memory, sums_pairs);
  *p = (sums_pairs){.k = l->n_cells, .width = l->width};
  for (uint32_t i = 0; i < l->n_scales; i++)
    p->has_large |= l->scales[i].n_codes > SUMS_SIGNED;
  const size_t k = p->k, words = 3 * k * p->width;
  p->cross = arena_many(memory, k * k, uint64_t);
  p->lack = arena_many(memory, words, uint64_t);
  p->recent = arena_many(memory, words, uint32_t);
  p->row = arena_many(memory, (size_t)3 * p->width, uint32_t);
  p->lacking = arena_many(memory, k, uint16_t);
  return p;
}

static void
fold(sums_pairs *p)
{
  const size_t words = (size_t)3 * p->k * p->width;
  for (size_t i = 0; i < words; i++)
    p->lack[i] += p->recent[i];
  memset(p->recent, 0, words * sizeof *p->recent);
  p->n_recent = 0;
}

void
sums_pairs_add(sums_pairs *p, const sums_versions *v, const uint8_t *rows, size_t n)
{
  while (n) {
    const size_t room = SUMS_RECENT - p->n_recent, taken = n < room ? n : room;
    v->lack(rows, taken, p);
    p->n_recent += taken;
    rows += taken * p->width;
    n -= taken;
    if (p->n_recent == SUMS_RECENT)
      fold(p);
  }
}

void
sums_pairs_join(sums_pairs *to, sums_pairs *from)
{
  fold(from);
  for (size_t i = 0; i < (size_t)3 * to->k * to->width; i++)
    to->lack[i] += from->lack[i];
  for (size_t i = 0; i < (size_t)to->k * to->k; i++)
    to->cross[i] += from->cross[i];
}

void
sums_clear_missing(uint8_t *panel, uint32_t n_cells, size_t n)
{
  for (uint32_t c = 0; c < n_cells; c++)
    for (size_t r = 0; r < n; r += sizeof(cells_16)) {
      uint8_t *const at = panel + (size_t)c * SUMS_PANEL + r;
      cells_16 x;
      memcpy(&x, at, sizeof x);
      x &= (cells_16)(x < SUMS_MISSING);
      memcpy(at, &x, sizeof x);
    }
}

/* --- in the end ------------------------------------------------------------------------------ */

/* Adds what a unit answered to an item: count, cells, squared cells. */
static void
add_counts(const uint64_t *counts, uint32_t n_codes, uint64_t all[3])
{
  for (uint64_t c = 0; c < n_codes; c++) {
    all[0] += counts[c];
    all[1] += counts[c] * c;
    all[2] += counts[c] * c * c;
  }
}

/* [item][count, cells, squared cells] of all rows. */
static uint64_t (*totals_of(arena *memory, const sums *s))[3]
{
  uint64_t(*const all)[3] = arena_alloc(memory, s->layout->n_cells, sizeof *all);
  for (size_t u = 0; u < s->n_chunks * SUMS_CHUNK; u++) {
    const uint64_t *const record = sums_of(s, u);
    for (uint32_t i = 0; record && i < s->layout->n_scales; i++) {
      const sums_scale *const scale = &s->layout->scales[i];
      for (uint32_t j = 0; j < scale->k; j++)
        add_counts(record + scale->all + (size_t)j * scale->n_codes, scale->n_codes,
                   all[scale->first_cell + j]);
    }
  }
  return all;
}

sums_product *
sums_products(arena *memory, const sums *s)
{
  sums_pairs *const p = s->pairs;
  const size_t k = p->k, width = p->width;
  fold(p);
  uint64_t(*const all)[3] = totals_of(memory, s);
  sums_product *const out = arena_many(memory, k * k, sums_product);
  for (size_t i = 0; i < k; i++)
    for (size_t j = 0; j < k; j++) {
      const uint64_t *const lack = p->lack + 3 * j * width + i;
      out[i * k + j] = (sums_product){.n = all[i][0] - lack[0],
                                      .sum = all[i][1] - lack[width],
                                      .square = all[i][2] - lack[2 * width],
                                      .cross = p->cross[i < j ? i * k + j : j * k + i]};
    }
  return out;
}
