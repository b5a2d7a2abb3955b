/* Rows of single digits taken at once: as the tables take them. */
#include "core.h"

#include "data/digits.h"

static void
what_is_taken_at_once_is_what_the_tables_say(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "staff.csv", "z,a,b,c,d,e,f\nx,1,2,3,4,5,6\n");
  const char *const path = bench_write_text(b, "study.xml",
                                            "<study xmlns='urn:orgmirror:study:1'><title>t</title>"
                                            "<survey id='s' side='inside' "
                                            "file='staff.csv'><missing code='x'/>"
                                            "<scale id='x' min='1' max='5'><item column='c'/><item "
                                            "column='a' reversed='yes'/></scale>"
                                            "<scale id='y' min='0' max='10'><item "
                                            "column='f'/><item column='b' reversed='yes'/></scale>"
                                            "<scale id='w' min='-2' max='3'><item "
                                            "column='d'/><item column='e' min='0' max='2'/></scale>"
                                            "</survey></study>");
  const study *const s = study_read(b->memory, path, &b->d);
  assert_no_message(b);
  export e;
  assert_true(open_export(b, &e, bench_path(b, "staff.csv"), "staff.csv", (export_hints){0}));
  reasons r = reasons_new(b->memory, s, &s->surveys[0], &e.book);
  answer_reading reading = {
      .memory = b->memory, .study = s, .survey = &s->surveys[0], .reasons = &r, .d = &b->d};
  const wanted w = wanted_of(&reading, &e);
  assert_no_message(b);
  assert_int_equal(w.n_codes, 6);
  const digits d = digits_of(&w);
  if (!d.is_usable) {
    print_message("this processor has no byte permutation\n");
    export_close(&e);
    return;
  }
  dice rolls = {9};
  size_t n_taken = 0;
  for (int round = 0; round < 20000; round++) {
    uint8_t cells[7 + 128] = {0}, bytes[DIGIT_LANES], right[6];
    for (int i = 0; i < 7; i++) {
      static const uint8_t odd[] = {SCAN_EMPTY, SCAN_LONG, 'x', '"', ' ', '\r'};
      cells[i] = dice_below(&rolls, 10) < 8 ? (uint8_t)('0' + dice_below(&rolls, 6))
                                            : odd[dice_below(&rolls, sizeof odd)];
    }
    memset(bytes, 0xAA, sizeof bytes);
    bool has_answer = false, has_right = false, is_plain = true;
    const bool is_taken = digits_take(&d, cells, bytes, &has_answer);
    for (uint32_t i = 0; i < w.n_codes; i++) {
      right[i] = w.codes[i].bytes[cells[w.codes[i].column]];
      is_plain &= right[i] != CELL_BYTE_UNKNOWN;
      has_right |= right[i] < SUMS_MISSING;
    }
    n_taken += is_taken;
    if (!is_taken) {
      assert_int_equal(bytes[0], 0xAA);
      assert_false(has_answer);
      continue;
    }
    assert_true(is_plain);
    assert_memory_equal(bytes, right, sizeof right);
    assert_int_equal(bytes[6], 0xAA);
    assert_int_equal(has_answer, has_right);
  }
  assert_in_range(n_taken, 500, 19500);
  export_close(&e);
}

/* A code for "no answer" within the range makes the quick way useless: the tables know better. */
static void
what_the_tables_know_better_is_left_to_them(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "staff.csv", "a\n1\n");
  static const char *const studies[] = {"<missing code='3'/><scale id='x' min='1' max='5'><item "
                                        "column='a'/></scale>",
                                        "<scale id='x' min='-5' max='-1'><item "
                                        "column='a'/></scale>"};
  for (size_t i = 0; i < sizeof studies / sizeof *studies; i++) {
    const char *const text = arena_printf(b->memory,
                                          "<study xmlns='urn:orgmirror:study:1'><title>t</title>"
                                          "<survey id='s' side='inside' "
                                          "file='staff.csv'>%s</survey></study>",
                                          studies[i]);
    const study *const s = study_read(b->memory, bench_write_text(b, "study.xml", text), &b->d);
    export e;
    assert_true(open_export(b, &e, bench_path(b, "staff.csv"), "staff.csv", (export_hints){0}));
    reasons r = reasons_new(b->memory, s, &s->surveys[0], &e.book);
    answer_reading reading = {
        .memory = b->memory, .study = s, .survey = &s->surveys[0], .reasons = &r, .d = &b->d};
    const wanted w = wanted_of(&reading, &e);
    assert_false(digits_of(&w).is_usable);
    export_close(&e);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(what_is_taken_at_once_is_what_the_tables_say),
      BENCH_TEST(what_the_tables_know_better_is_left_to_them),
  };
  return cmocka_run_group_tests_name("digits", tests, NULL, NULL);
}
