/* Words of names and cells, and names as families. */
#include "core.h"

#include "draft/names.h"
#include "draft/words.h"

#include <math.h>

static const char *
joined(bench *b, const char *name)
{
  const name_words w = words_of(b->memory, name);
  text out = text_new(b->memory);
  text_add(&out, "");
  for (size_t i = 0; i < w.n; i++)
    text_addf(&out, "%s%s", i ? " " : "", w.at[i]);
  return out.at;
}

static void
splits_names(void **state)
{
  bench *const b = *state;
  assert_string_equal(joined(b, "N_t"), "n t");
  assert_string_equal(joined(b, "schoolNR"), "school nr");
  assert_string_equal(joined(b, "TQA22A"), "tqa 22 a");
  assert_string_equal(joined(b, "SCH_ID"), "sch id");
  assert_string_equal(joined(b, "XMLFile"), "xml file");
  assert_string_equal(joined(b, "--"), "");
  const name_words w = words_of(b->memory, "a b c d e f g h i j k l m n o");
  assert_int_equal(w.n, MOST_WORDS);
  assert_int_equal(w.in_all, 15);
}

static bool
tells(bench *b, const char *name, word_list list)
{
  const name_words w = words_of(b->memory, name);
  return words_have(&w, list);
}

static void
knows_words(void **state)
{
  bench *const b = *state;
  assert_true(tells(b, "School", WORDS_UNIT));
  assert_true(tells(b, "schoolname", WORDS_UNIT));
  assert_true(tells(b, "Filiale", WORDS_UNIT));
  assert_true(tells(b, "GRP", WORDS_UNIT));
  assert_false(tells(b, "grumpy", WORDS_UNIT));
  assert_true(tells(b, "ResponseId", WORDS_RESPONDENT));
  assert_true(tells(b, "rr_t", WORDS_RATE));
  assert_true(tells(b, "N_t", WORDS_COUNT));
  assert_true(tells(b, "Gewicht", WORDS_WEIGHT));
  assert_false(word_is("", WORDS_UNIT));
}

static bool
is_date(const char *s)
{
  return looks_like_date((span){s, strlen(s)});
}

static void
knows_dates(void **state)
{
  (void)state;
  static const char *const dates[] = {
      "2026-11-22", "22.11.2026", "1/2/26",   "2026-11-22 08:28:09",
      "08:05",      "8:05:30 PM", "2026/1/2", "2026-11-22T08:28:09Z"};
  static const char *const others[] = {
      "",     "00152-0001-0001", "130.92.34.66", "1-5",      "3.14", "12",
      "-2.5", "1.2.26x",         "a:b",          "12345-6-7"};
  for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
    if (!is_date(dates[i]))
      fail_msg("%s is a date", dates[i]);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (is_date(others[i]))
      fail_msg("%s is no date", others[i]);
}

static void
knows_no_answer(void **state)
{
  (void)state;
  assert_non_null(missing_word((span){"n/a", 3}));
  assert_non_null(missing_word((span){" NA ", 4}));
  assert_non_null(missing_word((span){"keine angabe", 12}));
  assert_null(missing_word((span){"never", 5}));
  assert_null(missing_word((span){"", 0}));
  assert_non_null(missing_code(99, 1, 5));
  assert_non_null(missing_code(9, 1, 5));
  assert_non_null(missing_code(-9, 0, 10));
  assert_non_null(missing_code(9999, 1, 300));
  assert_null(missing_code(9, 0, 10));
  assert_null(missing_code(7, 1, 6));
  assert_null(missing_code(99, 0, 80));
  assert_null(missing_code(-1, -2, 2));
  assert_null(missing_code(99, INFINITY, -INFINITY));
}

static const char *
stem(bench *b, const char *name, unsigned which)
{
  const name_stems s = stems_of(b->memory, name);
  return which < s.n ? s.at[which] : "";
}

static void
finds_stems(void **state)
{
  bench *const b = *state;
  assert_string_equal(stem(b, "Q01", 0), "Q");
  assert_string_equal(stem(b, "TQA22A", 0), "TQA22");
  assert_string_equal(stem(b, "TQA22A", 1), "TQA");
  assert_string_equal(stem(b, "Q12_3", 0), "Q12");
  assert_string_equal(stem(b, "q1[SQ002]", 0), "q1");
  assert_string_equal(stem(b, "col3r", 0), "col3");
  assert_string_equal(stem(b, "col3r", 1), "col");
  assert_string_equal(stem(b, "trust_leader", 0), "trust");
  assert_string_equal(stem(b, "COHES", 0), "");
  assert_string_equal(stem(b, "", 0), "");
  assert_string_equal(stem(b, "]", 0), "");
}

static void
finds_questions(void **state)
{
  bench *const b = *state;
  assert_string_equal(question_of(b->memory, "How satisfied are you with: [Your career]"), "How "
                                                                                           "satisfi"
                                                                                           "ed are "
                                                                                           "you "
                                                                                           "with");
  assert_string_equal(question_of(b->memory, "Rate these - Speed"), "Rate these");
  assert_string_equal(question_of(b->memory, "Tool #1:Which tools?"), "Which tools?");
  assert_string_equal(question_of(b->memory, "How are you?"), "");
  assert_string_equal(question_of(b->memory, "[all of it]"), "");
  assert_string_equal(question_of(b->memory, "]"), "");
}

static void
makes_ids_and_labels(void **state)
{
  bench *const b = *state;
  assert_string_equal(id_of(b->memory, "12 Monkeys!", "x"), "q12_Monkeys");
  assert_string_equal(id_of(b->memory, "\xD0\x9F\xD1\x80", "scale"), "scale");
  assert_string_equal(id_of(b->memory, "=1+1", "x"), "q1_1");
  assert_true(
      strlen(id_of(b->memory, "a very long sentence that goes on for quite a while", "x")) <= 42);
  assert_string_equal(short_text(b->memory, "  a\t\tb \n c ", 100), "a b c");
  assert_string_equal(short_text(b->memory, "abc\xC3\xA9\xC3\xA9\xC3\xA9", 7), "abc...");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(splits_names),         BENCH_TEST(knows_words), BENCH_TEST(knows_dates),
      BENCH_TEST(knows_no_answer),      BENCH_TEST(finds_stems), BENCH_TEST(finds_questions),
      BENCH_TEST(makes_ids_and_labels),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
