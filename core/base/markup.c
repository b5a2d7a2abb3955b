/* Writing XML as text: names are ours, values may hold anything. */
#include "base/markup.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

markup
markup_new(arena *memory)
{
  markup m = {.out = text_new(memory)};
  text_add(&m.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  return m;
}

static void
escape(markup *m, const char *value)
{
  for (const char *s = utf8_clean(m->out.memory, value); *s; s++)
    switch (*s) {
    case '&':
      text_add(&m->out, "&amp;");
      break;
    case '<':
      text_add(&m->out, "&lt;");
      break;
    case '>':
      text_add(&m->out, "&gt;");
      break;
    case '"':
      text_add(&m->out, "&quot;");
      break;
    case '\n':
      text_add(&m->out, "&#10;");
      break;
    case '\r':
      text_add(&m->out, "&#13;");
      break;
    case '\t':
      text_add(&m->out, "&#9;");
      break;
    default:
      text_add_n(&m->out, s, 1);
    }
}

static void
end_tag(markup *m)
{
  if (m->in_tag)
    text_add(&m->out, ">");
  m->in_tag = false;
}

void
markup_open(markup *m, const char *name)
{
  end_tag(m);
  if (m->depth && !m->has_text)
    text_add(&m->out, "\n");
  text_addf(&m->out, "<%s", name);
  if (m->depth < sizeof m->open / sizeof *m->open)
    m->open[m->depth++] = name;
  m->in_tag = true;
  m->has_text = false;
}

void
markup_attribute(markup *m, const char *name, const char *value)
{
  if (!value)
    return;
  text_addf(&m->out, " %s=\"", name);
  escape(m, value);
  text_add(&m->out, "\"");
}

void
markup_count(markup *m, const char *name, uint64_t value)
{
  text_addf(&m->out, " %s=\"%" PRIu64 "\"", name, value);
}

void
markup_number(markup *m, const char *name, double value)
{
  if (isnan(value))
    return;
  text_addf(&m->out, " %s=\"", name);
  text_add_double(&m->out, value);
  text_add(&m->out, "\"");
}

void
markup_text(markup *m, const char *value)
{
  end_tag(m);
  escape(m, value);
  m->has_text = true;
}

void
markup_close(markup *m)
{
  const char *const name = m->open[--m->depth];
  if (m->in_tag)
    text_add(&m->out, "/>");
  else
    text_addf(&m->out, "%s</%s>", m->has_text ? "" : "\n", name);
  m->in_tag = false;
  m->has_text = false;
  if (m->depth == 0)
    text_add(&m->out, "\n");
}

void
markup_element(markup *m, const char *name, const char *value)
{
  markup_open(m, name);
  markup_text(m, value);
  markup_close(m);
}
