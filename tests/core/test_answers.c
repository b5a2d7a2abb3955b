/* What texts in cells mean: recognised or declared, and never guessed. */
#include "answer_study.h"

/* --- recognised ------------------------------------------------------------------------------ */

static void
known_sets_are_recognised(void **state)
{
  bench *const b = *state;
  static const struct {
    const char *range, *texts, *cells, *values; /* '|' separates */
  } cases[] = {
      {FIVE, "Strongly disagree|Disagree|Neither agree nor disagree|Agree|Strongly agree",
       "strongly DISAGREE|disagree| Neither agree nor  disagree. |Agree|Strongly agree",
       "1|2|3|4|5"},
      {FIVE, "Strongly Agree|Agree|Neither agree or disagree|Strongly disagree",
       "Strongly disagree|Disagree|Neither agree or disagree", "1|2|3"},
      {"min=\"0\" max=\"4\"", "Agree|Strongly agree", "Agree|Strongly disagree", "3|0"},
      {"min=\"1\" max=\"4\"", "Agree|Disagree|Strongly agree", "Strongly disagree|Agree", "1|3"},
      {"min=\"1\" max=\"7\"", "Strongly disagree|Disagree|Somewhat disagree|Neutral|Agree",
       "Somewhat agree|Strongly agree|Somewhat disagree", "5|7|3"},
      {FIVE, "Stimme \u00FCberhaupt nicht zu|Stimme eher nicht zu|Teils/teils|Stimme eher zu",
       "STIMME VOLL UND GANZ ZU|stimme ueberhaupt nicht zu|teils - teils", "5|?|3"},
      {FIVE, "stimme gar nicht zu|stimme nicht zu|weder noch|stimme zu|stimme voll zu",
       "stimme zu|stimme nicht zu", "4|2"},
      {"min=\"1\" max=\"4\"", "trifft nicht zu|trifft eher nicht zu|trifft eher zu|trifft zu",
       "trifft nicht zu|trifft zu", "1|4"},
      {FIVE, "Never|Sometimes|Often|Very Often|Always", "Often|Very often|Sometimes", "3|4|2"},
      {FIVE, "Never|Rarely|Sometimes|Often|Always", "Rarely|Often", "2|4"},
      {"min=\"1\" max=\"6\"", "Never|Rarely|Sometimes|Often|Very often|Always", "Very often", "5"},
      {FIVE, "nie|selten|manchmal|oft|immer", "h\u00E4ufig|Immer", "4|5"},
      {FIVE, "Very dissatisfied|Satisfied|Neutral", "Very satisfied|Neutral", "5|3"},
      {FIVE, "sehr unzufrieden|eher zufrieden", "sehr zufrieden", "5"},
      {"min=\"1\" max=\"4\"", "Very likely|Somewhat unlikely", "Somewhat likely|Very unlikely",
       "3|1"},
      {FIVE, "Very poor|Good", "Poor|Very good", "2|5"},
      {FIVE, "Very unfavorably|Neither favorably nor unfavorably (neutral)|Somewhat favorably",
       "Very favorably|Somewhat unfavorably", "5|2"},
      {"min=\"0\" max=\"1\"", "Yes|No", "yes|NO|Y|true", "1|0|1|1"},
      {"min=\"1\" max=\"2\"", "ja|nein", "Ja|Nein", "2|1"},
      {"min=\"1\" max=\"3\"", "ja|nein|teilweise", "teils", "2"},
      {FIVE, "Agree|Stimme eher zu|Strongly disagree", "Disagree|Stimme eher zu", "2|4"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *const xml = arena_printf(b->memory, SCALE("", "", "%s", ONE), cases[i].range);
    const reading r = read_texts(b, xml, cases[i].texts);
    if (!r.fine)
      fail_msg("%s: %s", cases[i].texts, bench_messages(b));
    const answer_column cells = column_of(b, NULL, cases[i].cells);
    text values = text_new(b->memory);
    for (size_t c = 0; c < cells.n_texts; c++)
      text_addf(&values, "%s%s", c ? "|" : "",
                cell_of(b, &r, 0, arena_copy(b->memory, cells.texts[c].at, cells.texts[c].n)));
    if (strcmp(values.at, cases[i].values) != 0)
      fail_msg("%s in %s: %s, not %s", cases[i].cells, cases[i].texts, values.at, cases[i].values);
  }
}

static void
what_was_recognised_is_told(void **state)
{
  bench *const b = *state;
  reading r = read_texts(b, SCALE("", "", FIVE, ONE), "Agree|Completely disagree|don\u2019t know");
  assert_string_equal(told(b, &r), "s.x: answers read as agreement, 5 steps: completely disagree = "
                                   "1, disagree = "
                                   "2, neither agree nor disagree = 3, agree = 4, strongly agree = "
                                   "5\n"
                                   "s.x: texts counted as no answer: don't know\n");
  assert_no_message(b);
  r = read_texts(b, SCALE("", "", FIVE, ONE), "manchmal|selten|immer");
  assert_non_null(strstr(told(b, &r), "frequency, 5 steps: nie = 1, selten = 2, manchmal = 3"));
}

/* All columns of a scale speak for its set. */
static void
columns_of_a_scale_are_read_together(void **state)
{
  bench *const b = *state;
  reading r = read_with(b, SCALE("", "", FIVE, TWO), NULL, "Never|Sometimes|Often",
                        "Very often|Always|Never");
  assert_true(r.fine && r.maps[0] == r.maps[1]);
  assert_string_equal(cell_of(b, &r, 0, "Often"), "3");
  r = read_with(
      b, SCALE("", "", FIVE, "<item column=\"q\"/>\n<item column=\"r\" min=\"1\" max=\"2\"/>\n"),
      NULL, "Agree", "Yes");
  assert_true(r.fine && r.maps[0] != r.maps[1]);
  assert_string_equal(cell_of(b, &r, 0, "Agree"), "4");
  assert_string_equal(cell_of(b, &r, 1, "Yes"), "2");
}

static void
two_readings_are_refused(void **state)
{
  bench *const b = *state;
  static const struct {
    const char *range, *texts, *code, *words;
  } cases[] = {
      {FIVE, "Never|Sometimes|Often", "D104", "frequency, 5 steps, in two ways"},
      {"min=\"1\" max=\"4\"", "Never|Sometimes|Often", "D104", "frequency, 4 steps, in two ways"},
      {"min=\"0\" max=\"10\"", "Agree|Strongly disagree|Disagree", "D103", "those of agreement"},
      {"min=\"1\" max=\"2\"", "Never|Rarely|Always", "D103", "those of frequency"},
      {FIVE, "1 - low|2 - high|1 - lowest", "D104", "1 stands beside different words"},
      {FIVE, "Agree|Disagree|3", "D104", "numbers stand among its answers"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *const xml = arena_printf(b->memory, SCALE("", "", "%s", ONE), cases[i].range);
    const reading r = read_texts(b, xml, cases[i].texts);
    assert_false(r.fine);
    assert_message(b, cases[i].code, 3, cases[i].words);
    assert_non_null(strstr(bench_messages(b), "<answers id="));
  }
}

static void
what_belongs_to_no_set_is_a_fault(void **state)
{
  bench *const b = *state;
  reading r = read_texts(b, SCALE("", "", FIVE, ONE), "red|green|blue");
  assert_true(r.fine);
  assert_cell(r, "red", "fault");
  assert_string_equal(told(b, &r), "");
  assert_no_message(b);
  /* one odd text among many known ones */
  r = read_texts(b, SCALE("", "", FIVE, ONE), "Agree|Disagree|Strongly agree|my secret");
  assert_true(r.fine);
  assert_cell(r, "Agree", "4");
  assert_cell(r, "my secret", "?");
  assert_null(strstr(told(b, &r), "secret"));
  /* one step under two names: which is the higher? */
  r = read_texts(b, SCALE("", "", FIVE, ONE), "Agree|Somewhat agree|Strongly agree");
  assert_cell(r, "Agree", "fault");
  assert_cell(r, "3", "3");
}

/* Ten thousand different texts, as in a column that was named by mistake, take no time to refuse.
 */
static void
free_text_is_no_set(void **state)
{
  bench *const b = *state;
  text all = text_new(b->memory);
  for (int i = 0; i < 10000; i++)
    text_addf(&all, "what person %d wrote, and more of it|%d - so|", i, i);
  const clock_t before = clock();
  const reading r = read_texts(b, SCALE("", "", "min=\"0\" max=\"10\"", ONE), all.at);
  assert_true(r.fine);
  assert_cell(r, "what person 7 wrote, and more of it", "?");
  assert_cell(r, "7 - so", "7");
  assert_true((clock() - before) / CLOCKS_PER_SEC < 5);
}

/* --- numbers with words ---------------------------------------------------------------------- */

static void
numbers_with_words_are_read_by_the_number(void **state)
{
  bench *const b = *state;
  const reading r = read_texts(b, SCALE("", "", "min=\"0\" max=\"10\"", ONE),
                               "0 - Not at all satisfied|1|2|10 - Completely satisfied");
  assert_true(r.fine);
  assert_cell(r, "0 - Not at all satisfied", "0");
  assert_cell(r, "10 (very likely)", "10");
  assert_cell(r, "very likely (10)", "10");
  assert_cell(r, "7", "7");
  assert_cell(r, "11 - more", "range");
  static const struct {
    const char *text;
    double x; /* NaN: none */
  } cases[] = {
      {"1 - not at all", 1}, {"5: fully", 5},    {"3 = so so", 3},
      {"4. agree", 4},       {"4) agree", 4},    {"2 \u2013 rarely", 2},
      {"10(very)", 10},      {"-1 - none", -1},  {"18-29", NAN},
      {"18 - 29", NAN},      {"30 - 44", NAN},   {"2-5 years", NAN},
      {"1 year", NAN},       {"5+", NAN},        {"3 months - 1 year", NAN},
      {"60 +", NAN},         {"1.5 hours", NAN}, {"1 -", NAN},
      {"1 - -", NAN},        {"- agree", NAN},   {"agree", NAN},
      {"(10)", NAN},         {"10 (20)", NAN},   {"likely (ten)", NAN},
      {"1st", NAN},          {"", NAN},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double x = NAN;
    span words;
    const bool fine = answer_number((span){cases[i].text, strlen(cases[i].text)}, '.', &x, &words);
    if (fine != !isnan(cases[i].x) || (fine && x != cases[i].x))
      fail_msg("\"%s\"", cases[i].text);
  }
}

static void
words_may_stand_at_the_ends_alone(void **state)
{
  bench *const b = *state;
  reading r = read_texts(b, SCALE("", "", "min=\"0\" max=\"10\"", ONE),
                         "Not at all likely|1|5|9|Extremely likely");
  assert_true(r.fine);
  assert_cell(r, "Not at all likely", "0");
  assert_cell(r, "extremely likely", "10");
  assert_cell(r, "9", "9");
  assert_non_null(strstr(told(b, &r), "numbers with words at the ends: not at all likely = 0"));
  r = read_texts(b, SCALE("", "", "min=\"0\" max=\"10\"", ONE), "somewhat likely|1|2");
  assert_false(r.fine && strcmp(cell_of(b, &r, 0, "somewhat likely"), "fault") != 0);
}

/* --- no answer ------------------------------------------------------------------------------- */

static void
words_for_no_answer_keep_their_reason(void **state)
{
  bench *const b = *state;
  static const char agree[] = "Agree|Disagree|Strongly agree|Don't know|N/A";
  reading r = read_texts(b, SCALE("", "", FIVE, ONE), agree);
  assert_cell(r, "Don\u2019t know", "(don't know)");
  assert_cell(r, "wei\u00DF nicht", "(don't know)");
  assert_cell(r, "n/a", "(not applicable)");
  assert_cell(r, "trifft nicht zu", "(not applicable)");
  assert_cell(r, "Prefer not to answer", "(refused)");
  assert_cell(r, "keine Angabe", "(no answer)");
  assert_cell(r, "-", "(no answer)");
  assert_cell(r, "", "blank");
  assert_cell(r, "\u00A0", "blank");
  assert_cell(r, "none of your business", "?");
  r = read_texts(b, SCALE("", "no-answer-words=\"no\"", FIVE, ONE),
                 "Agree|Disagree|Strongly agree");
  assert_cell(r, "Don't know", "?");
  assert_int_equal(r.reasons.n, 0);
  /* among numbers alone they are not ours to read */
  r = read_texts(b, SCALE("", "", FIVE, ONE), "1|2|5|Don't know");
  assert_cell(r, "Don't know", "fault");
  /* what a set has is an answer */
  r = read_texts(b, SCALE("", "", "min=\"1\" max=\"4\"", ONE), "trifft nicht zu|trifft eher zu");
  assert_cell(r, "trifft nicht zu", "1");
  assert_null(strstr(told(b, &r), "no answer"));
}

static void
reasons_do_not_depend_on_the_rows(void **state)
{
  bench *const b = *state;
  const char *const xml = SCALE("<answers id=\"a\"><answer value=\"1\">x</answer>"
                                "<no-answer reason=\"never met them\">k.M.</no-answer></answers>",
                                "", FIVE " answers=\"a\"", ONE);
  const reading r = read_texts(b, xml, "");
  assert_int_equal(r.reasons.n, 5);
  assert_string_equal(r.reasons.at[0], "never met them");
  assert_string_equal(r.reasons.at[1], "don't know");
  assert_string_equal(r.reasons.at[4], "no answer");
  assert_cell(r, "K. M.", "(never met them)");
  reasons all = {.memory = b->memory};
  for (int i = 0; i < MOST_REASONS; i++)
    assert_int_equal(reasons_code(&all, arena_printf(b->memory, "r%d", i)), OM_BLANK + 1 + i);
  assert_int_equal(OM_BLANK + MOST_REASONS, OM_MISSING);
  assert_int_equal(reasons_code(&all, "one more"), OM_BLANK);
  assert_int_equal(reasons_code(&all, "r3"), OM_BLANK + 4);
}

/* --- declared -------------------------------------------------------------------------------- */

#define DECLARED                                                                                   \
  "<answers id=\"a\"><answer value=\"5\">Top</answer><answer value=\"1\">Flop</answer>"            \
  "<answer value=\"3\">2</answer><no-answer>pass</no-answer></answers>\n"

static void
declared_answers_go_before_all(void **state)
{
  bench *const b = *state;
  reading r = read_texts(b, SCALE(DECLARED, "", FIVE " answers=\"a\"", ONE), "Top|Flop|2|Agree");
  assert_true(r.fine);
  assert_cell(r, "TOP!", "5");
  assert_cell(r, "Flop", "1");
  assert_cell(r, "2", "3");
  assert_cell(r, "4", "4");
  assert_cell(r, "pass", "(pass)");
  assert_cell(r, "Agree", "?");
  assert_non_null(strstr(told(b, &r), "s.x: answers read as declared in \"a\""));
  r = read_with(b,
                SCALE(DECLARED, "", FIVE,
                      "<item column=\"q\" answers=\"a\" reversed=\"yes\"/>\n"
                      "<item column=\"r\"/>\n"),
                NULL, "Top|Flop", "Agree|Disagree");
  assert_string_equal(cell_of(b, &r, 0, "Top"), "1");
  assert_string_equal(cell_of(b, &r, 1, "Agree"), "4");
}

static void
wrong_declarations_are_told(void **state)
{
  bench *const b = *state;
  static const struct {
    const char *xml, *code;
    unsigned line;
    const char *words;
  } cases[] = {
      {SCALE("", "", FIVE " answers=\"a\"", ONE), "S105", 3, "names no set of answers"},
      {SCALE(DECLARED, "", FIVE, "<item column=\"q\" answers=\"b\"/>\n"), "S105", 5, "\"b\""},
      {SCALE(DECLARED DECLARED, "", FIVE, ONE), "S106", 3, "are there twice"},
      {SCALE("<answers id=\"a\"><answer value=\"1\">No</answer><answer value=\"2\">no.</answer>"
             "</answers>\n",
             "", FIVE, ONE),
       "S107", 2, "hold \"no.\" twice"},
      {SCALE("<answers id=\"a\"><answer value=\"1\"> </answer></answers>\n", "", FIVE, ONE), "S107",
       2, "without a text"},
      {SCALE(DECLARED, "", "min=\"1\" max=\"4\" answers=\"a\"", ONE), "S126", 5,
       "\"Top\" has a value outside the range"},
      {SCALE("", "", FIVE, "<item column=\"q\" choice=\"x\"/>\n"), "S109", 4, "not 0 to 1"},
      {SCALE("", "", FIVE, "<item column=\"q\" selected=\"yes\"/>\n"), "S109", 4, "not 0 to 1"},
      {SCALE("", "", "min=\"0\" max=\"1\"", "<item column=\"q\" choice=\"x\" selected=\"yes\"/>\n"),
       "S109", 4, "choice and selected"},
      {SCALE("", "decimal=\",\" thousands=\",\"", FIVE, ONE), "S125", 2, "one sign"},
      {SCALE("", "thousands=\".\"", FIVE, ONE), "S125", 2, "one sign"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    b->d = diags_new(b->memory);
    assert_null(bench_study(b, cases[i].xml));
    assert_message(b, cases[i].code, cases[i].line, cases[i].words);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(known_sets_are_recognised),
      BENCH_TEST(what_was_recognised_is_told),
      BENCH_TEST(columns_of_a_scale_are_read_together),
      BENCH_TEST(two_readings_are_refused),
      BENCH_TEST(what_belongs_to_no_set_is_a_fault),
      BENCH_TEST(free_text_is_no_set),
      BENCH_TEST(numbers_with_words_are_read_by_the_number),
      BENCH_TEST(words_may_stand_at_the_ends_alone),
      BENCH_TEST(words_for_no_answer_keep_their_reason),
      BENCH_TEST(reasons_do_not_depend_on_the_rows),
      BENCH_TEST(declared_answers_go_before_all),
      BENCH_TEST(wrong_declarations_are_told),
  };
  return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
