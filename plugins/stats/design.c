/* From columns to a factored design: cases of weight 0 left out, columns and outcome centred,
 * scaled by powers of two and multiplied by the roots of the weights.
 * Must not know what is estimated from it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_design.h"
#include <stdlib.h>

bool
om_all_finite(size_t n, const double *x)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite(x[i]))
      return false;
  return true;
}

static const char *
check_input(const om_columns *m)
{
  if (m->c < 1)
    return "no columns";
  if (!om_all_finite(m->n, m->y))
    return OM_NOT_FINITE;
  for (size_t i = 0; i < m->n * m->c; i++)
    if (!isfinite(m->x[i].hi))
      return OM_NOT_FINITE;
  for (size_t i = 0; m->weight && i < m->n; i++)
    if (!(m->weight[i] >= 0 && isfinite(m->weight[i])))
      return "a weight is negative or not finite";
  return NULL;
}

/* One allocation for everything that is wide. */
static bool
allocate(om_design *d, size_t n, size_t c)
{
  d->wide = calloc(n * c + 3 * n + c * (c + 6), sizeof *d->wide);
  d->row = calloc(n + 1, sizeof *d->row);
  d->noise = calloc(c + 1, sizeof *d->noise);
  d->shift = calloc(c + 1, sizeof *d->shift);
  if (!d->wide || !d->row || !d->noise || !d->shift)
    return false;
  om_wide *at = d->wide;
  om_wide **const parts[] = {&d->qr.a,        &d->y,         &d->outcome, &d->root,
                             &d->qr.diagonal, &d->qr.factor, &d->qr.work, &d->ss,
                             &d->effect,      &d->mean,      &d->inverse};
  const size_t sizes[] = {n * c, n, n, n, c, c, c, c, c, c, c * c};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    *parts[i] = at;
    at += sizes[i];
  }
  return true;
}

static void
keep_cases(const om_columns *m, om_design *d)
{
  for (size_t i = 0; i < m->n; i++) {
    const double weight = m->weight ? m->weight[i] : 1;
    if (!(weight > 0))
      continue;
    d->row[d->n] = i;
    d->root[d->n++] = om_wide_root(om_wide_of(weight));
    d->total = om_wide_add(d->total, om_wide_of(weight));
  }
}

/* v (n kept values): takes out the weighted mean, scales to below 1, weights.  Returns what
 * rounding of the values amounts to in one of the results. */
static double
prepare(const om_design *d, om_wide *v, om_wide *mean, int *shift, om_wide *ss)
{
  double largest = 0;
  om_wide sum = {0};
  for (size_t i = 0; i < d->n; i++) {
    largest = fmax(largest, fabs(v[i].hi));
    om_wide_accumulate(&sum, om_wide_multiply(d->root[i], d->root[i]), v[i]);
  }
  *mean = d->intercept ? om_wide_divide(sum, d->total) : om_wide_of(0);
  double spread = 0;
  for (size_t i = 0; i < d->n; i++) {
    v[i] = om_wide_subtract(v[i], *mean);
    spread = fmax(spread, fabs(v[i].hi));
  }
  frexp(spread, shift);
  *shift = -*shift;
  *ss = om_wide_of(0);
  for (size_t i = 0; i < d->n; i++) {
    v[i] = om_wide_multiply(d->root[i], om_wide_shift(v[i], *shift));
    om_wide_accumulate(ss, v[i], v[i]);
  }
  return 8 * DBL_EPSILON * ldexp(largest, *shift) * sqrt(d->total.hi / (double)d->n);
}

/* R^-1 in the units of the data: row j times 2^shift[j]. */
static void
invert(om_design *d)
{
  const size_t c = d->qr.c;
  for (size_t j = 0; j < c; j++) {
    om_wide *const column = d->qr.work;
    for (size_t i = 0; i < c; i++)
      column[i] = om_wide_of(i == j);
    om_qr_solve(&d->qr, j + 1, column);
    for (size_t i = 0; i <= j; i++)
      d->inverse[i * c + j] = om_wide_shift(column[i], d->shift[i]);
  }
}

/* Sum of squares of what is left of the outcome beside all columns. */
static void
residual_ss(om_design *d)
{
  om_wide left = {0}, model = {0};
  for (size_t i = 0; i < d->n; i++)
    om_wide_accumulate(i < d->qr.c ? &model : &left, d->y[i], d->y[i]);
  double noise = d->noise[d->qr.c];
  for (size_t i = 0; i < d->qr.c; i++) {
    om_wide slope = {0};
    for (size_t j = i; j < d->qr.c; j++)
      om_wide_accumulate(&slope, d->inverse[i * d->qr.c + j], d->y[j]);
    noise += fabs(ldexp(slope.hi, -d->shift[i])) * d->noise[i];
  }
  d->rounding = (double)d->n * noise * noise;
  d->perfect = !(left.hi > d->rounding);
  const int back = -2 * d->shift[d->qr.c];
  d->rss = om_wide_shift(left, back);
  d->mss = om_wide_shift(model, back);
  d->rounding = ldexp(d->rounding, back);
}

const char *
om_design_make(const om_columns *m, om_design *d, size_t *dependent)
{
  *d = (om_design){.intercept = m->intercept};
  *dependent = OM_NO_COLUMN;
  const char *const why = check_input(m);
  if (why)
    return why;
  if (!allocate(d, m->n, m->c))
    return OM_NO_MEMORY;
  keep_cases(m, d);
  if (d->n < m->c + m->intercept + 1)
    return OM_NO_DF;

  d->qr.n = d->n;
  d->qr.c = m->c;
  for (size_t j = 0; j < m->c; j++) {
    om_wide *const column = d->qr.a + j * d->n;
    for (size_t i = 0; i < d->n; i++)
      column[i] = m->x[j * m->n + d->row[i]];
    d->noise[j] = prepare(d, column, &d->mean[j], &d->shift[j], &d->ss[j]);
  }
  om_wide_decimals(m->n, m->y, d->outcome);
  for (size_t i = 0; i < d->n; i++)
    d->y[i] = d->outcome[d->row[i]];
  om_wide ss_y;
  double *const noise_y = &d->noise[m->c];
  *noise_y = prepare(d, d->y, &d->mean_y, &d->shift[m->c], &ss_y);

  const size_t rank = om_qr_factor(&d->qr, d->noise);
  if (rank < m->c) {
    *dependent = rank;
    return OM_COLLINEAR;
  }
  if (!(ss_y.hi > (double)d->n * *noise_y * *noise_y))
    return OM_FLAT_OUTCOME;
  om_qr_rotate(&d->qr, d->y);
  invert(d);
  residual_ss(d);
  for (size_t j = 0; j < m->c; j++) {
    d->effect[j] = om_wide_shift(d->y[j], -d->shift[m->c]);
    d->ss[j] = om_wide_shift(d->ss[j], -2 * d->shift[j]);
  }
  d->tss = om_wide_shift(ss_y, -2 * d->shift[m->c]);
  return NULL;
}

void
om_design_done(om_design *d)
{
  free(d->wide);
  free(d->row);
  free(d->noise);
  free(d->shift);
}
