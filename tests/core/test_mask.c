/* Comments without what says who is meant. */
#include "core.h"

#include "data/mask.h"

static mask *
make(bench *b, const char *const *others, size_t n)
{
  mask *const m = mask_new(b->memory);
  assert_non_null(m);
  for (size_t i = 0; i < n; i++)
    mask_learn(m, others[i]);
  return m;
}

static void
masks_names_addresses_and_numbers(void **state)
{
  static const struct {
    const char *comment, *told;
  } cases[] = {
      {"My boss Anna Smith never listens.", "My boss […] never listens."},
      {"Anna never listens", "[…] never listens"},
      {"ask Anna-Lena O'Neill, please", "ask […], please"},
      {"I told dr. Müller and Ødegård", "I told dr. […] and […]"},
      {"спросите Ивана", "спросите […]"},
      {"write to anna.smith@example.org!", "write to […]!"},
      {"mine (anna@example.org, 030-1234567)", "mine ([…], […])"},
      {"see https://example.org/~anna?id=1 or www.example.org", "see […] or […]"},
      {"room b12 at 8:30 since 2019", "room […] at […]:[…] since […]"},
      {"@anna said so", "@[…] said so"},
      {"MORE PAY, please!", "MORE PAY, please!"},
      {"Too many meetings.\n\nToo  little time.", "Too many meetings. Too little time."},
      {"Die Arbeit ist gut", "Die Arbeit ist gut"},
      {"iPhone and McDonald", "[…] and […]"},
  };
  mask *const m = make(*state, NULL, 0);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(mask_comment(m, cases[i].comment), cases[i].told);
  mask_free(m);
}

static void
shows_nothing_where_it_cannot_tell(void **state)
{
  static const char *const comments[] = {"", "Anna", "anna@example.org 123", "経理の田中さん",
                                         "more pay, اسأل محمد", "...", "12"};
  mask *const m = make(*state, NULL, 0);
  for (size_t i = 0; i < sizeof comments / sizeof *comments; i++)
    assert_null(mask_comment(m, comments[i]));
  mask_free(m);
}

/* "Canteen" is a word when three people write it small, or ten write it at all. */
static void
learns_from_other_comments(void **state)
{
  static const char *const small[] = {"the canteen canteen", "a canteen", "canteen", "no canteen"};
  static const char *const large[] = {"Kantine", "Kantine", "Kantine", "Kantine", "Kantine",
                                      "Kantine", "Kantine", "Kantine", "Kantine", "Kantine"};
  mask *m = make(*state, small, 2);
  assert_null(mask_comment(m, "Canteen"));
  mask_free(m);
  m = make(*state, small, 3);
  assert_string_equal(mask_comment(m, "Canteen"), "Canteen");
  mask_free(m);
  m = make(*state, large, 9);
  assert_null(mask_comment(m, "Kantine"));
  mask_free(m);
  m = make(*state, large, 10);
  assert_string_equal(mask_comment(m, "Kantine"), "Kantine");
  mask_free(m);
}

static void
a_list_has_the_last_word(void **state)
{
  static const char *const others[] = {"a mark", "the mark", "good mark"};
  mask *const m = make(*state, others, 3);
  assert_string_equal(mask_comment(m, "Mark and petra said Good"), "Mark and petra said Good");
  mask_forbid(m, "Mark A. Good;Petra MÜLLER\n");
  mask_allow(m, "mark");
  assert_string_equal(mask_comment(m, "Mark and petra said Good"), "[…] and […] said […]");
  assert_string_equal(mask_comment(m, "A mark, muller"), "A […], […]");
  mask_free(m);
}

static void
cuts_long_ones(void **state)
{
  char comment[20000] = "";
  for (size_t i = 0; i + 6 < sizeof comment; i += 5)
    memcpy(comment + i, "word ", 6);
  mask *const m = make(*state, NULL, 0);
  const char *const told = mask_comment(m, comment);
  assert_in_range(strlen(told), MASKED_LENGTH - 10, MASKED_LENGTH + 4);
  assert_string_equal(told + strlen(told) - 8, "word …");
  mask_free(m);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(masks_names_addresses_and_numbers),
      BENCH_TEST(shows_nothing_where_it_cannot_tell),
      BENCH_TEST(learns_from_other_comments),
      BENCH_TEST(a_list_has_the_last_word),
      BENCH_TEST(cuts_long_ones),
  };
  return cmocka_run_group_tests_name("mask", tests, NULL, NULL);
}
