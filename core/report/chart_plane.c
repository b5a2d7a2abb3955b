/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart_plane.h"

#include "chart_dots.h"

#include <math.h>
#include <stdlib.h>

enum { X, Y };
enum { ALL_NAMED = 12, MOST_NAMED = 6 };

/* The axis of one column: the chart's ends when it gives some that hold every value. */
static axis
make_axis(const chart_data *data, const double span[2], size_t ticks, double from, double to)
{
  if (!isnan(data->min))
    return axis_make(fmin(span[0], data->min), fmax(span[1], data->max), 0, ticks, from, to);
  return axis_make(span[0], span[1], 1, ticks, from, to);
}

static void
draw_frame(svg *s, const plane *l, const chart_view *view)
{
  const chart_data *const data = view->data;
  const number_words *const words = &view->words->number;
  svg_path lines = svg_path_start();
  xmlNode *const numbers = svg_add(s, s->root, "g");
  svg_set(s, numbers, "font-size", "11");
  mark_muted(s, numbers);
  char text[NUMBER_SIZE];
  for (size_t i = 0; i < l->x.n_ticks; i++) {
    const double value = axis_tick(&l->x, i), x = axis_at(&l->x, value);
    svg_path_move(&lines, x, l->y.from);
    svg_path_line(&lines, x, l->y.to);
    number_write_tick(data->columns[X].format, value, l->x.step, words, text);
    svg_text(s, numbers, x, l->y.from + 16, "middle", text);
  }
  for (size_t i = 0; i < l->y.n_ticks; i++) {
    const double value = axis_tick(&l->y, i), y = axis_at(&l->y, value);
    svg_path_move(&lines, l->x.from, y);
    svg_path_line(&lines, l->x.to, y);
    number_write_tick(data->columns[Y].format, value, l->y.step, words, text);
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

plane
plane_start(const chart_view *view, svg *s, const double x[2], const double y[2])
{
  const chart_data *const data = view->data;
  const int narrow = view->layout == CHART_NARROW;
  plane l = {.narrow = narrow,
             .width = narrow ? PICTURE_NARROW : PICTURE_WIDE,
             .height = narrow ? 340 : 470,
             .radius = 4.5};
  const double lines = mark_heading_lines(data->columns[Y].label, data->columns[Y].side, l.width);
  const double top = lines * MARK_LINE + 16, left = 46, right = l.width - 12;
  const double below =
      mark_heading_lines(data->columns[X].label, data->columns[X].side, right - left);
  const double bottom = l.height - 44;
  l.x = make_axis(data, x, narrow ? 4 : 7, left, right);
  l.y = make_axis(data, y, narrow ? 4 : 6, bottom, top);
  l.height += (below - 1) * MARK_LINE;
  svg_start(s, view->doc, l.width, l.height, view->id, data->title, data->description);
  draw_frame(s, &l, view);
  return l;
}

/* --- names ----------------------------------------------------------------------------------- */

static int
by_weight(const void *a, const void *b)
{
  const plane_point *const p = a, *const q = b;
  return p->weight > q->weight ? -1 : p->weight < q->weight ? 1 : 0;
}

/* Whether a name may stand there: within the picture, over no dot and no other name. */
static int
is_free(const plane *l, const box *place, const dots *all, const box *taken, size_t n_taken)
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

/* A place for a name beside a dot. */
typedef struct place {
  box box;
  double x, y;
  const char *anchor;
} place;

enum { PLACES = 8 };

/* Beside the dot, above, below, and in the four corners; where whiskers cross the dot, the corners
 * come first. */
static void
list_places(const plane *l, const plane_point *p, double w, place out[PLACES])
{
  const double off = l->radius + 4, x = p->x, y = p->y;
  const place beside[] = {{{x + off, y - 7, x + off + w, y + 6}, x + off, y + 4, "start"},
                          {{x - off - w, y - 7, x - off, y + 6}, x - off, y + 4, "end"},
                          {{x - w / 2, y - 21, x + w / 2, y - 8}, x, y - 10, "middle"},
                          {{x - w / 2, y + 8, x + w / 2, y + 21}, x, y + 18, "middle"}};
  const place corners[] = {{{x + 6, y - 18, x + 6 + w, y - 5}, x + 6, y - 7, "start"},
                           {{x + 6, y + 5, x + 6 + w, y + 18}, x + 6, y + 16, "start"},
                           {{x - 6 - w, y - 18, x - 6, y - 5}, x - 6, y - 7, "end"},
                           {{x - 6 - w, y + 5, x - 6, y + 18}, x - 6, y + 16, "end"}};
  for (int i = 0; i < PLACES / 2; i++) {
    out[i] = l->has_whiskers ? corners[i] : beside[i];
    out[PLACES / 2 + i] = l->has_whiskers ? beside[i] : corners[i];
  }
}

void
plane_names(svg *s, const plane *l, plane_point *points, size_t n)
{
  qsort(points, n, sizeof *points, by_weight);
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
    const plane_point *const p = &points[i];
    char text[LABEL_SIZE];
    place places[PLACES];
    const int cut = label_fit(p->label, MARK_FONT, l->has_whiskers ? 190 : 150, text);
    list_places(l, p, label_width(text, MARK_FONT), places);
    for (size_t k = 0; k < PLACES; k++) {
      if (!is_free(l, &places[k].box, &all, taken, named))
        continue;
      taken[named++] = places[k].box;
      xmlNode *const label = svg_text(s, s->root, places[k].x, places[k].y, places[k].anchor, text);
      mark_halo(s, label);
      if (cut)
        svg_title(s, label, p->label);
      break;
    }
  }
  dots_done(&all);
}
