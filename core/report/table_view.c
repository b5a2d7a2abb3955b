/* Where n stands follows from comparing each number with the first of its table, row and column.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "table_view.h"

#include <stdlib.h>
#include <string.h>

static int
is(const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static size_t
count(const xmlNode *parent, const char *name)
{
  size_t n = 0;
  for (const xmlNode *c = parent->children; c; c = c->next)
    n += (size_t)is(c, name);
  return n;
}

/* Columns stand before the rows, of which there may be thousands. */
static size_t
count_columns(const xmlNode *table)
{
  size_t n = 0;
  for (const xmlNode *c = table->children; c && !is(c, "row"); c = c->next)
    n += (size_t)is(c, "column");
  return n;
}

int
view_cell_is_number(const view_cell *cell)
{
  return cell->estimate && (cell->estimate->has & ESTIMATE_VALUE);
}

static int
is_withheld(const view_cell *cell)
{
  return (cell->estimate && (cell->estimate->has & ESTIMATE_WITHHELD)) ||
         (cell->remark && chart_attribute(cell->remark, "withheld"));
}

static view_cell
read_cell(const chart_report *report, xmlNode *node)
{
  view_cell cell = {.estimate = chart_report_estimate(report, node)};
  if (!cell.estimate)
    cell.remark = chart_report_remark(report, chart_attribute(node, "ref"));
  return cell;
}

static void
read_columns(table_view *v)
{
  for (const xmlNode *c = v->table->children; c && !is(c, "row"); c = c->next) {
    if (!is(c, "column"))
      continue;
    const char *const label = chart_attribute(c, "label");
    const char *const format = chart_attribute(c, "format");
    v->columns[v->n_columns++] = (view_column){label ? label : "", format ? format : "",
                                               chart_attribute(c, "signed") != NULL, NULL};
  }
}

/* All rows, or `only` that one. */
static void
read_rows(table_view *v, const chart_report *report, const xmlNode *only)
{
  view_cell *next = v->cells;
  const xmlNode *const end = only ? only->next : NULL;
  for (const xmlNode *node = only ? only : v->table->children; node != end; node = node->next) {
    if (!is(node, "row"))
      continue;
    view_row row = {.node = node, .cells = next};
    row.is_withheld = chart_attribute(node, "withheld") != NULL;
    row.has_withheld = row.is_withheld;
    for (xmlNode *c = node->children; c; c = c->next) {
      if (!is(c, "cell"))
        continue;
      *next = read_cell(report, c);
      row.has_withheld |= is_withheld(next);
      next++;
    }
    row.n = (size_t)(next - row.cells);
    v->has_withheld |= row.has_withheld;
    v->rows[v->n_rows++] = row;
  }
}

/* What numbers have in common with the first of them. */
typedef struct agreement {
  const page_estimate *first;
  int same_n, same_basis, some_n, some_without;
} agreement;

static void
compare(agreement *a, const page_estimate *e)
{
  if (!a->first)
    *a = (agreement){e, 1, 1, 0, 0};
  const int has_n = e->has & ESTIMATE_N;
  a->some_n |= has_n != 0;
  a->some_without |= has_n == 0;
  if (has_n && e->n != a->first->n && (a->first->has & ESTIMATE_N))
    a->same_n = 0;
  a->same_basis &= e->basis == a->first->basis;
}

static int
agrees_on_n(const agreement *a)
{
  return !a->first || (a->same_n && !(a->some_n && a->some_without));
}

static table_place
place_of(const agreement *all, const agreement *by_column, size_t n, int rows_agree, int is_one)
{
  if (!all->first || !all->some_n)
    return PLACE_NOWHERE;
  if (agrees_on_n(all) && all->same_basis)
    return PLACE_TABLE;
  if (is_one)
    return PLACE_CELL;
  if (all->same_basis && rows_agree)
    return PLACE_ROW;
  for (size_t c = 0; c < n; c++) {
    if (by_column[c].first && !(agrees_on_n(&by_column[c]) && by_column[c].same_basis))
      return PLACE_CELL;
  }
  return PLACE_COLUMN;
}

static int
find_place(table_view *v)
{
  agreement all = {0}, *const by_column = calloc(v->n_columns + 1, sizeof *by_column);
  if (!by_column)
    return -1;
  int rows_agree = 1;
  for (size_t i = 0; i < v->n_rows; i++) {
    const view_row *const row = &v->rows[i];
    agreement of_row = {0};
    for (size_t c = 0; c < row->n && !row->is_withheld; c++) {
      if (!view_cell_is_number(&row->cells[c]))
        continue;
      compare(&all, row->cells[c].estimate);
      compare(&of_row, row->cells[c].estimate);
      if (c < v->n_columns)
        compare(&by_column[c], row->cells[c].estimate);
    }
    rows_agree &= agrees_on_n(&of_row);
  }
  v->first = all.first;
  for (size_t c = 0; c < v->n_columns; c++)
    v->columns[c].first = by_column[c].first;
  const char *const kind = chart_attribute(v->table, "rows");
  v->place = place_of(&all, by_column, v->n_columns, rows_agree, kind && !strcmp(kind, "one"));
  free(by_column);
  return 0;
}

int
table_view_read(table_view *view, const chart_report *report, const xmlNode *table)
{
  *view = (table_view){.table = table};
  size_t n_cells = 0;
  for (const xmlNode *row = table->children; row; row = row->next)
    n_cells += is(row, "row") ? count(row, "cell") : 0;
  view->columns = calloc(count_columns(table) + 1, sizeof *view->columns);
  view->rows = calloc(count(table, "row") + 1, sizeof *view->rows);
  view->cells = calloc(n_cells + 1, sizeof *view->cells);
  if (!view->columns || !view->rows || !view->cells)
    return -1;
  read_columns(view);
  read_rows(view, report, NULL);
  return find_place(view);
}

int
table_view_read_row(table_view *view, const chart_report *report, const xmlNode *row)
{
  *view = (table_view){.table = row->parent, .place = PLACE_CELL};
  view->columns = calloc(count_columns(view->table) + 1, sizeof *view->columns);
  view->rows = calloc(1, sizeof *view->rows);
  view->cells = calloc(count(row, "cell") + 1, sizeof *view->cells);
  if (!view->columns || !view->rows || !view->cells)
    return -1;
  read_columns(view);
  read_rows(view, report, row);
  return 0;
}

void
table_view_done(table_view *view)
{
  free(view->columns);
  free(view->rows);
  free(view->cells);
  *view = (table_view){0};
}
