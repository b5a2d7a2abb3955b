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

/* A table of sets by statistics. */
static void
print_digits(size_t sets, const char *const *names, size_t k, const char *const *statistics,
             bool (*digits)(const char *, double *, double *))
{
  printf("%-10s", "set");
  for (size_t j = 0; j < k; j++)
    printf(" %14s", statistics[j]);
  putchar('\n');
  for (size_t i = 0; i < sets; i++) {
    double ours[8], r[8];
    printf("%-10s", names[i]);
    if (digits(names[i], ours, r))
      for (size_t j = 0; j < k; j++)
        printf("    %4.1f (%4.1f)", ours[j], r[j]);
    else
      printf(" not in the folder ORGMIRROR_DATA");
    putchar('\n');
  }
}

static void
one_variable(void)
{
  static const char *const statistics[] = {"mean", "sd", "autocorrelation"};
  puts("One variable (NIST StRD): certified digits, at most 15; R 4.2.2 in brackets\n");
  print_digits(NIST_UNIVARIATE_SETS, nist_univariate_sets, NIST_UNIVARIATE, statistics,
               nist_univariate_digits);
}

/* The sum and mean squares of one source have the same digits: the lesser of the two. */
static void
analysis_of_variance(void)
{
  static const char *const statistics[] = {"F", "between", "within", "R-squared", "residual sd"};
  puts("Analysis of variance (NIST StRD): certified digits, at most 15; R 4.2.2 in brackets\n");
  print_digits(NIST_ANOVA_SETS, nist_anova_sets, NIST_ANOVA, statistics, nist_anova_digits);
}

int
main(void)
{
  void (*const suites[])(void) = {linear_regression, one_variable, analysis_of_variance};
  for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
    if (i > 0)
      putchar('\n');
    suites[i]();
  }
  return 0;
}
