/* Units: one order for all results, whatever names the exports use and in whatever order. */
#include "core.h"

#include "base/xml.h"

#define ITEM "<scale id=\"s\" min=\"1\" max=\"5\"><item column=\"q\"/></scale>\n"
#define SURVEY(id, attributes)                                                                     \
  "<survey id=\"" id "\" side=\"inside\" file=\"" id ".csv\" unit=\"u\" " attributes ">\n" ITEM    \
  "</survey>\n"

/* "id=label<parent" of every unit in order, parents marked by '^'. */
static const char *
described(const bench *b, const loaded *l)
{
  assert_non_null(l->summary.study);
  text t = text_new(b->memory);
  for (uint32_t i = 0; i < l->summary.study->n_units; i++) {
    const om_unit *const u = l->summary.study->units[i];
    assert_int_equal(u->index, i);
    text_addf(&t, "%s%s%s=%s", i ? " " : "", u->level ? "^" : "", u->id, u->label);
    if (u->parent)
      text_addf(&t, "<%s", u->parent->id);
  }
  return t.at;
}

static loaded
load(bench *b, const char *xml, const char *a, const char *other)
{
  b->d = diags_new(b->memory);
  bench_write_text(b, "a.csv", a);
  if (other)
    bench_write_text(b, "b.csv", other);
  return bench_load(b, xml);
}

static void
assert_units(bench *b, const char *xml, const char *a, const char *other, const char *wanted)
{
  loaded l = load(b, xml, a, other);
  assert_no_message(b);
  assert_string_equal(described(b, &l), wanted);
  loaded_release(&l);
}

static void
units_stand_bytewise_and_parents_last(void **state)
{
  bench *const b = *state;
  assert_units(b, STUDY(SURVEY("a", "parent=\"p\"")),
               "u,p,q\nb,West,1\nB,East,1\n10,West,1\n9,,1\nä,East,1\na "
               "b,West,1\nZ,East,1\na,n,1\n",
               NULL,
               "10=10<West 9=9 B=B<East Z=Z<East a=a<n a b=a b<West b=b<West ä=ä<East"
               " ^East=East ^West=West ^n=n");
}

static void
the_order_of_rows_and_files_does_not_matter(void **state)
{
  bench *const b = *state;
  static const char wanted[] = "a=Alpha<X b=b<X c=c<Y ^X=X ^Y=Y";
  static const char xml[] = STUDY(SURVEY("a", "parent=\"p\" unit-label=\"l\"") SURVEY("b", ""));
  assert_units(b, xml, "u,p,l,q\nb,X,,1\na,X,Alpha,2\n", "u,q\nc,1\nb,2\n",
               "a=Alpha<X b=b<X c=c ^X=X");
  assert_units(b, xml, "u,p,l,q\nc,Y,,1\nb,X,,1\na,X,Beta,2\na,X,Alpha,2\n", "u,q\nc,1\n", wanted);
  assert_units(b, xml, "u,p,l,q\na,X,Alpha,2\na,,Beta,2\nb,X,,1\nc,Y,,1\n", "u,q\na,1\n", wanted);
}

static void
aliases_join_what_exports_call_differently(void **state)
{
  bench *const b = *state;
  static const char units[] =
      STUDY(SURVEY("a", "") SURVEY("b", "") "<units>\n"
                                            "<unit id=\"N\" label=\"North\"><alias>Nord</alias>"
                                            "<alias survey=\"b\">7</alias></unit>\n"
                                            "<unit id=\"S\"><alias survey=\"b\">8</alias>"
                                            "<alias survey=\"a\">7</alias></unit>\n"
                                            "</units>\n");
  /* In a, 7 is S; in b, 7 is N; 8 is a unit of its own in a. */
  loaded l = load(b, units, "u,q\nNord,1\nN,2\n7,3\nS,4\n8,5\n", "u,q\n7,1\nNord,2\n8,3\nN,4\n");
  assert_no_message(b);
  assert_string_equal(described(b, &l), "8=8 N=North S=S");
  const uint64_t *const in_a = l.summary.scales[0].n, *const in_b = l.summary.scales[1].n;
  assert_int_equal(in_a[0], 1);
  assert_int_equal(in_a[1], 2);
  assert_int_equal(in_a[2], 2);
  assert_int_equal(in_b[0], 0);
  assert_int_equal(in_b[1], 3);
  assert_int_equal(in_b[2], 1);
  assert_true(l.units.at[0].in_survey[0] && !l.units.at[0].in_survey[1]);
  assert_true(l.units.at[1].in_survey[0] && l.units.at[1].in_survey[1]);
  loaded_release(&l);
}

static void
an_alias_for_one_survey_is_stronger_than_one_for_all(void **state)
{
  bench *const b = *state;
  loaded l = load(b,
                  STUDY(SURVEY("a", "") SURVEY("b", "") "<units><unit "
                                                        "id=\"N\"><alias>x</alias></unit>\n"
                                                        "<unit id=\"S\"><alias "
                                                        "survey=\"a\">x</alias>"
                                                        "</unit></units>\n"),
                  "u,q\nx,1\n", "u,q\nx,1\n");
  assert_no_message(b);
  assert_string_equal(described(b, &l), "N=N S=S");
  assert_true(l.summary.scales[0].n[1] == 1 && l.summary.scales[1].n[0] == 1);
  loaded_release(&l);
}

static void
the_study_has_the_last_word(void **state)
{
  bench *const b = *state;
  static const char xml[] =
      STUDY(SURVEY("a", "unit-label=\"l\" parent=\"p\"") "<units><unit id=\"N\" label=\"North\" "
                                                         "parent=\"Country\"/><unit id=\"S\"/>"
                                                         "<unit id=\"absent\" "
                                                         "label=\"Nobody\"/></units>\n");
  assert_units(b, xml, "u,l,p,q\nN,nord,X,1\nS,sued,X,1\n", NULL,
               "N=North<Country S=sued<X ^Country=Country ^X=X");
  /* Then different parents in the export are no conflict. */
  assert_units(b, xml, "u,l,p,q\nN,nord,X,1\nN,nord,Y,1\n", NULL,
               "N=North<Country ^Country=Country");
}

static void
different_parents_are_a_conflict(void **state)
{
  bench *const b = *state;
  loaded l =
      load(b, STUDY(SURVEY("a", "parent=\"p\"")), "u,p,q\nN,X,1\nS,Y,1\n\nN,,2\nN,Y,1\n", NULL);
  assert_null(l.summary.study);
  assert_message(b, "D220", 6, "the unit \"N\" belongs to \"Y\" here and to another parent before");
  assert_int_equal(b->d.n, 1);
  /* Also across exports. */
  load(b, STUDY(SURVEY("a", "parent=\"p\"") SURVEY("b", "parent=\"p\"")), "u,p,q\nN,X,1\n",
       "u,p,q\nN,Y,1\n");
  assert_message(b, "D220", 2, "the unit \"N\"");
}

static void
names_are_trimmed_and_missing_codes_are_no_names(void **state)
{
  bench *const b = *state;
  static const char xml[] = STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\" unit=\"u\" "
                                  "parent=\"p\" unit-label=\"l\">\n"
                                  "<missing code=\"n/a\"/>\n" ITEM "</survey>\n");
  assert_units(b, xml, "u,p,l,q\n N , X ,n/a,1\nN,n/a,Nord,2\n\"N\t\",, Nord ,3\nn/a,X,x,1\n", NULL,
               "N=Nord<X ^X=X");
}

static void
parents_hold_the_people_of_their_units(void **state)
{
  bench *const b = *state;
  loaded l = load(b, STUDY(SURVEY("a", "parent=\"p\"")),
                  "u,p,q\nA,X,1\nA,X,2\nB,X,5\nC,Y,3\nD,,4\n", NULL);
  assert_no_message(b);
  const scale_summary *const s = &l.summary.scales[0];
  assert_int_equal(s->n[unit_slot(&l, "X")], 3);
  assert_close(s->score[unit_slot(&l, "X")], 8 / 3., 1e-15, 0);
  assert_int_equal(s->n[unit_slot(&l, "Y")], 1);
  assert_int_equal(s->n[l.summary.n_slots - 1], 5); /* D too, who has no parent */
  assert_true(l.units.at[unit_slot(&l, "X")].in_survey[0]);
  loaded_release(&l);
}

static void
a_survey_without_units_is_everybody(void **state)
{
  bench *const b = *state;
  loaded l = load(b, STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\">\n" ITEM "</survey>\n"),
                  "q\n1\n2\n", NULL);
  assert_no_message(b);
  assert_int_equal(l.summary.study->n_units, 0);
  assert_int_equal(l.summary.n_slots, 1);
  assert_true(l.summary.scales[0].score[0] == 1.5);
  loaded_release(&l);
}

/* A unit whose only rows contradict each other is named by no answer that was kept. */
static void
units_of_dropped_rows_leave_no_people(void **state)
{
  bench *const b = *state;
  loaded l = load(b, STUDY(SURVEY("a", "respondent=\"id\"")),
                  "id,u,q\n1,A,1\n2,B,1\n2,B,2\n3,A,2\n", NULL);
  assert_no_message(b);
  for (uint32_t i = 0; i < l.summary.study->n_units; i++) {
    const bool is_a = strcmp(l.summary.study->units[i]->id, "A") == 0;
    assert_int_equal(l.summary.scales[0].n[i], is_a ? 2 : 0);
    assert_int_equal(l.units.at[i].in_survey[0], is_a);
  }
  loaded_release(&l);
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(units_stand_bytewise_and_parents_last),
      BENCH_TEST(the_order_of_rows_and_files_does_not_matter),
      BENCH_TEST(aliases_join_what_exports_call_differently),
      BENCH_TEST(an_alias_for_one_survey_is_stronger_than_one_for_all),
      BENCH_TEST(the_study_has_the_last_word),
      BENCH_TEST(different_parents_are_a_conflict),
      BENCH_TEST(names_are_trimmed_and_missing_codes_are_no_names),
      BENCH_TEST(parents_hold_the_people_of_their_units),
      BENCH_TEST(a_survey_without_units_is_everybody),
      BENCH_TEST(units_of_dropped_rows_leave_no_people),
  };
  return cmocka_run_group_tests_name("units", tests, NULL, NULL);
}
