/* The butterfly: a row a unit, what people say inside to the left, what is said outside to the
 * right, on one scale whose zeros meet in the middle; beside them the gap, since lengths across
 * the middle cannot be compared by eye.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_label.h"
#include "chart_mark.h"
#include "chart_picture.h"

#include <math.h>
#include <stdio.h>

/* Columns of the chart. */
enum { LEFT, RIGHT, GAP };

/* Where everything stands; `names` is the middle of the unit names. */
typedef struct layout {
  int narrow, has_gap;
  double width, names, name_width, row_height, bar_top, bar_height;
  double left_from, left_to, right_from, right_to, gap_from, gap_to;
  double top, bottom; /* of the rows */
  axis left, right, gap;
} layout;

/* Width of the widest name, within what the middle can give. */
static double
name_width(const chart_pick *pick)
{
  double widest = 70;
  for (size_t i = 0; i < pick->n; i++)
    widest = fmax(widest, label_width(pick->rows[i]->label, MARK_FONT));
  return fmin(widest + 4, 200);
}

static void
place_panels(layout *l, const chart_pick *pick)
{
  const double margin = 12;
  if (l->narrow) {
    const double middle = l->has_gap ? 118 : 170;
    l->width = PICTURE_NARROW;
    l->names = middle;
    l->name_width = 2 * middle - 8;
    l->left_from = middle - 7;
    l->left_to = margin;
    l->right_from = middle + 7;
    l->right_to = 2 * middle - margin;
    l->gap_from = l->right_to + 24;
    l->row_height = 37;
    l->bar_top = 18;
    l->bar_height = 11;
  } else {
    l->width = PICTURE_WIDE;
    l->name_width = name_width(pick);
    const double gap_panel = l->has_gap ? 150 + 34 : 0;
    const double gutter = l->name_width + 16;
    const double bars = (l->width - 2 * margin - gap_panel - gutter) / 2;
    l->left_from = margin + bars;
    l->left_to = margin;
    l->right_from = l->left_from + gutter;
    l->right_to = l->right_from + bars;
    l->names = (l->left_from + l->right_from) / 2;
    l->gap_from = l->right_to + 34;
    l->row_height = 23;
    l->bar_top = 5;
    l->bar_height = 13;
  }
  l->gap_to = l->width - margin;
}

/* One range of values for both sides, from the chart or from the data, that starts where bars do.
 */
static void
make_axes(layout *l, const chart_data *data)
{
  double lo = data->min, hi = data->max;
  const int given = !isnan(lo);
  double least = INFINITY, most = -INFINITY;
  for (size_t c = LEFT; c <= RIGHT; c++) {
    double a, b;
    if (!chart_data_span(data, c, &a, &b))
      continue;
    least = fmin(least, a);
    most = fmax(most, b);
  }
  if (!given) {
    lo = fmin(0, least);
    hi = fmax(0, most);
  } else {
    /* ranges may be cut at the end of the axis, values never */
    for (size_t i = 0; i < data->n_rows; i++) {
      for (size_t c = LEFT; c <= RIGHT; c++) {
        lo = fmin(lo, data->rows[i].cells[c].value);
        hi = fmax(hi, data->rows[i].cells[c].value);
      }
    }
  }
  const size_t ticks = l->narrow ? 2 : 4;
  l->left = axis_make(lo, hi, !given, ticks, l->left_from, l->left_to);
  l->right = axis_make(lo, hi, !given, ticks, l->right_from, l->right_to);
  if (l->has_gap) {
    double a = 0, b = 0;
    chart_data_span(data, GAP, &a, &b);
    l->gap = axis_make(fmin(a, 0), fmax(b, 0), 1, l->narrow ? 2 : 4, l->gap_from, l->gap_to);
  }
}

static void
draw_frame(svg *s, const layout *l, const chart_view *view)
{
  const chart_data *const data = view->data;
  const number_words *const words = &view->words->number;
  mark_grid(s, &l->left, l->top - 4, l->bottom);
  mark_grid(s, &l->right, l->top - 4, l->bottom);
  const double heads = l->top - 26;
  mark_heading(s, l->left_from, heads, "end", data->columns[LEFT].label, data->columns[LEFT].side,
               l->left_from - l->left_to);
  mark_heading(s, l->right_from, heads, "start", data->columns[RIGHT].label,
               data->columns[RIGHT].side, l->right_to - l->right_from);
  if (l->has_gap) {
    mark_grid(s, &l->gap, l->top - 4, l->bottom);
    mark_heading(s, l->gap_from, heads, "start", data->columns[GAP].label, SIDE_NONE,
                 l->gap_to - l->gap_from);
  }
  /* the numbers again below where the eye has lost those above */
  const int ends = l->bottom - l->top > 400 ? 2 : 1;
  for (int i = 0; i < ends; i++) {
    const double y = i == 0 ? l->top - 8 : l->bottom + 14;
    mark_ticks(s, &l->left, data->columns[LEFT].format, words, y);
    mark_ticks(s, &l->right, data->columns[RIGHT].format, words, y);
    if (l->has_gap)
      mark_ticks(s, &l->gap, data->columns[GAP].format, words, y);
  }
}

/* A bar from the start of the axis; what is drawn instead where there is no value. */
static void
draw_bar(svg *s, xmlNode *row, const layout *l, const axis *a, const chart_cell *cell, double y,
         chart_side side, svg_path *ranges)
{
  const double from = axis_at(a, a->lo);
  if (cell->state != CELL_VALUE) {
    if (cell->state != CELL_WITHHELD) {
      const int left = a->to < a->from;
      svg_text(s, row, from + (left ? -6 : 6), y + l->bar_top + l->bar_height - 3,
               left ? "end" : "start", "\xe2\x80\x93");
    }
    return;
  }
  const double to = axis_at(a, cell->value);
  xmlNode *const bar =
      svg_rect(s, row, fmin(from, to), y + l->bar_top, fabs(to - from), l->bar_height);
  mark_fill(s, bar, side);
  mark_whisker(ranges, a, y + l->bar_top + l->bar_height / 2, cell->lo, cell->hi);
}

static void
draw_row(svg *s, const layout *l, const chart_view *view, const chart_row *row, double y,
         xmlNode *names, svg_path *ranges)
{
  const chart_data *const data = view->data;
  xmlNode *const group = svg_add(s, s->root, "g");
  if (!l->narrow && !row->withheld) {
    mark_tip(s, group, data, row, &view->words->number);
    xmlNode *const area = svg_rect(s, group, 0, y, l->width, l->row_height);
    svg_set(s, area, "fill", "none");
    svg_set(s, area, "pointer-events", "all");
  }
  mark_label(s, l->narrow ? names : group, l->names, y + (l->narrow ? 13 : 15.5), "middle",
             row->label, l->name_width);

  const double middle = y + l->bar_top + l->bar_height / 2;
  if (row->partly_withheld) {
    const int left = !row->withheld && row->cells[LEFT].state == CELL_WITHHELD;
    const int right = row->withheld || row->cells[RIGHT].state == CELL_WITHHELD;
    if (left && !right)
      mark_muted(s, svg_text(s, group, l->left_from - 6, middle + 4, "end", view->words->withheld));
    if (right)
      mark_muted(s,
                 svg_text(s, group, l->right_from + 6, middle + 4, "start", view->words->withheld));
  }
  if (row->withheld)
    return;
  const chart_side left = data->columns[LEFT].side, right = data->columns[RIGHT].side;
  draw_bar(s, group, l, &l->left, &row->cells[LEFT], y, left ? left : SIDE_INSIDE, ranges);
  draw_bar(s, group, l, &l->right, &row->cells[RIGHT], y, right ? right : SIDE_OUTSIDE, ranges);
  if (l->has_gap && row->cells[GAP].state == CELL_VALUE)
    mark_whisker(ranges, &l->gap, middle, row->cells[GAP].lo, row->cells[GAP].hi);
}

/* Dots lie over the ranges, which lie over the bars. */
static void
draw_dots(svg *s, const layout *l, const chart_pick *pick, const double *y)
{
  if (!l->has_gap)
    return;
  xmlNode *const dots = mark_dots(s);
  for (size_t i = 0; i < pick->n; i++) {
    const chart_cell *const gap = &pick->rows[i]->cells[GAP];
    if (gap->state == CELL_VALUE)
      mark_dot(s, dots, axis_at(&l->gap, gap->value), y[i] + l->bar_top + l->bar_height / 2, gap);
  }
}

void
picture_butterfly(const chart_view *view, svg *s)
{
  const chart_data *const data = view->data;
  chart_pick pick;
  double y[CHART_MOST_ROWS]; /* tops of the rows */
  if (chart_pick_rows(&pick, data, 1) != 0) {
    *s = (svg){.failed = 1};
    return;
  }
  double lo, hi;
  layout l = {.narrow = view->layout == CHART_NARROW};
  l.has_gap = data->n_columns > GAP && chart_data_span(data, GAP, &lo, &hi);
  place_panels(&l, &pick);
  make_axes(&l, data);

  double lines = fmax(mark_heading_lines(data->columns[LEFT].label, data->columns[LEFT].side,
                                         l.left_from - l.left_to),
                      mark_heading_lines(data->columns[RIGHT].label, data->columns[RIGHT].side,
                                         l.right_to - l.right_from));
  if (l.has_gap)
    lines =
        fmax(lines, mark_heading_lines(data->columns[GAP].label, SIDE_NONE, l.gap_to - l.gap_from));
  l.top = lines * MARK_LINE + 26;
  double at = l.top;
  for (size_t i = 0; i < pick.n; i++) {
    if (i == CHART_EDGE_ROWS && pick.open_left_out)
      at += l.row_height;
    y[i] = at;
    at += l.row_height;
  }
  l.bottom = at;
  const double height = l.bottom + 20 + (pick.withheld_left_out ? l.row_height : 0);

  svg_start(s, view->doc, l.width, height, view->id, data->title, data->description);
  draw_frame(s, &l, view);
  /* on a phone, names stand over the grid */
  xmlNode *const names = l.narrow ? svg_add(s, s->root, "g") : NULL;
  mark_halo(s, names);
  svg_path ranges = svg_path_start();
  for (size_t i = 0; i < pick.n; i++)
    draw_row(s, &l, view, pick.rows[i], y[i], names, &ranges);
  mark_whiskers(s, &ranges, view->id);
  svg_path_done(&ranges);
  draw_dots(s, &l, &pick, y);
  if (pick.open_left_out)
    mark_left_out(s, &view->words->number, l.names,
                  y[CHART_EDGE_ROWS - 1] + l.row_height + l.row_height / 2 + 4, pick.open_left_out,
                  view->words->more);
  if (pick.withheld_left_out)
    mark_left_out(s, &view->words->number, l.names, l.bottom + 14 + l.row_height / 2 + 4,
                  pick.withheld_left_out, view->words->withheld);
  chart_pick_done(&pick);
}
