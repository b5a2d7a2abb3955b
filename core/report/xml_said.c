/* report.xml: texts, and what was filled into them. */
#include "report/xml_part.h"

/* The bytes of a text from one place to another. */
static const char *
piece(arena *memory, const said *s, size_t from, size_t to)
{
  return arena_copy(memory, s->text + from, to - from);
}

static void
write_value(markup *w, arena *memory, const said *s, const said_value *v)
{
  markup_open(w, "value");
  ATTRIBUTE("ref", v->ref);
  ATTRIBUTE("words", v->is_words ? "yes" : NULL);
  ATTRIBUTE("number", v->is_number && !v->ref ? "yes" : NULL);
  markup_text(w, piece(memory, s, v->at, v->at + v->n));
  markup_close(w);
}

void
xml_said(markup *w, arena *memory, said s)
{
  ATTRIBUTE("template", s.template);
  size_t at = 0;
  for (size_t i = 0; i < s.n_values; i++) {
    markup_text(w, piece(memory, &s, at, s.values[i].at));
    write_value(w, memory, &s, &s.values[i]);
    at = s.values[i].at + s.values[i].n;
  }
  markup_text(w, s.text + at);
}

void
xml_said_values(markup *w, arena *memory, said s)
{
  ATTRIBUTE("template", s.template);
  for (size_t i = 0; i < s.n_values; i++)
    write_value(w, memory, &s, &s.values[i]);
}

void
xml_said_element(markup *w, arena *memory, const char *name, said s)
{
  markup_open(w, name);
  xml_said(w, memory, s);
  markup_close(w);
}
