/* Signs of careless answering in one person's answers, repeated rows, and what is missing.
 * Must not know scales beyond their number, nor judge.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include <stdlib.h>

size_t
om_longstring(size_t k, const double *answers)
{
  size_t longest = 0, run = 0;
  for (size_t j = 0; j < k; j++) {
    const bool goes_on = run > 0 && answers[j] == answers[j - 1]; /* NaN equals nothing */
    run = isnan(answers[j]) ? 0 : goes_on ? run + 1 : 1;
    longest = run > longest ? run : longest;
  }
  return longest;
}

static size_t
count_answered(size_t k, const double *answers)
{
  size_t n = 0;
  for (size_t j = 0; j < k; j++)
    n += !isnan(answers[j]);
  return n;
}

om_stat
om_irv(size_t k, const double *answers)
{
  const size_t n = count_answered(k, answers);
  if (n < 2)
    return om_undefined("fewer than 2 answers", n);
  om_sum sum = {0}, ss = {0}, rounding = {0};
  for (size_t j = 0; j < k; j++)
    if (!isnan(answers[j]))
      om_add(&sum, answers[j]);
  const double mean = sum.hi / (double)n;
  for (size_t j = 0; j < k; j++) {
    if (isnan(answers[j]))
      continue;
    om_add(&ss, (answers[j] - mean) * (answers[j] - mean));
    om_add(&rounding, answers[j] - mean);
  }
  const double squares = fmax(ss.hi - rounding.hi * rounding.hi / (double)n, 0);
  return om_stat_of(sqrt(squares / (double)(n - 1)), n);
}

/* Means of both halves of the scales that have answers in both; returns how many. */
static size_t
halves(size_t k, const double *answers, size_t scales, const uint32_t *scale_of, double *scratch)
{
  double *const sum = scratch, *const count = scratch + 2 * scales;
  double *const seen = scratch + 4 * scales;
  for (size_t j = 0; j < k; j++) {
    const size_t s = scale_of[j], half = 2 * s + (fmod(seen[s]++, 2) != 0);
    if (isnan(answers[j]))
      continue;
    sum[half] += answers[j];
    count[half]++;
  }
  size_t used = 0;
  for (size_t s = 0; s < scales; s++) {
    if (!(count[2 * s] > 0 && count[2 * s + 1] > 0))
      continue;
    const double odd = sum[2 * s] / count[2 * s], even = sum[2 * s + 1] / count[2 * s + 1];
    seen[used] = odd; /* no longer needed: used <= s */
    sum[used] = even; /* likewise: entries up to 2s+1 are read */
    used++;
  }
  return used;
}

om_stat
om_even_odd(size_t k, const double *answers, size_t scales, const uint32_t *scale_of)
{
  for (size_t j = 0; j < k; j++)
    if (scale_of[j] >= scales)
      return om_undefined("an item is in no scale", 0);
  double *const scratch = calloc(5 * scales + 1, sizeof *scratch);
  if (!scratch)
    return om_undefined(OM_NO_MEMORY, 0);
  const size_t used = halves(k, answers, scales, scale_of, scratch);
  om_stat s = used < 3 ? om_undefined("fewer than 3 scales with answers in both halves", used)
                       : om_pearson(used, scratch + 4 * scales, scratch, .95);
  free(scratch);
  if (s.undefined)
    return s;
  const double r = s.value;
  return om_stat_of(r > -1. / 3 ? 2 * r / (1 + r) : -1, used);
}

om_stat
om_seconds_per_item(double seconds, size_t k, const double *answers)
{
  const size_t n = count_answered(k, answers);
  if (n == 0)
    return om_undefined("nothing is answered", n);
  if (!(seconds >= 0 && isfinite(seconds)))
    return om_undefined("the duration is missing or negative", n);
  return om_stat_of(seconds / (double)n, n);
}

/* A row that can be compared without knowing the matrix. */
typedef struct om_row {
  const double *answers;
  size_t k;
  uint32_t index;
} om_row;

/* A gap equals a gap, and stands before every answer. */
static int
compare_answers(const om_row *a, const om_row *b)
{
  for (size_t j = 0; j < a->k; j++) {
    const double x = a->answers[j], y = b->answers[j];
    const bool gap_x = isnan(x), gap_y = isnan(y);
    if (gap_x && gap_y)
      continue;
    if (gap_x != gap_y)
      return gap_x ? -1 : 1;
    if (x != y)
      return x < y ? -1 : 1;
  }
  return 0;
}

static int
compare_rows(const void *left, const void *right)
{
  const om_row *const a = left, *const b = right;
  const int order = compare_answers(a, b);
  return order ? order : (a->index > b->index) - (a->index < b->index);
}

const char *
om_duplicates(size_t n, size_t k, const double *x, size_t least, uint32_t *first, size_t *repeated)
{
  *repeated = 0;
  if (n > UINT32_MAX)
    return "too many rows";
  om_row *const rows = calloc(n + 1, sizeof *rows);
  if (!rows)
    return OM_NO_MEMORY;
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    if (first)
      first[i] = (uint32_t)i;
    if (count_answered(k, x + i * k) >= least)
      rows[used++] = (om_row){x + i * k, k, (uint32_t)i};
  }
  qsort(rows, used, sizeof *rows, compare_rows);
  size_t start = 0;
  for (size_t i = 1; i < used; i++) {
    if (compare_answers(&rows[start], &rows[i]) != 0) {
      start = i;
      continue;
    }
    ++*repeated;
    if (first)
      first[rows[i].index] = rows[start].index;
  }
  free(rows);
  return NULL;
}

void
om_missing_count(size_t n, size_t k, const double *x, size_t units, const uint32_t *unit,
                 om_missing *out, uint64_t *item_missing, uint64_t *unit_missing)
{
  *out = (om_missing){.cells = (uint64_t)n * k};
  for (size_t j = 0; item_missing && j < k; j++)
    item_missing[j] = 0;
  for (size_t u = 0; unit_missing && u < units; u++)
    unit_missing[u] = 0;
  for (size_t i = 0; i < n; i++) {
    size_t gaps = 0;
    for (size_t j = 0; j < k; j++) {
      const bool gap = isnan(x[i * k + j]);
      gaps += gap;
      if (item_missing)
        item_missing[j] += gap;
    }
    out->missing += gaps;
    out->complete_rows += gaps == 0;
    out->empty_rows += gaps == k && k > 0;
    if (unit && unit_missing && unit[i] < units)
      unit_missing[unit[i]] += gaps;
  }
}
