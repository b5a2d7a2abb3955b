/* What the tests of the report page share: reading files of the source tree, finding things in
 * text.  Each test program includes it once.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_TESTS_REPORT_TEST_H
#define OM_TESTS_REPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* cmocka 1.1.5 compares in single precision. */
#define assert_close(a, b, tolerance)                                                              \
  do {                                                                                             \
    const double a_ = (a), b_ = (b);                                                               \
    if (!(fabs(a_ - b_) <= (tolerance)))                                                           \
      fail_msg("%s is %.17g, expected %.17g", #a, a_, b_);                                         \
  } while (0)

/* The text of a file below the top of the source tree, with a NUL that *n does not count; the
 * caller's to free. */
static inline char *
slurp(const char *path, size_t *n)
{
  const char *const top = getenv("srcdir");
  char name[1024];
  snprintf(name, sizeof name, "%s/%s", top ? top : ".", path);
  FILE *const file = fopen(name, "rb");
  if (!file)
    fail_msg("cannot open %s", name);
  char *text = NULL;
  size_t room = 0;
  *n = 0;
  do {
    room = room ? 2 * room : 65536;
    text = realloc(text, room);
    assert_non_null(text);
    *n += fread(text + *n, 1, room - 1 - *n, file);
  } while (*n == room - 1);
  fclose(file);
  text[*n] = '\0';
  return text;
}

/* How often `part` stands in `text`. */
static inline size_t
count_of(const char *text, const char *part)
{
  size_t n = 0;
  for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
    n++;
  return n;
}

#endif
