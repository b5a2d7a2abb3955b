/* Writing XML: whatever a value holds, a parser gets back what was meant. */
#include "core.h"

#include "base/markup.h"
#include "base/xml.h"

#include <math.h>

static void
elements_nest_and_close(void **state)
{
  const bench *const b = *state;
  markup m = markup_new(b->memory);
  markup_open(&m, "a");
  markup_attribute(&m, "x", "1");
  markup_attribute(&m, "absent", NULL);
  markup_count(&m, "n", UINT64_MAX);
  markup_open(&m, "b");
  markup_close(&m);
  markup_element(&m, "c", "text");
  markup_close(&m);
  assert_string_equal(m.out.at, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<a x=\"1\" n=\"18446744073709551615\">\n"
                                "<b/>\n"
                                "<c>text</c>\n"
                                "</a>\n");
}

static void
numbers_read_back_as_they_were_and_nan_is_absent(void **state)
{
  const bench *const b = *state;
  markup m = markup_new(b->memory);
  markup_open(&m, "a");
  markup_number(&m, "x", 0.1);
  markup_number(&m, "none", NAN);
  markup_number(&m, "y", -3);
  markup_number(&m, "z", 1.0 / 3);
  markup_close(&m);
  assert_non_null(strstr(m.out.at, "<a x=\"0.1\" y=\"-3\" z=\"0.33333333333333331\"/>"));
}

static void
what_means_something_in_xml_is_escaped(void **state)
{
  const bench *const b = *state;
  markup m = markup_new(b->memory);
  markup_open(&m, "a");
  markup_attribute(&m, "x", "<&>\"'\n\r\t");
  markup_text(&m, "]]><script>&amp;\r\n");
  markup_close(&m);
  assert_non_null(strstr(m.out.at, "x=\"&lt;&amp;&gt;&quot;'&#10;&#13;&#9;\""));
  assert_non_null(strstr(m.out.at, ">]]&gt;&lt;script&gt;&amp;amp;&#13;&#10;</a>"));
}

/* A string of characters that are hard on a writer, all of them allowed in XML. */
static const char *
hard_text(const bench *b, dice *d)
{
  static const char *const pieces[] = {"<",    ">",        "&",
                                       "\"",   "'",        "]]>",
                                       "<!--", "-->",      "&#0;",
                                       "&lt;", "\n",       "\r",
                                       "\t",   " ",        "a",
                                       "é",    "従",       "\xF0\x9F\x98\x80",
                                       "\x7f", "\xC2\x85", "\xE2\x80\xA8",
                                       "{",    "}",        "%",
                                       "\\"};
  text t = text_new(b->memory);
  for (uint64_t n = 1 + dice_below(d, 12); n; n--)
    text_add(&t, pieces[dice_below(d, sizeof pieces / sizeof *pieces)]);
  return t.at;
}

static void
a_parser_reads_back_what_was_written(void **state)
{
  bench *const b = *state;
  dice d = {41};
  xml_start();
  for (int round = 0; round < 500; round++) {
    const char *const attribute = hard_text(b, &d), *const content = hard_text(b, &d);
    markup m = markup_new(b->memory);
    markup_open(&m, "a");
    markup_attribute(&m, "x", attribute);
    markup_text(&m, content);
    markup_close(&m);
    xmlDoc *const doc = xml_parse(m.out.at, m.out.n, "m.xml", "S002", &b->d);
    assert_no_message(b);
    xmlNode *const root = xmlDocGetRootElement(doc);
    xmlChar *const x = xmlGetNoNsProp(root, (const xmlChar *)"x"), *const y =
                                                                       xmlNodeGetContent(root);
    assert_string_equal((const char *)x, attribute);
    assert_string_equal((const char *)y, content);
    xmlFree(x);
    xmlFree(y);
    xmlFreeDoc(doc);
  }
}

static void
broken_text_cannot_break_the_document(void **state)
{
  bench *const b = *state;
  dice d = {43};
  xml_start();
  for (int round = 0; round < 500; round++) {
    char noise[25] = {0};
    for (size_t i = 0; i + 1 < sizeof noise; i++)
      noise[i] = (char)(1 + dice_below(&d, 255));
    markup m = markup_new(b->memory);
    markup_open(&m, "a");
    markup_attribute(&m, "x", noise);
    markup_text(&m, noise);
    markup_close(&m);
    xmlFreeDoc(xml_parse(m.out.at, m.out.n, "m.xml", "S002", &b->d));
    assert_no_message(b);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(elements_nest_and_close),
      BENCH_TEST(numbers_read_back_as_they_were_and_nan_is_absent),
      BENCH_TEST(what_means_something_in_xml_is_escaped),
      BENCH_TEST(a_parser_reads_back_what_was_written),
      BENCH_TEST(broken_text_cannot_break_the_document),
  };
  return cmocka_run_group_tests_name("markup", tests, NULL, NULL);
}
