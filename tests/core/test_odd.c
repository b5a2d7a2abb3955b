/* What is odd about answers: each finding where it belongs, and silence about what is fine. */
#include "odd_study.h"

static void
nothing_is_odd_about_a_fine_study(void **state)
{
  bench *const b = *state;
  look_at_changed(b, FINE, NULL);
  assert_only(b, "", 0);
}

/* --- items ----------------------------------------------------------------------------------- */

static void
almost_blank_q2(person *p)
{
  if (p->at >= 15)
    p->q[1] = -99;
}
static void
three_answer_q2(person *p)
{
  if (p->at >= 3)
    p->q[1] = -99;
}
static void
twenty_answer_q2(person *p)
{
  if (p->at >= 20)
    p->q[1] = -99;
}

static void
items_without_answers_are_named(void **state)
{
  bench *const b = *state;
  const odd o = look_at_changed(b, FINE, blank_q2);
  assert_message(b, "D311", 5, "a.s: nobody answered the item q2");
  assert_only(b, "D311", 1);
  const about w = where_is(&o, "D311");
  assert_int_equal(w.survey, 1);
  assert_int_equal(w.scale, 1);
  assert_int_equal(w.item, 2);
  look_at_changed(b, FINE, almost_blank_q2);
  assert_message(b, "D312", 5, "less than 5 % answered the item q2 (15 of 320 people)");
  look_at_changed(b, FINE, three_answer_q2);
  assert_message(b, "D312", 5, "fewer than 5 people answered the item q2");
  look_at_changed(b, FINE, twenty_answer_q2);
  assert_int_equal(count_of(b, "D312"), 0);
}

static void
constant_q3(person *p)
{
  p->q[2] = 4;
}
static void
nearly_constant_q3(person *p)
{
  p->q[2] = p->at == 9 ? 3 : 4;
}

static void
constant_items_are_named(void **state)
{
  bench *const b = *state;
  look_at_changed(b, FINE, constant_q3);
  assert_message(b, "D313", 6, "all answers to the item q3 are the same");
  assert_only(b, "D313", 1);
  look_at_changed(b, FINE, nearly_constant_q3);
  assert_int_equal(count_of(b, "D313"), 0);
}

#define NUMBERS                                                                                    \
  STUDY(INSIDE("", "<scale id=\"s\" min=\"0\" max=\"100\" values=\"numbers\">\n"                   \
                   "<item column=\"q1\"/><item column=\"q3\"/></scale>\n") OUTSIDE PAIR)

static void
wide_numbers(person *p)
{
  p->q[0] = p->q[0] * 18 + p->at % 10;
  p->q[2] = p->q[2] * 19;
}
static void
constant_number(person *p)
{
  wide_numbers(p);
  p->q[2] = 50;
}

static void
constant_numbers_are_named(void **state)
{
  bench *const b = *state;
  look_at_changed(b, NUMBERS, wide_numbers);
  assert_only(b, "", 0);
  look_at_changed(b, NUMBERS, constant_number);
  assert_message(b, "D313", 4, "the item q3");
  assert_only(b, "D313", 1);
}

static void
top_q1(person *p)
{
  p->q[0] = p->at % 25 ? 5 : p->q[0];
}
static void
bottom_q1(person *p)
{
  p->q[0] = p->at % 25 ? 1 : p->q[0];
}
static void
often_top_q1(person *p)
{
  p->q[0] = p->at % 3 ? 5 : p->q[0];
}

static void
answers_piled_at_one_end_are_noted(void **state)
{
  bench *const b = *state;
  look_at_changed(b, FINE, top_q1);
  assert_message(b, "D314", 4, "90 % or more of the answers to the item q1 are the highest code");
  assert_int_equal(b->d.n_warnings, 0);
  look_at_changed(b, FINE, bottom_q1);
  assert_message(b, "D314", 4, "the lowest code");
  look_at_changed(b, FINE, often_top_q1);
  assert_int_equal(count_of(b, "D314"), 0);
}

static void
turned_and_top_q1(person *p)
{
  for (int k = 0; k < 4; k++)
    p->q[k] = 6 - p->q[k];
  top_q1(p);
}

#define REVERSED_ITEMS                                                                             \
  "<item column=\"q1\" reversed=\"yes\"/>\n<item column=\"q2\" reversed=\"yes\"/>\n"               \
  "<item column=\"q3\" reversed=\"yes\"/>\n<item column=\"q4\" reversed=\"yes\"/>\n"

static void
ends_are_those_of_the_export(void **state)
{
  bench *const b = *state;
  look_at_changed(b, STUDY(INSIDE("", SCALE("", REVERSED_ITEMS)) OUTSIDE PAIR), turned_and_top_q1);
  assert_message(b, "D314", 4, "the item q1 are the highest code");
}

/* --- ranges ---------------------------------------------------------------------------------- */

#define RANGE(min, max, items)                                                                     \
  STUDY(INSIDE("", "<scale id=\"s\" min=\"" min "\" max=\"" max "\">\n" items "</scale>\n")        \
            OUTSIDE PAIR)

static void
a_range_that_is_too_wide_is_named(void **state)
{
  bench *const b = *state;
  look_at_changed(b, RANGE("0", "10", FOUR_ITEMS), NULL);
  assert_message(b, "D321", 3, "a.s: nobody answered 0 and 6 to 10");
  assert_int_equal(b->d.n_warnings, 1);
  assert_only(b, "D321", 1);
  look_at_changed(b, RANGE("0", "10", REVERSED_ITEMS), NULL);
  assert_message(b, "D321", 3, "nobody answered 0 and 6 to 10");
}

static void
an_end_that_nobody_used_is_noted(void **state)
{
  bench *const b = *state;
  look_at_changed(b, RANGE("1", "6", FOUR_ITEMS), NULL);
  assert_message(b, "D321", 3, "a.s: nobody answered 6");
  assert_int_equal(b->d.n_warnings, 0);
  assert_only(b, "D321", 1);
}

#define ONE_WIDE_ITEM                                                                              \
  "<item column=\"q1\"/>\n<item column=\"q2\"/>\n<item column=\"q3\"/>\n"                          \
  "<item column=\"q4\" max=\"12\"/>\n"

static void
small_q4(person *p)
{
  p->q[0] = p->q[0] * 12 / 5;
  p->q[1] = p->q[1] * 12 / 5 - p->at % 2;
  p->q[2] = p->q[2] * 12 / 5;
}

static void
an_item_with_a_range_of_its_own_is_looked_at(void **state)
{
  bench *const b = *state;
  look_at_changed(b, RANGE("1", "12", ONE_WIDE_ITEM), small_q4);
  assert_message(b, "D321", 7, "item q4: nobody answered 6 to 12");
  assert_only(b, "D321", 1);
}

#define ITEMS_OF_THEIR_OWN                                                                         \
  "<item column=\"q1\" min=\"1\" max=\"5\"/><item column=\"q2\" min=\"1\" max=\"5\"/>\n"

static void
a_range_that_no_item_has_is_nobodys(void **state)
{
  bench *const b = *state;
  look_at_changed(b, RANGE("-4000000000.5", "4000000000.5", ITEMS_OF_THEIR_OWN), NULL);
  assert_only(b, "", 0);
}

static void
numbers_in_a_corner_of_their_range_are_named(void **state)
{
  bench *const b = *state;
  /* q4 has no score of its own here: 1 to 5 of 0 to 1000 */
  look_at_changed(b,
                  STUDY(INSIDE("", "<scale id=\"s\" min=\"0\" max=\"1000\" values=\"numbers\">\n"
                                   "<item column=\"q4\"/></scale>\n") OUTSIDE PAIR),
                  NULL);
  assert_message(b, "D322", 4, "fill less than a tenth of the declared range");
  assert_only(b, "D322", 1);
}

/* --- coding ---------------------------------------------------------------------------------- */

static void
turned_q2(person *p)
{
  p->q[1] = 6 - p->q[1];
}
static void
turned_q2_q3_q4(person *p)
{
  for (int k = 1; k < 4; k++)
    p->q[k] = 6 - p->q[k];
}
static void
turned_q2_q4(person *p)
{
  p->q[1] = 6 - p->q[1];
  p->q[3] = 6 - p->q[3];
}
static void
random_q2(person *p)
{
  p->q[1] = 1 + p->at * 7919 % 1009 % 5;
}

static void
an_item_that_looks_reversed_is_named(void **state)
{
  bench *const b = *state;
  odd o = look_at_changed(b, FINE, turned_q2);
  assert_message(b, "D331", 5, "a.s: the item q2 looks reversed: check the coding");
  assert_only(b, "D331", 1);
  assert_non_null(strstr(bench_messages(b), "item-total -."));
  assert_int_equal(where_is(&o, "D331").item, 2);
  look_at_changed(b, FINE, random_q2);
  assert_only(b, "", 0);
}

static void
the_fewer_items_are_the_ones_that_look_reversed(void **state)
{
  bench *const b = *state;
  look_at_changed(b, FINE, turned_q2_q3_q4);
  assert_message(b, "D331", 4, "the item q1 looks reversed");
  assert_only(b, "D331", 1);
}

static void
half_against_half_is_said_of_the_scale(void **state)
{
  bench *const b = *state;
  const odd o = look_at_changed(b, FINE, turned_q2_q4);
  assert_message(b, "D331", 3, "half of the items go against the other half");
  assert_only(b, "D331", 1);
  assert_int_equal(where_is(&o, "D331").item, 0);
}

#define DECLARED                                                                                   \
  "<item column=\"q1\"/>\n<item column=\"q2\" reversed=\"yes\"/>\n<item column=\"q3\"/>\n"         \
  "<item column=\"q4\"/>\n"

static void
a_declared_reversal_that_is_wrong_is_named(void **state)
{
  bench *const b = *state;
  look_at_changed(b, STUDY(INSIDE("", SCALE("", DECLARED)) OUTSIDE PAIR), turned_q2);
  assert_only(b, "", 0);
  look_at_changed(b, STUDY(INSIDE("", SCALE("", DECLARED)) OUTSIDE PAIR), NULL);
  assert_message(b, "D331", 5, "is declared reversed and still looks reversed");
  assert_only(b, "D331", 1);
}

static void
copied_q3(person *p)
{
  p->q[2] = p->q[0];
}
static void
nearly_copied_q3(person *p)
{
  p->q[2] = p->at == 8 ? (p->q[0] == 5 ? 4 : p->q[0] + 1) : p->q[0];
}

static void
a_copy_is_named(void **state)
{
  bench *const b = *state;
  look_at_changed(b, FINE, copied_q3);
  assert_message(b, "D332", 6, "the items q1 and q3 rise and fall as one");
  assert_only(b, "D332", 1);
  look_at_changed(b, FINE, nearly_copied_q3);
  assert_only(b, "", 0);
}

/* --- scores ---------------------------------------------------------------------------------- */

static void
half_q3_q4(person *p)
{
  if (p->at % 5 == 0)
    p->q[2] = p->q[3] = -99;
}
static void
mostly_blank(person *p)
{
  if (p->at % 5 < 2)
    p->q[0] = p->q[1] = p->q[2] = -99;
}

static void
min_items_that_cut_many_are_named(void **state)
{
  bench *const b = *state;
  look_at_changed(b, STUDY(INSIDE("", SCALE("min-items=\"4\"", FOUR_ITEMS)) OUTSIDE PAIR),
                  half_q3_q4);
  assert_message(b, "D342", 3, "a.s: 10 % or more of the people who answered have no score");
  assert_only(b, "D342", 1);
  look_at_changed(b, FINE, half_q3_q4);
  assert_only(b, "", 0);
}

static void
a_scale_without_scores_is_named(void **state)
{
  bench *const b = *state;
  look_at_changed(b, FINE, mostly_blank);
  assert_message(b, "D341", 3, "more than a third of the people in the export have no score");
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(nothing_is_odd_about_a_fine_study),
      BENCH_TEST(items_without_answers_are_named),
      BENCH_TEST(constant_items_are_named),
      BENCH_TEST(constant_numbers_are_named),
      BENCH_TEST(answers_piled_at_one_end_are_noted),
      BENCH_TEST(ends_are_those_of_the_export),
      BENCH_TEST(a_range_that_is_too_wide_is_named),
      BENCH_TEST(an_end_that_nobody_used_is_noted),
      BENCH_TEST(an_item_with_a_range_of_its_own_is_looked_at),
      BENCH_TEST(a_range_that_no_item_has_is_nobodys),
      BENCH_TEST(numbers_in_a_corner_of_their_range_are_named),
      BENCH_TEST(an_item_that_looks_reversed_is_named),
      BENCH_TEST(the_fewer_items_are_the_ones_that_look_reversed),
      BENCH_TEST(half_against_half_is_said_of_the_scale),
      BENCH_TEST(a_declared_reversal_that_is_wrong_is_named),
      BENCH_TEST(a_copy_is_named),
      BENCH_TEST(min_items_that_cut_many_are_named),
      BENCH_TEST(a_scale_without_scores_is_named),
  };
  return cmocka_run_group_tests_name("odd", tests, NULL, NULL);
}
