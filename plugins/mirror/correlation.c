/* The correlation that is computed many thousand times: over units in another order, or drawn
 * again. */
#include "mirror.h"

#include <stdlib.h>

double
index_correlation(size_t n, const double *x, const double *y, const uint32_t *at_x,
                  const uint32_t *at_y)
{
  double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;
  size_t both = 0;
  for (size_t u = 0; u < n; u++) {
    const double a = x[at_x ? at_x[u] : u], b = y[at_y ? at_y[u] : u];
    if (isnan(a) || isnan(b))
      continue;
    mean_x += a;
    mean_y += b;
    both++;
  }
  mean_x /= (double)both;
  mean_y /= (double)both;
  for (size_t u = 0; u < n; u++) {
    const double a = x[at_x ? at_x[u] : u] - mean_x, b = y[at_y ? at_y[u] : u] - mean_y;
    if (isnan(a) || isnan(b))
      continue;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return both > 2 && xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : NAN;
}

int
ranked_make(size_t n, const double *x, ranked *out)
{
  *out = (ranked){.n = n, .class = calloc(n, sizeof *out->class)};
  size_t *const order = calloc(n, sizeof *order);
  double *const rank = calloc(n, sizeof *rank);
  const int fine = out->class && order && rank;
  if (fine) {
    om_rank(n, x, rank, order);
    for (size_t i = 0; i < n; i++) {
      out->n_classes += i == 0 || rank[order[i]] > rank[order[i - 1]];
      out->class[order[i]] = (uint32_t)(out->n_classes - 1);
    }
  }
  free(order);
  free(rank);
  return fine;
}

void
ranked_free(ranked *r)
{
  free(r->class);
  r->class = NULL;
}

/* From how many units each class has to twice the rank that they share. */
static void
double_ranks(uint64_t *counts, size_t n_classes)
{
  uint64_t below = 0;
  for (size_t c = 0; c < n_classes; c++) {
    const uint64_t here = counts[c];
    counts[c] = 2 * below + here + 1;
    below += here;
  }
}

double
index_rank_correlation(size_t n, const ranked *x, const ranked *y, const uint32_t *index)
{
  uint64_t *const rank_x = calloc(x->n_classes + y->n_classes, sizeof *rank_x);
  uint64_t *const rank_y = rank_x + x->n_classes;
  if (!rank_x)
    return NAN;
  for (size_t i = 0; i < n; i++) {
    rank_x[x->class[index[i]]]++;
    rank_y[y->class[index[i]]]++;
  }
  double_ranks(rank_x, x->n_classes);
  double_ranks(rank_y, y->n_classes);
  /* The mean of the doubled ranks is n + 1, whatever the ties: products about it are small. */
  const int64_t middle = (int64_t)n + 1;
  int64_t xx = 0, yy = 0, xy = 0;
  for (size_t i = 0; i < n; i++) {
    const int64_t a = (int64_t)rank_x[x->class[index[i]]] - middle,
                  b = (int64_t)rank_y[y->class[index[i]]] - middle;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  free(rank_x);
  return n > 2 && xx > 0 && yy > 0 ? (double)xy / sqrt((double)xx * (double)yy) : NAN;
}
