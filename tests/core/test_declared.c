/* What a study declares beyond pairs: read, checked, handed to plugins, counted over; and why
 * answers are missing. */
#include "core.h"

#include "base/xml.h"
#include "data/gate.h"

#include <string.h>

#define SURVEYS                                                                                    \
  "<survey id=\"a\" side=\"inside\" file=\"a.csv\" unit=\"u\">\n"                                  \
  "<missing code=\"9\" reason=\"don't know\"/><missing code=\"n/a\"/>\n"                           \
  "<scale id=\"s\" min=\"1\" max=\"5\" facet=\"churn\"><item column=\"q1\"/><item "                \
  "column=\"q2\"/></scale>\n"                                                                      \
  "<scale id=\"x\" min=\"0\" max=\"99\" values=\"numbers\"><item "                                 \
  "column=\"x\"/></scale></survey>\n"                                                              \
  "<survey id=\"b\" side=\"outside\" file=\"b.csv\" unit=\"u\">\n"                                 \
  "<scale id=\"s\" min=\"1\" max=\"5\" outcome=\"ease\"><item column=\"q\"/></scale></survey>\n"
#define PAIR "<pair inside=\"a.s\" outside=\"b.s\"/>\n"
#define HYPOTHESIS "<hypothesis kind=\"k\" claim=\"T4\" one=\"a.s\" many=\" b.s\n  a.x \"/>\n"
#define CONTROLS "<controls scales=\"a.x\" within-parent=\"yes\"/>\n"

static const char staff[] = "u,q1,q2,x\n"
                            "A,1,2,10\nA,3,,20\nA,9,4,30\nA,,9,\n"
                            "B,5,n/a,1\nB,4,5,2\n"
                            "C,2,2,\n"
                            "D,9,1,7\n"; /* q2 alone: 1 of 2 items is enough for a score */
static const char clients[] = "u,q\nA,1\nB,2\nC,3\nE,4\n";

static loaded
load_with(bench *b, const char *xml, bool keep_rows)
{
  bench_write_text(b, "a.csv", staff);
  bench_write_text(b, "b.csv", clients);
  loaded l = {.study = bench_study(b, xml), .fd = -1};
  assert_no_message(b);
  l.units = units_new(b->memory, l.study);
  l.data = arena_many(b->memory, l.study->n_surveys, survey_data);
  const load_options options = {.threads = 2, .keep_rows = keep_rows, .wishes = {.gaps = true}};
  for (uint32_t v = 0; v < l.study->n_surveys; v++)
    assert_true(load_survey(b->memory, l.study, v, &l.units, &options, &b->d, &l.data[v]));
  units_settle(&l.units);
  l.fd = summary_build(b->memory, l.study, &l.units, l.data);
  assert_true(summary_open(b->memory, l.fd, &l.summary));
  return l;
}

static void
declared_things_reach_the_plugin(void **state)
{
  bench *const b = *state;
  loaded l = load_with(b, STUDY(SURVEYS PAIR HYPOTHESIS CONTROLS), false);
  const om_study *const s = l.summary.study;
  assert_int_equal(s->n_hypotheses, 1);
  const om_hypothesis *const h = s->hypotheses[0];
  assert_string_equal(h->kind, "k");
  assert_string_equal(h->claim, "T4");
  assert_int_equal(h->n_terms, 3);
  assert_ptr_equal(om_term_of(h, "one", 0), s->scales[0]);
  assert_ptr_equal(om_term_of(h, "many", 0), s->scales[2]);
  assert_ptr_equal(om_term_of(h, "many", 1), s->scales[1]);
  assert_null(om_term_of(h, "many", 2));
  assert_null(om_term_of(h, "man", 0));
  assert_int_equal(s->n_controls, 1);
  assert_ptr_equal(s->controls[0], s->scales[1]);
  assert_int_equal(s->within_parent, 1);
  assert_string_equal(s->plan, l.study->plan);
  assert_int_equal(strlen(s->plan), 64);
  assert_string_equal(s->scales[0]->facet, "churn");
  assert_string_equal(s->scales[0]->outcome, "");
  assert_string_equal(s->scales[2]->outcome, "ease");
  loaded_release(&l);
}

static void
units_are_counted_over_every_scale(void **state)
{
  bench *const b = *state;
  loaded l = load_with(b, STUDY(SURVEYS PAIR HYPOTHESIS CONTROLS), false);
  const uint32_t x = 2, both[] = {2, 3};
  /* a.s: A B C D; a.x: A B D; b.s: A B C E */
  const about plain = {.scale = 1}, among = {.scale = 1, .among = &x, .n_among = 1},
              pair = {.inside = 1, .outside = 3},
              held = {.inside = 1, .outside = 3, .among = &x, .n_among = 1},
              list = {.scale = 1, .among = both, .n_among = 2}, whole = {.hypothesis = 1};
  assert_int_equal(gate_ask(&l.summary, plain, OM_N_AMONG).n, 4);
  assert_int_equal(gate_ask(&l.summary, among, OM_N_AMONG).n, 3);
  assert_int_equal(gate_ask(&l.summary, pair, OM_N_AMONG).n, 3);
  assert_int_equal(gate_ask(&l.summary, held, OM_N_AMONG).n, 2);
  assert_int_equal(gate_ask(&l.summary, held, OM_N_MATCHED).n, 3);
  assert_int_equal(gate_ask(&l.summary, list, OM_N_AMONG).n, 2);
  assert_int_equal(gate_ask(&l.summary, whole, OM_N_AMONG).n, 2);
  assert_int_equal(about_compare(plain, among), 0);
  assert_int_not_equal(about_compare(whole, (about){0}), 0);
  assert_int_equal(about_join(plain, among).n_among, 1);
  assert_int_equal(about_join(among, plain).n_among, 1);
  assert_int_equal(about_join(plain, whole).hypothesis, 1);
  loaded_release(&l);
}

static uint64_t
missing(const loaded *l, uint32_t scale, uint32_t item, const char *reason)
{
  const missing_summary *const v =
      &l->summary.missing[l->summary.study->scales[scale]->survey->index];
  for (uint32_t i = 0; i < v->n_reasons; i++)
    if (strcmp(v->reasons[i], reason) == 0)
      return l->summary.scales[scale].missing[(size_t)item * v->n_reasons + i];
  fail_msg("there is no reason %s", reason);
  return 0;
}

static void
reasons_are_counted(void **state)
{
  bench *const b = *state;
  /* From sums, from kept columns, and where weights leave no sums. */
  for (int way = 0; way < 3; way++) {
    const char *const xml = way < 2 ? STUDY(SURVEYS)
                                    : STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\" "
                                            "unit=\"u\" weight=\"w\">\n"
                                            "<missing code=\"9\" reason=\"don't know\"/><missing "
                                            "code=\"n/a\"/>\n"
                                            "<scale id=\"s\" min=\"1\" max=\"5\"><item "
                                            "column=\"q1\"/><item "
                                            "column=\"q2\"/></scale></survey>\n");
    if (way == 2)
      bench_write_text(b, "a.csv", "");
    loaded l = {.fd = -1};
    if (way < 2) {
      l = load_with(b, xml, way == 1);
    } else {
      bench_write_text(b, "a.csv",
                       "u,q1,q2,w\nA,1,2,1\nA,3,,2\nA,9,4,1\nB,5,n/"
                       "a,1\nB,4,5,1\nC,2,2,1\nD,9,1,1\n");
      l = (loaded){.study = bench_study(b, xml), .fd = -1};
      l.units = units_new(b->memory, l.study);
      l.data = arena_many(b->memory, 1, survey_data);
      const load_options options = {.threads = 1, .wishes = {.gaps = true}};
      assert_true(load_survey(b->memory, l.study, 0, &l.units, &options, &b->d, &l.data[0]));
      units_settle(&l.units);
      l.fd = summary_build(b->memory, l.study, &l.units, l.data);
      assert_true(summary_open(b->memory, l.fd, &l.summary));
    }
    assert_int_equal(missing(&l, 0, 0, "don't know"), 2);
    assert_int_equal(missing(&l, 0, 0, "blank"), 0);
    assert_int_equal(missing(&l, 0, 1, "blank"), 1);
    assert_int_equal(missing(&l, 0, 1, "don't know"), 0);
    assert_int_equal(missing(&l, 0, 1, "declared missing"), 1);
    if (way < 2)
      assert_int_equal(missing(&l, 1, 0, "blank"), 1);
    loaded_release(&l);
  }
}

static void
nobody_who_did_not_ask_is_told(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "a.csv", staff);
  bench_write_text(b, "b.csv", clients);
  loaded l = bench_load(b, STUDY(SURVEYS));
  assert_null(l.summary.scales[0].missing);
  assert_int_equal(l.summary.missing[0].n_reasons, 0);
  loaded_release(&l);
}

static const char *
plan_of(bench *b, const char *xml)
{
  const study *const s = bench_study(b, xml);
  assert_non_null(s);
  return s->plan;
}

static void
the_plan_is_what_is_declared(void **state)
{
  bench *const b = *state;
  const char *const plan = plan_of(b, STUDY(SURVEYS PAIR));
  static const char *const others[] = {STUDY(SURVEYS PAIR HYPOTHESIS), STUDY(SURVEYS PAIR CONTROLS),
                                       STUDY("<privacy minimum=\"7\"/>\n" SURVEYS PAIR),
                                       "<study xmlns=\"urn:orgmirror:study:1\" "
                                       "meaningful=\".3\"><title>t</title>\n" SURVEYS PAIR "</"
                                                                                           "study>"
                                                                                           "\n"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    assert_string_not_equal(plan_of(b, others[i]), plan);
  assert_string_equal(plan_of(b, "<study xmlns=\"urn:orgmirror:study:1\" seed=\"9\"><title>Another "
                                 "quarter</title>\n" SURVEYS PAIR "</study>\n"),
                      plan);
}

static const struct fault_case {
  const char *code, *words, *xml;
} faults_of_plans[] = {
    {"S104", "one=\"a.nothing\" names no scale",
     STUDY(SURVEYS "<hypothesis kind=\"k\" one=\"a.nothing\"/>\n")},
    {"S104", "scales=\"c.x\" names no scale", STUDY(SURVEYS "<controls scales=\"c.x\"/>\n")},
    {"S194", "a.s stands in the hypothesis twice",
     STUDY(SURVEYS "<hypothesis kind=\"k\" one=\"a.s\" two=\"b.s a.s\"/>\n")},
    {"S194", "a.x is a control twice", STUDY(SURVEYS "<controls scales=\"a.x a.x\"/>\n")},
    {"S195", "a.s is a control and in a pair", STUDY(SURVEYS PAIR "<controls scales=\"a.s\"/>\n")},
    {"S193", "c.s is of the survey c, which has no units",
     STUDY(SURVEYS "<survey id=\"c\" side=\"inside\" file=\"c.csv\">\n<scale id=\"s\" min=\"1\" "
                   "max=\"5\"><item column=\"q\"/></scale></survey>\n"
                   "<hypothesis kind=\"k\" one=\"c.s\"/>\n")},
};

static void
faults_are_told_with_their_line(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof faults_of_plans / sizeof *faults_of_plans; i++) {
    b->d = diags_new(b->memory);
    assert_null(bench_study(b, faults_of_plans[i].xml));
    bool is_told = false;
    for (size_t m = 0; m < b->d.n; m++)
      is_told |= strcmp(b->d.at[m].code, faults_of_plans[i].code) == 0 &&
                 strstr(b->d.at[m].what, faults_of_plans[i].words) && b->d.at[m].line > 1;
    if (!is_told)
      fail_msg("%s: %s is not told", faults_of_plans[i].code, faults_of_plans[i].words);
  }
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(declared_things_reach_the_plugin),
      BENCH_TEST(units_are_counted_over_every_scale),
      BENCH_TEST(reasons_are_counted),
      BENCH_TEST(nobody_who_did_not_ask_is_told),
      BENCH_TEST(the_plan_is_what_is_declared),
      BENCH_TEST(faults_are_told_with_their_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
