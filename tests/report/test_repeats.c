/* What several findings of one section have in common. */
#include "report_test.h"

#include "../../core/report/repeats.h"

#include <libxml/parser.h>

static const char xml[] = "<report><findings><open finding='o'/></findings><section>"
                          "<finding id='o' chart='c'><caution>same</caution></finding>"
                          "<finding id='a' chart='c'><caution>same</caution></finding>"
                          "<finding id='b' chart='d'><caution>other</caution></finding>"
                          "<finding id='c' chart='e'><caution>c</caution></finding>"
                          "<finding id='d' chart='d'><caution>same</caution></finding>"
                          "</section><section><finding id='e' "
                          "chart='c'><caution>same</caution></finding></section>"
                          "</report>";

static void
tells_the_first_from_the_others(void **state)
{
  (void)state;
  static const char *const cautions[] = {NULL, "first", "once", "once", "later"},
                           *const charts[] = {NULL, "once", "first", "once", "later"};
  xmlDoc *const doc = xmlReadMemory(xml, sizeof xml - 1, NULL, NULL, 0);
  const xmlNode *const section = xmlDocGetRootElement(doc)->children->next;
  repeats r = {0};
  size_t i = 0;
  for (const xmlNode *f = section->children; f; f = f->next, i++) {
    if (!cautions[i])
      continue;
    const xmlNode *const chart = (const xmlNode *)f->properties->next;
    assert_string_equal(repeats_of(&r, f->children), cautions[i]);
    assert_string_equal(repeats_of(&r, chart), charts[i]);
  }
  assert_int_equal(i, 5);
  const xmlNode *const e = section->next->children;
  assert_string_equal(repeats_of(&r, e->children), "once"); /* of its section */
  assert_string_equal(repeats_of(&r, section->children->next->children), "first");
  repeats_done(&r);
  xmlFreeDoc(doc);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(tells_the_first_from_the_others)};
  const int failed = cmocka_run_group_tests_name("report/repeats", tests, NULL, NULL);
  xmlCleanupParser();
  return failed;
}
