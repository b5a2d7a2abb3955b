/* Answers as text in a draft: recognised where they are of a known set, else left out. */
#include "drafting.h"

static const char *const agreement[] = {"Strongly disagree", "Disagree",
                                        "Neither agree nor disagree", "Agree", "Strongly agree"};

static void
agreeing(text *out, unsigned row, dice *d)
{
  const unsigned a = (unsigned)dice_below(d, 3);
  text_addf(out, "t%u,%s,%s,%s,", row % 20, agreement[a + dice_below(d, 3)],
            agreement[a + dice_below(d, 3)], agreement[4 - a]);
  text_addf(out, row % 5 ? "%u," : "5 (always),", 1 + row % 4);
  text_addf(out, "%s", row % 2 ? "plum" : "pear");
}

static void
known_sets_are_items(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "team,a1,a2,a3,often,fruit", 300, agreeing), NULL);
  assert_non_null(t);
  const draft_file *const f = &t->files[0];
  assert_true(guess_of(f, "a1")->is_words);
  assert_close(guess_of(f, "a1")->max, 5, 0, 0);
  const draft_scale *const x = scale_with(&t->surveys[0], "a1");
  assert_int_equal(x->n_items, 3);
  assert_true(x->items[2].seems_reversed);
  assert_int_equal(guess_of(f, "often")->use, USE_ITEM);
  assert_close(guess_of(f, "often")->max, 5, 0, 0);
  assert_int_equal(guess_of(f, "fruit")->use, USE_WORDS);
  study_of(b, t);
  assert_null(strstr(draft_xml(t).at, "Strongly"));
  draft_free(t);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {BENCH_TEST(known_sets_are_items)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
