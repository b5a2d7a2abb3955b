/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart_dots.h"

#include <math.h>
#include <stdlib.h>

enum { SQUARE = 8 };

int
box_overlap(const box *a, const box *b)
{
  return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

int
dots_start(dots *d, size_t n, double width, double height, double radius)
{
  *d = (dots){.across = (size_t)(fmax(width, 0) / SQUARE) + 1,
              .down = (size_t)(fmax(height, 0) / SQUARE) + 1,
              .radius = radius};
  d->at = calloc(n + 1, sizeof *d->at);
  d->first = calloc(d->across * d->down, sizeof *d->first);
  return d->at && d->first ? 0 : -1;
}

void
dots_done(dots *d)
{
  free(d->at);
  free(d->first);
  *d = (dots){0};
}

static size_t
square(double place, size_t n)
{
  const double s = floor(place / SQUARE);
  return !(s > 0) ? 0 : s >= (double)n ? n - 1 : (size_t)s;
}

void
dots_add(dots *d, double x, double y)
{
  size_t *const first = &d->first[square(y, d->down) * d->across + square(x, d->across)];
  d->at[d->n] = (dot){x, y, *first};
  *first = ++d->n;
}

static int
is_in_square(const dots *d, size_t first, const box *place)
{
  for (size_t i = first; i; i = d->at[i - 1].next) {
    const dot *const p = &d->at[i - 1];
    const box around = {p->x - d->radius, p->y - d->radius, p->x + d->radius, p->y + d->radius};
    if (box_overlap(place, &around))
      return 1;
  }
  return 0;
}

int
dots_are_in(const dots *d, const box *place)
{
  const size_t left = square(place->left - d->radius, d->across),
               right = square(place->right + d->radius, d->across),
               top = square(place->top - d->radius, d->down),
               bottom = square(place->bottom + d->radius, d->down);
  for (size_t y = top; y <= bottom; y++) {
    for (size_t x = left; x <= right; x++) {
      if (is_in_square(d, d->first[y * d->across + x], place))
        return 1;
    }
  }
  return 0;
}
