/* The scatter: a dot a unit, with the line that fits them best and its band.
 * The line is a reading aid: below 10 units there is none, and where a unit is withheld there is
 * no band, since it would speak for the shown units only.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_fit.h"
#include "chart_label.h"
#include "chart_mark.h"
#include "chart_dots.h"
#include "chart_picture.h"

#include <math.h>
#include <stdlib.h>

enum { X, Y };
enum { LEAST_FOR_A_LINE = 10, ALL_NAMED = 12, MOST_NAMED = 6, BAND_STEPS = 40 };

typedef struct point {
  const chart_row *row;
  double x, y;     /* in the picture */
  double residual; /* distance from the line, in the picture; NaN without one */
} point;

typedef struct layout {
  int narrow;
  double width, height;
  double radius; /* of a dot: smaller where there are many */
  axis x, y;
} layout;

/* The axis of one column: the chart's ends when it gives some that hold every value. */
static axis
make_axis(const chart_data *data, const double *values, size_t n, size_t ticks, double from,
          double to)
{
  double lo = INFINITY, hi = -INFINITY;
  for (size_t i = 0; i < n; i++) {
    lo = fmin(lo, values[i]);
    hi = fmax(hi, values[i]);
  }
  if (!isnan(data->min))
    return axis_make(fmin(lo, data->min), fmax(hi, data->max), 0, ticks, from, to);
  return axis_make(lo, hi, 1, ticks, from, to);
}

static void
draw_frame(svg *s, const layout *l, const chart_data *data)
{
  svg_path lines = svg_path_start();
  xmlNode *const numbers = svg_add(s, s->root, "g");
  svg_set(s, numbers, "font-size", "11");
  mark_muted(s, numbers);
  char text[NUMBER_SIZE];
  for (size_t i = 0; i < l->x.n_ticks; i++) {
    const double value = axis_tick(&l->x, i), x = axis_at(&l->x, value);
    svg_path_move(&lines, x, l->y.from);
    svg_path_line(&lines, x, l->y.to);
    number_write_tick(data->columns[X].format, value, l->x.step, text);
    svg_text(s, numbers, x, l->y.from + 16, "middle", text);
  }
  for (size_t i = 0; i < l->y.n_ticks; i++) {
    const double value = axis_tick(&l->y, i), y = axis_at(&l->y, value);
    svg_path_move(&lines, l->x.from, y);
    svg_path_line(&lines, l->x.to, y);
    number_write_tick(data->columns[Y].format, value, l->y.step, text);
    svg_text(s, numbers, l->x.from - 8, y + 4, "end", text);
  }
  xmlNode *const grid = svg_path_add(s, s->root, &lines);
  svg_set(s, grid, "stroke", "currentColor");
  svg_set(s, grid, "stroke-opacity", ".16");
  svg_path_done(&lines);

  /* names of the axes: the upward one above its top, the other below its end */
  mark_heading(s, 0, l->y.to - 12, "start", data->columns[Y].label, data->columns[Y].side,
               l->width);
  mark_heading(s, l->x.to, l->height - 6, "end", data->columns[X].label, data->columns[X].side,
               l->x.to - l->x.from);
}

/* The y of the line at x plus `off` halves of its band, kept inside the picture. */
static double
line_place(const layout *l, const line_fit *fit, double x, double t, double off)
{
  return axis_within(&l->y, line_fit_at(fit, x) + off * line_fit_half_band(fit, x, t));
}

static void
draw_band(svg *s, const layout *l, const line_fit *fit, double lo, double hi, double confidence)
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
draw_line(svg *s, const layout *l, const line_fit *fit, double lo, double hi)
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

/* Farthest from the line first; without a line from the middle of the picture. */
static int
by_residual(const void *a, const void *b)
{
  const point *const p = a, *const q = b;
  return p->residual > q->residual ? -1 : p->residual < q->residual ? 1 : 0;
}

/* Whether a name may stand there: within the picture, over no dot and no other name. */
static int
is_free(const layout *l, const box *place, const dots *all, const box *taken, size_t n_taken)
{
  if (place->left < l->x.from || place->right > l->width || place->top < l->y.to ||
      place->bottom > l->y.from)
    return 0;
  for (size_t i = 0; i < n_taken; i++) {
    if (box_overlap(place, &taken[i]))
      return 0;
  }
  return !dots_are_in(all, place);
}

/* Names the dots that tell most, where there is room for a name. */
static void
draw_names(svg *s, const layout *l, point *points, size_t n)
{
  qsort(points, n, sizeof *points, by_residual);
  dots all;
  if (dots_start(&all, n, l->width, l->height, l->radius) != 0) {
    s->failed = 1;
    dots_done(&all);
    return;
  }
  for (size_t i = 0; i < n; i++)
    dots_add(&all, points[i].x, points[i].y);
  box taken[ALL_NAMED];
  size_t named = 0;
  const size_t most = n <= ALL_NAMED ? n : l->narrow ? MOST_NAMED / 2 : MOST_NAMED;
  for (size_t i = 0; i < n && named < most; i++) {
    const point *const p = &points[i];
    char text[LABEL_SIZE];
    const int cut = label_fit(p->row->label, MARK_FONT, 150, text);
    const double w = label_width(text, MARK_FONT), off = l->radius + 4;
    const struct {
      box place;
      double x, y;
      const char *anchor;
    } tries[] = {
        {{p->x + off, p->y - 7, p->x + off + w, p->y + 6}, p->x + off, p->y + 4, "start"},
        {{p->x - off - w, p->y - 7, p->x - off, p->y + 6}, p->x - off, p->y + 4, "end"},
        {{p->x - w / 2, p->y - 21, p->x + w / 2, p->y - 8}, p->x, p->y - 10, "middle"},
        {{p->x - w / 2, p->y + 8, p->x + w / 2, p->y + 21}, p->x, p->y + 18, "middle"},
    };
    for (size_t k = 0; k < sizeof tries / sizeof *tries; k++) {
      if (!is_free(l, &tries[k].place, &all, taken, named))
        continue;
      taken[named++] = tries[k].place;
      xmlNode *const label = svg_text(s, s->root, tries[k].x, tries[k].y, tries[k].anchor, text);
      mark_halo(s, label);
      if (cut)
        svg_title(s, label, p->row->label);
      break;
    }
  }
  dots_done(&all);
}

static void
draw_points(svg *s, const layout *l, const chart_view *view, const point *points, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    xmlNode *const dot = svg_circle(s, s->root, points[i].x, points[i].y, l->radius);
    mark_fill(s, dot, SIDE_NONE);
    svg_set(s, dot, "fill-opacity", ".8");
    if (!l->narrow)
      mark_tip(s, dot, view->data, points[i].row, &view->words->number);
  }
}

/* Draws n points; `x` and `y` are their values. */
static void
draw(const chart_view *view, svg *s, point *points, const double *x, const double *y, size_t n)
{
  const chart_data *const data = view->data;
  const int narrow = view->layout == CHART_NARROW;
  layout l = {.narrow = narrow,
              .width = narrow ? PICTURE_NARROW : PICTURE_WIDE,
              .height = narrow ? 340 : 470,
              .radius = n > 150 ? 3 : 4.5};
  const double lines = mark_heading_lines(data->columns[Y].label, data->columns[Y].side, l.width);
  const double top = lines * MARK_LINE + 16, left = 46, right = l.width - 12;
  const double below =
      mark_heading_lines(data->columns[X].label, data->columns[X].side, right - left);
  const double bottom = l.height - 44;
  l.x = make_axis(data, x, n, narrow ? 4 : 7, left, right);
  l.y = make_axis(data, y, n, narrow ? 4 : 6, bottom, top);
  l.height += (below - 1) * MARK_LINE;
  svg_start(s, view->doc, l.width, l.height, view->id, data->title, data->description);
  draw_frame(s, &l, data);

  line_fit fit;
  const int fits = n >= LEAST_FOR_A_LINE && line_fit_make(&fit, x, y, n);
  double lo = INFINITY, hi = -INFINITY;
  for (size_t i = 0; i < n; i++) {
    lo = fmin(lo, x[i]);
    hi = fmax(hi, x[i]);
    points[i].x = axis_at(&l.x, x[i]);
    points[i].y = axis_at(&l.y, y[i]);
    const double on_line = fits ? axis_at(&l.y, line_fit_at(&fit, x[i])) : (l.y.from + l.y.to) / 2;
    points[i].residual = fabs(points[i].y - on_line);
  }
  if (fits && data->n_open == data->n_rows)
    draw_band(s, &l, &fit, lo, hi, view->confidence);
  if (fits)
    draw_line(s, &l, &fit, lo, hi);
  draw_points(s, &l, view, points, n);
  draw_names(s, &l, points, n);
}

void
picture_scatter(const chart_view *view, svg *s)
{
  *s = (svg){.failed = 1};
  const chart_data *const data = view->data;
  double *const values = calloc(2 * data->n_rows + 1, sizeof *values);
  point *const points = calloc(data->n_rows + 1, sizeof *points);
  if (values && points) {
    double *const x = values, *const y = values + data->n_rows;
    size_t n = 0;
    for (size_t i = 0; i < data->n_rows; i++) {
      const chart_row *const row = &data->rows[i];
      if (row->cells[X].state != CELL_VALUE || row->cells[Y].state != CELL_VALUE)
        continue;
      points[n].row = row;
      x[n] = row->cells[X].value;
      y[n] = row->cells[Y].value;
      n++;
    }
    draw(view, s, points, x, y, n);
  }
  free(values);
  free(points);
}
