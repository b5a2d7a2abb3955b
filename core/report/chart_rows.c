/* Pictures with a row of their own for every line of the table: the forest (a dot and its range on
 * a zero line) and bars (a length and its range).  The name stands left, the number right; on a
 * phone the name stands above.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_label.h"
#include "chart_mark.h"
#include "chart_picture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef enum picture { FOREST, BARS } picture;

typedef struct layout {
  int narrow, lines; /* lines of text a name may take */
  double width, name_width, value_width, row_height;
  double plot;        /* height of a row's mark above the bottom of the row */
  double top, bottom; /* of the rows */
  axis x;
} layout;

/* Both names of a pair, or the one name on one line or two. */
typedef struct name {
  char lines[2][LABEL_SIZE];
  const char *whole[2]; /* what the line says when it was not cut */
  chart_side sides[2];
  int n;
} name;

static name
name_of(const chart_row *row, double width)
{
  name m = {.n = 1};
  if (row->inside) {
    m.n = 2;
    m.whole[0] = row->inside;
    m.whole[1] = row->outside;
    m.sides[0] = SIDE_INSIDE;
    m.sides[1] = SIDE_OUTSIDE;
    for (int i = 0; i < 2; i++)
      label_fit(m.whole[i], MARK_FONT, width - MARK_SIDE_WIDTH, m.lines[i]);
    return m;
  }
  m.whole[0] = m.whole[1] = row->label;
  int cut;
  m.n = (int)label_wrap(row->label, MARK_FONT, width, 2, m.lines, &cut);
  return m;
}

/* What stands right of a row: its number, or nothing. */
static void
value_of(const chart_view *view, const chart_row *row, char out[NUMBER_RANGE_SIZE])
{
  out[0] = '\0';
  const chart_cell *const c = &row->cells[0];
  if (c->state == CELL_VALUE)
    number_write_range(view->data->columns[0].format, c->value, c->lo, c->hi, &view->words->number,
                       out);
}

static void
measure(layout *l, const chart_view *view, const chart_pick *pick)
{
  l->width = l->narrow ? PICTURE_NARROW : PICTURE_WIDE;
  const double most = l->narrow ? l->width - 8 : 280;
  double widest = 60;
  for (size_t i = 0; i < pick->n; i++) {
    const name m = name_of(pick->rows[i], most);
    for (int line = 0; line < m.n; line++)
      widest = fmax(widest, label_width(m.lines[line], MARK_FONT) +
                                (m.sides[line] == SIDE_NONE ? 0 : MARK_SIDE_WIDTH));
    if (m.n > l->lines)
      l->lines = m.n;
    char value[NUMBER_RANGE_SIZE];
    value_of(view, pick->rows[i], value);
    l->value_width = fmax(l->value_width, label_width(value, MARK_FONT));
  }
  l->name_width = fmin(widest, most);
  l->value_width = fmin(l->value_width, l->narrow ? 130 : 190);
  l->plot = 14;
  l->row_height = l->narrow ? l->lines * MARK_LINE + 27 : l->lines * MARK_LINE + 12;
  if (!l->narrow)
    l->plot = l->row_height / 2;
}

static void
make_axis(layout *l, const chart_data *data)
{
  double lo = 0, hi = 1;
  chart_data_span(data, 0, &lo, &hi);
  const int given = !isnan(data->min);
  const int share = data->columns[0].format == NUMBER_RATIO && lo >= -1 && hi <= 1;
  if (given) {
    lo = data->min;
    hi = data->max;
    for (size_t i = 0; i < data->n_rows; i++) {
      lo = fmin(lo, data->rows[i].cells[0].value);
      hi = fmax(hi, data->rows[i].cells[0].value);
    }
  } else {
    lo = fmin(lo, 0);
    hi = fmax(hi, 0);
  }
  const double from = l->narrow ? 14 : l->name_width + 30;
  const double to = l->width - (l->value_width > 0 ? l->value_width + 22 : 14);
  const size_t wanted = l->narrow ? 3 : 5;
  l->x = axis_make(lo, hi, !given, wanted, from, to);
  if (share && !given && (l->x.lo < -1 || l->x.hi > 1))
    l->x = axis_make(fmax(l->x.lo, -1), fmin(l->x.hi, 1), 0, wanted, from, to);
}

static void
draw_name(svg *s, xmlNode *group, const layout *l, const chart_row *row, double y)
{
  const name m = name_of(row, l->name_width);
  if (l->narrow) { /* names stand over the grid */
    group = svg_add(s, group, "g");
    mark_halo(s, group);
  }
  const double block = m.n * MARK_LINE;
  const double first = l->narrow ? y + 14 : y + (l->row_height - block) / 2 + 11.5;
  for (int i = 0; i < m.n; i++) {
    const double base = first + i * MARK_LINE;
    const double indent = m.sides[i] == SIDE_NONE ? 0 : MARK_SIDE_WIDTH;
    mark_side(s, group, 5, base - 4, m.sides[i]);
    xmlNode *const line = svg_text(s, group, indent, base, "start", m.lines[i]);
    if (strstr(m.lines[i], "\xe2\x80\xa6"))
      svg_title(s, line, m.whole[i]);
  }
}

/* Words in the place of a mark. */
static void
draw_words(svg *s, xmlNode *group, const layout *l, const chart_view *view, const chart_row *row,
           double y)
{
  char text[LABEL_SIZE], cut[LABEL_SIZE];
  if (row->partly_withheld)
    snprintf(text, sizeof text, "%s", view->words->withheld);
  else if (row->cells[0].state == CELL_UNDEFINED)
    snprintf(text, sizeof text, "%.100s: %.300s", view->words->undefined, row->cells[0].why);
  else
    snprintf(text, sizeof text, "\xe2\x80\x93");
  label_fit(text, MARK_FONT, l->width - l->x.from - 6, cut);
  xmlNode *const node = svg_text(s, group, l->x.from + 6, y + 4, "start", cut);
  mark_muted(s, node);
  mark_halo(s, node);
}

static void
draw_row(svg *s, const layout *l, const chart_view *view, const chart_row *row, double y,
         picture kind, svg_path *ranges)
{
  xmlNode *const group = svg_add(s, s->root, "g");
  if (!l->narrow && !row->partly_withheld) {
    mark_tip(s, group, view->data, row, &view->words->number);
    xmlNode *const area = svg_rect(s, group, 0, y, l->width, l->row_height);
    svg_set(s, area, "fill", "none");
    svg_set(s, area, "pointer-events", "all");
  }
  draw_name(s, group, l, row, y);

  const chart_cell *const cell = &row->cells[0];
  const double middle = y + l->row_height - l->plot;
  if (cell->state != CELL_VALUE) {
    draw_words(s, group, l, view, row, middle);
    return;
  }
  if (kind == BARS) {
    const double zero = axis_within(&l->x, 0), to = axis_at(&l->x, cell->value);
    mark_fill(s, svg_rect(s, group, fmin(zero, to), middle - 7, fabs(to - zero), 14), cell->side);
  }
  mark_whisker(ranges, &l->x, middle, cell->lo, cell->hi);
  char value[NUMBER_RANGE_SIZE];
  value_of(view, row, value);
  mark_label(s, group, l->width - 2, middle + 4, "end", value, l->value_width + 4);
}

static void
draw_separators(svg *s, const layout *l, const double *y, size_t n)
{
  svg_path lines = svg_path_start();
  for (size_t i = 0; i < n; i++) {
    svg_path_move(&lines, 0, y[i]);
    svg_path_line(&lines, l->width, y[i]);
  }
  xmlNode *const path = svg_path_add(s, s->root, &lines);
  svg_set(s, path, "stroke", "currentColor");
  svg_set(s, path, "stroke-opacity", ".12");
  svg_path_done(&lines);
}

/* Height of the line that says what is left out. */
static const double word_line = 26;

static void
draw(const chart_view *view, svg *s, picture kind)
{
  const chart_data *const data = view->data;
  chart_pick pick;
  double y[CHART_MOST_ROWS]; /* tops of the rows */
  if (chart_pick_rows(&pick, data, 0) != 0) {
    *s = (svg){.failed = 1};
    return;
  }
  layout l = {.narrow = view->layout == CHART_NARROW, .lines = 1, .top = 22};
  measure(&l, view, &pick);
  make_axis(&l, data);
  double at = l.top;
  for (size_t i = 0; i < pick.n; i++) {
    if (i == CHART_EDGE_ROWS && pick.open_left_out)
      at += word_line;
    y[i] = at;
    at += l.row_height;
  }
  l.bottom = at;
  const double height = l.bottom + 42 + (pick.withheld_left_out ? word_line : 0);

  svg_start(s, view->doc, l.width, height, view->id, data->title, data->description);
  draw_separators(s, &l, y, pick.n);
  mark_grid(s, &l.x, l.top - 4, l.bottom);
  mark_ticks(s, &l.x, data->columns[0].format, &view->words->number, l.top - 9);
  mark_ticks(s, &l.x, data->columns[0].format, &view->words->number, l.bottom + 15);
  mark_muted(s, mark_label(s, s->root, (l.x.from + l.x.to) / 2, l.bottom + 33, "middle",
                           data->columns[0].label, l.width));
  svg_path ranges = svg_path_start();
  for (size_t i = 0; i < pick.n; i++)
    draw_row(s, &l, view, pick.rows[i], y[i], kind, &ranges);
  mark_whiskers(s, &ranges, view->id);
  svg_path_done(&ranges);
  xmlNode *const dots = kind == FOREST ? mark_dots(s) : NULL;
  for (size_t i = 0; dots && i < pick.n; i++) {
    const chart_cell *const cell = &pick.rows[i]->cells[0];
    if (cell->state == CELL_VALUE)
      mark_dot(s, dots, axis_at(&l.x, cell->value), y[i] + l.row_height - l.plot, cell);
  }
  if (pick.open_left_out)
    mark_left_out(s, &view->words->number, l.width / 2, y[CHART_EDGE_ROWS - 1] + l.row_height + 17,
                  pick.open_left_out, view->words->more);
  if (pick.withheld_left_out)
    mark_left_out(s, &view->words->number, l.width / 2, height - 9, pick.withheld_left_out,
                  view->words->withheld);
  chart_pick_done(&pick);
}

void
picture_forest(const chart_view *view, svg *s)
{
  draw(view, s, FOREST);
}

void
picture_bars(const chart_view *view, svg *s)
{
  draw(view, s, BARS);
}
