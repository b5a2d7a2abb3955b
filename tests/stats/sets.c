/* Opens the data sets behind the reference values.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include <unistd.h>

#include "sets.h"

table *
outside_table(const char *below, char separator)
{
  const char *const data = getenv("ORGMIRROR_DATA");
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", data ? data : "", below);
  if (!data || access(path, R_OK) != 0)
    return NULL;
  return table_load_path(path, separator);
}

bool
outside_is_there(void)
{
  const char *const data = getenv("ORGMIRROR_DATA");
  char path[4096];
  snprintf(path, sizeof path, "%s/1_linkage", data ? data : "");
  return data && access(path, R_OK) == 0;
}

void
outside_skipped(void **state)
{
  (void)state;
}

table *
reference_table(const char *name)
{
  char path[4096];
  snprintf(path, sizeof path, "%s/reference/%s.csv", TEST_DATA, name);
  if (access(path, R_OK) == 0)
    return table_load_path(path, ',');
  snprintf(path, sizeof path, "reference/%s.csv", name);
  return outside_table(path, ',');
}

frame *
frame_open(const char *name, const char *outside, char separator)
{
  char path[4096];
  snprintf(path, sizeof path, "%s/data/%s.csv", TEST_DATA, name);
  table *t = NULL;
  if (access(path, R_OK) == 0)
    t = table_load_path(path, ',');
  else if (outside)
    t = outside_table(outside, separator);
  if (!t)
    return NULL;
  frame *f = calloc(1, sizeof *f);
  assert_non_null(f);
  f->t = t;
  f->rows = t->rows;
  return f;
}

void
frame_free(frame *f)
{
  for (size_t i = 0; i < f->made; i++)
    free(f->x[i]);
  table_free(f->t);
  free(f);
}

static double *
add_column(frame *f, const char *name)
{
  assert_true(f->made < 64);
  snprintf(f->name[f->made], sizeof f->name[0], "%s", name);
  double *x = calloc(f->rows, sizeof *x);
  assert_non_null(x);
  f->x[f->made++] = x;
  return x;
}

double *
frame_column(frame *f, const char *name)
{
  for (size_t i = 0; i < f->made; i++)
    if (strcmp(f->name[i], name) == 0)
      return f->x[i];
  double *x = add_column(f, name);
  const size_t column = table_column(f->t, name);
  for (size_t i = 0; i < f->rows; i++)
    x[i] = table_number(f->t, i, column);
  return x;
}

double *
frame_mean(frame *f, const char *name, size_t k, const char *const *columns, size_t least)
{
  double *item[32];
  assert_true(k <= 32);
  for (size_t j = 0; j < k; j++)
    item[j] = frame_column(f, columns[j]);
  double *x = add_column(f, name);
  for (size_t i = 0; i < f->rows; i++) {
    double sum = 0;
    size_t n = 0;
    for (size_t j = 0; j < k; j++) {
      if (isnan(item[j][i]))
        continue;
      sum += item[j][i];
      n++;
    }
    x[i] = n >= least ? sum / (double)n : NAN;
  }
  return x;
}

size_t
frame_known(const frame *f, const double *x, double *out)
{
  size_t n = 0;
  for (size_t i = 0; i < f->rows; i++)
    if (!isnan(x[i]))
      out[n++] = x[i];
  return n;
}
