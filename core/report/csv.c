/* Tables as comma-separated text for a spreadsheet: full precision, same gate. */
#include "report/xml.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Text that a spreadsheet could take for a formula gets an apostrophe in front. */
static void
add_words(text *t, const char *s)
{
  const bool is_formula = *s && strchr("=+-@\t\r", *s);
  text_add(t, "\"");
  if (is_formula)
    text_add(t, "'");
  for (; *s; s++)
    text_add_n(t, *s == '"' ? "\"\"" : s, *s == '"' ? 2 : 1);
  text_add(t, "\"");
}

static void
add_number(text *t, double x)
{
  text_add(t, ",");
  if (!isnan(x))
    text_add_double(t, x);
}

static void
add_head(text *t, const shown_table *table)
{
  add_words(t, table->table->rows == OM_ROWS_UNITS ? "unit" : "about");
  for (size_t c = 0; c < table->table->n_columns; c++) {
    static const char *const parts[] = {"", " (low)", " (high)", " (p)", " (n)"};
    const size_t n = table->formats[c] ? sizeof parts / sizeof *parts : 1;
    for (size_t p = 0; p < n; p++) {
      text label = text_new(t->memory);
      text_add(&label, table->labels[c].text);
      text_add(&label, parts[p]);
      text_add(t, ",");
      add_words(t, label.at);
    }
  }
  text_add(t, "\r\n");
}

static void
add_cell(text *t, const shown_cell *cell, bool is_words)
{
  if (is_words) {
    const bool is_hidden = cell->remark && cell->remark->is_withheld;
    text_add(t, ",");
    add_words(t, is_hidden ? "withheld" : cell->remark ? cell->remark->said.text : "");
    return;
  }
  const shown *const e = cell->estimate;
  if (!e) {
    text_add(t, ",,,,,");
  } else if (e->gate.is_withheld) {
    text_add(t, ",\"withheld\",,,,");
  } else {
    add_number(t, e->e->value);
    add_number(t, e->e->lo);
    add_number(t, e->e->hi);
    add_number(t, e->e->p);
    text_add(t, ",");
    if (e->gate.has_n)
      text_addf(t, "%" PRIu64, e->gate.n);
  }
}

text
table_csv(arena *memory, const shown_table *table, const char **name)
{
  *name = arena_printf(memory, "tables/%s.csv", table->id);
  text t = text_new(memory);
  add_head(&t, table);
  for (size_t i = 0; i < table->n_rows; i++) {
    add_words(&t, table->rows[i].label);
    for (size_t c = 0; c < table->table->n_columns; c++)
      add_cell(&t, &table->rows[i].cells[c], table->formats[c] == 0);
    text_add(&t, "\r\n");
  }
  return t;
}
