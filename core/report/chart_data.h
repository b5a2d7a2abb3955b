/* What a chart of report.xml shows, as plain numbers in the order to be drawn.
 * The one place where pictures meet the report's elements: it knows report.rnc, and neither SVG
 * nor sizes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_DATA_H
#define OM_REPORT_CHART_DATA_H

#include "chart_number.h"
#include "estimates.h"

#include <libxml/tree.h>

/* Finds the tables, remarks and estimates of a report by id.  Lives no longer than the document,
 * which must not change meanwhile. */
typedef struct chart_report chart_report;

/* `estimates` were taken out of the document; it is the report's from now on.  NULL: they are
 * elements of it.  NULL when memory runs out. */
chart_report *chart_report_new(xmlDoc *report, estimates *estimates);
void chart_report_free(chart_report *r); /* NULL ok */
/* Share that every range of the report covers: .95 unless it says otherwise. */
double chart_report_confidence(const chart_report *r);

/* An attribute's text, living as long as the tree; NULL when there is none. */
const char *chart_attribute(const xmlNode *node, const char *name);

/* The estimate that a <cell> points to, or the remark of an id; NULL when there is none (NULL too).
 * A cell's _private is taken, to look for its estimate once. */
const page_estimate *chart_report_estimate(const chart_report *r, xmlNode *cell);
const xmlNode *chart_report_remark(const chart_report *r, const char *id);

typedef estimate_side chart_side;

typedef enum cell_state { CELL_EMPTY, CELL_VALUE, CELL_UNDEFINED, CELL_WITHHELD } cell_state;

typedef struct chart_cell {
  cell_state state;
  chart_side side;
  double value, lo, hi; /* NaN when absent */
  const char *why;      /* CELL_UNDEFINED: the reason */
} chart_cell;

enum { CHART_COLUMNS = 4 };

typedef struct chart_row {
  const char *label;            /* never NULL */
  const char *inside, *outside; /* labels of a pair; NULL for other rows */
  size_t at;                    /* its place in the table, from 0 */
  int withheld;                 /* nothing of the row may be shown */
  int partly_withheld;          /* that, or something that the chart would draw */
  chart_cell cells[CHART_COLUMNS];
} chart_row;

typedef struct chart_column {
  const char *label;
  number_format format;
  chart_side side; /* of its cells, when all agree */
} chart_column;

/* Rows with something withheld stand last, ordered by label; the others as in the table. */
typedef struct chart_data {
  const char *id, *type, *title, *description;
  double min, max;                  /* of the value axis; NaN: from the data */
  size_t n_columns, n_rows, n_open; /* n_open: rows with nothing withheld */
  chart_column columns[CHART_COLUMNS];
  chart_row *rows;
} chart_data;

/* Reads a chart and the part of its table that it draws.  0 ok; -1 out of memory.  A chart whose
 * table or columns do not exist has no rows.  Its strings belong to the report.
 * Finish with chart_data_done, also after -1. */
int chart_data_read(chart_data *data, const chart_report *report, xmlNode *chart);
void chart_data_done(chart_data *data);

/* 1 when all rows are pairs of one and the same outside: their inside names them. */
int chart_data_has_one_outside(const chart_data *data);

/* Smallest and greatest of the values and range ends of a column, over rows with nothing withheld
 * in that cell; 0 when there is none, and lo and hi are left alone. */
int chart_data_span(const chart_data *data, size_t column, double *lo, double *hi);

/* Which rows a picture has room for. */
enum { CHART_MOST_ROWS = 40, CHART_EDGE_ROWS = 15 };
typedef struct chart_pick {
  const chart_row **rows;
  size_t n;
  size_t open_left_out;     /* left out after row CHART_EDGE_ROWS; 0: all are there */
  size_t withheld_left_out; /* left out at the end */
} chart_pick;

/* All rows when there are at most CHART_MOST_ROWS; else CHART_EDGE_ROWS from each end of those with
 * nothing withheld, by_value: the lowest and the highest in column 0, lowest first.
 * 0 ok; -1 out of memory.  Finish with chart_pick_done, also after -1. */
int chart_pick_rows(chart_pick *pick, const chart_data *data, int by_value);
void chart_pick_done(chart_pick *pick);

#endif
