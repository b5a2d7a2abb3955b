/* Sums over the rows of one survey, unit by unit. */
#include "data/sums_pairs.h"

#include <string.h>

/* Fewer rows of a unit than this are taken one at a time. */
enum { SHORT_RUN = 6 };

sums_layout
sums_layout_new(arena *memory, uint32_t n_scales, const uint32_t *k, const uint32_t *n_codes,
                const uint32_t *min_items)
{
  sums_scale *const scales = arena_many(memory, n_scales, sums_scale);
  sums_layout l = {.scales = scales, .n_scales = n_scales, .record = 1};
  for (uint32_t i = 0; i < n_scales; i++) {
    sums_scale *const x = &scales[i];
    *x = (sums_scale){
        .k = k[i], .n_codes = n_codes[i], .min_items = min_items[i], .first_cell = l.n_cells};
    x->complete = l.record;
    x->all = x->complete + 1;
    x->whole = x->all + x->k * x->n_codes;
    x->cross = x->whole + x->k * x->n_codes;
    x->part = x->cross + x->k * (x->k - 1) / 2;
    l.record = x->part + 3 * (x->k - 1);
    l.n_cells += x->k;
  }
  l.width = (l.n_cells + 15) / 16 * 16;
  return l;
}

sums
sums_new(arena *memory, const sums_layout *layout, sums_wishes wishes)
{
  return (sums){.memory = memory,
                .layout = layout,
                .panel = arena_alloc(memory, layout->width, SUMS_PANEL),
                .pairs = wishes.pairs ? sums_pairs_new(memory, layout) : NULL,
                .gaps = wishes.gaps ? sums_gaps_new(memory, layout) : NULL};
}

/* --- records --------------------------------------------------------------------------------- */

static void
make_chunks(sums *s, size_t n_units)
{
  const size_t n_chunks = n_units / SUMS_CHUNK + 1;
  if (n_chunks <= s->n_chunks)
    return;
  uint64_t **const longer = arena_many(s->memory, 2 * n_chunks, uint64_t *);
  if (s->n_chunks)
    memcpy(longer, s->chunks, s->n_chunks * sizeof *longer);
  s->chunks = longer;
  s->n_chunks = 2 * n_chunks;
}

uint64_t *
sums_record(sums *s, size_t unit)
{
  make_chunks(s, unit + 1);
  uint64_t **const chunk = &s->chunks[unit / SUMS_CHUNK];
  if (!*chunk)
    *chunk = arena_many(s->memory, (size_t)SUMS_CHUNK * s->layout->record, uint64_t);
  return *chunk + unit % SUMS_CHUNK * s->layout->record;
}

const uint64_t *
sums_of(const sums *s, size_t unit)
{
  const size_t chunk = unit / SUMS_CHUNK;
  if (chunk >= s->n_chunks || !s->chunks[chunk])
    return NULL;
  const uint64_t *const record = s->chunks[chunk] + unit % SUMS_CHUNK * s->layout->record;
  return record[0] ? record : NULL;
}

void
sums_join(const sums_layout *layout, uint64_t *to, const uint64_t *from)
{
  for (uint32_t i = 0; i < layout->record; i++)
    to[i] += from[i];
}

static void
make_room(sums *s, size_t n, size_t n_units)
{
  if (n > s->order_capacity) {
    s->order = arena_many(s->memory, n, uint32_t);
    s->order_capacity = n;
  }
  if (n_units + 1 > s->starts_capacity) {
    s->starts_capacity = 2 * (n_units + 1);
    s->starts = arena_many(s->memory, s->starts_capacity, uint32_t);
  }
}

/* --- a batch --------------------------------------------------------------------------------- */

/* The rows of a batch in the order of their units; starts[u] is where unit u begins. */
static void
sort_by_unit(sums *s, const uint32_t *unit, size_t n, size_t n_units)
{
  memset(s->starts, 0, (n_units + 1) * sizeof *s->starts);
  for (size_t i = 0; i < n; i++)
    s->starts[unit[i]]++;
  uint32_t at = 0;
  for (size_t u = 0; u <= n_units; u++) {
    const uint32_t here = s->starts[u];
    s->starts[u] = at;
    at += here;
  }
  for (size_t i = 0; i < n; i++)
    s->order[s->starts[unit[i]]++] = (uint32_t)i;
  memmove(s->starts + 1, s->starts, n_units * sizeof *s->starts);
  s->starts[0] = 0;
}

/* The products over pairs of items are taken a panel at a time: adding up the lanes of a vector
 * costs more than what is in them. */
static void
flush_panel(sums *s, const sums_versions *v)
{
  if (s->pairs && s->n_panel) {
    sums_clear_missing(s->panel, s->layout->n_cells, s->n_panel);
    v->cross(s->panel, s->n_panel, s->pairs);
  }
  s->n_panel = 0;
}

static void
add_block(sums *s, const sums_versions *v, const uint8_t *rows, const uint32_t *order, size_t n,
          uint64_t *record)
{
  const sums_layout *const l = s->layout;
  if (s->n_panel == SUMS_PANEL)
    flush_panel(s, v);
  uint8_t *const block = s->panel + s->n_panel;
  s->n_panel += SUMS_LANES;
  v->transpose(rows, order, n, l->width, block);
  for (uint32_t i = 0; i < l->n_scales; i++) {
    const sums_block of = {block + (size_t)l->scales[i].first_cell * SUMS_PANEL, (uint32_t)n};
    v->scale(&l->scales[i], &of, record);
  }
}

static void
add_rows(sums *s, const uint8_t *rows, const uint32_t *order, size_t n, uint64_t *record)
{
  const sums_layout *const l = s->layout;
  for (size_t r = 0; r < n; r++)
    for (uint32_t i = 0; i < l->n_scales; i++)
      sums_row(&l->scales[i], rows + (size_t)order[r] * l->width + l->scales[i].first_cell, record);
}

/* Rows of a unit stand all over the batch: they are asked for while those before are added. */
static void
fetch_ahead(const sums *s, const uint8_t *rows, size_t at, size_t n)
{
  const size_t end = at + SUMS_LANES < n ? at + SUMS_LANES : n;
  for (; at < end; at++)
    __builtin_prefetch(rows + (size_t)s->order[at] * s->layout->width);
}

void
sums_add(sums *s, const uint8_t *rows, const uint32_t *unit, size_t n, size_t n_units)
{
  const sums_versions *const v = sums_best();
  make_room(s, n, n_units);
  if (s->pairs)
    sums_pairs_add(s->pairs, v, rows, n);
  if (s->gaps)
    sums_gaps_add(s->gaps, rows, n);
  sort_by_unit(s, unit, n, n_units);
  for (size_t u = 0; u < n_units; u++) {
    const size_t end = s->starts[u + 1];
    if (s->starts[u] == end)
      continue;
    uint64_t *const record = sums_record(s, u);
    record[0] += end - s->starts[u];
    for (size_t at = s->starts[u]; at < end; at += SUMS_LANES) {
      fetch_ahead(s, rows, at + SUMS_LANES, n);
      const size_t left = end - at, taken = left < SUMS_LANES ? left : SUMS_LANES;
      if (taken < SHORT_RUN && !s->pairs)
        add_rows(s, rows, s->order + at, taken, record);
      else
        add_block(s, v, rows, s->order + at, taken, record);
    }
  }
  flush_panel(s, v);
}
