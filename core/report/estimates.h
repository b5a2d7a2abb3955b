/* The estimates of a report, found by id.  There may be hundreds of thousands: as elements of a
 * tree they would be most of the work of a page, so they are taken out of the text while it is
 * read. Knows report.rnc; knows no page. SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_ESTIMATES_H
#define OM_REPORT_ESTIMATES_H

#include <stddef.h>

typedef enum estimate_side { SIDE_NONE, SIDE_INSIDE, SIDE_OUTSIDE } estimate_side;

/* Which attributes are there, whatever they say. */
enum {
  ESTIMATE_VALUE = 1,
  ESTIMATE_LO = 2,
  ESTIMATE_HI = 4,
  ESTIMATE_P = 8,
  ESTIMATE_N = 16,
  ESTIMATE_WITHHELD = 32
};

typedef struct page_estimate {
  const char *id;
  const char *undefined;      /* the reason, or NULL */
  double value, lo, hi, p, n; /* NaN: not there, or no number */
  unsigned char has;          /* ESTIMATE_* */
  unsigned char basis;        /* for estimate_basis; the same number is the same basis */
  estimate_side side;         /* of what it is about */
} page_estimate;

/* "scored", "units", ...; "" when it has none that is known. */
const char *estimate_basis(const page_estimate *e);

/* 1 when it counts units, not people. */
int estimate_counts_units(const page_estimate *e);

typedef struct estimates estimates;

estimates *estimates_new(void);    /* NULL when memory runs out */
void estimates_free(estimates *e); /* NULL ok */

/* An attribute of an element; `value` does not end with a NUL. */
typedef struct element_attribute {
  const char *name, *value;
  size_t n;
} element_attribute;

/* A <survey>, before the estimates that name it; an <estimate>.  Of two with one id the first
 * counts, and one without an id is left out.  0 ok; -1 out of memory. */
int estimates_add_survey(estimates *e, const element_attribute *attributes, size_t n);
int estimates_add(estimates *e, const element_attribute *attributes, size_t n);

/* Every reason for which one is undefined becomes what `say` makes of it, which has to live as long
 * as the estimates. */
void estimates_say(estimates *e, const char *(*say)(void *context, const char *text),
                   void *context);

/* NULL when there is none (NULL too).  Good until the next one is added. */
const page_estimate *estimates_find(const estimates *e, const char *id);

#endif
