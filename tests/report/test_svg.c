/* The SVG builder: coordinates without surprises, text that stays text. */
#include "report_test.h"

#include "../../core/report/svg.h"

#include <libxml/parser.h>

/* The element as text; the caller's to free with xmlFree. */
static xmlChar *
text_of(xmlDoc *doc, xmlNode *node)
{
  xmlBuffer *const buffer = xmlBufferCreate();
  assert_true(xmlNodeDump(buffer, doc, node, 0, 0) > 0);
  xmlChar *const text = xmlStrdup(xmlBufferContent(buffer));
  xmlBufferFree(buffer);
  return text;
}

static void
writes_coordinates(void **state)
{
  (void)state;
  xmlDoc *const doc = xmlNewDoc((const xmlChar *)"1.0");
  svg s;
  svg_start(&s, doc, 760, 120.25, "c", "Title", "Words");
  svg_rect(&s, s.root, -.04, 1e300, -3, NAN);
  svg_path p = svg_path_start();
  svg_path_move(&p, 1.25, 2);
  svg_path_line(&p, 10, 2);
  svg_path_line(&p, 10, -.5);
  svg_path_line(&p, 3, 4);
  svg_path_close(&p);
  svg_path_add(&s, s.root, &p);
  svg_path_done(&p);
  assert_int_equal(s.failed, 0);

  xmlChar *const text = text_of(doc, s.root);
  const char *const t = (const char *)text;
  assert_non_null(strstr(t, "viewBox=\"0 0 760 120.3\""));
  assert_non_null(strstr(t, "<rect x=\"0\" y=\"1000000\" width=\"0\" height=\"0\"/>"));
  assert_non_null(strstr(t, "d=\"M1.3 2H10V-0.5L3 4Z\""));
  assert_non_null(strstr(t, "role=\"img\""));
  assert_non_null(strstr(t, "aria-labelledby=\"c:t\""));
  assert_non_null(strstr(t, "<title id=\"c:t\">Title</title>"));
  assert_non_null(strstr(t, "<desc id=\"c:d\">Words</desc>"));
  assert_null(strstr(t, "style="));
  xmlFree(text);
  svg_drop(&s);
  svg_drop(&s); /* once more does nothing */
  xmlFreeDoc(doc);
}

static void
escapes_text(void **state)
{
  (void)state;
  xmlDoc *const doc = xmlNewDoc((const xmlChar *)"1.0");
  svg s;
  svg_start(&s, doc, 10, 10, "a\"b", "<script>&", "\"'");
  svg_title(&s, svg_text(&s, s.root, 1, 2, "end", "</text><b>"), "&amp;");
  xmlChar *const text = text_of(doc, s.root);
  const char *const t = (const char *)text;
  assert_non_null(strstr(t, "&lt;script&gt;&amp;"));
  assert_non_null(strstr(t, "text-anchor=\"end\">&lt;/text&gt;&lt;b&gt;<title>&amp;amp;"));
  assert_null(strstr(t, "<b>"));
  xmlFree(text);
  svg_drop(&s);
  xmlFreeDoc(doc);
}

static void
draws_nothing_from_nothing(void **state)
{
  (void)state;
  xmlDoc *const doc = xmlNewDoc((const xmlChar *)"1.0");
  svg s;
  svg_start(&s, doc, 10, 10, "c", "t", "d");
  svg_path p = svg_path_start();
  assert_null(svg_path_add(&s, s.root, &p));
  svg_path_done(&p);
  svg_set(&s, NULL, "x", "1");
  assert_int_equal(s.failed, 0);
  s.failed = 1;
  assert_null(svg_add(&s, s.root, "g"));
  assert_null(svg_text(&s, NULL, 1, 1, "start", "lost"));
  svg_drop(&s);
  xmlFreeDoc(doc);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_coordinates),
      cmocka_unit_test(escapes_text),
      cmocka_unit_test(draws_nothing_from_nothing),
  };
  const int failed = cmocka_run_group_tests_name("report/svg", tests, NULL, NULL);
  xmlCleanupParser();
  return failed;
}
