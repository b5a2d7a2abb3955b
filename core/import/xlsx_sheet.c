/* Workbooks: the rows of a sheet, read twice: once for how wide it is, once to write it. */
#include "import/xlsx.h"

#include <math.h>
#include <string.h>

enum { MOST_ROWS = 1048576, MOST_SHEET_COLUMNS = 16384, UNIX_1900 = 25569, UNIX_1904 = 24107 };

typedef enum { CELL_PLAIN, CELL_SHARED, CELL_TEXT, CELL_BOOL, CELL_ERROR, CELL_ISO } cell_type;

typedef struct sheet_reader {
  workbook *book;
  bool writes;          /* the second time */
  uint32_t width;       /* cells of a row: found the first time */
  uint32_t row, column; /* of the present cell, from 1 */
  uint32_t n_written;   /* cells of the present row */
  uint32_t last_row;    /* that was written; 0: none */
  bool has_row;         /* something of the present row was written */
  bool in_row, in_cell;
  bool in_value, in_text, has_formula;
  int phonetic;
  cell_type type;
  uint32_t style;
  text raw, plain;
  uint64_t n_errors, n_unsaved;
  uint32_t first_row;
  bool stop;
  const char *why;
} sheet_reader;

static void
refuse(sheet_reader *r, const char *why)
{
  r->why = why;
  r->stop = true;
}

/* --- what a cell says ------------------------------------------------------------------------ */

/* As a number that reads back as itself already: at most 15 digits, no exponent. */
static bool
is_short_number(span s)
{
  size_t i = s.n && s.at[0] == '-', n_digits = 0, n_points = 0;
  for (; i < s.n; i++) {
    n_digits += s.at[i] >= '0' && s.at[i] <= '9';
    n_points += s.at[i] == '.';
    if (s.at[i] != '.' && (s.at[i] < '0' || s.at[i] > '9'))
      return false;
  }
  return n_digits && n_digits <= 15 && n_points <= 1;
}

/* Serial days: 1 is 1900-01-01; of 60, a 29th of February that never was, the rest are one ahead.
 */
static void
add_day(sheet_reader *r, int64_t day)
{
  if (r->book->is_1904)
    foreign_add_date(&r->plain, day - UNIX_1904);
  else if (day == 60)
    text_add(&r->plain, "1900-02-29");
  else
    foreign_add_date(&r->plain, day - UNIX_1900 + (day < 60));
}

static void
add_moment(sheet_reader *r, double x, xlsx_style style)
{
  const int64_t all = llround(x * 86400000), day = 86400000;
  const int64_t days = all / day, of_day = all % day;
  if (style == XLSX_ELAPSED) {
    foreign_add_time(&r->plain, all);
    return;
  }
  const bool has_day = days > 0 || r->book->is_1904; /* below 1 there is a time alone */
  if (style != XLSX_TIME && has_day)
    add_day(r, days);
  if (style == XLSX_DATE && has_day)
    return;
  if (r->plain.n)
    text_add(&r->plain, " ");
  foreign_add_time(&r->plain, of_day);
}

static void
add_number(sheet_reader *r, span s)
{
  enum { LATEST = 2958466 }; /* the day after 9999-12-31 */
  const xlsx_style style =
      r->style < r->book->styles.n ? r->book->styles.at[r->style] : XLSX_NUMBER;
  double x;
  if (style == XLSX_NUMBER && is_short_number(s))
    text_add_n(&r->plain, s.at, s.n);
  else if (!number_parse(s, '.', &x))
    text_add_n(&r->plain, s.at, s.n);
  else if (style == XLSX_NUMBER || x < 0 || x >= LATEST)
    text_add_shortest(&r->plain, x);
  else
    add_moment(r, x, style);
}

/* "2026-03-31T10:00:00.000Z" as "2026-03-31 10:00:00". */
static void
add_iso(sheet_reader *r, span s)
{
  for (size_t i = 0; i < s.n && s.at[i] != 'Z' && s.at[i] != '.'; i++)
    text_add_n(&r->plain, s.at[i] == 'T' ? " " : &s.at[i], 1);
}

/* The cell as text, in r->plain; empty where there is nothing. */
static void
spell(sheet_reader *r)
{
  const span s = span_trim((span){r->raw.n ? r->raw.at : "", r->raw.n});
  int64_t i;
  r->plain.n = 0;
  if (!s.n)
    return;
  switch (r->type) {
  case CELL_PLAIN:
    add_number(r, s);
    break;
  case CELL_SHARED:
    if (!integer_parse(s, '.', &i) || i < 0 || (uint64_t)i >= r->book->strings.n)
      refuse(r, "a cell points to a text that is not there");
    else
      text_add_n(&r->plain, r->book->strings.at[i].at, r->book->strings.at[i].n);
    break;
  case CELL_TEXT:
    xlsx_add_text(&r->plain, r->raw.at, r->raw.n);
    break;
  case CELL_BOOL:
    text_add(&r->plain, span_is(s, "1") ? "TRUE" : "FALSE");
    break;
  case CELL_ERROR:
    r->n_errors += r->writes;
    break;
  case CELL_ISO:
    add_iso(r, s);
    break;
  }
}

/* --- where it goes --------------------------------------------------------------------------- */

static void
write_cell(sheet_reader *r)
{
  conversion *const c = r->book->c;
  if (!r->has_row)
    for (uint32_t row = r->last_row; r->last_row && row + 1 < r->row; row++)
      row_end(c); /* rows between that are empty: so that numbers of rows are those of the sheet */
  if (!r->last_row)
    r->first_row = r->row;
  r->has_row = true;
  r->last_row = r->row;
  for (; r->n_written + 1 < r->column; r->n_written++)
    row_cell(c, "", 0);
  row_cell(c, r->plain.at, r->plain.n);
  r->n_written++;
}

static void
end_cell(sheet_reader *r)
{
  spell(r);
  r->n_unsaved += r->writes && r->has_formula && !r->raw.n;
  if (r->stop || !r->plain.n)
    return;
  if (r->writes)
    write_cell(r);
  else if (r->column > r->width)
    r->width = r->column;
}

static void
end_row(sheet_reader *r)
{
  if (!r->writes || !r->has_row)
    return;
  for (; r->n_written < r->width; r->n_written++)
    row_cell(r->book->c, "", 0);
  row_end(r->book->c);
}

/* --- elements -------------------------------------------------------------------------------- */

static void
open_row(sheet_reader *r, const push_tag *t)
{
  const span s = push_attribute(t, "r");
  int64_t row = (int64_t)r->row + 1;
  if (s.at && (!integer_parse(s, '.', &row) || row <= r->row || row > MOST_ROWS))
    refuse(r, "its rows are not in order");
  else if (row > MOST_ROWS)
    refuse(r, "it has more rows than a sheet can have");
  if (r->in_row)
    refuse(r, "it has a row within a row");
  r->in_row = true;
  r->row = (uint32_t)row;
  r->column = r->n_written = 0;
  r->has_row = false;
}

/* Of "AB12": 28.  0 when it is none. */
static uint32_t
column_of(span s)
{
  uint32_t column = 0;
  for (size_t i = 0; i < s.n && column <= MOST_SHEET_COLUMNS; i++) {
    const char c = s.at[i];
    if (c >= 'A' && c <= 'Z')
      column = column * 26 + (uint32_t)(c - 'A') + 1;
    else
      return c >= '0' && c <= '9' ? column : 0;
  }
  return column;
}

static void
open_cell(sheet_reader *r, const push_tag *t)
{
  static const struct {
    const char *name;
    cell_type type;
  } types[] = {{"n", CELL_PLAIN}, {"s", CELL_SHARED}, {"str", CELL_TEXT}, {"inlineStr", CELL_TEXT},
               {"b", CELL_BOOL},  {"e", CELL_ERROR},  {"d", CELL_ISO}};
  const span at = push_attribute(t, "r"), type = push_attribute(t, "t"),
             style = push_attribute(t, "s");
  const uint32_t column = at.at ? column_of(at) : r->column + 1;
  if (column <= r->column || column > MOST_SHEET_COLUMNS || !r->in_row || r->in_cell)
    refuse(r, "its cells are not in order");
  r->in_cell = true;
  r->column = column;
  r->type = CELL_PLAIN;
  for (size_t i = 0; type.at && i < sizeof types / sizeof *types; i++)
    if (span_is(type, types[i].name))
      r->type = types[i].type;
  r->style = 0;
  for (size_t i = 0; style.at && i < style.n && i < 9; i++)
    r->style = r->style * 10 + (uint32_t)(unsigned char)style.at[i] - '0';
  r->raw.n = 0;
  r->has_formula = false;
}

static void
on_open(void *context, const push_tag *t)
{
  sheet_reader *const r = context;
  if (strcmp(t->name, "row") == 0)
    open_row(r, t);
  else if (strcmp(t->name, "c") == 0)
    open_cell(r, t);
  r->in_value = strcmp(t->name, "v") == 0;
  r->phonetic += strcmp(t->name, "rPh") == 0;
  r->in_text = strcmp(t->name, "t") == 0 && !r->phonetic;
  r->has_formula |= strcmp(t->name, "f") == 0;
}

static void
on_close(void *context, const char *name)
{
  sheet_reader *const r = context;
  r->in_value = r->in_text = false;
  r->phonetic -= strcmp(name, "rPh") == 0;
  if (strcmp(name, "c") == 0 && r->in_cell) {
    r->in_cell = false;
    end_cell(r);
  } else if (strcmp(name, "row") == 0 && r->in_row) {
    r->in_row = false;
    end_row(r);
  } else if (strcmp(name, "sheetData") == 0) {
    if (r->in_row)
      refuse(r, "it has a sheet within a row");
    r->stop = true; /* nothing of interest follows */
  }
}

static void
on_text(void *context, const char *at, size_t n)
{
  sheet_reader *const r = context;
  if (r->in_value || r->in_text)
    text_add_n(&r->raw, at, n);
}

/* --- the sheet ------------------------------------------------------------------------------- */

static void
note(const sheet_reader *r, uint64_t n, const char *what)
{
  conversion *const c = r->book->c;
  if (n)
    codebook_note(c->memory, &c->book,
                  arena_printf(c->memory, "%llu %s", (unsigned long long)n, what));
}

bool
xlsx_write_sheet(workbook *b, const zip_part *part)
{
  conversion *const c = b->c;
  sheet_reader r = {.book = b, .raw = text_new(c->memory), .plain = text_new(c->memory)};
  const push_handler h = {on_open, on_close, on_text, &r, &r.stop};
  const char *why;
  if (!push_part(&b->zip, part, &h, &why) || r.why)
    return foreign_fail(c, r.why ? r.why : why, "save it again with the program that made it");
  if (!r.width)
    return foreign_fail(c, "its sheet is empty", "say which sheet is meant: sheet=\"...\"");
  r = (sheet_reader){.book = b, .raw = r.raw, .plain = r.plain, .writes = true, .width = r.width};
  if (!push_part(&b->zip, part, &h, &why) || r.why)
    return foreign_fail(c, r.why ? r.why : why, NULL);
  if (r.first_row > 1)
    codebook_note(c->memory, &c->book,
                  arena_printf(c->memory, "the sheet is empty above its row %u", r.first_row));
  note(&r, r.n_errors, "cells hold an error such as #N/A and are read as empty");
  note(&r, r.n_unsaved, "cells hold a formula whose result was not saved and are read as empty");
  return true;
}
