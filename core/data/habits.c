/* Rows that are there twice, and rows with one answer to everything. */
#include "data/habits.h"

#include <stdlib.h>
#include <string.h>

/* Items of codes that are answered in one range. */
typedef struct alike {
  double min, max;
  uint32_t n;
  bool has_reversed;
} alike;

static const study_scale *
scale_at(const study *s, const study_survey *survey, uint32_t i)
{
  return &s->scales[survey->first_scale + i];
}

static alike
count_alike(const study *s, const study_survey *survey, double min, double max)
{
  alike a = {min, max, 0, false};
  for (uint32_t i = 0; i < survey->n_scales; i++)
    for (uint32_t j = 0; j < scale_at(s, survey, i)->n_items; j++) {
      const study_item *const item = &scale_at(s, survey, i)->items[j];
      const bool is_one =
          scale_at(s, survey, i)->values == OM_CODES && item->min == min && item->max == max;
      a.n += is_one;
      a.has_reversed |= is_one && item->reversed;
    }
  return a;
}

/* The range that most items have; the first of several. */
static alike
most_alike(const study *s, const study_survey *survey)
{
  alike best = {0};
  for (uint32_t i = 0; i < survey->n_scales; i++)
    for (uint32_t j = 0; j < scale_at(s, survey, i)->n_items; j++) {
      const study_item *const item = &scale_at(s, survey, i)->items[j];
      const alike a = count_alike(s, survey, item->min, item->max);
      if (a.n > best.n)
        best = a;
    }
  return best;
}

bool
habits_can_be_seen(const study *s, const study_survey *survey)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < survey->n_scales; i++)
    n += scale_at(s, survey, i)->n_items;
  return survey->level == OM_LEVEL_RESPONDENT && n >= HABIT_ITEMS;
}

/* What the person said to the items of the range, as the export has it. */
typedef struct said {
  uint32_t n_alike; /* of these items */
  bool is_one;      /* always the same */
  uint32_t n;       /* of all items */
} said;

static said
look_at_row(const study *s, const survey_data *data, const alike *range, uint64_t row)
{
  said x = {0, true, 0};
  int first = 0;
  for (uint32_t i = 0; i < data->survey->n_scales; i++) {
    const study_scale *const scale = scale_at(s, data->survey, i);
    for (uint32_t j = 0; j < scale->n_items; j++) {
      const study_item *const item = &scale->items[j];
      const answers *const column = &data->items[i][j];
      if (!column->codes) {
        x.n += column->numbers[row] == column->numbers[row]; /* not NaN */
        continue;
      }
      const int code = column->codes[row];
      if (code <= OM_MISSING)
        continue;
      x.n++;
      if (item->min != range->min || item->max != range->max)
        continue;
      const int as_said = item->reversed ? (int)(item->min + item->max) - code : code;
      first = x.n_alike++ ? first : as_said;
      x.is_one &= as_said == first;
    }
  }
  return x;
}

static int
by_content(const void *a, const void *b)
{
  return memcmp(a, b, sizeof(hash128));
}

/* Rows beyond the first of each content. */
static uint64_t
count_repeated(hash128 *content, uint64_t n)
{
  uint64_t repeated = 0;
  if (n)
    qsort(content, n, sizeof *content, by_content);
  for (uint64_t i = 1; i < n; i++)
    repeated += by_content(&content[i - 1], &content[i]) == 0;
  return repeated;
}

habits
habits_of(arena *memory, const study *s, const survey_data *data, const hash128 *content)
{
  const alike range = most_alike(s, data->survey);
  habits h = {.alike = range.n, .has_reversed = range.has_reversed};
  hash128 *const varied = arena_many(memory, data->kept, hash128);
  uint64_t n_varied = 0;
  for (uint64_t row = 0; row < data->kept; row++) {
    const said x = look_at_row(s, data, &range, row);
    const bool is_long = x.n_alike >= HABIT_ITEMS;
    h.long_rows += is_long;
    h.straight += is_long && x.is_one;
    if (x.n >= HABIT_ITEMS && !(x.n_alike > 1 && x.is_one))
      varied[n_varied++] = content[row];
  }
  h.varied = n_varied;
  h.repeated = count_repeated(varied, n_varied);
  return h;
}
