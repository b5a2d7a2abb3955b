/* What the study wants of an export, column by column. */
#include "data/wanted.h"

#include "data/sample.h"

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

static uint8_t
byte_of_missing(int code)
{
  return (uint8_t)(255 - (code - OM_BLANK));
}

cell_fault
wanted_byte(const wanted_code *code, span cell, uint8_t *byte)
{
  const cell_value v = cell_read(&code->reader, cell);
  *byte = CELL_BYTE_BLANK;
  if (v.fault == CELL_FINE)
    *byte = v.missing ? byte_of_missing(v.missing) : (uint8_t)((int)v.x - code->first_code);
  return v.fault;
}

void
wanted_choice(const wanted *w, const wanted_code *code, const span *cells, size_t n_cells,
              uint8_t *byte)
{
  int answer = cell_missing(&w->rule, cells[code->column]);
  if (answer == 0 || answer == OM_BLANK)
    answer = choice_read(&code->choice, cells, n_cells, code->column);
  if (answer <= OM_MISSING)
    *byte = byte_of_missing(answer);
  else
    *byte = (uint8_t)((code->declared->reversed ? 1 - answer : answer) - code->first_code);
}

/* A number that is no answer: from 0 to `most`. */
static cell_fault
check_count(double x, double most, double *value)
{
  if (x < 0 || x > most)
    return CELL_OUT_OF_RANGE;
  *value = x;
  return CELL_FINE;
}

cell_fault
wanted_value(const wanted *w, const wanted_number *number, span cell, double *value)
{
  double x;
  bool is_percent;
  *value = NAN;
  if (number->kind == NUMBER_ITEM) {
    const cell_value v = cell_read(&number->reader, cell);
    if (v.fault == CELL_FINE && !v.missing)
      *value = v.x;
    return v.fault;
  }
  if (cell_missing(&w->rule, cell))
    return CELL_FINE;
  if (number->kind != NUMBER_RATE)
    return cell_parse(w->survey, cell, &x) ? check_count(x, LARGEST_COUNT, value)
                                           : CELL_NOT_A_NUMBER;
  if (!cell_parse_share(w->survey, cell, &x, &is_percent))
    return CELL_NOT_A_NUMBER;
  const cell_fault fault = check_count(x, 100, value);
  *value /= 100; /* "38" and "38 %" */
  return fault;
}

/* --- compiling ------------------------------------------------------------------------------- */

static void
fill_bytes(wanted_code *code)
{
  memset(code->bytes, CELL_BYTE_UNKNOWN, sizeof code->bytes);
  for (int c = ' '; c < 0x7F; c++) {
    const char text = (char)c;
    uint8_t byte;
    if (c != '"' && wanted_byte(code, (span){&text, 1}, &byte) == CELL_FINE)
      code->bytes[c] = byte;
  }
  code->bytes[SCAN_EMPTY] = code->bytes['\r'] = CELL_BYTE_BLANK;
}

static void
add_codes(wanted *w, const export *e, uint32_t i)
{
  const study_scale *const scale = scale_at(w, i);
  const int32_t lowest = study_codes(scale).lowest;
  for (uint32_t j = 0; j < scale->n_items; j++) {
    const study_item *const item = &scale->items[j];
    wanted_code *const code = &w->codes[w->n_codes++];
    /* All themes are in one column, which need be missed once only. */
    const bool is_same = j > 0 && item->theme;
    *code =
        (wanted_code){.column = is_same ? code[-1].column : column(w, e, item->column, item->line),
                      .scale = i,
                      .item = j,
                      .declared = item,
                      .first_code = lowest};
  }
}

static void
add_number(wanted *w, const export *e, number_kind kind, uint32_t scale, uint32_t item,
           const char *name, unsigned line, const study_item *declared)
{
  if (name)
    w->numbers[w->n_numbers++] = (wanted_number){.kind = kind,
                                                 .column = column(w, e, name, line),
                                                 .scale = scale,
                                                 .item = item,
                                                 .name = name,
                                                 .declared = declared};
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
    const code_range codes = study_codes(scale);
    w->layout_of[i] = n_laid;
    k[n_laid] = scale->n_items;
    n_codes[n_laid] = (uint32_t)(codes.highest - codes.lowest) + 1;
    min_items[n_laid++] = scale->min_items;
  }
  w->layout = sums_layout_new(memory, n_laid, k, n_codes, min_items);
}

/* --- what cells mean ------------------------------------------------------------------------- */

/* A scale while its columns are looked at. */
typedef struct meaning {
  answer_reading *reading;
  const export *e;
  wanted *w;
  const sample *sample;
  const uint32_t *places; /* all columns that items name */
  uint32_t n_places;
} meaning;

/* Index in w->codes of the first code of scale i, or UINT32_MAX; the same for numbers. */
static uint32_t
first_code(const wanted *w, uint32_t i)
{
  for (uint32_t c = 0; c < w->n_codes; c++)
    if (w->codes[c].scale == i)
      return c;
  return UINT32_MAX;
}

static uint32_t
first_number(const wanted *w, uint32_t i)
{
  for (uint32_t c = 0; c < w->n_numbers; c++)
    if (w->numbers[c].kind == NUMBER_ITEM && w->numbers[c].scale == i)
      return c;
  return UINT32_MAX;
}

static void
mean_code(const meaning *m, const study_scale *scale, wanted_code *code,
          const answer_column *column, const answer_map *answers)
{
  answer_reading *const r = m->reading;
  const codebook_column *const book = &m->e->book.columns[code->column];
  code->is_choice = choice_is(code->declared, book);
  code->reader =
      cell_reader_new(r->memory, m->w->rule, scale, code->declared, book, answers, r->reasons);
  if (code->is_choice)
    code->choice = choice_new(r, scale, code->declared, &m->e->book, code->column, m->places,
                              m->n_places, column);
  m->w->has_choices |= code->is_choice;
  fill_bytes(code);
}

static void
mean_scale(const meaning *m, uint32_t i)
{
  answer_reading *const r = m->reading;
  const study_scale *const scale = scale_at(m->w, i);
  const uint32_t code = first_code(m->w, i), number = first_number(m->w, i);
  answer_column *const columns = arena_many(r->memory, scale->n_items, answer_column);
  const answer_map **const maps = arena_many(r->memory, scale->n_items, const answer_map *);
  for (uint32_t j = 0; j < scale->n_items; j++) {
    const uint32_t place =
        code != UINT32_MAX ? m->w->codes[code + j].column : m->w->numbers[number + j].column;
    const codebook_column *const book = &m->e->book.columns[place];
    columns[j] = (answer_column){book, m->sample->texts[place], m->sample->n_texts[place]};
    if (choice_is(&scale->items[j], book))
      columns[j].n_texts = 0;
  }
  if (!answers_build(r, scale, columns, maps))
    return;
  for (uint32_t j = 0; j < scale->n_items; j++)
    if (code != UINT32_MAX)
      mean_code(m, scale, &m->w->codes[code + j],
                &(answer_column){columns[j].book, m->sample->texts[m->w->codes[code + j].column],
                                 m->sample->n_texts[m->w->codes[code + j].column]},
                maps[j]);
    else
      m->w->numbers[number + j].reader = cell_reader_new(
          r->memory, m->w->rule, scale, &scale->items[j], columns[j].book, maps[j], r->reasons);
}

static void
mean_cells(answer_reading *r, wanted *w, const export *e)
{
  bool *const is_item = arena_many(r->memory, w->n_columns, bool);
  uint32_t *const places = arena_many(r->memory, (size_t)w->n_codes + w->n_numbers, uint32_t);
  uint32_t n_places = 0;
  for (uint32_t i = 0; i < w->n_codes; i++) {
    places[n_places++] = w->codes[i].column;
    is_item[w->codes[i].column] |= !w->codes[i].declared->theme; /* comments are not kept */
  }
  for (uint32_t i = 0; i < w->n_numbers; i++)
    if (w->numbers[i].kind == NUMBER_ITEM)
      is_item[places[n_places++] = w->numbers[i].column] = true;
  const sample s = sample_of(r->memory, e, is_item);
  const meaning m = {r, e, w, &s, places, n_places};
  for (uint32_t i = 0; i < w->survey->n_scales; i++)
    mean_scale(&m, i);
}

wanted
wanted_of(answer_reading *reading, const export *e)
{
  arena *const memory = reading->memory;
  const study *const s = reading->study;
  const study_survey *const survey = reading->survey;
  const size_t before = reading->d->n_errors;
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
  for (int h = 0; h < HIERARCHIES; h++)
    w.parent[h] = column(&w, e, survey->parent_column[h], survey->line);
  w.respondent = column(&w, e, survey->respondent_column, survey->line);
  add_number(&w, e, NUMBER_WEIGHT, 0, 0, survey->weight_column, survey->line, NULL);
  for (uint32_t i = 0; i < survey->n_scales; i++)
    add_scale(&w, e, i);
  lay_out(memory, &w);
  if (reading->d->n_errors == before)
    mean_cells(reading, &w, e);
  return w;
}
