/* The loader: every row accounted for, every impossible cell named, no answer ever printed. */
#include "core.h"

#include "base/xml.h"

#include <math.h>

/* A survey of persons inside; the attributes stand in front. */
#define PERSONS(attributes, scales)                                                                \
  STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\" " attributes ">\n" scales "</survey>\n")
#define TWO_ITEMS                                                                                  \
  "<scale id=\"s\" min=\"1\" max=\"5\"><item column=\"q1\"/><item column=\"q2\"/></scale>\n"
#define ONE_NUMBER                                                                                 \
  "<scale id=\"s\" min=\"0\" max=\"100\" values=\"numbers\"><item column=\"x\"/></scale>\n"
/* A survey of published figures, a row a unit. */
#define FIGURES(attributes, scales)                                                                \
  STUDY("<survey id=\"a\" side=\"inside\" level=\"unit\" unit=\"u\" file=\"a.csv\" " attributes    \
        ">\n" scales "</survey>\n")
#define FIGURE "<scale id=\"s\" min=\"0\" max=\"100\"><item column=\"x\"/></scale>\n"

static loaded
load(bench *b, const char *xml, const char *export)
{
  b->d = diags_new(b->memory);
  bench_write_text(b, "a.csv", export);
  return bench_load(b, xml);
}

static void
assert_all_accounted(const survey_data *v)
{
  uint64_t n = v->kept;
  for (int r = 0; r < N_DROP_REASONS; r++)
    n += v->dropped[r];
  assert_int_equal(v->read, n);
}

/* --- rows ------------------------------------------------------------------------------------ */

static void
each_row_is_kept_or_dropped_for_one_reason(void **state)
{
  bench *const b = *state;
  loaded l = load(b,
                  PERSONS("unit=\"u\" respondent=\"id\" weight=\"w\"", "<missing "
                                                                       "code=\"9\"/>\n" TWO_ITEMS),
                  "id,u,w,q1,q2\n"
                  "1,N,1,1,2\n"      /* kept */
                  "\n"               /* blank */
                  "2,,1,1,2\n"       /* no unit */
                  "3,9,1,1,2\n"      /* no unit: a missing code */
                  "4,N,,1,2\n"       /* no weight */
                  "5,N,0,1,2\n"      /* no weight: zero */
                  "6,N,9,1,2\n"      /* no weight: a missing code */
                  "7,N,1,,9\n"       /* no answer */
                  "8,N,1,5,9\n"      /* kept */
                  "8,N,1,5,9\n"      /* the same again */
                  "8,N,1.0,5.0,\n"   /* conflict: 9 says something else than blank */
                  "10,N,2,3,3\n"     /* kept */
                  "10,N,2.0,3.0,3\n" /* the same again, written otherwise */
                  ",N,1,4,4\n"       /* kept: nobody's id */
                  ",N,1,4,4\n"       /* kept */
                  "9,N,1,4,5\n"      /* kept: a missing code is nobody's id */
                  "9,N,1,5,4\n"      /* kept */
                  "11,S,1,2,2\n");   /* kept */
  assert_no_message(b);
  const survey_data *const v = &l.data[0];
  assert_int_equal(v->read, 18);
  assert_int_equal(v->dropped[DROP_BLANK], 1);
  assert_int_equal(v->dropped[DROP_NO_UNIT], 2);
  assert_int_equal(v->dropped[DROP_NO_WEIGHT], 3);
  assert_int_equal(v->dropped[DROP_NO_ANSWER], 1);
  assert_int_equal(v->dropped[DROP_REPEATED], 1);
  assert_int_equal(v->dropped[DROP_CONFLICT], 3);
  assert_int_equal(v->kept, 7);
  assert_all_accounted(v);
  static const int8_t q1[] = {1, 3, 4, 4, 4, 5, 2}, q2[] = {2, 3, 4, 4, 5, 4, 2};
  assert_memory_equal(v->items[0][0].codes, q1, sizeof q1);
  assert_memory_equal(v->items[0][1].codes, q2, sizeof q2);
  static const double weights[] = {1, 2, 1, 1, 1, 1, 1};
  assert_memory_equal(v->weight, weights, sizeof weights);
  loaded_release(&l);
}

static void
every_reason_has_words(void **state)
{
  (void)state;
  for (int r = 0; r < N_DROP_REASONS; r++)
    assert_true(strlen(drop_reason_name((drop_reason)r)) > 3);
}

static void
why_an_answer_is_missing_is_kept(void **state)
{
  bench *const b = *state;
  loaded l = load(b, PERSONS("", "<missing code=\"8\"/><missing code=\"n/a\"/>\n" TWO_ITEMS),
                  "q1,q2\n1,\n1,8\n1,n/a\n");
  assert_no_message(b);
  static const int8_t q2[] = {OM_BLANK, OM_BLANK + 1, OM_BLANK + 2};
  assert_memory_equal(l.data[0].items[0][1].codes, q2, sizeof q2);
  loaded_release(&l);
}

static void
columns_outgrow_their_first_room(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "u,w,x\n");
  enum { N = 5000 };
  for (int i = 0; i < N; i++)
    text_addf(&t, "%d,%d,%d.5\n", i % 7, i + 1, i % 100);
  loaded l = load(b, PERSONS("unit=\"u\" weight=\"w\"", ONE_NUMBER), t.at);
  assert_no_message(b);
  assert_int_equal(l.data[0].kept, N);
  bool *const is_there = arena_many(b->memory, N, bool);
  for (int r = 0; r < N; r++) { /* in whatever order the threads came */
    const int i = (int)l.data[0].weight[r] - 1;
    assert_false(is_there[i]);
    is_there[i] = true;
    assert_true(l.data[0].items[0][0].numbers[r] == i % 100 + .5);
    assert_int_equal(atoi(l.units.ids.keys[l.data[0].unit[r]]), i % 7);
  }
  loaded_release(&l);
}

/* --- respondents who are there more than once ------------------------------------------------ */

static void
repeated_respondents_do_not_depend_on_the_order(void **state)
{
  bench *const b = *state;
  static const char *rows[] = {"1,N,2,3\n", "1,N,2,3\n", "1,N,2,3\n", "2,N,1,1\n",
                               "2,N,1,2\n", "2,N,1,1\n", "3,N,4,4\n", "3,S,4,4\n",
                               "4,S,5,5\n", "5,S,2,\n",  "5,S,2,\n"};
  enum { N = sizeof rows / sizeof *rows };
  dice d = {61};
  for (int round = 0; round < 30; round++) {
    text t = text_new(b->memory);
    text_add(&t, "id,u,q1,q2\n");
    for (size_t i = 0; i < N; i++)
      text_add(&t, rows[i]);
    loaded l = load(b, PERSONS("unit=\"u\" respondent=\"id\"", TWO_ITEMS), t.at);
    assert_no_message(b);
    assert_int_equal(l.data[0].kept, 3); /* 1, 4, 5 */
    assert_int_equal(l.data[0].dropped[DROP_REPEATED], 3);
    assert_int_equal(l.data[0].dropped[DROP_CONFLICT], 5); /* 2 by an answer, 3 by the unit */
    assert_all_accounted(&l.data[0]);
    const scale_summary *const s = &l.summary.scales[0];
    assert_int_equal(s->n[unit_slot(&l, "N")], 1);
    assert_int_equal(s->n[unit_slot(&l, "S")], 2);
    assert_true(s->score[unit_slot(&l, "N")] == 2.5);
    loaded_release(&l);
    dice_shuffle(&d, rows, N, sizeof *rows);
  }
}

/* --- cells ----------------------------------------------------------------------------------- */

static void
an_impossible_cell_is_named_once_with_its_count(void **state)
{
  bench *const b = *state;
  loaded l = load(b, PERSONS("", TWO_ITEMS),
                  "q1,q2\n1,1\n99,1\n\"99\",\"\n1\"\n6,2\n99,2\nyes,2\nno,2\n2.5,1\n");
  assert_null(l.summary.study);
  assert_message(b, "D101", 3,
                 "column q1: 99 is outside the declared range 1 to 5, in 3 rows, the first is row "
                 "2");
  assert_message(b, "D101", 6,
                 "column q1: 6 is outside the declared range 1 to 5, in 1 row, the first is row 4");
  assert_message(b, "D101", 8,
                 "column q1: text stands where a number belongs, in 2 rows, the first is row 6");
  assert_message(b, "D101", 10,
                 "column q1: a number is not a whole code, in 1 row, the first is row 8");
  assert_message(b, "D101", 4, "column q2: text stands where a number belongs, in 1 row");
  assert_int_equal(b->d.n, 5);
  assert_non_null(strstr(bench_messages(b), "<missing code=\"99\"/>"));
  assert_non_null(strstr(bench_messages(b), "study.xml:3"));
}

static void
what_a_person_wrote_is_never_printed(void **state)
{
  bench *const b = *state;
  load(b,
       PERSONS("unit=\"u\" respondent=\"id\" weight=\"w\"", TWO_ITEMS "<scale id=\"t\" min=\"0\" "
                                                                      "max=\"9\" "
                                                                      "values=\"numbers\"><item "
                                                                      "column=\"x\"/></scale>\n"),
       "id,u,w,q1,q2,x\n"
       "PERSON-1,N,secret1,secret2,1,secret3\n"
       "PERSON-1,N,-77.125,secret4 text,3.14159,98.76543\n"
       "PERSON-2,N,1,1,2,-55.4321\n");
  const char *const said = bench_messages(b);
  assert_true(b->d.n_errors >= 5);
  assert_null(strstr(said, "secret"));
  assert_null(strstr(said, "PERSON"));
  assert_null(strstr(said, "3.14159"));
  assert_null(strstr(said, "98.76543"));
  assert_null(strstr(said, "-55.4321"));
  assert_null(strstr(said, "77.125"));
}

static void
kinds_of_impossible_cells_beyond_200_are_counted(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "q1,q2\n");
  for (int i = 0; i < 250; i++)
    text_addf(&t, "%d,1\n", 1000 + i);
  load(b, PERSONS("", TWO_ITEMS), t.at);
  assert_message(b, "D101", 2, "1000");
  assert_message(b, "D101", 0, "and 50 more kinds");
  assert_int_equal(b->d.n, 201);
}

static void
weights_and_counts_must_be_possible(void **state)
{
  bench *const b = *state;
  load(b, PERSONS("weight=\"w\"", TWO_ITEMS), "w,q1,q2\n1,1,1\n-2,1,1\nheavy,1,1\n1e200,1,1\n");
  assert_message(b, "D101", 3, "column w: a number is below zero");
  assert_message(b, "D101", 4, "column w: text stands where a number belongs");
  load(b, FIGURES("n=\"n\" response-rate=\"rr\"", FIGURE),
       "u,x,n,rr\nA,1,-5,50\nB,2,many,50\nC,3,1e30,50\nD,4,5,half\nE,5,5,-3 %\n");
  assert_message(b, "D101", 2, "column n: a number is below zero");
  assert_message(b, "D101", 3, "column n: text stands where a number belongs");
  assert_message(b, "D101", 5, "column rr: text stands where a number belongs");
  assert_message(b, "D101", 6, "column rr: a number is below zero");
}

static void
decimal_commas_are_read_where_declared(void **state)
{
  bench *const b = *state;
  loaded l = load(b, PERSONS("decimal=\",\" weight=\"w\"", "<missing code=\"99,9\"/>\n" ONE_NUMBER),
                  "w;x\n0,5;12,25\n1,5;99,90\n2;50\n");
  assert_no_message(b);
  assert_int_equal(l.data[0].kept, 2);
  assert_true(l.data[0].items[0][0].numbers[0] == 12.25);
  assert_true(l.data[0].weight[0] == .5);
  loaded_release(&l);
}

/* --- files ----------------------------------------------------------------------------------- */

static void
faults_of_a_file_are_told(void **state)
{
  bench *const b = *state;
  static const struct {
    const char *export, *code;
    unsigned line;
    const char *words;
  } cases[] = {
      {"q1,q2\n", "D030", 0, "a header and no rows"},
      {"", "D030", 1, "the file is empty"},
      {"q1,Q2\n1,2\n", "D010", 3, "has no column \"q2\""},
      {"q1,q2,q2\n1,2,3\n", "D011", 3, "the column q2 of"},
      {"q1,q2\n1,2\n1\n", "D035", 3, "row 2 has 1 cells"},
      {"q1,q2\n,\n,\n", "D120", 0, "none of the 2 rows can be used"},
      {"q1,q2\n1,\"2\n", "D031", 2, "a quote is opened"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    load(b, PERSONS("", TWO_ITEMS), cases[i].export);
    assert_message(b, cases[i].code, cases[i].line, cases[i].words);
    assert_int_equal(b->d.n, 1);
  }
}

static void
every_missing_column_is_told(void **state)
{
  bench *const b = *state;
  load(b,
       PERSONS("unit=\"u\" unit-label=\"ul\" parent=\"p\" respondent=\"id\" weight=\"w\"",
               TWO_ITEMS),
       "a,b\n1,2\n");
  static const char *const names[] = {"\"u\"", "\"ul\"", "\"p\"", "\"id\"",
                                      "\"w\"", "\"q1\"", "\"q2\""};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    assert_message(b, "D010", i < 5 ? 2 : 3, names[i]);
  assert_int_equal(b->d.n, 7);
}

static void
a_repeated_column_that_is_not_used_is_no_fault(void **state)
{
  bench *const b = *state;
  loaded l = load(b, PERSONS("", TWO_ITEMS), "note,q1,note,q2\nx,1,y,2\n");
  assert_no_message(b);
  loaded_release(&l);
}

static void
all_ragged_rows_are_told_up_to_twenty(void **state)
{
  bench *const b = *state;
  load(b, PERSONS("", TWO_ITEMS), "q1,q2\n1,2\n1\n1,2,3\n1,2\n1,2,3,4\n");
  assert_message(b, "D035", 3, "row 2 has 1 cells");
  assert_message(b, "D035", 4, "row 3 has 3 cells");
  assert_message(b, "D035", 6, "row 5 has 4 cells");
  assert_int_equal(b->d.n, 3);
  assert_non_null(strstr(bench_messages(b), "the header has 2"));
  text t = text_new(b->memory);
  text_add(&t, "q1,q2\n");
  for (int i = 0; i < 1000; i++)
    text_add(&t, "1\n");
  load(b, PERSONS("", TWO_ITEMS), t.at);
  assert_int_equal(b->d.n, 21);
  assert_message(b, "D035", 0, "1000 rows in all");
}

static void
faults_of_several_files_come_together(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "b.csv", "u,q1\nN,7\n");
  load(b,
       STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\">\n" TWO_ITEMS "</survey>\n"
             "<survey id=\"b\" side=\"outside\" file=\"b.csv\">\n" TWO_ITEMS "</survey>\n"
             "<survey id=\"c\" side=\"outside\" file=\"c.csv\">\n" TWO_ITEMS "</survey>\n"),
       "q1,q2\n9,1\n");
  assert_message(b, "D101", 2, "column q1: 9");
  assert_message(b, "D010", 6, "has no column \"q2\"");
  assert_message(b, "D001", 0, "the export cannot be read");
  assert_int_equal(b->d.n, 3);
}

static void
the_format_and_the_fingerprint_are_kept(void **state)
{
  bench *const b = *state;
  static const char one[] = "q1,q2\n1,2\n3,4\n", other[] = "q1,q2\n3,4\n1,2\n",
                    twice[] = "q1,q2\n1,2\n3,4\n1,2\n";
  loaded l = load(b, PERSONS("", TWO_ITEMS), one);
  assert_string_equal(l.data[0].format, "comma-separated text, 1 header row, UTF-8");
  const hash128 records = l.data[0].fingerprint;
  loaded_release(&l);
  l = load(b, PERSONS("", TWO_ITEMS), other); /* the same set of records */
  assert_memory_equal(&l.data[0].fingerprint, &records, sizeof records);
  loaded_release(&l);
  l = load(b, PERSONS("", TWO_ITEMS), twice);
  assert_memory_not_equal(&l.data[0].fingerprint, &records, sizeof records);
  loaded_release(&l);
}

static void
two_header_rows_are_no_answers(void **state)
{
  bench *const b = *state;
  loaded l = load(b, PERSONS("header-rows=\"3\"", TWO_ITEMS),
                  "q1,q2\nHow?,Why?\n\"{\"\"ImportId\"\":1}\",x\n1,2\n");
  assert_no_message(b);
  assert_int_equal(l.data[0].read, 1);
  loaded_release(&l);
}

/* --- published figures ----------------------------------------------------------------------- */

static void
figures_come_with_n_and_response_rate(void **state)
{
  bench *const b = *state;
  loaded l = load(b,
                  FIGURES("n=\"n\" response-rate=\"rr\"", FIGURE "<scale id=\"t\" min=\"0\" "
                                                                 "max=\"100\" n=\"n2\"><item "
                                                                 "column=\"y\"/>"
                                                                 "<item column=\"z\"/></scale>\n"),
                  "u,x,y,z,n,n2,rr\n"
                  "C,70,1,3,30,31,38\n"
                  "A,50.5,4,,10,11,62 %\n"
                  "B,,5,5,20,21,\n"
                  "D,80,,,,41,100%\n");
  assert_no_message(b);
  const scale_summary *const s = &l.summary.scales[0], *const t = &l.summary.scales[1];
  const size_t a = unit_slot(&l, "A"), bb = unit_slot(&l, "B"), c = unit_slot(&l, "C"),
               d = unit_slot(&l, "D");
  assert_true(s->score[a] == 50.5 && s->score[c] == 70 && s->score[d] == 80);
  assert_true(isnan(s->score[bb]));
  assert_int_equal(s->n[a], 10);
  assert_int_equal(s->n[bb], 0); /* no figure, so nobody stands behind it */
  assert_int_equal(s->n[c], 30);
  assert_int_equal(s->n[d], 0); /* n is missing */
  assert_true(s->effective_n[c] == 30);
  assert_close(s->response_rate[a], .62, 1e-15, 0);
  assert_close(s->response_rate[c], .38, 1e-15, 0);
  assert_true(isnan(s->response_rate[bb]));
  assert_true(s->response_rate[d] == 1);
  assert_true(isnan(s->score_ss[c])); /* nobody can know it */
  assert_true(t->score[c] == 2 && t->score[a] == 4 && t->score[bb] == 5);
  assert_true(isnan(t->score[d]));
  assert_int_equal(t->n[c], 31);
  assert_true(t->response_rate[c] == s->response_rate[c]); /* the survey's column */
  loaded_release(&l);
}

static void
a_unit_twice_is_an_error(void **state)
{
  bench *const b = *state;
  load(b, FIGURES("n=\"n\"", FIGURE), "u,x,n\nA,1,9\nB,2,9\n A ,3,9\n");
  assert_message(b, "D110", 4, "row 3: the unit \"A\" is there twice");
  assert_int_equal(b->d.n, 1);
}

/* --- weights --------------------------------------------------------------------------------- */

static void
means_are_weighted_and_the_effective_n_is_kishs(void **state)
{
  bench *const b = *state;
  loaded l = load(b, PERSONS("unit=\"u\" weight=\"w\"", ONE_NUMBER),
                  "u,w,x\nN,1,10\nN,2,20\nN,3,40\nS,2,7\n");
  assert_no_message(b);
  const scale_summary *const s = &l.summary.scales[0];
  const size_t n = unit_slot(&l, "N"), all = l.summary.n_slots - 1;
  assert_close(s->score[n], 170 / 6., 1e-15, 0);
  assert_close(s->plain_score[n], 70 / 3., 1e-15, 0);
  assert_close(s->effective_n[n], 36 / 14., 1e-15, 0);
  assert_close(s->score[all], 184 / 8., 1e-15, 0);
  assert_close(s->effective_n[all], 64 / 18., 1e-15, 0);
  assert_int_equal(s->n[n], 3);
  assert_true(l.summary.study->surveys[0]->weighted);
  loaded_release(&l);
}

/* --- the whole ------------------------------------------------------------------------------- */

/* The bytes of the memory that the workers see. */
static const char *
summary_bytes(const bench *b, const loaded *l, size_t *n)
{
  *n = l->summary.n_map;
  return arena_copy(b->memory, l->summary.map, l->summary.n_map);
}

static void
the_order_of_rows_changes_no_byte_of_the_summary(void **state)
{
  bench *const b = *state;
  static const char xml[] = PERSONS("unit=\"u\" unit-label=\"l\" parent=\"p\" respondent=\"id\" "
                                    "weight=\"w\"",
                                    "<missing code=\"9\"/>\n"
                                    "<scale id=\"s\" min=\"1\" max=\"5\"><item "
                                    "column=\"q1\"/><item column=\"q2\" reversed=\"yes\"/>"
                                    "<item column=\"q3\"/></scale>\n"
                                    "<scale id=\"t\" min=\"-1000000\" max=\"1000000\" "
                                    "values=\"numbers\" min-items=\"1\">"
                                    "<item column=\"x\"/><item column=\"y\"/></scale>\n");
  enum { N = 400 };
  static const char *rows[N];
  dice d = {67};
  for (int i = 0; i < N; i++) {
    const int unit = (int)dice_below(&d, 20);
    rows[i] = arena_printf(
        b->memory, "%d,u%d,label %d of %d,p%d,%d.%d,%s,%d,%d,%d.%d,-%d.%03d\n",
        (int)dice_below(&d, 350), unit, (int)dice_below(&d, 3), unit, unit % 4,
        1 + (int)dice_below(&d, 3), (int)dice_below(&d, 1000),
        dice_below(&d, 9) ? arena_printf(b->memory, "%d", 1 + (int)dice_below(&d, 5)) : "",
        1 + (int)dice_below(&d, 5), dice_below(&d, 9) ? 1 + (int)dice_below(&d, 5) : 9,
        (int)dice_below(&d, 100000), (int)dice_below(&d, 100000), (int)dice_below(&d, 100),
        (int)dice_below(&d, 1000));
  }
  const char *first = NULL;
  size_t n_first = 0;
  for (int round = 0; round < 10; round++) {
    text t = text_new(b->memory);
    text_add(&t, "id,u,l,p,w,q1,q2,q3,x,y\n");
    for (int i = 0; i < N; i++)
      text_add(&t, rows[i]);
    loaded l = load(b, xml, t.at);
    assert_no_message(b);
    assert_all_accounted(&l.data[0]);
    assert_true(l.data[0].dropped[DROP_CONFLICT] > 0);
    size_t n;
    const char *const bytes = summary_bytes(b, &l, &n);
    if (!first) {
      first = bytes;
      n_first = n;
    }
    assert_int_equal(n, n_first);
    assert_memory_equal(bytes, first, n);
    loaded_release(&l);
    dice_shuffle(&d, rows, N, sizeof *rows);
  }
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(each_row_is_kept_or_dropped_for_one_reason),
      cmocka_unit_test(every_reason_has_words),
      BENCH_TEST(why_an_answer_is_missing_is_kept),
      BENCH_TEST(columns_outgrow_their_first_room),
      BENCH_TEST(repeated_respondents_do_not_depend_on_the_order),
      BENCH_TEST(an_impossible_cell_is_named_once_with_its_count),
      BENCH_TEST(what_a_person_wrote_is_never_printed),
      BENCH_TEST(kinds_of_impossible_cells_beyond_200_are_counted),
      BENCH_TEST(weights_and_counts_must_be_possible),
      BENCH_TEST(decimal_commas_are_read_where_declared),
      BENCH_TEST(faults_of_a_file_are_told),
      BENCH_TEST(every_missing_column_is_told),
      BENCH_TEST(a_repeated_column_that_is_not_used_is_no_fault),
      BENCH_TEST(all_ragged_rows_are_told_up_to_twenty),
      BENCH_TEST(faults_of_several_files_come_together),
      BENCH_TEST(the_format_and_the_fingerprint_are_kept),
      BENCH_TEST(two_header_rows_are_no_answers),
      BENCH_TEST(figures_come_with_n_and_response_rate),
      BENCH_TEST(a_unit_twice_is_an_error),
      BENCH_TEST(means_are_weighted_and_the_effective_n_is_kishs),
      BENCH_TEST(the_order_of_rows_changes_no_byte_of_the_summary),
  };
  return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
