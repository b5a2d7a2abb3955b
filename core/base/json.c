/* JSON, piece by piece. */
#include "base/json.h"

#include <inttypes.h>
#include <math.h>

void
json_key(text *t, const char *name)
{
  const char last = t->n ? t->at[t->n - 1] : '{';
  if (last != '{' && last != '[')
    text_add(t, ",");
  if (name) {
    text_add_json(t, name);
    text_add(t, ":");
  }
}

void
json_open(text *t, const char *name, char bracket)
{
  json_key(t, name);
  text_add_n(t, &bracket, 1);
}

void
json_close(text *t, char bracket)
{
  text_add_n(t, &bracket, 1);
}

void
json_string(text *t, const char *name, const char *value)
{
  json_key(t, name);
  if (value)
    text_add_json(t, utf8_clean(t->memory, value));
  else
    text_add(t, "null");
}

void
json_count(text *t, const char *name, uint64_t value)
{
  json_key(t, name);
  text_addf(t, "%" PRIu64, value);
}

void
json_number(text *t, const char *name, double value)
{
  json_key(t, name);
  if (isfinite(value))
    text_add_double(t, value);
  else
    text_add(t, "null");
}
