/* Messages: collected, counted, and printed one to a line. */
#include "core.h"

static const char *
printed(const bench *b, bool with_notes, bool only_errors)
{
  char *text = NULL;
  size_t n = 0;
  FILE *const out = open_memstream(&text, &n);
  diags_print(&b->d, out, with_notes, only_errors);
  fclose(out);
  const char *const copy = arena_copy(b->memory, text, n);
  free(text);
  return copy;
}

static void
a_message_says_where_what_why_and_how_to_fix(void **state)
{
  bench *const b = *state;
  const struct {
    diag message;
    const char *line;
  } cases[] = {
      {{DIAG_ERROR, "S104", "study.xml", 12, "a is wrong", "b is so", "do c"},
       "study.xml:12: error S104: a is wrong, because b is so. To fix: do c\n"},
      {{DIAG_WARNING, "D202", "study.xml", 0, "a", NULL, "do c"},
       "study.xml: warning D202: a. To fix: do c\n"},
      {{DIAG_NOTE, "P011", NULL, 0, "a", "b", NULL}, "note P011: a, because b\n"},
      {{DIAG_ERROR, "I000", NULL, 7, "a", NULL, NULL}, "error I000: a\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    b->d = diags_new(b->memory);
    diag_add(&b->d, cases[i].message);
    assert_string_equal(printed(b, true, false), cases[i].line);
  }
}

static void
errors_and_warnings_are_formatted_and_counted(void **state)
{
  bench *const b = *state;
  diag_error(&b->d, "S100", "s", 1, NULL, NULL, "%s has %d", "x", 3);
  diag_warning(&b->d, "D100", "s", 2, "why", "fix", "%zu rows", (size_t)9);
  diag_error(&b->d, "D101", "s", 3, NULL, NULL, "100%%");
  assert_int_equal(b->d.n_errors, 2);
  assert_int_equal(b->d.n_warnings, 1);
  assert_true(diags_has(&b->d, 'S') && diags_has(&b->d, 'D'));
  assert_false(diags_has(&b->d, 'U'));
  assert_string_equal(printed(b, false, false), "s:1: error S100: x has 3\n"
                                                "s:2: warning D100: 9 rows, because why. To fix: "
                                                "fix\n"
                                                "s:3: error D101: 100%\n");
}

static void
a_warning_is_no_error(void **state)
{
  bench *const b = *state;
  diag_warning(&b->d, "S100", NULL, 0, NULL, NULL, "odd");
  assert_false(diags_has(&b->d, 'S'));
}

static void
what_is_printed_follows_the_level(void **state)
{
  bench *const b = *state;
  diag_add(&b->d, (diag){DIAG_NOTE, "P012", NULL, 0, "n", NULL, NULL});
  diag_warning(&b->d, "D202", NULL, 0, NULL, NULL, "w");
  diag_error(&b->d, "S100", NULL, 0, NULL, NULL, "e");
  assert_string_equal(printed(b, true, false), "note P012: n\nwarning D202: w\nerror S100: e\n");
  assert_string_equal(printed(b, false, false), "warning D202: w\nerror S100: e\n");
  assert_string_equal(printed(b, false, true), "error S100: e\n");
}

static void
a_message_without_a_file_takes_the_default(void **state)
{
  bench *const b = *state;
  b->d.default_file = "report.xml";
  diag_error(&b->d, "S100", NULL, 4, NULL, NULL, "e");
  diag_error(&b->d, "S100", "mine", 4, NULL, NULL, "e");
  assert_string_equal(printed(b, true, false), "report.xml:4: error S100: e\nmine:4: error S100: "
                                               "e\n");
}

/* Nothing that stands in a file name, a heading or a cell may move the cursor, colour the line,
 * set the title of the window, or make one message look like two. */
static void
control_characters_do_not_reach_the_terminal(void **state)
{
  bench *const b = *state;
  diag_error(&b->d, "D001", "\x1b[2J.csv", 1,
             "\x9b"
             "31m and \xC2\x9B"
             "2J",
             "\b\b\x7f", "a\nx: error S999: forged\r\x1b]0;title\x07\tend\x01");
  const char *const line = printed(b, true, false);
  assert_string_equal(strchr(line, '\n'), "\n"); /* one line */
  for (const unsigned char *c = (const unsigned char *)line; c[1]; c++) {
    assert_true(*c >= 0x20 && *c != 0x7F);
    assert_false(c[0] == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0); /* the C1 set, as UTF-8 */
  }
  assert_int_equal(utf8_check(line, strlen(line)), strlen(line));
}

static void
other_alphabets_pass(void **state)
{
  bench *const b = *state;
  diag_error(&b->d, "D001", "Zufriedenheit é.csv", 1, NULL, NULL, "従業員 ©\xC2\xA0|");
  assert_string_equal(printed(b, true, false), "Zufriedenheit é.csv:1: error D001: 従業員 "
                                               "©\xC2\xA0|\n");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(a_message_says_where_what_why_and_how_to_fix),
      BENCH_TEST(errors_and_warnings_are_formatted_and_counted),
      BENCH_TEST(a_warning_is_no_error),
      BENCH_TEST(what_is_printed_follows_the_level),
      BENCH_TEST(a_message_without_a_file_takes_the_default),
      BENCH_TEST(control_characters_do_not_reach_the_terminal),
      BENCH_TEST(other_alphabets_pass),
  };
  return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
