/* The quadrant: a dot a row, cut at the mean of each column; where the first column is low and the
 * second high is where to look first.  A dot whose range crosses a cut is hollow: nobody can say
 * on which side it lies.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_plane.h"

#include <math.h>
#include <stdlib.h>

enum { X, Y };

/* What is drawn of one column. */
typedef struct extent {
  double ends[2]; /* smallest and greatest value or range end */
  double cut;     /* mean of the values */
} extent;

static int
is_drawn(const chart_row *row)
{
  return row->cells[X].state == CELL_VALUE && row->cells[Y].state == CELL_VALUE;
}

static extent
extent_of(const chart_data *data, size_t column)
{
  extent e = {{INFINITY, -INFINITY}, 0};
  double n = 0;
  for (size_t i = 0; i < data->n_rows; i++) {
    const chart_cell *const c = &data->rows[i].cells[column];
    if (!is_drawn(&data->rows[i]))
      continue;
    n++;
    e.cut += (c->value - e.cut) / n;
    e.ends[0] = fmin(e.ends[0], fmin(c->value, c->lo)); /* fmin and fmax pass over NaN */
    e.ends[1] = fmax(e.ends[1], fmax(c->value, c->hi));
  }
  return e;
}

static void
draw_cuts(svg *s, const plane *l, double x, double y, const char *look)
{
  const double left = l->x.from, right = l->x.to, top = l->y.to, bottom = l->y.from;
  xmlNode *const corner = svg_rect(s, s->root, left, top, fmax(x - left, 0), fmax(y - top, 0));
  svg_set(s, corner, "fill", "currentColor");
  svg_set(s, corner, "fill-opacity", ".06");
  svg_path cuts = svg_path_start();
  svg_path_move(&cuts, x, top);
  svg_path_line(&cuts, x, bottom);
  svg_path_move(&cuts, left, y);
  svg_path_line(&cuts, right, y);
  xmlNode *const path = svg_path_add(s, s->root, &cuts);
  svg_set(s, path, "stroke", "currentColor");
  svg_set(s, path, "stroke-dasharray", "5 4");
  svg_path_done(&cuts);
  mark_muted(s, mark_label(s, s->root, left + 6, top + 15, "start", look, right - left));
}

static int
has_range(const chart_cell *c)
{
  return c->lo <= c->hi;
}

static void
draw_ranges(svg *s, const plane *l, const chart_view *view, const plane_point *points, size_t n)
{
  svg_path ranges = svg_path_start();
  for (size_t i = 0; i < n; i++) {
    const chart_cell *const cells = points[i].row->cells;
    if (has_range(&cells[X]))
      mark_whisker(&ranges, &l->x, points[i].y, cells[X].lo, cells[X].hi);
    if (has_range(&cells[Y]))
      mark_upright(&ranges, &l->y, points[i].x, cells[Y].lo, cells[Y].hi);
  }
  mark_whiskers(s, &ranges, view->id);
  svg_path_done(&ranges);
}

/* Without a range nobody can say either. */
static int
is_sure(const chart_cell *c, double cut)
{
  return has_range(c) && (c->lo > cut || c->hi < cut);
}

static void
draw_dots(svg *s, const plane *l, const chart_view *view, const plane_point *points, size_t n,
          const double cuts[2])
{
  for (size_t i = 0; i < n; i++) {
    const chart_cell *const cells = points[i].row->cells;
    xmlNode *const dot = svg_circle(s, s->root, points[i].x, points[i].y, l->radius);
    svg_set(s, dot, "stroke", "currentColor");
    svg_set(s, dot, "stroke-width", "2");
    if (!is_sure(&cells[X], cuts[X]) || !is_sure(&cells[Y], cuts[Y])) {
      svg_set(s, dot, "class", "hollow");
      svg_set(s, dot, "fill", "Canvas");
    }
    if (!l->narrow)
      mark_tip(s, dot, view->data, points[i].row, &view->words->number);
  }
}

/* The first of a pair says it where all have the same second. */
static const char *
name_of(const chart_data *data, const chart_row *row)
{
  return row->inside && chart_data_has_one_outside(data) ? row->inside : row->label;
}

void
picture_quadrant(const chart_view *view, svg *s)
{
  *s = (svg){.failed = 1};
  const chart_data *const data = view->data;
  plane_point *const points = calloc(data->n_rows + 1, sizeof *points);
  if (!points)
    return;
  const extent x = extent_of(data, X), y = extent_of(data, Y);
  plane l = plane_start(view, s, x.ends, y.ends);
  l.radius = 5;
  l.has_whiskers = 1;
  size_t n = 0;
  for (size_t i = 0; i < data->n_rows; i++) {
    const chart_row *const row = &data->rows[i];
    if (!is_drawn(row))
      continue;
    points[n] = (plane_point){.row = row,
                              .label = name_of(data, row),
                              .x = axis_at(&l.x, row->cells[X].value),
                              .y = axis_at(&l.y, row->cells[Y].value)};
    points[n].weight = l.x.to - points[n].x + l.y.from - points[n].y; /* the corner first */
    n++;
  }
  draw_cuts(s, &l, axis_at(&l.x, x.cut), axis_at(&l.y, y.cut), view->words->look);
  draw_ranges(s, &l, view, points, n);
  draw_dots(s, &l, view, points, n, (const double[]){x.cut, y.cut});
  plane_names(s, &l, points, n);
  free(points);
}
