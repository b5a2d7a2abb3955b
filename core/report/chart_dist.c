/* The distribution: for each step of an answer a bar a column, side by side, from zero.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_steps.h"

#include <math.h>

static void
draw_bars(svg *s, const steps *l, const chart_view *view)
{
  const chart_data *const data = view->data;
  const double all = fmin(.84 * steps_width(l), 90), each = all / (double)data->n_columns;
  svg_path ranges = svg_path_start();
  for (size_t i = 0; i < l->n; i++) {
    xmlNode *const group = svg_add(s, s->root, "g");
    for (size_t c = 0; c < data->n_columns; c++) {
      const chart_cell *const cell = &l->rows[i]->cells[c];
      if (cell->state != CELL_VALUE)
        continue;
      const double x = steps_at(l, i) - all / 2 + each * (double)c;
      const double y = axis_within(&l->y, cell->value), zero = axis_within(&l->y, 0);
      xmlNode *const bar =
          svg_rect(s, group, x, fmin(y, zero), fmax(each - 2, 1), fmax(fabs(zero - y), .5));
      mark_fill(s, bar, data->columns[c].side);
      if (cell->lo <= cell->hi)
        mark_upright(&ranges, &l->y, x + each / 2 - 1, cell->lo, cell->hi);
    }
    if (!l->narrow)
      mark_tip(s, group, data, l->rows[i], &view->words->number);
  }
  mark_whiskers(s, &ranges, view->id);
  svg_path_done(&ranges);
}

void
picture_dist(const chart_view *view, svg *s)
{
  *s = (svg){.failed = 1};
  double span[2];
  steps l = {.rows = NULL};
  if (steps_span(view->data, span)) {
    span[0] = fmin(span[0], 0);
    span[1] = fmax(span[1], 0);
    if (steps_start(&l, view, s, span, 0) == 0)
      draw_bars(s, &l, view);
  }
  steps_done(&l);
}
