/* The golden study and the 45 lines that R printed about it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

static char *
golden_text(void)
{
  FILE *f = fopen(TEST_DATA "/data/golden/golden.txt", "rb");
  if (!f)
    fail_msg("cannot open golden.txt");
  char *text = calloc(1, 8192);
  assert_non_null(text);
  const size_t size = fread(text, 1, 8191, f);
  assert_true(size > 0);
  fclose(f);
  return text;
}

double
golden(const char *phrase, int nth, double *half_digit)
{
  char *text = golden_text();
  const char *at = strstr(text, phrase);
  if (!at)
    fail_msg("golden.txt does not say \"%s\"", phrase);
  at += strlen(phrase);

  double value = NAN;
  for (int i = -1; i < nth; i++) {
    at += strcspn(at, "-.0123456789");
    char *end;
    value = strtod(at, &end);
    const char *point = memchr(at, '.', (size_t)(end - at));
    *half_digit = .5 * pow(10, point ? -(double)(end - point - 1) : 0);
    at = end;
  }
  free(text);
  return value;
}

void
golden_check(double actual, const char *phrase, int nth, const char *file, int line)
{
  double half_digit;
  const double expected = golden(phrase, nth, &half_digit);
  close_printed(actual, expected, half_digit, phrase, file, line);
}

golden_study *
golden_load(void)
{
  golden_study *g = calloc(1, sizeof *g);
  assert_non_null(g);
  g->employees = table_load("data/golden/emp.csv");
  g->customers = table_load("data/golden/cust.csv");
  g->employee_units = groups_by(g->employees, "unit", NULL);
  g->customer_units = groups_by(g->customers, "unit", NULL);
  assert_int_equal(g->employee_units.count, 24);
  assert_int_equal(g->customer_units.count, 24);

  static const char *const columns[] = {"col1", "col2", "col3r", "col4", "col5"};
  for (size_t k = 0; k < 5; k++)
    g->item[k] = table_numbers(g->employees, columns[k]);
  g->score = calloc(g->employees->rows, sizeof *g->score);
  assert_non_null(g->score);
  for (size_t i = 0; i < g->employees->rows; i++) {
    g->item[2][i] = 6 - g->item[2][i];
    double sum = 0, answered = 0;
    for (size_t k = 0; k < 5; k++) {
      if (isnan(g->item[k][i]))
        continue;
      sum += g->item[k][i];
      answered++;
    }
    g->score[i] = answered >= 3 ? sum / answered : NAN;
  }
  g->satisfaction = table_numbers(g->customers, "sat");
  group_moments(&g->employee_units, g->employees->rows, g->score, g->employee_n, g->employee_mean,
                g->employee_ss);
  group_moments(&g->customer_units, g->customers->rows, g->satisfaction, g->customer_n,
                g->customer_mean, g->customer_ss);
  return g;
}

void
golden_free(golden_study *g)
{
  for (size_t k = 0; k < 5; k++)
    free(g->item[k]);
  free(g->score);
  free(g->satisfaction);
  groups_free(&g->employee_units);
  groups_free(&g->customer_units);
  table_free(g->employees);
  table_free(g->customers);
  free(g);
}
