/* What the files of a comparison share.  Only for them. */
#ifndef OM_REPORT_CHANGE_PART_H
#define OM_REPORT_CHANGE_PART_H

#include "base/markup.h"
#include "report/change.h"
#include "report/change_read.h"

/* A difference; NaN ends: it has no range. */
typedef struct difference {
  double value, lo, hi;
} difference;

/* A theme whose change is clear with all themes considered. */
typedef struct changed_theme {
  const char *label;
  xmlNode *after;  /* the estimate of the later report */
  uint32_t format; /* OM_FORMAT_* */
  double now, then;
  difference d;
} changed_theme;

/* A table of the later report, and what of it can be compared. */
typedef struct changed_table {
  xmlNode *table;
  size_t n_columns, n_rows;
  bool *columns; /* [n_columns] which are compared */
  size_t first;  /* of these, from 0 */
} changed_table;

typedef struct changed_section {
  xmlNode *section;
  changed_table *at;
  size_t n, capacity;
} changed_section;

typedef struct change {
  arena *memory;
  change_pair pair;
  markup *w;
  change_counts *counts;
  double confidence;
  changed_section *sections;
  size_t n_sections;
  changed_theme *themes; /* the clearest first */
  size_t n_themes;
} change;

double change_number_attribute(const xmlNode *node, const char *name);

/* An element with a text, from its template (base/template.h). */
void change_say(const change *c, const char *name, const char *template);

/* A text of the later report, with the numbers in it: they are that one's, and of no estimate here.
 */
void change_copy_text(const change *c, const char *name, const xmlNode *text);

/* change_look.c: finds what can be compared, counts it, and chooses themes. */
void change_look(change *c);

/* The later number minus the earlier one. */
difference change_between(change_number before, change_number after);

/* change_write.c */
void change_write_sections(const change *c);

#endif
