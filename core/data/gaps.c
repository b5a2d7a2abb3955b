/* Why answers to the items of a survey are missing. */
#include "data/gaps.h"

#include <math.h>

uint32_t
gaps_reasons(const survey_data *data)
{
  return data->has.gaps && data->survey->level == OM_LEVEL_RESPONDENT ? data->n_reasons + 1 : 0;
}

/* From columns. */
static void
count_column(const answers *column, uint64_t rows, uint32_t n_reasons, uint64_t *out)
{
  for (uint64_t r = 0; r < rows; r++)
    if (column->numbers) {
      out[0] += isnan(column->numbers[r]);
    } else if (column->codes[r] <= OM_MISSING) {
      const uint32_t reason = (uint32_t)(column->codes[r] - OM_BLANK);
      out[reason < n_reasons ? reason : 0]++;
    }
}

uint64_t *
gaps_of(arena *memory, const study *s, const survey_data *data, uint32_t scale)
{
  const uint32_t n_reasons = gaps_reasons(data);
  const uint32_t n_items = s->scales[data->survey->first_scale + scale].n_items;
  uint64_t *const out = arena_many(memory, (size_t)n_items * n_reasons, uint64_t);
  const bool is_summed = data->sums && data->sums->gaps && data->layout_of[scale] != UINT32_MAX;
  for (uint32_t i = 0; i < n_items && n_reasons; i++) {
    uint64_t *const to = out + (size_t)i * n_reasons;
    if (!is_summed) {
      count_column(&data->items[scale][i], data->kept, n_reasons, to);
      continue;
    }
    const uint32_t cell = data->sums->layout->scales[data->layout_of[scale]].first_cell + i;
    const uint64_t *const from = data->sums->gaps->count + (size_t)cell * SUMS_REASONS;
    for (uint32_t reason = 0; reason < SUMS_REASONS; reason++)
      to[reason < n_reasons ? reason : 0] += from[reason];
  }
  return out;
}
