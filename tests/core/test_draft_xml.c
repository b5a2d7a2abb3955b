/* The draft as XML: valid and readable, whatever the names of columns are. */
#include "drafting.h"

#include "base/xml.h"
#include "draft/sheet.h"

static bool
is_xml(bench *b, const char *xml)
{
  b->d = diags_new(b->memory);
  xmlDoc *const doc = xml_parse(xml, strlen(xml), "x", "S002", &b->d);
  const bool is_fine = doc != NULL;
  xmlFreeDoc(doc);
  return is_fine;
}

static const char *const hostile[] = {
    "a<b>&\"c'",
    "=1+1",
    "\xE2\x80\xAE"
    "evil\xE2\x80\xAC",
    "--x--->",
    "-->",
    "<!--",
    "]]>",
    "tab\tname",
    "a\nb",
    "&amp;",
    "\xEF\xBB\xBF"
    "bom",
    "x\xE2\x80\xA8y",
    "\xF0\x9F\x98\x80",
    "-",
    "---",
};

static void
comments_hold_anything(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
    sheet s = sheet_new(b->memory);
    sheet_open(&s, "a");
    sheet_content(&s);
    sheet_comment(&s, "%s and %s", hostile[i], hostile[i]);
    sheet_comment(&s, "%s", hostile[i]);
    sheet_close(&s, "a");
    if (!is_xml(b, s.out.at))
      fail_msg("%s", s.out.at);
    assert_null(strstr(s.out.at, "\xE2\x80\xAE"));
  }
  sheet s = sheet_new(b->memory);
  sheet_comment(&s, "%s", "");
  assert_non_null(strstr(s.out.at, "<!-- -->"));
  assert_string_equal(harmless(b->memory, "a\t\xD8\x9C"
                                          "b"),
                      "a ?b");
}

static void
attributes_come_back_as_they_were(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
    sheet s = sheet_new(b->memory);
    sheet_open(&s, "a");
    sheet_attribute(&s, "x", hostile[i]);
    sheet_attribute(&s, "none", NULL);
    sheet_empty(&s);
    b->d = diags_new(b->memory);
    xmlDoc *const doc = xml_parse(s.out.at, s.out.n, "x", "S002", &b->d);
    assert_non_null(doc);
    const char *const back = xml_attribute(b->memory, xmlDocGetRootElement(doc), "x", "");
    assert_string_equal(back, hostile[i]);
    xmlFreeDoc(doc);
  }
}

static void
lines_are_short(void **state)
{
  bench *const b = *state;
  sheet s = sheet_new(b->memory);
  for (unsigned depth = 0; depth < 4; depth++) {
    sheet_comment(&s, "%s",
                  "many words that go on and on, and on, so that a line of them would be too "
                  "long for anybody who reads it in a window of ordinary width, or on paper");
    sheet_open(&s, "element");
    sheet_attribute(&s, "first", "a value of some length that takes up room");
    sheet_attribute(&s, "second", "a value of some length that takes up room");
    sheet_attribute(&s, "third", "a value of some length that takes up room");
    sheet_content(&s);
  }
  for (const char *at = s.out.at; *at; at += strcspn(at, "\n") + 1)
    assert_true(strcspn(at, "\n") <= 100);
}

static void
row_of_five(text *out, unsigned row, dice *d)
{
  text_addf(out, "\"unit \"\"<%u>&\"", row % 20);
  for (size_t i = 0; i < sizeof hostile / sizeof *hostile + 4; i++)
    text_addf(out, ",%u", (unsigned)(1 + dice_below(d, 5)));
}

/* Columns that XML cannot name are left out, the others are there. */
static void
hostile_names_make_a_study(void **state)
{
  bench *const b = *state;
  text header = text_new(b->memory);
  text_add(&header, "school,nul\x01ctl,dup,dup,");
  char *const long_name = arena_alloc(b->memory, 4098, 1);
  memset(long_name, 'y', 4097);
  text_add(&header, long_name);
  for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
    text_add(&header, ",\"");
    for (const char *c = hostile[i]; *c; c++)
      text_addf(&header, "%s%c", *c == '"' ? "\"" : "", *c);
    text_add(&header, "\"");
  }
  draft *const t = draft_of(b, rows_text(b, header.at, 100, row_of_five),
                            rows_text(b, header.at, 100, row_of_five));
  assert_non_null(t);
  const study *const s = study_of(b, t);
  uint32_t items = 0;
  for (uint32_t i = 0; i < s->n_scales; i++)
    items += s->scales[i].n_items;
  assert_int_equal(items, 2 * (sizeof hostile / sizeof *hostile));
  assert_null(strstr(draft_xml(t).at, long_name));
  assert_null(strchr(draft_summary(t, "x").at, '\x01'));
  draft_free(t);
}

static void
secrets(text *out, unsigned row, dice *d)
{
  text_addf(out, "t%u,%u,my secret %u,%u.%03u", row % 20, (unsigned)(1 + dice_below(d, 5)), row,
            row == 7 ? 3141 : 10, (unsigned)dice_below(d, 1000));
}

/* Nothing that a person wrote, and no number that one gave, is repeated. */
static void
answers_stay_behind(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "team,q1,comment,salary", 100, secrets), NULL);
  assert_non_null(t);
  const char *const both =
      arena_printf(b->memory, "%s%s", draft_xml(t).at, draft_summary(t, "x").at);
  assert_null(strstr(both, "secret"));
  assert_null(strstr(both, "3141"));
  draft_free(t);
}

static void
what_cannot_be_drafted_is_told(void **state)
{
  bench *const b = *state;
  assert_null(draft_of(b, "1,2,3\n4,5,6\n", NULL));
  assert_message(b, "D190", 1, "no header");
  b->d = diags_new(b->memory);
  assert_null(draft_of(b, "a,b\nx,y\nx,z\n", NULL));
  assert_message(b, "D191", 0, "nothing that can be scored");
  b->d = diags_new(b->memory);
  assert_null(draft_of(b, "", NULL));
  assert_message(b, "D030", 1, "empty");
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(comments_hold_anything), BENCH_TEST(attributes_come_back_as_they_were),
      BENCH_TEST(lines_are_short),        BENCH_TEST(hostile_names_make_a_study),
      BENCH_TEST(answers_stay_behind),    BENCH_TEST(what_cannot_be_drafted_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
