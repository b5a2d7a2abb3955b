/* XML for people. */
#include "draft/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 100 };

sheet
sheet_new(arena *memory)
{
  sheet s = {.out = text_new(memory)};
  text_add(&s.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  s.line = s.out.n;
  return s;
}

/* The code point at s when it is one of those that hide or turn text (marks and isolates of
 * direction, zero-width characters, line separators); 0 for any other.  All of them take two or
 * three bytes, *n. */
static unsigned
odd_character(const char *s, size_t *n)
{
  const unsigned char *const c = (const unsigned char *)s;
  if (c[0] == 0xD8 && c[1] == 0x9C) {
    *n = 2;
    return 0x061C;
  }
  if (c[0] < 0xE0 || c[0] > 0xEF || (c[1] & 0xC0) != 0x80 || (c[2] & 0xC0) != 0x80)
    return 0;
  const unsigned x = (unsigned)(c[0] & 0x0F) << 12 | (unsigned)(c[1] & 0x3F) << 6 | (c[2] & 0x3F);
  *n = 3;
  const bool is_odd = (x >= 0x200B && x <= 0x200F) || (x >= 0x2028 && x <= 0x202E) ||
                      (x >= 0x2060 && x <= 0x206F) || x == 0xFEFF;
  return is_odd ? x : 0;
}

const char *
harmless(arena *memory, const char *s)
{
  const char *const inert = utf8_inert(memory, s);
  text out = text_new(memory);
  text_add(&out, "");
  size_t n;
  for (const char *c = inert; *c;)
    if (odd_character(c, &n)) {
      text_add(&out, "?");
      c += n;
    } else {
      text_add_n(&out, c++, 1);
    }
  return out.at;
}

static void
end_line(sheet *s)
{
  text_add(&s->out, "\n");
  s->line = s->out.n;
}

static void
indent(sheet *s, unsigned extra)
{
  for (unsigned i = 0; i < 2 * s->depth + extra; i++)
    text_add(&s->out, " ");
}

static void
escape(sheet *s, const char *value)
{
  static const struct {
    char c;
    const char *as;
  } special[] = {{'&', "&amp;"},  {'<', "&lt;"},   {'>', "&gt;"}, {'"', "&quot;"},
                 {'\n', "&#10;"}, {'\r', "&#13;"}, {'\t', "&#9;"}};
  const char *const clean = utf8_clean(s->out.memory, value);
  for (const char *c = clean; *c;) {
    size_t n = 1;
    const unsigned odd = odd_character(c, &n);
    const char *as = NULL;
    for (size_t i = 0; !odd && i < sizeof special / sizeof *special; i++)
      if (special[i].c == *c)
        as = special[i].as;
    if (odd)
      text_addf(&s->out, "&#x%X;", odd);
    else if (as)
      text_add(&s->out, as);
    else
      text_add_n(&s->out, c, 1);
    c += odd ? n : 1;
  }
}

void
sheet_comment(sheet *s, const char *format, ...)
{
  va_list list;
  va_start(list, format);
  char shown[4096];
  vsnprintf(shown, sizeof shown, format, list);
  va_end(list);
  indent(s, 0);
  text_add(&s->out, "<!--");
  const char *const words = harmless(s->out.memory, shown);
  for (const char *at = words; *at;) {
    at += strspn(at, " ");
    const size_t n = strcspn(at, " ");
    if (!n)
      break;
    if (s->out.n - s->line + 1 + n + 4 > WIDTH && s->out.n - s->line > 2 * s->depth + 8) {
      end_line(s);
      indent(s, 4);
    }
    text_add(&s->out, " ");
    for (size_t i = 0; i < n; i++) { /* no "--" inside, nor "-" before the end */
      text_add_n(&s->out, at + i, 1);
      if (at[i] == '-' && (i + 1 == n || at[i + 1] == '-'))
        text_add(&s->out, " ");
    }
    at += n;
  }
  text_add(&s->out, " -->");
  end_line(s);
}

void
sheet_open(sheet *s, const char *name)
{
  indent(s, 0);
  text_addf(&s->out, "<%s", name);
}

void
sheet_attribute(sheet *s, const char *name, const char *value)
{
  if (!value)
    return;
  if (s->out.n - s->line + strlen(name) + strlen(value) + 6 > WIDTH &&
      s->out.n - s->line > 2 * s->depth + 12) {
    end_line(s);
    indent(s, 8);
  } else {
    text_add(&s->out, " ");
  }
  text_addf(&s->out, "%s=\"", name);
  escape(s, value);
  text_add(&s->out, "\"");
}

void
sheet_empty(sheet *s)
{
  text_add(&s->out, "/>");
  end_line(s);
}

void
sheet_content(sheet *s)
{
  text_add(&s->out, ">");
  end_line(s);
  s->depth++;
}

void
sheet_text(sheet *s, const char *name, const char *value)
{
  text_add(&s->out, ">");
  escape(s, value);
  text_addf(&s->out, "</%s>", name);
  end_line(s);
}

void
sheet_close(sheet *s, const char *name)
{
  s->depth--;
  indent(s, 0);
  text_addf(&s->out, "</%s>", name);
  end_line(s);
}

void
sheet_blank(sheet *s)
{
  end_line(s);
}
