/* Decimal numbers that became doubles, as the whole numbers or the decimals that they were.
 * Must not know where the numbers come from.
 *
 * A file says 1000000.1, and the nearest double is 1.9e-11 beside it: where values differ in their
 * last digits only, that is most of what a statistic of them can lose.  A power of ten up to 10^22
 * is a double, so a quotient by it is the double nearest to the decimal number: the test is exact.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_regression.h"

enum { MOST_PLACES = 15 };

static const double power_of_10[MOST_PLACES + 1] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/* Any decimal number of 15 digits can be told from its neighbours by its double. */
static bool
has_places(double x, int places)
{
  const double whole = round(x * power_of_10[places]);
  return fabs(whole) <= 1e15 && whole / power_of_10[places] == x;
}

/* Least number of decimal places that all values have; -1 where there is none. */
static int
places_of(size_t n, const double *x)
{
  int places = 0;
  for (size_t i = 0; i < n; i++)
    while (!has_places(x[i], places))
      if (++places > MOST_PLACES)
        return -1;
  for (size_t i = 0; i < n; i++) /* more places may have made an earlier value too long */
    if (!has_places(x[i], places))
      return -1;
  return places;
}

int
om_decimals(size_t n, const double *x, double *whole)
{
  const int places = places_of(n, x);
  for (size_t i = 0; i < n; i++)
    whole[i] = places < 0 ? x[i] : round(x[i] * power_of_10[places]);
  return places;
}

void
om_wide_decimals(size_t n, const double *x, om_wide *out)
{
  const int places = places_of(n, x);
  for (size_t i = 0; i < n; i++) {
    out[i] = om_wide_of(x[i]);
    if (places > 0)
      out[i].lo =
          fma(-x[i], power_of_10[places], round(x[i] * power_of_10[places])) / power_of_10[places];
  }
}
