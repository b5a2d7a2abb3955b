/* What cells mean where a codebook says it, numbers and choices; and the sets of answers. */
#include "answer_study.h"

/* --- codebooks ------------------------------------------------------------------------------- */

static void
labels_of_the_codebook_are_answers(void **state)
{
  bench *const b = *state;
  value_label labels[] = {{"1", "gar nicht gern"}, {"2", "gern"}, {"9", "verweigert"}, {"3", "3"}};
  value_missing missing[] = {{.value = "9", .reason = "refused to say"},
                             {.lo = 90, .hi = 99, .reason = "user-missing"}};
  codebook book = codebook_new(b->memory, 1);
  book.columns[0] = (codebook_column){.name = "q",
                                      .text = "",
                                      .group = "",
                                      .labels = labels,
                                      .n_labels = 4,
                                      .missing = missing,
                                      .n_missing = 2};
  reading r = read_with(b, SCALE("", "", FIVE, ONE), &book, "gern|1", "");
  assert_true(r.fine);
  assert_cell(r, "Gern", "2");
  assert_cell(r, "gar nicht gern", "1");
  assert_cell(r, "verweigert", "(refused to say)");
  assert_cell(r, "9", "(refused to say)");
  assert_cell(r, "9.0", "(refused to say)");
  assert_cell(r, "95", "(user-missing)");
  assert_cell(r, "89", "range");
  assert_cell(r, "ungern", "?");
  assert_cell(r, "3", "3");
  assert_non_null(strstr(told(b, &r), "s.x, q: answers read by the labels of the codebook"));
}

static void
values_that_are_no_numbers_mean_their_labels(void **state)
{
  bench *const b = *state;
  value_label labels[] = {{"A1", "Strongly disagree"}, {"A2", "Disagree"},
                          {"A3", "Neutral"},           {"A4", "Agree"},
                          {"A5", "Strongly agree"},    {"A6", "No answer"}};
  codebook book = codebook_new(b->memory, 1);
  book.columns[0] =
      (codebook_column){.name = "q", .text = "", .group = "", .labels = labels, .n_labels = 6};
  const reading r = read_with(b, SCALE("", "", FIVE, ONE), &book, "A1|A4|A6", "");
  assert_true(r.fine);
  assert_cell(r, "A5", "5");
  assert_cell(r, "A1", "1");
  assert_cell(r, "agree", "4");
  assert_cell(r, "A6", "(no answer)");
  assert_cell(r, "A7", "?");
  assert_non_null(strstr(told(b, &r), "agreement, 5 steps"));
}

/* --- numbers --------------------------------------------------------------------------------- */

static void
numbers_are_read_as_declared(void **state)
{
  (void)state;
  static const struct {
    char decimal, thousands;
    const char *cell;
    double x; /* NaN: no number */
  } cases[] = {
      {'.', ',', "1,234,567.5", 1234567.5},
      {'.', ',', "12,34", NAN},
      {'.', ',', "1,2345", NAN},
      {'.', ',', "1234,567", NAN},
      {'.', ',', "1,234", 1234},
      {'.', ',', "-1,234", -1234},
      {'.', ',', "1234", 1234},
      {'.', ',', ",123", NAN},
      {'.', ',', "1,,234", NAN},
      {'.', ',', "1,234,", NAN},
      {',', '.', "1.234,5", 1234.5},
      {',', '.', "1.234", 1234},
      {',', '.', "0,5", .5},
      {',', ' ', "1 234,5", 1234.5},
      {',', ' ', "1\u00A0234", 1234},
      {',', ' ', "1\u202F234\u202F567", 1234567},
      {'.', '\'', "1'234.5", 1234.5},
      {'.', '\'', "1\u2019234", 1234},
      {'.', 0, "1,234", NAN},
      {'.', 0, "\u00A0007\u00A0", 7},
      {'.', 0, "007", 7},
      {'.', 0, "nan", NAN},
      {'.', 0, "inf", NAN},
      {'.', 0, "-inf", NAN},
      {'.', 0, "1e999", NAN},
      {'.', 0, "0x5", NAN},
      {'.', 0, "1e2", 100},
      {'.', 0, "1 2", NAN},
      {'.', ',', "1,234e2", 123400},
      {'.', 0, "", NAN},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const study_survey survey = {.decimal = cases[i].decimal, .thousands = cases[i].thousands};
    double x = NAN;
    const bool fine = cell_parse(&survey, (span){cases[i].cell, strlen(cases[i].cell)}, &x);
    if (fine != !isnan(cases[i].x) || (fine && x != cases[i].x))
      fail_msg("\"%s\"", cases[i].cell);
  }
}

static void
percentages_are_numbers_in_a_scale_of_numbers(void **state)
{
  bench *const b = *state;
  reading r = read_texts(b, SCALE("", "", "min=\"0\" max=\"100\" values=\"numbers\"", ONE), "");
  assert_cell(r, "38 %", "38");
  assert_cell(r, "38%", "38");
  assert_cell(r, "38\u00A0%", "38");
  assert_cell(r, "101 %", "range");
  assert_cell(r, "%", "fault");
  assert_cell(r, "38 %%", "fault");
  r = read_texts(b, SCALE("", "", "min=\"0\" max=\"1\" values=\"numbers\"", ONE), "");
  assert_cell(r, "50 %", "0.5");
  assert_cell(r, "0.5", "0.5");
  r = read_texts(b, SCALE("", "", FIVE, ONE), "");
  assert_cell(r, "3 %", "fault");
}

/* --- choices --------------------------------------------------------------------------------- */

#define SHARE "min=\"0\" max=\"1\""

static int
chosen(const bench *b, const choice *c, const char *row, uint32_t place)
{
  const answer_column cells = column_of(b, NULL, row);
  return choice_read(c, cells.texts, cells.n_texts, place);
}

static codebook
choices_of(const bench *b, column_kind kind)
{
  codebook book = codebook_new(b->memory, 4);
  for (uint32_t i = 0; i < 4; i++) {
    book.columns[i].name = arena_printf(b->memory, "c%u", i);
    book.columns[i].group = i < 3 ? "which" : "";
    book.columns[i].kind = kind;
  }
  return book;
}

static void
a_column_for_each_choice(void **state)
{
  bench *const b = *state;
  const codebook book = choices_of(b, COLUMN_SELECTED);
  reading r = read_with(b, SCALE("", "", SHARE, ONE), &book, "Phone", "");
  const study_item *const item = &r.study->scales[0].items[0];
  assert_true(choice_is(item, &book.columns[0]));
  const uint32_t places[] = {0, 3};
  choice c = choice_new(&r.told, &r.study->scales[0], item, &book, 0, places, 2, &r.columns[0]);
  assert_int_equal(chosen(b, &c, "Phone| | |5", 0), 1);
  assert_int_equal(chosen(b, &c, " |Mail| |5", 0), 0);
  assert_int_equal(chosen(b, &c, "-| |-|5", 0), OM_BLANK);
  assert_int_equal(chosen(b, &c, " | | |5", 0), OM_BLANK);
  assert_int_equal(chosen(b, &c, "", 0), OM_BLANK);
  assert_non_null(strstr(told(b, &r), "s.x, q: a cell with something in it is 1, an empty one is "
                                      "0"));
  /* a question with one column: whoever answered anything */
  c = choice_new(&r.told, &r.study->scales[0], item, &book, 3, places, 2, &r.columns[0]);
  assert_int_equal(chosen(b, &c, "x| | | ", 3), 0);
  assert_int_equal(chosen(b, &c, " |x|x| ", 3), OM_BLANK);
  /* cells that say no themselves */
  r = read_with(b, SCALE("", "", SHARE, ONE), &book, "Yes|No", "");
  c = choice_new(&r.told, &r.study->scales[0], item, &book, 0, places, 2, &r.columns[0]);
  assert_int_equal(chosen(b, &c, "Yes|No", 0), 1);
  assert_int_equal(chosen(b, &c, "No|Yes", 0), 0);
  assert_int_equal(chosen(b, &c, " |Yes", 0), OM_BLANK);
}

static void
the_study_has_the_last_word_on_choices(void **state)
{
  bench *const b = *state;
  const codebook selected = choices_of(b, COLUMN_SELECTED), any = choices_of(b, COLUMN_ANY);
  static const struct {
    const char *scale, *item;
    bool as_selected, as_any;
  } cases[] = {
      {SHARE, ONE, true, false},
      {SHARE, "<item column=\"q\" selected=\"yes\"/>\n", true, true},
      {SHARE, "<item column=\"q\" selected=\"no\"/>\n", false, false},
      {SHARE, "<item column=\"q\" choice=\"x\"/>\n", true, true},
      {FIVE, ONE, false, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    b->d = diags_new(b->memory);
    const study *const s = bench_study(
        b, arena_printf(b->memory, SCALE("", "", "%s", "%s"), cases[i].scale, cases[i].item));
    const study_item *const item = &s->scales[0].items[0];
    assert_int_equal(choice_is(item, &selected.columns[0]), cases[i].as_selected);
    assert_int_equal(choice_is(item, &any.columns[0]), cases[i].as_any);
    assert_int_equal(choice_is(item, NULL), cases[i].as_any);
  }
}

static void
a_list_in_one_cell(void **state)
{
  bench *const b = *state;
  const codebook book = choices_of(b, COLUMN_ANY);
  static const char item_xml[] = "<item column=\"q\" choice=\"%s\"/>\n";
  static const struct {
    const char *choice, *cell;
    int result;
  } cases[] = {
      {"DataFrame", "Array, DataFrame, ML", 1},
      {"DataFrame", "Array;dataframe;ML", 1},
      {"DataFrame", "DataFrame;", 1},
      {"Array", "Array", 1},
      {"Array", "Arrays, ML", 0},
      {"Cluster", "Cluster of 10, Laptop", 0},
      {"SSH (fast, safe)", "Other;SSH (fast, safe);None", 1},
      {"Yes, a lot", "No, Yes, a lot", 1},
      {"Array", "", OM_BLANK},
      {"Array", " ", OM_BLANK},
      {"Array", ";,;", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    reading r = read_with(b, SCALE("", "", SHARE, "<item column=\"q\" choice=\"x\"/>\n"), &book,
                          cases[i].cell, "");
    b->d = diags_new(b->memory);
    const char *const xml = arena_printf(b->memory, SCALE("", "", SHARE, "%s"),
                                         arena_printf(b->memory, item_xml, cases[i].choice));
    const study *const s = bench_study(b, xml);
    const choice c = choice_new(&r.told, &s->scales[0], &s->scales[0].items[0], &book, 0, NULL, 0,
                                &r.columns[0]);
    const span cell = {cases[i].cell, strlen(cases[i].cell)};
    if (choice_read(&c, &cell, 1, 0) != cases[i].result)
      fail_msg("%s in %s", cases[i].choice, cases[i].cell);
    if (cases[i].result == 0)
      assert_message(b, "D105", 4, "lists \"");
    else
      assert_no_message(b);
  }
  char *const many = arena_alloc(b->memory, 4001, 1);
  memset(many, ';', 4000);
  const choice c = {.is_list = true, .text = "x"};
  const span cell = {many, 4000};
  assert_int_equal(choice_read(&c, &cell, 1, 0), 0);
}

/* --- the sets themselves --------------------------------------------------------------------- */

/* No wording stands for two steps of one set, and each set has all its steps in some language. */
static void
sets_do_not_contradict_themselves(void **state)
{
  const bench *const b = *state;
  const answer_index index = answer_index_new(b->memory);
  assert_true(index.n > 500);
  for (uint32_t word = 0; word < index.words.n; word++)
    for (uint32_t i = index.first[word]; i != ANSWER_NONE; i = index.at[i].next)
      for (uint32_t j = index.at[i].next; j != ANSWER_NONE; j = index.at[j].next)
        if (index.at[i].set == index.at[j].set && index.at[i].step != index.at[j].step)
          fail_msg("\"%s\" has two steps in %s", index.words.keys[word],
                   answer_sets[index.at[i].set].label);
  for (size_t s = 0; s < n_answer_sets; s++) {
    assert_in_range(answer_sets[s].n_steps, 2, MOST_STEPS);
    for (int l = 0; l < N_LANGUAGES; l++)
      for (uint32_t i = 0; i < MOST_STEPS; i++)
        assert_int_equal(answer_sets[s].steps[l][i] != NULL,
                         answer_sets[s].steps[l][0] && i < answer_sets[s].n_steps);
  }
  const char *reason;
  for (size_t i = 0;; i++) {
    const char *const word = no_answer_word(b->memory, i, &reason);
    if (!word)
      break;
    assert_string_equal(text_folded(b->memory, word), word);
    assert_string_equal(no_answer_reason(word, word), reason);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(labels_of_the_codebook_are_answers),
      BENCH_TEST(values_that_are_no_numbers_mean_their_labels),
      BENCH_TEST(numbers_are_read_as_declared),
      BENCH_TEST(percentages_are_numbers_in_a_scale_of_numbers),
      BENCH_TEST(a_column_for_each_choice),
      BENCH_TEST(the_study_has_the_last_word_on_choices),
      BENCH_TEST(a_list_in_one_cell),
      BENCH_TEST(sets_do_not_contradict_themselves),
  };
  return cmocka_run_group_tests_name("answers_coded", tests, NULL, NULL);
}
