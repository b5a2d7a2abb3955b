/* Names in pictures: how wide a text is at most, and how to cut one that is too long.
 * Nothing here can measure: the reader's font is unknown.  Widths are those of a wide sans-serif
 * face, so that other faces leave room over.  Knows neither XML nor SVG.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_LABEL_H
#define OM_REPORT_CHART_LABEL_H

#include <stddef.h>

/* Room for a cut label, its end included. */
enum { LABEL_SIZE = 512 };

/* Width of UTF-8 text at this font size, in the unit of the size.  Broken UTF-8 counts a wide
 * character a byte. */
double label_width(const char *text, double size);

/* The text, or its beginning and an ellipsis when it is wider than `width` or would not fit
 * `out`.  Never cuts within a character, nor between one and the marks that belong to it.
 * Returns 1 when something was cut. */
int label_fit(const char *text, double size, double width, char out[LABEL_SIZE]);

/* The text on at most `most` >= 1 lines, broken at spaces; the last is cut as label_fit does.
 * Returns the number of lines; *cut becomes 1 when something was cut, else 0. */
size_t label_wrap(const char *text, double size, double width, size_t most,
                  char lines[][LABEL_SIZE], int *cut);

#endif
