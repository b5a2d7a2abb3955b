/* Which wave a row is of. */
#include "data/waves.h"

#include "data/sample.h"

/* A day of study.xml, which the schema has checked. */
static int32_t
day_of(const char *s)
{
  date d = {0};
  date_parse((span){s, strlen(s)}, DATE_YMD, &d);
  return d.day;
}

static date_order
order_of(arena *memory, const study_survey *survey, const export *e, uint32_t column)
{
  if (survey->dates != DATE_ANY)
    return survey->dates;
  bool *const is_wanted = arena_many(memory, e->book.n_columns, bool);
  is_wanted[column] = true;
  const sample s = sample_of(memory, e, is_wanted);
  return date_order_of(s.texts[column], s.n_texts[column]);
}

const wave_rule *
wave_rule_new(arena *memory, const study *s, const study_survey *survey, const export *e)
{
  const bool is_date = survey->date_column != NULL;
  const char *const name = is_date ? survey->date_column : survey->wave_column;
  if (!name)
    return NULL;
  const uint32_t column = export_column(e, name, s->path, survey->line);
  if (column == COLUMN_NONE)
    return NULL;
  wave_rule *const rule = arena_one(memory, wave_rule);
  *rule = (wave_rule){.study = s,
                      .column = column,
                      .n_columns = e->book.n_columns,
                      .is_date = is_date,
                      .cells = cell_rule_new(memory, survey)};
  if (!is_date)
    return rule;
  rule->order = order_of(memory, survey, e, column);
  rule->from = arena_many(memory, s->n_waves, int32_t);
  rule->to = arena_many(memory, s->n_waves, int32_t);
  for (uint32_t i = 0; i < s->n_waves; i++) {
    rule->from[i] = day_of(s->waves[i].from);
    rule->to[i] = day_of(s->waves[i].to);
  }
  return rule;
}

bool
waves_are_told(const study_survey *survey)
{
  bool is_told = survey->wave_column || survey->date_column;
  for (uint32_t i = 0; i < survey->n_files; i++)
    is_told |= survey->files[i].wave != NULL;
  return is_told;
}

uint64_t
wave_count_rows(arena *memory, const char *path, const export_hints *hints,
                const export_converter *convert, diags *d)
{
  export e;
  export_row row;
  uint64_t n = 0;
  if (export_open(&e, memory, path, path, hints, convert, d)) {
    stream s = stream_new(memory, &e, e.at, e.line, 1);
    while (stream_next(&s, &row))
      n += !row.is_blank;
  }
  export_close(&e);
  return n;
}

static bool
is_text(span cell, const char *s)
{
  return strlen(s) == cell.n && memcmp(cell.at, s, cell.n) == 0;
}

uint32_t
wave_of_cell(const wave_rule *rule, span cell)
{
  const study *const s = rule->study;
  date d;
  cell = span_trim(cell);
  if (!cell.n || cell_missing(&rule->cells, cell) ||
      (rule->is_date && !date_parse(cell, rule->order, &d)))
    return WAVE_NONE;
  for (uint32_t i = 0; i < s->n_waves; i++)
    if (rule->is_date ? rule->from[i] <= d.day && d.day <= rule->to[i]
                      : is_text(cell, s->waves[i].id) || is_text(cell, s->waves[i].label))
      return i;
  return WAVE_NONE;
}

/* Counts the row; true when it is of the wave that is analysed. */
static bool
count(wave_worker *w, span cell)
{
  const uint32_t wave = wave_of_cell(w->rule, cell);
  if (wave == WAVE_NONE)
    w->in_none++;
  else
    w->rows[wave]++;
  return wave == w->rule->study->wave;
}

static void
take_plain(void *self, const export_row *row)
{
  wave_worker *const w = self;
  if (row->is_blank || row->n_cells != w->rule->n_columns || count(w, row->cells[w->rule->column]))
    worker_rows.plain(w->to, row);
}

/* The place of record `to`, from that of record `from`. */
static row_place
place_of(const scan *s, size_t from, size_t to, row_place at)
{
  for (size_t i = s->records[from]; i < s->records[to]; i++)
    at.line += s->text[i] == '\n';
  at.row += to - from;
  return at;
}

/* Records `from` to `to` - 1 as a scan of their own; `first` is the place of the first. */
static void
hand_on(const wave_worker *w, const scan *s, size_t from, size_t to, row_place first)
{
  scan part = *s;
  part.records += from;
  part.first_cell += from;
  part.n_records = to - from;
  if (from < to)
    worker_rows.scanned(w->to, &part, to - from, first);
}

static bool
is_wanted(wave_worker *w, const scan *s, size_t r, row_counting *counting)
{
  if (s->first_cell[r + 1] - s->first_cell[r] != w->rule->n_columns)
    return true;
  const uint8_t *at;
  size_t n = scan_cell(s, r, w->rule->column, &at);
  if (n && at[n - 1] == '\r')
    n--;
  if (!n || at[0] != '"')
    return count(w, (span){(const char *)at, n});
  export_row row;
  scanned_row(&w->to->records, s, r, counting, w->rule->n_columns, &row);
  return count(w, row.cells[w->rule->column]);
}

static void
take_scanned(void *self, const scan *s, size_t n_records, row_place first)
{
  wave_worker *const w = self;
  row_counting counting = {0, first};
  size_t from = 0; /* of the run of rows that are wanted */
  for (size_t r = 0; r < n_records; r++)
    if (!is_wanted(w, s, r, &counting)) {
      hand_on(w, s, from, r, first);
      first = place_of(s, from, r + 1, first);
      from = r + 1;
    }
  hand_on(w, s, from, n_records, first);
}

const row_taker wave_rows = {take_scanned, take_plain};
