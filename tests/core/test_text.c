/* Text: UTF-8, and numbers in and out.  test_places.sh runs this program once more in a locale
 * with a decimal comma; then ORGMIRROR_DECIMAL holds the sign that must be in force. */
#include "core.h"

#include <float.h>
#include <locale.h>
#include <math.h>

static void
the_locale_is_the_one_asked_for(void **state)
{
  (void)state;
  const char *const wanted = getenv("ORGMIRROR_DECIMAL");
  if (wanted)
    assert_string_equal(localeconv()->decimal_point, wanted);
}

static const struct number {
  const char *text;
  char decimal;
  bool is_number;
  double value;
} numbers[] = {
    {"0", '.', true, 0},
    {"3", '.', true, 3},
    {"-3", '.', true, -3},
    {"+3", '.', true, 3},
    {"3.25", '.', true, 3.25},
    {"3,25", ',', true, 3.25},
    {".5", '.', true, .5},
    {"5.", '.', true, 5},
    {",5", ',', true, .5},
    {"1e3", '.', true, 1000},
    {"1E+3", '.', true, 1000},
    {"25e-2", '.', true, .25},
    {"2,5e1", ',', true, 25},
    {"007", '.', true, 7},
    {"1.7976931348623157e308", '.', true, DBL_MAX},
    {"4.9406564584124654e-324", '.', true, 4.9406564584124654e-324},
    {"1e-999", '.', true, 0},
    {"0.1", '.', true, 0.1},
    {"123456789012345678901234567890", '.', true, 123456789012345678901234567890.0},
    {"", '.', false, 0},
    {"-", '.', false, 0},
    {"+", '.', false, 0},
    {".", '.', false, 0},
    {"-.", '.', false, 0},
    {"e5", '.', false, 0},
    {"1e", '.', false, 0},
    {"1e+", '.', false, 0},
    {"1e5.0", '.', false, 0},
    {"1,5", '.', false, 0},
    {"1.5", ',', false, 0},
    {"1.234,5", ',', false, 0},
    {"1,234.5", '.', false, 0},
    {"1.2.3", '.', false, 0},
    {"--1", '.', false, 0},
    {"1-", '.', false, 0},
    {"nan", '.', false, 0},
    {"NaN", '.', false, 0},
    {"nan(1)", '.', false, 0},
    {"inf", '.', false, 0},
    {"-inf", '.', false, 0},
    {"Infinity", '.', false, 0},
    {"1e999", '.', false, 0},
    {"-1e999", '.', false, 0},
    {"0x5", '.', false, 0},
    {"0X5P1", '.', false, 0},
    {" 1", '.', false, 0},
    {"1 ", '.', false, 0},
    {"1\n", '.', false, 0},
    {"1 000", '.', false, 0},
    {"1\xC2\xA0"
     "000",
     '.', false, 0},
    {"12 euro", '.', false, 0},
    {"5%", '.', false, 0},
    {"1d3", '.', false, 0},
    {"1f", '.', false, 0},
    {"\xD9\xA3", '.', false, 0},     /* an Arabic three */
    {"\xEF\xBC\x93", '.', false, 0}, /* a full-width three */
};

static void
only_finite_decimal_numbers_are_numbers(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    const struct number *const x = &numbers[i];
    double value = -77;
    const bool is_number = number_parse((span){x->text, strlen(x->text)}, x->decimal, &value);
    if (is_number != x->is_number || value != (is_number ? x->value : -77))
      fail_msg("\"%s\" is %s %.17g", x->text, is_number ? "the number" : "no number, and left",
               value);
  }
}

static void
a_number_ends_where_its_span_does(void **state)
{
  (void)state;
  double x;
  assert_true(number_parse((span){"12345", 2}, '.', &x));
  assert_true(x == 12);
  assert_false(number_parse((span){"1\0002", 3}, '.', &x));
  char digits[500];
  memset(digits, '1', sizeof digits);
  assert_false(number_parse((span){digits, sizeof digits}, '.', &x));
}

static void
whole_numbers_may_be_written_with_zeros(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    bool is_whole;
    int64_t value;
  } cases[] = {
      {"3", true, 3},     {"3.0", true, 3},  {"-3.000", true, -3},
      {"3e2", true, 300}, {"3.5", false, 0}, {"1e16", false, 0},
      {"", false, 0},     {"0x3", false, 0}, {"9000000000000000", true, INT64_C(9000000000000000)},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int64_t x = 0;
    const bool fine = integer_parse((span){cases[i].text, strlen(cases[i].text)}, '.', &x);
    assert_int_equal(fine, cases[i].is_whole);
    assert_true(!fine || x == cases[i].value);
  }
}

static void
seventeen_digits_read_back_as_the_same_double(void **state)
{
  const bench *const b = *state;
  dice d = {11};
  for (int i = 0; i < 20000; i++) {
    const uint64_t bits = dice_next(&d);
    double x, back;
    memcpy(&x, &bits, sizeof x);
    if (!isfinite(x))
      continue;
    text t = text_new(b->memory);
    text_add_double(&t, x);
    assert_true(number_parse((span){t.at, t.n}, '.', &back));
    assert_memory_equal(&x, &back, sizeof x);
  }
}

static void
the_shortest_text_reads_back_as_the_same_double(void **state)
{
  static const struct {
    double x;
    const char *text;
  } known[] = {{0, "0"},           {-0.0, "0"},
               {5, "5"},           {-12, "-12"},
               {0.1, "0.1"},       {1.1, "1.1"},
               {1e-300, "1e-300"}, {0.1 + 0.2, "0.30000000000000004"},
               {1e15, "1e+15"},    {999999999999999, "999999999999999"}};
  const bench *const b = *state;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    text t = text_new(b->memory);
    text_add_shortest(&t, known[i].x);
    assert_string_equal(t.at, known[i].text);
  }
  dice d = {12};
  for (int i = 0; i < 20000; i++) {
    const uint64_t bits = dice_next(&d);
    double x, back;
    memcpy(&x, &bits, sizeof x);
    if (!isfinite(x))
      continue;
    text t = text_new(b->memory);
    text_add_shortest(&t, x);
    assert_true(number_parse((span){t.at, t.n}, '.', &back));
    assert_memory_equal(&x, &back, sizeof x);
  }
}

static void
fixed_decimals_have_no_negative_zero(void **state)
{
  const bench *const b = *state;
  static const struct {
    double x;
    int decimals;
    const char *text;
  } cases[] = {
      {-0.0, 1, "0.0"},
      {-0.04, 1, "0.0"},
      {-0.06, 1, "-0.1"},
      {-0.0, 0, "0"},
      {-0.4, 0, "0"},
      {0.05, 2, "0.05"},
      {1234.5678, 2, "1234.57"},
      {-12.0, 3, "-12.000"},
      {-1e-300, 6, "0.000000"},
      {0.125, 2, "0.12"}, /* ties to even, as the double is exact */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    text t = text_new(b->memory);
    text_add_fixed(&t, cases[i].x, cases[i].decimals);
    assert_string_equal(t.at, cases[i].text);
  }
}

static void
counts_are_grouped_by_threes(void **state)
{
  const bench *const b = *state;
  static const struct {
    uint64_t n;
    const char *text;
  } cases[] = {
      {0, "0"},          {999, "999"},           {1000, "1,000"},
      {12345, "12,345"}, {1234567, "1,234,567"}, {UINT64_MAX, "18,446,744,073,709,551,615"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    text t = text_new(b->memory);
    text_add_count(&t, cases[i].n);
    assert_string_equal(t.at, cases[i].text);
  }
}

static void
json_strings_escape_what_they_must(void **state)
{
  const bench *const b = *state;
  text t = text_new(b->memory);
  text_add_json(&t, "a\"b\\c\n\t\x01\x7f/é");
  assert_string_equal(t.at, "\"a\\\"b\\\\c\\u000a\\u0009\\u0001\\u007f/é\"");
}

static void
text_grows_and_ends_in_nul(void **state)
{
  const bench *const b = *state;
  text t = text_new(b->memory);
  for (int i = 0; i < 10000; i++) {
    text_addf(&t, "%d,", i % 10);
    assert_int_equal(t.at[t.n], '\0');
  }
  assert_int_equal(t.n, 20000);
  for (size_t i = 0; i < t.n; i += 2)
    assert_int_equal(t.at[i], '0' + (char)(i / 2 % 10));
  text_add_n(&t, "a\0b", 3);
  assert_int_equal(t.n, 20003);
}

static void
spans_are_trimmed_of_spaces_and_tabs(void **state)
{
  (void)state;
  assert_true(span_is(span_trim((span){" \t a b \t", 8}), "a b"));
  assert_true(span_is(span_trim((span){"   ", 3}), ""));
  assert_true(span_is((span){NULL, 0}, ""));
  assert_false(span_is((span){"ab", 2}, "abc"));
  assert_false(span_is((span){"abc", 3}, "ab"));
}

/* --- UTF-8 ----------------------------------------------------------------------------------- */

static void
known_faults_are_found_where_they_stand(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    size_t n, bad;
  } cases[] = {
      {"plain", 5, 5},
      {"k\xC3\xB6ln", 5, 5},
      {"\xF0\x9F\x98\x80", 4, 4},
      {"\xEF\xBB\xBFx", 4, 4},
      {"a\xC0\xAF", 3, 1},        /* overlong slash */
      {"\xC1\xBF", 2, 0},         /* overlong */
      {"\xE0\x80\xAF", 3, 0},     /* overlong, three bytes */
      {"\xE0\x9F\xBF", 3, 0},     /* the last overlong of three */
      {"\xF0\x80\x80\xAF", 4, 0}, /* overlong, four bytes */
      {"\xF0\x8F\xBF\xBF", 4, 0}, /* the last overlong of four */
      {"ab\xED\xA0\x80", 5, 2},   /* a high surrogate */
      {"\xED\xBF\xBF", 3, 0},     /* a low surrogate */
      {"\xED\x9F\xBF", 3, 3},     /* the last before the surrogates */
      {"\xF4\x8F\xBF\xBF", 4, 4}, /* U+10FFFF */
      {"\xF4\x90\x80\x80", 4, 0}, /* past it */
      {"\xF5\x80\x80\x80", 4, 0},
      {"\xFE", 1, 0},
      {"\xFF", 1, 0},
      {"\x80", 1, 0},   /* a continuation alone */
      {"ab\xC3", 3, 2}, /* cut short */
      {"\xE2\x82", 2, 0},
      {"\xF0\x9F\x98", 3, 0},
      {"\xC3(", 2, 0},
      {"\xE2(\xA1", 3, 0},
      {"\xE2\x82(", 3, 0},
      {"a\0b", 3, 3}, /* NUL is a character */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (utf8_check(cases[i].text, cases[i].n) != cases[i].bad)
      fail_msg("case %zu: the fault is at %zu", i, utf8_check(cases[i].text, cases[i].n));
}

/* How the standard writes a code point; its length. */
static size_t
encode(uint32_t c, unsigned char out[4])
{
  if (c < 0x80) {
    out[0] = (unsigned char)c;
    return 1;
  }
  const size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = n; i-- > 1; c >>= 6)
    out[i] = (unsigned char)(0x80 | (c & 0x3F));
  out[0] = (unsigned char)((0xF00 >> n) | c);
  return n;
}

static void
every_character_and_nothing_else_is_utf8(void **state)
{
  (void)state;
  uint32_t valid[5] = {0};
  unsigned char s[4];
  for (uint32_t c = 0; c < 0x110000; c++) {
    const size_t n = encode(c, s);
    const bool is_surrogate = c >= 0xD800 && c < 0xE000;
    assert_true(utf8_check((const char *)s, n) == (is_surrogate ? 0 : n));
    valid[n] += !is_surrogate;
  }
  /* Sequences that start with a byte of 2, 3, 4 and pass as one character: as many as there are. */
  uint32_t found[5] = {0};
  for (uint32_t first = 0x80; first < 0x100; first++) {
    s[0] = (unsigned char)first;
    for (uint32_t x = 0; x < 1 << 16; x++) {
      s[1] = (unsigned char)(x >> 8);
      s[2] = (unsigned char)x;
      found[2] += x < 256 && (s[1] = (unsigned char)x, utf8_check((const char *)s, 2) == 2);
      s[1] = (unsigned char)(x >> 8);
      found[3] += first >= 0xE0 && utf8_check((const char *)s, 3) == 3;
      if (first < 0xF0)
        continue;
      for (uint32_t y = 0x7E; y < 0xC2; y++) {
        s[3] = (unsigned char)y;
        found[4] += utf8_check((const char *)s, 4) == 4;
      }
    }
  }
  for (size_t n = 2; n <= 4; n++)
    assert_int_equal(found[n], valid[n]);
}

static void
cleaning_leaves_only_what_xml_allows(void **state)
{
  const bench *const b = *state;
#define BAD "\xEF\xBF\xBD"
  static const struct {
    const char *text, *clean;
  } cases[] = {
      {"", ""},
      {"köln\t\r\n", "köln\t\r\n"},
      {"a\x1b[31mb", "a" BAD "[31mb"},
      {"\x01\x02\x1f", BAD BAD BAD},
      {"a\xff\xfe"
       "b",
       "a" BAD BAD "b"},
      {"\xEF\xBF\xBE\xEF\xBF\xBF", BAD BAD}, /* U+FFFE, U+FFFF */
      {"\xED\xA0\x80", BAD BAD BAD},
      {"\xE2\x82", BAD BAD},
      {"\xEF\xBF\xBD", BAD},
      {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(utf8_clean(b->memory, cases[i].text), cases[i].clean);
}

static void
cleaned_noise_is_utf8_without_control_characters(void **state)
{
  const bench *const b = *state;
  dice d = {3};
  for (int round = 0; round < 5000; round++) {
    char noise[33] = {0};
    for (size_t i = 0; i + 1 < sizeof noise; i++)
      noise[i] = (char)(1 + dice_below(&d, 255));
    const char *const clean = utf8_clean(b->memory, noise);
    assert_int_equal(utf8_check(clean, strlen(clean)), strlen(clean));
    for (const char *c = clean; *c; c++)
      assert_true((unsigned char)*c >= 0x20 || strchr("\t\r\n", *c));
  }
}

int
main(void)
{
  setlocale(LC_ALL, ""); /* "C" under make check */
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_locale_is_the_one_asked_for),
      cmocka_unit_test(only_finite_decimal_numbers_are_numbers),
      cmocka_unit_test(a_number_ends_where_its_span_does),
      cmocka_unit_test(whole_numbers_may_be_written_with_zeros),
      BENCH_TEST(seventeen_digits_read_back_as_the_same_double),
      BENCH_TEST(the_shortest_text_reads_back_as_the_same_double),
      BENCH_TEST(fixed_decimals_have_no_negative_zero),
      BENCH_TEST(counts_are_grouped_by_threes),
      BENCH_TEST(json_strings_escape_what_they_must),
      BENCH_TEST(text_grows_and_ends_in_nul),
      cmocka_unit_test(spans_are_trimmed_of_spaces_and_tabs),
      cmocka_unit_test(known_faults_are_found_where_they_stand),
      cmocka_unit_test(every_character_and_nothing_else_is_utf8),
      BENCH_TEST(cleaning_leaves_only_what_xml_allows),
      BENCH_TEST(cleaned_noise_is_utf8_without_control_characters),
  };
  return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
