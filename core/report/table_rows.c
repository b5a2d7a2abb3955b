/* Every text goes through add_text, which escapes; what else is added is written here.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "table_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct writing {
  const table_view *view;
  const table_words *words;
  table_heat heat;
  number_format *formats; /* [column] */
  char *at;
  size_t n, room;
  int failed;
} writing;

static void
add_n(writing *w, const char *text, size_t n)
{
  if (w->failed)
    return;
  if (w->room - w->n <= n) {
    size_t room = w->room ? 2 * w->room : 4096;
    while (room - w->n <= n)
      room *= 2;
    char *const moved = realloc(w->at, room);
    if (!moved) {
      w->failed = 1;
      return;
    }
    w->at = moved;
    w->room = room;
  }
  memcpy(w->at + w->n, text, n);
  w->n += n;
  w->at[w->n] = '\0';
}

/* Markup. */
#define ADD(w, literal) add_n((w), "" literal, sizeof(literal) - 1)

static int
is_special(char c, int in_attribute)
{
  return c == '&' || c == '<' || c == '>' || c == '\r' ||
         (in_attribute && (c == '"' || c == '\n' || c == '\t'));
}

/* Text as libxml2 escapes it, in an element or in an attribute. */
static void
add_text_n(writing *w, const char *text, size_t n, int in_attribute)
{
  const char *const end = text + n;
  while (text < end) {
    const char *plain = text;
    while (plain < end && !is_special(*plain, in_attribute))
      plain++;
    add_n(w, text, (size_t)(plain - text));
    if (plain == end)
      return;
    switch (*plain) {
    case '&':
      ADD(w, "&amp;");
      break;
    case '<':
      ADD(w, "&lt;");
      break;
    case '>':
      ADD(w, "&gt;");
      break;
    case '"':
      ADD(w, "&quot;");
      break;
    case '\r':
      ADD(w, "&#13;");
      break;
    case '\n':
      ADD(w, "&#10;");
      break;
    default:
      ADD(w, "&#9;");
    }
    text = plain + 1;
  }
}

static void
add_text(writing *w, const char *text)
{
  add_text_n(w, text, strlen(text), 0);
}

/* Bytes of the first `n` characters; *is_whole: there are no more. */
static size_t
first_characters(const char *text, size_t n, int *is_whole)
{
  const char *c = text;
  while (*c && n > 0) {
    c++;
    while (((unsigned char)*c & 0xC0) == 0x80)
      c++;
    n--;
  }
  *is_whole = !*c;
  return (size_t)(c - text);
}

/* A long one may be broken anywhere, a very long one is cut: resting on it shows more. */
static void
add_name(writing *w, const char *name)
{
  int is_whole;
  const size_t n = first_characters(name, 40, &is_whole);
  if (is_whole) {
    add_text_n(w, name, n, 0);
    return;
  }
  ADD(w, "<span class=\"long\"");
  first_characters(name, 160, &is_whole);
  if (is_whole) {
    ADD(w, ">");
    add_text(w, name);
  } else {
    ADD(w, " title=\"");
    add_text_n(w, name, first_characters(name, 1000, &is_whole), 1);
    ADD(w, "\">");
    add_text_n(w, name, first_characters(name, 150, &is_whole), 0);
    ADD(w, "…");
  }
  ADD(w, "</span>");
}

static void
add_head(writing *w, const char *name)
{
  ADD(w, "<th scope=\"row\">");
  add_name(w, name ? name : "");
  ADD(w, "</th>");
}

static void
add_number(writing *w, double value, number_format format)
{
  char text[NUMBER_SIZE];
  number_write(format, value, &w->words->number, text);
  add_text(w, text);
}

static void
add_nothing(writing *w, const char *words)
{
  ADD(w, "<td class=\"none\">");
  add_text(w, words);
  ADD(w, "</td>");
}

/* A cell over so many columns. */
static void
add_broad(writing *w, size_t columns, const char *words)
{
  char digits[24];
  size_t n = sizeof digits;
  do
    digits[--n] = (char)('0' + columns % 10);
  while ((columns /= 10) > 0);
  ADD(w, "<td class=\"none\" colspan=\"");
  add_n(w, digits + n, sizeof digits - n);
  ADD(w, "\">");
  add_text(w, words);
  ADD(w, "</td>");
}

/* " 46 people" */
static void
add_n_with_word(writing *w, const page_estimate *e)
{
  const char *words = !estimate_counts_units(e) ? w->words->n_people
                      : e->n == 1               ? w->words->n_unit
                                                : w->words->n_units;
  ADD(w, " ");
  for (const char *at; (at = strstr(words, "{1}")); words = at + 3) {
    add_text_n(w, words, (size_t)(at - words), 0);
    add_number(w, e->n, NUMBER_COUNT);
  }
  add_text(w, words);
}

static void
add_range(writing *w, const page_estimate *e, number_format format)
{
  const number_words *const words = &w->words->number;
  const int has_lo = e->has & ESTIMATE_LO, has_hi = e->has & ESTIMATE_HI;
  ADD(w, " <i>(");
  if (has_lo) {
    add_number(w, e->lo, format);
    ADD(w, " ");
    add_text(w, has_hi ? words->to : words->or_more);
  }
  if (has_lo && has_hi)
    ADD(w, " ");
  if (has_hi)
    add_number(w, e->hi, format);
  if (!has_lo) {
    ADD(w, " ");
    add_text(w, words->or_less);
  }
  ADD(w, ")</i>");
}

/* A range of one end, which is the value: "5% or less". */
static int
is_bound(const page_estimate *e)
{
  const int has_lo = e->has & ESTIMATE_LO, has_hi = e->has & ESTIMATE_HI;
  return (has_lo && !has_hi && e->lo == e->value) || (has_hi && !has_lo && e->hi == e->value);
}

/* Which of the seven steps, from -3 to 3. */
static int
heat_step(table_heat heat, double value)
{
  const double middle = (heat.min + heat.max) / 2, half = (heat.max - heat.min) / 2;
  const double step = nearbyint(3.5 * (value - middle) / half);
  return step > 3 ? 3 : step < -3 ? -3 : (int)step;
}

/* 1 when chance is unlikely to have made it: p allows for all numbers of the table. */
static int
is_bold(const page_estimate *e)
{
  const int holds_zero =
      (e->has & ESTIMATE_LO) && (e->has & ESTIMATE_HI) && e->lo <= 0 && e->hi >= 0;
  return (e->has & ESTIMATE_P) && e->p < .05 && !holds_zero;
}

/* The cell begins, and its number. */
static void
add_hot_number(writing *w, const page_estimate *e, number_format format)
{
  static const char *const classes[] = {"hn3", "hn2", "hn1", "", "hp1", "hp2", "hp3"};
  char text[NUMBER_SIZE];
  number_write(format, e->value, &w->words->number, text);
  const char *const class = classes[heat_step(w->heat, e->value) + 3];
  ADD(w, "<td");
  if (*class) {
    ADD(w, " class=\"");
    add_text(w, class);
    ADD(w, "\"");
  }
  ADD(w, ">");
  if (is_bold(e))
    ADD(w, "<b>");
  if (e->value > 0 && text[strspn(text, "0.,")])
    ADD(w, "+");
  add_text(w, text);
  if (is_bold(e))
    ADD(w, "</b>");
}

static void
add_estimate(writing *w, const page_estimate *e, size_t column)
{
  const number_format format = w->formats[column];
  const char *const name = w->view->columns[column].format;
  const int is_hot = w->heat.min < w->heat.max && (e->has & ESTIMATE_VALUE);
  if (is_hot)
    add_hot_number(w, e, format);
  else
    ADD(w, "<td>");
  if (!is_hot && (e->has & ESTIMATE_VALUE)) {
    if (w->view->columns[column].is_signed && e->value > 0)
      ADD(w, "+");
    add_number(w, e->value, format);
  }
  if (is_bound(e)) {
    ADD(w, " ");
    add_text(w, e->has & ESTIMATE_LO ? w->words->number.or_more : w->words->number.or_less);
  } else if (e->has & (ESTIMATE_LO | ESTIMATE_HI)) {
    add_range(w, e, format);
  }
  const int has_p = (e->has & ESTIMATE_P) && *name && format != NUMBER_P && !is_hot;
  const int has_n = (e->has & ESTIMATE_N) && w->view->place == PLACE_CELL;
  if (has_p || has_n) {
    ADD(w, "<small>");
    if (has_p) {
      ADD(w, " p ");
      add_number(w, e->p, NUMBER_P);
    }
    if (has_p && has_n)
      ADD(w, ",");
    if (has_n)
      add_n_with_word(w, e);
    ADD(w, "</small>");
  }
  ADD(w, "</td>");
}

static void
add_remark(writing *w, const xmlNode *remark)
{
  xmlChar *const text = xmlNodeGetContent(remark);
  ADD(w, "<td class=\"t\">");
  if (text)
    add_text(w, (const char *)text);
  else
    w->failed = 1;
  ADD(w, "</td>");
  xmlFree(text);
}

static void
add_cell(writing *w, const view_cell *cell, size_t column)
{
  const page_estimate *const e = cell->estimate;
  if (!e && !cell->remark) {
    add_nothing(w, w->words->nothing);
  } else if (e ? e->has & ESTIMATE_WITHHELD : chart_attribute(cell->remark, "withheld") != NULL) {
    add_nothing(w, w->words->withheld_cell);
  } else if (!e) {
    add_remark(w, cell->remark);
  } else if (e->undefined) {
    ADD(w, "<td class=\"none\">");
    add_text(w, w->words->nothing);
    ADD(w, " <small>");
    add_text(w, w->words->undefined);
    ADD(w, ": ");
    add_text(w, e->undefined);
    ADD(w, "</small></td>");
  } else {
    add_estimate(w, e, column);
  }
}

/* The n that all numbers of a row have. */
static void
add_n_of_row(writing *w, const view_row *row)
{
  ADD(w, "<td>");
  size_t c = 0;
  while (c < row->n &&
         !(view_cell_is_number(&row->cells[c]) && (row->cells[c].estimate->has & ESTIMATE_N)))
    c++;
  if (c < row->n)
    add_number(w, row->cells[c].estimate->n, NUMBER_COUNT);
  else
    add_text(w, w->words->nothing);
  ADD(w, "</td>");
}

static void
add_row(writing *w, const view_row *row, int is_pair)
{
  const size_t n_columns = w->view->n_columns;
  const int has_n = w->view->place == PLACE_ROW;
  ADD(w, "<tr>");
  if (is_pair) {
    add_head(w, chart_attribute(row->node, "inside-label"));
    add_head(w, chart_attribute(row->node, "outside-label"));
  } else {
    add_head(w, chart_attribute(row->node, "label"));
  }
  if (row->is_withheld) {
    add_broad(w, n_columns + (size_t)has_n, w->words->withheld);
  } else {
    for (size_t c = 0; c < n_columns; c++) {
      if (c < row->n)
        add_cell(w, &row->cells[c], c);
      else
        add_nothing(w, w->words->nothing);
    }
    if (has_n)
      add_n_of_row(w, row);
  }
  ADD(w, "</tr>");
}

/* One row, a statistic a line. */
static void
add_downwards(writing *w)
{
  const view_row *const row = w->view->n_rows ? &w->view->rows[0] : NULL;
  for (size_t c = 0; c < w->view->n_columns; c++) {
    ADD(w, "<tr>");
    add_head(w, w->view->columns[c].label);
    if (row && row->is_withheld)
      add_nothing(w, w->words->withheld);
    else if (!row || c >= row->n)
      add_nothing(w, w->words->nothing);
    else
      add_cell(w, &row->cells[c], c);
    ADD(w, "</tr>");
  }
}

/* Rows stand in the order of the array, which breaks ties. */
static int
by_label(const void *a, const void *b)
{
  const view_row *const x = *(const view_row *const *)a, *const y = *(const view_row *const *)b;
  const char *const u = chart_attribute(x->node, "label"), *const v = chart_attribute(y->node, "lab"
                                                                                               "e"
                                                                                               "l");
  const int order = strcmp(u ? u : "", v ? v : "");
  return order ? order : x < y ? -1 : x > y;
}

static void
add_across(writing *w, int is_pair)
{
  const table_view *const v = w->view;
  if (v->n_rows == 0) {
    ADD(w, "<tr>");
    add_broad(w, v->n_columns + 1 + (size_t)is_pair, w->words->nothing);
    ADD(w, "</tr>");
    return;
  }
  const view_row **const last = calloc(v->n_rows, sizeof(const view_row *));
  if (!last) {
    w->failed = 1;
    return;
  }
  const int is_ranked = chart_attribute(v->table, "order") != NULL;
  size_t n_last = 0;
  for (size_t i = 0; i < v->n_rows; i++) {
    const view_row *const row = &v->rows[i];
    if (is_ranked ? row->has_withheld : row->is_withheld)
      last[n_last++] = row;
    else
      add_row(w, row, is_pair);
  }
  qsort(last, n_last, sizeof *last, by_label);
  for (size_t i = 0; i < n_last; i++)
    add_row(w, last[i], is_pair);
  free(last);
}

static int
begin(writing *w)
{
  w->formats = calloc(w->view->n_columns + 1, sizeof *w->formats);
  for (size_t c = 0; w->formats && c < w->view->n_columns; c++)
    w->formats[c] = number_format_of(w->view->columns[c].format);
  add_n(w, "", 0);
  return w->formats ? 0 : -1;
}

/* What was written, or NULL. */
static char *
end(writing *w)
{
  free(w->formats);
  if (w->failed || !w->formats) {
    free(w->at);
    return NULL;
  }
  return w->at;
}

char *
table_rows(const table_view *view, const table_words *words, table_heat heat)
{
  writing w = {.view = view, .words = words, .heat = heat};
  const char *const kind = chart_attribute(view->table, "rows");
  if (begin(&w) == 0) {
    if (kind && !strcmp(kind, "one"))
      add_downwards(&w);
    else
      add_across(&w, kind && !strcmp(kind, "pairs"));
  }
  return end(&w);
}

char *
table_card(const table_view *view, const table_words *words, table_heat heat, int only_bold)
{
  writing w = {.view = view, .words = words, .heat = heat};
  const view_row *const row = view->n_rows ? &view->rows[0] : NULL;
  if (begin(&w) == 0)
    for (size_t c = 0; row && c < row->n && c < view->n_columns; c++) {
      const view_cell *const cell = &row->cells[c];
      if ((!cell->estimate && !cell->remark) ||
          (only_bold && !(view_cell_is_number(cell) && is_bold(cell->estimate))))
        continue;
      ADD(&w, "<tr>");
      add_head(&w, view->columns[c].label);
      add_cell(&w, cell, c);
      ADD(&w, "</tr>");
    }
  return end(&w);
}
