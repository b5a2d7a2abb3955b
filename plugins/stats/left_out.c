/* Correlations with each pair left out in turn.
 * Must not know what the pairs are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "left_out.h"

/* --- Pearson's r ------------------------------------------------------------------------------ */

/* A pair that leaves less than this share of a sum of squares, or an r this close to 1, is left
 * out from scratch. */
#define SHARE (1. / 64)
#define NEAR_ONE 1e-9

om_left_out
om_left_out_new(size_t n, const double *x, const double *y)
{
  om_left_out l = {
      .n = n, .x = x, .y = y, .largest_x = om_largest(n, x), .largest_y = om_largest(n, y)};
  om_mean_ss(n, x, &l.mean_x, &l.xx);
  om_mean_ss(n, y, &l.mean_y, &l.yy);
  om_sum xy = {0};
  for (size_t i = 0; i < n; i++)
    om_add(&xy, (x[i] - l.mean_x) * (y[i] - l.mean_y));
  l.xy = xy.hi;
  return l;
}

double
om_left_out_r(const om_left_out *l, size_t i)
{
  const double dx = l->x[i] - l->mean_x, dy = l->y[i] - l->mean_y;
  const double grows = (double)l->n / (double)(l->n - 1);
  const double xx = l->xx - dx * dx * grows, yy = l->yy - dy * dy * grows;
  const double r = (l->xy - dx * dy * grows) / sqrt(xx) / sqrt(yy);
  const bool keeps_digits = xx > SHARE * l->xx && yy > SHARE * l->yy &&
                            !om_is_rounding(xx, l->n - 1, l->largest_x) &&
                            !om_is_rounding(yy, l->n - 1, l->largest_y) && fabs(r) < 1 - NEAR_ONE;
  return keeps_digits ? r : om_correlate(l->n, l->x, l->y, NULL, i);
}

/* --- Spearman's rho --------------------------------------------------------------------------- */

/* Without pair u the rank of every other one falls by `a`: 1 where its x is larger, a half where
 * it is equal; and by `b` for y.  So the sum of products of ranks falls by sums of ranks over
 * those that are larger, which one walk down the order gives, and rises by the sum of a b, which
 * is a count of who is larger in both. */

/* Counts by place among the values of y: a tree of partial sums (Fenwick 1994). */
typedef struct counts {
  double *at; /* [n + 1] */
  size_t n;
} counts;

static void
count_one(const counts *c, size_t place)
{
  for (size_t i = place + 1; i <= c->n; i += i & -i)
    c->at[i]++;
}

/* How many stand at places below this one. */
static double
count_below(const counts *c, size_t place)
{
  double n = 0;
  for (size_t i = place; i > 0; i -= i & -i)
    n += c->at[i];
  return n;
}

/* Those counted whose y is larger than at rank r of `ties` equal ones, and half of those equal. */
static double
count_larger(const counts *c, double counted, double first, double ties)
{
  const double upto = count_below(c, (size_t)(first + ties)), below = count_below(c, (size_t)first);
  return counted - upto + .5 * (upto - below);
}

/* End of the set of equal ranks that starts at k of the order. */
static size_t
end_of_set(size_t n, const om_left_ranks *v, size_t k)
{
  size_t end = k + 1;
  while (end < n && v->rank[v->order[end]] == v->rank[v->order[k]])
    end++;
  return end;
}

/* size[u]: how many have the value of u. */
static void
set_sizes(size_t n, const om_left_ranks *v, double *size)
{
  for (size_t k = 0, end; k < n; k = end) {
    end = end_of_set(n, v, k);
    for (size_t i = k; i < end; i++)
      size[v->order[i]] = (double)(end - k);
  }
}

/* fall[u]: sum over the others of what their rank in v falls by, times their rank in w. */
static void
sum_falls(size_t n, const om_left_ranks *v, const om_left_ranks *w, double *fall)
{
  double larger = 0;
  for (size_t end = n, first; end > 0; end = first) {
    first = end - 1;
    while (first > 0 && v->rank[v->order[first - 1]] == v->rank[v->order[end - 1]])
      first--;
    double equal = 0;
    for (size_t k = first; k < end; k++)
      equal += w->rank[v->order[k]];
    for (size_t k = first; k < end; k++) {
      const uint32_t u = v->order[k];
      fall[u] += larger + .5 * (equal - w->rank[u]);
    }
    larger += equal;
  }
}

/* both[u]: sum over the others of a b. */
static void
count_both(size_t n, const om_left_ranks *x, const om_left_ranks *y, const double *size_y,
           const counts *seen, double *both)
{
  for (size_t end = n, first; end > 0; end = first) {
    first = end - 1;
    while (first > 0 && x->rank[x->order[first - 1]] == x->rank[x->order[end - 1]])
      first--;
    for (int after = 0; after < 2; after++) { /* before and after those of equal x are counted */
      for (size_t k = first; k < end; k++) {
        const uint32_t u = x->order[k];
        const double start = y->rank[u] - (size_y[u] + 1) / 2; /* place of the first equal one */
        const double counted = (double)(after ? n - first : n - end);
        both[u] += .5 * (count_larger(seen, counted, start, size_y[u]) - (after ? .5 : 0));
      }
      for (size_t k = first; k < end && !after; k++) {
        const uint32_t u = x->order[k];
        count_one(seen, (size_t)(y->rank[u] - (size_y[u] + 1) / 2));
      }
    }
  }
}

/* Sum of t^3 - t over sets of t equal ranks. */
static double
sum_cubes(size_t n, const om_left_ranks *v)
{
  double cubes = 0;
  for (size_t k = 0, end; k < n; k = end) {
    end = end_of_set(n, v, k);
    const double t = (double)(end - k);
    cubes += t * t * t - t;
  }
  return cubes;
}

/* Sum of squares about their mean of `left` ranks: without one of a set of t. */
static double
squares_left(double left, double cubes, double t)
{
  return (left * left * left - left - (cubes - 3 * t * (t - 1))) / 12;
}

void
om_left_out_rho(size_t n, const om_left_ranks *x, const om_left_ranks *y, double *out,
                double *scratch)
{
  double *const fall = scratch, *const both = fall + n, *const size_x = both + n,
                *const size_y = size_x + n;
  const counts seen = {size_y + n, n};
  for (size_t i = 0; i < 5 * n + 1; i++)
    scratch[i] = 0;
  set_sizes(n, x, size_x);
  set_sizes(n, y, size_y);
  sum_falls(n, x, y, fall);
  sum_falls(n, y, x, fall);
  count_both(n, x, y, size_y, &seen, both);
  double products = 0;
  for (size_t u = 0; u < n; u++)
    products += x->rank[u] * y->rank[u];
  const double left = (double)n - 1, cubes_x = sum_cubes(n, x), cubes_y = sum_cubes(n, y);
  for (size_t u = 0; u < n; u++) {
    const double xx = squares_left(left, cubes_x, size_x[u]),
                 yy = squares_left(left, cubes_y, size_y[u]);
    const double xy = products - x->rank[u] * y->rank[u] - fall[u] + both[u] -
                      left * (left + 1) / 2 * ((left + 1) / 2);
    out[u] = n < 4 || !(xx > 0 && yy > 0) ? NAN : om_correlation(xy / sqrt(xx) / sqrt(yy));
  }
}
