/* What the study wants of an export, column by column. */
#include "data/wanted.h"

#include <math.h>
#include <string.h>

#define LARGEST_COUNT 1e15 /* of people, or of a weight */

static uint32_t
column(const wanted *w, const export *e, const char *name, unsigned line)
{
  return name ? export_column(e, name, w->study->path, line) : COLUMN_NONE;
}

static const study_scale *
scale_at(const wanted *w, uint32_t i)
{
  return &w->study->scales[w->survey->first_scale + i];
}

/* --- cells ----------------------------------------------------------------------------------- */

cell_fault
wanted_byte(const wanted *w, const wanted_code *code, span cell, uint8_t *byte)
{
  const int missing = cell_missing(&w->rule, cell);
  int8_t answer;
  *byte = missing ? (uint8_t)(255 - (missing - OM_BLANK)) : CELL_BYTE_BLANK;
  if (missing)
    return CELL_FINE;
  const cell_fault fault = cell_code(&w->rule, code->declared, cell, &answer);
  if (fault == CELL_FINE)
    *byte = (uint8_t)(answer - code->first_code);
  return fault;
}

/* A number that is no answer: from 0 to `most`. */
static cell_fault
count_of(const wanted *w, span cell, double most, double *value)
{
  double x;
  if (!number_parse(span_trim(cell), w->survey->decimal, &x))
    return CELL_NOT_A_NUMBER;
  if (x < 0 || x > most)
    return CELL_OUT_OF_RANGE;
  *value = x;
  return CELL_FINE;
}

cell_fault
wanted_value(const wanted *w, const wanted_number *number, span cell, double *value)
{
  *value = NAN;
  if (cell_missing(&w->rule, cell))
    return CELL_FINE;
  if (number->kind == NUMBER_ITEM)
    return cell_number(&w->rule, number->declared, cell, value);
  if (number->kind != NUMBER_RATE)
    return count_of(w, cell, LARGEST_COUNT, value);
  cell = span_trim(cell);
  if (cell.n && cell.at[cell.n - 1] == '%')
    cell.n--;
  const cell_fault fault = count_of(w, cell, 100, value);
  *value /= 100;
  return fault;
}

/* --- compiling ------------------------------------------------------------------------------- */

static void
fill_bytes(const wanted *w, wanted_code *code)
{
  memset(code->bytes, CELL_BYTE_UNKNOWN, sizeof code->bytes);
  for (int c = ' '; c < 0x7F; c++) {
    const char text = (char)c;
    uint8_t byte;
    if (c != '"' && wanted_byte(w, code, (span){&text, 1}, &byte) == CELL_FINE)
      code->bytes[c] = byte;
  }
  code->bytes[SCAN_EMPTY] = code->bytes['\r'] = CELL_BYTE_BLANK;
}

static void
add_codes(wanted *w, const export *e, uint32_t i)
{
  const study_scale *const scale = scale_at(w, i);
  double lowest = scale->items[0].min;
  for (uint32_t j = 1; j < scale->n_items; j++)
    lowest = fmin(lowest, scale->items[j].min);
  for (uint32_t j = 0; j < scale->n_items; j++) {
    const study_item *const item = &scale->items[j];
    wanted_code *const code = &w->codes[w->n_codes++];
    *code = (wanted_code){.column = column(w, e, item->column, item->line),
                          .scale = i,
                          .item = j,
                          .declared = item,
                          .first_code = (int32_t)lowest};
    fill_bytes(w, code);
  }
}

static void
add_number(wanted *w, const export *e, number_kind kind, uint32_t scale, uint32_t item,
           const char *name, unsigned line, const study_item *declared)
{
  if (name)
    w->numbers[w->n_numbers++] =
        (wanted_number){kind, column(w, e, name, line), scale, item, name, declared};
}

static void
add_scale(wanted *w, const export *e, uint32_t i)
{
  const study_scale *const scale = scale_at(w, i);
  const study_survey *const s = w->survey;
  if (scale->values == OM_CODES)
    add_codes(w, e, i);
  for (uint32_t j = 0; scale->values != OM_CODES && j < scale->n_items; j++)
    add_number(w, e, NUMBER_ITEM, i, j, scale->items[j].column, scale->items[j].line,
               &scale->items[j]);
  add_number(w, e, NUMBER_N, i, 0, scale->n_column ? scale->n_column : s->n_column, scale->line,
             NULL);
  add_number(w, e, NUMBER_RATE, i, 0, scale->rate_column ? scale->rate_column : s->rate_column,
             scale->line, NULL);
}

static void
lay_out(arena *memory, wanted *w)
{
  const uint32_t n = w->survey->n_scales;
  uint32_t *const k = arena_many(memory, n, uint32_t),
                  *const n_codes = arena_many(memory, n, uint32_t),
                  *const min_items = arena_many(memory, n, uint32_t);
  uint32_t n_laid = 0;
  w->layout_of = arena_many(memory, n, uint32_t);
  for (uint32_t i = 0; i < n; i++) {
    const study_scale *const scale = scale_at(w, i);
    w->layout_of[i] = UINT32_MAX;
    if (scale->values != OM_CODES)
      continue;
    double lowest = scale->items[0].min, highest = scale->items[0].max;
    for (uint32_t j = 1; j < scale->n_items; j++) {
      lowest = fmin(lowest, scale->items[j].min);
      highest = fmax(highest, scale->items[j].max);
    }
    w->layout_of[i] = n_laid;
    k[n_laid] = scale->n_items;
    n_codes[n_laid] = (uint32_t)(highest - lowest) + 1;
    min_items[n_laid++] = scale->min_items;
  }
  w->layout = sums_layout_new(memory, n_laid, k, n_codes, min_items);
}

wanted
wanted_of(arena *memory, const study *s, const study_survey *survey, const export *e)
{
  wanted w = {.study = s,
              .survey = survey,
              .n_columns = e->book.n_columns,
              .delimiter = e->delimiter,
              .rule = cell_rule_new(memory, survey)};
  uint32_t n_items = 0;
  for (uint32_t i = 0; i < survey->n_scales; i++)
    n_items += s->scales[survey->first_scale + i].n_items;
  w.codes = arena_many(memory, n_items, wanted_code);
  w.numbers = arena_many(memory, (size_t)n_items + 2 * survey->n_scales + 1, wanted_number);
  w.unit = column(&w, e, survey->unit_column, survey->line);
  w.label = column(&w, e, survey->label_column, survey->line);
  w.parent = column(&w, e, survey->parent_column, survey->line);
  w.respondent = column(&w, e, survey->respondent_column, survey->line);
  add_number(&w, e, NUMBER_WEIGHT, 0, 0, survey->weight_column, survey->line, NULL);
  for (uint32_t i = 0; i < survey->n_scales; i++)
    add_scale(&w, e, i);
  lay_out(memory, &w);
  return w;
}
