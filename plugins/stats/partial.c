/* Partial and semi-partial correlations, of values and of ranks.
 * Must not know what the controls are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_design.h"
#include <stdlib.h>
#include <string.h>

typedef struct om_partial_input {
  size_t n, controls;
  const double *x, *y;
  const double *const *control;
} om_partial_input;

/* What the QR of controls and x says about y. */
typedef struct om_parts_of_y {
  double own;          /* what x adds, with its sign: root of a sum of squares */
  double total, model; /* sums of squares of y: all, and along controls and x */
  double left;         /* beside the controls */
} om_parts_of_y;

static bool
is(const char *why, const char *which)
{
  return strcmp(why, which) == 0;
}

/* A reason of the design in the words of a correlation. */
static const char *
reason(const char *why, size_t dependent, size_t controls)
{
  if (!why)
    return NULL;
  if (is(why, OM_COLLINEAR) && dependent < controls)
    return "a control does not vary or follows from the others";
  if (is(why, OM_COLLINEAR))
    return controls ? "x follows from the controls" : "zero variance";
  if (is(why, OM_FLAT_OUTCOME))
    return "zero variance";
  if (is(why, OM_NO_DF))
    return controls ? "fewer than 3 cases beyond the number of controls" : "fewer than 3 pairs";
  return why;
}

static const char *
split(const om_partial_input *in, om_parts_of_y *out)
{
  const size_t k = in->controls;
  om_wide *const columns = calloc(in->n * (k + 1) + 1, sizeof *columns);
  if (!columns)
    return OM_NO_MEMORY;
  for (size_t j = 0; j <= k; j++)
    for (size_t i = 0; i < in->n; i++)
      columns[j * in->n + i] = om_wide_of(j < k ? in->control[j][i] : in->x[i]);
  const om_columns m = {in->n, k + 1, columns, in->y, NULL, true};
  om_design d;
  size_t dependent;
  const char *why = om_design_make(&m, &d, &dependent);
  why = reason(why, dependent, k);
  if (!why) {
    const double effect = d.effect[k].hi;
    out->own = d.inverse[(k + 1) * (k + 1) - 1].hi < 0 ? -effect : effect;
    out->total = d.tss.hi;
    out->model = d.mss.hi;
    out->left = effect * effect + d.rss.hi;
    if (!(out->left > d.rounding))
      why = k ? "y follows from the controls" : "zero variance";
  }
  om_design_done(&d);
  free(columns);
  return why;
}

static om_stat
tested(double r, double partial, double df, uint64_t n)
{
  om_stat s = om_stat_of(r, n);
  s.df = df;
  s.statistic = partial / sqrt((1 - partial) * (1 + partial) / df);
  s.p = om_t_p(s.statistic, df);
  /* A semi-partial of 0 has a t of 0, and their ratio has a limit. */
  s.se = (r == 0 ? 1 : r / partial) * sqrt((1 - partial) * (1 + partial) / df);
  return s;
}

/* The values or their ranks; semi: the controls are taken from x only. */
static om_stat
correlate(const om_partial_input *in, bool semi, bool ranks, double conf)
{
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, in->n);
  om_parts_of_y y;
  const char *const why = split(in, &y);
  if (why)
    return om_undefined(why, in->n);

  const double partial = om_correlation(y.own / sqrt(y.left));
  const double r = semi ? om_correlation(y.own / sqrt(y.total)) : partial;
  const double df = (double)in->n - 2 - (double)in->controls;
  om_stat s = tested(r, partial, df, in->n);
  if (df < 2) {
    s.no_range = "fewer than 4 cases beyond the number of controls";
    return s;
  }
  double se = 1 / sqrt(df - 1);
  if (semi) {
    const double all = y.model / y.total, others = fmax(all - r * r, 0);
    const double spread = all * all - 2 * all + others + 1 - others * others;
    se *= sqrt(fmax(spread, 0)) / (1 - r * r);
  }
  if (ranks)
    se *= sqrt(1 + r * r / 2);
  om_fisher_range(&s, se, conf);
  return s;
}

/* Ranks of all columns in place of their values. */
static om_stat
correlate_ranks(const om_partial_input *in, bool semi, double conf)
{
  const size_t columns = in->controls + 2, n = in->n;
  double *const rank = calloc(n * columns + 1, sizeof *rank);
  size_t *const order = calloc(n + 1, sizeof *order);
  const double **const control = calloc(columns, sizeof *control);
  om_stat s = om_undefined(OM_NO_MEMORY, n);
  bool finite = true;
  if (rank && order && control) {
    for (size_t j = 0; j < columns; j++) {
      const double *const from = j == 0 ? in->x : j == 1 ? in->y : in->control[j - 2];
      finite = finite && om_all_finite(n, from);
      if (finite)
        om_rank(n, from, rank + j * n, order);
      if (j >= 2)
        control[j - 2] = rank + j * n;
    }
    const om_partial_input ranked = {n, in->controls, rank, rank + n, control};
    s = finite ? correlate(&ranked, semi, true, conf) : om_undefined(OM_NOT_FINITE, n);
  }
  free(rank);
  free(order);
  free(control);
  return s;
}

om_stat
om_partial(size_t n, const double *x, const double *y, size_t controls,
           const double *const *control, double conf)
{
  const om_partial_input in = {n, controls, x, y, control};
  return correlate(&in, false, false, conf);
}

om_stat
om_semipartial(size_t n, const double *x, const double *y, size_t controls,
               const double *const *control, double conf)
{
  const om_partial_input in = {n, controls, x, y, control};
  return correlate(&in, true, false, conf);
}

om_stat
om_partial_spearman(size_t n, const double *x, const double *y, size_t controls,
                    const double *const *control, double conf)
{
  const om_partial_input in = {n, controls, x, y, control};
  return correlate_ranks(&in, false, conf);
}

om_stat
om_semipartial_spearman(size_t n, const double *x, const double *y, size_t controls,
                        const double *const *control, double conf)
{
  const om_partial_input in = {n, controls, x, y, control};
  return correlate_ranks(&in, true, conf);
}
