/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart_steps.h"

#include "chart_label.h"

#include <math.h>
#include <stdlib.h>

enum { LEFT = 46, GAP = 10, NAME_LINES = 3 };

int
steps_span(const chart_data *data, double span[2])
{
  int has_any = 0;
  span[0] = INFINITY;
  span[1] = -INFINITY;
  for (size_t c = 0; c < data->n_columns; c++) {
    double lo, hi;
    if (!chart_data_span(data, c, &lo, &hi))
      continue;
    span[0] = fmin(span[0], lo);
    span[1] = fmax(span[1], hi);
    has_any = 1;
  }
  return has_any;
}

static int
by_place(const void *a, const void *b)
{
  const size_t x = (*(const chart_row *const *)a)->at, y = (*(const chart_row *const *)b)->at;
  return (x > y) - (x < y);
}

double
steps_width(const steps *l)
{
  return (l->right - l->left) / (double)l->n;
}

double
steps_at(const steps *l, size_t row)
{
  return l->left + steps_width(l) * ((double)row + .5);
}

static void
draw_numbers(svg *s, const steps *l, number_format format, const number_words *words)
{
  svg_path lines = svg_path_start();
  xmlNode *const numbers = svg_add(s, s->root, "g");
  svg_set(s, numbers, "font-size", "11");
  mark_muted(s, numbers);
  for (size_t i = 0; i < l->y.n_ticks; i++) {
    char text[NUMBER_SIZE];
    const double value = axis_tick(&l->y, i), y = axis_at(&l->y, value);
    svg_path_move(&lines, l->left, y);
    svg_path_line(&lines, l->right, y);
    number_write_tick(format, value, l->y.step, words, text);
    svg_text(s, numbers, l->left - 8, y + 4, "end", text);
  }
  xmlNode *const grid = svg_path_add(s, s->root, &lines);
  svg_set(s, grid, "stroke", "currentColor");
  svg_set(s, grid, "stroke-opacity", ".16");
  svg_path_done(&lines);
}

/* The names of every first, second, ... row, counted from the last, on up to three lines each; 0
 * when one does not fit.  Drawn where `s` is given. */
static int
name_rows(svg *s, const steps *l, size_t every)
{
  const double room = steps_width(l) * (double)every - GAP / 2.;
  for (size_t i = (l->n - 1) % every; i < l->n; i += every) {
    char lines[NAME_LINES][LABEL_SIZE];
    int cut;
    const size_t n = label_wrap(l->rows[i]->label, MARK_FONT, room, NAME_LINES, lines, &cut);
    if (cut && !s)
      return 0;
    for (size_t k = 0; s && k < n; k++) {
      xmlNode *const text = svg_text(s, s->root, steps_at(l, i),
                                     l->y.from + 18 + (double)k * MARK_LINE, "middle", lines[k]);
      if (cut)
        svg_title(s, text, l->rows[i]->label);
    }
  }
  return 1;
}

/* As many as fit; where not even every eighth does, they are cut. */
static void
draw_names(svg *s, const steps *l)
{
  enum { RAREST = 8, LEAST_WIDTH = 44 };
  size_t every = 1;
  while (every <= RAREST && every < l->n && !name_rows(NULL, l, every))
    every++;
  if (every > RAREST || every >= l->n)
    every = (size_t)fmax(ceil(LEAST_WIDTH / steps_width(l)), 1);
  name_rows(s, l, every);
}

/* One below the other; the height that they take. */
static double
name_columns(svg *s, const chart_data *data, double width, int is_drawn)
{
  double y = 0;
  for (size_t c = 0; c < data->n_columns; c++) {
    y += MARK_LINE * mark_heading_lines(data->columns[c].label, data->columns[c].side, width);
    if (is_drawn)
      mark_heading(s, 0, y, "start", data->columns[c].label, data->columns[c].side, width);
  }
  return y;
}

int
steps_start(steps *l, const chart_view *view, svg *s, const double span[2], double beside)
{
  const chart_data *const data = view->data;
  const int narrow = view->layout == CHART_NARROW, is_given = !isnan(data->min);
  const double width = narrow ? PICTURE_NARROW : PICTURE_WIDE;
  const double above = beside > 0 ? 0 : name_columns(s, data, width, 0);
  *l = (steps){.narrow = narrow,
               .width = width,
               .height = (narrow ? 280 : 340) + above,
               .left = LEFT,
               .n = data->n_rows};
  l->right = l->width - GAP - beside;
  const double lo = is_given ? fmin(span[0], data->min) : span[0];
  const double hi = is_given ? fmax(span[1], data->max) : span[1];
  l->y = axis_make(lo, hi, !is_given, narrow ? 4 : 6, l->height - 20 - NAME_LINES * MARK_LINE,
                   above + GAP);
  l->rows = calloc(data->n_rows + 1, sizeof *l->rows);
  if (!l->rows)
    return -1;
  for (size_t i = 0; i < data->n_rows; i++)
    l->rows[i] = &data->rows[i];
  qsort(l->rows, l->n, sizeof *l->rows, by_place);
  svg_start(s, view->doc, l->width, l->height, view->id, data->title, data->description);
  draw_numbers(s, l, data->columns[0].format, &view->words->number);
  draw_names(s, l);
  if (above > 0)
    name_columns(s, data, width, 1);
  return 0;
}

void
steps_done(steps *l)
{
  free(l->rows);
  l->rows = NULL;
}
