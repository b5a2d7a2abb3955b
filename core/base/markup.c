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

/* What a byte is written as; NULL: as it is. */
static const char *
reference(char c)
{
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\n':
    return "&#10;";
  case '\r':
    return "&#13;";
  case '\t':
    return "&#9;";
  default:
    return NULL;
  }
}

/* 1 when utf8_clean would change nothing. */
static int
is_plain(const char *value)
{
  for (; *value; value++)
    if ((unsigned char)*value < 0x20 || (unsigned char)*value >= 0x7F)
      return 0;
  return 1;
}

static void
escape(markup *m, const char *value)
{
  const char *const clean = is_plain(value) ? value : utf8_clean(m->out.memory, value);
  const char *from = clean;
  for (const char *s = clean; *s; s++) {
    const char *const written = reference(*s);
    if (!written)
      continue;
    text_add_n(&m->out, from, (size_t)(s - from));
    text_add(&m->out, written);
    from = s + 1;
  }
  text_add(&m->out, from);
}

static void
begin_attribute(markup *m, const char *name)
{
  text_add(&m->out, " ");
  text_add(&m->out, name);
  text_add(&m->out, "=\"");
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
  text_add(&m->out, "<");
  text_add(&m->out, name);
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
  begin_attribute(m, name);
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
  begin_attribute(m, name);
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
