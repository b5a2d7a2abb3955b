/* A workbook, through libxlsxwriter, which only writes: no cell is ever a formula. */
#include "report/xlsx.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { LONGEST_CELL = 32000, LONGEST_TITLE = 250, NAME = 32, PARTS = 5, MOST_ROWS = 1048575 };

typedef struct writing {
  arena *memory;
  lxw_workbook *book;
  lxw_worksheet *contents;
  lxw_format *head, *soft, *link, *formats[OM_FORMAT_COUNT + 1];
  lxw_row_t listed; /* rows of the contents */
  uint32_t n_sheets;
} writing;

/* At most so many bytes of whole characters, without what XML forbids. */
static char *
text_of(const writing *w, const char *s, size_t most)
{
  char *const clean = utf8_clean(w->memory, s);
  size_t n = strlen(clean);
  if (n <= most)
    return clean;
  for (n = most; n && ((unsigned char)clean[n] & 0xC0) == 0x80;)
    n--;
  clean[n] = '\0';
  return clean;
}

static void
put_words(const writing *w, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *s,
          lxw_format *format)
{
  worksheet_write_string(sheet, row, column, text_of(w, s, LONGEST_CELL), format);
}

static void
put_number(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, double x, lxw_format *format)
{
  if (!isnan(x))
    worksheet_write_number(sheet, row, column, x, format);
}

/* --- a table --------------------------------------------------------------------------------- */

/* How many columns of the sheet a column of the table has: words, or a number with what belongs to
 * it. */
static lxw_col_t
width_of(const shown_table *t, size_t column)
{
  return t->formats[column] ? PARTS : 1;
}

static void
put_head(writing *w, lxw_worksheet *sheet, const shown_table *t)
{
  static const char *const parts[PARTS] = {"", " (low)", " (high)", " (p)", " (n)"};
  lxw_col_t at = 0;
  put_words(w, sheet, 0, at++, t->table->rows == OM_ROWS_UNITS ? "unit" : "about", w->head);
  for (size_t c = 0; c < t->table->n_columns; c++)
    for (lxw_col_t p = 0; p < width_of(t, c); p++)
      put_words(w, sheet, 0, at++, arena_printf(w->memory, "%s%s", t->labels[c].text, parts[p]),
                w->head);
  worksheet_set_column(sheet, 0, 0, 32, NULL);
  worksheet_freeze_panes(sheet, 1, 1);
  if (t->n_rows)
    worksheet_autofilter(sheet, 0, 0, (lxw_row_t)t->n_rows, at - 1);
}

static void
put_cell(writing *w, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t at, const shown_cell *cell,
         uint32_t format)
{
  const shown *const e = cell->estimate;
  const shown_remark *const r = cell->remark;
  if (r && r->is_withheld)
    put_words(w, sheet, row, at, "withheld", w->soft);
  else if (r && r->said.text)
    put_words(w, sheet, row, at, r->said.text, NULL);
  if (!e)
    return;
  if (e->gate.is_withheld) {
    put_words(w, sheet, row, at, "withheld", w->soft);
    return;
  }
  lxw_format *const number = w->formats[format];
  if (e->e->undefined && *e->e->undefined)
    put_words(w, sheet, row, at, "undefined", w->soft);
  put_number(sheet, row, at, e->e->value, number);
  put_number(sheet, row, at + 1, e->e->lo, number);
  put_number(sheet, row, at + 2, e->e->hi, number);
  put_number(sheet, row, at + 3, e->e->p, w->formats[OM_FORMAT_P]);
  if (e->gate.has_n)
    put_number(sheet, row, at + 4, (double)e->gate.n, w->formats[OM_FORMAT_COUNT]);
}

static size_t
cells_of(const shown_table *t)
{
  size_t columns = 1;
  for (size_t c = 0; c < t->table->n_columns; c++)
    columns += width_of(t, c);
  return (t->n_rows + 1) * columns;
}

static void
put_table(writing *w, lxw_worksheet *sheet, const shown_table *t)
{
  put_head(w, sheet, t);
  for (size_t i = 0; i < t->n_rows; i++) {
    const lxw_row_t row = (lxw_row_t)i + 1;
    lxw_col_t at = 0;
    put_words(w, sheet, row, at++, t->rows[i].label, NULL);
    for (size_t c = 0; c < t->table->n_columns; c++) {
      put_cell(w, sheet, row, at, &t->rows[i].cells[c], t->formats[c]);
      at += width_of(t, c);
    }
  }
}

/* --- contents -------------------------------------------------------------------------------- */

/* A sheet and its line in the contents.  Ids of tables have no sign that a sheet's name may not. */
static void
add_table(writing *w, const char *section, const shown_table *t)
{
  enum { SHEET, TITLE, SECTION, ROWS };
  const lxw_row_t row = w->listed++;
  put_words(w, w->contents, row, TITLE, t->title.text, NULL);
  put_words(w, w->contents, row, SECTION, section, NULL);
  put_number(w->contents, row, ROWS, (double)t->n_rows, w->formats[OM_FORMAT_COUNT]);
  if (cells_of(t) > XLSX_MOST_CELLS || t->n_rows > MOST_ROWS) {
    put_words(w, w->contents, row, SHEET, arena_printf(w->memory, "too long: tables/%s.csv", t->id),
              w->soft);
    return;
  }
  char name[NAME];
  snprintf(name, sizeof name, "%u %.24s", ++w->n_sheets, t->id);
  lxw_worksheet *const sheet = workbook_add_worksheet(w->book, name);
  if (!sheet)
    return;
  put_table(w, sheet, t);
  const char *const link = arena_printf(w->memory, "internal:'%s'!A1", name);
  worksheet_write_url(w->contents, row, SHEET, link, w->link);
  put_words(w, w->contents, row, SHEET, name, w->link);
}

static void
start_contents(writing *w, const model *m)
{
  static const char *const heads[] = {"sheet", "table", "section", "rows"};
  w->contents = workbook_add_worksheet(w->book, "contents");
  put_words(w, w->contents, 0, 0, m->study->title, w->head);
  put_words(w, w->contents, 1, 0,
            arena_printf(w->memory,
                         "Groups of fewer than %u people are withheld (outside: %u), and what "
                         "would "
                         "let them be worked out. Ranges are 95%% ranges. Percentages are shares.",
                         m->study->minimum_group, m->study->minimum_outside),
            w->soft);
  for (lxw_col_t c = 0; c < sizeof heads / sizeof *heads; c++)
    put_words(w, w->contents, 3, c, heads[c], w->head);
  worksheet_set_column(w->contents, 0, 0, 30, NULL);
  worksheet_set_column(w->contents, 1, 1, 70, NULL);
  worksheet_set_column(w->contents, 2, 2, 30, NULL);
  worksheet_freeze_panes(w->contents, 4, 0);
  w->listed = 4;
}

static lxw_format *
format_with(writing *w, const char *number)
{
  lxw_format *const f = workbook_add_format(w->book);
  format_set_num_format(f, number);
  return f;
}

static void
make_formats(writing *w)
{
  static const char *const numbers[] = {
      [OM_FORMAT_NUMBER] = "0.00##", [OM_FORMAT_RATIO] = "0.00", [OM_FORMAT_P] = "0.000",
      [OM_FORMAT_SCORE] = "0.0",     [OM_FORMAT_PERCENT] = "0%", [OM_FORMAT_COUNT] = "#,##0"};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (numbers[i])
      w->formats[i] = format_with(w, numbers[i]);
  w->head = workbook_add_format(w->book);
  format_set_bold(w->head);
  format_set_text_wrap(w->head);
  w->soft = workbook_add_format(w->book);
  format_set_font_color(w->soft, 0x4D5966);
  w->link = workbook_add_format(w->book);
  format_set_font_color(w->link, 0x0B5394);
  format_set_underline(w->link, LXW_UNDERLINE_SINGLE);
}

static void
fill(writing *w, const model *m)
{
  /* the library would write the time of today */
  lxw_doc_properties about = {.title = text_of(w, m->study->title, LONGEST_TITLE),
                              .created = 1577836800};
  workbook_set_properties(w->book, &about);
  make_formats(w);
  start_contents(w, m);
  for (size_t i = 0; i < m->n_sections; i++)
    for (size_t t = 0; t < m->sections[i].n_tables; t++)
      add_table(w, m->sections[i].title.text, &m->sections[i].tables[t]);
  if (m->scorecard.n_rows)
    add_table(w, "", &m->scorecard);
}

/* --- bytes ----------------------------------------------------------------------------------- */

static text
read_back(arena *memory, int fd)
{
  struct stat st;
  text out = text_new(memory);
  if (fstat(fd, &st) != 0)
    return out;
  void *const map =
      st.st_size ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
  if (map == MAP_FAILED)
    return out;
  text_add_n(&out, map, (size_t)st.st_size);
  munmap(map, (size_t)st.st_size);
  return out;
}

text
report_xlsx(arena *memory, const model *m)
{
  text out = {NULL, NULL, 0, 0};
  const int fd = memfd_create("tables.xlsx", MFD_CLOEXEC);
  if (fd < 0)
    return out;
  writing w = {.memory = memory};
  w.book = workbook_new(arena_printf(memory, "/proc/self/fd/%d", fd));
  errno = ENOMEM;
  if (w.book) {
    fill(&w, m);
    errno = EIO;
    if (workbook_close(w.book) == LXW_NO_ERROR)
      out = read_back(memory, fd);
  }
  const int why = errno;
  close(fd);
  errno = why;
  return out;
}
