/* The rows of a survey as its people answered them. */
#include "quality.h"

#include <stdlib.h>
#include <string.h>

int
is_large_enough(om_run *r, const om_survey *survey, const om_unit *unit)
{
  for (uint32_t i = 0; i < survey->n_scales; i++)
    if (om_scores_of(r, survey->scales[i], unit)->n < survey->minimum_group)
      return 0;
  return 1;
}

static int
is_there(const sheet *s, const om_item *item)
{
  for (size_t i = 0; i < s->k; i++)
    if (strcmp(s->items[i]->id, item->id) == 0)
      return 1;
  return 0;
}

static void
take_scale(om_run *r, sheet *s, uint32_t index)
{
  const om_scale *const scale = s->survey->scales[index];
  for (uint32_t i = 0; i < scale->n_items; i++) {
    const om_column *const c = r->host->column(r, scale->items[i]);
    if (!c || !c->codes || is_there(s, scale->items[i]))
      continue;
    s->items[s->k] = scale->items[i];
    s->columns[s->k] = c;
    s->scale_of[s->k++] = index;
  }
}

int
sheet_make(om_run *r, const om_survey *survey, sheet *s)
{
  size_t room = 1; /* calloc(0) may be NULL */
  *s = (sheet){.survey = survey};
  for (uint32_t i = 0; i < survey->n_scales; i++)
    room += survey->scales[i]->n_items;
  s->items = calloc(room, sizeof *s->items);
  s->columns = calloc(room, sizeof *s->columns);
  s->scale_of = calloc(room, sizeof *s->scale_of);
  if (survey->level == OM_LEVEL_RESPONDENT)
    s->units = r->host->row_units(r, survey, &s->rows);
  s->signs = calloc(s->rows + 1, sizeof *s->signs);
  s->n_units = (size_t)om_study_of(r)->n_units + 1;
  s->judged_in = calloc(s->n_units, sizeof *s->judged_in);
  s->flagged_in = calloc(s->n_units, sizeof *s->flagged_in);
  if (!s->items || !s->columns || !s->scale_of || !s->signs || !s->judged_in || !s->flagged_in)
    return 0;
  for (uint32_t i = 0; s->rows > 0 && i < survey->n_scales; i++)
    take_scale(r, s, i);
  return 1;
}

void
sheet_drop(sheet *s)
{
  free(s->items);
  free(s->columns);
  free(s->scale_of);
  free(s->signs);
  free(s->judged_in);
  free(s->flagged_in);
}

void
sheet_row(const sheet *s, uint64_t row, double *raw, double *turned)
{
  for (size_t i = 0; i < s->k; i++) {
    const om_item *const item = s->items[i];
    const int code = s->columns[i]->codes[row];
    const double x = code > OM_MISSING ? (double)code : NAN, range = item->max - item->min;
    if (raw)
      raw[i] = item->reversed ? item->min + item->max - x : x;
    if (turned)
      turned[i] = (x - item->min) / (range > 0 ? range : 1);
  }
}
