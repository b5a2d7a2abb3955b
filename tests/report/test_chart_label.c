/* Names in pictures: cut where a character ends, whatever is in them. */
#include "report_test.h"

#include "../../core/report/chart_label.h"

#define ELLIPSIS "\xe2\x80\xa6"

static void
keeps_what_fits(void **state)
{
  (void)state;
  char out[LABEL_SIZE];
  assert_int_equal(label_fit("North", 12, 200, out), 0);
  assert_string_equal(out, "North");
  assert_int_equal(label_fit("", 12, 0, out), 0);
  assert_string_equal(out, "");
}

static void
cuts_what_is_too_long(void **state)
{
  (void)state;
  char out[LABEL_SIZE];
  for (double width = 0; width < 200; width += 7) {
    const int cut = label_fit("Learning Community of the North", 12, width, out);
    assert_int_equal(cut, 1);
    assert_true(label_width(out, 12) <= fmax(width, 12));
    assert_non_null(strstr(out, ELLIPSIS));
    assert_null(strstr(out, " " ELLIPSIS));
  }
}

static void
cuts_between_characters(void **state)
{
  (void)state;
  /* e and an accent; two emoji joined to one; a skin tone */
  static const char text[] = "Cafe\xcc\x81 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 "
                             "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd and more";
  char out[LABEL_SIZE];
  for (double width = 0; width < 200; width++) {
    label_fit(text, 12, width, out);
    assert_null(strstr(out, "e" ELLIPSIS "\xcc"));
    assert_null(strstr(out, "Cafe" ELLIPSIS));         /* lost its accent */
    assert_null(strstr(out, "\xe2\x80\x8d" ELLIPSIS)); /* half a family */
    assert_null(strstr(out, "\xf0\x9f\x91\xa9" ELLIPSIS));
    assert_null(strstr(out, "\xf0\x9f\x91\x8d" ELLIPSIS)); /* lost its tone */
  }
}

static void
takes_anything(void **state)
{
  (void)state;
  char text[8192], out[LABEL_SIZE];
  memset(text, 'W', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  assert_int_equal(label_fit(text, 1, 1e9, out), 1); /* fits the width, not the room */
  assert_true(strlen(out) < LABEL_SIZE);

  strcpy(text, "Z");
  for (int i = 0; i < 2000; i++)
    strcat(text, "\xcc\x81");
  assert_int_equal(label_fit(text, 12, 100, out), 1);
  assert_true(out[0] == 'Z' && strlen(out) < LABEL_SIZE);

  /* broken UTF-8 of every kind: no byte past the end is read */
  static const char *const broken[] = {"\xff\xfe", "\xe2\x82", "\xf0\x9f",
                                       "\xc3",     "\x80\x80", "a\xf8\x88\x80"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    assert_true(label_width(broken[i], 12) > 0);
    label_fit(broken[i], 12, 5, out);
  }
}

static void
wraps_at_spaces(void **state)
{
  (void)state;
  char lines[3][LABEL_SIZE];
  int cut;
  assert_int_equal(label_wrap("Gap: outside minus inside", 12, 110, 3, lines, &cut), 2);
  assert_int_equal(cut, 0);
  assert_string_equal(lines[0], "Gap: outside");
  assert_string_equal(lines[1], "minus inside");
  assert_int_equal(label_wrap("Gap: outside minus inside", 12, 60, 2, lines, &cut), 2);
  assert_int_equal(cut, 1);
  assert_non_null(strstr(lines[1], ELLIPSIS));
  assert_int_equal(label_wrap("Unbreakablewordthatislong", 12, 80, 3, lines, &cut), 1);
  assert_int_equal(cut, 1);
  assert_int_equal(label_wrap("short", 12, 80, 3, lines, &cut), 1);
  assert_int_equal(cut, 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_what_fits),         cmocka_unit_test(cuts_what_is_too_long),
      cmocka_unit_test(cuts_between_characters), cmocka_unit_test(takes_anything),
      cmocka_unit_test(wraps_at_spaces),
  };
  return cmocka_run_group_tests_name("report/chart_label", tests, NULL, NULL);
}
