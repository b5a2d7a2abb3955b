/* p values adjusted for the size of their family.
 * Must not know which tests they are of.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"
#include <gsl/gsl_sort.h>
#include <stdlib.h>

/* Adjusts `count` ascending p values of a family of m, in place. */
typedef void om_adjust_fn(size_t count, double m, double *sorted);

static void
holm(size_t count, double m, double *sorted)
{
  double largest = 0;
  for (size_t i = 0; i < count; i++) {
    largest = fmax(largest, (m - (double)i) * sorted[i]);
    sorted[i] = fmin(1, largest);
  }
}

/* Step-up with each p multiplied by scale / rank. */
static void
step_up(size_t count, double scale, double *sorted)
{
  double smallest = 1;
  for (size_t i = count; i > 0; i--) {
    smallest = fmin(smallest, scale / (double)i * sorted[i - 1]);
    sorted[i - 1] = smallest;
  }
}

static void
bh(size_t count, double m, double *sorted)
{
  step_up(count, m, sorted);
}

static void
by(size_t count, double m, double *sorted)
{
  double harmonic = 0;
  for (double i = m; i >= 1; i--)
    harmonic += 1 / i;
  step_up(count, m * harmonic, sorted);
}

/* NULL, or what is wrong with the family. */
static const char *
check(size_t n, const double *p, size_t family, size_t *count)
{
  *count = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(p[i]))
      continue;
    if (p[i] < 0 || p[i] > 1)
      return "a p value is not between 0 and 1";
    ++*count;
  }
  return family > 0 && family < *count ? "the family is smaller than the number of p values" : NULL;
}

static const char *
adjust(size_t n, const double *p, size_t family, double *adjusted, om_adjust_fn *method)
{
  size_t count;
  const char *why = check(n, p, family, &count);
  double *sorted = calloc(count + 1, sizeof *sorted);
  size_t *from = calloc(count + 1, sizeof *from);
  size_t *order = calloc(count + 1, sizeof *order);
  double *known = calloc(count + 1, sizeof *known);
  if (!why && (!sorted || !from || !order || !known))
    why = OM_NO_MEMORY;
  if (why) {
    for (size_t i = 0; i < n; i++)
      adjusted[i] = NAN;
    goto done;
  }

  for (size_t i = 0, at = 0; i < n; i++) {
    if (isnan(p[i]))
      continue;
    from[at] = i;
    known[at++] = p[i];
  }
  gsl_sort_index(order, known, 1, count);
  for (size_t i = 0; i < count; i++)
    sorted[i] = known[order[i]];
  method(count, (double)(family > 0 ? family : count), sorted);

  for (size_t i = 0; i < n; i++)
    adjusted[i] = NAN;
  for (size_t i = 0; i < count; i++)
    adjusted[from[order[i]]] = sorted[i];

done:
  free(sorted);
  free(from);
  free(order);
  free(known);
  return why;
}

const char *
om_adjust_holm(size_t n, const double *p, size_t family, double *adjusted)
{
  return adjust(n, p, family, adjusted, holm);
}

const char *
om_adjust_bh(size_t n, const double *p, size_t family, double *adjusted)
{
  return adjust(n, p, family, adjusted, bh);
}

const char *
om_adjust_by(size_t n, const double *p, size_t family, double *adjusted)
{
  return adjust(n, p, family, adjusted, by);
}
