/* From a chart of the report to its picture.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart.h"

#include "chart_picture.h"

#include <stdlib.h>
#include <string.h>

/* The types that have a picture; the columns that each cannot do without, and in how many rows. */
static const struct {
  const char *type;
  size_t needs, rows;
  void (*draw)(const chart_view *view, svg *s);
} pictures[] = {
    {"butterfly", 2, 1, picture_butterfly}, {"forest", 1, 1, picture_forest},
    {"bars", 1, 1, picture_bars},           {"scatter", 2, 3, picture_scatter},
    {"quadrant", 2, 2, picture_quadrant},   {"trend", 1, 2, picture_trend},
    {"dist", 1, 1, picture_dist},
};

/* Rows with a value in the columns that the picture needs: in any of them, or, for a picture of
 * points, in all. */
static size_t
count_rows(const chart_data *data, size_t needs)
{
  const int is_points = !strcmp(data->type, "scatter") || !strcmp(data->type, "quadrant");
  const size_t least = is_points ? needs : 1;
  size_t rows = 0;
  for (size_t i = 0; i < data->n_rows; i++) {
    size_t n = 0;
    for (size_t c = 0; c < needs; c++)
      n += data->rows[i].cells[c].state == CELL_VALUE;
    rows += n >= least;
  }
  return rows;
}

chart_outcome
chart_draw(const chart_report *report, xmlNode *chart, const chart_words *words,
           chart_layout layout, xmlDoc *doc, xmlNode **out)
{
  *out = NULL;
  chart_data data;
  chart_outcome outcome = CHART_TABLE_ONLY;
  char *id = NULL;
  if (chart_data_read(&data, report, chart) != 0) {
    outcome = CHART_NO_MEMORY;
    goto done;
  }
  size_t i = 0;
  const size_t n = sizeof pictures / sizeof *pictures;
  while (i < n && data.type && strcmp(data.type, pictures[i].type) != 0)
    i++;
  if (i == n || !data.type || data.n_columns < pictures[i].needs ||
      count_rows(&data, pictures[i].needs) < pictures[i].rows)
    goto done;

  id = svg_id(data.id, layout == CHART_NARROW ? ":n" : "");
  svg s = {.failed = 1};
  if (id) {
    pictures[i].draw(&(chart_view){.data = &data,
                                   .words = words,
                                   .layout = layout,
                                   .confidence = chart_report_confidence(report),
                                   .doc = doc,
                                   .id = id},
                     &s);
  }
  if (s.failed) {
    svg_drop(&s);
    outcome = CHART_NO_MEMORY;
    goto done;
  }
  *out = s.root;
  outcome = CHART_DRAWN;

done:
  free(id);
  chart_data_done(&data);
  return outcome;
}
