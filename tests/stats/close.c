/* Comparison of doubles for cmocka, and a count of the reference values that were reproduced.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

static unsigned reproduced, printed;
static double largest_error;

void
close_check(double actual, double expected, double rel, double abs, const char *what,
            const char *file, int line)
{
  /* Written so that NaN fails. */
  if (fabs(actual - expected) <= abs + rel * fabs(expected))
    return;
  char text[512];
  snprintf(text, sizeof text,
           "%s\n  is        %.17g\n  should be %.17g\n  apart by  %.3g, relative %.3g", what,
           actual, expected, actual - expected, fabs((actual - expected) / expected));
  print_error("%s\n", text);
  _fail(file, line);
}

void
close_reference(double actual, double expected, double rel, const char *what, const char *file,
                int line)
{
  /* A reference of exactly 0, or printed as such: then what is left is rounding. */
  close_check(actual, expected, rel, expected == 0 ? 1e-14 : 0, what, file, line);
  reproduced++;
  if (expected != 0)
    largest_error = fmax(largest_error, fabs((actual - expected) / expected));
}

void
close_printed(double actual, double expected, double half_digit, const char *what, const char *file,
              int line)
{
  close_check(actual, expected, 1e-12, half_digit, what, file, line);
  printed++;
}

void
close_reason(const char *actual, const char *words, const char *what, const char *file, int line)
{
  if (actual && strstr(actual, words))
    return;
  print_error("%s\n  reason is %s\n  should be %s\n", what, actual ? actual : "(none)", words);
  _fail(file, line);
}

int
close_summary(void **state)
{
  (void)state;
  print_message("# %u reference values, largest relative error %.2g; %u to their printed digits\n",
                reproduced, largest_error, printed);
  return 0;
}
