/* Numbers for readers.  Digits come from snprintf; its decimal sign, which the locale sets, is
 * replaced, so that every locale gives the same bytes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_number.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

number_format
number_format_of(const char *name)
{
  static const char *const names[] = {
      [NUMBER_PLAIN] = "number", [NUMBER_RATIO] = "ratio",     [NUMBER_P] = "p",
      [NUMBER_SCORE] = "score",  [NUMBER_PERCENT] = "percent", [NUMBER_COUNT] = "count",
      [NUMBER_TEXT] = "text",
  };
  for (size_t i = 0; name && i < sizeof names / sizeof *names; i++) {
    if (!strcmp(name, names[i]))
      return (number_format)i;
  }
  return NUMBER_PLAIN;
}

double
number_read(const char *text)
{
  if (!text)
    return NAN;
  text += strspn(text, " \t\r\n");
  const size_t n = strspn(text, "0123456789+-.eE");
  if (n == 0 || text[n + strspn(text + n, " \t\r\n")] != '\0')
    return NAN;
  const locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (!c)
    return NAN;
  const locale_t before = uselocale(c);
  char *end;
  const double value = strtod(text, &end);
  uselocale(before);
  freelocale(c);
  return end == text + n && isfinite(value) ? value : NAN;
}

/* As fixed() below, without asking the library, where no digit can depend on the last bit of the
 * value: there are hundreds of thousands of numbers in a large report.  0: it can, or the value is
 * too great. */
static int
fixed_quickly(double value, int decimals, char out[NUMBER_SIZE])
{
  static const double powers[] = {1, 10, 100, 1000};
  if (decimals > 3)
    return 0;
  const double times = fabs(value) * powers[decimals];
  if (!(times < 1e9))
    return 0;
  const uint32_t whole = (uint32_t)(times + .5);
  if (fabs(times - whole) > .49999) /* the product is right to 1e-7 */
    return 0;
  char digits[16];
  int n = 0;
  uint32_t left = whole;
  do {
    digits[n++] = (char)('0' + left % 10);
    if (n == decimals)
      digits[n++] = '.';
    left /= 10;
  } while (left > 0 || n < decimals + 2 - (decimals == 0));
  if (value < 0 && whole > 0)
    *out++ = '-';
  while (n > 0)
    *out++ = digits[--n];
  *out = '\0';
  return 1;
}

/* "%.*f" with a full stop, whatever the locale, and without a minus before zeros only.
 * |value| < 1e15. */
static void
fixed(double value, int decimals, char out[NUMBER_SIZE])
{
  if (fixed_quickly(value, decimals, out))
    return;
  char raw[NUMBER_SIZE];
  snprintf(raw, sizeof raw, "%.*f", decimals, value);
  const char *from = raw;
  if (*from == '-' && !strpbrk(from, "123456789"))
    from++;
  size_t n = 0;
  int in_sign = 0;
  for (; *from; from++) {
    const int plain = *from == '-' || (*from >= '0' && *from <= '9');
    if (plain)
      out[n++] = *from;
    else if (!in_sign)
      out[n++] = '.';
    in_sign = !plain; /* a decimal sign may be several bytes */
  }
  out[n] = '\0';
}

/* 1234567.8 becomes 1,234,567.8 */
static void
group_thousands(char out[NUMBER_SIZE])
{
  const size_t sign = out[0] == '-';
  const size_t whole = strspn(out + sign, "0123456789");
  char done[NUMBER_SIZE];
  size_t n = 0;
  for (const char *c = out; *c && n + 2 < sizeof done; c++) {
    const size_t at = (size_t)(c - out);
    if (at > sign && at < sign + whole && (sign + whole - at) % 3 == 0)
      done[n++] = ',';
    done[n++] = *c;
  }
  done[n] = '\0';
  memcpy(out, done, n + 1);
}

/* 0.47 becomes .47; 0 and 1.00 stay */
static void
drop_leading_zero(char out[NUMBER_SIZE])
{
  char *const zero = out + (out[0] == '-');
  if (zero[0] == '0' && zero[1] == '.')
    memmove(zero, zero + 1, strlen(zero));
}

/* For what is too great or too small to be written out: 1.23e-07, with a full stop. */
static void
scientific(double value, char out[NUMBER_SIZE])
{
  int power = (int)floor(log10(fabs(value)));
  double digits = value / pow(10, power);
  if (!isfinite(digits)) /* below 1e-308 the power itself is 0 */
    digits = 0;
  char mantissa[NUMBER_SIZE];
  fixed(digits, 2, mantissa);
  if (fabs(digits) >= 9.995) {
    fixed(digits / 10, 2, mantissa);
    power++;
  }
  snprintf(out, NUMBER_SIZE, "%.12se%d", mantissa, power);
}

/* Two decimals; three significant digits when that says more. */
static void
plain(double value, char out[NUMBER_SIZE])
{
  const double size = fabs(value);
  if (size > 0 && size < .0995) {
    if (size < 1e-4)
      scientific(value, out);
    else
      fixed(value, 2 - (int)floor(log10(size)), out);
    return;
  }
  fixed(value, 2, out);
  group_thousands(out);
}

static void
write_in_english(number_format format, double value, char out[NUMBER_SIZE])
{
  out[0] = '\0';
  if (!isfinite(value))
    return;
  if (fabs(value) >= 1e12) {
    scientific(value, out);
    return;
  }
  switch (format) {
  case NUMBER_RATIO:
    fixed(value, 2, out);
    drop_leading_zero(out);
    break;
  case NUMBER_P:
    if (value < .001) {
      strcpy(out, "< .001");
    } else if (value >= .9995 && value < 1) {
      strcpy(out, "> .999");
    } else {
      fixed(value, 3, out);
      drop_leading_zero(out);
    }
    break;
  case NUMBER_SCORE:
    fixed(value, 1, out);
    group_thousands(out);
    break;
  case NUMBER_PERCENT: {
    const double percent = 100 * value;
    const int whole = fabs(percent) >= 9.95 || percent == floor(percent);
    fixed(percent, whole ? 0 : 1, out);
    group_thousands(out);
    strcat(out, "%");
    break;
  }
  case NUMBER_COUNT:
    fixed(value, value == floor(value) ? 0 : 1, out);
    group_thousands(out);
    break;
  case NUMBER_PLAIN:
  case NUMBER_TEXT:
    plain(value, out);
    break;
  }
}

/* Appends `n` bytes, or as many as there is room for. */
static void
append(char out[NUMBER_SIZE], size_t *at, const char *bytes, size_t n)
{
  if (*at + n >= NUMBER_SIZE)
    n = NUMBER_SIZE - 1 - *at;
  memcpy(out + *at, bytes, n);
  *at += n;
  out[*at] = '\0';
}

void
number_translate(const char *english, const number_words *words, char out[NUMBER_SIZE])
{
  const char *const half = words && words->half ? words->half : ".5";
  const char *const thousand = words && words->thousand ? words->thousand : "1,000";
  const char *const percent = words && words->percent ? words->percent : "5%";
  const int has_zero = *half == '0';
  const size_t n_half = strlen(half + has_zero), n_thousand = strlen(thousand);
  size_t at = 0;
  out[0] = '\0';
  for (const char *c = english; *c; c++) {
    const int in_number = c > english && c[-1] >= '0' && c[-1] <= '9';
    const int before_digit = c[1] >= '0' && c[1] <= '9';
    if (*c == '.' && before_digit) {
      if (has_zero && !in_number)
        append(out, &at, "0", 1);
      append(out, &at, half + has_zero, n_half ? n_half - 1 : 0);
    } else if (*c == ',' && in_number && before_digit) {
      append(out, &at, thousand + 1, n_thousand > 4 ? n_thousand - 4 : 0);
    } else if (*c == '%' && *percent) {
      append(out, &at, percent + 1, strlen(percent + 1));
    } else {
      append(out, &at, c, 1);
    }
  }
}

void
number_write(number_format format, double value, const number_words *words, char out[NUMBER_SIZE])
{
  char english[NUMBER_SIZE];
  write_in_english(format, value, english);
  number_translate(english, words, out);
}

void
number_write_range(number_format format, double value, double lo, double hi,
                   const number_words *words, char out[NUMBER_RANGE_SIZE])
{
  char v[NUMBER_SIZE], l[NUMBER_SIZE], h[NUMBER_SIZE];
  number_write(format, value, words, v);
  number_write(format, lo, words, l);
  number_write(format, hi, words, h);
  const int is_bound = (*l && !*h && lo == value) || (*h && !*l && hi == value);
  if (is_bound)
    snprintf(out, NUMBER_RANGE_SIZE, "%s %.32s", v, *l ? words->or_more : words->or_less);
  else if (*l && *h)
    snprintf(out, NUMBER_RANGE_SIZE, "%s (%s %.32s %s)", v, l, words->to, h);
  else if (*l)
    snprintf(out, NUMBER_RANGE_SIZE, "%s (%s %.32s)", v, l, words->or_more);
  else if (*h)
    snprintf(out, NUMBER_RANGE_SIZE, "%s (%s %.32s)", v, h, words->or_less);
  else
    snprintf(out, NUMBER_RANGE_SIZE, "%s", v);
}

static void
write_tick_in_english(number_format format, double value, double step, char out[NUMBER_SIZE])
{
  out[0] = '\0';
  if (!isfinite(value) || !isfinite(step))
    return;
  const double times = format == NUMBER_PERCENT ? 100 : 1;
  value *= times;
  step *= times;
  if (fabs(value) >= 1e12 || (value != 0 && step < 1e-6)) {
    scientific(value, out);
    return;
  }
  int decimals = 0;
  for (double s = fabs(step); decimals < 7 && fabs(s - round(s)) > 1e-6 * s; s *= 10)
    decimals++;
  fixed(value, decimals, out);
  if (format == NUMBER_RATIO || format == NUMBER_P) {
    if (value == round(value)) /* 1 rather than 1.0 beside .5 */
      fixed(value, 0, out);
    drop_leading_zero(out);
  } else {
    group_thousands(out);
  }
  /* nothing is nothing, with or without decimals */
  if (!strpbrk(out, "123456789"))
    strcpy(out, "0");
  if (format == NUMBER_PERCENT)
    strcat(out, "%");
}

void
number_write_tick(number_format format, double value, double step, const number_words *words,
                  char out[NUMBER_SIZE])
{
  char english[NUMBER_SIZE];
  write_tick_in_english(format, value, step, english);
  number_translate(english, words, out);
}
