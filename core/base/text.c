/* Text: building it, checking that it is UTF-8, and numbers in and out. */
#include "base/text.h"

#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

text
text_new(arena *memory)
{
  return (text){.memory = memory};
}

void
text_add_n(text *t, const char *s, size_t n)
{
  if (t->n + n + 1 > t->capacity) {
    size_t capacity = t->capacity ? t->capacity : 64;
    while (capacity < t->n + n + 1)
      capacity *= 2;
    char *const moved = arena_alloc(t->memory, capacity, 1);
    if (t->n)
      memcpy(moved, t->at, t->n);
    t->at = moved;
    t->capacity = capacity;
  }
  if (n)
    memcpy(t->at + t->n, s, n);
  t->n += n;
  t->at[t->n] = '\0';
}

void
text_add(text *t, const char *s)
{
  text_add_n(t, s, strlen(s));
}

void
text_addf(text *t, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  va_list again;
  va_copy(again, args);
  char some[256]; /* most of what is added is short */
  const int n = vsnprintf(some, sizeof some, format, args);
  va_end(args);
  if (n > 0 && (size_t)n < sizeof some) {
    text_add_n(t, some, (size_t)n);
  } else if (n > 0) {
    char *const piece = arena_alloc(t->memory, (size_t)n + 1, 1);
    vsnprintf(piece, (size_t)n + 1, format, again);
    text_add_n(t, piece, (size_t)n);
  }
  va_end(again);
}

/* From enter_c to leave_c this thread prints and reads a full stop, whatever the locale. */
static locale_t
enter_c(void)
{
  return uselocale(newlocale(LC_NUMERIC_MASK, "C", (locale_t)0));
}

static void
leave_c(locale_t before)
{
  freelocale(uselocale(before));
}

void
text_add_double(text *t, double x)
{
  char digits[32];
  const locale_t before = enter_c();
  snprintf(digits, sizeof digits, "%.15g", x); /* what was rounded to a decimal is that decimal */
  if (strtod(digits, NULL) != x)
    snprintf(digits, sizeof digits, "%.17g", x);
  leave_c(before);
  text_add(t, digits);
}

void
text_add_shortest(text *t, double x)
{
  char digits[32];
  if (x == floor(x) && fabs(x) < 1e15) {
    const int n = snprintf(digits, sizeof digits, "%" PRId64, (int64_t)x);
    text_add_n(t, digits, (size_t)n);
    return;
  }
  const locale_t before = enter_c();
  for (int precision = 15; precision <= 17; precision++) {
    snprintf(digits, sizeof digits, "%.*g", precision, x);
    if (strtod(digits, NULL) == x)
      break;
  }
  leave_c(before);
  text_add(t, digits);
}

void
text_add_fixed(text *t, double x, int decimals)
{
  char digits[400];
  const locale_t before = enter_c();
  snprintf(digits, sizeof digits, "%.*f", decimals, x);
  leave_c(before);
  const bool is_zero = digits[0] == '-' && strspn(digits + 1, "0.") == strlen(digits + 1);
  text_add(t, is_zero ? digits + 1 : digits);
}

void
text_add_count(text *t, uint64_t n)
{
  char digits[24];
  const int length = snprintf(digits, sizeof digits, "%" PRIu64, n);
  for (int i = 0; i < length; i++) {
    if (i && (length - i) % 3 == 0)
      text_add(t, ",");
    text_add_n(t, digits + i, 1);
  }
}

void
text_add_json(text *t, const char *s)
{
  text_add(t, "\"");
  for (; *s; s++) {
    const unsigned char c = (unsigned char)*s;
    if (c == '"' || c == '\\')
      text_addf(t, "\\%c", c);
    else if (c < 0x20 || c == 0x7f)
      text_addf(t, "\\u%04x", c);
    else
      text_add_n(t, s, 1);
  }
  text_add(t, "\"");
}

bool
span_is(span s, const char *literal)
{
  return s.n == strlen(literal) && (s.n == 0 || memcmp(s.at, literal, s.n) == 0);
}

span
span_trim(span s)
{
  while (s.n && (s.at[0] == ' ' || s.at[0] == '\t'))
    s = (span){s.at + 1, s.n - 1};
  while (s.n && (s.at[s.n - 1] == ' ' || s.at[s.n - 1] == '\t'))
    s.n--;
  return s;
}

/* Length of the character at s (1 to 4), or 0 when it is not UTF-8. */
static size_t
character_length(const unsigned char *s, size_t n)
{
  if (s[0] < 0x80)
    return 1;
  const size_t length = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
  if (s[0] < 0xC2 || s[0] > 0xF4 || length > n)
    return 0;
  for (size_t i = 1; i < length; i++)
    if ((s[i] & 0xC0) != 0x80)
      return 0;
  const bool is_overlong = (s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xF0 && s[1] < 0x90);
  const bool is_surrogate = s[0] == 0xED && s[1] > 0x9F;
  const bool is_too_large = s[0] == 0xF4 && s[1] > 0x8F;
  return is_overlong || is_surrogate || is_too_large ? 0 : length;
}

/* How many bytes from here on are surely ASCII: most text is nothing else. */
static size_t
skip_ascii(const char *s, size_t n)
{
  enum { STEP = 32 };
  size_t i = 0;
  for (; i + STEP <= n; i += STEP) {
    uint64_t w[STEP / 8];
    memcpy(w, s + i, STEP);
    if ((w[0] | w[1] | w[2] | w[3]) & UINT64_C(0x8080808080808080))
      break;
  }
  return i;
}

size_t
utf8_check(const char *s, size_t n)
{
  size_t ascii = 0; /* up to here it was looked at by steps */
  for (size_t i = 0; i < n;) {
    if (i >= ascii) {
      i += skip_ascii(s + i, n - i);
      ascii = i + 32;
    }
    if (i == n)
      return n;
    const size_t length = character_length((const unsigned char *)s + i, n - i);
    if (!length)
      return i;
    i += length;
  }
  return n;
}

char *
utf8_clean(arena *memory, const char *s)
{
  text out = text_new(memory);
  const size_t n = strlen(s);
  for (size_t i = 0; i < n;) {
    const unsigned char *const at = (const unsigned char *)s + i;
    const size_t length = character_length(at, n - i);
    const bool is_control = at[0] < 0x20 && at[0] != '\t' && at[0] != '\n' && at[0] != '\r';
    const bool is_noncharacter = length == 3 && at[0] == 0xEF && at[1] == 0xBF && at[2] >= 0xBE;
    if (!length || is_control || is_noncharacter)
      text_add(&out, "\xEF\xBF\xBD");
    else
      text_add_n(&out, s + i, length);
    i += length ? length : 1;
  }
  return out.at ? out.at : arena_copy(memory, "", 0);
}

/* utf8_clean lets white space, DEL and U+0080 to U+009F pass; among the last a terminal finds the
 * start of a command. */
char *
utf8_inert(arena *memory, const char *s)
{
  char *const clean = utf8_clean(memory, s), *to = clean;
  for (const unsigned char *c = (const unsigned char *)clean; *c; c++) {
    const bool is_c1 = c[0] == 0xC2 && c[1] < 0xA0;
    *to++ = *c < 0x20 || *c == 0x7F || is_c1 ? ' ' : (char)*c;
    c += is_c1;
  }
  *to = '\0';
  return clean;
}

/* Digits alone, so few that a double holds them exactly: what most numbers of a survey are. */
static bool
small_whole(span s, double *out)
{
  enum { MOST_DIGITS = 15 };
  uint64_t x = 0;
  if (s.n == 0 || s.n > MOST_DIGITS)
    return false;
  for (size_t i = 0; i < s.n; i++) {
    if (s.at[i] < '0' || s.at[i] > '9')
      return false;
    x = 10 * x + (uint64_t)(s.at[i] - '0');
  }
  *out = (double)x;
  return true;
}

bool
number_parse(span s, char decimal, double *out)
{
  enum { LONGEST = 400 };
  char digits[LONGEST + 1];
  if (small_whole(s, out))
    return true;
  if (s.n == 0 || s.n > LONGEST)
    return false;
  size_t i = 0, n_digits = 0;
  if (s.at[i] == '-' || s.at[i] == '+')
    i++;
  for (; i < s.n && s.at[i] >= '0' && s.at[i] <= '9'; i++)
    n_digits++;
  if (i < s.n && s.at[i] == decimal)
    for (i++; i < s.n && s.at[i] >= '0' && s.at[i] <= '9'; i++)
      n_digits++;
  if (!n_digits)
    return false;
  if (i < s.n && (s.at[i] == 'e' || s.at[i] == 'E')) {
    i++;
    if (i < s.n && (s.at[i] == '-' || s.at[i] == '+'))
      i++;
    const size_t first = i;
    while (i < s.n && s.at[i] >= '0' && s.at[i] <= '9')
      i++;
    if (i == first)
      return false;
  }
  if (i != s.n)
    return false;
  for (i = 0; i < s.n; i++)
    digits[i] = s.at[i] == decimal ? '.' : s.at[i];
  digits[s.n] = '\0';
  const locale_t before = enter_c();
  const double x = strtod(digits, NULL);
  leave_c(before);
  if (!isfinite(x))
    return false;
  *out = x;
  return true;
}

bool
integer_parse(span s, char decimal, int64_t *out)
{
  double x;
  if (!number_parse(s, decimal, &x) || x != floor(x) || fabs(x) > 9e15)
    return false;
  *out = (int64_t)x;
  return true;
}
