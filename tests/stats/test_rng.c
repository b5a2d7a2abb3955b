/* Random numbers: the published known answers of Philox, and an independent second writing of what
 * is drawn from it (oracle.py).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "internal.h"

static const om_rng place = {.key = UINT64_C(0x0123456789ABCDEF), .stream = 3, .counter = 0};

/* The known answers of Random123 for philox4x32-10. */
static const struct known {
  uint32_t counter[4], key[2], out[4];
} known[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

static void
test_known_answers(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    uint32_t out[4];
    om_philox(known[i].counter, known[i].key, out);
    for (size_t w = 0; w < 4; w++)
      assert_reference(out[w], known[i].out[w], 0);
  }
  /* The place is the counter of the paper: (counter, stream), low words first. */
  om_rng rng = {.key = UINT64_C(0x299f31d0a4093822),
                .stream = UINT64_C(0x0370734413198a2e),
                .counter = UINT64_C(0x85a308d3243f6a88)};
  assert_true(om_rng_next(&rng) == UINT64_C(0x94fdccebd16cfe09));
  assert_true(rng.counter == UINT64_C(0x85a308d3243f6a89));
}

static double
numbered(const table *t, const char *statistic, size_t i)
{
  char args[16];
  snprintf(args, sizeof args, "%zu", i);
  return reference(t, statistic, args);
}

static void
test_second_writing(void **state)
{
  (void)state;
  table *t = table_load("reference/oracle.csv");
  om_rng rng = place;
  rng.counter = 41;
  for (size_t i = 0; i < 3; i++) {
    const uint64_t x = om_rng_next(&rng);
    assert_reference((double)(x >> 32), numbered(t, "rng_next_high", i), 0);
    assert_reference((double)(x & UINT32_MAX), numbered(t, "rng_next_low", i), 0);
  }
  om_rng uniform = place, normal = place;
  for (size_t i = 0; i < 4; i++) {
    assert_reference(om_rng_uniform(&uniform), numbered(t, "rng_uniform", i), 1e-15);
    assert_reference(om_rng_normal(&normal), numbered(t, "rng_normal", i), 1e-13);
  }
  om_rng few = om_rng_at(&place, 7), many = om_rng_at(&place, 8), order = om_rng_at(&place, 9);
  for (size_t i = 0; i < 6; i++) {
    assert_reference((double)om_rng_below(&few, 24), numbered(t, "rng_below_24", i), 0);
    const uint64_t x = om_rng_below(&many, (UINT64_C(1) << 63) + 12345);
    assert_reference((double)(x >> 32), numbered(t, "rng_below_big_high", i), 0);
  }
  uint32_t index[10] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  om_rng_shuffle(&order, index, 10);
  for (size_t i = 0; i < 10; i++)
    assert_reference(index[i], numbered(t, "rng_shuffle_10", i), 0);
  table_free(t);
}

static void
test_below_is_even(void **state)
{
  (void)state;
  om_rng rng = place;
  unsigned seen[7] = {0};
  for (int i = 0; i < 70000; i++)
    seen[om_rng_below(&rng, 7)]++;
  for (int i = 0; i < 7; i++)
    assert_close(seen[i], 10000, .05, 0);
  assert_true(om_rng_below(&rng, 0) == 0);
  assert_true(om_rng_below(&rng, 1) == 0);
}

static void
test_shuffle_is_even(void **state)
{
  (void)state;
  unsigned seen[6] = {0};
  for (uint64_t b = 0; b < 60000; b++) {
    om_rng rng = om_rng_at(&place, b);
    uint32_t index[3] = {0, 1, 2};
    om_rng_shuffle(&rng, index, 3);
    seen[index[0] * 2 + (index[1] > index[2])]++;
  }
  for (int i = 0; i < 6; i++)
    assert_close(seen[i], 10000, .05, 0);
}

static void
test_moments_of_draws(void **state)
{
  (void)state;
  om_rng rng = place;
  double sum = 0, squares = 0, smallest = 1, largest = 0;
  for (int i = 0; i < 100000; i++) {
    const double z = om_rng_normal(&rng), u = om_rng_uniform(&rng);
    sum += z;
    squares += z * z;
    smallest = fmin(smallest, u);
    largest = fmax(largest, u);
  }
  assert_close(sum / 1e5, 0, 0, .01);
  assert_close(squares / 1e5, 1, .02, 0);
  assert_true(smallest > 0 && smallest < 1e-3 && largest < 1 && largest > .999);
}

static void
test_substreams_are_apart(void **state)
{
  (void)state;
  /* A neighbouring stream, an advanced place and a nested one must not share substreams. */
  om_rng neighbour = place, advanced = place;
  neighbour.stream++;
  advanced.counter++;
  om_rng child = om_rng_at(&place, 1);
  om_rng others[] = {om_rng_at(&place, 2),    om_rng_at(&neighbour, 1), om_rng_at(&neighbour, 0),
                     om_rng_at(&advanced, 1), om_rng_at(&child, 1),     place};
  const om_rng before = place;
  const uint64_t first = om_rng_next(&child);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_true(om_rng_next(&others[i]) != first);
  assert_true(memcmp(&before, &place, sizeof place) == 0);
  om_rng again = om_rng_at(&place, 1);
  assert_true(om_rng_next(&again) == first);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_known_answers),    cmocka_unit_test(test_second_writing),
      cmocka_unit_test(test_below_is_even),    cmocka_unit_test(test_shuffle_is_even),
      cmocka_unit_test(test_moments_of_draws), cmocka_unit_test(test_substreams_are_apart),
  };
  return cmocka_run_group_tests_name("stats/rng", tests, NULL, close_summary);
}
