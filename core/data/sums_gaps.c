/* Why cells hold no answer. */
#include "data/sums_pairs.h"

sums_gaps *
sums_gaps_new(arena *memory, const sums_layout *l)
{
  sums_gaps *const g = arena_one(memory, sums_gaps);
  *g = (sums_gaps){l->n_cells, l->width,
                   arena_many(memory, (size_t)l->n_cells * SUMS_REASONS, uint64_t)};
  return g;
}

void
sums_gaps_add(sums_gaps *g, const uint8_t *rows, size_t n)
{
  uint16_t lacking[16];
  for (size_t r = 0; r < n; r++, rows += g->width)
    for (uint32_t first = 0; first < g->k; first += 16) {
      const uint32_t left = g->k - first;
      const uint32_t found = items_lacking(rows + first, left < 16 ? left : 16, lacking);
      for (uint32_t i = 0; i < found; i++) {
        const uint32_t cell = first + lacking[i];
        g->count[(size_t)cell * SUMS_REASONS + (255u - rows[cell])]++;
      }
    }
}

void
sums_gaps_join(sums_gaps *to, const sums_gaps *from)
{
  for (size_t i = 0; i < (size_t)to->k * SUMS_REASONS; i++)
    to->count[i] += from->count[i];
}
