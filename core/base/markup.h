/* Writing XML as text: names are ours, values may hold anything. */
#ifndef OM_BASE_MARKUP_H
#define OM_BASE_MARKUP_H

#include "base/text.h"

typedef struct markup {
  text out;
  const char *open[16]; /* names of the elements that are open */
  size_t depth;
  bool in_tag;   /* attributes may follow */
  bool has_text; /* the innermost element holds text: no line breaks inside it */
} markup;

markup markup_new(arena *memory);

void markup_open(markup *m, const char *name);
/* Nothing is written for a NULL value. */
void markup_attribute(markup *m, const char *name, const char *value);
void markup_count(markup *m, const char *name, uint64_t value);
/* Nothing is written for NaN. */
void markup_number(markup *m, const char *name, double value);
void markup_text(markup *m, const char *value);
void markup_close(markup *m);

/* An element that holds only text. */
void markup_element(markup *m, const char *name, const char *value);

#endif
