/* Words as people mean them. */
#include "base/fold.h"

#include <string.h>

size_t
utf8_read(const char *s, size_t n, uint32_t *character)
{
  const unsigned char *const c = (const unsigned char *)s;
  const size_t length = c[0] < 0x80 ? 1 : c[0] >= 0xF0 ? 4 : c[0] >= 0xE0 ? 3 : 2;
  if (length == 1 || length > n) {
    *character = c[0];
    return 1;
  }
  uint32_t x = c[0] & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; i++)
    x = x << 6 | (c[i] & 0x3F);
  *character = x;
  return length;
}

static bool
is_space(uint32_t c)
{
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

/* What stands between words and belongs to none. */
static bool
is_punctuation(uint32_t c)
{
  if (c < 0x80)
    return c && strchr("!\"(),-./:;?[\\]_`{|}~", (int)c) != NULL;
  return c == 0xAB || c == 0xBB || c == 0xB7 || c == 0xBF || c == 0xA1 ||
         (c >= 0x2010 && c <= 0x2027) || (c >= 0x2039 && c <= 0x203A) || c == 0x2212;
}

/* Gone without a trace: "don't", "don’t" and "dont" are one, and so is a letter with an accent
 * that stands as a character of its own. */
static bool
is_nothing(uint32_t c)
{
  return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0xB4 || c == 0xAD ||
         (c >= 0x300 && c <= 0x36F);
}

/* Base letters of U+00C0 to U+00FF and U+0100 to U+017F; '*' is a character by itself. */
static const char latin_1[] = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty";
static const char latin_a[] = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkk"
                              "llllllllllnnnnnnnnnoooooooorrrrrrsssssssstttttt"
                              "uuuuuuuuuuuuwwyyyzzzzzzs";

/* The base letter, or 0 when the character stays as it is (in *lower). */
static char
base_letter(uint32_t c, uint32_t *lower)
{
  *lower = c;
  if (c >= 'A' && c <= 'Z')
    return (char)(c | 0x20);
  if (c < 0x80)
    return (char)c;
  if (c >= 0xC0 && c <= 0xFF && latin_1[c - 0xC0] != '*')
    return latin_1[c - 0xC0];
  if (c >= 0x100 && c <= 0x17F)
    return latin_a[c - 0x100];
  const bool is_capital = (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F);
  *lower = is_capital ? c + 0x20 : c >= 0x400 && c <= 0x40F ? c + 0x50 : c;
  return 0;
}

static size_t
put_wide(char *out, uint32_t c, const char *as_it_was, size_t length)
{
  if (length != 2) {
    memcpy(out, as_it_was, length);
    return length;
  }
  out[0] = (char)(0xC0 | c >> 6);
  out[1] = (char)(0x80 | (c & 0x3F));
  return 2;
}

size_t
text_fold(span s, char *out)
{
  size_t n = 0;
  bool is_apart = false;
  for (size_t i = 0; i < s.n;) {
    uint32_t c, lower;
    const size_t length = utf8_read(s.at + i, s.n - i, &c);
    if (!is_nothing(c) && (is_space(c) || is_punctuation(c))) {
      is_apart = true;
    } else if (!is_nothing(c)) {
      if (is_apart && n)
        out[n++] = ' ';
      is_apart = false;
      const char letter = base_letter(c, &lower);
      if (c == 0xDF) /* sharp s */
        out[n++] = 's';
      if (letter)
        out[n++] = letter;
      else
        n += put_wide(out + n, lower, s.at + i, length);
    }
    i += length;
  }
  out[n] = '\0';
  return n;
}

const char *
text_folded(arena *memory, const char *s)
{
  const size_t n = strlen(s);
  char *const out = arena_alloc(memory, n + 1, 1);
  text_fold((span){s, n}, out);
  return out;
}

static bool
is_line_end(uint32_t c)
{
  return (c >= '\n' && c <= '\r') || c == 0x2028 || c == 0x2029;
}

span
span_trim_wide(span s)
{
  uint32_t c;
  while (s.n) {
    const size_t length = utf8_read(s.at, s.n, &c);
    if (!is_space(c) || is_line_end(c))
      break;
    s = (span){s.at + length, s.n - length};
  }
  while (s.n) {
    size_t last = s.n - 1;
    while (last && ((unsigned char)s.at[last] & 0xC0) == 0x80)
      last--;
    utf8_read(s.at + last, s.n - last, &c);
    if (!is_space(c) || is_line_end(c))
      break;
    s.n = last;
  }
  return s;
}

char *
text_one_line(arena *memory, span s)
{
  char *const out = arena_alloc(memory, s.n + 1, 1);
  size_t n = 0;
  for (size_t i = 0; i < s.n;) {
    uint32_t c;
    const size_t length = utf8_read(s.at + i, s.n - i, &c);
    if (!is_space(c)) {
      memcpy(out + n, s.at + i, length);
      n += length;
    } else if (n && out[n - 1] != ' ') {
      out[n++] = ' ';
    }
    i += length;
  }
  if (n && out[n - 1] == ' ')
    out[n - 1] = '\0';
  return out;
}
