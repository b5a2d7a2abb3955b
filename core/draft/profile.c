/* What the columns of an export hold. */
#include "draft/profile.h"

#include "base/map.h"
#include "draft/words.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum {
  VALUES_NARROW = 4096, /* values kept of a column, in a file of ordinary width */
  VALUES_WIDE = 512,
  WIDE = 400, /* columns */
  MOST_CELLS_KEPT = 8 << 20,
  LONGEST_NUMBER = 30,
  MOST_RAGGED = 20,
  MOST_SHORT = 4096 /* columns of which short codes are counted first */
};

typedef struct taking {
  arena *memory;
  export *e;
  profile *p;
  map words;
  uint64_t n_ragged;
} taking;

static void
count_code(arena *memory, code_list *l, int64_t code, uint64_t rows)
{
  size_t i = 0;
  while (i < l->n && l->at[i].code < code)
    i++;
  if (i < l->n && l->at[i].code == code) {
    l->at[i].n += rows;
    return;
  }
  if (l->n == MOST_CODES) {
    l->is_cut = true;
    return;
  }
  const code_count fresh = {code, rows};
  arena_push(memory, l, fresh);
  memmove(l->at + i + 1, l->at + i, (l->n - 1 - i) * sizeof *l->at);
  l->at[i] = fresh;
}

static void
take_number(const taking *t, column_profile *c, double x, bool is_whole, uint32_t row)
{
  const bool is_suspect = is_whole && is_missing_like(x);
  if (is_whole)
    count_code(t->memory, is_suspect ? &c->suspects : &c->codes, (int64_t)x, 1);
  if (!is_suspect) {
    c->min = fmin(c->min, x);
    c->max = fmax(c->max, x);
  }
  if (row >= t->p->n_sample)
    return;
  if (!c->sample) {
    c->sample = arena_many(t->memory, t->p->n_sample, float);
    for (uint32_t i = 0; i < t->p->n_sample; i++)
      c->sample[i] = NAN;
  }
  c->sample[row] = (float)x;
}

/* A number in one of the forms that exports have; false when the cell is text. */
static bool
take_numeric(const taking *t, column_profile *c, span cell, uint32_t row)
{
  if (cell.n > LONGEST_NUMBER || (cell.at[0] > '9' && cell.at[cell.n - 1] > '9'))
    return false;
  double x;
  if (number_parse(cell, '.', &x)) {
    *(memchr(cell.at, '.', cell.n) ? &c->n_decimal : &c->n_whole) += 1;
  } else if (number_parse(cell, ',', &x)) {
    c->n_comma++;
  } else {
    const span number = span_trim((span){cell.at, cell.n - 1});
    if (cell.at[cell.n - 1] != '%' ||
        !(number_parse(number, '.', &x) || number_parse(number, ',', &x)))
      return false;
    c->n_percent++;
  }
  const bool is_whole = x == floor(x) && fabs(x) < 9e15;
  c->n_fractions += !is_whole;
  take_number(t, c, x, is_whole, row);
  return true;
}

/* A known word for "no answer". */
static bool
take_word(taking *t, column_profile *c, span cell)
{
  const char *const reason = missing_word(cell);
  if (!reason)
    return false;
  c->n_words++;
  uint32_t i = map_find(&t->words, cell.at, cell.n);
  if (i == MAP_NONE && t->words.n < MOST_MISSING_WORDS) {
    i = map_add(&t->words, cell.at, cell.n);
    const word_count fresh = {.word = t->words.keys[i], .reason = reason};
    profile *const p = t->p;
    p->missing =
        arena_room(t->memory, p->missing, p->n_missing, &p->missing_capacity, sizeof *p->missing);
    p->missing[p->n_missing++] = fresh;
  }
  if (i == MAP_NONE)
    return true;
  t->p->missing[i].n++;
  c->words |= (uint32_t)1 << i;
  return true;
}

uint32_t
profile_key(span cell)
{
  return (uint32_t)(value_hash(cell) >> 16) | 1;
}

static void
keep_text(const taking *t, column_profile *c, span cell)
{
  if (c->n_kept > MOST_KEPT)
    return;
  for (uint32_t i = 0; i < c->n_kept; i++)
    if (c->kept[i].n == cell.n && memcmp(c->kept[i].at, cell.at, cell.n) == 0)
      return;
  if (!c->kept)
    c->kept = arena_many(t->memory, MOST_KEPT, span);
  if (c->n_kept == MOST_KEPT || cell.n > LONGEST_KEPT)
    c->n_kept = MOST_KEPT + 1;
  else
    c->kept[c->n_kept++] = (span){arena_copy(t->memory, cell.at, cell.n), cell.n};
}

static void
take_cell(taking *t, column_profile *c, span cell, uint32_t row)
{
  cell = span_trim(cell);
  if (cell.n == 0)
    return;
  c->filled++;
  c->mean_length += (double)cell.n; /* a sum until the end */
  const uint64_t hash = value_hash(cell);
  if (row < t->p->n_sample) {
    if (!c->keys)
      c->keys = arena_many(t->memory, t->p->n_sample, uint32_t);
    c->keys[row] = profile_key(cell);
  }
  if (take_word(t, c, cell))
    return;
  const uint64_t fractions = c->n_fractions;
  if (take_numeric(t, c, cell, row)) {
    if (c->n_fractions > fractions)
      return;
  } else if (looks_like_date(cell)) {
    c->n_dates++;
  } else {
    c->n_text++;
    value_set_add(t->memory, &c->texts, hash, 1);
    keep_text(t, c, cell);
  }
  value_set_add(t->memory, &c->values, hash, 1);
}

/* Most cells of most files are one or two digits: these are counted first and looked at once, in
 * the end.  False when the cell is none of them, or its row is one of which all is kept. */
static bool
take_short(const taking *t, column_profile *c, span cell, uint32_t row)
{
  if (row < t->p->n_sample || cell.n == 0 || cell.n > 2 || t->p->n_columns > MOST_SHORT)
    return false;
  unsigned code = 0;
  for (size_t i = 0; i < cell.n; i++) {
    if (cell.at[i] < '0' || cell.at[i] > '9' || (i == 1 && code == 0))
      return false;
    code = code * 10 + (unsigned)(cell.at[i] - '0');
  }
  if (!c->short_codes)
    c->short_codes = arena_many(t->memory, 100, uint64_t);
  c->short_codes[code]++;
  return true;
}

static void
fold_short(const taking *t, column_profile *c)
{
  for (unsigned code = 0; c->short_codes && code < 100; code++) {
    const uint64_t n = c->short_codes[code];
    if (!n)
      continue;
    const char *const shown = arena_printf(t->memory, "%u", code);
    const size_t length = strlen(shown);
    c->filled += n;
    c->n_whole += n;
    c->mean_length += (double)(n * length);
    value_set_add(t->memory, &c->values, value_hash((span){shown, length}), (uint32_t)n);
    count_code(t->memory, is_missing_like(code) ? &c->suspects : &c->codes, code, n);
    if (is_missing_like(code))
      continue;
    c->min = fmin(c->min, code);
    c->max = fmax(c->max, code);
  }
}

static void
start(taking *t)
{
  profile *const p = t->p;
  p->n_columns = t->e->book.n_columns;
  p->columns = arena_many(t->memory, p->n_columns, column_profile);
  const uint32_t rows = p->n_columns ? MOST_CELLS_KEPT / p->n_columns : 0;
  p->n_sample = rows < MATRIX_ROWS ? rows : MATRIX_ROWS;
  const uint32_t most = p->n_columns > WIDE ? VALUES_WIDE : VALUES_NARROW;
  for (uint32_t i = 0; i < p->n_columns; i++) {
    column_profile *const c = &p->columns[i];
    c->min = INFINITY;
    c->max = -INFINITY;
    c->values = value_set_new(most);
    c->texts = value_set_new(64);
  }
}

static void
finish(const taking *t)
{
  profile *const p = t->p;
  if (p->rows < p->n_sample)
    p->n_sample = (uint32_t)p->rows;
  uint64_t points = 0, commas = 0;
  for (uint32_t i = 0; i < p->n_columns; i++) {
    column_profile *const c = &p->columns[i];
    fold_short(t, c);
    points += c->n_decimal;
    commas += c->n_comma;
    if (c->filled)
      c->mean_length /= (double)c->filled;
  }
  p->decimal = commas > points ? ',' : '.';
}

static bool
is_ragged(taking *t, const export_row *row)
{
  if (row->n_cells == t->p->n_columns)
    return false;
  if (++t->n_ragged <= MOST_RAGGED)
    diag_error(t->e->d, "D035", t->e->name, row->line,
               arena_printf(t->memory, "the header has %u", t->p->n_columns),
               "check the delimiter, and quotes or line ends inside a cell",
               "row %" PRIu64 " has %zu cells", row->number, row->n_cells);
  return true;
}

bool
profile_take(arena *memory, export *e, profile *out)
{
  *out = (profile){.decimal = '.'};
  taking t = {memory, e, out, map_new(memory), 0};
  const size_t before = e->d->n_errors;
  start(&t);
  stream rows = stream_new(memory, e, e->at, e->line, 1);
  export_row row;
  while (stream_next(&rows, &row)) {
    if (row.is_blank)
      continue;
    if (out->rows == PROFILE_ROWS) {
      out->has_more = true;
      break;
    }
    if (is_ragged(&t, &row))
      continue;
    const uint32_t at = (uint32_t)out->rows++;
    for (uint32_t i = 0; i < out->n_columns; i++)
      if (!take_short(&t, &out->columns[i], row.cells[i], at))
        take_cell(&t, &out->columns[i], row.cells[i], at);
  }
  finish(&t);
  if (e->d->n_errors == before && out->rows == 0)
    diag_error(e->d, "D030", e->name, 0, NULL, "export it again; an export has a header and rows",
               "the file has a header and no rows");
  return e->d->n_errors == before;
}

uint64_t
profile_numbers(const profile *p, const column_profile *c)
{
  const bool has_comma = p->decimal == ',';
  return c->n_whole + (has_comma ? c->n_comma : c->n_decimal);
}

/* --- what decides what ----------------------------------------------------------------------- */

/* Hash of a value of one column -> hash of what stood beside it. */
typedef struct beside {
  uint64_t *keys, *values;
  size_t n, n_slots;
} beside;

static void
grow(arena *memory, beside *b)
{
  const beside old = *b;
  b->n_slots = old.n_slots ? old.n_slots * 2 : 256;
  b->keys = arena_many(memory, b->n_slots, uint64_t);
  b->values = arena_many(memory, b->n_slots, uint64_t);
  for (size_t i = 0; i < old.n_slots; i++) {
    if (!old.keys[i])
      continue;
    size_t slot = old.keys[i] & (b->n_slots - 1);
    while (b->keys[slot])
      slot = (slot + 1) & (b->n_slots - 1);
    b->keys[slot] = old.keys[i];
    b->values[slot] = old.values[i];
  }
}

/* False when another value stood beside it before. */
static bool
note(arena *memory, beside *b, uint64_t key, uint64_t value)
{
  if (b->n * 2 >= b->n_slots)
    grow(memory, b);
  size_t slot = key & (b->n_slots - 1);
  while (b->keys[slot] && b->keys[slot] != key)
    slot = (slot + 1) & (b->n_slots - 1);
  if (b->keys[slot])
    return b->values[slot] == value;
  b->keys[slot] = key;
  b->values[slot] = value;
  b->n++;
  return true;
}

bool
profile_decides(arena *memory, export *e, uint32_t of, uint32_t with)
{
  beside b = {0};
  stream rows = stream_new(memory, e, e->at, e->line, 1);
  export_row row;
  bool is_decided = true;
  for (uint64_t n = 0; is_decided && n < PROFILE_ROWS && stream_next(&rows, &row);) {
    if (row.is_blank || row.n_cells != e->book.n_columns)
      continue;
    n++;
    const span key = span_trim(row.cells[of]), value = span_trim(row.cells[with]);
    if (key.n && value.n)
      is_decided = note(memory, &b, value_hash(key), value_hash(value));
  }
  return is_decided;
}
