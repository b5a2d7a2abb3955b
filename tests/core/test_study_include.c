/* <include>: scales and pairs from fragments, and every reason to refuse one. */
#include "core.h"

#include "base/xml.h"

#include <sys/stat.h>
#include <unistd.h>

#define FRAGMENT(parts) "<fragment xmlns=\"urn:orgmirror:study:1\">\n" parts "</fragment>\n"
#define TALK                                                                                       \
  "<inside><scale id=\"talk\" min=\"1\" max=\"5\">\n"                                              \
  "<item column=\"T1\">We talk</item>\n"                                                           \
  "<item column=\"T2\" reversed=\"yes\">We do not</item>\n"                                        \
  "</scale></inside>\n"
#define CLEAR                                                                                      \
  "<outside><scale id=\"clear\" min=\"1\" max=\"5\"><item column=\"C1\"/></scale></outside>\n"
#define SURVEYS                                                                                    \
  "<survey id=\"staff\" side=\"inside\" file=\"s.csv\" unit=\"u\"/>\n"                             \
  "<survey id=\"customers\" side=\"outside\" file=\"c.csv\" unit=\"u\"/>\n"
#define BOTH " inside=\"staff\" outside=\"customers\""
#define SCALE(attributes)                                                                          \
  "<scale id=\"x\" min=\"1\" max=\"5\" " attributes "><item column=\"x\"/></scale>\n"

/* An include of talk.xml is line 4 of the study. */
static const study *
including(bench *b, const char *element)
{
  return bench_study(b, arena_printf(b->memory, STUDY(SURVEYS "%s\n"), element));
}

static void
talk(const bench *b)
{
  bench_write_text(b, "talk.xml",
                   FRAGMENT(TALK CLEAR "<mirror inside=\"talk\" outside=\"clear\" "
                                       "claim=\"T\"/>\n"));
}

static void
a_model_of_the_program_is_included_by_its_name(void **state)
{
  bench *const b = *state;
  const study *const s = including(b, "<include model=\"P10\"" BOTH "/>");
  assert_no_message(b);
  assert_int_equal(s->n_scales, 2);
  assert_string_equal(s->scales[0].name, "staff.rivalry");
  assert_string_equal(s->scales[0].items[4].column, "P10_I5");
  assert_true(s->scales[0].items[4].reversed);
  assert_int_equal(s->scales[0].facet, FACET_BEHAVIOUR);
  assert_int_equal(s->scales[0].direction, OM_HIGHER_IS_DYSFUNCTION);
  assert_string_equal(s->scales[1].name, "customers.trust");
  assert_int_equal(s->n_pairs, 1);
  assert_int_equal(s->pairs[0].sign, -1);
  assert_string_equal(s->pairs[0].claim, "P10");
  assert_int_equal(s->pairs[0].inside, 0);
  assert_int_equal(s->pairs[0].outside, 1);
  assert_int_equal(s->n_included, 1);
  assert_string_equal(s->included[0].file, "model/P10.xml");
}

static void
p3_and_p03_are_the_same(void **state)
{
  bench *const b = *state;
  assert_non_null(including(b, "<include model=\"P3\"" BOTH "/>"));
  assert_non_null(including(b, "<include model=\"P03\"" BOTH "/>"));
  assert_no_message(b);
}

/* The whole model is there: 18 pairs, six facets, seven outcomes. */
static void
the_whole_model_is_one_include(void **state)
{
  bench *const b = *state;
  const study *const s = including(b, "<include model=\"mirror\"" BOTH "/>");
  assert_no_message(b);
  assert_int_equal(s->n_pairs, 18);
  assert_int_equal(s->n_included, 20);
  assert_int_equal(s->surveys[0].n_scales, 19);
  assert_int_equal(s->surveys[1].n_scales, 21);
  unsigned facets = 0, outcomes = 0;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const study_scale *const x = &s->scales[i];
    facets |= x->facet ? 1U << x->facet : 0;
    outcomes |= x->outcome ? 1U << x->outcome : 0;
    assert_in_range(x->n_items, 4, 6);
    unsigned reversed = 0;
    for (uint32_t j = 0; j < x->n_items; j++) {
      reversed += x->items[j].reversed;
      assert_true(x->items[j].min == 1 && x->items[j].max == 5);
      assert_in_range(strlen(x->items[j].text), 10, 80);
    }
    assert_in_range(reversed, 1, x->n_items - 1);
  }
  assert_int_equal(facets, 0x7e);
  assert_int_equal(outcomes, 0xfe);
  for (uint32_t i = 0; i < 18; i++)
    assert_string_equal(s->pairs[i].claim, arena_printf(b->memory, "P%u", i + 1));
}

static void
a_file_beside_the_study_is_included(void **state)
{
  bench *const b = *state;
  talk(b);
  const study *const s = including(b, "<include href=\"talk.xml\"" BOTH "/>");
  assert_no_message(b);
  assert_int_equal(s->n_scales, 2);
  assert_string_equal(s->scales[0].items[0].text, "We talk");
  assert_int_equal(s->n_pairs, 1);
  char found[65], expected[65];
  const char *const text = bench_read(b, bench_path(b, "talk.xml"));
  digest_hex(s->included[0].sha256, found);
  digest_hex(digest_of(text, strlen(text)), expected);
  assert_string_equal(found, expected);
}

/* A report names the digest of its study: what is included is part of it. */
static void
the_digest_of_a_study_covers_what_it_includes(void **state)
{
  bench *const b = *state;
  char digests[3][65];
  for (int i = 0; i < 3; i++) {
    talk(b);
    if (i == 1)
      bench_write_text(b, "talk.xml", FRAGMENT(TALK CLEAR));
    const study *const s = including(b, "<include href=\"talk.xml\"" BOTH "/>");
    assert_no_message(b);
    digest_hex(s->sha256, digests[i]);
  }
  assert_string_not_equal(digests[0], digests[1]);
  assert_string_equal(digests[0], digests[2]);
}

static void
a_file_named_in_full_is_included(void **state)
{
  bench *const b = *state;
  talk(b);
  assert_non_null(including(
      b, arena_printf(b->memory, "<include href=\"%s\"" BOTH "/>", bench_path(b, "talk.xml"))));
  assert_no_message(b);
}

static void
own_scales_stand_before_included_ones(void **state)
{
  bench *const b = *state;
  talk(b);
  const study *const s =
      bench_study(b, STUDY("<survey id=\"staff\" side=\"inside\" file=\"s.csv\" "
                           "unit=\"u\">\n" SCALE("") "</survey>\n<survey id=\"customers\" "
                                                     "side=\"outside\" file=\"c.csv\" "
                                                     "unit=\"u\">\n" SCALE("") "</"
                                                                               "survey>\n<include "
                                                                               "href=\"talk."
                                                                               "xml\"" BOTH "/>\n"
                                                                               "<pair "
                                                                               "inside=\"staff.x\" "
                                                                               "outside="
                                                                               "\"customers."
                                                                               "clear\"/>\n"));
  assert_no_message(b);
  assert_string_equal(s->scales[0].name, "staff.x");
  assert_string_equal(s->scales[1].name, "staff.talk");
  assert_string_equal(s->scales[3].name, "customers.clear");
  assert_int_equal(s->surveys[1].first_scale, 2);
  assert_string_equal(s->pairs[0].claim, "T");
  assert_string_equal(s->scales[s->pairs[1].inside].name, "staff.x");
}

static void
one_side_alone_brings_no_pair(void **state)
{
  bench *const b = *state;
  talk(b);
  const study *const s = bench_study(b, STUDY("<survey id=\"staff\" side=\"inside\" file=\"s.csv\" "
                                              "unit=\"u\"/>\n"
                                              "<include href=\"talk.xml\" inside=\"staff\"/>\n"));
  assert_no_message(b);
  assert_int_equal(s->n_scales, 1);
  assert_int_equal(s->n_pairs, 0);
}

static void
columns_follow_a_pattern_the_text_or_a_name(void **state)
{
  bench *const b = *state;
  talk(b);
  const study *s = including(b, "<include href=\"talk.xml\"" BOTH " inside-columns=\"Q7_#\""
                                " outside-columns=\"Say [@]\"><column item=\"T2\" name=\"not\"/>"
                                "</include>");
  assert_no_message(b);
  assert_string_equal(s->scales[0].items[0].column, "Q7_1");
  assert_string_equal(s->scales[0].items[1].column, "not");
  assert_true(s->scales[0].items[1].reversed);
  assert_string_equal(s->scales[1].items[0].column, "Say []");
  s = including(b, "<include href=\"talk.xml\"" BOTH " inside-columns=\"@\"/>");
  assert_string_equal(s->scales[0].items[1].column, "We do not");
  assert_string_equal(s->scales[1].items[0].column, "C1");
  s = including(b, "<include model=\"mirror\"" BOTH " inside-columns=\"Q#\"/>"); /* counts on */
  assert_string_equal(s->scales[0].items[4].column, "Q5");
  assert_string_equal(s->scales[1].items[0].column, "Q6");
  assert_no_message(b);
}

static void
answers_of_the_study_are_those_of_what_is_included(void **state)
{
  bench *const b = *state;
  talk(b);
  const study *const s = bench_study(b, STUDY("<answers id=\"a\"><answer "
                                              "value=\"1\">no</answer></answers>\n" SURVEYS
                                              "<include href=\"talk.xml\"" BOTH " answers=\"a\"/"
                                              ">\n"));
  assert_no_message(b);
  assert_ptr_equal(s->scales[0].items[1].answers, &s->answers[0]);
  assert_ptr_equal(s->scales[1].items[0].answers, &s->answers[0]);
  assert_null(including(b, "<include href=\"talk.xml\"" BOTH " answers=\"b\"/>"));
  assert_message(b, "S105", 4, "answers=\"b\"");
}

static void
fragments_include_fragments(void **state)
{
  bench *const b = *state;
  mkdir(bench_path(b, "sub"), 0700);
  bench_write_text(b, "all.xml",
                   FRAGMENT("<title>All</title><include href=\"sub/talk.xml\"/>\n" CLEAR));
  bench_write_text(b, "sub/talk.xml", FRAGMENT("<include model=\"P7\"/>\n" TALK));
  const study *const s = including(b, "<include href=\"all.xml\"" BOTH "/>");
  assert_no_message(b);
  assert_string_equal(s->scales[0].name, "staff.communication"); /* the innermost first */
  assert_string_equal(s->scales[1].name, "staff.talk");
  assert_string_equal(s->scales[2].name, "customers.clear-words");
  assert_string_equal(s->scales[3].name, "customers.clear");
  assert_int_equal(s->n_included, 3);
}

static void
roles_can_be_left_out(void **state)
{
  bench *const b = *state;
  const study *const s = including(b, "<include model=\"P4\"" BOTH " roles=\"no\"/>");
  assert_no_message(b);
  assert_int_equal(s->scales[1].outcome, OUTCOME_NONE);
}

static void
roles_of_scales_are_read(void **state)
{
  bench *const b = *state;
  static const char *const facets[] = {"failure", "behaviour",    "communication",
                                       "churn",   "disagreement", "resistance"};
  static const char *const outcomes[] = {"ease",    "support",     "experience",  "billing",
                                         "quality", "commitments", "expectations"};
  for (uint32_t i = 1; i <= N_OUTCOMES; i++) {
    const study *const s = bench_study(
        b, arena_printf(b->memory,
                        STUDY("<survey id=\"i\" side=\"inside\" file=\"i.csv\">" SCALE(
                            "facet=\"%s\"") "</survey>\n"
                                            "<survey id=\"o\" side=\"outside\" "
                                            "file=\"o.csv\">" SCALE("outcome=\"%s\"") "</"
                                                                                      "survey>\n"),
                        facets[i <= N_FACETS ? i - 1 : 0], outcomes[i - 1]));
    assert_no_message(b);
    assert_int_equal(s->scales[0].facet, i <= N_FACETS ? i : 1);
    assert_int_equal(s->scales[1].outcome, i);
    assert_string_equal(study_outcome_name(i), outcomes[i - 1]);
  }
  assert_string_equal(study_facet_name(0), "");
  assert_string_equal(study_facet_name(FACET_RESISTANCE), "resistance");
  assert_string_equal(study_facet_name(7), "");
  assert_string_equal(study_outcome_name(8), "");
}

static void
roles_are_of_one_side_and_there_once(void **state)
{
  bench *const b = *state;
  assert_null(bench_study(b, STUDY("<survey id=\"o\" side=\"outside\" file=\"o.csv\">\n" SCALE(
                                 "facet=\"churn\"") "</survey>\n")));
  assert_message(b, "S128", 3, "o.x is of the outside");
  assert_null(bench_study(b, STUDY("<survey id=\"i\" side=\"inside\" file=\"o.csv\">\n" SCALE(
                                 "outcome=\"ease\"") "</survey>\n")));
  assert_message(b, "S128", 3, "i.x is of the inside");
  assert_null(including(b, "<include model=\"P7\"" BOTH "/><include href=\"twice.xml\"" BOTH "/>"));
  assert_message(b, "S183", 4, "twice.xml");
  bench_write_text(b, "twice.xml",
                   FRAGMENT("<inside>\n" SCALE(
                       "facet=\"communication\"") "</inside>\n"
                                                  "<outside>" SCALE("outcome=\"ease\"") "</"
                                                                                        "outside>"
                                                                                        "\n"));
  assert_null(including(b, "<include model=\"P7\"" BOTH "/><include href=\"twice.xml\"" BOTH "/>"
                           "<include model=\"P8\" outside=\"customers\"/>"));
  assert_message(b, "S129", 3, "communication is both staff.communication and staff.x");
  assert_message(b, "S129", 15, "ease is both customers.x and customers.ease");
}

/* --- refusals -------------------------------------------------------------------------------- */

typedef struct refusal {
  const char *element, *code, *words;
} refusal;

static void
what_cannot_be_included_is_refused(void **state)
{
  bench *const b = *state;
  talk(b);
  bench_write_text(b, "empty.xml", FRAGMENT(CLEAR));
  mkdir(bench_path(b, "folder"), 0700);
  static const refusal all[] = {
      {"<include" BOTH "/>", "S180", "names no fragment"},
      {"<include model=\"P1\" href=\"talk.xml\"" BOTH "/>", "S180", "a model and a file"},
      {"<include model=\"P19\"" BOTH "/>", "S181", "no model \"P19\""},
      {"<include model=\"study\"" BOTH "/>", "S181", "no model \"study\""},
      {"<include href=\"../talk.xml\"" BOTH "/>", "S182", "\"../talk.xml\" is not accepted"},
      {"<include href=\"folder/../talk.xml\"" BOTH "/>", "S182", "is not accepted"},
      {"<include href=\"folder/..\"" BOTH "/>", "S182", "is not accepted"},
      {"<include href=\"http://example.org/talk.xml\"" BOTH "/>", "S182", "is not accepted"},
      {"<include href=\"file:///etc/passwd\"" BOTH "/>", "S182", "is not accepted"},
      {"<include href=\"none.xml\"" BOTH "/>", "S183", "\"none.xml\" cannot be read"},
      {"<include href=\"folder\"" BOTH "/>", "S183", "\"folder\" cannot be read"},
      {"<include href=\"talk.xml\"/>", "S185", "names no survey"},
      {"<include href=\"talk.xml\" inside=\"people\"/>", "S185", "inside=\"people\""},
      {"<include href=\"talk.xml\" inside=\"customers\"/>", "S185", "inside=\"customers\""},
      {"<include href=\"talk.xml\" outside=\"staff\"/>", "S185", "outside=\"staff\""},
      {"<include href=\"empty.xml\" inside=\"staff\"/>", "S185", "inside=\"staff\""},
      {"<include href=\"talk.xml\"" BOTH " inside-columns=\"Q7\"/>", "S186", "neither # nor @"},
      {"<include href=\"talk.xml\"" BOTH " outside-columns=\"Q7\"/>", "S186", "neither # nor @"},
      {"<include href=\"talk.xml\"" BOTH "><column item=\"T3\" name=\"x\"/></include>", "S186",
       "item=\"T3\""},
      {"<include href=\"talk.xml\" inside=\"staff\"><column item=\"C1\" name=\"x\"/></include>",
       "S186", "item=\"C1\""},
      {"<include/>", "S180", "names no fragment"},
      {"<fragment/>", "S003", "fragment"},
  };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    b->d = diags_new(b->memory);
    assert_null(including(b, all[i].element));
    assert_message(b, all[i].code, 4, all[i].words);
    assert_string_equal(b->d.at[0].file, bench_path(b, "study.xml"));
  }
}

static void
a_survey_of_units_takes_no_questions(void **state)
{
  bench *const b = *state;
  talk(b);
  assert_null(bench_study(b, STUDY("<survey id=\"staff\" side=\"inside\" level=\"unit\" n=\"n\" "
                                   "file=\"s.csv\" unit=\"u\"/>\n"
                                   "<include href=\"talk.xml\" inside=\"staff\"/>\n")));
  assert_message(b, "S185", 3, "inside=\"staff\"");
}

static void
a_survey_without_any_scale_is_refused(void **state)
{
  bench *const b = *state;
  talk(b);
  assert_null(including(b, "<include href=\"talk.xml\" inside=\"staff\"/>"));
  assert_message(b, "S127", 3, "customers has no scale");
}

static void
a_link_that_leads_out_is_refused(void **state)
{
  bench *const b = *state;
  mkdir(bench_path(b, "out"), 0700);
  mkdir(bench_path(b, "in"), 0700);
  bench_write_text(b, "out/talk.xml", FRAGMENT(TALK));
  assert_int_equal(symlink("../out/talk.xml", bench_path(b, "in/talk.xml")), 0);
  assert_int_equal(symlink("in/talk.xml", bench_path(b, "link.xml")), 0);
  bench_write_text(b, "in/all.xml", FRAGMENT("\n<include href=\"talk.xml\"/>\n"));
  assert_null(including(b, "<include href=\"in/all.xml\" inside=\"staff\"/>"));
  assert_message(b, "S182", 3, "\"talk.xml\" is not accepted");
  assert_string_equal(b->d.at[0].file, bench_path(b, "in/all.xml"));
  assert_int_equal(b->d.n, 1);
  /* From the folder of the study the same link stays inside it. */
  b->d = diags_new(b->memory);
  including(b, "<include href=\"link.xml\" inside=\"staff\"/>");
  assert_message(b, "S127", 3, "customers");
  assert_int_equal(b->d.n, 1);
}

/* What a fragment says is told with its own name and line. */
static void
check_fragment(bench *b, const char *text, const char *code, unsigned line, const char *words)
{
  b->d = diags_new(b->memory);
  bench_write_text(b, "bad.xml", text);
  assert_null(including(b, "<include href=\"bad.xml\"" BOTH "/>"));
  assert_message(b, code, line, words);
  assert_string_equal(b->d.at[0].file, bench_path(b, "bad.xml"));
}

static void
faults_of_a_fragment_are_told_where_they_are(void **state)
{
  bench *const b = *state;
  check_fragment(b, "", "S002", 0, "empty");
  check_fragment(b, "<fragment", "S002", 1, "");
  check_fragment(b, STUDY(SURVEYS), "S003", 1, "<study>, not <fragment>");
  check_fragment(b, "<fragment/>", "S003", 1, "fragment");
  check_fragment(b, FRAGMENT("<survey id=\"x\"/>\n"), "S003", 2, "survey");
  check_fragment(b, "\n<!DOCTYPE fragment>\n" FRAGMENT(TALK CLEAR), "S002", 2, "DOCTYPE");
  check_fragment(b,
                 FRAGMENT("<inside>\n<scale id=\"x\" min=\"5\" max=\"1\">\n<item column=\"x\"/>\n"
                          "</scale></inside>\n" CLEAR),
                 "S112", 4, "minimum");
  check_fragment(b, FRAGMENT(TALK CLEAR "\n<mirror inside=\"talk\" outside=\"other\"/>\n"), "S104",
                 8, "customers.other");
  check_fragment(b,
                 FRAGMENT("<inside>\n<scale id=\"x\" min=\"1\" max=\"5\" answers=\"a\">\n"
                          "<item column=\"x\"/></scale></inside>\n" CLEAR),
                 "S105", 3, "answers=\"a\"");
  check_fragment(b, FRAGMENT("<include model=\"P1\" inside=\"staff\"/>\n" CLEAR), "S187", 2,
                 "inside");
  check_fragment(b, FRAGMENT("<include model=\"P1\" roles=\"no\"/>\n" CLEAR), "S187", 2, "roles");
  check_fragment(b,
                 FRAGMENT("<include model=\"P1\"><column item=\"x\" "
                          "name=\"y\"/></include>\n" CLEAR),
                 "S187", 2, "column");
  check_fragment(b, FRAGMENT("\n<include model=\"P0\"/>\n" CLEAR), "S181", 3, "P0");
  check_fragment(b, FRAGMENT("<include/>\n" CLEAR), "S180", 2, "no fragment");
  check_fragment(b, FRAGMENT("<include href=\"../x.xml\"/>\n" CLEAR), "S182", 2, "../x.xml");
  check_fragment(b, FRAGMENT("<include href=\"/etc/passwd\"/>\n" CLEAR), "S182", 2, "/etc/passwd");
  check_fragment(b, FRAGMENT("<include href=\"gone.xml\"/>\n" CLEAR), "S183", 2, "gone.xml");
}

static void
a_tag_without_end_is_refused(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "<fragment xmlns=\"urn:orgmirror:study:1\">\n<title x=\"");
  for (int i = 0; i < 70000; i++)
    text_add(&t, "a");
  text_add(&t, "\"/></fragment>");
  check_fragment(b, t.at, "S002", 2, "longer than 64 KiB");
}

static void
a_fragment_of_more_than_1_mib_is_refused(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  while (t.n <= 1 << 20)
    text_add(&t, "                                                                ");
  bench_write(b, "large.xml", t.at, t.n);
  assert_null(including(b, "<include href=\"large.xml\"" BOTH "/>"));
  assert_message(b, "S183", 4, "large.xml");
}

static void
circles_are_refused(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "one.xml", FRAGMENT("<include href=\"two.xml\"/>\n" CLEAR));
  bench_write_text(b, "two.xml", FRAGMENT("\n\n<include href=\"./one.xml\"/>\n" CLEAR));
  assert_null(including(b, "<include href=\"one.xml\"" BOTH "/>"));
  assert_message(b, "S184", 4, "./one.xml\" includes itself");
  assert_string_equal(b->d.at[0].file, bench_path(b, "two.xml"));
  b->d = diags_new(b->memory);
  bench_write_text(b, "self.xml", FRAGMENT("<include href=\"self.xml\"/>\n" CLEAR));
  assert_null(including(b, "<include href=\"self.xml\"" BOTH "/>"));
  assert_message(b, "S184", 2, "includes itself");
}

static void
depth_and_number_have_a_limit(void **state)
{
  bench *const b = *state;
  for (int i = 1; i <= 5; i++)
    bench_write_text(
        b, arena_printf(b->memory, "f%d.xml", i),
        arena_printf(b->memory, i == 5 ? FRAGMENT(TALK) : FRAGMENT("<include href=\"f%d.xml\"/>\n"),
                     i + 1));
  assert_null(including(b, "<include href=\"f1.xml\" inside=\"staff\"/>"));
  assert_message(b, "S184", 2, "more than 4 deep");
  assert_string_equal(b->d.at[0].file, bench_path(b, "f4.xml"));
  b->d = diags_new(b->memory);
  assert_null(including(b, "<include href=\"f2.xml\" inside=\"staff\"/>"));
  assert_int_equal(b->d.n, 1); /* the customers have no scale */
  assert_message(b, "S127", 3, "customers");

  b->d = diags_new(b->memory);
  text t = text_new(b->memory);
  for (int i = 0; i < 101; i++)
    text_add(&t, "<include model=\"P1\" inside=\"staff\"/>");
  assert_null(including(b, t.at));
  assert_message(b, "S184", 4, "more than 100");
}

static void
one_fragment_twice_is_one_scale_twice(void **state)
{
  bench *const b = *state;
  assert_null(including(b, "<include model=\"P1\"" BOTH "/><include model=\"P1\"" BOTH "/>"));
  assert_message(b, "S111", 6, "staff.collaboration is there twice");
  assert_string_equal(b->d.at[0].file, "model/P01.xml");
}

/* Messages about data name the item's place in the fragment. */
static void
faults_of_the_data_point_into_the_fragment(void **state)
{
  bench *const b = *state;
  talk(b);
  bench_write_text(b, "s.csv", "u,T1,T2\nA,1,7\n");
  bench_write_text(b, "c.csv", "u,C2\nA,1\n");
  loaded l = bench_load(b, STUDY(SURVEYS "<include href=\"talk.xml\"" BOTH "/>\n"));
  const char *const said = bench_messages(b);
  assert_non_null(strstr(said, arena_printf(b->memory, "(%s:4)", bench_path(b, "talk.xml"))));
  assert_non_null(strstr(said, arena_printf(b->memory, "%s:6: error", bench_path(b, "talk.xml"))));
  loaded_release(&l);
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(a_model_of_the_program_is_included_by_its_name),
      BENCH_TEST(p3_and_p03_are_the_same),
      BENCH_TEST(the_whole_model_is_one_include),
      BENCH_TEST(a_file_beside_the_study_is_included),
      BENCH_TEST(the_digest_of_a_study_covers_what_it_includes),
      BENCH_TEST(a_file_named_in_full_is_included),
      BENCH_TEST(own_scales_stand_before_included_ones),
      BENCH_TEST(one_side_alone_brings_no_pair),
      BENCH_TEST(columns_follow_a_pattern_the_text_or_a_name),
      BENCH_TEST(answers_of_the_study_are_those_of_what_is_included),
      BENCH_TEST(fragments_include_fragments),
      BENCH_TEST(roles_can_be_left_out),
      BENCH_TEST(roles_of_scales_are_read),
      BENCH_TEST(roles_are_of_one_side_and_there_once),
      BENCH_TEST(what_cannot_be_included_is_refused),
      BENCH_TEST(a_survey_of_units_takes_no_questions),
      BENCH_TEST(a_survey_without_any_scale_is_refused),
      BENCH_TEST(a_link_that_leads_out_is_refused),
      BENCH_TEST(faults_of_a_fragment_are_told_where_they_are),
      BENCH_TEST(a_tag_without_end_is_refused),
      BENCH_TEST(a_fragment_of_more_than_1_mib_is_refused),
      BENCH_TEST(circles_are_refused),
      BENCH_TEST(depth_and_number_have_a_limit),
      BENCH_TEST(one_fragment_twice_is_one_scale_twice),
      BENCH_TEST(faults_of_the_data_point_into_the_fragment),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
