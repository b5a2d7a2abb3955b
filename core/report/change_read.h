/* Two reports side by side: which number of one is which of the other.  Only for change.c. */
#ifndef OM_REPORT_CHANGE_READ_H
#define OM_REPORT_CHANGE_READ_H

#include "base/map.h"
#include "base/text.h"

#include <libxml/tree.h>

/* An estimate of a report; NaN where it has none. */
typedef struct change_number {
  xmlNode *node; /* NULL: there is none */
  bool is_withheld;
  double value, lo, hi, n;
} change_number;

typedef struct change_report {
  xmlNode *root, *head;
  map keys; /* of estimates: plugin, statistic, what it is about */
  xmlNode **by_key;
  size_t capacity;
  map ids; /* of estimates */
  xmlNode **by_id;
  size_t ids_capacity;
} change_report;

typedef struct change_pair {
  arena *memory;
  change_report before, after;
  map same_scales;  /* ids of scales with the same questions in both */
  bool is_one_plan; /* all that was declared is the same */
} change_pair;

change_pair change_pair_make(arena *memory, xmlDoc *before, xmlDoc *after);

/* An attribute's text, or NULL; it lives as long as the tree. */
const char *change_attribute(const xmlNode *node, const char *name);

/* The section of the earlier report that says the same in the same way, or NULL. */
xmlNode *change_section_before(const change_pair *p, const xmlNode *section);

change_number change_number_of(xmlNode *estimate);

/* The estimate of the later report with that id. */
change_number change_number_after(const change_pair *p, const char *id);

/* That of the earlier report about the same thing; *is_unlike when what it is about, or was made
 * from, is not the same. */
change_number change_number_before(const change_pair *p, const xmlNode *section,
                                   const change_number *after, bool *is_unlike);

/* Attributes that say what something is about; ends at NULL. */
extern const char *const change_abouts[];

#endif
