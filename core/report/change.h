/* What differs between two reports, as a report of its own: its numbers are differences, the later
 * one minus the earlier one, so that all that is made from a report is made from it too.
 *
 * A number is compared where both reports have it about the same thing, made by the same version of
 * the same plugin with the same options, from the same questions.  Its range is that of two
 * independent samples: (Zou and Donner 2008) with the distances of each end from its number. */
#ifndef OM_REPORT_CHANGE_H
#define OM_REPORT_CHANGE_H

#include "base/text.h"

#include <libxml/tree.h>

/* How a comparison went. */
typedef struct change_counts {
  size_t compared;  /* numbers that both reports have, with a range in each */
  size_t clear;     /* of these the range of the difference leaves out zero */
  size_t withheld;  /* in one of the two, or in both */
  size_t one_sided; /* numbers of the later report that the earlier one has not */
  size_t unlike;    /* made differently, so that no difference would say anything */
} change_counts;

/* report.xml of the difference.  Both are valid, and cover the same share with their ranges
 * (change_same_confidence). */
text change_xml(arena *memory, xmlDoc *before, xmlDoc *after, change_counts *counts);

bool change_same_confidence(arena *memory, xmlDoc *before, xmlDoc *after);

#endif
