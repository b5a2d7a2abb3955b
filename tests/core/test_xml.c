/* XML from somebody whom we do not trust: refused before the parser sees it, and fast. */
#include "core.h"

#include "base/resource.h"
#include "base/xml.h"

#include <time.h>

static double
seconds_since(const struct timespec *start)
{
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) * 1e-9;
}

static xmlDoc *
parse_n(bench *b, const char *at, size_t n)
{
  b->d = diags_new(b->memory);
  struct timespec start;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
  xmlDoc *const doc = xml_parse(at, n, "x.xml", "S002", &b->d);
  assert_true(seconds_since(&start) < 2); /* under sanitizers, on a slow machine: far below */
  assert_true((doc == NULL) == (b->d.n_errors > 0));
  return doc;
}

static void
assert_refused_n(bench *b, const char *at, size_t n, unsigned line, const char *words)
{
  assert_null(parse_n(b, at, n));
  assert_message(b, "S002", line, words);
}

static void
assert_refused(bench *b, const char *text, unsigned line, const char *words)
{
  assert_refused_n(b, text, strlen(text), line, words);
}

static void
assert_accepted(bench *b, const char *text)
{
  xmlDoc *const doc = parse_n(b, text, strlen(text));
  assert_no_message(b);
  xmlFreeDoc(doc);
}

/* --- what is refused ------------------------------------------------------------------------- */

static void
a_doctype_is_refused(void **state)
{
  bench *const b = *state;
  static const struct {
    const char *text;
    unsigned line;
  } cases[] = {
      {"<!DOCTYPE a><a/>", 1},
      {"<?xml version=\"1.0\"?>\n\n<!DOCTYPE a [<!ENTITY x \"y\">]>\n<a>&x;</a>", 3},
      {"<!-- c -->\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", 2},
      {"<!DOCTYPE a PUBLIC \"-//x\" \"http://example.org/x.dtd\"><a/>", 1},
      {"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", 1},
      {"<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://example.org/\"> %x;]><a/>", 1},
      {"<!DOCTYPE a [<!ATTLIST a x CDATA \"default\">]><a/>", 1},
      {"<!DOCTYPE l [<!ENTITY l0 \"lol\"><!ENTITY l1 \"&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;&l0;\">"
       "<!ENTITY l2 \"&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;&l1;\"><!ENTITY l3 "
       "\"&l2;&l2;&l2;&l2;&l2;&l2;&l2;\">]><l>&l3;</l>",
       1},
      {"<a><!DOCTYPE a></a>", 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_refused(b, cases[i].text, cases[i].line, "a DOCTYPE is not accepted");
}

static void
the_word_doctype_is_no_crime(void **state)
{
  bench *const b = *state;
  assert_accepted(b, "<!-- <!DOCTYPE a> --><a/>");
  assert_accepted(b, "<a><![CDATA[<!DOCTYPE a>]]></a>");
  assert_accepted(b, "<a x=\"&lt;!DOCTYPE a>\"/>");
  assert_accepted(b, "<?pi <!DOCTYPE a> ?><a/>");
}

static void
two_megabytes_of_attributes_in_one_tag_are_refused(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "<a>\n<b");
  for (int i = 0; t.n < (2 << 20); i++)
    text_addf(&t, " a%d=\"\"", i);
  text_add(&t, "/>\n</a>");
  assert_refused_n(b, t.at, t.n, 2, "a tag is longer than 64 KiB");
}

static void
a_tag_that_never_ends_is_refused(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "<a>\n\n<b x=\"");
  while (t.n < (1 << 20))
    text_add(&t, " > <c y='1'/> ");
  assert_refused_n(b, t.at, t.n, 3, "a tag is longer than 64 KiB");
  assert_null(parse_n(b, "<a x=\"never closed", 17));
  assert_null(parse_n(b, "<a", 2));
  assert_null(parse_n(b, "<", 1));
  assert_null(parse_n(b, "<a><!-- never closed", 20));
  assert_null(parse_n(b, "<a><![CDATA[ never closed", 25));
}

static void
a_long_text_or_comment_is_no_long_tag(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "<a><!--");
  while (t.n < 200000)
    text_add(&t, " comment ");
  text_add(&t, "-->");
  while (t.n < 400000)
    text_add(&t, " words ");
  text_add(&t, "</a>");
  assert_accepted(b, t.at);
}

/* In an encoding where '<' and '>' are other bytes, a tag or a DOCTYPE would hide from the scan. */
static void
an_encoding_that_hides_tags_is_refused(void **state)
{
  bench *const b = *state;
  static const char utf16[] = "\xFF\xFE<\0!\0D\0O\0C\0T\0Y\0P\0E\0 \0a\0>\0<\0a\0/\0>\0";
  static const char utf16_big[] = "\xFE\xFF\0<\0a\0/\0>";
  static const char bare_utf16[] = "<\0?\0x\0m\0l\0 "
                                   "\0v\0e\0r\0s\0i\0o\0n\0=\0\"\0001\0.\0000\0\"\0?\0>\0<\0a\0/"
                                   "\0>\0";
  static const char ebcdic[] = "\x4c\x6f\xa7\x94\x93\x40\xa5\x85\x99\xa2\x89\x96\x95\x7e\x7f\xf1"
                               "\x4b"
                               "\xf0\x7f\x6f\x6e\x4c\x81\x61\x6e";
  assert_refused_n(b, utf16, sizeof utf16 - 1, 0, "UTF-8");
  assert_refused_n(b, utf16_big, sizeof utf16_big - 1, 0, "UTF-8");
  assert_refused_n(b, bare_utf16, sizeof bare_utf16 - 1, 0, "UTF-8");
  assert_refused_n(b, ebcdic, sizeof ebcdic - 1, 0, "UTF-8");
  assert_refused(b, "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-!DOCTYPE a+AD4-<a/>", 0,
                 "UTF-8");
  assert_refused(b, "<?xml version='1.0' encoding='cp037'?><a/>", 0, "UTF-8");
  assert_refused(b, "\xEF\xBB\xBF<?xml version='1.0' encoding = \"HZ-GB-2312\" ?><a/>", 0, "UTF-8");
  assert_refused(b, "<?xml version='1.0' encoding=\"ISO-2022-JP\"?><a/>", 0, "UTF-8");
}

static void
encodings_that_extend_ascii_are_read(void **state)
{
  bench *const b = *state;
  assert_accepted(b, "\xEF\xBB\xBF<a x=\"é\"/>");
  assert_accepted(b, "\n<a/>\n");
  assert_accepted(b, "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?><a/>");
  assert_accepted(b, "<?xml version=\"1.0\"?><a encoding=\"UTF-7\"/>");
  static const char latin[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>";
  xmlDoc *const doc = parse_n(b, latin, sizeof latin - 1);
  assert_no_message(b);
  assert_string_equal(xml_words(b->memory, xmlDocGetRootElement(doc)), "é");
  xmlFreeDoc(doc);
}

static void
what_is_not_well_formed_is_refused_with_its_line(void **state)
{
  bench *const b = *state;
  assert_refused(b, "", 0, "the file is empty");
  assert_refused(b, "<a>\n<b>\n</a>", 3, "mismatch");
  assert_refused(b, "<a>\n<b x=1/></a>", 2, "AttValue");
  assert_refused(b, "<a>\n&nbsp;</a>", 2, "nbsp");
  assert_refused(b, "<a/>\n<b/>", 2, "Extra content");
  assert_refused(b, "<a x=\"1\"\n x=\"2\"/>", 2, "redefined");
  assert_refused(b, "<a>\n\xff</a>", 2, "UTF-8");
  assert_refused(b, "<a>&#1;</a>", 1, "xmlChar value 1");
  assert_refused(b, "plain text", 1, "Start tag");
  assert_refused_n(b, "<a>\0</a>", 8, 0, "UTF-8"); /* UTF-16 is full of them */
}

static void
deep_nesting_does_not_exhaust_the_stack(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  for (int i = 0; i < 100000; i++)
    text_add(&t, "<a>");
  assert_null(parse_n(b, t.at, t.n));
}

/* --- what is never fetched ------------------------------------------------------------------- */

static void
nothing_outside_is_included(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "secret.txt", "TOPSECRET");
  const char *const xml = arena_printf(b->memory,
                                       "<?xml-stylesheet href=\"%s/secret.txt\"?><a "
                                       "xmlns:xi=\"http://www.w3.org/2001/XInclude\" "
                                       "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                                       "xsi:schemaLocation=\"urn:x %s/x.xsd\">"
                                       "<xi:include href=\"%s/secret.txt\" parse=\"text\"/></a>",
                                       b->dir, b->dir, b->dir);
  xmlDoc *const doc = parse_n(b, xml, strlen(xml));
  assert_non_null(doc);
  assert_string_equal(xml_words(b->memory, xmlDocGetRootElement(doc)), "");
  xmlFreeDoc(doc);
  /* Whoever else asks libxml2 for a file gets none either. */
  const char *const path = bench_write_text(b, "plain.xml", "<a/>");
  assert_null(xmlReadFile(path, NULL, XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
}

/* --- a valid tree ---------------------------------------------------------------------------- */

static void
breaches_of_the_schema_are_all_told_in_plain_words(void **state)
{
  bench *const b = *state;
  const char *const xml = STUDY("<survey id=\"1\" side=\"left\" file=\"\">\n"
                                "<scale id=\"s\" min=\"one\">\n"
                                "<item/>\n"
                                "</scale>\n"
                                "</survey>\n");
  xmlDoc *const doc = parse_n(b, xml, strlen(xml));
  const resource schema = resource_find("study.xsd");
  assert_false(xml_validate(doc, schema.at, schema.n, "x.xml", "S003", &b->d));
  xmlFreeDoc(doc);
  assert_message(b, "S003", 2, "'id'");
  assert_message(b, "S003", 2, "'side'");
  assert_message(b, "S003", 2, "'file'");
  assert_message(b, "S003", 3, "'min'");
  assert_message(b, "S003", 3, "'max' is required");
  assert_message(b, "S003", 4, "'column' is required");
  assert_null(strstr(bench_messages(b), "{urn:"));
}

static void
lines_beyond_65535_are_told(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "<a>");
  for (int i = 1; i < 70000; i++)
    text_add(&t, "\n");
  text_add(&t, "<b>words</b>\n</a>\n");
  xmlDoc *const doc = parse_n(b, t.at, t.n);
  assert_int_equal(xml_line(xml_child(xmlDocGetRootElement(doc), "b")), 70000);
  xmlFreeDoc(doc);
}

static void
words_are_separated_by_single_spaces(void **state)
{
  bench *const b = *state;
  static const char xml[] = "<a>\n  two\t\n words <!-- x --> </a>";
  xmlDoc *const doc = parse_n(b, xml, sizeof xml - 1);
  assert_string_equal(xml_words(b->memory, xmlDocGetRootElement(doc)), "two words");
  assert_string_equal(xml_words(b->memory, NULL), "");
  xmlFreeDoc(doc);
}

static void
children_are_found_by_name_in_order(void **state)
{
  bench *const b = *state;
  static const char xml[] = "<a>t<b n='1'/><c/>t<b n='2'/><!-- b --></a>";
  xmlDoc *const doc = parse_n(b, xml, sizeof xml - 1);
  const xmlNode *const root = xmlDocGetRootElement(doc);
  const xmlNode *const first = xml_child(root, "b");
  assert_string_equal(xml_attribute(b->memory, first, "n", NULL), "1");
  const xmlNode *const second = xml_next(first, "b");
  assert_string_equal(xml_attribute(b->memory, second, "n", NULL), "2");
  assert_string_equal(xml_attribute(b->memory, second, "absent", "fallback"), "fallback");
  assert_null(xml_next(second, "b"));
  assert_null(xml_child(root, "d"));
  assert_null(xml_child(NULL, "d"));
  xmlFreeDoc(doc);
}

/* The schema reads attributes so, and what it accepted must mean what it took it for. */
static void
spaces_around_an_attribute_do_not_count(void **state)
{
  bench *const b = *state;
  static const char xml[] = "<a x=' yes&#10;\t' y='two words' z=' '/>";
  xmlDoc *const doc = parse_n(b, xml, sizeof xml - 1);
  const xmlNode *const root = xmlDocGetRootElement(doc);
  assert_string_equal(xml_attribute(b->memory, root, "x", NULL), "yes");
  assert_string_equal(xml_attribute(b->memory, root, "y", NULL), "two words");
  assert_string_equal(xml_attribute(b->memory, root, "z", NULL), "");
  xmlFreeDoc(doc);
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(a_doctype_is_refused),
      BENCH_TEST(the_word_doctype_is_no_crime),
      BENCH_TEST(two_megabytes_of_attributes_in_one_tag_are_refused),
      BENCH_TEST(a_tag_that_never_ends_is_refused),
      BENCH_TEST(a_long_text_or_comment_is_no_long_tag),
      BENCH_TEST(an_encoding_that_hides_tags_is_refused),
      BENCH_TEST(encodings_that_extend_ascii_are_read),
      BENCH_TEST(what_is_not_well_formed_is_refused_with_its_line),
      BENCH_TEST(deep_nesting_does_not_exhaust_the_stack),
      BENCH_TEST(nothing_outside_is_included),
      BENCH_TEST(breaches_of_the_schema_are_all_told_in_plain_words),
      BENCH_TEST(lines_beyond_65535_are_told),
      BENCH_TEST(words_are_separated_by_single_spaces),
      BENCH_TEST(children_are_found_by_name_in_order),
      BENCH_TEST(spaces_around_an_attribute_do_not_count),
  };
  return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
