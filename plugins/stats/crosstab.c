/* Association of two classifications: chi-square and Cramer's V.
 * Must not know what is classified.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include <stdlib.h>

typedef struct om_table_sums {
  double n, rows, columns; /* cases, and rows and columns that have any */
  double *row, *column;
} om_table_sums;

static om_table_sums
sums_of(size_t rows, size_t columns, const uint64_t *counts, double *scratch)
{
  om_table_sums t = {0, 0, 0, scratch, scratch + rows};
  for (size_t i = 0; i < rows; i++) {
    for (size_t j = 0; j < columns; j++) {
      const double cell = (double)counts[i * columns + j];
      t.row[i] += cell;
      t.column[j] += cell;
      t.n += cell;
    }
  }
  for (size_t i = 0; i < rows; i++)
    t.rows += t.row[i] > 0;
  for (size_t j = 0; j < columns; j++)
    t.columns += t.column[j] > 0;
  return t;
}

typedef struct om_seen_chisq {
  double x, df;
} om_seen_chisq;

static double
chisq_upper(const void *ctx, double lambda)
{
  const om_seen_chisq *const seen = ctx;
  return om_noncentral_chisq_upper(seen->x, seen->df, lambda);
}

static void
effects(const om_table_sums *t, double conf, om_crosstab *out)
{
  const double x = out->chisq.value, df = out->chisq.df;
  const double smaller = fmin(t->rows, t->columns) - 1;
  out->cramers_v = out->chisq;
  out->cramers_v.value = sqrt(x / (t->n * smaller));
  if (x < 1e7) {
    const om_seen_chisq seen = {x, df};
    const double tail = (1 - conf) / 2;
    out->cramers_v.lo = sqrt(om_noncentrality(chisq_upper, &seen, tail) / (t->n * smaller));
    out->cramers_v.hi =
        fmin(sqrt(om_noncentrality(chisq_upper, &seen, 1 - tail) / (t->n * smaller)), 1);
  } else {
    out->cramers_v.no_range = "chi-square is too large for its noncentral distribution";
  }

  out->v_corrected = out->chisq;
  const double phi = fmax(0, x / t->n - df / (t->n - 1));
  const double r = t->rows - (t->rows - 1) * (t->rows - 1) / (t->n - 1);
  const double c = t->columns - (t->columns - 1) * (t->columns - 1) / (t->n - 1);
  const double room = fmin(r, c) - 1;
  if (room > 0)
    out->v_corrected.value = sqrt(phi / room);
  else
    out->v_corrected = om_undefined("too few cases for the size of the table", out->chisq.n);
}

static const char *
test_table(size_t rows, size_t columns, const uint64_t *counts, const om_table_sums *t,
           om_crosstab *out)
{
  if (t->rows < 2 || t->columns < 2)
    return "fewer than 2 rows or columns with cases";
  om_sum x = {0};
  out->smallest_expected = INFINITY;
  for (size_t i = 0; i < rows; i++) {
    for (size_t j = 0; j < columns; j++) {
      const double expected = t->row[i] * t->column[j] / t->n;
      if (!(expected > 0))
        continue;
      const double d = (double)counts[i * columns + j] - expected;
      om_add(&x, d * d / expected);
      out->smallest_expected = fmin(out->smallest_expected, expected);
      out->below_5 += expected < 5;
    }
  }
  out->chisq = om_stat_of(x.hi, (uint64_t)t->n);
  out->chisq.statistic = x.hi;
  out->chisq.df = (t->rows - 1) * (t->columns - 1);
  out->chisq.p = om_chisq_upper(x.hi, out->chisq.df);
  return NULL;
}

void
om_crosstab_test(size_t rows, size_t columns, const uint64_t *counts, double conf, om_crosstab *out)
{
  *out = (om_crosstab){.smallest_expected = NAN};
  double *const scratch = calloc(rows + columns + 1, sizeof *scratch);
  const char *why = scratch ? om_conf_ok(conf) ? NULL : OM_BAD_CONF : OM_NO_MEMORY;
  om_table_sums t = {0};
  if (!why) {
    t = sums_of(rows, columns, counts, scratch);
    why = test_table(rows, columns, counts, &t, out);
  }
  if (why)
    out->chisq = out->cramers_v = out->v_corrected = om_undefined(why, (uint64_t)t.n);
  else
    effects(&t, conf, out);
  free(scratch);
}
