/* Arguments in templates: as plugins put them in, and as the core takes them out. */
#include "core.h"

#include "base/template.h"

static void
arguments_are_taken_out(void **state)
{
  const bench *const b = *state;
  template_argument x;
  assert_true(template_argument_at(b->memory, "{n=12} of them", &x));
  assert_true(span_is(x.name, "n"));
  assert_string_equal(x.value, "12");
  assert_string_equal(x.end, " of them");
  assert_false(x.is_words);
  assert_true(template_argument_at(b->memory, "{why:zero {{variance}}}", &x));
  assert_string_equal(x.value, "zero {variance}");
  assert_string_equal(x.end, "");
  assert_true(x.is_words);
  assert_true(template_argument_at(b->memory, "{a=}", &x));
  assert_string_equal(x.value, "");
  static const char *const none[] = {"{n}", "{statistic.lo}", "{=1}", "{n=12", "{n=12}}", "{Aa=1}"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    assert_false(template_argument_at(b->memory, none[i], &x));
}

static void
a_template_reads_plainly(void **state)
{
  const bench *const b = *state;
  assert_string_equal(template_plain(b->memory, "nothing in it"), "nothing in it");
  assert_string_equal(template_plain(b->memory, "it needs {what:a pair}, {n} and {{"), "it needs a "
                                                                                       "pair, {n} "
                                                                                       "and {{");
}

/* What OM_FILL puts in comes out as it was, whatever is in it. */
static void
what_is_put_in_comes_out(void **state)
{
  const bench *const b = *state;
  static const char *const values[] = {
      "", "Trust", "a}b", "{b}", "}", "{", "}{}{{", "a{b=c}", "\u00DCber \u201call\u201d", "{{}}"};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    char out[160];
    OM_FILL(out, "Items of {scale} ({n}, {mean}), {why}", "scale", values[i], "n", "4",
            "why:", "zero variance");
    const char *const want =
        arena_printf(b->memory, "Items of %s (4, {mean}), zero variance", values[i]);
    assert_string_equal(template_plain(b->memory, out), want);
    assert_string_equal(
        template_plain(b->memory,
                       arena_printf(b->memory, "{x=%s}", template_quote(b->memory, values[i]))),
        values[i]);
  }
}

static void
what_finds_no_room_is_cut(void **state)
{
  const bench *const b = *state;
  const char *const value = "\u00DC{b}\u201call\u201d\u00FC}";
  for (size_t size = 1; size < 60; size++) {
    char out[80];
    memset(out, '#', sizeof out);
    om_fill(out, size, "Items of {scale}, and more", (const char *const[]){"scale", value, NULL});
    assert_true(strlen(out) < size);
    assert_true(out[size] == '#');
    /* an argument that was begun is ended, and no letter is cut in two */
    const char *const begun = strstr(out, "{scale=");
    if (begun) {
      template_argument x;
      assert_true(template_argument_at(b->memory, begun, &x));
      assert_true(strncmp(x.value, value, strlen(x.value)) == 0);
      assert_true(((unsigned char)value[strlen(x.value)] & 0xC0) != 0x80);
    }
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(arguments_are_taken_out),
      BENCH_TEST(a_template_reads_plainly),
      BENCH_TEST(what_is_put_in_comes_out),
      BENCH_TEST(what_finds_no_room_is_cut),
  };
  return cmocka_run_group_tests_name("core/base/template", tests, NULL, NULL);
}
