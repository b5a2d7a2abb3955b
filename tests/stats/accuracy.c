/* Prints how many certified digits the kit has on NIST's sets: make accuracy.
 * One function a suite: add yours to `suites`, and a file beside this one.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "nist.h"

/* Linear regression: the least number of digits of each kind, R's in brackets. */
static void
linear_regression(void)
{
  puts("Linear regression (NIST StRD): certified digits, at most 15; R 4.2.2 in brackets\n");
  printf("%-10s %14s %14s %14s %14s %14s\n", "set", "coefficients", "their sd", "residual sd",
         "R-squared", "F");
  for (size_t i = 0; i < NIST_LINEAR_SETS; i++) {
    const nist_linear *const set = &nist_linear_sets[i];
    const nist_digits ours = nist_linear_digits(set), r = nist_linear_digits_of_r(set);
    const double pairs[][2] = {{ours.coefficient, r.coefficient},
                               {ours.se, r.se},
                               {ours.sigma, r.sigma},
                               {ours.r_squared, r.r_squared},
                               {ours.f, r.f}};
    printf("%-10s", set->name);
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
      char of_r[16];
      snprintf(of_r, sizeof of_r, isnan(pairs[k][1]) ? "-" : "%.1f", pairs[k][1]);
      printf("    %4.1f (%4s)", pairs[k][0], of_r);
    }
    putchar('\n');
  }
}

int
main(void)
{
  void (*const suites[])(void) = {linear_regression};
  for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
    if (i > 0)
      putchar('\n');
    suites[i]();
  }
  return 0;
}
