/* Arguments in templates. */
#include "base/template.h"

#include <string.h>

/* What stands before the "}" that ends it, which is the first that is not doubled; *end is after
 * it.  NULL when it has no end. */
static const char *
value_at(arena *memory, const char *at, const char **end)
{
  text t = text_new(memory);
  text_add(&t, "");
  for (; *at && !(*at == '}' && at[1] != '}'); at++) {
    text_add_n(&t, at, 1);
    at += (*at == '}' || *at == '{') && at[1] == *at;
  }
  *end = *at ? at + 1 : at;
  return *at ? t.at : NULL;
}

bool
template_argument_at(arena *memory, const char *at, template_argument *out)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
  const span name = {at + 1, strspn(at + 1, letters)};
  const char sign = name.at[name.n];
  if (name.n == 0 || !sign || !strchr("=:#", sign))
    return false;
  out->name = name;
  out->is_words = sign == ':';
  out->is_number = sign == '#';
  out->value = value_at(memory, name.at + name.n + 1, &out->end);
  return out->value != NULL;
}

const char *
template_plain(arena *memory, const char *text)
{
  if (!strchr(text, '{'))
    return text;
  struct text t = text_new(memory);
  text_add(&t, "");
  for (const char *at = text; *at;) {
    template_argument x;
    if (*at == '{' && template_argument_at(memory, at, &x)) {
      text_add(&t, x.value);
      at = x.end;
    } else {
      text_add_n(&t, at++, 1);
    }
  }
  return t.at;
}

const char *
template_quote(arena *memory, const char *value)
{
  if (!strpbrk(value, "{}"))
    return value;
  text t = text_new(memory);
  for (const char *c = value; *c; c++) {
    text_add_n(&t, c, 1);
    if (*c == '{' || *c == '}')
      text_add_n(&t, c, 1);
  }
  return t.at;
}
