/* Estimates taken out of a report while it is read: what is kept of them, and that none is lost. */
#include "report_test.h"

#include "../../core/report/estimates.h"
#include "../../core/report/html_input.h"

#include <libxml/parser.h>

static estimates *taken;
static xmlDoc *rest;

static void
read_report(const char *xml)
{
  char why[200] = "";
  taken = estimates_new();
  rest = html_input_report(xml, strlen(xml), taken, why, sizeof why);
  if (!rest)
    fail_msg("%s", why);
}

static void
done(void)
{
  xmlFreeDoc(rest);
  estimates_free(taken);
}

static void
keeps_what_a_page_needs(void **state)
{
  (void)state;
  read_report("<report><head><survey id='staff' side='inside'/><survey id='out' side='outside'/>"
              "</head><section>\n"
              "<estimate id='a' value='1.5' lo='-1' hi='2e1' p='.25' n='46' basis='units' "
              "survey='out' se='1'/>\n"
              "<estimate id='b' withheld='small-group' basis='scored' scale='staff.s1'/>\n"
              "<estimate id='c' undefined='&lt;none&gt; &amp; &#8238;&#38;&#x26;' basis='else' "
              "side='outside' survey='staff'/>\n"
              "<estimate id='&#38;x' value='INF' scale='staffs1'/></section></report>");
  const page_estimate *const a = estimates_find(taken, "a"), *const b = estimates_find(taken, "b"),
                             *const c = estimates_find(taken, "c"),
                             *const x = estimates_find(taken, "&x");
  assert_true(a && b && c && x);
  assert_close(a->value, 1.5, 0);
  assert_close(a->lo, -1, 0);
  assert_close(a->hi, 20, 0);
  assert_close(a->p, .25, 0);
  assert_close(a->n, 46, 0);
  assert_int_equal(a->has, ESTIMATE_VALUE | ESTIMATE_LO | ESTIMATE_HI | ESTIMATE_P | ESTIMATE_N);
  assert_string_equal(estimate_basis(a), "units");
  assert_true(estimate_counts_units(a));
  assert_int_equal(a->side, SIDE_OUTSIDE);
  assert_int_equal(b->has, ESTIMATE_WITHHELD);
  assert_int_equal(b->side, SIDE_INSIDE);
  assert_false(estimate_counts_units(b));
  assert_string_equal(c->undefined, "<none> & &&");
  assert_string_equal(estimate_basis(c), "");
  assert_int_equal(c->side, SIDE_OUTSIDE);
  assert_true(isnan(x->value) && (x->has & ESTIMATE_VALUE));
  assert_int_equal(x->side, SIDE_NONE);
  assert_null(estimates_find(taken, "d"));
  assert_null(estimates_find(taken, NULL));
  done();
}

/* Only those of sections, with all that is in them; and white space, which nobody reads. */
static void
leaves_the_rest(void **state)
{
  (void)state;
  read_report("<report>\n <section>\n <estimate id='a'><estimate id='inner'/></estimate>\n"
              " <estimate id='a' value='2'/><estimate value='3'/><note> </note></section>\n"
              "<other><estimate id='o'/></other></report>");
  const page_estimate *const a = estimates_find(taken, "a");
  assert_non_null(a);
  assert_int_equal(a->has, 0); /* the first of its id */
  assert_null(estimates_find(taken, "inner"));
  assert_null(estimates_find(taken, "o"));
  const xmlNode *const section = xmlDocGetRootElement(rest)->children;
  assert_string_equal(section->name, "section");
  assert_string_equal(section->children->name, "note");
  assert_null(section->children->next);
  assert_string_equal(section->next->children->name, "estimate");
  done();
}

static void
finds_each_of_many(void **state)
{
  (void)state;
  enum { MANY = 5000 };
  taken = estimates_new();
  char text[16];
  for (int i = 0; i < MANY; i++) {
    snprintf(text, sizeof text, "e%d", i);
    const element_attribute attributes[] = {{"id", text, strlen(text)},
                                            {"value", text + 1, strlen(text + 1)}};
    assert_int_equal(estimates_add(taken, attributes, 2), 0);
  }
  for (int i = 0; i < MANY; i++) {
    snprintf(text, sizeof text, "e%d", i);
    const page_estimate *const e = estimates_find(taken, text);
    assert_non_null(e);
    assert_string_equal(e->id, text);
    assert_close(e->value, i, 0);
  }
  assert_null(estimates_find(taken, "e5000"));
  estimates_free(taken);
}

static void
refuses_as_ever(void **state)
{
  (void)state;
  static const char *const bad[] = {"<report><section><estimate id='a'></section></report>",
                                    "<!DOCTYPE report><report/>",
                                    "<report><section><estimate id='&none;'/></section></report>",
                                    "<report><section><estimate id='a' "
                                    "id='b'/></section></report>"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char why[200] = "";
    estimates *const into = estimates_new();
    assert_null(html_input_report(bad[i], strlen(bad[i]), into, why, sizeof why));
    assert_true(*why);
    estimates_free(into);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_what_a_page_needs),
      cmocka_unit_test(leaves_the_rest),
      cmocka_unit_test(finds_each_of_many),
      cmocka_unit_test(refuses_as_ever),
  };
  const int failed = cmocka_run_group_tests_name("report/estimates", tests, NULL, NULL);
  xmlCleanupParser();
  return failed;
}
