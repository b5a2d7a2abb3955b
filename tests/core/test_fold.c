/* Words as people mean them. */
#include "core.h"

#include "base/fold.h"

static void
what_does_not_tell_words_apart_goes(void **state)
{
  const bench *const b = *state;
  static const struct {
    const char *text, *folded;
  } cases[] = {
      {"", ""},
      {"Strongly Agree", "strongly agree"},
      {"  strongly\tagree. ", "strongly agree"},
      {"Don\u2019t know", "dont know"},
      {"don't  KNOW", "dont know"},
      {"Wei\u00DF nicht", "weiss nicht"},
      {"Stimme \u00DCBERHAUPT nicht zu", "stimme uberhaupt nicht zu"},
      {"u\u0308ber", "uber"},
      {"teils/teils", "teils teils"},
      {"teils\u2013teils", "teils teils"},
      {"N/A", "n a"},
      {"(neutral)", "neutral"},
      {"5+", "5+"},
      {"< 5 %", "< 5 %"},
      {"R&D", "r&d"},
      {"\u0141\u00F3d\u017A", "lodz"},
      {"\u0152uvre \u00C6gir", "ouvre agir"},
      {"\u00A0A\u202FB\u2009C", "a b c"},
      {"soft\u00ADware", "software"},
      {"\u041C\u041E\u0421\u041A\u0412\u0410", "\u043C\u043E\u0441\u043A\u0432\u0430"},
      {"\u0401\u0416", "\u0451\u0436"},
      {"\u0391\u03A9", "\u03B1\u03C9"},
      {"\u5F93\u696D\u54E1", "\u5F93\u696D\u54E1"},
      {"\u201Cyes\u201D", "yes"},
      {"---", ""},
      {"2 \u00D7 3", "2 \u00D7 3"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(text_folded(b->memory, cases[i].text), cases[i].folded);
}

/* Whatever the bytes are, the result is no longer, and folding again changes nothing. */
static void
folding_holds_for_any_bytes(void **state)
{
  const bench *const b = *state;
  dice d = {42};
  for (int round = 0; round < 20000; round++) {
    char in[24], out[25], again[25];
    const size_t n = dice_below(&d, sizeof in);
    for (size_t i = 0; i < n; i++)
      in[i] = (char)(dice_below(&d, 4) ? 0xC2 + dice_below(&d, 0x3E) : dice_below(&d, 256));
    if (utf8_check(in, n) != n)
      continue;
    const size_t m = text_fold((span){in, n}, out);
    assert_true(m <= n && out[m] == '\0' && utf8_check(out, m) == m);
    assert_int_equal(text_fold((span){out, m}, again), m);
    assert_memory_equal(out, again, m);
  }
  for (uint32_t c = 1; c < 0x10000; c++) {
    char in[4], out[5];
    size_t n = 0;
    if (c < 0x80)
      in[n++] = (char)c;
    else if (c < 0x800)
      in[n++] = (char)(0xC0 | c >> 6), in[n++] = (char)(0x80 | (c & 0x3F));
    else
      in[n++] = (char)(0xE0 | c >> 12), in[n++] = (char)(0x80 | (c >> 6 & 0x3F)),
      in[n++] = (char)(0x80 | (c & 0x3F));
    if (utf8_check(in, n) != n)
      continue;
    uint32_t read;
    assert_int_equal(utf8_read(in, n, &read), n);
    assert_int_equal(read, c);
    assert_true(text_fold((span){in, n}, out) <= n);
  }
  assert_non_null(b);
}

static void
white_space_is_trimmed_and_joined(void **state)
{
  const bench *const b = *state;
  const char text[] = " \u00A0\ta \n\u202F b\u3000";
  const span all = {text, sizeof text - 1};
  assert_true(span_is(span_trim_wide(all), "a \n\u202F b"));
  assert_true(span_is(span_trim_wide((span){"\u00A0", 2}), ""));
  assert_true(span_is(span_trim_wide((span){"\n1", 2}), "\n1"));
  assert_string_equal(text_one_line(b->memory, all), "a b");
  assert_string_equal(text_one_line(b->memory, (span){"\r\nx\r\n", 5}), "x");
  assert_string_equal(text_one_line(b->memory, (span){"", 0}), "");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(what_does_not_tell_words_apart_goes),
      BENCH_TEST(folding_holds_for_any_bytes),
      BENCH_TEST(white_space_is_trimmed_and_joined),
  };
  return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
