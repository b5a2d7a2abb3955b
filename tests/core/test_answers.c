/* What texts in cells mean: declared, labelled or recognised, and never guessed. */
#include "core.h"

#include "base/fold.h"
#include "data/cells.h"

#include <math.h>
#include <time.h>

#define SCALE(root, survey, scale, items)                                                          \
  STUDY(root "<survey id=\"s\" side=\"inside\" file=\"x\" " survey ">\n"                           \
             "<scale id=\"x\" " scale ">\n" items "</scale>\n</survey>\n")
#define ONE "<item column=\"q\"/>\n"
#define TWO "<item column=\"q\"/>\n<item column=\"r\"/>\n"
#define FIVE "min=\"1\" max=\"5\""

/* One scale of a study with what was seen in its columns: texts separated by '|'. */
typedef struct reading {
  const study *study;
  codebook book;
  reasons reasons;
  answer_reading told;
  const answer_map *maps[4];
  answer_column columns[4];
  cell_reader readers[4];
  bool fine;
} reading;

static answer_column
column_of(const bench *b, const codebook_column *book, const char *texts)
{
  span *const at = arena_many(b->memory, strlen(texts) + 1, span);
  size_t n = 0;
  while (*texts) {
    at[n++] = (span){texts, strcspn(texts, "|")};
    texts += at[n - 1].n;
    texts += *texts == '|';
  }
  return (answer_column){.book = book, .texts = at, .n_texts = n};
}

static reading
read_with(bench *b, const char *xml, const codebook *book, const char *first, const char *second)
{
  b->d = diags_new(b->memory);
  reading r = {.study = bench_study(b, xml)};
  if (!r.study)
    fail_msg("%s", bench_messages(b));
  const study_survey *const survey = &r.study->surveys[0];
  const study_scale *const scale = &r.study->scales[0];
  if (book)
    r.book = *book;
  r.reasons = reasons_new(b->memory, r.study, survey, book);
  const char *const texts[] = {first, second};
  for (uint32_t i = 0; i < scale->n_items; i++)
    r.columns[i] = column_of(b, book ? &book->columns[i] : NULL, texts[i]);
  r.told = (answer_reading){
      .memory = b->memory, .study = r.study, .survey = survey, .reasons = &r.reasons, .d = &b->d};
  r.fine = answers_build(&r.told, scale, r.columns, r.maps);
  for (uint32_t i = 0; i < scale->n_items; i++)
    r.readers[i] =
        cell_reader_new(b->memory, cell_rule_new(b->memory, survey), scale, &scale->items[i],
                        book ? &book->columns[i] : NULL, r.maps[i], &r.reasons);
  return r;
}

static reading
read_texts(bench *b, const char *xml, const char *texts)
{
  return read_with(b, xml, NULL, texts, "");
}

/* What the cell of item i is: "4", "blank", "(don't know)", "?" for a fault. */
static const char *
cell_of(const bench *b, const reading *r, uint32_t i, const char *cell)
{
  const cell_value v = cell_read(&r->readers[i], (span){cell, strlen(cell)});
  if (v.fault != CELL_FINE)
    return v.fault == CELL_UNKNOWN_ANSWER ? "?" : v.fault == CELL_OUT_OF_RANGE ? "range" : "fault";
  if (v.missing == OM_BLANK)
    return "blank";
  if (v.missing)
    return arena_printf(b->memory, "(%s)", r->reasons.at[v.missing - OM_BLANK - 1]);
  text out = text_new(b->memory);
  text_add_double(&out, v.x);
  return out.at;
}

#define assert_cell(r, text, expected) assert_string_equal(cell_of(b, &(r), 0, text), expected)

static const char *
told(const bench *b, const reading *r)
{
  text t = text_new(b->memory);
  for (size_t i = 0; i < r->told.told.n; i++)
    text_addf(&t, "%s\n", r->told.told.at[i]);
  return t.at ? t.at : "";
}

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
      BENCH_TEST(labels_of_the_codebook_are_answers),
      BENCH_TEST(values_that_are_no_numbers_mean_their_labels),
      BENCH_TEST(numbers_are_read_as_declared),
      BENCH_TEST(percentages_are_numbers_in_a_scale_of_numbers),
      BENCH_TEST(a_column_for_each_choice),
      BENCH_TEST(the_study_has_the_last_word_on_choices),
      BENCH_TEST(a_list_in_one_cell),
      BENCH_TEST(sets_do_not_contradict_themselves),
  };
  return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
