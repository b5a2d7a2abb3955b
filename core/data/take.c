/* Taking rows: cells to bytes, numbers and units. */
#include "data/take.h"

#include "base/fold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
  BATCH_BYTES = 16 << 20, /* at most */
  FIRST_BATCH = 1 << 15,  /* rows; more when there are so many units that few are of each */
  MOST_BATCH = 1 << 18,
  LEAST_BATCH = 1 << 10,
  ROWS_OF_UNIT = 48
};

/* --- a row, however it came ------------------------------------------------------------------ */

typedef struct view {
  const export_row *row; /* read plainly; NULL: record of the scan */
  const scan *scan;
  size_t record;
  const uint8_t *cells; /* of the record */
  bool is_hard;         /* a cell has to be read plainly */
} view;

/* The cell; of a scanned record without its quotes. */
static span
cell_of(view *v, uint32_t column)
{
  if (v->row)
    return v->row->cells[column];
  const uint8_t *at;
  size_t n = scan_cell(v->scan, v->record, column, &at);
  if (n && at[n - 1] == '\r')
    n--;
  if (n >= 2 && at[0] == '"') {
    at++;
    n -= 2;
    v->is_hard |= memchr(at, '"', n) != NULL;
  }
  return (span){(const char *)at, n};
}

/* --- batches --------------------------------------------------------------------------------- */

/* Room for so many rows, as far as that is sensible. */
static void
make_batch(worker *k, size_t rows)
{
  const wanted *const w = k->wanted;
  const size_t largest = BATCH_BYTES / (w->layout.width + 8 * w->n_numbers + 64);
  rows = rows < largest ? rows : largest;
  rows = rows > LEAST_BATCH ? rows : LEAST_BATCH;
  k->capacity = rows < k->most_rows ? rows : (size_t)k->most_rows;
  k->rows = arena_alloc(k->memory, k->capacity, w->layout.width + 1);
  memset(k->rows, CELL_BYTE_BLANK, k->capacity * w->layout.width);
  k->unit = arena_many(k->memory, k->capacity, uint32_t);
  k->numbers = arena_many(k->memory, k->capacity * w->n_numbers, double);
  k->content = arena_many(k->memory, k->capacity, hash128);
  if (w->respondent != COLUMN_NONE)
    k->respondent = arena_many(k->memory, k->capacity, hash128);
  if (k->wish)
    k->keys = arena_many(k->memory, k->capacity, row_key);
  if (w->survey->shows_comments)
    k->comment = arena_many(k->memory, k->capacity, uint32_t);
}

static void
add_range(worker *k, uint64_t first)
{
  k->ranges = arena_room(k->memory, k->ranges, k->n_ranges, &k->ranges_capacity, sizeof *k->ranges);
  k->ranges[k->n_ranges++] = (store_range){first, k->n};
}

static void
store_batch(worker *k)
{
  const wanted *const w = k->wanted;
  store *const s = k->store;
  const uint64_t first = atomic_fetch_add(&s->n_rows, k->n);
  add_range(k, first);
  for (uint32_t c = 0; c < w->n_codes; c++)
    for (size_t r = 0; r < k->n; r++)
      s->codes[c][first + r] =
          code_of_byte(k->rows[r * w->layout.width + c], w->codes[c].first_code);
  for (uint32_t c = 0; c < w->n_numbers; c++)
    for (size_t r = 0; r < k->n; r++)
      s->numbers[c][first + r] = k->numbers[r * w->n_numbers + c];
  memcpy(s->unit + first, k->unit, k->n * sizeof *k->unit);
  memcpy(s->content + first, k->content, k->n * sizeof *k->content);
  if (s->respondent)
    memcpy(s->respondent + first, k->respondent, k->n * sizeof *k->respondent);
  if (s->keys)
    memcpy(s->keys + first, k->keys, k->n * sizeof *k->keys);
  if (s->comment)
    memcpy(s->comment + first, k->comment, k->n * sizeof *k->comment);
}

void
worker_flush(worker *k)
{
  if (!k->n)
    return;
  const size_t n_units = k->units.n ? k->units.n : 1;
  if (k->store)
    store_batch(k);
  else
    sums_add(&k->sums, k->rows, k->unit, k->n, n_units);
  if (!k->store && k->keys)
    add_range(k, key_spool_put(k->wish->spool, k->keys, k->n));
  k->n = 0;
  const size_t useful = n_units * ROWS_OF_UNIT < MOST_BATCH ? n_units * ROWS_OF_UNIT : MOST_BATCH;
  if (!k->store && useful > 2 * k->capacity)
    make_batch(k, useful);
}

/* --- units ----------------------------------------------------------------------------------- */

static void *
longer(worker *k, const void *old, size_t size)
{
  char *const moved = arena_alloc(k->memory, k->units_capacity, size);
  if (old)
    memcpy(moved, old, (k->units.n - 1) * size);
  return moved;
}

/* Number of the unit that the cell names; is_unit[] of it is false when it names none. */
static uint32_t
unit_of(worker *k, span cell)
{
  bool is_new;
  const uint32_t unit = intern_add(&k->units, span_trim(cell), &is_new);
  if (is_new && k->units.n > k->units_capacity) {
    k->units_capacity = 2 * k->units.n + 64;
    k->is_unit = longer(k, k->is_unit, sizeof *k->is_unit);
    k->label = longer(k, k->label, sizeof *k->label);
    for (int h = 0; h < HIERARCHIES; h++)
      k->parent[h] = longer(k, k->parent[h], sizeof *k->parent[h]);
  }
  if (is_new)
    k->is_unit[unit] = !cell_missing(&k->wanted->rule, cell);
  return unit;
}

static void
sight(worker *k, sighting_kind kind, uint32_t unit, span text, const export_row *row)
{
  const sighting s = {kind, unit, text, {row->number, row->line}};
  arena_push(k->memory, &k->sightings, s);
}

/* A label or parent that was not the last one seen for the unit.  False when the row has to be read
 * plainly, because its line is wanted. */
static bool
see_word(worker *k, view *v, uint32_t column, sighting_kind kind, uint32_t unit, uint32_t *last)
{
  if (column == COLUMN_NONE)
    return true;
  const span cell = span_trim(cell_of(v, column));
  if (cell_missing(&k->wanted->rule, cell))
    return true;
  bool is_new;
  const uint32_t word = intern_add(&k->words, cell, &is_new) + 1;
  if (last[unit] == word)
    return true;
  if (!v->row)
    return false;
  last[unit] = word;
  sight(k, kind, unit, k->words.at[word - 1].text, v->row);
  return true;
}

/* What the row says of its unit, besides its name. */
static bool
see_unit(worker *k, view *v, uint32_t unit)
{
  const wanted *const w = k->wanted;
  return see_word(k, v, w->label, SIGHTED_LABEL, unit, k->label) &&
         see_word(k, v, w->parent[0], SIGHTED_PARENT, unit, k->parent[0]) &&
         see_word(k, v, w->parent[1], SIGHTED_SECOND_PARENT, unit, k->parent[1]);
}

/* --- cells ----------------------------------------------------------------------------------- */

static void
note_fault(worker *k, cell_fault fault, const char *name, const study_item *item, span cell,
           const export_row *row)
{
  faults_add(&k->faults, fault, name, item, cell, k->wanted->survey->decimal, row->number,
             row->line);
}

/* The answers as bytes.  False when the row has to be read plainly. */
static bool
take_codes(worker *k, view *v, uint8_t *bytes, bool *has_answer)
{
  const wanted *const w = k->wanted;
  bool some = false;
  if (!v->row && k->digits.is_usable && digits_take(&k->digits, v->cells, bytes, has_answer))
    return true;
  for (uint32_t i = 0; i < w->n_codes; i++) {
    const wanted_code *const code = &w->codes[i];
    uint8_t byte = v->row ? CELL_BYTE_UNKNOWN : code->bytes[v->cells[code->column]];
    if (byte == CELL_BYTE_UNKNOWN) {
      if (code->is_choice) { /* then the row is read plainly */
        wanted_choice(w, code, v->row->cells, v->row->n_cells, &bytes[i]);
        some |= bytes[i] < SUMS_MISSING;
        continue;
      }
      const span cell = cell_of(v, code->column);
      const cell_fault fault = wanted_byte(code, cell, &byte);
      if (fault != CELL_FINE && !v->row)
        return false;
      if (fault != CELL_FINE)
        note_fault(k, fault, code->declared->column, code->declared, cell, v->row);
    }
    bytes[i] = byte;
    some |= byte < SUMS_MISSING;
  }
  *has_answer |= some;
  return true;
}

static bool
take_numbers(worker *k, view *v, double *numbers, bool *has_answer)
{
  const wanted *const w = k->wanted;
  for (uint32_t i = 0; i < w->n_numbers; i++) {
    const wanted_number *const number = &w->numbers[i];
    const span cell = cell_of(v, number->column);
    const cell_fault fault = wanted_value(w, number, cell, &numbers[i]);
    if (fault != CELL_FINE && !v->row)
      return false;
    if (fault != CELL_FINE)
      note_fault(k, fault, number->name, number->declared, cell, v->row);
    *has_answer |= number->kind == NUMBER_ITEM && !isnan(numbers[i]);
  }
  return true;
}

/* Everything that is kept of the row, whatever the order of rows and the numbers of units. */
static hash128
content_of(const worker *k, const uint8_t *bytes, const double *numbers, uint32_t unit)
{
  const wanted *const w = k->wanted;
  hash128 h = hash_blocks(bytes, w->layout.width);
  if (w->n_numbers)
    hash_bytes(&h, numbers, w->n_numbers * sizeof *numbers);
  if (w->unit != COLUMN_NONE && k->is_unit[unit])
    hash_word(&h, k->units.at[unit].hash.a);
  return h;
}

/* --- keys ------------------------------------------------------------------------------------ */

/* At least n bytes; what stood there is gone. */
static uint8_t *
room_for(worker *k, uint8_t **room, size_t *capacity, size_t n)
{
  if (n > *capacity) {
    *capacity = 2 * n + 256;
    *room = arena_alloc(k->memory, *capacity, 1);
  }
  return *room;
}

static uint32_t
place_apart(const row_cells *apart, uint32_t column)
{
  uint32_t i = 0;
  while (i < apart->n && apart->column[i] != column)
    i++;
  return i;
}

/* A row that was read plainly: its cells one after the other. */
static row_text
join_cells(worker *k, const span *cells)
{
  const wanted *const w = k->wanted;
  row_text t = {0};
  size_t n = 0;
  for (uint32_t c = 0; c < w->n_columns; c++)
    n += cells[c].n + 1;
  uint8_t *to = room_for(k, &k->joined, &k->joined_capacity, n);
  t.at = to;
  t.n = n - 1;
  for (uint32_t c = 0; c < w->n_columns; c++) {
    const uint32_t place = place_apart(&k->apart, c);
    if (place < k->apart.n) {
      t.apart[place] = to;
      t.n_apart[place] = cells[c].n;
    }
    memcpy(to, cells[c].at, cells[c].n);
    to[cells[c].n] = (uint8_t)w->delimiter;
    to += cells[c].n + 1;
  }
  return t;
}

/* The record as it stands in the text, without the CR of a CRLF. */
static row_text
record_text(const worker *k, const view *v)
{
  const scan *const s = v->scan;
  const uint32_t start = s->records[v->record];
  row_text t = {.at = s->text + start, .n = s->records[v->record + 1] - start - 1};
  t.n -= t.n > 0 && t.at[t.n - 1] == '\r';
  for (uint32_t i = 0; i < k->apart.n; i++) {
    t.n_apart[i] = scan_cell(s, v->record, k->apart.column[i], &t.apart[i]);
    if (t.apart[i] + t.n_apart[i] > t.at + t.n)
      t.n_apart[i] = (size_t)(t.at + t.n - t.apart[i]);
  }
  return t;
}

static row_key
key_of(worker *k, const view *v, const hash128 *respondent)
{
  const row_text t = v->row ? join_cells(k, v->row->cells) : record_text(k, v);
  hash128 person = k->asked;
  if (respondent) {
    hash_word(&person, respondent->a);
    hash_word(&person, respondent->b);
  }
  return row_key_of(k->wish->secret, &k->apart, &t, respondent ? &person : NULL,
                    room_for(k, &k->room, &k->room_capacity, row_key_room(t.n)));
}

/* Columns that name the unit, each once and in order. */
static row_cells
cells_apart(const wanted *w)
{
  const uint32_t all[ROW_APART] = {w->unit, w->label, w->parent[0], w->parent[1]};
  row_cells out = {.n = 0};
  for (uint32_t c = 0; c < w->n_columns; c++)
    for (uint32_t i = 0; i < ROW_APART; i++)
      if (all[i] == c) {
        out.column[out.n++] = c;
        break;
      }
  return out;
}

/* --- comments -------------------------------------------------------------------------------- */

/* Whether a text holds an id, in whatever case. */
static bool
holds(span text, span id)
{
  for (size_t i = 0; id.n && i + id.n <= text.n; i++)
    if (strncasecmp(text.at + i, id.at, id.n) == 0)
      return true;
  return false;
}

/* The comment of a row that was read plainly, as are all of a survey with themes: its number + 1.
 * Of people who name themselves nothing is taken. */
static uint32_t
take_comment(worker *k, const view *v, span respondent)
{
  span comment = span_trim_wide(v->row->cells[k->wanted->codes[0].column]);
  if (respondent.n > 1 && holds(comment, respondent))
    comment.n = 0;
  arena_push(k->memory, &k->comments, arena_copy(k->memory, comment.at, comment.n));
  return (uint32_t)k->comments.n;
}

/* --- rows ------------------------------------------------------------------------------------ */

static bool
has_weight(const worker *k, const double *numbers)
{
  for (uint32_t i = 0; i < k->wanted->n_numbers; i++)
    if (k->wanted->numbers[i].kind == NUMBER_WEIGHT)
      return numbers[i] > 0;
  return true;
}

static void
drop(worker *k, drop_reason reason)
{
  k->read++;
  k->dropped[reason]++;
}

/* One row into the batch.  False when it has to be read plainly; then nothing has happened. */
static bool
take(worker *k, view *v)
{
  const wanted *const w = k->wanted;
  uint8_t *const bytes = k->rows + k->n * w->layout.width;
  double *const numbers = k->numbers + k->n * w->n_numbers;
  bool has_answer = false;
  if (!take_codes(k, v, bytes, &has_answer) || !take_numbers(k, v, numbers, &has_answer))
    return false;
  const bool has_unit = w->unit != COLUMN_NONE;
  const span name = has_unit ? cell_of(v, w->unit) : (span){"", 0};
  const span respondent =
      w->respondent != COLUMN_NONE ? span_trim(cell_of(v, w->respondent)) : (span){"", 0};
  if (v->is_hard)
    return false;
  const uint32_t unit = has_unit ? unit_of(k, name) : 0;
  const bool is_of_unit = has_unit && k->is_unit[unit];
  const bool lacks_unit = has_unit && !is_of_unit && !w->survey->keeps_unitless;
  if (lacks_unit || !has_answer || !has_weight(k, numbers)) {
    drop(k, lacks_unit ? DROP_NO_UNIT : !has_answer ? DROP_NO_ANSWER : DROP_NO_WEIGHT);
    return true;
  }
  if (is_of_unit && !see_unit(k, v, unit))
    return false;
  if (w->survey->level == OM_LEVEL_UNIT && v->row)
    sight(k, SIGHTED_UNIT, unit, (span){NULL, 0}, v->row);
  k->unit[k->n] = unit;
  k->content[k->n] = content_of(k, bytes, numbers, unit);
  k->fingerprint = hash_sum(k->fingerprint, k->content[k->n]);
  hash128 id = {0, 0};
  const bool has_id = k->respondent && !cell_missing(&w->rule, respondent);
  if (has_id) {
    id = hash_new();
    hash_bytes(&id, respondent.at, respondent.n);
  }
  if (k->respondent)
    k->respondent[k->n] = id;
  if (k->keys) {
    k->keys[k->n] = key_of(k, v, has_id ? &id : NULL);
    k->keys[k->n].unit = unit;
  }
  if (k->comment)
    k->comment[k->n] = take_comment(k, v, has_id ? respondent : (span){"", 0});
  k->read++;
  k->kept++;
  if (++k->n == k->capacity)
    worker_flush(k);
  return true;
}

static void
note_ragged(worker *k, const export_row *row)
{
  const ragged_row r = {{row->number, row->line}, row->n_cells};
  if (k->ragged.n < MOST_RAGGED)
    arena_push(k->memory, &k->ragged, r);
  k->ragged.n_all++;
  k->read++;
}

static void
take_plain(void *self, const export_row *row)
{
  worker *const k = self;
  view v = {.row = row};
  if (row->is_blank)
    drop(k, DROP_BLANK);
  else if (row->n_cells != k->wanted->n_columns)
    note_ragged(k, row);
  else
    take(k, &v);
}

static void
take_scanned(void *self, const scan *s, size_t n_records, row_place first)
{
  worker *const k = self;
  row_counting counting = {0, first};
  for (size_t r = 0; r < n_records; r++) {
    const uint32_t cell = s->first_cell[r];
    view v = {.scan = s, .record = r, .cells = s->cells + cell};
    if (!k->is_careful && s->first_cell[r + 1] - cell == k->wanted->n_columns && take(k, &v))
      continue;
    export_row row;
    scanned_row(&k->records, s, r, &counting, k->wanted->n_columns, &row);
    take_plain(k, &row);
  }
}

const row_taker worker_rows = {take_scanned, take_plain};

/* --- workers --------------------------------------------------------------------------------- */

/* False when memory ran out. */
static bool
start(worker *k, sums_wishes wishes)
{
  if (setjmp(k->handler.jump))
    return false;
  k->memory = arena_new(&k->handler);
  k->units = intern_new(k->memory);
  k->words = intern_new(k->memory);
  k->faults = faults_new(k->memory);
  k->sums = sums_new(k->memory, &k->wanted->layout, wishes);
  k->records = records_new(k->memory, (span){"", 0}, true, k->wanted->delimiter, 1);
  make_batch(k, FIRST_BATCH);
  return true;
}

worker *
worker_new(const wanted *w, const worker_orders *orders)
{
  worker *const k = calloc(1, sizeof *k);
  if (!k)
    return NULL;
  *k = (worker){.handler = OUT_OF_MEMORY_INIT,
                .wanted = w,
                .most_rows = orders->most_rows,
                .store = orders->kept,
                .wish = orders->keys,
                .asked = hash_new(),
                .is_careful = orders->is_careful};
  k->digits = digits_of(w);
  k->apart = cells_apart(w);
  hash_bytes(&k->asked, w->survey->id, strlen(w->survey->id));
  if (w->study->wave_id)
    hash_bytes(&k->asked, w->study->wave_id, strlen(w->study->wave_id));
  if (start(k, orders->wishes))
    return k;
  worker_free(k);
  return NULL;
}

void
worker_free(worker *k)
{
  if (!k)
    return;
  arena_free(k->memory);
  free(k);
}
