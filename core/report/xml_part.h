/* What the files that write report.xml and estimates.json share.  Only for them. */
#ifndef OM_REPORT_XML_PART_H
#define OM_REPORT_XML_PART_H

#include "base/markup.h"
#include "report/xml.h"

#define ATTRIBUTE(name, value) markup_attribute(w, (name), (value))

typedef struct writing {
  arena *memory;
  const model *m;
  const om_study *study;
  markup *w;
  const char **scales; /* names, by om_scale.index */
  const char ***items; /* [om_scale.index][om_item.index] */
} writing;

static inline const char *
side_name(uint32_t side)
{
  return side == OM_INSIDE ? "inside" : side == OM_OUTSIDE ? "outside" : NULL;
}

static inline const char *
yes_no(bool yes)
{
  return yes ? "yes" : "no";
}

static inline const char *
name_of_scale(const writing *x, uint32_t index_plus_1)
{
  return index_plus_1 ? x->scales[index_plus_1 - 1] : NULL;
}

/* Names are made once: each stands in the report many times.  w: NULL where no XML is written. */
writing xml_writing(arena *memory, const model *m, markup *w);

typedef struct named {
  const char *name, *value;
} named;
enum { MOST_SUBJECT = 11 };

/* What a result is about, by the names of report.rnc; how many there are. */
size_t xml_subject(const writing *x, about a, named out[MOST_SUBJECT]);

/* What the n of an estimate counts: "scored". */
const char *xml_basis(const writing *x, about a, uint32_t basis);

/* Into the element that is open: words, and the template that they were made from where the two
 * differ. */
void xml_said(markup *w, arena *memory, said s);

/* The same of a text that is an attribute: its template, and its values as elements. */
void xml_said_values(markup *w, arena *memory, said s);

/* An element with a text. */
void xml_said_element(markup *w, arena *memory, const char *name, said s);

/* What was asked, of whom, and what came in. */
void xml_write_head(const writing *x);

#endif
