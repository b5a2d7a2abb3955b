/* Text: building it, checking that it is UTF-8, and numbers in and out.
 *
 * Numbers never pass through the locale: the decimal sign is a full stop, or the one declared
 * for an export. */
#ifndef OM_BASE_TEXT_H
#define OM_BASE_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A string that grows in an arena; `at` is always NUL-terminated after the first append. */
typedef struct text {
  arena *memory;
  char *at;
  size_t n, capacity;
} text;

/* A piece of somebody else's text: not NUL-terminated. */
typedef struct span {
  const char *at;
  size_t n;
} span;

text text_new(arena *memory);

void text_add(text *t, const char *s);

void text_add_n(text *t, const char *s, size_t n);

void text_addf(text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* 15 significant digits where they read back as the same double, else 17.  NaN and infinities must
 * not come here. */
void text_add_double(text *t, double x);

/* The fewest digits that read back as the same double, whole numbers below 1e15 without decimals.
 * NaN and infinities must not come here. */
void text_add_shortest(text *t, double x);

/* Rounded to so many decimals; "-0.0" is written "0.0". */
void text_add_fixed(text *t, double x, int decimals);

/* 1,234,567 */
void text_add_count(text *t, uint64_t n);

/* As a JSON string, with its quotes. */
void text_add_json(text *t, const char *s);

bool span_is(span s, const char *literal);

span span_trim(span s);

/* Offset of the first byte that is not UTF-8 (overlong forms and surrogates included), or n. */
size_t utf8_check(const char *s, size_t n);

/* A copy in which every character that XML forbids, and every broken byte, is U+FFFD.  The arena
 * owns it. */
char *utf8_clean(arena *memory, const char *s);

/* The same with every control as a space, line ends among them: what a terminal can be shown. */
char *utf8_inert(arena *memory, const char *s);

/* A finite number filling the whole span: optional sign, digits with at most one `decimal` sign,
 * optional exponent.  No hexadecimal, no "nan", no "inf", no spaces. */
bool number_parse(span s, char decimal, double *out);

/* A whole number filling the whole span; "3.0" counts as 3. */
bool integer_parse(span s, char decimal, int64_t *out);

#endif
