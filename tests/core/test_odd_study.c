/* What is odd about rows, groups, units and the study itself, and the list of all findings. */
#include "odd_study.h"

/* --- rows ------------------------------------------------------------------------------------ */

static void
no_unit(person *p)
{
  if (p->at % 10 == 0)
    p->unit = -1;
}
static void
hardly_no_unit(person *p)
{
  if (p->at % 40 == 0)
    p->unit = -1;
}
static void
no_answer(person *p)
{
  if (p->at % 4 == 0)
    blank_q2(p), p->q[0] = p->q[2] = p->q[3] = -99;
}
static void
same_id(person *p)
{
  if (p->at < 2)
    p->id = "again";
  if (p->at < 2)
    for (int k = 0; k < 4; k++)
      p->q[k] = 3;
}
static void
same_id_different(person *p)
{
  same_id(p);
  if (p->at == 0)
    p->q[0] = 2;
}

static void
rows_that_are_left_out_are_counted(void **state)
{
  bench *const b = *state;
  const odd o = look_at_changed(b, FINE, no_unit);
  assert_message(b, "D301", 2, "a: 32 of 320 rows are left out");
  assert_only(b, "D301", 1);
  assert_int_equal(where_is(&o, "D301").survey, 1);
  look_at_changed(b, FINE, hardly_no_unit);
  assert_only(b, "", 0);
  look_at_changed(b, FINE, no_answer);
  assert_message(b, "D301", 2, "a: 80 of 320 rows are left out");
}

#define WITH_IDS STUDY(INSIDE("respondent=\"id\"", SCALE("", FOUR_ITEMS)) OUTSIDE PAIR)

static void
repeated_respondents_are_counted(void **state)
{
  bench *const b = *state;
  look_at_changed(b, WITH_IDS, NULL);
  assert_only(b, "", 0);
  look_at_changed(b, WITH_IDS, same_id);
  assert_message(b, "D303", 2, "a: 1 row says again what another row of the respondent says");
  assert_only(b, "D303", 1);
  look_at_changed(b, WITH_IDS, same_id_different);
  assert_message(b, "D302", 2, "a: 2 rows are left out: one respondent id with different answers");
  assert_only(b, "D302", 1);
}

static void
heavy_few(person *p)
{
  p->weight = p->at % 20 ? "1" : "60";
}
static void
no_weight(person *p)
{
  p->weight = p->at % 10 ? "1" : "";
}

#define WEIGHTED STUDY(INSIDE("weight=\"w\"", SCALE("", FOUR_ITEMS)) OUTSIDE PAIR)

static void
unequal_weights_are_named(void **state)
{
  bench *const b = *state;
  look_at_changed(b, WEIGHTED, NULL);
  assert_only(b, "", 0);
  look_at_changed(b, WEIGHTED, heavy_few);
  assert_message(b, "D304", 2, "a: weights are so unequal that 320 people count like 28");
  assert_only(b, "D304", 1);
  look_at_changed(b, WEIGHTED, no_weight);
  assert_message(b, "D301", 2, "32 of 320 rows are left out");
}

/* --- published figures ----------------------------------------------------------------------- */

#define FIGURES(attributes)                                                                        \
  STUDY("<survey id=\"a\" side=\"inside\" level=\"unit\" unit=\"u\" file=\"f.csv\" " attributes    \
        ">\n<scale id=\"s\" min=\"0\" max=\"100\"><item column=\"x\"/></scale></survey>\n" OUTSIDE \
            PAIR)

static odd
look_at_figures(bench *b, const char *xml, int without_rate, int low, int without_n)
{
  text t = text_new(b->memory);
  text_add(&t, "u,x,n,r\n");
  for (int u = 0; u < UNITS; u++) {
    text_addf(&t, "u%02d,%d,", u, 10 + 2 * u);
    text_add(&t, u < without_n ? "," : "50,");
    text_add(&t, u < without_rate ? "\n" : u < without_rate + low ? "12 %\n" : "60 %\n");
  }
  bench_write_text(b, "f.csv", t.at);
  write_outside(b, UNITS);
  return look(b, xml);
}

static void
response_rates_are_looked_at(void **state)
{
  bench *const b = *state;
  const char *const xml = FIGURES("n=\"n\" response-rate=\"r\"");
  look_at_figures(b, xml, 0, 0, 0);
  assert_only(b, "", 0);
  look_at_figures(b, xml, 3, 0, 0);
  assert_message(b, "D305", 2, "a: 3 of 40 units have no response rate in the column r");
  assert_int_equal(b->d.n_warnings, 0);
  look_at_figures(b, xml, UNITS, 0, 0);
  assert_message(b, "D305", 2, "a: 40 of 40 units");
  assert_int_equal(b->d.n_warnings, 1);
  look_at_figures(b, xml, 0, 4, 0);
  assert_message(b, "D306", 2, "a: 4 of 40 units have a response rate below 30 %");
  assert_only(b, "D306", 1);
}

static void
figures_without_their_n_are_named(void **state)
{
  bench *const b = *state;
  look_at_figures(b, FIGURES("n=\"n\""), 0, 0, 6);
  assert_message(b, "G012", 3, "a.s: 6 of 40 figures have no number of answers");
  assert_message(b, "G010", 2, "6 of 40");
  look_at_figures(b, FIGURES("n=\"n\" public=\"yes\""), 0, 0, 6);
  assert_only(b, "", 0);
}

/* --- the gate -------------------------------------------------------------------------------- */

/* People of the first units move into the last. */
static void
one_small_unit(person *p)
{
  if (p->unit == 0 && p->at >= 3)
    p->unit = UNITS - 1;
}
static void
three_small_units(person *p)
{
  if (p->unit < 3 && p->at % PEOPLE >= 3)
    p->unit = UNITS - 1;
}

/* The scale's estimate, and the messages. */
static gate_estimate
estimate(bench *b, change_fn *change)
{
  write_inside(b, change);
  write_outside(b, UNITS);
  loaded l = bench_load(b, FINE);
  assert_no_message(b);
  const gate_estimate e = odd_withheld(&l.summary, l.summary.study->scales[0]);
  loaded_release(&l);
  return e;
}

static void
what_will_be_withheld_is_counted(void **state)
{
  bench *const b = *state;
  gate_estimate e = estimate(b, NULL);
  assert_int_equal(e.units, UNITS);
  assert_int_equal(e.withheld, 0);
  assert_true(e.share == 0 && !e.is_all);
  e = estimate(b, three_small_units);
  assert_int_equal(e.withheld, 3);
  assert_close(e.share, 9. / 320, 1e-15, 0);
  look_at_changed(b, FINE, three_small_units);
  assert_message(b, "G010", 2, "a: units that will not be shown by themselves: 3 of 40");
  assert_only(b, "G010", 1);
}

static void
the_size_of_a_single_unit_is_not_told(void **state)
{
  bench *const b = *state;
  const gate_estimate e = estimate(b, one_small_unit);
  assert_int_equal(e.withheld, 1);
  assert_true(isnan(e.share));
}

#define HIGH_MINIMUM                                                                               \
  STUDY("<privacy minimum=\"500\"/>\n" INSIDE("", SCALE("", FOUR_ITEMS)) OUTSIDE PAIR)

static void
a_scale_that_too_few_answered_is_named(void **state)
{
  bench *const b = *state;
  look_at_changed(b, HIGH_MINIMUM, NULL);
  assert_message(b, "G011", 4, "a.s: fewer than 500 people have a score");
  assert_null(strstr(bench_messages(b), "320")); /* nor how many */
}

static void
few_blank(person *p)
{
  if (p->at >= 3)
    p->q[0] = p->q[1] = -99;
}

#define TWO_SCALES                                                                                 \
  STUDY(INSIDE("", "<scale id=\"s\" min=\"1\" max=\"5\"><item column=\"q3\"/></scale>\n"           \
                   "<scale id=\"v\" min=\"1\" max=\"5\"><item column=\"q1\"/></scale>\n")          \
            OUTSIDE PAIR "<pair inside=\"a.v\" outside=\"b.t\"/>\n")

static void
scales_of_a_survey_are_told_apart(void **state)
{
  bench *const b = *state;
  look_at_changed(b, TWO_SCALES, few_blank);
  assert_message(b, "G010", 2, "1 of 1 on v");
  assert_message(b, "D312", 4, "fewer than 5 people answered the item q1");
  assert_message(b, "G011", 4, "a.v: fewer than 5 people have a score");
}

/* --- units and pairs ------------------------------------------------------------------------- */

static void
units_on_one_side_are_named(void **state)
{
  bench *const b = *state;
  write_inside(b, NULL);
  write_outside(b, UNITS - 3);
  look(b, FINE);
  assert_message(b, "D202", 0, "3 units are on one side only, 3 inside and 0 outside");
  assert_only(b, "D202", 1);
  assert_non_null(strstr(bench_messages(b), "u37 (inside), u38 (inside), u39 (inside)"));
  write_outside(b, 2);
  look(b, FINE);
  assert_non_null(strstr(bench_messages(b), " and 18 more"));
}

static void
a_unit_under_two_names_is_suspected(void **state)
{
  bench *const b = *state;
  write_inside(b, NULL);
  write_outside(b, UNITS - 1);
  const char *const rest = bench_read(b, bench_path(b, "b.csv"));
  bench_write_text(b, "b.csv", arena_printf(b->memory, "%sU 39,3\n", rest));
  look(b, FINE);
  assert_message(b, "D204", 0, "\"u39\" inside and \"U 39\" outside may be one unit");
  bench_write_text(b, "b.csv", arena_printf(b->memory, "%s---,3\nu390,3\n", rest));
  look(b, FINE);
  assert_int_equal(count_of(b, "D204"), 0);
}

#define DECLARED_UNITS                                                                             \
  STUDY(INSIDE("", SCALE("", FOUR_ITEMS)) OUTSIDE "<units><unit id=\"u01\" "                       \
                                                  "label=\"One\"/>\n<unit "                        \
                                                  "id=\"u99\"/></units>\n" PAIR)

static void
a_declared_unit_that_nobody_names_is_named(void **state)
{
  bench *const b = *state;
  look_at_changed(b, DECLARED_UNITS, NULL);
  assert_message(b, "D203", 13, "no export names the unit \"u99\"");
  assert_only(b, "D203", 1);
}

static void
pairs_with_few_units_are_named(void **state)
{
  bench *const b = *state;
  static const struct {
    int units;
    bool is_warned;
    const char *words;
  } cases[] = {
      {1, true, "1 matched unit: below 3"},      {3, true, "3 matched units: below 4"},
      {7, true, "7 matched units: below 8"},     {9, true, "9 matched units: below 10"},
      {10, false, "10 matched units: below 30"}, {29, false, "29 matched units: below 30"}};
  write_inside(b, NULL);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    write_outside(b, cases[i].units);
    const odd o = look(b, FINE);
    assert_message(b, "D205", 12, cases[i].words);
    assert_int_equal(b->d.n_warnings, 1 + cases[i].is_warned); /* D202 as well */
    assert_int_equal(where_is(&o, "D205").inside, 1);
    assert_int_equal(where_is(&o, "D205").outside, 2);
  }
  write_outside(b, 30);
  look(b, FINE);
  assert_only(b, "D202", 1);
  write_outside(b, 12);
  look(b, TWO_SCALES);
  assert_message(b, "D205", 8, "the pair a.s, b.t (and 1 more) has 12 matched units");
  assert_int_equal(count_of(b, "D205"), 1);
}

/* --- the study ------------------------------------------------------------------------------- */

static void
look_at_declared(bench *b, const char *xml)
{
  b->d = diags_new(b->memory);
  const study *const s = bench_study(b, xml);
  assert_non_null(s);
  odd o = odd_new(b->memory, &b->d, s);
  odd_look_at_study(&o);
}

#define HEAD "<study xmlns=\"urn:orgmirror:study:1\">"
#define DYSFUNCTION "direction=\"higher-is-dysfunction\""

static void
the_study_itself_is_looked_at(void **state)
{
  bench *const b = *state;
  look_at_declared(b, FINE);
  assert_only(b, "", 0);
  look_at_declared(b, STUDY(INSIDE("", SCALE("", FOUR_ITEMS)) OUTSIDE));
  assert_message(b, "S301", 1, "the study declares no pair");
  assert_int_equal(b->d.n_warnings, 1);
  look_at_declared(b, STUDY(INSIDE("", SCALE("", FOUR_ITEMS))));
  assert_message(b, "S301", 1, "one side only");
  assert_int_equal(b->d.n_warnings, 0);
  look_at_declared(b, STUDY(INSIDE("", SCALE(DYSFUNCTION, FOUR_ITEMS)) OUTSIDE PAIR));
  assert_message(b, "S302", 12, "a.s, b.t expects health inside to go with dysfunction outside");
  look_at_declared(b, STUDY(INSIDE("", SCALE(DYSFUNCTION, FOUR_ITEMS)) OUTSIDE "<pair "
                                                                               "inside=\"a.s\" "
                                                                               "outside=\"b.t\" "
                                                                               "sign=\"-\"/>\n"));
  assert_only(b, "", 0);
  look_at_declared(b, HEAD "<title> </title>\n" INSIDE("", SCALE("", FOUR_ITEMS)) OUTSIDE PAIR
                   "</study>\n");
  assert_message(b, "S305", 1, "no title");
  look_at_declared(
      b, STUDY("<privacy minimum=\"3\"/>\n" INSIDE("", SCALE("", FOUR_ITEMS)) OUTSIDE PAIR));
  assert_message(b, "S304", 2, "groups of 3 people will be shown, and the custom is 5");
}

#define WAVE(dates)                                                                                \
  STUDY("<wave id=\"w\" " dates "/>\n" INSIDE("", SCALE("", FOUR_ITEMS)) OUTSIDE PAIR)

static void
odd_waves_are_noted(void **state)
{
  bench *const b = *state;
  look_at_declared(b, WAVE(""));
  assert_only(b, "", 0);
  look_at_declared(b, WAVE("from=\"2024-02-28\" to=\"2025-03-01\""));
  assert_only(b, "", 0);
  look_at_declared(b, WAVE("from=\"2024-02-28\" to=\"2026-02-28\""));
  assert_message(b, "S306", 2, "the wave lasts 731 days"); /* 2024 is a leap year */
  look_at_declared(b, WAVE("from=\"2024-02-28\""));
  assert_message(b, "S306", 2, "a date on which it begins, and none on which it ends");
}

static void
scales_in_no_pair_are_noted(void **state)
{
  bench *const b = *state;
  look_at_declared(b, STUDY(INSIDE("", SCALE("", FOUR_ITEMS) "<scale id=\"x\" min=\"1\" "
                                                             "max=\"5\"><item column=\"q1\"/>"
                                                             "</scale>\n") OUTSIDE PAIR));
  assert_message(b, "S303", 1, "1 scale is in no pair: a.x");
  assert_int_equal(b->d.n_warnings, 0);
}

/* --- the list -------------------------------------------------------------------------------- */

static void
findings_stand_in_order(void **state)
{
  bench *const b = *state;
  b->d = diags_new(b->memory);
  const study *const s = bench_study(b, FINE);
  odd o = odd_new(b->memory, &b->d, s);
  diag_error(&b->d, "D101", "b.csv", 3, NULL, NULL, "of the second survey");
  diag_error(&b->d, "D001", "x.csv", 3, NULL, NULL, "of no survey");
  odd_place(&o, 0, 1, 1);
  odd_say(&o, DIAG_WARNING, "D205", (about){.inside = 1, .outside = 2}, 0, NULL, NULL, "a pair");
  odd_say(&o, DIAG_NOTE, "D314", odd_about_item(&o, 0, 1), 5, NULL, NULL, "item");
  odd_say(&o, DIAG_WARNING, "D321", odd_about_scale(&o, 0), 3, NULL, NULL, "scale");
  odd_say(&o, DIAG_WARNING, "D313", odd_about_item(&o, 0, 1), 5, NULL, NULL, "item again");
  odd_say(&o, DIAG_NOTE, "S304", (about){0}, 0, NULL, NULL, "study");
  diag_warning(&b->d, "P001", NULL, 0, NULL, NULL, "an analysis");
  static const char *const order[] = {"D001", "S304", "D321", "D314",
                                      "D313", "D101", "D205", "P001"};
  const odd_finding *const all = odd_findings(&o);
  assert_int_equal(b->d.n, sizeof order / sizeof *order);
  for (size_t i = 0; i < b->d.n; i++)
    assert_string_equal(all[i].message->code, order[i]);
  assert_int_equal(odd_section_of(&all[0]), ODD_STUDY);
  assert_int_equal(odd_section_of(&all[5]), ODD_SURVEY);
}

static void
every_code_has_a_kind(void **state)
{
  (void)state;
  static const char *const cases[][2] = {
      {"S003", "study"},    {"S302", "design"},   {"U001", "study"},  {"U003", "analyses"},
      {"D001", "export"},   {"D101", "export"},   {"D201", "pairs"},  {"D202", "matching"},
      {"D205", "pairs"},    {"D221", "matching"}, {"D301", "rows"},   {"D313", "answers"},
      {"D321", "range"},    {"D331", "coding"},   {"D342", "scores"}, {"G010", "withheld"},
      {"P001", "analyses"}, {"I001", "study"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(odd_kind_of(cases[i][0])->id, cases[i][1]);
  for (size_t i = 0; i < odd_n_kinds(); i++)
    for (size_t j = 0; j < i; j++) {
      assert_string_not_equal(odd_kind_at(i)->id, odd_kind_at(j)->id);
      assert_string_not_equal(odd_kind_at(i)->label, odd_kind_at(j)->label);
    }
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(rows_that_are_left_out_are_counted),
      BENCH_TEST(repeated_respondents_are_counted),
      BENCH_TEST(unequal_weights_are_named),
      BENCH_TEST(response_rates_are_looked_at),
      BENCH_TEST(figures_without_their_n_are_named),
      BENCH_TEST(what_will_be_withheld_is_counted),
      BENCH_TEST(the_size_of_a_single_unit_is_not_told),
      BENCH_TEST(a_scale_that_too_few_answered_is_named),
      BENCH_TEST(scales_of_a_survey_are_told_apart),
      BENCH_TEST(units_on_one_side_are_named),
      BENCH_TEST(a_unit_under_two_names_is_suspected),
      BENCH_TEST(a_declared_unit_that_nobody_names_is_named),
      BENCH_TEST(pairs_with_few_units_are_named),
      BENCH_TEST(the_study_itself_is_looked_at),
      BENCH_TEST(odd_waves_are_noted),
      BENCH_TEST(scales_in_no_pair_are_noted),
      BENCH_TEST(findings_stand_in_order),
      BENCH_TEST(every_code_has_a_kind),
  };
  return cmocka_run_group_tests_name("odd_study", tests, NULL, NULL);
}
