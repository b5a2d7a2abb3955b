/* What the pictures have in common: how a side is coloured, a range is drawn, an axis is labelled.
 * Classes let the page's style change colours; fill and stroke attributes are what remains where
 * no style is allowed.  Knows SVG and axes; neither reports nor the layout of any picture.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_MARK_H
#define OM_REPORT_CHART_MARK_H

#include "chart_data.h"
#include "scale.h"
#include "svg.h"

/* Font size of texts in pictures, as svg_start sets it, and the height of a line of it. */
#define MARK_FONT 12.0
#define MARK_LINE 15.0

/* Fills with the colour of a side; SIDE_NONE is neutral. */
void mark_fill(svg *s, xmlNode *node, chart_side side);

/* The same for a line. */
void mark_stroke(svg *s, xmlNode *node, chart_side side);

/* Text in the second rank. */
void mark_muted(svg *s, xmlNode *text);
void mark_bold(svg *s, xmlNode *text);
/* Text (or a group of texts) that lies over other marks: a halo in the colour of the page keeps it
 * legible. */
void mark_halo(svg *s, xmlNode *text);

/* A name, cut to `width`; when it was cut, and `parent` says no more by itself, resting on it shows
 * it whole. */
xmlNode *mark_label(svg *s, xmlNode *parent, double x, double y, const char *anchor,
                    const char *text, double width);

/* A heading on up to three lines, the last at baseline y, with a small mark in the colour of the
 * side (a disc inside, a square outside) before the first line.  anchor: "start" or "end".
 * mark_heading_lines: the number of lines that it takes. */
double mark_heading_lines(const char *text, chart_side side, double width);
void mark_heading(svg *s, double x, double y, const char *anchor, const char *text, chart_side side,
                  double width);

/* The small mark of a side, centred. */
void mark_side(svg *s, xmlNode *parent, double x, double y, chart_side side);
enum { MARK_SIDE_WIDTH = 14 };

/* Lines across the picture at the ticks of a horizontal axis, zero more visibly than the rest. */
void mark_grid(svg *s, const axis *a, double top, double bottom);
/* The numbers of the ticks, at baseline y. */
void mark_ticks(svg *s, const axis *a, number_format format, const number_words *words, double y);

/* Collects ranges along a horizontal axis; draws them together, twice: a halo in the colour of the
 * page beneath the line.  An end outside the axis has no cap.  `id` is that of the picture. */
void mark_whisker(svg_path *ranges, const axis *a, double y, double lo, double hi);
/* The same along an upward axis. */
void mark_upright(svg_path *ranges, const axis *a, double x, double lo, double hi);
void mark_whiskers(svg *s, const svg_path *ranges, const char *id);

/* A dot for an estimate, hollow when its range holds zero; all dots lie in one group. */
xmlNode *mark_dots(svg *s);
void mark_dot(svg *s, xmlNode *dots, double x, double y, const chart_cell *cell);

/* Words across the picture: how many rows are not in it. */
void mark_left_out(svg *s, const number_words *numbers, double x, double y, size_t n,
                   const char *words);

/* What a pointer resting on a row shows: its label, and each column with its numbers. */
void mark_tip(svg *s, xmlNode *parent, const chart_data *data, const chart_row *row,
              const number_words *words);

#endif
