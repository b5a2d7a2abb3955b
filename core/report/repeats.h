/* What several findings of a section have in common: the same caution, the same chart.  Findings
 * that open the page do not count. Knows report.rnc; knows no page. SPDX-License-Identifier:
 * GPL-3.0-or-later
 */
#ifndef OM_REPORT_REPEATS_H
#define OM_REPORT_REPEATS_H

#include <libxml/hash.h>
#include <libxml/tree.h>

/* All zero, and it is ready; it keeps what it knows of the last section. */
typedef struct repeats {
  const xmlNode *section;
  xmlHashTable *said; /* by what it says, and what it is */
} repeats;

/* Whether another finding of the section says the same as this <caution> or @chart of a finding:
 * "once", "first" (others follow) or "later"; NULL when memory runs out. */
const char *repeats_of(repeats *r, const xmlNode *node);
void repeats_done(repeats *r);

#endif
