/* Products of every two coded items of a survey, in whole numbers. */
#include "data/pairwise.h"

static const study_scale *
scale_of(const study *s, const survey_data *data, uint32_t i)
{
  return &s->scales[data->survey->first_scale + i];
}

static uint32_t
count_items(const study *s, const survey_data *data)
{
  uint32_t k = 0;
  for (uint32_t i = 0; i < data->survey->n_scales; i++)
    k += scale_of(s, data, i)->values == OM_CODES ? scale_of(s, data, i)->n_items : 0;
  return k;
}

static pairwise
empty(arena *memory, uint32_t k)
{
  const size_t n = (size_t)k * k;
  return (pairwise){.k = k,
                    .n = arena_many(memory, n, uint64_t),
                    .sum = arena_many(memory, n, int64_t),
                    .square = arena_many(memory, n, int64_t),
                    .cross = arena_many(memory, n, int64_t)};
}

/* --- from sums: the loader counts from the lowest code of each scale ------------------------- */

typedef struct place {
  uint32_t cell;  /* in a row of the loader */
  int64_t lowest; /* code */
} place;

static place *
places_of(arena *memory, const study *s, const survey_data *data, uint32_t k)
{
  place *const places = arena_many(memory, k, place);
  uint32_t at = 0;
  for (uint32_t i = 0; i < data->survey->n_scales; i++) {
    const study_scale *const scale = scale_of(s, data, i);
    if (scale->values != OM_CODES)
      continue;
    const sums_scale *const laid = &data->sums->layout->scales[data->layout_of[i]];
    for (uint32_t j = 0; j < scale->n_items; j++)
      places[at++] = (place){laid->first_cell + j, study_codes(scale).lowest};
  }
  return places;
}

static void
take_sums(arena *memory, const study *s, const survey_data *data, pairwise *out)
{
  const uint32_t n_cells = data->sums->pairs->k;
  const sums_product *const from = sums_products(memory, data->sums);
  const place *const places = places_of(memory, s, data, out->k);
  for (uint32_t i = 0; i < out->k; i++)
    for (uint32_t j = 0; j < out->k; j++) {
      const size_t to = (size_t)i * out->k + j;
      const sums_product p = from[(size_t)places[i].cell * n_cells + places[j].cell];
      const sums_product turned = from[(size_t)places[j].cell * n_cells + places[i].cell];
      const int64_t n = (int64_t)p.n, a = places[i].lowest, b = places[j].lowest;
      const int64_t sum = (int64_t)p.sum, other = (int64_t)turned.sum;
      out->n[to] = p.n;
      out->sum[to] = sum + a * n;
      out->square[to] = (int64_t)p.square + 2 * a * sum + a * a * n;
      out->cross[to] = (int64_t)p.cross + a * other + b * sum + a * b * n;
    }
}

/* --- from columns: the survey is weighted ---------------------------------------------------- */

static const int8_t **
columns_of(arena *memory, const study *s, const survey_data *data, uint32_t k)
{
  const int8_t **const columns = arena_many(memory, k, const int8_t *);
  uint32_t at = 0;
  for (uint32_t i = 0; i < data->survey->n_scales; i++)
    for (uint32_t j = 0;
         scale_of(s, data, i)->values == OM_CODES && j < scale_of(s, data, i)->n_items; j++)
      columns[at++] = data->items[i][j].codes;
  return columns;
}

static void
take_columns(const int8_t *const *columns, uint64_t rows, pairwise *out)
{
  for (uint32_t i = 0; i < out->k; i++)
    for (uint32_t j = 0; j < out->k; j++) {
      const size_t to = (size_t)i * out->k + j;
      for (uint64_t r = 0; r < rows; r++) {
        const int64_t a = columns[i][r], b = columns[j][r];
        if (a <= OM_MISSING || b <= OM_MISSING)
          continue;
        out->n[to]++;
        out->sum[to] += a;
        out->square[to] += a * a;
        out->cross[to] += a * b;
      }
    }
}

pairwise
pairwise_of(arena *memory, const study *s, const survey_data *data)
{
  const uint32_t k =
      data->survey->level == OM_LEVEL_RESPONDENT && data->has.pairs ? count_items(s, data) : 0;
  pairwise out = empty(memory, k);
  if (k && data->sums)
    take_sums(memory, s, data, &out);
  else if (k)
    take_columns(columns_of(memory, s, data, k), data->kept, &out);
  return out;
}
