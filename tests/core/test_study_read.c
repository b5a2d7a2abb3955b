/* study.xml -> study: what is written, what is left out, and what cannot be read. */
#include "core.h"

#include "base/xml.h"

/* Nothing that may be left out is there. */
static const char smallest[] = "<study xmlns=\"urn:orgmirror:study:1\">\n"
                               "  <title>Smallest</title>\n"
                               "  <survey id=\"staff\" side=\"inside\" file=\"staff.csv\">\n"
                               "    <scale id=\"ease\" min=\"1\" max=\"5\">\n"
                               "      <item column=\"q1\">It is easy</item>\n"
                               "      <item column=\"q2\"/>\n"
                               "      <item column=\"q3\"/>\n"
                               "    </scale>\n"
                               "  </survey>\n"
                               "  <survey id=\"branches\" side=\"outside\" level=\"unit\" "
                               "file=\"b.csv\""
                               " unit=\"u\" n=\"n\">\n"
                               "    <scale id=\"trust\" min=\"0\" max=\"100\">\n"
                               "      <item column=\"t\"/>\n"
                               "    </scale>\n"
                               "  </survey>\n"
                               "</study>\n";

static void
the_smallest_study_has_every_default(void **state)
{
  bench *const b = *state;
  const study *const s = bench_study(b, smallest);
  assert_no_message(b);
  assert_non_null(s);
  assert_string_equal(s->path, bench_path(b, "study.xml"));
  assert_string_equal(s->dir, b->dir);
  assert_string_equal(s->file, "study.xml");
  assert_true(s->seed == 1);
  assert_true(s->meaningful == .20);
  assert_string_equal(s->title, "Smallest");
  assert_string_equal(s->organisation, "");
  assert_null(s->wave_id);
  assert_int_equal(s->minimum_group, 5);
  assert_int_equal(s->n_surveys, 2);
  assert_int_equal(s->n_scales, 2);
  assert_int_equal(s->n_units + s->n_pairs + s->n_analyses, 0);

  const study_survey *const staff = &s->surveys[0];
  assert_string_equal(staff->id, "staff");
  assert_string_equal(staff->label, "staff");
  assert_int_equal(staff->side, OM_INSIDE);
  assert_int_equal(staff->level, OM_LEVEL_RESPONDENT);
  assert_false(staff->is_public);
  assert_string_equal(staff->file, "staff.csv");
  assert_int_equal(staff->delimiter, '\0');
  assert_null(staff->encoding);
  assert_int_equal(staff->header_rows, 0);
  assert_int_equal(staff->decimal, '.');
  assert_null(staff->unit_column);
  assert_null(staff->label_column);
  assert_null(staff->parent_column[0]);
  assert_null(staff->respondent_column);
  assert_null(staff->weight_column);
  assert_null(staff->n_column);
  assert_null(staff->rate_column);
  assert_int_equal(staff->n_missing, 0);
  assert_int_equal(staff->n_scales, 1);
  assert_int_equal(staff->line, 3);

  const study_scale *const ease = &s->scales[0];
  assert_string_equal(ease->id, "ease");
  assert_string_equal(ease->label, "ease");
  assert_string_equal(ease->name, "staff.ease");
  assert_int_equal(ease->values, OM_CODES);
  assert_int_equal(ease->direction, OM_HIGHER_IS_HEALTHIER);
  assert_int_equal(ease->min_items, 2); /* half of 3, rounded up */
  assert_int_equal(ease->line, 4);
  assert_string_equal(ease->items[0].column, "q1");
  assert_string_equal(ease->items[0].text, "It is easy");
  assert_string_equal(ease->items[1].text, "");
  assert_false(ease->items[0].reversed);
  assert_true(ease->items[2].min == 1 && ease->items[2].max == 5); /* the scale's */
  assert_int_equal(ease->items[2].line, 7);

  const study_scale *const trust = &s->scales[1];
  assert_int_equal(trust->values, OM_NUMBERS); /* of a level="unit" survey */
  assert_int_equal(trust->min_items, 1);
  assert_int_equal(trust->survey, 1);
}

static void
everything_that_is_written_is_read(void **state)
{
  bench *const b = *state;
  const study *const s = bench_study(
      b, "<study xmlns=\"urn:orgmirror:study:1\" seed=\"18446744073709551615\" "
         "meaningful=\"0.35\">\n"
         "<title> A  study\n of  two sides </title>\n"
         "<organisation>Köln &amp; Söhne</organisation>\n"
         "<wave id=\"q3\" label=\"Third quarter\" from=\"2024-07-01\" to=\"2024-09-30\"/>\n"
         "<privacy minimum=\"7\"/>\n"
         "<survey id=\"staff\" label=\"our staff\" side=\"inside\" file=\"/tmp/s.csv\"\n"
         "  delimiter=\"tab\" encoding=\"windows-1252\" header-rows=\"3\" decimal=\",\"\n"
         "  unit=\"Branch\" unit-label=\"Name\" parent=\"Region\" respondent=\"Id\" weight=\"w\">\n"
         "<missing code=\"99\" reason=\"don't know\"/><missing code=\"n/a\"/>\n"
         "<scale id=\"fear\" label=\"Fear\" min=\"1\" max=\"5\" min-items=\"1\"\n"
         "  direction=\"higher-is-dysfunction\">\n"
         "<item column=\"q1\" reversed=\"yes\">I dare to speak</item>\n"
         "<item column=\"q2\" min=\"2\" max=\"4\"/>\n"
         "</scale>\n"
         "<scale id=\"hours\" min=\"0\" max=\"60.5\" values=\"numbers\"><item "
         "column=\"h\"/></scale>\n"
         "</survey>\n"
         "<survey id=\"clients\" side=\"outside\" level=\"unit\" public=\"yes\" file=\"c.csv\"\n"
         "  unit=\"u\" n=\"n\" response-rate=\"rr\" delimiter=\"semicolon\">\n"
         "<scale id=\"trust\" min=\"0\" max=\"100\" n=\"n2\" response-rate=\"rr2\"><item "
         "column=\"t\"/></scale>\n"
         "</survey>\n"
         "<units>\n"
         "<unit id=\"N\" label=\"North\" parent=\"All\"><alias>Nord</alias>\n"
         "<alias survey=\"clients\"> the  north </alias></unit>\n"
         "<unit id=\"S\"/>\n"
         "</units>\n"
         "<pair inside=\"staff.fear\" outside=\"clients.trust\" sign=\"-\" claim=\"P10\"/>\n"
         "<pair inside=\"staff.hours\" outside=\"clients.trust\"/>\n"
         "<analysis plugin=\"mirror\" run=\"no\" rows=\"yes\"><option name=\"draws\" "
         "value=\"999\"/></analysis>\n"
         "<analysis plugin=\"org.x.y\"/>\n"
         "</study>\n");
  assert_no_message(b);
  assert_non_null(s);
  assert_true(s->seed == UINT64_MAX);
  assert_true(s->meaningful == .35);
  assert_string_equal(s->title, "A study of two sides");
  assert_string_equal(s->organisation, "Köln & Söhne");
  assert_string_equal(s->wave_id, "q3");
  assert_string_equal(s->wave_label, "Third quarter");
  assert_string_equal(s->wave_from, "2024-07-01");
  assert_string_equal(s->wave_to, "2024-09-30");
  assert_int_equal(s->minimum_group, 7);
  const study_survey *const staff = &s->surveys[0], *const clients = &s->surveys[1];
  assert_string_equal(staff->label, "our staff");
  assert_string_equal(staff->file, "/tmp/s.csv");
  assert_int_equal(staff->delimiter, '\t');
  assert_string_equal(staff->encoding, "windows-1252");
  assert_int_equal(staff->header_rows, 3);
  assert_int_equal(staff->decimal, ',');
  assert_string_equal(staff->unit_column, "Branch");
  assert_string_equal(staff->label_column, "Name");
  assert_string_equal(staff->parent_column[0], "Region");
  assert_string_equal(staff->respondent_column, "Id");
  assert_string_equal(staff->weight_column, "w");
  assert_int_equal(staff->n_missing, 2);
  assert_string_equal(staff->missing[0].code, "99");
  assert_string_equal(staff->missing[0].reason, "don't know");
  assert_string_equal(staff->missing[1].reason, "declared missing");
  assert_int_equal(clients->side, OM_OUTSIDE);
  assert_int_equal(clients->level, OM_LEVEL_UNIT);
  assert_true(clients->is_public);
  assert_int_equal(clients->delimiter, ';');
  assert_string_equal(clients->n_column, "n");
  assert_string_equal(clients->rate_column, "rr");
  assert_int_equal(clients->first_scale, 2);
  const study_scale *const fear = &s->scales[0];
  assert_string_equal(fear->label, "Fear");
  assert_int_equal(fear->min_items, 1);
  assert_int_equal(fear->direction, OM_HIGHER_IS_DYSFUNCTION);
  assert_true(fear->items[0].reversed);
  assert_true(fear->items[1].min == 2 && fear->items[1].max == 4);
  assert_int_equal(s->scales[1].values, OM_NUMBERS);
  assert_true(s->scales[1].max == 60.5);
  assert_string_equal(s->scales[2].n_column, "n2");
  assert_string_equal(s->scales[2].rate_column, "rr2");
  assert_int_equal(s->n_units, 2);
  assert_string_equal(s->units[0].label, "North");
  assert_string_equal(s->units[0].parent[0], "All");
  assert_int_equal(s->units[0].n_aliases, 2);
  assert_string_equal(s->units[0].aliases[0].name, "Nord");
  assert_int_equal(s->units[0].aliases[0].survey, UINT32_MAX);
  assert_string_equal(s->units[0].aliases[1].name, "the north");
  assert_int_equal(s->units[0].aliases[1].survey, 1);
  assert_null(s->units[1].label);
  assert_int_equal(s->pairs[0].inside, 0);
  assert_int_equal(s->pairs[0].outside, 2);
  assert_int_equal(s->pairs[0].sign, -1);
  assert_string_equal(s->pairs[0].claim, "P10");
  assert_int_equal(s->pairs[1].sign, 1);
  assert_string_equal(s->pairs[1].claim, "");
  assert_false(s->analyses[0].run);
  assert_true(s->analyses[0].rows);
  assert_string_equal(s->analyses[0].options[0].name, "draws");
  assert_string_equal(s->analyses[0].options[0].value, "999");
  assert_true(s->analyses[1].run);
  assert_false(s->analyses[1].rows);
}

/* The schema lets spaces stand around such values, so they must not turn a "yes" into a "no". */
static void
spaces_around_values_change_nothing(void **state)
{
  bench *const b = *state;
  const study *const s = bench_study(b, STUDY("<survey id=\" a \" side=\" inside\" file=\"a.csv\" "
                                              "decimal=\" , \"\n"
                                              "  delimiter=\" semicolon \" header-rows=\" 2 \">\n"
                                              "<missing code=\" 9 \"/>\n"
                                              "<scale id=\" s \" min=\" 1 \" max=\"5 \" values=\" "
                                              "numbers\">\n"
                                              "<item column=\"q\" reversed=\" yes "
                                              "\"/></scale></survey>\n"
                                              "<survey id=\"b\" side=\"outside\" file=\"b.csv\">\n"
                                              "<scale id=\"s\" min=\"1\" max=\"5\"><item "
                                              "column=\"q\"/></scale></survey>\n"
                                              "<analysis plugin=\"p\" run=\" no \"/>\n"));
  assert_no_message(b);
  assert_non_null(s);
  assert_string_equal(s->surveys[0].id, "a");
  assert_int_equal(s->surveys[0].side, OM_INSIDE);
  assert_int_equal(s->surveys[0].decimal, ',');
  assert_int_equal(s->surveys[0].delimiter, ';');
  assert_int_equal(s->surveys[0].header_rows, 2);
  assert_string_equal(s->surveys[0].missing[0].code, "9");
  assert_int_equal(s->scales[0].values, OM_NUMBERS);
  assert_string_equal(s->scales[0].name, "a.s");
  assert_true(s->scales[0].items[0].reversed);
  assert_false(s->analyses[0].run);
}

static void
what_cannot_be_read_is_S001(void **state)
{
  bench *const b = *state;
  assert_null(study_read(b->memory, bench_path(b, "absent.xml"), &b->d));
  assert_message(b, "S001", 0, "the study cannot be read");
  assert_null(study_read(b->memory, b->dir, &b->d));
  assert_int_equal(b->d.n, 2);
  assert_non_null(strstr(bench_messages(b), "No such file"));
  assert_non_null(strstr(bench_messages(b), "Is a directory"));
}

static void
what_is_not_well_formed_is_S002(void **state)
{
  bench *const b = *state;
  assert_null(bench_study(b, "<study>\n<title>\n</study>"));
  assert_message(b, "S002", 3, "mismatch");
  assert_null(bench_study(b, "<!DOCTYPE study><study/>"));
  assert_message(b, "S002", 1, "a DOCTYPE is not accepted");
  assert_null(bench_study(b, ""));
  assert_message(b, "S002", 0, "the file is empty");
}

static const struct {
  const char *xml;
  unsigned line;
  const char *words;
} breaches[] = {
    {"<report/>", 1, "the root element is <report>"},
    {"\n<title xmlns=\"urn:orgmirror:study:1\">t</title>", 2, "the root element is <title>"},
    {"<item xmlns=\"urn:orgmirror:study:1\" column=\"x\"/>", 1, "the root element is <item>"},
    {"<study/>", 1, "No matching global declaration"},
    {STUDY(""), 1, "Missing child element"},
    {STUDY("<survey id=\"a\" side=\"inside\" file=\"a\"><scale id=\"s\" min=\"1\" max=\"5\"/>"
           "</survey>\n"),
     2, "Missing child element"},
    {STUDY("<include model=\"P1\"/>\n"), 2, "include"},
    {STUDY("<survay/>\n"), 2, "survay"},
};

static void
what_the_schema_forbids_is_S003(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof breaches / sizeof *breaches; i++) {
    b->d = diags_new(b->memory);
    assert_null(bench_study(b, breaches[i].xml));
    assert_message(b, "S003", breaches[i].line, breaches[i].words);
  }
}

/* One attribute of the smallest study at a time, replaced by what it must not be. */
static void
each_wrong_attribute_is_told(void **state)
{
  bench *const b = *state;
  static const struct {
    const char *right, *wrong;
    unsigned line;
  } cases[] = {
      {"id=\"staff\"", "id=\"9staff\"", 3},
      {"id=\"staff\"", "id=\"st.aff\"", 3},
      {"id=\"staff\"", "", 3},
      {"side=\"inside\"", "side=\"within\"", 3},
      {"side=\"inside\"", "side=\"inside\" level=\"team\"", 3},
      {"side=\"inside\"", "side=\"inside\" decimal=\"x\"", 3},
      {"side=\"inside\"", "side=\"inside\" delimiter=\"pipe\"", 3},
      {"side=\"inside\"", "side=\"inside\" encoding=\"latin1\"", 3},
      {"side=\"inside\"", "side=\"inside\" header-rows=\"0\"", 3},
      {"side=\"inside\"", "side=\"inside\" header-rows=\"11\"", 3},
      {"side=\"inside\"", "side=\"inside\" publik=\"yes\"", 3},
      {"file=\"staff.csv\"", "file=\"\"", 3},
      {"side=\"inside\"", "side=\"inside\" thousands=\"dot\"", 3},
      {"side=\"inside\"", "side=\"inside\" date-order=\"dym\"", 3},
      {"side=\"inside\"", "side=\"inside\" no-answer-words=\"maybe\"", 3},
      {"column=\"q2\"", "column=\"q2\" selected=\"1\"", 6},
      {"column=\"q2\"", "column=\"q2\" choice=\"\"", 6},
      {"</title>", "</title><answers id=\"a\"/>", 2},
      {"</title>", "</title><answers id=\"a\"><answer>x</answer></answers>", 2},
      {"min=\"1\"", "min=\"1e0\"", 4},
      {"min=\"1\"", "min=\"one\"", 4},
      {"min=\"1\"", "", 4},
      {"max=\"5\"", "max=\"INF\"", 4},
      {"max=\"5\"", "max=\"5\" min-items=\"0\"", 4},
      {"max=\"5\"", "max=\"5\" min-items=\"4294967297\"", 4}, /* 2^32 + 1 must not count as 1 */
      {"max=\"5\"", "max=\"5\" direction=\"up\"", 4},
      {"max=\"5\"", "max=\"5\" values=\"text\"", 4},
      {"column=\"q2\"", "column=\"\"", 6},
      {"column=\"q2\"", "column=\"q2\" reversed=\"true\"", 6},
      {"</title>", "</title><privacy minimum=\"0\"/>", 2},
      {"</title>", "</title><privacy minimum=\"4294967301\"/>", 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *const at = strstr(smallest, cases[i].right);
    assert_non_null(at);
    b->d = diags_new(b->memory);
    assert_null(bench_study(b, arena_printf(b->memory, "%.*s%s%s", (int)(at - smallest), smallest,
                                            cases[i].wrong, at + strlen(cases[i].right))));
    assert_message(b, "S003", cases[i].line, "");
  }
}

static void
what_exports_hold_is_read(void **state)
{
  bench *const b = *state;
  const study *const s =
      bench_study(b, STUDY("<wave id='w'/><answers id='a'><answer value='1.5'> So \n so </answer>"
                           "<no-answer reason='r'>x</no-answer><no-answer>y</no-answer></answers>"
                           "<survey id='s' side='inside' thousands='apostrophe' date-order='mdy' "
                           "no-answer-words='no'><file path='p' wave='w'/><file path='q'/>"
                           "<scale id='x' min='0' max='2' values='numbers' answers='a'><item "
                           "column='i'/>"
                           "<item column='j' min='0' max='1' choice='c' "
                           "answers='b'/></scale></survey>"
                           "<survey id='t' side='inside' file='f' thousands='space'>"
                           "<scale id='x' min='0' max='1'><item column='i' selected='yes'/>"
                           "<item column='j' selected='no'/><item column='k' choice='c'/>"
                           "<item column='k' choice='d'/></scale></survey>"));
  assert_null(s);
  assert_message(b, "S105", 3, "\"b\"");
  b->d = diags_new(b->memory);
  const study *const t =
      bench_study(b, STUDY("<wave id='w'/><answers id='a'><answer value='1.5'> So \n so </answer>"
                           "<no-answer reason='r'>x</no-answer><no-answer>y</no-answer></answers>"
                           "<survey id='s' side='inside' thousands='apostrophe' date-order='mdy' "
                           "no-answer-words='no'><file path='p' wave='w'/><file path='q'/>"
                           "<scale id='x' min='0' max='2' values='numbers' answers='a'><item "
                           "column='i'/>"
                           "</scale></survey>"
                           "<survey id='t' side='inside' file='f' thousands='space'>"
                           "<scale id='x' min='0' max='1'><item column='i' selected='yes'/>"
                           "<item column='j' selected='no'/><item column='k' choice='c'/>"
                           "<item column='k' choice='d'/></scale></survey>"));
  assert_no_message(b);
  assert_int_equal(t->n_answers, 1);
  const study_answers *const a = &t->answers[0];
  assert_int_equal(a->n, 3);
  assert_string_equal(a->at[0].text, "So so");
  assert_true(a->at[0].value == 1.5 && !a->at[0].reason);
  assert_string_equal(a->at[1].reason, "r");
  assert_string_equal(a->at[2].reason, "y");
  const study_survey *const one = &t->surveys[0], *const two = &t->surveys[1];
  assert_true(one->thousands == '\'' && one->dates == DATE_MDY && !one->has_no_answer_words);
  assert_int_equal(one->n_files, 2);
  assert_string_equal(one->files[0].wave, "w");
  assert_null(one->files[1].wave);
  assert_string_equal(one->file, "p");
  assert_true(two->thousands == ' ' && two->dates == DATE_ANY && two->has_no_answer_words);
  assert_int_equal(two->n_files, 1);
  assert_true(t->scales[0].items[0].answers == a);
  const study_item *const items = t->scales[1].items;
  assert_int_equal(items[0].selected, SELECTED_YES);
  assert_int_equal(items[1].selected, SELECTED_NO);
  assert_int_equal(items[2].selected, SELECTED_AS_EXPORTED);
  assert_string_equal(items[3].choice, "d");
  assert_null(items[0].answers);
}

static void
the_digest_is_that_of_the_file(void **state)
{
  bench *const b = *state;
  const study *const s = bench_study(b, smallest);
  const digest d = digest_of(smallest, sizeof smallest - 1);
  assert_memory_equal(s->sha256.at, d.at, sizeof d.at);
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(the_smallest_study_has_every_default),
      BENCH_TEST(everything_that_is_written_is_read),
      BENCH_TEST(spaces_around_values_change_nothing),
      BENCH_TEST(what_cannot_be_read_is_S001),
      BENCH_TEST(what_is_not_well_formed_is_S002),
      BENCH_TEST(what_the_schema_forbids_is_S003),
      BENCH_TEST(each_wrong_attribute_is_told),
      BENCH_TEST(what_exports_hold_is_read),
      BENCH_TEST(the_digest_is_that_of_the_file),
  };
  return cmocka_run_group_tests_name("study_read", tests, NULL, NULL);
}
