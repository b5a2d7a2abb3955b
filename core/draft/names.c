/* Names of columns as parts of a family. */
#include "draft/names.h"

#include "base/text.h"

#include <string.h>

static bool
is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_separator(char c)
{
  return c != '\0' && strchr("_.-# ", c) != NULL;
}

/* How much of the name is left when its last part goes: digits, one letter after a digit, what is
 * in brackets, or a word after a separator; 0 when nothing goes. */
static size_t
without_last(const char *name, size_t n, bool *is_word)
{
  size_t i = n;
  *is_word = false;
  if (n && name[n - 1] == ']') {
    while (i && name[i - 1] != '[')
      i--;
    return i ? i - 1 : 0;
  }
  while (i && is_digit(name[i - 1]))
    i--;
  if (i < n)
    return i;
  if (n >= 2 && is_letter(name[n - 1]) && (is_digit(name[n - 2]) || is_separator(name[n - 2])))
    return n - 1;
  while (i && !is_separator(name[i - 1]))
    i--;
  *is_word = true;
  return i ? i - 1 : 0;
}

name_stems
stems_of(arena *memory, const char *name)
{
  name_stems out = {.n = 0};
  size_t n = strlen(name);
  while (out.n < MOST_STEMS) {
    bool is_word;
    n = without_last(name, n, &is_word);
    size_t end = n;
    while (end && is_separator(name[end - 1]))
      end--;
    if (end == 0)
      break;
    out.at[out.n] = arena_copy(memory, name, end);
    out.is_word[out.n++] = is_word;
    n = end;
  }
  return out;
}

const char *
question_of(arena *memory, const char *asked)
{
  size_t n = strlen(asked);
  while (n && asked[n - 1] == ' ')
    n--;
  if (n > 2 && asked[n - 1] == ']') {
    size_t at = n - 1, depth = 1;
    while (at && depth) {
      at--;
      depth += asked[at] == ']';
      depth -= asked[at] == '[';
    }
    while (at && strchr(" :-", asked[at - 1]))
      at--;
    return depth == 0 && at ? arena_copy(memory, asked, at) : "";
  }
  const char *const dash = strstr(asked, " - ");
  if (dash && dash != asked)
    return arena_copy(memory, asked, (size_t)(dash - asked));
  const char *const colon = strchr(asked, ':');
  const char *const sign = strchr(asked, '#');
  if (colon && sign && sign < colon && colon[1])
    return arena_copy(memory, colon + 1, n - (size_t)(colon + 1 - asked));
  return "";
}

const char *
id_of(arena *memory, const char *name, const char *fallback)
{
  enum { LONGEST = 40, ENOUGH = 20 };
  text out = text_new(memory);
  for (const char *s = name; *s && out.n < LONGEST; s++) {
    if (is_letter(*s) || (out.n && (is_digit(*s) || *s == '-')))
      text_add_n(&out, s, 1);
    else if (is_digit(*s))
      text_addf(&out, "q%c", *s);
    else if (out.n && out.at[out.n - 1] != '_')
      text_add(&out, "_");
  }
  char *const last = out.n >= LONGEST ? strrchr(out.at, '_') : NULL;
  if (last && last - out.at >= ENOUGH)
    out.at[out.n = (size_t)(last - out.at)] = '\0';
  while (out.n && (out.at[out.n - 1] == '_' || out.at[out.n - 1] == '-'))
    out.at[--out.n] = '\0';
  return out.n ? out.at : fallback;
}

const char *
short_text(arena *memory, const char *s, size_t longest)
{
  const char *const inert = utf8_inert(memory, s);
  text out = text_new(memory);
  text_add(&out, "");
  for (const char *c = inert; *c; c++) {
    if (*c != ' ')
      text_add_n(&out, c, 1);
    else if (out.n && out.at[out.n - 1] != ' ')
      text_add(&out, " ");
  }
  while (out.n && out.at[out.n - 1] == ' ')
    out.at[--out.n] = '\0';
  if (out.n <= longest)
    return out.at;
  out.n = longest - 3;
  while (out.n && ((unsigned char)out.at[out.n] & 0xC0) == 0x80)
    out.n--;
  out.at[out.n] = '\0';
  text_add(&out, "...");
  return out.at;
}
