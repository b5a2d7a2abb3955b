/* One cell of an export: missing, a code, or a number. */
#include "core.h"

#include <math.h>

static study_missing reasons[] = {{"9999", "not asked"},
                                  {"n/a", "not applicable"},
                                  {"-1", "refused"},
                                  {"99,5", "odd"},
                                  {"", "empty"}};
static const study_survey survey = {.decimal = '.', .missing = reasons, .n_missing = 5};
static const study_survey german = {.decimal = ',', .missing = reasons, .n_missing = 5};

static span
cell(const char *text)
{
  return (span){text, strlen(text)};
}

static void
missing_codes_are_known_by_text_and_by_number(void **state)
{
  const bench *const b = *state;
  static const struct {
    const char *cell;
    int code, german; /* OM_BLANK + 1 + the reason; 0: something is there */
  } cases[] = {
      {"", OM_BLANK, OM_BLANK},
      {"  \t", OM_BLANK, OM_BLANK},
      {"9999", OM_BLANK + 1, OM_BLANK + 1},
      {" 9999 ", OM_BLANK + 1, OM_BLANK + 1},
      {"9999.0", OM_BLANK + 1, 0},
      {"9999,0", 0, OM_BLANK + 1},
      {"9.999e3", OM_BLANK + 1, 0},
      {"+9999", OM_BLANK + 1, OM_BLANK + 1},
      {"09999", OM_BLANK + 1, OM_BLANK + 1},
      {"9999.1", 0, 0},
      {"999", 0, 0},
      {"99999", 0, 0},
      {"n/a", OM_BLANK + 2, OM_BLANK + 2},
      {"N/A", 0, 0},
      {"n/a.", 0, 0},
      {"-1", OM_BLANK + 3, OM_BLANK + 3},
      {"-1.00", OM_BLANK + 3, 0},
      {"1", 0, 0},
      {"99,5", OM_BLANK + 4, OM_BLANK + 4},
      {"99,50", 0, OM_BLANK + 4},
      {"nan", 0, 0},
      {"0x270F", 0, 0},
  };
  const cell_rule rule = cell_rule_new(b->memory, &survey);
  const cell_rule rule_german = cell_rule_new(b->memory, &german);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const int code = cell_missing(&rule, cell(cases[i].cell));
    const int other = cell_missing(&rule_german, cell(cases[i].cell));
    if (code != cases[i].code || other != cases[i].german)
      fail_msg("\"%s\" is %d, and %d with a decimal comma", cases[i].cell, code, other);
    assert_true(code == 0 || code <= OM_MISSING);
  }
}

static const study_item plain = {.column = "q", .min = 1, .max = 5};
static const study_item reversed = {.column = "q", .min = 1, .max = 5, .reversed = true};
static const study_item from_zero = {.column = "q", .min = 0, .max = 10, .reversed = true};
static const study_item widest = {.column = "q", .min = -99, .max = 127, .reversed = true};

static void
codes_are_whole_and_in_range(void **state)
{
  const bench *const b = *state;
  static const struct {
    const char *cell;
    const study_item *item;
    cell_fault fault;
    int code;
  } cases[] = {
      {"1", &plain, CELL_FINE, 1},
      {"5", &plain, CELL_FINE, 5},
      {" 3 ", &plain, CELL_FINE, 3},
      {"3.0", &plain, CELL_FINE, 3},
      {"3e0", &plain, CELL_FINE, 3},
      {"0", &plain, CELL_OUT_OF_RANGE, 0},
      {"6", &plain, CELL_OUT_OF_RANGE, 0},
      {"5.0000001", &plain, CELL_OUT_OF_RANGE, 0},
      {"300", &plain, CELL_OUT_OF_RANGE, 0},
      {"1e300", &plain, CELL_OUT_OF_RANGE, 0},
      {"3.5", &plain, CELL_NOT_WHOLE, 0},
      {"3,5", &plain, CELL_NOT_A_NUMBER, 0},
      {"three", &plain, CELL_NOT_A_NUMBER, 0},
      {"3 ", &plain, CELL_FINE, 3},
      {"3 agree", &plain, CELL_NOT_A_NUMBER, 0},
      {"inf", &plain, CELL_NOT_A_NUMBER, 0},
      {"1", &reversed, CELL_FINE, 5},
      {"2", &reversed, CELL_FINE, 4},
      {"5", &reversed, CELL_FINE, 1},
      {"0", &from_zero, CELL_FINE, 10},
      {"7", &from_zero, CELL_FINE, 3},
      {"-99", &widest, CELL_FINE, 127},
      {"127", &widest, CELL_FINE, -99},
  };
  const cell_rule rule = cell_rule_new(b->memory, &survey);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int8_t code = 0;
    assert_int_equal(cell_code(&rule, cases[i].item, cell(cases[i].cell), &code), cases[i].fault);
    assert_int_equal(code, cases[i].code);
  }
}

static void
numbers_take_the_declared_decimal_sign(void **state)
{
  const bench *const b = *state;
  static const struct {
    const char *cell;
    const study_item *item;
    cell_fault fault, german_fault;
    double number, german_number;
  } cases[] = {
      {"2.5", &plain, CELL_FINE, CELL_NOT_A_NUMBER, 2.5, 0},
      {"2,5", &plain, CELL_NOT_A_NUMBER, CELL_FINE, 0, 2.5},
      {"5", &plain, CELL_FINE, CELL_FINE, 5, 5},
      {"5.1", &plain, CELL_OUT_OF_RANGE, CELL_NOT_A_NUMBER, 0, 0},
      {"0,9", &plain, CELL_NOT_A_NUMBER, CELL_OUT_OF_RANGE, 0, 0},
      {"2.5", &reversed, CELL_FINE, CELL_NOT_A_NUMBER, 3.5, 0},
      {"1.234,5", &plain, CELL_NOT_A_NUMBER, CELL_NOT_A_NUMBER, 0, 0},
      {"", &plain, CELL_NOT_A_NUMBER, CELL_NOT_A_NUMBER, 0, 0},
  };
  const cell_rule rule = cell_rule_new(b->memory, &survey);
  const cell_rule rule_german = cell_rule_new(b->memory, &german);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double x = 0, y = 0;
    assert_int_equal(cell_number(&rule, cases[i].item, cell(cases[i].cell), &x), cases[i].fault);
    assert_int_equal(cell_number(&rule_german, cases[i].item, cell(cases[i].cell), &y),
                     cases[i].german_fault);
    assert_true(x == cases[i].number && y == cases[i].german_number);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(missing_codes_are_known_by_text_and_by_number),
      BENCH_TEST(codes_are_whole_and_in_range),
      BENCH_TEST(numbers_take_the_declared_decimal_sign),
  };
  return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}
