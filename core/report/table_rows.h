/* The rows of a table of the page, as markup: a report may have hundreds of thousands of cells, and
 * a stylesheet that goes from each cell to its estimate would be most of the work of a page.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_TABLE_ROWS_H
#define OM_REPORT_TABLE_ROWS_H

#include "table_view.h"

/* Words in cells; {1} stands for a number. */
typedef struct table_words {
  const char *nothing, *withheld, *withheld_cell, *undefined, *n_people, *n_units, *n_unit;
  number_words number;
} table_words;

/* Cells in seven steps of colour, from `min` to `max` and no further, with their sign; bold where p
 * is below .05 and the range, if there is one, leaves out zero.  The steps are
 * absolute: a table coloured from its own lowest to its own highest
 * number would show a contrast whatever is in it. */
typedef struct table_heat {
  double min, max; /* not min < max: no colours */
} table_heat;

/* All <tr> of the table's body, the caller's to free; NULL when memory runs out.  In a ranked table
 * a row with something withheld stands at no rank: last, by its label. */
char *table_rows(const table_view *view, const table_words *words, table_heat heat);

/* The first row of the view written downwards, a <tr> for each column that has something in it, the
 * caller's to free; NULL when memory runs out.  `only_bold`: those that a heat map has in bold. */
char *table_card(const table_view *view, const table_words *words, table_heat heat, int only_bold);

#endif
