/* Widths by class of character, and cuts that respect characters.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_label.h"

#include <stdint.h>
#include <string.h>

static const char ellipsis[] = "\xe2\x80\xa6";
static const uint32_t zero_width_joiner = 0x200D;

/* The character at `text` (not at its end); *n is its length in bytes.  A byte that belongs to no
 * character is one of its own, U+FFFD. */
static uint32_t
character(const char *text, size_t *n)
{
  const unsigned char *const b = (const unsigned char *)text;
  *n = 1;
  if (b[0] < 0x80)
    return b[0];
  const size_t length = b[0] >= 0xF0 && b[0] < 0xF5   ? 4
                        : b[0] >= 0xE0 && b[0] < 0xF0 ? 3
                        : b[0] >= 0xC2 && b[0] < 0xE0 ? 2
                                                      : 0;
  uint32_t c = length == 4 ? b[0] & 0x07U : length == 3 ? b[0] & 0x0FU : b[0] & 0x1FU;
  for (size_t i = 1; i < length; i++) {
    if ((b[i] & 0xC0) != 0x80)
      return 0xFFFD;
    c = c << 6 | (b[i] & 0x3FU);
  }
  if (length == 0)
    return 0xFFFD;
  *n = length;
  return c;
}

/* A mark that is drawn onto, or joined to, the character before it. */
static int
is_mark(uint32_t c)
{
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) ||
         (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0100 && c <= 0xE01EF) ||
         c == zero_width_joiner || (c >= 0x200B && c <= 0x200F);
}

/* Widths of ' ' to '~' in hundredths of an em: those of DejaVu Sans, the widest of the faces that
 * are usual on screens, rounded up. */
static const unsigned char ascii[] = {
    32, 41, 46, 84, 64, 95, 78, 28, 39,  39, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69,  62, 69, 39, 34, 39, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64,  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
};

/* Width in em. */
static double
em(uint32_t c)
{
  if (is_mark(c) || c < ' ')
    return 0;
  if (c - ' ' < sizeof ascii)
    return ascii[c - ' '] / 100.;
  return c < 0x0250                  ? .66 /* Latin with accents */
         : c < 0x1100                ? .72 /* Greek, Cyrillic, Hebrew, Arabic, Indic */
         : c >= 0x2000 && c < 0x2070 ? 1.0
                                     : 1.3; /* East Asian, signs, emoji */
}

double
label_width(const char *text, double size)
{
  double width = 0;
  for (size_t n; *text; text += n)
    width += em(character(text, &n));
  return width * size;
}

/* More marks than this on one character are no writing: a cut may go between them. */
enum { MOST_MARKS = 8 };

/* Length in bytes of the longest beginning that is at most `width` wide and `room` long, ends
 * between two whole characters, and does not end in a space. */
static size_t
beginning(const char *text, double size, double width, size_t room)
{
  size_t fits = 0, marks = 0;
  double used = 0;
  uint32_t before = ' ';
  for (size_t at = 0, n; text[at]; at += n) {
    const uint32_t c = character(text + at, &n);
    marks = is_mark(c) ? marks + 1 : 0;
    const int joined = marks > 0 || before == zero_width_joiner;
    if ((!joined || marks > MOST_MARKS) && before != ' ')
      fits = at;
    used += em(c) * size;
    if (used > width || at + n > room)
      return fits;
    before = c;
  }
  return strlen(text);
}

int
label_fit(const char *text, double size, double width, char out[LABEL_SIZE])
{
  const size_t all = strlen(text);
  if (all < LABEL_SIZE && label_width(text, size) <= width) {
    memcpy(out, text, all + 1);
    return 0;
  }
  const size_t n =
      beginning(text, size, width - label_width(ellipsis, size), LABEL_SIZE - sizeof ellipsis);
  memcpy(out, text, n);
  memcpy(out + n, ellipsis, sizeof ellipsis);
  return 1;
}

size_t
label_wrap(const char *text, double size, double width, size_t most, char lines[][LABEL_SIZE],
           int *cut)
{
  for (size_t line = 0;; line++) {
    *cut = label_fit(text, size, width, lines[line]);
    if (!*cut || line + 1 == most)
      return line + 1;
    /* the last space that leaves this line narrow enough */
    size_t at = beginning(text, size, width, LABEL_SIZE - 1);
    while (at > 0 && text[at] != ' ')
      at--;
    if (at == 0)
      return line + 1; /* one long word: stays cut */
    memcpy(lines[line], text, at);
    lines[line][at] = '\0';
    text += at + strspn(text + at, " ");
  }
}
