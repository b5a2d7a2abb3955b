/* The trend: a line a column over rows in the order of the table, each with the band of its ranges
 * and its name at its end.  Where a value is missing or withheld the line is broken.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_label.h"
#include "chart_steps.h"

#include <math.h>
#include <stdlib.h>

/* Rows from..to that all have a value in the column. */
typedef struct stretch {
  size_t column, from, to;
} stretch;

static const chart_cell *
cell_at(const steps *l, size_t row, size_t column)
{
  const chart_cell *const c = &l->rows[row]->cells[column];
  return c->state == CELL_VALUE ? c : NULL;
}

/* The next stretch from `from` on; 0 when there is none. */
static int
next_stretch(const steps *l, size_t column, size_t from, stretch *out)
{
  while (from < l->n && !cell_at(l, from, column))
    from++;
  *out = (stretch){column, from, from};
  while (out->to + 1 < l->n && cell_at(l, out->to + 1, column))
    out->to++;
  return from < l->n;
}

/* Over rows that all have a range; a stretch without is a line alone. */
static void
draw_band(svg *s, const steps *l, const chart_data *data, const stretch *x)
{
  svg_path band = svg_path_start();
  for (size_t i = x->from; i <= x->to; i++)
    if (!(cell_at(l, i, x->column)->lo <= cell_at(l, i, x->column)->hi)) {
      svg_path_done(&band);
      return;
    }
  for (size_t i = x->from; i <= x->to; i++) {
    const double y = axis_within(&l->y, cell_at(l, i, x->column)->hi);
    if (i == x->from)
      svg_path_move(&band, steps_at(l, i), y);
    else
      svg_path_line(&band, steps_at(l, i), y);
  }
  for (size_t i = x->to + 1; i-- > x->from;)
    svg_path_line(&band, steps_at(l, i), axis_within(&l->y, cell_at(l, i, x->column)->lo));
  svg_path_close(&band);
  xmlNode *const path = svg_path_add(s, s->root, &band);
  mark_fill(s, path, data->columns[x->column].side);
  svg_set(s, path, "class", "band"); /* not a mark: palette.mjs asks less of it */
  svg_set(s, path, "fill-opacity", ".14");
  svg_path_done(&band);
}

/* A second line of a side is dashed. */
static int
is_second(const chart_data *data, size_t column)
{
  for (size_t i = 0; i < column; i++)
    if (data->columns[i].side == data->columns[column].side)
      return 1;
  return 0;
}

static void
draw_line(svg *s, const steps *l, const chart_data *data, const stretch *x)
{
  svg_path line = svg_path_start();
  for (size_t i = x->from; i <= x->to; i++) {
    const double y = axis_within(&l->y, cell_at(l, i, x->column)->value);
    if (i == x->from)
      svg_path_move(&line, steps_at(l, i), y);
    else
      svg_path_line(&line, steps_at(l, i), y);
  }
  xmlNode *const path = svg_path_add(s, s->root, &line);
  mark_stroke(s, path, data->columns[x->column].side);
  svg_set(s, path, "stroke-width", "2.2");
  svg_set(s, path, "fill", "none");
  if (is_second(data, x->column))
    svg_set(s, path, "stroke-dasharray", "6 4");
  svg_path_done(&line);
}

static void
draw_points(svg *s, const steps *l, const chart_view *view)
{
  for (size_t i = 0; i < l->n; i++) {
    xmlNode *const group = svg_add(s, s->root, "g");
    for (size_t c = 0; c < view->data->n_columns; c++) {
      const chart_side side = view->data->columns[c].side;
      const chart_cell *const cell = cell_at(l, i, c);
      if (!cell)
        continue;
      const double x = steps_at(l, i), y = axis_within(&l->y, cell->value);
      if (side == SIDE_NONE)
        mark_fill(s, svg_circle(s, group, x, y, 4), side);
      else
        mark_side(s, group, x, y, side);
    }
    if (!l->narrow)
      mark_tip(s, group, view->data, l->rows[i], &view->words->number);
  }
}

/* Where the name of a column stands: at the height of its last value, below the one before. */
typedef struct end {
  size_t column;
  double y;
} end;

static int
by_height(const void *a, const void *b)
{
  const end *const x = a, *const y = b;
  return (x->y > y->y) - (x->y < y->y);
}

static void
draw_ends(svg *s, const steps *l, const chart_data *data, double beside)
{
  end ends[CHART_COLUMNS];
  size_t n = 0;
  for (size_t c = 0; c < data->n_columns; c++)
    for (size_t i = l->n; i-- > 0;)
      if (cell_at(l, i, c)) {
        ends[n++] = (end){c, axis_within(&l->y, cell_at(l, i, c)->value) + 4};
        break;
      }
  qsort(ends, n, sizeof *ends, by_height);
  for (size_t i = 0; i < n; i++) {
    if (i > 0)
      ends[i].y = fmax(ends[i].y, ends[i - 1].y + MARK_LINE);
    mark_side(s, s->root, l->right + 6, ends[i].y - 4, data->columns[ends[i].column].side);
    mark_bold(s, mark_label(s, s->root, l->right + MARK_SIDE_WIDTH, ends[i].y, "start",
                            data->columns[ends[i].column].label, beside - MARK_SIDE_WIDTH));
  }
}

void
picture_trend(const chart_view *view, svg *s)
{
  *s = (svg){.failed = 1};
  const chart_data *const data = view->data;
  const double beside = view->layout == CHART_NARROW ? 0 : 170;
  double span[2];
  steps l = {.rows = NULL};
  if (!steps_span(data, span) || steps_start(&l, view, s, span, beside) != 0)
    goto done;
  stretch x;
  for (size_t c = 0; c < data->n_columns; c++)
    for (size_t from = 0; next_stretch(&l, c, from, &x); from = x.to + 1)
      draw_band(s, &l, data, &x);
  for (size_t c = 0; c < data->n_columns; c++)
    for (size_t from = 0; next_stretch(&l, c, from, &x); from = x.to + 1)
      draw_line(s, &l, data, &x);
  draw_points(s, &l, view);
  if (beside > 0)
    draw_ends(s, &l, data, beside);

done:
  steps_done(&l);
}
