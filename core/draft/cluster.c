/* Correlations between columns, and groups of columns by them. */
#include "draft/cluster.h"

#include <math.h>
#include <string.h>

/* What stands for no answer, and what is outside the range, is no number here. */
static float
answer_at(const draft_file *f, uint32_t column, uint32_t row)
{
  const column_guess *const g = &f->columns[column];
  const float *const sample = f->profile.columns[column].sample;
  const float x = sample ? sample[row] : NAN;
  return (double)x >= g->min && (double)x <= g->max ? x : NAN;
}

static float
correlate(const float *x, const float *y, uint32_t rows)
{
  double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
  for (uint32_t i = 0; i < rows; i++) {
    if (isnan(x[i]) || isnan(y[i]))
      continue;
    const double a = (double)x[i], b = (double)y[i];
    n++;
    sx += a;
    sy += b;
    sxx += a * a;
    syy += b * b;
    sxy += a * b;
  }
  const double vx = sxx - sx * sx / n, vy = syy - sy * sy / n;
  if (n < FEWEST_COMPARED || !(vx > 1e-9 * sxx) || !(vy > 1e-9 * syy))
    return NAN;
  return (float)((sxy - sx * sy / n) / sqrt(vx * vy));
}

likeness
likeness_of(arena *memory, const draft_file *f, const uint32_t *columns, uint32_t n)
{
  likeness l = {.n = n, .r = arena_many(memory, (size_t)n * n, float)};
  const uint32_t rows = f->profile.n_sample;
  float **const answers = arena_many(memory, n, float *);
  for (uint32_t i = 0; i < n; i++) {
    answers[i] = arena_many(memory, rows, float);
    for (uint32_t row = 0; row < rows; row++)
      answers[i][row] = answer_at(f, columns[i], row);
  }
  for (uint32_t i = 0; i < n; i++) {
    l.r[i * n + i] = 1;
    for (uint32_t j = 0; j < i; j++)
      l.r[i * n + j] = l.r[j * n + i] = correlate(answers[i], answers[j], rows);
  }
  return l;
}

/* --- groups ---------------------------------------------------------------------------------- */

/* Mean likeness between the groups of members a and b, as sums that are updated when two join. */
typedef struct linkage {
  uint32_t n;
  double *sum;    /* [n * n] */
  uint32_t *size; /* 0: joined to another */
} linkage;

static bool
closest(const linkage *k, uint32_t *a, uint32_t *b, double least)
{
  double best = least;
  bool found = false;
  for (uint32_t i = 0; i < k->n; i++)
    for (uint32_t j = i + 1; k->size[i] && j < k->n; j++) {
      const double mean =
          k->size[j] ? k->sum[i * k->n + j] / ((double)k->size[i] * k->size[j]) : -1;
      if (mean > best || (!found && mean == best)) {
        best = mean;
        *a = i;
        *b = j;
        found = true;
      }
    }
  return found;
}

uint32_t
cluster(arena *memory, const likeness *l, double least, double unknown, uint32_t *group)
{
  const uint32_t n = l->n;
  linkage k = {n, arena_many(memory, (size_t)n * n, double), arena_many(memory, n, uint32_t)};
  for (uint32_t i = 0; i < n; i++) {
    group[i] = i;
    k.size[i] = 1;
    for (uint32_t j = 0; j < n; j++) {
      const float r = l->r[i * n + j];
      k.sum[i * n + j] = isnan(r) ? unknown : fabs((double)r);
    }
  }
  uint32_t a, b;
  while (closest(&k, &a, &b, least)) {
    for (uint32_t i = 0; i < n; i++) {
      k.sum[a * n + i] += k.sum[b * n + i];
      k.sum[i * n + a] = k.sum[a * n + i];
      if (group[i] == b)
        group[i] = a;
    }
    k.size[a] += k.size[b];
    k.size[b] = 0;
  }
  uint32_t n_groups = 0;
  uint32_t *const number = arena_many(memory, n, uint32_t);
  for (uint32_t i = 0; i < n; i++)
    number[i] = group[i] == i ? n_groups++ : 0; /* a group is called by its first member */
  for (uint32_t i = 0; i < n; i++)
    group[i] = number[group[i]];
  return n_groups;
}

double
mean_likeness(const likeness *l, const uint32_t *members, uint32_t n)
{
  double sum = 0;
  uint32_t pairs = 0;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t j = 0; j < i; j++) {
      const float r = l->r[members[i] * l->n + members[j]];
      if (isnan(r))
        continue;
      sum += fabs((double)r);
      pairs++;
    }
  return pairs ? sum / pairs : (double)NAN;
}

/* --- which way round ------------------------------------------------------------------------- */

/* A mean correlation that is more than chance in a small file. */
static const double turned = -.1;

/* The direction that most of the likeness lies in, by repeated multiplication. */
static void
main_direction(arena *memory, const likeness *l, const uint32_t *members, uint32_t n, double *v)
{
  double *const next = arena_many(memory, n, double);
  for (uint32_t i = 0; i < n; i++)
    v[i] = 1 + .001 * i; /* not quite even, so that no direction is missed */
  for (int round = 0; round < 60; round++) {
    double longest = 0;
    for (uint32_t i = 0; i < n; i++) {
      next[i] = 0;
      for (uint32_t j = 0; j < n; j++) {
        const float r = l->r[members[i] * l->n + members[j]];
        next[i] += isnan(r) ? 0 : (double)r * v[j];
      }
      longest = fmax(longest, fabs(next[i]));
    }
    for (uint32_t i = 0; i < n && longest > 0; i++)
      v[i] = next[i] / longest;
  }
}

void
rest_correlations(arena *memory, const likeness *l, const uint32_t *members, uint32_t n, double *r,
                  bool *is_turned)
{
  double *const v = arena_many(memory, n, double);
  main_direction(memory, l, members, n, v);
  uint32_t negative = 0;
  for (uint32_t i = 0; i < n; i++)
    negative += v[i] < 0;
  const double sign = negative * 2 > n || (negative * 2 == n && v[0] < 0) ? -1 : 1;
  for (uint32_t i = 0; i < n; i++) {
    double sum = 0;
    uint32_t known = 0;
    for (uint32_t j = 0; j < n; j++) {
      const float x = l->r[members[i] * l->n + members[j]];
      if (i == j || isnan(x))
        continue;
      sum += (double)x * (sign * v[j] < 0 ? -1 : 1);
      known++;
    }
    r[i] = known ? sum / known : (double)NAN;
    is_turned[i] = known && r[i] < turned;
  }
}
