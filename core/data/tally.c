/* Sums over the respondents of one scale, unit by unit. */
#include "data/tally.h"

#include <math.h>
#include <string.h>

tally
tally_new(arena *memory, const study_scale *scale, bool is_weighted, size_t n_slots)
{
  const uint32_t k = scale->n_items, n_pairs = k * (k + 1) / 2;
  tally t = {.scale = scale, .k = k, .n_pairs = n_pairs, .n_slots = n_slots};
  t.complete = arena_many(memory, n_slots, uint64_t);
  t.scored = arena_many(memory, n_slots, uint64_t);
  t.answered = arena_many(memory, n_slots * k, uint64_t);
  if (scale->values == OM_CODES) {
    const code_range codes = study_codes(scale);
    t.first_code = codes.lowest;
    t.n_codes = (uint32_t)(codes.highest - codes.lowest) + 1;
    t.sum = arena_many(memory, n_slots * k, int64_t);
    t.cross = arena_many(memory, n_slots * n_pairs, int64_t);
    t.counts_complete = arena_many(memory, n_slots * k * t.n_codes, uint64_t);
    t.counts_all = arena_many(memory, n_slots * k * t.n_codes, uint64_t);
    t.by_m = arena_many(memory, n_slots * k, uint64_t);
    t.by_m_sum = arena_many(memory, n_slots * k, int64_t);
    t.by_m_square = arena_many(memory, n_slots * k, int64_t);
  } else {
    t.real_sum = arena_many(memory, n_slots * k, exact);
    t.real_cross = arena_many(memory, n_slots * n_pairs, exact);
    t.score_sum = arena_many(memory, n_slots, exact);
    t.score_square = arena_many(memory, n_slots, exact);
  }
  if (is_weighted) {
    t.weight = arena_many(memory, n_slots, exact);
    t.weight_square = arena_many(memory, n_slots, exact);
    t.weighted_score = arena_many(memory, n_slots, exact);
  }
  return t;
}

static void
take_weight(tally *t, size_t slot, double weight, double score)
{
  if (!t->weight)
    return;
  exact_add(&t->weight[slot], weight);
  exact_add_product(&t->weight_square[slot], weight, weight);
  exact_add_product(&t->weighted_score[slot], weight, score);
}

static void
codes_row(tally *t, size_t slot, const answers *items, uint64_t row, double weight)
{
  const uint32_t k = t->k;
  uint32_t m = 0;
  int64_t total = 0;
  for (uint32_t i = 0; i < k; i++) {
    const int code = items[i].codes[row];
    if (code <= OM_MISSING)
      continue;
    m++;
    total += code;
    t->answered[slot * k + i]++;
    t->counts_all[(slot * k + i) * t->n_codes + (size_t)(code - t->first_code)]++;
  }
  if (m == k) {
    t->complete[slot]++;
    int64_t *cross = &t->cross[slot * t->n_pairs];
    for (uint32_t i = 0; i < k; i++) {
      const int a = items[i].codes[row];
      t->sum[slot * k + i] += a;
      t->counts_complete[(slot * k + i) * t->n_codes + (size_t)(a - t->first_code)]++;
      for (uint32_t j = i; j < k; j++)
        *cross++ += a * items[j].codes[row];
    }
  }
  if (m == 0 || m < t->scale->min_items)
    return;
  t->scored[slot]++;
  t->by_m[slot * k + m - 1]++;
  t->by_m_sum[slot * k + m - 1] += total;
  t->by_m_square[slot * k + m - 1] += total * total;
  take_weight(t, slot, weight, (double)total / m);
}

static void
numbers_row(tally *t, size_t slot, const answers *items, uint64_t row, double weight)
{
  const uint32_t k = t->k;
  uint32_t m = 0;
  twofold total = {0, 0};
  for (uint32_t i = 0; i < k; i++) {
    const double x = items[i].numbers[row];
    if (isnan(x))
      continue;
    m++;
    total = twofold_add(total, twofold_of(x));
    t->answered[slot * k + i]++;
  }
  if (m == k) {
    t->complete[slot]++;
    exact *cross = &t->real_cross[slot * t->n_pairs];
    for (uint32_t i = 0; i < k; i++) {
      exact_add(&t->real_sum[slot * k + i], items[i].numbers[row]);
      for (uint32_t j = i; j < k; j++)
        exact_add_product(cross++, items[i].numbers[row], items[j].numbers[row]);
    }
  }
  if (m == 0 || m < t->scale->min_items)
    return;
  const double score = twofold_round(twofold_divide(total, twofold_of(m)));
  t->scored[slot]++;
  exact_add(&t->score_sum[slot], score);
  exact_add_product(&t->score_square[slot], score, score);
  take_weight(t, slot, weight, score);
}

void
tally_row(tally *t, size_t slot, const answers *items, uint64_t row, double weight)
{
  if (t->n_codes)
    codes_row(t, slot, items, row, weight);
  else
    numbers_row(t, slot, items, row, weight);
}

/* Sums of codes from sums of how far they are above the first one. */
static void
take_whole(tally *t, size_t slot, const sums_scale *scale, const uint64_t *record)
{
  const uint32_t k = t->k, n_codes = t->n_codes;
  const int64_t f = t->first_code, n = (int64_t)t->complete[slot];
  int64_t *const sum = &t->sum[slot * k], *cross = &t->cross[slot * t->n_pairs];
  const uint64_t *product = record + scale->cross;
  for (uint32_t i = 0; i < k; i++)
    for (uint32_t c = 0; c < n_codes; c++)
      sum[i] += (f + c) * (int64_t)record[scale->whole + i * n_codes + c];
  for (uint32_t i = 0; i < k; i++) {
    for (uint32_t c = 0; c < n_codes; c++)
      *cross += (f + c) * (f + c) * (int64_t)record[scale->whole + i * n_codes + c];
    cross++;
    for (uint32_t j = i + 1; j < k; j++)
      *cross++ = (int64_t)*product++ + f * (sum[i] + sum[j]) - f * f * n;
  }
}

/* Totals of the rows that answered m items; those of the complete follow from their products. */
static void
take_totals(tally *t, size_t slot, const sums_scale *scale, const uint64_t *record)
{
  const uint32_t k = t->k;
  const int64_t f = t->first_code;
  uint64_t *const n = &t->by_m[slot * k];
  int64_t *const sum = &t->by_m_sum[slot * k], *const square = &t->by_m_square[slot * k];
  for (uint32_t m = t->scale->min_items ? t->scale->min_items : 1; m < k; m++) {
    const uint64_t *const part = record + scale->part + (size_t)3 * (m - 1);
    const int64_t shift = f * m, rows = (int64_t)part[0], total = (int64_t)part[1];
    n[m - 1] = part[0];
    sum[m - 1] = total + shift * rows;
    square[m - 1] = (int64_t)part[2] + 2 * shift * total + shift * shift * rows;
    t->scored[slot] += part[0];
  }
  if (k < t->scale->min_items)
    return;
  const int64_t *cross = &t->cross[slot * t->n_pairs];
  n[k - 1] = t->complete[slot];
  t->scored[slot] += t->complete[slot];
  for (uint32_t i = 0; i < k; i++) {
    sum[k - 1] += t->sum[slot * k + i];
    for (uint32_t j = i; j < k; j++)
      square[k - 1] += (i == j ? 1 : 2) * *cross++;
  }
}

void
tally_take(tally *t, size_t slot, const sums_scale *scale, const uint64_t *record)
{
  if (!record)
    return;
  const size_t cells = (size_t)t->k * t->n_codes;
  t->complete[slot] = record[scale->complete];
  memcpy(&t->counts_all[slot * cells], record + scale->all, cells * sizeof *record);
  memcpy(&t->counts_complete[slot * cells], record + scale->whole, cells * sizeof *record);
  for (uint32_t i = 0; i < t->k; i++)
    for (uint32_t c = 0; c < t->n_codes; c++)
      t->answered[slot * t->k + i] += record[scale->all + i * t->n_codes + c];
  take_whole(t, slot, scale, record);
  take_totals(t, slot, scale, record);
}

static void
join_counts(uint64_t *at, size_t width, size_t into, size_t from)
{
  for (size_t i = 0; at && i < width; i++)
    at[into * width + i] += at[from * width + i];
}

static void
join_sums(int64_t *at, size_t width, size_t into, size_t from)
{
  for (size_t i = 0; at && i < width; i++)
    at[into * width + i] += at[from * width + i];
}

static void
join_exact(exact *at, size_t width, size_t into, size_t from)
{
  for (size_t i = 0; at && i < width; i++)
    exact_merge(&at[into * width + i], &at[from * width + i]);
}

void
tally_join(tally *t, size_t into, size_t from)
{
  const size_t k = t->k;
  join_counts(t->complete, 1, into, from);
  join_counts(t->scored, 1, into, from);
  join_counts(t->answered, k, into, from);
  join_counts(t->counts_complete, k * t->n_codes, into, from);
  join_counts(t->counts_all, k * t->n_codes, into, from);
  join_counts(t->by_m, k, into, from);
  join_sums(t->sum, k, into, from);
  join_sums(t->cross, t->n_pairs, into, from);
  join_sums(t->by_m_sum, k, into, from);
  join_sums(t->by_m_square, k, into, from);
  join_exact(t->real_sum, k, into, from);
  join_exact(t->real_cross, t->n_pairs, into, from);
  join_exact(t->score_sum, 1, into, from);
  join_exact(t->score_square, 1, into, from);
  join_exact(t->weight, 1, into, from);
  join_exact(t->weight_square, 1, into, from);
  join_exact(t->weighted_score, 1, into, from);
}

/* Exact up to 106 bits. */
static twofold
twofold_of_integer(__int128 x)
{
  const double two_to_48 = 281474976710656.0;
  const __int128 top = x >> 96, middle = (x >> 48) & 0xFFFFFFFFFFFF, low = x & 0xFFFFFFFFFFFF;
  const twofold hi = twofold_add(twofold_of((double)top * two_to_48 * two_to_48),
                                 twofold_of((double)middle * two_to_48));
  return twofold_add(hi, twofold_of((double)low));
}

/* a / b, rounded once: directly where both are exact as doubles. */
static double
quotient(__int128 a, __int128 b)
{
  const __int128 limit = (__int128)1 << 53;
  if (a < limit && a > -limit && b < limit)
    return (double)a / (double)b;
  return twofold_round(twofold_divide(twofold_of_integer(a), twofold_of_integer(b)));
}

/* Sum and sum of squares of the scores of a slot. */
static void
score_sums(const tally *t, size_t slot, twofold *sum, twofold *square)
{
  if (!t->n_codes) {
    *sum = exact_value(t->score_sum[slot]);
    *square = exact_value(t->score_square[slot]);
    return;
  }
  *sum = *square = twofold_of(0);
  for (uint32_t m = 1; m <= t->k; m++) {
    const size_t i = slot * t->k + m - 1;
    const twofold by = twofold_of(m), by_square = twofold_of((double)m * m);
    *sum = twofold_add(*sum, twofold_divide(twofold_of_integer(t->by_m_sum[i]), by));
    *square =
        twofold_add(*square, twofold_divide(twofold_of_integer(t->by_m_square[i]), by_square));
  }
}

/* A sum of squares about the mean, from the sum of squares about zero.  Equal values leave the
 * rounding of the 32nd digit behind, which is no variance. */
static double
about_mean(twofold ss, twofold square)
{
  return ss.hi > square.hi * 1e-28 ? twofold_round(ss) : 0;
}

/* Least common multiple of the numbers of items that were answered, which makes all scores of the
 * slot whole numbers; 0 when it or the sums would be too large. */
static int64_t
common_multiple(const tally *t, size_t slot)
{
  const int64_t largest = 1 << 20;
  int64_t l = 1;
  for (uint32_t m = 1; m <= t->k; m++) {
    if (!t->by_m[slot * t->k + m - 1])
      continue;
    int64_t a = l, b = m;
    while (b) {
      const int64_t rest = a % b;
      a = b;
      b = rest;
    }
    l = l / a * m;
    if (l > largest)
      return 0;
  }
  return l;
}

/* Mean and sum of squares of scores of codes in whole numbers; false when these could overflow. */
static bool
whole_scores(const tally *t, size_t slot, score_moments *out)
{
  const int64_t l = t->n_codes ? common_multiple(t, slot) : 0;
  const __int128 n = t->scored[slot];
  if (l == 0 || n > (__int128)1 << 40)
    return false;
  __int128 sum = 0, square = 0;
  for (uint32_t m = 1; m <= t->k; m++) {
    const size_t i = slot * t->k + m - 1;
    if (!t->by_m[i])
      continue;
    sum += (__int128)t->by_m_sum[i] * (l / m);
    square += (__int128)t->by_m_square[i] * (l / m) * (l / m);
  }
  const __int128 limit = (__int128)1 << 62;
  if (square > limit || sum > limit || sum < -limit)
    return false;
  out->mean = out->plain_mean = quotient(sum, l * n);
  out->ss = quotient(n * square - sum * sum, n * l * l);
  return true;
}

score_moments
tally_scores(const tally *t, size_t slot)
{
  const uint64_t n = t->scored[slot];
  if (n == 0)
    return (score_moments){0, NAN, NAN, NAN, 0, 0};
  score_moments whole = {.n = n, .effective_n = (double)n, .weight = (double)n};
  if (!t->weight && whole_scores(t, slot, &whole))
    return whole;
  twofold sum, square;
  score_sums(t, slot, &sum, &square);
  const twofold count = twofold_of((double)n);
  const twofold mean = twofold_divide(sum, count);
  const twofold ss = twofold_subtract(square, twofold_multiply(sum, mean));
  score_moments s = {
      n, twofold_round(mean), about_mean(ss, square), twofold_round(mean), (double)n, (double)n};
  if (t->weight) {
    const twofold weight = exact_value(t->weight[slot]);
    s.mean = twofold_round(twofold_divide(exact_value(t->weighted_score[slot]), weight));
    s.weight = twofold_round(weight);
    s.effective_n = twofold_round(
        twofold_divide(twofold_multiply(weight, weight), exact_value(t->weight_square[slot])));
  }
  return s;
}

/* n * S_ij - S_i * S_j has no rounding in integers. */
static void
code_moments(const tally *t, size_t slot, double *mean, double *sscp)
{
  const __int128 n = t->complete[slot];
  const int64_t *const sum = &t->sum[slot * t->k], *cross = &t->cross[slot * t->n_pairs];
  for (uint32_t i = 0; i < t->k; i++) {
    mean[i] = quotient(sum[i], n);
    for (uint32_t j = i; j < t->k; j++)
      *sscp++ = quotient(n * *cross++ - (__int128)sum[i] * sum[j], n);
  }
}

static void
number_moments(const tally *t, size_t slot, double *mean, double *sscp)
{
  const twofold count = twofold_of((double)t->complete[slot]);
  const exact *const sum = &t->real_sum[slot * t->k], *cross = &t->real_cross[slot * t->n_pairs];
  for (uint32_t i = 0; i < t->k; i++) {
    const twofold average = twofold_divide(exact_value(sum[i]), count);
    mean[i] = twofold_round(average);
    for (uint32_t j = i; j < t->k; j++) {
      const twofold product = exact_value(*cross++);
      const twofold about =
          twofold_subtract(product, twofold_multiply(average, exact_value(sum[j])));
      *sscp++ = i == j ? about_mean(about, product) : twofold_round(about);
    }
  }
}

void
tally_moments(const tally *t, size_t slot, double *mean, double *sscp)
{
  if (t->complete[slot] == 0) {
    for (uint32_t i = 0; i < t->k; i++)
      mean[i] = NAN;
    for (uint32_t i = 0; i < t->n_pairs; i++)
      sscp[i] = NAN;
  } else if (t->n_codes) {
    code_moments(t, slot, mean, sscp);
  } else {
    number_moments(t, slot, mean, sscp);
  }
}
