/* Reads the data and reference values that the tests of the statistics kit compare with.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

static char *
read_file(const char *path)
{
  FILE *f = fopen(path, "rb");
  if (!f)
    fail_msg("cannot open %s", path);
  fseek(f, 0, SEEK_END);
  const long size = ftell(f);
  rewind(f);
  char *text = malloc((size_t)size + 1);
  if (!text || fread(text, 1, (size_t)size, f) != (size_t)size)
    fail_msg("cannot read %s", path);
  text[size] = '\0';
  fclose(f);
  char *to = text;
  for (const char *from = text; *from; from++)
    if (from[0] != '\r' || from[1] != '\n')
      *to++ = *from;
  *to = '\0';
  return text;
}

/* Cuts one cell off at *at, in place; returns what ended it: the separator, '\n' or 0. */
static char
cut_cell(char **at, char **cell, char separator)
{
  char *from = *at, *to = *at;
  *cell = to;
  if (*from == '"') {
    for (from++; *from; from++) {
      if (*from == '"' && *++from != '"')
        break;
      *to++ = *from;
    }
  } else {
    while (*from && *from != separator && *from != '\n')
      *to++ = *from++;
  }
  const char end = *from;
  *at = end ? from + 1 : from;
  *to = '\0';
  return end;
}

table *
table_load(const char *name)
{
  char path[4096];
  snprintf(path, sizeof path, name[0] == '/' ? "%.0s%s" : "%s/%s", TEST_DATA, name);
  return table_load_path(path, '\0');
}

table *
table_load_path(const char *path, char separator)
{
  table *t = calloc(1, sizeof *t);
  assert_non_null(t);
  t->text = read_file(path);
  if (!separator)
    separator = t->text[strcspn(t->text, ",\t\n")] == '\t' ? '\t' : ',';
  size_t room = 0, used = 0;
  for (char *at = t->text; *at;) {
    char *cell;
    const char end = cut_cell(&at, &cell, separator);
    if (used == room) {
      room = room ? 2 * room : 1024;
      t->cells = realloc(t->cells, room * sizeof *t->cells);
      assert_non_null(t->cells);
    }
    t->cells[used++] = cell;
    if (end != separator && t->columns == 0)
      t->columns = used;
  }
  assert_int_equal(used % t->columns, 0);
  t->rows = used / t->columns - 1;
  return t;
}

void
table_free(table *t)
{
  free(t->text);
  free(t->cells);
  free(t);
}

size_t
table_column(const table *t, const char *name)
{
  for (size_t i = 0; i < t->columns; i++)
    if (strcmp(t->cells[i], name) == 0)
      return i;
  fail_msg("no column %s", name);
  return 0;
}

const char *
table_text(const table *t, size_t row, size_t column)
{
  return t->cells[(row + 1) * t->columns + column];
}

double
table_number(const table *t, size_t row, size_t column)
{
  const char *text = table_text(t, row, column);
  char *end;
  const double value = strtod(text, &end);
  return end == text || *end ? NAN : value;
}

double *
table_numbers(const table *t, const char *name)
{
  const size_t column = table_column(t, name);
  double *x = calloc(t->rows, sizeof *x);
  assert_non_null(x);
  for (size_t i = 0; i < t->rows; i++)
    x[i] = table_number(t, i, column);
  return x;
}

double
reference(const table *t, const char *statistic, const char *args)
{
  return reference_in(t, table_text(t, 0, 0), statistic, args);
}

/* Tells tests/stats/coverage_of_reference.sh that a value was looked up, where it asks. */
static void
note_reference(const char *dataset, const char *statistic, const char *args)
{
  const char *const path = getenv("ORGMIRROR_REFERENCE_LOG");
  FILE *f = path ? fopen(path, "ab") : NULL;
  if (!f)
    return;
  fprintf(f, "%s\t%s\t%s\n", dataset, statistic, args);
  fclose(f);
}

static double
find_reference(const table *t, const char *dataset, const char *statistic, const char *args,
               size_t nth)
{
  for (size_t i = 0; i < t->rows; i++)
    if (strcmp(table_text(t, i, 0), dataset) == 0 && strcmp(table_text(t, i, 1), statistic) == 0 &&
        strcmp(table_text(t, i, 2), args) == 0 && nth-- == 0) {
      note_reference(dataset, statistic, args);
      return table_number(t, i, 3);
    }
  fail_msg("no reference value %s (%s)", statistic, args);
  return NAN;
}

double
reference_in(const table *t, const char *dataset, const char *statistic, const char *args)
{
  return find_reference(t, dataset, statistic, args, 0);
}

double
reference_nth(const table *t, const char *statistic, const char *args, size_t nth)
{
  return find_reference(t, table_text(t, 0, 0), statistic, args, nth);
}

/* True when two rows have the same text in both columns (SIZE_MAX: only in the first). */
static bool
same_group(const table *t, size_t row, size_t other, size_t first, size_t second)
{
  return strcmp(table_text(t, row, first), table_text(t, other, first)) == 0 &&
         (second == SIZE_MAX ||
          strcmp(table_text(t, row, second), table_text(t, other, second)) == 0);
}

groups
groups_by(const table *t, const char *first, const char *second)
{
  const size_t a = table_column(t, first), b = second ? table_column(t, second) : SIZE_MAX;
  groups g = {0, calloc(t->rows, sizeof *g.of)};
  size_t *example = calloc(t->rows, sizeof *example);
  assert_true(g.of && example);
  for (size_t i = 0; i < t->rows; i++) {
    size_t group = g.count; /* the last group first: its rows mostly stand together */
    while (group > 0 && !same_group(t, i, example[group - 1], a, b))
      group--;
    if (group == 0) {
      example[g.count++] = i;
      group = g.count;
    }
    g.of[i] = (uint32_t)(group - 1);
  }
  free(example);
  return g;
}

void
groups_free(groups *g)
{
  free(g->of);
}

size_t
group_values(const groups *g, size_t rows, const double *x, size_t group, double *out)
{
  size_t n = 0;
  for (size_t i = 0; i < rows; i++)
    if (g->of[i] == group && !isnan(x[i]))
      out[n++] = x[i];
  return n;
}

void
group_moments(const groups *g, size_t rows, const double *x, uint64_t *n, double *mean, double *ss)
{
  double *values = calloc(rows, sizeof *values);
  assert_non_null(values);
  for (size_t j = 0; j < g->count; j++) {
    n[j] = group_values(g, rows, x, j, values);
    om_mean_ss((size_t)n[j], values, &mean[j], &ss[j]);
  }
  free(values);
}

static size_t
complete_rows(size_t k, const double *const *x, size_t rows, size_t *complete, int *whole)
{
  size_t n = 0;
  *whole = 1;
  for (size_t i = 0; i < rows; i++) {
    size_t known = 0;
    for (size_t j = 0; j < k; j++)
      known += !isnan(x[j][i]);
    if (known < k)
      continue;
    for (size_t j = 0; j < k; j++)
      *whole &= x[j][i] == floor(x[j][i]);
    complete[n++] = i;
  }
  return n;
}

size_t
sscp_of(size_t k, const double *const *x, size_t rows, double *sscp)
{
  size_t *complete = calloc(rows, sizeof *complete);
  int64_t *sum = calloc(k, sizeof *sum), *cross = calloc(k * k, sizeof *cross);
  double *mean = calloc(k, sizeof *mean);
  assert_true(complete && sum && cross && mean);
  int whole;
  const size_t n = complete_rows(k, x, rows, complete, &whole);

  for (size_t a = 0; a < k; a++) {
    for (size_t i = 0; i < n; i++) {
      sum[a] += (int64_t)x[a][complete[i]];
      mean[a] += x[a][complete[i]] / (double)n;
    }
  }
  for (size_t a = 0; a < k; a++) {
    for (size_t b = a; b < k; b++) {
      double about_means = 0;
      for (size_t i = 0; i < n; i++) {
        const double u = x[a][complete[i]], v = x[b][complete[i]];
        cross[om_packed(k, a, b)] += (int64_t)u * (int64_t)v;
        about_means += (u - mean[a]) * (v - mean[b]);
      }
      sscp[om_packed(k, a, b)] = about_means;
    }
  }
  if (whole)
    om_sscp_from_sums(k, n, sum, cross, sscp);
  free(complete);
  free(sum);
  free(cross);
  free(mean);
  return n;
}
