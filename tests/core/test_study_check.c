/* Faults of a study that the schema cannot see: each alone in a study of its own, with its line. */
#include "core.h"

#include "base/xml.h"

/* The parts of small studies; each is one line. */
#define SCALE "<scale id=\"s\" min=\"1\" max=\"5\"><item column=\"q\"/></scale>\n"
#define NUMBERS "<scale id=\"s\" min=\"0\" max=\"9\"><item column=\"q\"/></scale>\n"
#define INSIDE "<survey id=\"a\" side=\"inside\" file=\"a.csv\" unit=\"u\">\n"
#define OUTSIDE "<survey id=\"b\" side=\"outside\" file=\"b.csv\" unit=\"u\">\n"
#define END "</survey>\n"
#define NOWHERE "<survey id=\"b\" side=\"outside\" file=\"b.csv\">\n"
#define PAIR "<pair inside=\"a.s\" outside=\"b.s\"/>\n"
#define BOTH INSIDE SCALE END OUTSIDE SCALE END /* lines 2 to 7 */
#define STOP "</study>\n"
#define MEANINGFUL(value)                                                                          \
  "<study xmlns=\"urn:orgmirror:study:1\" meaningful=\"" value "\"><title>t</title>\n" BOTH STOP

static const struct fault_case {
  const char *code;
  unsigned line;
  const char *words, *xml;
} cases[] = {
    {"S103", 9, "the survey \"c\"",
     STUDY(BOTH "<units><unit id=\"N\">\n<alias survey=\"c\">n</alias></unit></units>\n")},
    {"S104", 8, "inside=\"a.x\" names no scale",
     STUDY(BOTH "<pair inside=\"a.x\" outside=\"b.s\"/>\n")},
    {"S104", 8, "outside=\"s.b\" names no scale",
     STUDY(BOTH "<pair inside=\"a.s\" outside=\"s.b\"/>\n")},
    {"S110", 5, "the survey id \"a\"",
     STUDY(INSIDE SCALE END "<survey id=\"a\" side=\"outside\" file=\"b.csv\">\n" SCALE END)},
    {"S111", 4, "the scale a.s is there twice", STUDY(INSIDE SCALE SCALE END)},
    {"S112", 4, "the item q of a.s",
     STUDY(INSIDE "<scale id=\"s\" min=\"5\" max=\"1\">\n<item column=\"q\"/></scale>\n" END)},
    {"S112", 4, "the item q of a.s",
     STUDY(INSIDE "<scale id=\"s\" min=\"1\" max=\"5\">\n<item column=\"q\" "
                  "min=\"5\"/></scale>\n" END)},
    {"S113", 4, "is not whole",
     STUDY(INSIDE "<scale id=\"s\" min=\"1\" max=\"6\">\n<item column=\"q\" "
                  "max=\"5.5\"/></scale>\n" END)},
    {"S113", 3, "are outside -99 to 127",
     STUDY(INSIDE "<scale id=\"s\" min=\"-100\" max=\"5\"><item column=\"q\"/></scale>\n" END)},
    {"S113", 3, "are outside -99 to 127",
     STUDY(INSIDE "<scale id=\"s\" min=\"0\" max=\"128\"><item column=\"q\"/></scale>\n" END)},
    {"S115", 3, "asks for 2 answered items of 1",
     STUDY(INSIDE "<scale id=\"s\" min=\"1\" max=\"5\" min-items=\"2\"><item "
                  "column=\"q\"/></scale>\n" END)},
    {"S116", 5, "the column q is twice",
     STUDY(INSIDE "<scale id=\"s\" min=\"1\" max=\"5\">\n<item column=\"q\"/>\n<item "
                  "column=\"q\"/></scale>\n" END)},
    {"S118", 2, "a comma as delimiter and as decimal sign",
     STUDY("<survey id=\"a\" side=\"inside\" file=\"a\" delimiter=\"comma\" decimal=\",\">\n" SCALE
               END)},
    {"S119", 4, "wider than that of its scale a.s",
     STUDY(INSIDE "<scale id=\"s\" min=\"1\" max=\"5\">\n<item column=\"q\" "
                  "max=\"7\"/></scale>\n" END)},
    {"S119", 4, "wider than that of its scale a.s",
     STUDY(INSIDE "<scale id=\"s\" min=\"1\" max=\"5\">\n<item column=\"q\" "
                  "min=\"0\"/></scale>\n" END)},
    {"S120", 2, "has no unit column",
     STUDY("<survey id=\"a\" side=\"inside\" level=\"unit\" file=\"a\" n=\"n\">\n" NUMBERS END)},
    {"S121", 2, "names a column of persons",
     STUDY("<survey id=\"a\" side=\"inside\" level=\"unit\" file=\"a\" n=\"n\" unit=\"u\" "
           "respondent=\"r\">\n" NUMBERS END)},
    {"S121", 2, "names a column of persons",
     STUDY("<survey id=\"a\" side=\"inside\" level=\"unit\" file=\"a\" n=\"n\" unit=\"u\" "
           "weight=\"w\">\n" NUMBERS END)},
    {"S122", 3, "have no column with the number of answers",
     STUDY("<survey id=\"a\" side=\"inside\" level=\"unit\" file=\"a\" unit=\"u\">\n" NUMBERS END)},
    {"S123", 3, "holds codes",
     STUDY("<survey id=\"a\" side=\"inside\" level=\"unit\" file=\"a\" unit=\"u\" n=\"n\">\n"
           "<scale id=\"s\" values=\"codes\" min=\"1\" max=\"5\"><item "
           "column=\"q\"/></scale>\n" END)},
    {"S124", 2, "without level=\"unit\"",
     STUDY("<survey id=\"a\" side=\"inside\" file=\"a\" n=\"n\">\n" SCALE END)},
    {"S124", 2, "without level=\"unit\"",
     STUDY("<survey id=\"a\" side=\"inside\" file=\"a\" response-rate=\"rr\">\n" SCALE END)},
    {"S124", 2, "without level=\"unit\"",
     STUDY("<survey id=\"a\" side=\"inside\" file=\"a\" public=\"yes\">\n" SCALE END)},
    {"S124", 2, "without level=\"unit\"",
     STUDY(INSIDE "<scale id=\"s\" min=\"1\" max=\"5\" n=\"n\"><item "
                  "column=\"q\"/></scale>\n" END)},
    {"S124", 2, "without level=\"unit\"",
     STUDY(INSIDE "<scale id=\"s\" min=\"1\" max=\"5\" response-rate=\"rr\"><item "
                  "column=\"q\"/></scale>\n" END)},
    {"S130", 8, "has b.s inside", STUDY(BOTH "<pair inside=\"b.s\" outside=\"b.s\"/>\n")},
    {"S130", 8, "has a.s outside", STUDY(BOTH "<pair inside=\"a.s\" outside=\"a.s\"/>\n")},
    {"S131", 9, "the pair a.s, b.s is declared twice",
     STUDY(BOTH "<pair inside=\"a.s\" outside=\"b.s\"/>\n<pair inside=\"a.s\" outside=\"b.s\" "
                "sign=\"-\"/>\n")},
    {"S132", 8, "one has no units", STUDY(INSIDE SCALE END NOWHERE SCALE END PAIR)},
    {"S140", 9, "the unit \"N\" is declared twice",
     STUDY(BOTH "<units><unit id=\"N\"/>\n<unit id=\"N\"/></units>\n")},
    {"S141", 9, "the alias \"n\"",
     STUDY(BOTH "<units><unit id=\"N\"><alias>n</alias></unit>\n<unit id=\"M\"><alias> n "
                "</alias></unit></units>\n")},
    {"S141", 9, "the alias \"n\"",
     STUDY(BOTH "<units><unit id=\"N\"><alias survey=\"a\">n</alias></unit>\n"
                "<unit id=\"M\"><alias survey=\"a\">n</alias></unit></units>\n")},
    {"S150", 2, "the smallest group outside to be shown is 2",
     STUDY("<privacy minimum=\"5\" outside=\"2\"/>\n" BOTH)},
    {"S150", 2, "the smallest group to be shown is 2", STUDY("<privacy minimum=\"2\"/>\n" BOTH)},
    {"S151", 1, "meaningful is not between 0 and 1", MEANINGFUL("1")},
    {"S151", 1, "meaningful is not between 0 and 1", MEANINGFUL("0")},
    {"S152", 2, "the wave ends before it begins",
     STUDY("<wave id=\"w\" from=\"2024-04-01\" to=\"2024-03-31\"/>\n" BOTH)},
    {"S160", 9, "the analysis \"mirror\" is there twice",
     STUDY(BOTH "<analysis plugin=\"mirror\"/>\n<analysis plugin=\"mirror\"/>\n")},
};

static void
each_fault_is_told_alone_with_its_line(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    b->d = diags_new(b->memory);
    assert_null(bench_study(b, cases[i].xml));
    assert_message(b, cases[i].code, cases[i].line, cases[i].words);
    if (b->d.n != 1)
      fail_msg("%s is not alone:\n%s", cases[i].code, bench_messages(b));
  }
}

/* Each says why or how to fix, or both. */
static void
each_fault_says_what_to_do(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    bench_study(b, cases[i].xml);
  for (size_t i = 0; i < b->d.n; i++)
    assert_true(b->d.at[i].fix && *b->d.at[i].fix);
}

static void
what_takes_many_lines_to_get_wrong(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "<study xmlns=\"urn:orgmirror:study:1\"><title>t</title>\n");
  text_add(&t, "<survey id=\"a\" side=\"inside\" file=\"a.csv\">\n");
  for (int i = 0; i < 25; i++)
    text_addf(&t, "<missing code=\"%d\"/>\n", 900 + i);
  text_add(&t, "<scale id=\"s\" min=\"1\" max=\"5\">\n");
  for (int i = 0; i < 201; i++)
    text_addf(&t, "<item column=\"q%d\"/>\n", i);
  text_add(&t, "</scale>\n</survey>\n</study>\n");
  assert_null(bench_study(b, t.at));
  assert_message(b, "S114", 28, "has more than 200 items");
  assert_message(b, "S117", 2, "has more than 24 missing codes");
  assert_int_equal(b->d.n, 2);
}

static void
ten_faults_are_ten_messages(void **state)
{
  bench *const b = *state;
  assert_null(bench_study(b, "<study xmlns=\"urn:orgmirror:study:1\" "
                             "meaningful=\"2\"><title>t</title>\n"
                             "<wave id=\"w\" from=\"2024-04-01\" to=\"2024-03-31\"/>\n"
                             "<privacy minimum=\"1\"/>\n"
                             "<survey id=\"a\" side=\"inside\" file=\"a.csv\" unit=\"u\" n=\"n\">\n"
                             "<scale id=\"s\" min=\"5\" max=\"1\"><item column=\"q\"/></scale>\n"
                             "</survey>\n" OUTSIDE SCALE END "<units><unit id=\"N\"><alias "
                             "survey=\"c\">n</alias></unit>\n"
                             "<unit id=\"N\"/></units>\n"
                             "<pair inside=\"b.s\" outside=\"b.s\"/>\n"
                             "<pair inside=\"a.x\" outside=\"b.s\"/>\n"
                             "<analysis plugin=\"mirror\"/>\n"
                             "<analysis plugin=\"mirror\"/>\n"
                             "</study>\n"));
  static const struct {
    const char *code;
    unsigned line;
  } wanted[] = {{"S151", 1},  {"S152", 2},  {"S150", 3},  {"S124", 4},  {"S112", 5},
                {"S103", 10}, {"S140", 11}, {"S130", 12}, {"S104", 13}, {"S160", 15}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    assert_message(b, wanted[i].code, wanted[i].line, "");
  assert_int_equal(b->d.n, 10);
}

static void
each_of_several_repetitions_is_told(void **state)
{
  bench *const b = *state;
  assert_null(bench_study(b, STUDY(BOTH "<units><unit id=\"N\"/><unit id=\"M\"/>\n<unit "
                                        "id=\"N\"/>\n"
                                        "<unit id=\"M\"><alias>x</alias></unit>\n"
                                        "<unit id=\"O\"><alias>x</alias></unit></units>\n"
                                        "<analysis plugin=\"p\"/><analysis plugin=\"q\"/>\n"
                                        "<analysis plugin=\"p\"/>\n<analysis plugin=\"q\"/>\n")));
  assert_message(b, "S140", 9, "\"N\"");
  assert_message(b, "S140", 10, "\"M\"");
  assert_message(b, "S141", 11, "\"x\"");
  assert_message(b, "S160", 13, "\"p\"");
  assert_message(b, "S160", 14, "\"q\"");
  assert_int_equal(b->d.n, 5);
}

static void
what_stands_at_the_border_is_allowed(void **state)
{
  bench *const b = *state;
  static const char *const fine[] = {
      STUDY("<privacy minimum=\"3\"/>\n" BOTH),
      STUDY("<wave id=\"w\" from=\"2024-04-01\" to=\"2024-04-01\"/>\n" BOTH),
      STUDY(INSIDE "<scale id=\"s\" min=\"-99\" max=\"127\"><item column=\"q\"/></scale>\n" END),
      STUDY(INSIDE "<scale id=\"s\" min=\"0\" max=\"1\" min-items=\"1\"><item "
                   "column=\"q\"/></scale>\n" END),
      /* one column in two scales, one scale id in two surveys, one pair of scales both ways */
      STUDY(INSIDE "<scale id=\"s\" min=\"1\" max=\"5\"><item column=\"q\"/></scale>\n"
                   "<scale id=\"t\" min=\"1\" max=\"5\"><item column=\"q\"/></scale>\n" END OUTSIDE
                       SCALE END "<pair inside=\"a.s\" outside=\"b.s\"/><pair inside=\"a.t\" "
                   "outside=\"b.s\"/>\n"),
      /* one alias in two surveys, for two units */
      STUDY(BOTH "<units><unit id=\"N\"><alias survey=\"a\">1</alias></unit>"
                 "<unit id=\"M\"><alias survey=\"b\">1</alias></unit></units>\n"),
      STUDY("<survey id=\"a\" side=\"inside\" file=\"a\" delimiter=\"semicolon\" "
            "decimal=\",\">\n" SCALE END),
      STUDY("<survey id=\"a\" side=\"inside\" level=\"unit\" file=\"a\" unit=\"u\" "
            "public=\"yes\">\n" NUMBERS END),
  };
  for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
    assert_non_null(bench_study(b, fine[i]));
    assert_no_message(b);
  }
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(each_fault_is_told_alone_with_its_line),
      BENCH_TEST(each_fault_says_what_to_do),
      BENCH_TEST(what_takes_many_lines_to_get_wrong),
      BENCH_TEST(ten_faults_are_ten_messages),
      BENCH_TEST(each_of_several_repetitions_is_told),
      BENCH_TEST(what_stands_at_the_border_is_allowed),
  };
  return cmocka_run_group_tests_name("study_check", tests, NULL, NULL);
}
