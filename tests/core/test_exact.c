/* Exact sums against arithmetic in 128-bit integers, in any order. */
#include "core.h"

#include "base/exact.h"

#include <float.h>
#include <math.h>

typedef __int128 wide;

static const double UNIT = 0x1p-40; /* what the dyadic numbers below are multiples of */

static bool
is_same(twofold a, twofold b)
{
  return memcmp(&a, &b, sizeof a) == 0;
}

/* A multiple of UNIT, |x| < 2^60 UNIT, and how many of them it is. */
static double
dyadic(dice *d, wide *units)
{
  const int64_t digits = (int64_t)dice_below(d, UINT64_C(1) << 50) - (INT64_C(1) << 49);
  const unsigned shift = (unsigned)dice_below(d, 10);
  *units = (wide)digits << shift;
  return ldexp((double)digits, (int)shift) * UNIT;
}

/* |units - value / UNIT| as a share of |units|. */
static double
relative_error(wide units, twofold value)
{
  const wide hi = (wide)(value.hi / UNIT), lo = (wide)(value.lo / UNIT);
  const wide rest = units - hi - lo;
  return units == 0 ? (double)rest : fabs((double)rest / (double)units);
}

static void
sums_agree_with_integers(void **state)
{
  (void)state;
  dice d = {17};
  for (int round = 0; round < 300; round++) {
    exact sum = {0};
    wide units = 0;
    for (int i = 0; i < 200; i++) {
      wide x;
      exact_add(&sum, dyadic(&d, &x));
      units += x;
    }
    const twofold value = exact_value(sum);
    assert_true(relative_error(units, value) == 0); /* at most 2^68 units: 106 bits hold it */
    assert_true(value.hi == value.hi + value.lo);
    assert_true(value.hi == (double)units * UNIT);
  }
}

static void
products_agree_with_integers(void **state)
{
  (void)state;
  dice d = {18};
  for (int round = 0; round < 300; round++) {
    exact sum = {0};
    wide units = 0; /* of UNIT squared, so values are scaled by 1 / UNIT first */
    for (int i = 0; i < 200; i++) {
      wide x, y;
      const double a = dyadic(&d, &x) / UNIT, b = dyadic(&d, &y);
      exact_add_product(&sum, a, b);
      units += x * y; /* |x|, |y| < 2^59 */
    }
    assert_true(relative_error(units, exact_value(sum)) <= 0x1p-105);
  }
}

static void
negative_sums_mirror_positive_ones(void **state)
{
  (void)state;
  dice d = {19};
  exact sum = {0}, mirrored = {0};
  for (int i = 0; i < 1000; i++) {
    const double x = ldexp((double)dice_next(&d), (int)dice_below(&d, 600) - 300);
    exact_add(&sum, x);
    exact_add(&mirrored, -x);
  }
  const twofold a = exact_value(sum), b = exact_value(mirrored);
  assert_true(is_same(a, (twofold){-b.hi, -b.lo}));
}

static double
wild(dice *d)
{
  const double x = ldexp((double)(dice_next(d) >> 11), (int)dice_below(d, 2000) - 1050);
  return dice_next(d) & (UINT64_C(1) << 40) ? x : -x;
}

static void
the_order_of_wild_numbers_does_not_matter(void **state)
{
  (void)state;
  enum { N = 10000, SHUFFLES = 20 };
  static double x[N];
  dice d = {23};
  for (int i = 0; i < N; i++)
    x[i] = wild(&d);
  twofold first = {0};
  for (int round = 0; round < SHUFFLES; round++) {
    exact sum = {0};
    for (int i = 0; i < N; i++)
      exact_add(&sum, x[i]);
    const twofold value = exact_value(sum);
    if (round == 0)
      first = value;
    assert_true(isfinite(value.hi) && isfinite(value.lo));
    assert_true(is_same(value, first));
    dice_shuffle(&d, x, N, sizeof *x);
  }
}

static void
merged_parts_are_the_whole(void **state)
{
  (void)state;
  dice d = {29};
  for (int round = 0; round < 100; round++) {
    exact whole = {0}, part[3] = {{{0}, 0}};
    for (int i = 0; i < 300; i++) {
      const double x = wild(&d);
      exact_add(&whole, x);
      exact_add(&part[dice_below(&d, 3)], x);
    }
    const int last = round % 3;
    exact merged = part[last];
    exact_merge(&merged, &part[(last + 1) % 3]);
    exact_merge(&merged, &part[(last + 2) % 3]);
    assert_true(is_same(exact_value(merged), exact_value(whole)));
  }
}

static void
nothing_is_lost_to_cancellation(void **state)
{
  (void)state;
  static const struct {
    double at[5], sum;
  } cases[] = {
      {{1e308, 1, -1e308}, 1},
      {{1e16, 1, 1, -1e16}, 2},
      {{DBL_MAX, DBL_MAX, DBL_MIN, -DBL_MAX, -DBL_MAX}, DBL_MIN},
      {{1, 1e100, 1, -1e100}, 2},
      {{-1e-300, 1e300, -1e300, 1e-300}, 0},
      {{DBL_MAX, 4.9406564584124654e-324, -DBL_MAX}, 4.9406564584124654e-324},
      {{0.1, 0.2, -0.3}, 0x1p-55}, /* what these three doubles truly add up to */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    exact sum = {0};
    for (size_t j = 0; j < 5; j++)
      exact_add(&sum, cases[i].at[j]);
    const twofold value = exact_value(sum);
    if (value.hi != cases[i].sum || value.lo != 0)
      fail_msg("case %zu gives %.17g + %.17g", i, value.hi, value.lo);
  }
}

static void
subnormals_are_added_to_the_last_bit(void **state)
{
  (void)state;
  const double least = 4.9406564584124654e-324;
  exact sum = {0};
  for (int i = 0; i < 1000; i++)
    exact_add(&sum, least);
  assert_true(exact_value(sum).hi == 1000 * least);
  exact_add(&sum, DBL_MIN);
  exact_add(&sum, -3 * least);
  assert_true(exact_value(sum).hi == DBL_MIN + 997 * least);
  exact_add(&sum, -DBL_MIN);
  exact_add(&sum, -997 * least);
  assert_true(exact_value(sum).hi == 0 && exact_value(sum).lo == 0);
  dice d = {31};
  sum = (exact){0};
  int64_t units = 0;
  for (int i = 0; i < 1000; i++) {
    const int64_t n = (int64_t)dice_below(&d, UINT64_C(1) << 40) - (INT64_C(1) << 39);
    units += n;
    exact_add(&sum, (double)n * least);
  }
  assert_true(exact_value(sum).hi == (double)units * least);
}

static void
an_empty_sum_is_zero(void **state)
{
  (void)state;
  exact sum = {0};
  exact_add(&sum, 0);
  exact_add(&sum, -0.0);
  assert_true(exact_value(sum).hi == 0 && !signbit(exact_value(sum).hi));
}

/* --- sums of squares, as in the NIST reference data of numerical accuracy -------------------- */

/* n numbers: `middle` once, then low and high in turn. */
static const struct {
  const char *name;
  int n;
  double middle, low, high, mean, sd; /* certified for the decimal numbers */
} accuracy[] = {
    {"NumAcc1", 3, 10000001, 10000003, 10000002, 10000002, 1},
    {"NumAcc2", 1001, 1.2, 1.1, 1.3, 1.2, .1},
    {"NumAcc3", 1001, 1000000.2, 1000000.1, 1000000.3, 1000000.2, .1},
    {"NumAcc4", 1001, 10000000.2, 10000000.1, 10000000.3, 10000000.2, .1},
};

static double
accuracy_at(size_t set, int i)
{
  return i == 0 ? accuracy[set].middle : i % 2 ? accuracy[set].low : accuracy[set].high;
}

/* The doubles as integers times 2^scale: mean and sum of squares with one rounding each. */
static void
moments_of_integers(size_t set, double *mean, double *ss)
{
  int exponent;
  frexp(accuracy[set].low, &exponent);
  const int scale = exponent - 53;
  unsigned __int128 sum = 0, squares = 0;
  const unsigned n = (unsigned)accuracy[set].n;
  for (int i = 0; i < accuracy[set].n; i++) {
    const uint64_t x = (uint64_t)ldexp(accuracy_at(set, i), -scale);
    assert_true(ldexp((double)x, scale) == accuracy_at(set, i));
    sum += x;
    squares += (unsigned __int128)x * x;
  }
  /* n squares - sum^2, which overflows 128 bits on the way and is right modulo 2^128 */
  const unsigned __int128 scaled = n * squares - sum * sum;
  *ss = ldexp((double)scaled, 2 * scale) / n;
  const unsigned __int128 whole = sum / n, rest = sum % n;
  *mean = ldexp((double)((long double)whole + (long double)rest / n), scale);
}

static void
mean_and_squares_of_nist_data_hold_15_digits(void **state)
{
  (void)state;
  for (size_t set = 0; set < sizeof accuracy / sizeof *accuracy; set++) {
    exact sum = {0}, squares = {0};
    for (int i = 0; i < accuracy[set].n; i++) {
      exact_add(&sum, accuracy_at(set, i));
      exact_add_product(&squares, accuracy_at(set, i), accuracy_at(set, i));
    }
    const twofold n = twofold_of(accuracy[set].n);
    const twofold mean = twofold_divide(exact_value(sum), n);
    const double ss = twofold_round(
        twofold_subtract(exact_value(squares), twofold_multiply(mean, exact_value(sum))));
    double true_mean, true_ss;
    moments_of_integers(set, &true_mean, &true_ss);
    assert_close(twofold_round(mean), true_mean, 1e-15, 0);
    assert_close(ss, true_ss, 1e-15, 0);
    /* Certified of the decimal numbers, which doubles near 1e7 hold to 1e-9 only. */
    assert_close(twofold_round(mean), accuracy[set].mean, 1e-15, 0);
    assert_close(sqrt(ss / (accuracy[set].n - 1)), accuracy[set].sd, 1e-7, 0);
  }
}

/* --- twofold --------------------------------------------------------------------------------- */

static void
a_twofold_holds_106_bits(void **state)
{
  (void)state;
  const twofold a = {0x1p53, 1}, b = {0x1p53, -1}; /* 2^53 + 1, 2^53 - 1 */
  assert_true(is_same(twofold_add(a, b), (twofold){0x1p54, 0}));
  assert_true(is_same(twofold_subtract(a, b), (twofold){2, 0}));
  const twofold thrice = twofold_multiply(a, twofold_of(3)); /* 3 * 2^53 + 3 */
  assert_true(is_same(thrice, (twofold){0x1.8p54 + 4, -1}));
  assert_true(is_same(twofold_divide(thrice, twofold_of(3)), a));
  const twofold one = twofold_of(1);
  const twofold third = twofold_divide(one, twofold_of(3));
  const twofold rest = twofold_subtract(one, twofold_multiply(third, twofold_of(3)));
  assert_true(fabs(twofold_round(rest)) < 0x1p-102);
  assert_true(twofold_round(third) == 1.0 / 3);
}

static void
twofold_arithmetic_undoes_itself(void **state)
{
  (void)state;
  dice d = {37};
  for (int i = 0; i < 20000; i++) {
    const twofold a = twofold_add(twofold_of(wild(&d) * 0x1p-500), twofold_of(wild(&d) * 0x1p-560));
    const double scale =
        ldexp(1 + (double)(dice_next(&d) >> 12) * 0x1p-52, (int)dice_below(&d, 60));
    const twofold b = twofold_add(twofold_of(scale), twofold_of(scale * 0x1.23456789abcdp-54));
    if (fabs(a.hi) < 1e-150 || fabs(a.hi) > 1e150)
      continue;
    const twofold back = twofold_multiply(twofold_divide(a, b), b);
    assert_true(fabs(twofold_round(twofold_subtract(back, a))) <= 1e-30 * fabs(a.hi));
    const twofold again = twofold_subtract(twofold_add(a, b), b);
    const double off = fabs(twofold_round(twofold_subtract(again, a)));
    assert_true(off <= 1e-30 * fmax(fabs(a.hi), b.hi));
    assert_true(a.hi == a.hi + a.lo);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sums_agree_with_integers),
      cmocka_unit_test(products_agree_with_integers),
      cmocka_unit_test(negative_sums_mirror_positive_ones),
      cmocka_unit_test(the_order_of_wild_numbers_does_not_matter),
      cmocka_unit_test(merged_parts_are_the_whole),
      cmocka_unit_test(nothing_is_lost_to_cancellation),
      cmocka_unit_test(subnormals_are_added_to_the_last_bit),
      cmocka_unit_test(an_empty_sum_is_zero),
      cmocka_unit_test(mean_and_squares_of_nist_data_hold_15_digits),
      cmocka_unit_test(a_twofold_holds_106_bits),
      cmocka_unit_test(twofold_arithmetic_undoes_itself),
  };
  return cmocka_run_group_tests_name("exact", tests, NULL, NULL);
}
