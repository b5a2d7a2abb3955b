/* LimeSurvey structures of our own making, of the old and of the new kind. */
#include "convert.h"

#include "base/xml.h"

#define LSS(tables)                                                                                \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document><LimeSurveyDocType>Survey"                \
  "</LimeSurveyDocType><DBVersion>155</DBVersion><languages><language>en</language>"               \
  "<language>de</language></languages>" tables "</document>"
#define TABLE(name, rows) "<" name "><fields/><rows>" rows "</rows></" name ">"
#define Q(qid, type, title, text, rest)                                                            \
  "<row><qid>" qid "</qid><parent_qid>0</parent_qid><type><![CDATA[" type "]]></"                  \
  "type><title>" title "</title><question><![CDATA[" text "]]></question>" rest "<language>en</"   \
  "language></row>"
#define SUB(qid, parent, title, text, scale)                                                       \
  "<row><qid>" qid "</qid><parent_qid>" parent "</parent_qid><type>T</type><title>" title          \
  "</title><question>" text "</question><language>en</language><scale_id>" scale "</scale_id></"   \
  "row>"
#define ANSWER(qid, code, text, scale)                                                             \
  "<row><qid>" qid "</qid><code>" code "</code><answer>" text "</answer><language>en</language>"   \
  "<scale_id>" scale "</scale_id></row>"

static const char survey[] = LSS(
    TABLE("questions",
          Q("1", "L", "job", "<p>Your <b>job</b>?<br />Choose&nbsp;one &amp; only &#228; &lt;3</p>",
            "<other>Y</other>") Q("2", "M", "use", "What do you use?", "<other>Y</other>")
              Q("3", "F", "sat", "How satisfied?", "") Q("4", "1", "dual", "Two", "")
                  Q("5", ":", "grid", "Grid", "") Q("6", "R", "rank", "Rank", "")
                      Q("7", "X", "intro", "Only text", "") Q("8", "Y", "yes", "Yes?", "")
                          Q("9", "O", "list", "List", "") Q("10", "P", "pc", "With", "")
                              Q("11", "", "odd", "No type", "") "<row><qid>1</qid><parent_qid>0</"
                                                                "parent_qid><type>L</"
                                                                "type><title>job</title>"
                                                                "<question>Beruf?</"
                                                                "question><language>de</language></"
                                                                "row>")
        TABLE("subquestions",
              SUB("21", "2", "SQ001", "Mail", "0") SUB("22", "2", "SQ002", "Fax", "0")
                  SUB("31", "3", "pay", "Pay", "0") SUB("41", "4", "a", "A", "0")
                      SUB("51", "5", "r", "Row", "0") SUB("52", "5", "c1", "One", "1")
                          SUB("53", "5", "c2", "Two", "1") SUB("101", "10", "x", "X", "0"))
            TABLE("answers", ANSWER("1", "A1", "&lt;i&gt;Boss&lt;/i&gt;",
                                    "0") ANSWER("1", "A2", "Clerk", "0") ANSWER("3", "1", "No", "0")
                                 ANSWER("3", "2", "Yes", "0") ANSWER("4", "1", "left", "0")
                                     ANSWER("4", "1", "right", "1") ANSWER("6", "k", "K", "0")
                                         ANSWER("6", "l", "L", "0") ANSWER("9", "z", "Z", "0")));

static const char *
names_of(bench *b, const converted *x)
{
  text t = text_new(b->memory);
  for (uint32_t i = 0; i < x->c.book.n_columns; i++)
    text_addf(&t, "%s%s", i ? " " : "", x->c.book.columns[i].name);
  return t.at;
}

static void
columns_are_named_both_ways(void **state)
{
  bench *const b = *state;
  const converted x = convert_text(b, "lss", NULL, survey);
  assert_fine(x);
  assert_string_equal(names_of(b, &x), "job job_other job[other] use_SQ001 use[SQ001] use_SQ002 "
                                       "use[SQ002] use_other use[other] "
                                       "sat_pay sat[pay] dual_a_0 dual[a][0] dual_a_1 dual[a][1] "
                                       "grid_r_c1 grid[r_c1] grid_r_c2 "
                                       "grid[r_c2] rank_1 rank[1] rank_2 rank[2] yes list "
                                       "list_comment list[comment] pc_x pc[x] "
                                       "pc_xcomment pc[xcomment]");
  assert_string_equal(x.c.book.format, "LimeSurvey structure");
}

static void
texts_answers_and_groups_are_told(void **state)
{
  bench *const b = *state;
  const converted x = convert_text(b, "lss", NULL, survey);
  assert_string_equal(column_named(&x, "job")->text, "Your job? Choose one & only \xC3\xA4 <3");
  assert_string_equal(labels_of(b, column_named(&x, "job")), "A1=Boss; A2=Clerk");
  assert_string_equal(column_named(&x, "job")->group, "");
  const codebook_column *const fax = column_named(&x, "use[SQ002]"), *const other =
                                                                         column_named(&x, "use["
                                                                                          "other]");
  assert_int_equal(fax->kind, COLUMN_SELECTED);
  assert_string_equal(fax->text, "What do you use? - Fax");
  assert_string_equal(fax->group, "use");
  assert_string_equal(labels_of(b, fax), "Y=Fax");
  assert_int_equal(other->kind, COLUMN_TEXT);
  assert_int_equal(other->role, ROLE_OTHER_TEXT);
  assert_string_equal(labels_of(b, column_named(&x, "sat_pay")), "1=No; 2=Yes");
  assert_string_equal(labels_of(b, column_named(&x, "dual[a][1]")), "1=right");
  assert_string_equal(labels_of(b, column_named(&x, "yes")), "Y=Yes; N=No");
  assert_string_equal(labels_of(b, column_named(&x, "rank[2]")), "k=K; l=L");
  assert_string_equal(column_named(&x, "grid_r_c2")->text, "Grid - Row - Two");
  assert_int_equal(column_named(&x, "grid_r_c2")->kind, COLUMN_NUMBER);
}

/* Since version 4 the texts stand in tables of their own. */
static void
the_new_kind_is_read_too(void **state)
{
  bench *const b = *state;
  const converted x =
      convert_text(b, "lss", NULL,
                   LSS(TABLE("answers", "<row><aid>7</aid><qid>1</qid><code>A1</code></row>")
                           TABLE("answer_l10ns", "<row><aid>7</aid><answer>Chef</"
                                                 "answer><language>de</language></row>"
                                                 "<row><aid>7</aid><answer>Boss</"
                                                 "answer><language>en</language></row>")
                               TABLE("questions", "<row><qid>1</qid><parent_qid>0</"
                                                  "parent_qid><type>L</type>"
                                                  "<title>job</title></row>")
                                   TABLE("question_l10ns", "<row><qid>1</qid><question>Job?</"
                                                           "question><language>en</language>"
                                                           "</row>")));
  assert_fine(x);
  assert_string_equal(column_named(&x, "job")->text, "Job?");
  assert_string_equal(labels_of(b, column_named(&x, "job")), "A1=Boss");
}

static void
markup_of_every_kind_is_left_out(void **state)
{
  static const struct {
    const char *html, *plain;
  } texts[] = {{"a<script>if (b < c) d()</script>e", "a e"},
               {"<style type='x'>p { }</style>f<!-- g > h -->i", "f i"},
               {"1 < 2 &amp;&unknown; & &#x41;&#66; &#xD800;", "1 < 2 &&unknown; & AB &#xD800;"},
               {"<p>open", "open"},
               {"<p", ""},
               {"  \n\t ", ""},
               {"&;&#;&nbsp;", "&;&#;"}};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const char *const book =
        arena_printf(b->memory, "%s%s%s",
                     "<document><LimeSurveyDocType/><questions><rows><row><qid>1</qid><type>T</"
                     "type>"
                     "<title>q</title><question><![CDATA[",
                     texts[i].html, "]]></question></row></rows></questions></document>");
    const converted x = convert_text(b, "lss", NULL, book);
    assert_fine(x);
    assert_string_equal(column_named(&x, "q")->text, texts[i].plain);
  }
}

static void
what_is_wrong_is_said(void **state)
{
  bench *const b = *state;
  assert_refused(convert_text(b, "lss", survey, NULL), "holds no answers");
  assert_refused(convert_text(b, "lss", NULL, "<document/>"), "no LimeSurvey structure");
  assert_refused(convert_text(b, "lss", NULL, LSS("")), "it has no question");
  assert_refused(convert_text(b, "lss", NULL, "<document>"), "in line 1");
  assert_ptr_equal(converter_of(survey, strlen(survey), "x", true), converter_named("lss"));
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(columns_are_named_both_ways), BENCH_TEST(texts_answers_and_groups_are_told),
      BENCH_TEST(the_new_kind_is_read_too),    BENCH_TEST(markup_of_every_kind_is_left_out),
      BENCH_TEST(what_is_wrong_is_said),
  };
  return cmocka_run_group_tests_name("lss", tests, NULL, NULL);
}
