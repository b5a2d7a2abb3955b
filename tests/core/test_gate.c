/* The gate: who stands behind a number, and whether it may be shown. */
#include "core.h"

#include "base/xml.h"
#include "data/gate.h"

/* Staff: units A (6 people), B (5), C (4), D (1), F (nobody with a score on s); regions X = A, C
 * and Y = B, D, F.  Clients: figures of A (n 9), B (n 3), C (n absent), E (n 20); public figures of
 * A and E without any n. */
static const char xml[] =
    STUDY("<survey id=\"staff\" side=\"inside\" file=\"staff.csv\" unit=\"u\" parent=\"p\">\n"
          "<scale id=\"s\" min=\"1\" max=\"5\" min-items=\"1\"><item column=\"q1\"/><item "
          "column=\"q2\"/></scale>\n"
          "<scale id=\"t\" min=\"1\" max=\"5\"><item column=\"q3\"/></scale></survey>\n"
          "<survey id=\"clients\" side=\"outside\" level=\"unit\" file=\"clients.csv\" unit=\"u\" "
          "n=\"n\">\n"
          "<scale id=\"s\" min=\"0\" max=\"100\"><item column=\"x\"/></scale></survey>\n"
          "<survey id=\"press\" side=\"outside\" level=\"unit\" public=\"yes\" file=\"press.csv\" "
          "unit=\"u\">\n"
          "<scale id=\"s\" min=\"0\" max=\"100\"><item column=\"x\"/></scale></survey>\n"
          "<pair inside=\"staff.s\" outside=\"clients.s\"/>\n"
          "<pair inside=\"staff.t\" outside=\"press.s\"/>\n");

static const char staff[] = "u,p,q1,q2,q3\n"
                            "A,X,1,1,1\nA,X,2,2,\nA,X,3,3,\nA,X,4,4,\nA,X,5,,\nA,X,1,,\n"
                            "B,Y,1,1,1\nB,Y,2,2,1\nB,Y,3,3,1\nB,Y,4,4,1\nB,Y,5,5,1\n"
                            "C,X,1,1,1\nC,X,2,2,1\nC,X,3,3,1\nC,X,4,4,1\n"
                            "D,Y,1,1,1\n"
                            "F,Y,,,1\nF,Y,,,1\nF,Y,,,1\nF,Y,,,1\nF,Y,,,1\n";

static loaded
load(bench *b)
{
  bench_write_text(b, "staff.csv", staff);
  bench_write_text(b, "clients.csv", "u,x,n\nA,50,9\nB,60,2\nC,70,\nE,80,3\n");
  bench_write_text(b, "press.csv", "u,x\nA,50\nE,60\n");
  const loaded l = bench_load(b, xml);
  assert_no_message(b);
  return l;
}

/* Members of `about` are index + 1. */
enum { STAFF_S = 1, STAFF_T = 2, CLIENTS_S = 3, PRESS_S = 4 };
enum { STAFF = 1, CLIENTS = 2, PRESS = 3 };

static about
of_unit(const loaded *l, about subject, const char *unit)
{
  subject.unit = unit ? (uint32_t)unit_slot(l, unit) + 1 : 0;
  return subject;
}

static const struct {
  const char *name, *unit;
  about subject;
  uint32_t basis;
  uint64_t n;
  bool is_withheld, has_no_n;
} cases[] = {
    /* who is counted */
    {"scored in a unit", "A", {.scale = STAFF_S}, OM_N_SCORED, 6, false, false},
    {"complete in a unit", "A", {.scale = STAFF_S}, OM_N_COMPLETE, 4, true, false},
    {"answered the first item", "A", {.scale = STAFF_S, .item = 1}, OM_N_ANSWERED, 6, false, false},
    {"answered the second item", "A", {.scale = STAFF_S, .item = 2}, OM_N_ANSWERED, 4, true, false},
    {"answered, without an item", "A", {.scale = STAFF_S}, OM_N_ANSWERED, 6, false, false},
    {"everybody scored", NULL, {.scale = STAFF_S}, OM_N_SCORED, 16, false, false},
    {"everybody complete", NULL, {.scale = STAFF_S}, OM_N_COMPLETE, 14, false, false},
    {"a region", "X", {.scale = STAFF_S}, OM_N_SCORED, 10, false, false},
    /* the minimum */
    {"exactly the minimum", "B", {.scale = STAFF_S}, OM_N_SCORED, 5, false, false},
    {"one below the minimum", "C", {.scale = STAFF_S}, OM_N_SCORED, 4, true, false},
    {"one person", "D", {.scale = STAFF_S}, OM_N_SCORED, 1, true, false},
    {"nobody, like somebody", "F", {.scale = STAFF_S}, OM_N_SCORED, 0, true, false},
    {"not in this survey at all", "E", {.scale = STAFF_S}, OM_N_SCORED, 0, true, false},
    {"a small scale in a large unit", "A", {.scale = STAFF_T}, OM_N_SCORED, 1, true, false},
    /* published figures */
    {"a figure with n", "A", {.scale = CLIENTS_S}, OM_N_SCORED, 9, false, false},
    {"a figure of few", "B", {.scale = CLIENTS_S}, OM_N_SCORED, 2, true, false},
    {"outside, three are enough", "E", {.scale = CLIENTS_S}, OM_N_SCORED, 3, false, false},
    {"a figure without n", "C", {.scale = CLIENTS_S}, OM_N_SCORED, 0, true, false},
    {"public figures are exempt", "A", {.scale = PRESS_S}, OM_N_SCORED, 0, false, true},
    {"public figures, everybody", NULL, {.scale = PRESS_S}, OM_N_UNITS, 2, false, false},
    {"figures over all units", NULL, {.scale = CLIENTS_S}, OM_N_UNITS, 4, false, false},
    /* two scales */
    {"the smaller of two",
     "A",
     {.inside = STAFF_S, .outside = CLIENTS_S},
     OM_N_SCORED,
     6,
     false,
     false},
    {"either one small",
     "B",
     {.inside = STAFF_S, .outside = CLIENTS_S},
     OM_N_SCORED,
     2,
     true,
     false},
    {"a public one does not count",
     "A",
     {.inside = STAFF_S, .outside = PRESS_S},
     OM_N_SCORED,
     6,
     false,
     false},
    {"whichever stands first",
     "A",
     {.inside = PRESS_S, .outside = CLIENTS_S},
     OM_N_SCORED,
     9,
     false,
     false},
    /* units */
    {"units of a scale", NULL, {.scale = STAFF_S}, OM_N_UNITS, 4, false, false},
    {"units matched by a pair",
     NULL,
     {.inside = STAFF_S, .outside = CLIENTS_S},
     OM_N_MATCHED,
     3,
     false,
     false},
    {"a pair shows although its units are tiny",
     NULL,
     {.inside = STAFF_T, .outside = PRESS_S},
     OM_N_MATCHED,
     1,
     false,
     false},
    {"units on any pair", NULL, {0}, OM_N_MATCHED, 3, false, false},
    /* sides and surveys */
    {"a side is its smallest scale", "A", {.side = OM_INSIDE}, OM_N_SCORED, 1, true, false},
    {"the inside of B", "B", {.side = OM_INSIDE}, OM_N_SCORED, 5, false, false},
    {"the outside of A, press aside", "A", {.side = OM_OUTSIDE}, OM_N_SCORED, 9, false, false},
    {"the outside of B", "B", {.side = OM_OUTSIDE}, OM_N_SCORED, 2, true, false},
    {"both sides of A", "A", {0}, OM_N_SCORED, 1, true, false},
    {"a survey is its smallest scale", "A", {.survey = STAFF}, OM_N_SCORED, 1, true, false},
    {"a survey of everybody", NULL, {.survey = STAFF}, OM_N_SCORED, 16, false, false},
    {"a public survey", "E", {.survey = PRESS}, OM_N_SCORED, 0, false, true},
    {"another survey", "E", {.survey = CLIENTS}, OM_N_SCORED, 3, false, false},
};

static void
each_group_is_counted_by_the_core(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const gate_verdict v =
        gate_ask(&l.summary, of_unit(&l, cases[i].subject, cases[i].unit), cases[i].basis);
    if (v.n != cases[i].n || v.is_withheld != cases[i].is_withheld || v.has_n == cases[i].has_no_n)
      fail_msg("%s: n %d%s%s", cases[i].name, (int)v.n, v.is_withheld ? ", withheld" : "",
               v.has_n ? "" : ", n unknown");
  }
  loaded_release(&l);
}

static void
matched_units_have_a_score_on_both(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  const om_scale *const *const s = l.summary.study->scales;
  assert_int_equal(gate_matched(&l.summary, s[0], s[2]), 3); /* A, B, C: however small */
  assert_int_equal(gate_matched(&l.summary, s[0], s[3]), 1); /* A */
  assert_int_equal(gate_matched(&l.summary, s[2], s[3]), 2); /* A, E */
  assert_int_equal(gate_matched(&l.summary, s[0], s[0]), 4); /* A to D: neither regions nor F */
  loaded_release(&l);
}

static void
a_study_without_pairs_asks_every_scale(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "a.csv", "q,r\n1,\n2,\n3,\n4,\n5,\n6,1\n");
  loaded l = bench_load(b, STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\">\n"
                                 "<scale id=\"s\" min=\"1\" max=\"6\"><item "
                                 "column=\"q\"/></scale>\n"
                                 "<scale id=\"t\" min=\"1\" max=\"5\"><item "
                                 "column=\"r\"/></scale></survey>\n"));
  assert_no_message(b);
  const gate_verdict v = gate_ask(&l.summary, (about){0}, OM_N_SCORED);
  assert_int_equal(v.n, 1);
  assert_true(v.is_withheld);
  loaded_release(&l);
}

static void
the_minimum_is_the_studys(void **state)
{
  bench *const b = *state;
  static const char rows[] = "u,q\nA,1\nA,2\nA,3\nB,1\nB,2\nB,3\nB,4\nB,1\nB,2\nB,3\n";
  static const struct {
    const char *privacy;
    bool a, b;
  } withheld[] = {{"", true, false},
                  {"<privacy minimum=\"3\"/>", false, false},
                  {"<privacy minimum=\"8\"/>", true, true}};
  for (size_t i = 0; i < 3; i++) {
    bench_write_text(b, "a.csv", rows);
    loaded l = bench_load(b, arena_printf(b->memory,
                                          STUDY("%s<survey id=\"a\" side=\"inside\" file=\"a.csv\" "
                                                "unit=\"u\">\n"
                                                "<scale id=\"s\" min=\"1\" max=\"5\"><item "
                                                "column=\"q\"/></scale>"
                                                "</survey>\n"),
                                          withheld[i].privacy));
    assert_no_message(b);
    const about subject = {.scale = 1};
    assert_int_equal(gate_ask(&l.summary, of_unit(&l, subject, "A"), OM_N_SCORED).is_withheld,
                     withheld[i].a);
    assert_int_equal(gate_ask(&l.summary, of_unit(&l, subject, "B"), OM_N_SCORED).is_withheld,
                     withheld[i].b);
    loaded_release(&l);
  }
}

/* Weights make a few people count for many: not here. */
static void
people_are_counted_not_weights(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "a.csv", "w,q\n1000,1\n1000,2\n1000,3\n");
  loaded l = bench_load(b, STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\" weight=\"w\">\n"
                                 "<scale id=\"s\" min=\"1\" max=\"5\"><item "
                                 "column=\"q\"/></scale></survey>\n"));
  const gate_verdict v = gate_ask(&l.summary, (about){.scale = 1}, OM_N_SCORED);
  assert_int_equal(v.n, 3);
  assert_true(v.is_withheld);
  loaded_release(&l);
}

/* --- about ----------------------------------------------------------------------------------- */

static void
what_is_named_later_wins(void **state)
{
  (void)state;
  const about base = {.side = OM_INSIDE, .scale = 3, .unit = 2}, more = {.unit = 5, .item = 1};
  const about joined = about_join(base, more);
  assert_int_equal(
      about_compare(joined, (about){.side = OM_INSIDE, .scale = 3, .item = 1, .unit = 5}), 0);
  assert_int_equal(about_compare(about_join(base, (about){0}), base), 0);
}

static void
subjects_are_ordered_by_member(void **state)
{
  (void)state;
  static const about ascending[] = {
      {0},         {.wave = 1},  {.unit = 1},   {.unit = 2}, {.outside = 1}, {.inside = 1},
      {.item = 1}, {.scale = 1}, {.survey = 1}, {.side = 1}, {.side = 2}};
  enum { N = sizeof ascending / sizeof *ascending };
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      assert_int_equal(about_compare(ascending[i], ascending[j]), (i > j) - (i < j));
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(each_group_is_counted_by_the_core),
      BENCH_TEST(matched_units_have_a_score_on_both),
      BENCH_TEST(a_study_without_pairs_asks_every_scale),
      BENCH_TEST(the_minimum_is_the_studys),
      BENCH_TEST(people_are_counted_not_weights),
      cmocka_unit_test(what_is_named_later_wins),
      cmocka_unit_test(subjects_are_ordered_by_member),
  };
  return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}
