/* Whole numbers that fit. */
#include "guess.h"

#include <math.h>
#include <string.h>

typedef struct guessing {
  const riddle *r;
  guesses *out;
  int64_t people[MOST_UNKNOWN], sum[MOST_UNKNOWN];
} guessing;

static bool
is_close(double a, double b)
{
  return fabs(a - b) <= 1e-7 * (1 + fabs(a) + fabs(b));
}

static void
sort(guess *g, uint32_t n)
{
  for (uint32_t i = 1; i < n; i++)
    for (uint32_t j = i; j > 0; j--) {
      const bool is_less = g->people[j] < g->people[j - 1] ||
                           (g->people[j] == g->people[j - 1] && g->sum[j] < g->sum[j - 1]);
      const int64_t people = g->people[j], sum = g->sum[j];
      if (!is_less)
        break;
      g->people[j] = g->people[j - 1];
      g->sum[j] = g->sum[j - 1];
      g->people[j - 1] = people;
      g->sum[j - 1] = sum;
    }
}

static void
keep(guessing *k)
{
  guess g = {0};
  memcpy(g.people, k->people, sizeof g.people);
  memcpy(g.sum, k->sum, sizeof g.sum);
  sort(&g, k->r->n_unknown);
  guesses *const out = k->out;
  for (size_t i = 0; i < out->n; i++)
    if (memcmp(&out->at[i], &g, sizeof g) == 0)
      return;
  if (out->n && memcmp(out->at[0].people, g.people, sizeof g.people) != 0)
    out->has_one_size = false;
  if (out->n < MOST_SOLUTIONS)
    out->at[out->n++] = g;
}

/* F of a one-way analysis of variance, from what lies between units and all that there is. */
static bool
fits_between(const guessing *k)
{
  const riddle *const r = k->r;
  if (isnan(r->f) || isnan(r->all_squares))
    return true;
  double between = r->known_between - r->all_sum * r->all_sum / r->all_people;
  for (uint32_t i = 0; i < r->n_unknown; i++)
    between += (double)k->sum[i] * (double)k->sum[i] / (double)k->people[i];
  const double df1 = r->n_units - 1.0, df2 = r->all_people - r->n_units;
  return is_close(between / df1, r->f * (r->all_squares - between) / df2);
}

static bool
fits_sizes(const guessing *k)
{
  const riddle *const r = k->r;
  if (isnan(r->n0))
    return true;
  double squares = r->known_squares;
  for (uint32_t i = 0; i < r->n_unknown; i++)
    squares += (double)k->people[i] * (double)k->people[i];
  return is_close(r->all_people - squares / r->all_people, r->n0 * (r->n_units - 1.0));
}

static void
offer(guessing *k)
{
  const riddle *const r = k->r;
  double means = 0;
  for (uint32_t i = 0; i < r->n_unknown; i++) {
    if (k->sum[i] < r->lowest * k->people[i] || k->sum[i] > r->highest * k->people[i])
      return;
    means += (double)k->sum[i] / (double)k->people[i];
  }
  if ((isnan(r->sum_of_means) || is_close(means, r->sum_of_means)) && fits_between(k))
    keep(k);
}

/* The last two sums, where those before are chosen: they add up to `sum`, their means to `means`.
 */
static void
offer_two(guessing *k, uint32_t first, int64_t sum, double means)
{
  const int64_t a = k->people[first], b = k->people[first + 1];
  if (a == b || isnan(means)) {
    for (int64_t s = k->r->lowest * a; s <= k->r->highest * a; s++) {
      k->sum[first] = s;
      k->sum[first + 1] = sum - s;
      offer(k);
    }
    return;
  }
  k->sum[first] = llround((means - (double)sum / (double)b) / (1 / (double)a - 1 / (double)b));
  k->sum[first + 1] = sum - k->sum[first];
  offer(k);
}

static void
offer_sums(guessing *k)
{
  const riddle *const r = k->r;
  if (!fits_sizes(k))
    return;
  if (r->n_unknown == 2) {
    offer_two(k, 0, r->sum, r->sum_of_means);
    return;
  }
  const int64_t n = k->people[0];
  for (int64_t s = r->lowest * n; s <= r->highest * n && k->out->n < MOST_SOLUTIONS; s++) {
    k->sum[0] = s;
    offer_two(k, 1, r->sum - s, r->sum_of_means - (double)s / (double)n);
  }
}

void
guess_all(const riddle *r, guesses *out)
{
  guessing k = {.r = r, .out = out};
  *out = (guesses){.has_one_size = true};
  if (r->n_unknown < 2 || r->n_unknown > MOST_UNKNOWN || isnan(r->sum_of_means))
    return;
  /* In order of size: which is which is left open. */
  for (int64_t a = 1; a * r->n_unknown <= r->people; a++)
    for (int64_t b = a; a + b <= r->people; b++) {
      const int64_t c = r->people - a - b;
      if (r->n_unknown == 2 ? c != 0 : c < b)
        continue;
      k.people[0] = a;
      k.people[1] = b;
      k.people[2] = r->n_unknown == 3 ? c : 0;
      k.sum[2] = 0;
      offer_sums(&k);
    }
}
