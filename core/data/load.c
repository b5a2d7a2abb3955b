/* The loader: rows of an export -> columns of codes and numbers. */
#include "data/load.h"

#include "base/bytes.h"
#include "base/file.h"
#include "data/faults.h"
#include "import/export.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { MOST_RAGGED = 20 };
#define LARGEST_NUMBER 1e15 /* of people, or of a weight */

const char *
drop_reason_name(drop_reason reason)
{
  static const char *const names[N_DROP_REASONS] = {
      [DROP_BLANK] = "blank row",
      [DROP_NO_UNIT] = "no unit",
      [DROP_NO_WEIGHT] = "no weight",
      [DROP_NO_ANSWER] = "no answer to any item",
      [DROP_REPEATED] = "the same row again",
      [DROP_CONFLICT] = "one respondent with different answers",
  };
  return names[reason];
}

/* Where the columns of the study stand in this file; UINT32_MAX: the study names none. */
typedef struct places {
  uint32_t unit, label, parent, respondent, weight;
  uint32_t **items;   /* [scale][item] */
  uint32_t *n, *rate; /* [scale] */
} places;

/* What is known of a respondent. */
typedef struct sighting {
  uint64_t row; /* in the columns: of the first row */
  uint64_t again;
  bool in_conflict;
} sighting;

typedef struct loader {
  arena *memory;
  const study *study;
  diags *d;
  units *units;
  export export;
  places places;
  cell_rule rule;
  faults faults;
  survey_data *out;
  size_t capacity; /* of every column */
  map respondents;
  sighting *seen; /* [respondent] */
  size_t seen_capacity;
  bytes record;
  uint64_t n_ragged;
} loader;

static uint32_t
place(loader *l, const char *column, unsigned line)
{
  return column ? export_column(&l->export, column, l->study->path, line) : UINT32_MAX;
}

static const study_scale *
scale_at(const loader *l, uint32_t i)
{
  return &l->study->scales[l->out->survey->first_scale + i];
}

static void
find_places(loader *l)
{
  const study_survey *const s = l->out->survey;
  places *const p = &l->places;
  p->unit = place(l, s->unit_column, s->line);
  p->label = place(l, s->label_column, s->line);
  p->parent = place(l, s->parent_column, s->line);
  p->respondent = place(l, s->respondent_column, s->line);
  p->weight = place(l, s->weight_column, s->line);
  p->items = arena_many(l->memory, s->n_scales, uint32_t *);
  p->n = arena_many(l->memory, s->n_scales, uint32_t);
  p->rate = arena_many(l->memory, s->n_scales, uint32_t);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const study_scale *const scale = scale_at(l, i);
    p->items[i] = arena_many(l->memory, scale->n_items, uint32_t);
    for (uint32_t j = 0; j < scale->n_items; j++)
      p->items[i][j] = place(l, scale->items[j].column, scale->items[j].line);
    p->n[i] = place(l, scale->n_column ? scale->n_column : s->n_column, scale->line);
    p->rate[i] = place(l, scale->rate_column ? scale->rate_column : s->rate_column, scale->line);
  }
}

/* --- columns --------------------------------------------------------------------------------- */

static void *
longer(loader *l, void *column, size_t size)
{
  void *const moved = arena_alloc(l->memory, l->capacity, size);
  if (l->out->kept)
    memcpy(moved, column, l->out->kept * size);
  return moved;
}

static void
make_room(loader *l)
{
  survey_data *const o = l->out;
  if (o->kept < l->capacity)
    return;
  l->capacity = l->capacity ? l->capacity * 2 : 1024;
  if (o->survey->unit_column)
    o->unit = longer(l, o->unit, sizeof *o->unit);
  if (o->survey->weight_column)
    o->weight = longer(l, o->weight, sizeof *o->weight);
  for (uint32_t i = 0; i < o->survey->n_scales; i++) {
    const study_scale *const scale = scale_at(l, i);
    for (uint32_t j = 0; j < scale->n_items; j++) {
      answers *const a = &o->items[i][j];
      if (scale->values == OM_CODES)
        a->codes = longer(l, a->codes, sizeof *a->codes);
      else
        a->numbers = longer(l, a->numbers, sizeof *a->numbers);
    }
    if (l->places.n[i] != UINT32_MAX)
      o->published_n[i] = longer(l, o->published_n[i], sizeof **o->published_n);
    if (l->places.rate[i] != UINT32_MAX)
      o->response_rate[i] = longer(l, o->response_rate[i], sizeof **o->response_rate);
  }
}

static void
start_columns(loader *l)
{
  survey_data *const o = l->out;
  const uint32_t n = o->survey->n_scales;
  o->items = arena_many(l->memory, n, answers *);
  o->published_n = arena_many(l->memory, n, uint64_t *);
  o->response_rate = arena_many(l->memory, n, double *);
  for (uint32_t i = 0; i < n; i++)
    o->items[i] = arena_many(l->memory, scale_at(l, i)->n_items, answers);
}

/* --- one row --------------------------------------------------------------------------------- */

/* The item's cell into row `at` of its column; true when it is an answer. */
static bool
take_answer(loader *l, const export_row *row, const study_scale *scale, uint32_t item, span cell,
            answers *to, uint64_t at)
{
  const study_item *const rule = &scale->items[item];
  const int missing = cell_missing(&l->rule, cell);
  cell_fault fault = CELL_FINE;
  if (scale->values == OM_CODES) {
    to->codes[at] = (int8_t)(missing ? missing : OM_BLANK);
    if (!missing)
      fault = cell_code(&l->rule, rule, cell, &to->codes[at]);
  } else {
    to->numbers[at] = NAN;
    if (!missing)
      fault = cell_number(&l->rule, rule, cell, &to->numbers[at]);
  }
  if (fault != CELL_FINE)
    faults_add(&l->faults, fault, rule->column, rule, cell, l->rule.survey->decimal, row->number,
               row->line);
  return !missing && fault == CELL_FINE;
}

/* A number that is not an answer: weight, n, response rate.  NaN when missing or not possible. */
static double
take_number(loader *l, const export_row *row, const char *column, span cell, double most)
{
  if (cell_missing(&l->rule, cell))
    return NAN;
  double x;
  const bool is_number = number_parse(span_trim(cell), l->rule.survey->decimal, &x);
  if (is_number && x >= 0 && x <= most)
    return x;
  faults_add(&l->faults, is_number ? CELL_OUT_OF_RANGE : CELL_NOT_A_NUMBER, column, NULL, cell,
             l->rule.survey->decimal, row->number, row->line);
  return NAN;
}

/* "38" and "38 %" are .38. */
static double
take_rate(loader *l, const export_row *row, const char *column, span cell)
{
  cell = span_trim(cell);
  if (cell.n && cell.at[cell.n - 1] == '%')
    cell = span_trim((span){cell.at, cell.n - 1});
  return take_number(l, row, column, cell, 100) / 100;
}

static bool
take_answers(loader *l, const export_row *row, uint64_t at)
{
  survey_data *const o = l->out;
  bool has_answer = false;
  for (uint32_t i = 0; i < o->survey->n_scales; i++) {
    const study_scale *const scale = scale_at(l, i);
    for (uint32_t j = 0; j < scale->n_items; j++) {
      const span cell = row->cells[l->places.items[i][j]];
      has_answer |= take_answer(l, row, scale, j, cell, &o->items[i][j], at);
    }
    if (o->published_n[i]) {
      const char *const column = scale->n_column ? scale->n_column : o->survey->n_column;
      const double n = take_number(l, row, column, row->cells[l->places.n[i]], LARGEST_NUMBER);
      o->published_n[i][at] = isnan(n) ? 0 : (uint64_t)n;
    }
    if (o->response_rate[i]) {
      const char *const column = scale->rate_column ? scale->rate_column : o->survey->rate_column;
      o->response_rate[i][at] = take_rate(l, row, column, row->cells[l->places.rate[i]]);
    }
  }
  return has_answer;
}

static bool
is_same_answers(const survey_data *o, const study_scale *scales, uint64_t a, uint64_t b)
{
  if ((o->unit && o->unit[a] != o->unit[b]) || (o->weight && o->weight[a] != o->weight[b]))
    return false;
  for (uint32_t i = 0; i < o->survey->n_scales; i++)
    for (uint32_t j = 0; j < scales[i].n_items; j++) {
      const answers *const x = &o->items[i][j];
      if (x->codes ? x->codes[a] != x->codes[b]
                   : memcmp(&x->numbers[a], &x->numbers[b], sizeof *x->numbers) != 0)
        return false;
    }
  return true;
}

/* True when the respondent was there before: then the row that was just taken is not kept. */
static bool
is_repeated(loader *l, span respondent, uint64_t at)
{
  const uint32_t n_before = l->respondents.n;
  const uint32_t id = map_add(&l->respondents, respondent.at, respondent.n);
  if (id == n_before) {
    l->seen = arena_room(l->memory, l->seen, id, &l->seen_capacity, sizeof *l->seen);
    l->seen[id] = (sighting){.row = at};
    return false;
  }
  sighting *const s = &l->seen[id];
  s->again++;
  if (!is_same_answers(l->out, scale_at(l, 0), s->row, at))
    s->in_conflict = true;
  return true;
}

static bool
is_ragged(loader *l, const export_row *row)
{
  if (row->n_cells == l->export.book.n_columns)
    return false;
  if (++l->n_ragged <= MOST_RAGGED)
    diag_error(l->d, "D035", l->export.name, row->line,
               arena_printf(l->memory, "the header has %u", l->export.book.n_columns),
               "check the delimiter, and quotes or line ends inside a cell",
               "row %" PRIu64 " has %zu cells", row->number, row->n_cells);
  return true;
}

/* Adds the record to the fingerprint of the set of records. */
static void
take_fingerprint(loader *l, const export_row *row)
{
  bytes *const record = &l->record;
  record->n = 0;
  for (size_t i = 0; i < row->n_cells; i++) {
    bytes_u32(record, (uint32_t)row->cells[i].n);
    bytes_raw(record, row->cells[i].at, row->cells[i].n);
  }
  l->out->fingerprint = digest_sum(l->out->fingerprint, digest_of(record->at, record->n));
}

/* What the row says of its unit beside the answers. */
static void
take_unit(loader *l, const export_row *row, uint64_t at, span cell)
{
  survey_data *const o = l->out;
  o->unit[at] = units_add(l->units, o->index, cell.at, cell.n);
  if (l->places.label != UINT32_MAX && !cell_missing(&l->rule, row->cells[l->places.label])) {
    const span label = span_trim(row->cells[l->places.label]);
    units_label(l->units, o->unit[at], label.at, label.n);
  }
  if (l->places.parent != UINT32_MAX && !cell_missing(&l->rule, row->cells[l->places.parent])) {
    const span parent = span_trim(row->cells[l->places.parent]);
    units_parent(l->units, o->unit[at], parent.at, parent.n, l->export.name, row->line, l->d);
  }
}

/* Two rows for one unit, where a row is a unit. */
static void
check_single(loader *l, const export_row *row, uint64_t at)
{
  survey_data *const o = l->out;
  unit *const u = &l->units->at[o->unit[at]];
  if (u->in_survey[o->index])
    diag_error(l->d, "D110", l->export.name, row->line,
               "a level=\"unit\" export has one row a unit", "remove one, or correct survey/@unit",
               "row %" PRIu64 ": the unit \"%s\" is there twice", row->number, u->id);
  u->in_survey[o->index] = true;
}

/* The row's answers into the columns; why it cannot be kept, or N_DROP_REASONS. */
static drop_reason
take_kept(loader *l, const export_row *row, uint64_t at)
{
  survey_data *const o = l->out;
  const bool has_answer = take_answers(l, row, at);
  const bool has_unit = o->survey->unit_column != NULL;
  const span unit_cell = has_unit ? span_trim(row->cells[l->places.unit]) : (span){"", 0};
  if (has_unit && cell_missing(&l->rule, unit_cell))
    return DROP_NO_UNIT;
  if (!has_answer)
    return DROP_NO_ANSWER;
  if (o->weight) {
    o->weight[at] =
        take_number(l, row, o->survey->weight_column, row->cells[l->places.weight], LARGEST_NUMBER);
    if (!(o->weight[at] > 0))
      return DROP_NO_WEIGHT;
  }
  if (has_unit)
    take_unit(l, row, at, unit_cell);
  if (o->survey->level == OM_LEVEL_UNIT)
    check_single(l, row, at);
  return N_DROP_REASONS;
}

static void
take_row(loader *l, const export_row *row)
{
  survey_data *const o = l->out;
  o->read++;
  if (row->is_blank) {
    o->dropped[DROP_BLANK]++;
    return;
  }
  if (is_ragged(l, row))
    return;
  make_room(l);
  const drop_reason reason = take_kept(l, row, o->kept);
  if (reason != N_DROP_REASONS) {
    o->dropped[reason]++;
    return;
  }
  const span respondent =
      o->survey->respondent_column ? span_trim(row->cells[l->places.respondent]) : (span){"", 0};
  if (cell_missing(&l->rule, respondent) || !is_repeated(l, respondent, o->kept))
    o->kept++;
}

/* --- after the last row ---------------------------------------------------------------------- */

static void
move_row(const loader *l, uint64_t to, uint64_t from)
{
  survey_data *const o = l->out;
  if (o->unit)
    o->unit[to] = o->unit[from];
  if (o->weight)
    o->weight[to] = o->weight[from];
  for (uint32_t i = 0; i < o->survey->n_scales; i++)
    for (uint32_t j = 0; j < scale_at(l, i)->n_items; j++) {
      answers *const a = &o->items[i][j];
      if (a->codes)
        a->codes[to] = a->codes[from];
      else
        a->numbers[to] = a->numbers[from];
    }
}

/* Nobody can say which of two different answers of one respondent holds: all of them go. */
static void
drop_conflicts(loader *l)
{
  survey_data *const o = l->out;
  bool *const is_dropped = arena_many(l->memory, o->kept, bool);
  for (uint32_t i = 0; i < l->respondents.n; i++) {
    const sighting *const s = &l->seen[i];
    o->dropped[s->in_conflict ? DROP_CONFLICT : DROP_REPEATED] += s->again + s->in_conflict;
    is_dropped[s->row] = s->in_conflict;
  }
  uint64_t kept = 0;
  for (uint64_t row = 0; row < o->kept; row++)
    if (!is_dropped[row] && kept++ != row)
      move_row(l, kept - 1, row);
  o->kept = kept;
  for (uint64_t row = 0; o->unit && row < kept; row++)
    l->units->at[o->unit[row]].in_survey[o->index] = true;
}

/* `before` is how many errors there were before this file was read: a file that could not be read
 * to its end is not called empty as well. */
static void
report_empty(loader *l, size_t before)
{
  const survey_data *const o = l->out;
  if (l->n_ragged > MOST_RAGGED)
    diag_error(l->d, "D035", l->export.name, 0, NULL, NULL,
               "%" PRIu64 " rows in all do not fit the header", l->n_ragged);
  if (l->d->n_errors > before)
    return;
  if (o->read == 0)
    diag_error(l->d, "D030", l->export.name, 0, NULL,
               "export it again; an export has a header and rows",
               "the file has a header and no rows");
  else if (o->kept == 0)
    diag_error(l->d, "D120", l->export.name, 0, NULL,
               "check the columns and missing codes that the study names",
               "none of the %" PRIu64 " rows can be used", o->read);
}

bool
load_survey(arena *memory, const study *s, uint32_t survey, units *u,
            const export_converter *convert, diags *d, survey_data *out)
{
  const study_survey *const declared = &s->surveys[survey];
  *out = (survey_data){.survey = declared, .index = survey};
  loader l = {.memory = memory,
              .study = s,
              .d = d,
              .units = u,
              .out = out,
              .rule = cell_rule_new(memory, declared),
              .faults = faults_new(memory),
              .respondents = map_new(memory),
              .record = bytes_new(memory)};
  const size_t before = d->n_errors;
  const export_hints hints = {
      .format = declared->format,
      .sheet = declared->sheet,
      .codebook = declared->codebook ? path_join(memory, s->dir, declared->codebook) : NULL,
      .delimiter = declared->delimiter,
      .encoding = declared->encoding,
      .header_rows = declared->header_rows};
  const char *const path = path_join(memory, s->dir, declared->file);
  if (export_open(&l.export, memory, path, path, &hints, convert, d)) {
    find_places(&l);
    out->format = l.export.book.format;
    out->notes = l.export.book.notes;
    out->n_notes = l.export.book.n_notes;
    if (d->n_errors == before) {
      start_columns(&l);
      stream rows = stream_new(memory, &l.export, l.export.at, l.export.end, l.export.line, 1);
      export_row row;
      while (stream_next(&rows, &row)) {
        take_fingerprint(&l, &row);
        take_row(&l, &row);
      }
      drop_conflicts(&l);
      faults_report(&l.faults, path, s->path, d);
      report_empty(&l, before);
    }
  }
  export_close(&l.export);
  return d->n_errors == before;
}
