/* How precisely numbers about units are told: never so that a sum of answers, or a count of people,
 * could be no other. */
#include "core.h"

#include "data/precision.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- a study of one scale and one unit ----------------------------------------------------------
 */

typedef struct world {
  om_study study;
  om_survey survey;
  om_scale scale;
  om_item item;
  om_unit unit;
  const om_survey *surveys[1];
  const om_scale *scales[1];
  const om_item *items[1];
  const om_unit *units[1];
  scale_summary at;
  double score[2];
  uint64_t counts[2 * 8];
  bool is_public[1];
  summary s;
} world;

static void
world_make(world *w, double min, double max, uint32_t items)
{
  *w = (world){.survey = {.level = OM_LEVEL_RESPONDENT, .n_scales = 1},
               .scale = {.min = min, .max = max, .n_items = items, .values = OM_CODES},
               .item = {.min = min, .max = max}};
  w->scale.survey = &w->survey;
  w->item.scale = &w->scale;
  w->items[0] = &w->item;
  w->scale.items = w->items;
  w->surveys[0] = &w->survey;
  w->scales[0] = &w->scale;
  w->survey.scales = w->scales;
  w->units[0] = &w->unit;
  w->study = (om_study){.n_surveys = 1,
                        .n_scales = 1,
                        .n_units = 1,
                        .surveys = w->surveys,
                        .scales = w->scales,
                        .units = w->units};
  w->at = (scale_summary){.k = items, .score = w->score};
  w->s = (summary){.study = &w->study, .scales = &w->at, .n_slots = 2, .is_public = w->is_public};
}

static const about of_unit = {.scale = 1, .unit = 1};

static told
bare(double value)
{
  return (told){value, NAN, NAN, NAN, NAN};
}

/* A mean of `total` answers of n people, as the scale has it (OM_FORMAT_NUMBER) or of 100. */
static told
tell_mean(world *w, uint32_t format, uint64_t n, uint64_t total)
{
  const double range = w->scale.max - w->scale.min;
  w->score[0] = w->scale.min + (double)total / (double)(n * w->scale.n_items);
  const double value =
      format == OM_FORMAT_SCORE ? 100 * (w->score[0] - w->scale.min) / range : w->score[0];
  return precision_tell(&w->s, of_unit, format, OM_N_SCORED, n, bare(value));
}

/* --- steps ---------------------------------------------------------------------------------------
 */

static void
steps_are_short_decimals(void **state)
{
  (void)state;
  static const double pairs[][2] = {
      {1, 1},     {1.01, 2}, {2.01, 2.5}, {2.6, 5}, {5.1, 10}, {.0021, .0025}, {.1, .1},  {.2, .2},
      {.24, .25}, {.26, .5}, {.51, 1},    {33, 50}, {51, 100}, {.011, .02},    {.05, .05}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    assert_true(precision_step(pairs[i][0]) == pairs[i][1]);
  for (double x = 1e-6; x < 1e6; x *= 1.0137) {
    assert_true(precision_step(x) >= x * (1 - 1e-11));
    assert_true(precision_step(x) <= 2 * x * (1 + 1e-11));
  }
}

static int
by_value(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* Whatever the sum, another one is told by the same number. */
static void
two_sums_fit_every_told_mean(void **state)
{
  (void)state;
  static const double lows[] = {0, 1, -3};
  size_t n_told = 0;
  for (uint64_t n = 3; n <= 400; n += n < 30 ? 1 : 37)
    for (uint32_t k = 1; k <= 12; k += k < 4 ? 1 : 4)
      for (uint32_t range = 1; range <= 10; range += range < 4 ? 1 : 3) {
        world w;
        const double low = lows[(n + k + range) % 3];
        world_make(&w, low, low + range, k);
        const uint64_t most = n * k * range;
        double *const at = malloc((most + 1) * sizeof *at);
        for (uint64_t total = 0; total <= most; total++) {
          const told score = tell_mean(&w, OM_FORMAT_SCORE, n, total);
          const told points = tell_mean(&w, OM_FORMAT_NUMBER, n, total);
          at[total] = score.value;
          /* the mean and its score tell the same */
          assert_true(fabs(100 * (points.value - low) / range - score.value) < 1e-9);
        }
        qsort(at, most + 1, sizeof *at, by_value);
        for (uint64_t i = 0; i <= most; i++, n_told++)
          if (!(i > 0 && at[i - 1] == at[i]) && !(i < most && at[i + 1] == at[i]))
            fail_msg("n %d, k %u, range %u: one sum alone is told as %g", (int)n, k, range, at[i]);
        free(at);
      }
  assert_true(n_told > 100000);
}

static void
two_counts_fit_every_told_share(void **state)
{
  (void)state;
  world w;
  world_make(&w, 1, 5, 3);
  for (uint64_t n = 3; n <= 1000; n++) {
    double *const at = malloc((n + 1) * sizeof *at);
    for (uint64_t c = 0; c <= n; c++)
      at[c] = precision_tell(&w.s, of_unit, OM_FORMAT_PERCENT, OM_N_SCORED, n,
                             bare((double)c / (double)n))
                  .value;
    for (uint64_t c = 0; c <= n; c++) {
      if (!(c > 0 && at[c - 1] == at[c]) && !(c < n && at[c + 1] == at[c]))
        fail_msg("n %d: one count alone is told as %g", (int)n, at[c]);
    }
    free(at);
  }
}

static void
what_is_told_is_a_short_decimal(void **state)
{
  (void)state;
  world w;
  world_make(&w, 1, 5, 3);
  for (uint64_t n = 5; n <= 300; n += 7)
    for (uint64_t total = 0; total <= n * 12; total += 11) {
      const told t = tell_mean(&w, OM_FORMAT_NUMBER, n, total);
      char digits[40];
      snprintf(digits, sizeof digits, "%.10g", t.value);
      assert_true(strtod(digits, NULL) == t.value);
      assert_true(strlen(digits) <= 7);
    }
  const told t = precision_tell(&w.s, of_unit, OM_FORMAT_RATIO, OM_N_SCORED, 20, bare(-.001));
  assert_true(t.value == 0 && !signbit(t.value));
}

/* --- ranges, bounds, counts, p
 * --------------------------------------------------------------------- */

static void
no_range_gets_narrower(void **state)
{
  (void)state;
  static const uint32_t formats[] = {OM_FORMAT_NUMBER, OM_FORMAT_SCORE, OM_FORMAT_RATIO,
                                     OM_FORMAT_PERCENT};
  world w;
  world_make(&w, 1, 5, 4);
  for (size_t f = 0; f < sizeof formats / sizeof *formats; f++)
    for (uint64_t n = 5; n < 300; n += 13)
      for (double x = .07; x < .94; x += .0137) {
        const double scale = formats[f] == OM_FORMAT_SCORE ? 100 : 1;
        const double add = formats[f] == OM_FORMAT_NUMBER ? 1 : 0;
        const told exact = {add + scale * x, add + scale * x * .8, add + scale * (.1 + .9 * x), .03,
                            .0341};
        const told t = precision_tell(&w.s, of_unit, formats[f], OM_N_SCORED, n, exact);
        if (told_bound(t.value, t.lo, t.hi))
          continue;
        assert_true(t.lo <= exact.lo + 1e-12 && t.hi >= exact.hi - 1e-12);
        assert_true(t.lo <= t.value && t.hi >= t.value);
        assert_true(isnan(t.se));
        assert_true(t.p == .04);
      }
}

static void
shares_near_the_ends_are_bounds(void **state)
{
  (void)state;
  world w;
  world_make(&w, 0, 1, 1);
  const told none = {0, 0, .2, .1, NAN}, all = {1, .8, 1, .1, .01}, most = {.951, .9, 1, .1, NAN};
  const told few = precision_tell(&w.s, of_unit, OM_FORMAT_PERCENT, OM_N_SCORED, 8, none);
  assert_true(few.value == .25 && few.hi == .25); /* nobody, or one of eight */
  const told low = precision_tell(&w.s, of_unit, OM_FORMAT_PERCENT, OM_N_SCORED, 40, none);
  assert_true(low.value == .05 && isnan(low.lo) && low.hi == .05);
  assert_int_equal(told_bound(low.value, low.lo, low.hi), -1);
  const told high = precision_tell(&w.s, of_unit, OM_FORMAT_PERCENT, OM_N_SCORED, 40, all);
  assert_true(high.value == .95 && high.lo == .95 && isnan(high.hi) && isnan(high.p));
  assert_int_equal(told_bound(high.value, high.lo, high.hi), 1);
  const told near = precision_tell(&w.s, of_unit, OM_FORMAT_PERCENT, OM_N_SCORED, 400, most);
  assert_memory_equal(&near.value, &high.value, sizeof near.value);
  assert_int_equal(told_bound(.5, .4, .6), 0);
  assert_int_equal(told_bound(.5, NAN, NAN), 0);
}

static void
people_are_counted_in_threes(void **state)
{
  (void)state;
  world w;
  world_make(&w, 1, 5, 1);
  for (int i = 0; i < 20; i++) {
    const told t = precision_tell(&w.s, of_unit, OM_FORMAT_COUNT, OM_N_SCORED, 20, bare(i));
    assert_true(fmod(t.value, 3) == 0 && fabs(t.value - i) <= 1);
    const told units = precision_tell(&w.s, of_unit, OM_FORMAT_COUNT, OM_N_MATCHED, 20, bare(i));
    assert_true(units.value == i);
  }
}

static void
p_has_one_digit_upwards(void **state)
{
  (void)state;
  static const double pairs[][2] = {{.0341, .04}, {.05, .05},    {.051, .06}, {.96, 1},
                                    {1, 1},       {.0004, .001}, {.2, .2},    {.0011, .002}};
  world w;
  world_make(&w, 1, 5, 1);
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    assert_true(
        precision_tell(&w.s, of_unit, OM_FORMAT_P, OM_N_SCORED, 9, bare(pairs[i][0])).value ==
        pairs[i][1]);
}

/* --- what keeps its digits
 * ------------------------------------------------------------------------ */

static void
everybody_and_public_surveys_keep_their_digits(void **state)
{
  (void)state;
  world w;
  world_make(&w, 1, 5, 2);
  const told exact = {3.123456789, 3.01, 3.3, .1, .0123};
  const about everybody = {.scale = 1};
  told t = precision_tell(&w.s, everybody, OM_FORMAT_NUMBER, OM_N_SCORED, 50, exact);
  assert_memory_equal(&t, &exact, sizeof t);
  w.is_public[0] = true;
  t = precision_tell(&w.s, of_unit, OM_FORMAT_NUMBER, OM_N_SCORED, 50, exact);
  assert_memory_equal(&t, &exact, sizeof t);
  w.is_public[0] = false;
  t = precision_tell(&w.s, of_unit, OM_FORMAT_NUMBER, OM_N_SCORED, 50, exact);
  assert_true(t.value != exact.value);
  t = precision_tell(&w.s, of_unit, OM_FORMAT_NUMBER, OM_N_SCORED, 50, bare(NAN));
  assert_true(isnan(t.value)); /* undefined is undefined */
  /* beyond what numbers there are: the value as it is, without a range */
  const told huge = {1e308, -1.5e308, 1.7e308, NAN, NAN};
  t = precision_tell(&w.s, of_unit, OM_FORMAT_RATIO, OM_N_SCORED, 50, huge);
  assert_true(isfinite(t.value) && !isinf(t.lo) && !isinf(t.hi));
}

/* --- an attacker who tries all answers there can be
 * -------------------------------------------------- */

enum { CODES = 5, MOST_PEOPLE = 14 };

/* All that is told of one question in a group: its score with range, how far that is from others,
 * and the share who agree. */
typedef struct seen {
  double numbers[7];
  int total;
  double chance; /* of these answers, where each of the five is as likely as it is in surveys */
} seen;

static double
chance_of(const int *counts, int n)
{
  static const double usual[CODES] = {.1, .2, .3, .25, .15};
  double log_chance = lgamma(n + 1);
  for (int c = 0; c < CODES; c++)
    log_chance += counts[c] * log(usual[c]) - lgamma(counts[c] + 1);
  return exp(log_chance);
}

static seen
look(world *w, const int *counts, int n, double others)
{
  double sum = 0, squares = 0;
  for (int c = 0; c < CODES; c++) {
    sum += counts[c] * (c + 1);
    squares += counts[c] * (c + 1.) * (c + 1.);
  }
  const double mean = sum / n, se = sqrt((squares - n * mean * mean) / (n - 1) / n) * 25;
  w->score[0] = mean;
  const double score = 25 * (mean - 1), half = 2.5 * se,
               share = (counts[3] + counts[4]) / (double)n;
  const told exact = {score, score - half, score + half, se, NAN};
  const told from = {score - others, score - others - half, score - others + half, se, NAN};
  const told a = precision_tell(&w->s, of_unit, OM_FORMAT_SCORE, OM_N_SCORED, (uint64_t)n, exact);
  const told b = precision_tell(&w->s, of_unit, OM_FORMAT_SCORE, OM_N_SCORED, (uint64_t)n, from);
  const told s =
      precision_tell(&w->s, of_unit, OM_FORMAT_PERCENT, OM_N_SCORED, (uint64_t)n, bare(share));
  return (seen){
      {a.value, a.lo, a.hi, b.value, b.lo, b.hi, s.value}, (int)sum, chance_of(counts, n)};
}

static int
by_seen(const void *a, const void *b)
{
  const seen *const x = a, *const y = b;
  const int order = memcmp(x->numbers, y->numbers, sizeof x->numbers);
  return order ? order : x->total - y->total;
}

/* Groups that all but agree are withheld (suppress.h). */
static bool
is_alike(const int *counts, int n)
{
  double sum = 0;
  for (int c = 0; c < CODES; c++) {
    if (counts[c] == n)
      return true;
    sum += counts[c] * (c + 1);
  }
  return sum / n <= 1.2 || sum / n >= 4.8;
}

static size_t
all_answers(world *w, int n, double others, seen *out)
{
  size_t found = 0;
  int c[CODES];
  for (c[0] = 0; c[0] <= n; c[0]++)
    for (c[1] = 0; c[0] + c[1] <= n; c[1]++)
      for (c[2] = 0; c[0] + c[1] + c[2] <= n; c[2]++)
        for (c[3] = 0; c[0] + c[1] + c[2] + c[3] <= n; c[3]++) {
          c[4] = n - c[0] - c[1] - c[2] - c[3];
          if (!is_alike(c, n))
            out[found++] = look(w, c, n, others);
        }
  return found;
}

static void
all_that_is_told_of_a_group_hardly_ever_fits_one_sum(void **state)
{
  (void)state;
  world w;
  world_make(&w, 1, 5, 1);
  seen *const all = malloc(4000 * sizeof *all);
  for (int n = 5; n <= MOST_PEOPLE; n++)
    for (double others = 40.123; others < 60; others += 7.77) {
      const size_t found = all_answers(&w, n, others, all);
      qsort(all, found, sizeof *all, by_seen);
      double alone = 0;
      for (size_t i = 0, j; i < found; i = j) {
        for (j = i; j < found && !memcmp(all[i].numbers, all[j].numbers, sizeof all[i].numbers);)
          j++;
        for (size_t k = i; k < j && all[i].total == all[j - 1].total; k++)
          alone += all[k].chance;
      }
      if (alone > .01)
        fail_msg("of %d people, %g of what they may answer is told to a sum", n, alone);
    }
  free(all);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(steps_are_short_decimals),
      cmocka_unit_test(two_sums_fit_every_told_mean),
      cmocka_unit_test(two_counts_fit_every_told_share),
      cmocka_unit_test(what_is_told_is_a_short_decimal),
      cmocka_unit_test(no_range_gets_narrower),
      cmocka_unit_test(shares_near_the_ends_are_bounds),
      cmocka_unit_test(people_are_counted_in_threes),
      cmocka_unit_test(p_has_one_digit_upwards),
      cmocka_unit_test(everybody_and_public_surveys_keep_their_digits),
      cmocka_unit_test(all_that_is_told_of_a_group_hardly_ever_fits_one_sum),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
