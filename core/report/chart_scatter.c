/* The scatter: a dot a unit, with the line that fits them best and its band.
 * The line is a reading aid: below 10 units there is none, and where a unit is withheld there is
 * no band, since it would speak for the shown units only.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_fit.h"
#include "chart_label.h"
#include "chart_mark.h"
#include "chart_plane.h"

#include <math.h>
#include <stdlib.h>

enum { X, Y };
enum { LEAST_FOR_A_LINE = 10, BAND_STEPS = 40 };

/* The y of the line at x plus `off` halves of its band, kept inside the picture. */
static double
line_place(const plane *l, const line_fit *fit, double x, double t, double off)
{
  return axis_within(&l->y, line_fit_at(fit, x) + off * line_fit_half_band(fit, x, t));
}

static void
draw_band(svg *s, const plane *l, const line_fit *fit, double lo, double hi, double confidence)
{
  const double t = student_quantile(confidence, fit->n - 2);
  svg_path band = svg_path_start();
  for (int side = 1; side >= -1; side -= 2) {
    for (int i = 0; i <= BAND_STEPS; i++) {
      const double share = (double)(side > 0 ? i : BAND_STEPS - i) / BAND_STEPS;
      const double x = lo + (hi - lo) * share, y = line_place(l, fit, x, t, side);
      if (side > 0 && i == 0)
        svg_path_move(&band, axis_at(&l->x, x), y);
      else
        svg_path_line(&band, axis_at(&l->x, x), y);
    }
  }
  svg_path_close(&band);
  xmlNode *const path = svg_path_add(s, s->root, &band);
  svg_set(s, path, "class", "band");
  svg_set(s, path, "fill-opacity", ".12");
  svg_path_done(&band);
}

/* The line over the values there are, never beyond; cut where it leaves the picture. */
static void
draw_line(svg *s, const plane *l, const line_fit *fit, double lo, double hi)
{
  svg_path line = svg_path_start();
  double ends[2] = {lo, hi};
  for (int i = 0; i < 2; i++) {
    const double y = line_fit_at(fit, ends[i]);
    const double inside = fmax(l->y.lo, fmin(l->y.hi, y));
    if ((inside < y || inside > y) && fabs(fit->slope) > 0)
      ends[i] = (inside - fit->intercept) / fit->slope;
  }
  svg_path_move(&line, axis_at(&l->x, ends[0]), axis_within(&l->y, line_fit_at(fit, ends[0])));
  svg_path_line(&line, axis_at(&l->x, ends[1]), axis_within(&l->y, line_fit_at(fit, ends[1])));
  xmlNode *const path = svg_path_add(s, s->root, &line);
  svg_set(s, path, "class", "line");
  svg_set(s, path, "stroke", "currentColor");
  svg_set(s, path, "stroke-width", "1.8");
  svg_path_done(&line);
}

static void
draw_points(svg *s, const plane *l, const chart_view *view, const plane_point *points, size_t n)
{
  xmlNode *const dots = svg_add(s, s->root, "g");
  mark_fill(s, dots, SIDE_NONE);
  svg_set(s, dots, "fill-opacity", ".8");
  for (size_t i = 0; i < n; i++) {
    xmlNode *const dot = svg_circle(s, dots, points[i].x, points[i].y, l->radius);
    if (!l->narrow)
      mark_tip(s, dot, view->data, points[i].row, &view->words->number);
  }
}

/* Draws n points; `x` and `y` are their values. */
static void
draw(const chart_view *view, svg *s, plane_point *points, const double *x, const double *y,
     size_t n)
{
  const chart_data *const data = view->data;
  double xs[2] = {INFINITY, -INFINITY}, ys[2] = {INFINITY, -INFINITY};
  for (size_t i = 0; i < n; i++) {
    xs[0] = fmin(xs[0], x[i]);
    xs[1] = fmax(xs[1], x[i]);
    ys[0] = fmin(ys[0], y[i]);
    ys[1] = fmax(ys[1], y[i]);
  }
  plane l = plane_start(view, s, xs, ys);
  l.radius = n > 150 ? 3 : 4.5;
  line_fit fit;
  const int fits = n >= LEAST_FOR_A_LINE && line_fit_make(&fit, x, y, n);
  for (size_t i = 0; i < n; i++) {
    points[i].x = axis_at(&l.x, x[i]);
    points[i].y = axis_at(&l.y, y[i]);
    const double on_line = fits ? axis_at(&l.y, line_fit_at(&fit, x[i])) : (l.y.from + l.y.to) / 2;
    points[i].weight = fabs(points[i].y - on_line);
  }
  if (fits && data->n_open == data->n_rows)
    draw_band(s, &l, &fit, xs[0], xs[1], view->confidence);
  if (fits)
    draw_line(s, &l, &fit, xs[0], xs[1]);
  draw_points(s, &l, view, points, n);
  plane_names(s, &l, points, n);
}

void
picture_scatter(const chart_view *view, svg *s)
{
  *s = (svg){.failed = 1};
  const chart_data *const data = view->data;
  double *const values = calloc(2 * data->n_rows + 1, sizeof *values);
  plane_point *const points = calloc(data->n_rows + 1, sizeof *points);
  if (values && points) {
    double *const x = values, *const y = values + data->n_rows;
    size_t n = 0;
    for (size_t i = 0; i < data->n_rows; i++) {
      const chart_row *const row = &data->rows[i];
      if (row->cells[X].state != CELL_VALUE || row->cells[Y].state != CELL_VALUE)
        continue;
      points[n].row = row;
      points[n].label = row->label;
      x[n] = row->cells[X].value;
      y[n] = row->cells[Y].value;
      n++;
    }
    draw(view, s, points, x, y, n);
  }
  free(values);
  free(points);
}
