/* A table of a report with what its cells point to, found once, and where its n stands.
 * Knows report.rnc; knows no markup.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_TABLE_VIEW_H
#define OM_REPORT_TABLE_VIEW_H

#include "chart_data.h"

/* Where n stands: once under the table when all numbers agree, in a column when those of each row
 * do, in the heads when those of each column do, else in every cell. */
typedef enum table_place {
  PLACE_NOWHERE,
  PLACE_TABLE,
  PLACE_ROW,
  PLACE_COLUMN,
  PLACE_CELL
} table_place;

/* Neither: the cell is empty. */
typedef struct view_cell {
  const page_estimate *estimate;
  const xmlNode *remark;
} view_cell;

typedef struct view_row {
  const xmlNode *node;
  const view_cell *cells;
  size_t n;
  int is_withheld;  /* nothing of it may be shown */
  int has_withheld; /* that, or some cell */
} view_row;

typedef struct view_column {
  const char *label, *format; /* "" when it has none */
  int is_signed;              /* numbers above zero have a plus sign */
  const page_estimate *first; /* of the numbers shown in it; NULL: none */
} view_column;

typedef struct table_view {
  const xmlNode *table;
  view_row *rows;
  view_cell *cells;
  view_column *columns;
  size_t n_rows, n_columns;
  const page_estimate *first; /* of the numbers shown; NULL: none */
  table_place place;
  int has_withheld;
} table_view;

/* 0 ok; -1 out of memory.  Finish with table_view_done, also after -1. */
int table_view_read(table_view *view, const chart_report *report, const xmlNode *table);

/* Of one row alone, as if the table had no other; n stands in every cell. */
int table_view_read_row(table_view *view, const chart_report *report, const xmlNode *row);

void table_view_done(table_view *view);

/* 1 when the cell is a number that may be shown. */
int view_cell_is_number(const view_cell *cell);

#endif
