/* Marks that all pictures share.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_mark.h"

#include "chart_label.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Okabe and Ito's palette; the page's style has other values for dark screens. */
static const struct {
  const char *class, *fill;
} sides[] = {
    [SIDE_NONE] = {"n", "#5A6672"},
    [SIDE_INSIDE] = {"i", "#0072B2"},
    [SIDE_OUTSIDE] = {"o", "#D55E00"},
};

void
mark_fill(svg *s, xmlNode *node, chart_side side)
{
  svg_set(s, node, "class", sides[side].class);
  svg_set(s, node, "fill", sides[side].fill);
}

void
mark_stroke(svg *s, xmlNode *node, chart_side side)
{
  static const char *const classes[] = {
      [SIDE_NONE] = "sn", [SIDE_INSIDE] = "si", [SIDE_OUTSIDE] = "so"};
  svg_set(s, node, "class", classes[side]);
  svg_set(s, node, "stroke", sides[side].fill);
}

void
mark_muted(svg *s, xmlNode *text)
{
  svg_set(s, text, "fill-opacity", ".75");
}

void
mark_halo(svg *s, xmlNode *text)
{
  svg_set(s, text, "class", "h");
  svg_set(s, text, "stroke", "Canvas");
  svg_set(s, text, "stroke-width", "4");
  svg_set(s, text, "paint-order", "stroke");
}

void
mark_bold(svg *s, xmlNode *text)
{
  svg_set(s, text, "font-weight", "600");
}

xmlNode *
mark_label(svg *s, xmlNode *parent, double x, double y, const char *anchor, const char *text,
           double width)
{
  char shown[LABEL_SIZE];
  const int cut = label_fit(text, MARK_FONT, width, shown);
  xmlNode *const node = svg_text(s, parent, x, y, anchor, shown);
  if (cut &&
      (!parent || !parent->children || strcmp((const char *)parent->children->name, "title")))
    svg_title(s, node, text);
  return node;
}

void
mark_side(svg *s, xmlNode *parent, double x, double y, chart_side side)
{
  if (side == SIDE_NONE)
    return;
  xmlNode *const mark = side == SIDE_INSIDE ? svg_circle(s, parent, x, y, 4.5)
                                            : svg_rect(s, parent, x - 4, y - 4, 8, 8);
  mark_fill(s, mark, side);
}

/* Bold text is wider than what label_width knows. */
static const double heading_font = MARK_FONT * 1.1;
enum { HEADING_LINES = 3 };

static size_t
wrap_heading(const char *text, chart_side side, double width, char lines[][LABEL_SIZE], int *cut)
{
  const double room = side == SIDE_NONE ? 0 : MARK_SIDE_WIDTH;
  return label_wrap(text, heading_font, width - room, HEADING_LINES, lines, cut);
}

double
mark_heading_lines(const char *text, chart_side side, double width)
{
  char lines[HEADING_LINES][LABEL_SIZE];
  int cut;
  return (double)wrap_heading(text, side, width, lines, &cut);
}

void
mark_heading(svg *s, double x, double y, const char *anchor, const char *text, chart_side side,
             double width)
{
  char lines[HEADING_LINES][LABEL_SIZE];
  int cut;
  const size_t n = wrap_heading(text, side, width, lines, &cut);
  const int at_end = anchor[0] == 'e';
  const double room = side == SIDE_NONE ? 0 : MARK_SIDE_WIDTH;
  const double first = y - (double)(n - 1) * MARK_LINE;
  mark_side(s, s->root, at_end ? x - 5 : x + 5, first - 4, side);
  for (size_t i = 0; i < n; i++) {
    xmlNode *const line = svg_text(s, s->root, at_end ? x - room : x + room,
                                   first + (double)i * MARK_LINE, anchor, lines[i]);
    mark_bold(s, line);
    if (cut)
      svg_title(s, line, text);
  }
}

void
mark_grid(svg *s, const axis *a, double top, double bottom)
{
  svg_path lines = svg_path_start(), zero = svg_path_start();
  for (size_t i = 0; i < a->n_ticks; i++) {
    const double value = axis_tick(a, i), x = axis_at(a, value);
    svg_path *const path = value < 0 || value > 0 ? &lines : &zero;
    svg_path_move(path, x, top);
    svg_path_line(path, x, bottom);
  }
  xmlNode *const faint = svg_path_add(s, s->root, &lines);
  svg_set(s, faint, "stroke", "currentColor");
  svg_set(s, faint, "stroke-opacity", ".16");
  xmlNode *const plain = svg_path_add(s, s->root, &zero);
  svg_set(s, plain, "stroke", "currentColor");
  svg_set(s, plain, "stroke-opacity", ".65");
  svg_path_done(&lines);
  svg_path_done(&zero);
}

void
mark_ticks(svg *s, const axis *a, number_format format, const number_words *words, double y)
{
  xmlNode *const group = svg_add(s, s->root, "g");
  svg_set(s, group, "font-size", "11");
  mark_muted(s, group);
  for (size_t i = 0; i < a->n_ticks; i++) {
    char text[NUMBER_SIZE];
    number_write_tick(format, axis_tick(a, i), a->step, words, text);
    svg_text(s, group, axis_at(a, axis_tick(a, i)), y, "middle", text);
  }
}

void
mark_whisker(svg_path *ranges, const axis *a, double y, double lo, double hi)
{
  if (isnan(lo) || isnan(hi))
    return;
  const double x1 = axis_within(a, lo), x2 = axis_within(a, hi);
  svg_path_move(ranges, x1, y);
  svg_path_line(ranges, x2, y);
  if (axis_holds(a, lo)) {
    svg_path_move(ranges, x1, y - 3);
    svg_path_line(ranges, x1, y + 3);
  }
  if (axis_holds(a, hi)) {
    svg_path_move(ranges, x2, y - 3);
    svg_path_line(ranges, x2, y + 3);
  }
}

void
mark_upright(svg_path *ranges, const axis *a, double x, double lo, double hi)
{
  const double ends[] = {axis_within(a, lo), axis_within(a, hi)};
  const int is_inside[] = {axis_holds(a, lo), axis_holds(a, hi)};
  svg_path_move(ranges, x, ends[0]);
  svg_path_line(ranges, x, ends[1]);
  for (int i = 0; i < 2; i++) {
    if (!is_inside[i])
      continue;
    svg_path_move(ranges, x - 3, ends[i]);
    svg_path_line(ranges, x + 3, ends[i]);
  }
}

void
mark_whiskers(svg *s, const svg_path *ranges, const char *id)
{
  static const struct {
    const char *class, *stroke, *width;
  } passes[] = {{"h", "Canvas", "4"}, {"w", "currentColor", "1.5"}};
  if (!ranges->failed && xmlBufferLength(ranges->d) == 0)
    return;
  char *const hash = svg_id("#", id), *const link = svg_id(hash ? hash : "", ":w");
  if (!hash || !link) {
    s->failed = 1;
  } else {
    svg_set(s, svg_path_add(s, svg_add(s, s->root, "defs"), ranges), "id", link + 1);
    for (size_t i = 0; i < 2; i++) {
      xmlNode *const use = svg_add(s, s->root, "use");
      svg_set(s, use, "href", link);
      svg_set(s, use, "class", passes[i].class);
      svg_set(s, use, "stroke", passes[i].stroke);
      svg_set(s, use, "stroke-width", passes[i].width);
      svg_set(s, use, "fill", "none");
      svg_set(s, use, "pointer-events", "none");
    }
  }
  free(link);
  free(hash);
}

xmlNode *
mark_dots(svg *s)
{
  xmlNode *const dots = svg_add(s, s->root, "g");
  svg_set(s, dots, "stroke", "currentColor");
  svg_set(s, dots, "stroke-width", "2");
  svg_set(s, dots, "pointer-events", "none");
  return dots;
}

void
mark_dot(svg *s, xmlNode *dots, double x, double y, const chart_cell *cell)
{
  xmlNode *const dot = svg_circle(s, dots, x, y, 4);
  if (cell->lo <= 0 && cell->hi >= 0) {
    svg_set(s, dot, "class", "hollow");
    svg_set(s, dot, "fill", "Canvas");
  }
}

void
mark_left_out(svg *s, const number_words *numbers, double x, double y, size_t n, const char *words)
{
  char count[NUMBER_SIZE], text[320];
  number_write(NUMBER_COUNT, (double)n, numbers, count);
  snprintf(text, sizeof text, "\xe2\x80\xa6 %s %.200s", count, words);
  xmlNode *const line = svg_text(s, s->root, x, y, "middle", text);
  mark_muted(s, line);
  mark_halo(s, line);
}

void
mark_tip(svg *s, xmlNode *parent, const chart_data *data, const chart_row *row,
         const number_words *words)
{
  char tip[2048];
  label_fit(row->label, 1, 100, tip);
  size_t n = strlen(tip);
  for (size_t c = 0; c < data->n_columns; c++) {
    if (row->cells[c].state != CELL_VALUE)
      continue;
    char column[LABEL_SIZE], number[NUMBER_RANGE_SIZE];
    label_fit(data->columns[c].label, 1, 60, column);
    number_write_range(data->columns[c].format, row->cells[c].value, row->cells[c].lo,
                       row->cells[c].hi, words, number);
    const int more = snprintf(tip + n, sizeof tip - n, "\n%s: %s", column, number);
    if (more < 0 || (size_t)more >= sizeof tip - n) {
      tip[n] = '\0'; /* a column that does not fit is left out whole */
      break;
    }
    n += (size_t)more;
  }
  svg_title(s, parent, tip);
}
