/* Arguments in templates: "{name=a value}", "{name:words}", which are translated as well, and
 * "{name#1.5}", a number in English, which is written as a language writes numbers. */
#ifndef OM_BASE_TEMPLATE_H
#define OM_BASE_TEMPLATE_H

#include "base/text.h"

typedef struct template_argument {
  span name;
  bool is_words, is_number;
  const char *value; /* in which "{{" and "}}" became single ones */
  const char *end;   /* what follows it in the template */
} template_argument;

/* The argument that begins at `at`, a "{"; false when none does. */
bool template_argument_at(arena *memory, const char *at, template_argument *out);

/* The text without its arguments' braces and names; `text` itself where there are none. */
const char *template_plain(arena *memory, const char *text);

/* A value as it stands in an argument. */
const char *template_quote(arena *memory, const char *value);

#endif
