/* Waves: a study says which rows are of which, and one of them is analysed. */
#include "core.h"

#include "data/waves.h"

#include <unistd.h>

enum { N_ROWS = 600, N_WAVES = 3 };

#define WAVES                                                                                      \
  "<wave id='w1' label='First wave' from='2025-01-01' to='2025-03-31'/>\n"                         \
  "<wave id='w2' label='Second &quot;wave&quot;' from='2025-04-01' to='2025-06-30'/>\n"            \
  "<wave id='w3' from='2026-01-01' to='2026-12-31'/>\n"
#define SURVEY(attributes, parts)                                                                  \
  "<survey id='a' side='inside' unit='unit' " attributes ">\n" parts                               \
  "<scale id='s' min='1' max='5'><item column='q1'/><item column='q2'/></scale></survey>\n"

static const char *
row_of(bench *b, int i, const char *wave, const char *date)
{
  static const char *const comments[] = {"", "\"a, b\"", "\"two\nlines\""};
  return arena_printf(b->memory, "%s,U%d,%s,%s,%d,%d\n", wave, i % 7, comments[i % 3], date,
                      i * 7 % 5 + 1, i * 11 % 5 + 1);
}

/* Rows of three waves, in no order, and some of none: how a wave is written differs. */
static const char *
make_rows(bench *b, const char *only, uint64_t *in_wave)
{
  static const struct {
    const char *wave, *date;
    int is; /* wave + 1 */
  } kinds[] = {{"w1", "2025-01-01", 1},
               {"First wave", "\"31.03.2025 23:59\"", 1},
               {" w2 ", "1.4.2025", 2},
               {"\"Second \"\"wave\"\"\"", "2025-06-30T10:00:00Z", 2},
               {"\"w3\"", "2026/02/03", 3},
               {"w3", "12/31/2026", 3},
               {"", "", 0},
               {"w4", "2025-07-01", 0},
               {"W1", "not a date", 0}};
  text t = text_new(b->memory);
  text_add(&t, "wave,unit,comment,date,q1,q2\n");
  dice d = {7};
  for (int i = 0; i < N_ROWS; i++) {
    const size_t k = dice_below(&d, sizeof kinds / sizeof *kinds);
    if (in_wave && kinds[k].is)
      in_wave[kinds[k].is - 1]++;
    if (!only || (kinds[k].is && only[0] - '0' == kinds[k].is))
      text_add(&t, row_of(b, i, kinds[k].wave, kinds[k].date));
    if (!only && i % 50 == 0)
      text_add(&t, "\n");
  }
  return t.at;
}

static survey_data
load(bench *b, const char *xml, uint32_t wave, unsigned threads, size_t chunk, bool keep_rows)
{
  const study *s = bench_study(b, xml);
  assert_no_message(b);
  if (wave != WAVE_NONE)
    s = study_of_wave(b->memory, s, wave);
  units u = units_new(b->memory, s);
  survey_data data;
  const load_options options = {.threads = threads, .chunk = chunk, .keep_rows = keep_rows};
  load_survey(b->memory, s, 0, &u, &options, &b->d, &data);
  survey_release(&data);
  return data;
}

/* What is read of a wave is what is read of a file with its rows alone. */
static void
compare_waves(bench *b, const char *xml)
{
  uint64_t in_wave[N_WAVES] = {0};
  bench_write_text(b, "all.csv", make_rows(b, NULL, in_wave));
  for (uint32_t w = 0; w < N_WAVES; w++) {
    const char name[] = {(char)('1' + w), '\0'};
    bench_write_text(b, "one.csv", make_rows(b, name, NULL));
    const survey_data want =
        load(b, STUDY(SURVEY("file='one.csv'", "")), WAVE_NONE, 1, 1 << 20, false);
    assert_no_message(b);
    for (unsigned threads = 1; threads <= 4; threads += 3)
      for (size_t chunk = 64; chunk <= 1 << 20; chunk *= 16)
        for (int keep = 0; keep < 2; keep++) {
          const survey_data got = load(b, xml, w, threads, chunk, keep);
          assert_no_message(b);
          assert_int_equal(got.kept, want.kept);
          assert_memory_equal(&got.fingerprint, &want.fingerprint, sizeof got.fingerprint);
          for (uint32_t i = 0; i < N_WAVES; i++)
            assert_int_equal(got.in_wave[i], in_wave[i]);
          assert_int_equal(got.dropped[DROP_OTHER_WAVE],
                           in_wave[0] + in_wave[1] + in_wave[2] - in_wave[w]);
          assert_int_equal(got.dropped[DROP_NO_WAVE],
                           N_ROWS - in_wave[0] - in_wave[1] - in_wave[2]);
          assert_int_equal(got.dropped[DROP_BLANK], N_ROWS / 50);
          assert_int_equal(got.read, N_ROWS + N_ROWS / 50);
        }
  }
}

static void
a_column_names_the_wave(void **state)
{
  compare_waves(*state, STUDY(WAVES SURVEY("file='all.csv' wave='wave'", "")));
}

static void
a_column_of_dates_tells_the_wave(void **state)
{
  compare_waves(*state, STUDY(WAVES SURVEY("file='all.csv' date='date'", "")));
  compare_waves(*state, STUDY(WAVES SURVEY("file='all.csv' date='date' date-order='mdy'", "")));
}

/* 3/4 could be two days; a declared order, or another cell of the column, tells. */
static void
dates_with_slashes_need_an_order(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "d.csv", "unit,date,q1,q2\nU,3/4/2025,1,1\nU,4/3/2025,2,2\nU,4/3/2025,1,2\n");
  survey_data got =
      load(b, STUDY(WAVES SURVEY("file='d.csv' date='date'", "")), 1, 1, 1 << 20, false);
  assert_message(b, "D121", 0, "no row is of the wave \"w2\"");
  b->d = diags_new(b->memory);
  got = load(b, STUDY(WAVES SURVEY("file='d.csv' date='date' date-order='dmy'", "")), 1, 1, 1 << 20,
             false);
  assert_no_message(b);
  assert_int_equal(got.kept, 1);
  got = load(b, STUDY(WAVES SURVEY("file='d.csv' date='date' date-order='mdy'", "")), 1, 1, 1 << 20,
             false);
  assert_int_equal(got.kept, 2);
  bench_write_text(b, "d.csv", "unit,date,q1,q2\nU,3/4/2025,1,1\nU,31/3/2025,2,2\n");
  got = load(b, STUDY(WAVES SURVEY("file='d.csv' date='date'", "")), 1, 1, 1 << 20, false);
  assert_no_message(b);
  assert_int_equal(got.in_wave[0], 1);
  assert_int_equal(got.in_wave[1], 1);
}

/* Where a row that is at fault stands is told as if there were no other waves; what is at fault in
 * a row of another wave is not told. */
static void
faults_are_told_where_they_are(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "wave,unit,q1,q2\n");
  for (int i = 0; i < 40; i++)
    text_addf(&t, "w%d,U,%d,\"1\"\n", i % 3 + 1, i == 20 ? 7 : i == 21 ? 8 : 1);
  bench_write_text(b, "f.csv", t.at);
  const char *const xml = STUDY(WAVES SURVEY("file='f.csv' wave='wave'", ""));
  for (size_t chunk = 64; chunk <= 1 << 20; chunk *= 128) {
    b->d = diags_new(b->memory);
    load(b, xml, 2, 2, chunk, false);
    assert_message(b, "D101", 22,
                   "7 is outside the declared range 1 to 5, in 1 row, the first is "
                   "row 21");
    assert_int_equal(b->d.n_errors, 1);
    b->d = diags_new(b->memory);
    load(b, xml, 1, 2, chunk, false);
    assert_no_message(b);
  }
  bench_write_text(b, "f.csv", "wave,unit,q1,q2\nw1,U,1,1\nw1,U\nw3,U,1,1\n");
  load(b, xml, 2, 1, 1 << 20, false);
  assert_message(b, "D035", 3, "row 2 has 2 cells");
}

static void
files_are_of_waves(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "1.csv", "unit,q1\nU,1\nU,2\n\nU,3\n"); /* a shorter questionnaire */
  bench_write_text(b, "2.csv", "unit,q1,q2\nU,1,2\nV,2,2\n");
  bench_write_text(b, "2b.csv", "unit,q1,q2\nU,1,3\n");
  const char *const xml = STUDY(WAVES SURVEY("", "<file path='1.csv' wave='w1'/><file "
                                                 "path='2*.csv' wave='w2'/>"));
  const survey_data got = load(b, xml, 1, 2, 64, false);
  assert_no_message(b);
  assert_int_equal(got.kept, 3);
  assert_int_equal(got.read, 6);
  assert_int_equal(got.in_wave[0], 3);
  assert_int_equal(got.in_wave[1], 3);
  assert_int_equal(got.in_wave[2], 0);
  assert_int_equal(got.dropped[DROP_OTHER_WAVE], 3);
  load(b, xml, WAVE_NONE, 2, 64, false);
  assert_message(b, "D121", 5, "the survey a has no file of the wave \"w3\"");
  b->d = diags_new(b->memory);
  load(b, xml, 0, 2, 64, false);
  assert_message(b, "D010", 6, "q2");
  b->d = diags_new(b->memory);
  bench_write_text(b, "1.csv", "unit,q1\nU,1\nU,\"2\n");
  load(b, xml, 1, 1, 64, false);
  assert_message(b, "D031", 3, "a quote is opened");
  b->d = diags_new(b->memory);
  load(b, STUDY(WAVES SURVEY("file='2.csv' wave='when'", "")), 1, 1, 64, false);
  assert_message(b, "D010", 5, "when");
}

/* A single wave: a file may name it, and all rows are of it where nobody says otherwise. */
static void
one_wave_needs_no_words(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "2.csv", "unit,q1,q2\nU,1,2\nV,2,2\n");
  bench_write_text(b, "3.csv", "unit,q1,q2\nU,1,2\n");
  survey_data got =
      load(b, STUDY("<wave id='w'/>" SURVEY("file='2.csv'", "")), WAVE_NONE, 1, 64, 0);
  assert_null(got.in_wave);
  assert_int_equal(got.kept, 2);
  got = load(b,
             STUDY("<wave id='w'/>" SURVEY("", "<file path='2.csv' wave='w'/>"
                                               "<file path='3.csv'/>")),
             WAVE_NONE, 1, 64, 0);
  assert_no_message(b);
  assert_int_equal(got.kept, 3);
  assert_int_equal(got.in_wave[0], 3);
}

static void
waves_are_read_oldest_first(void **state)
{
  bench *const b = *state;
  const study *const s = bench_study(b, STUDY(WAVES SURVEY("file='f'", "")));
  assert_no_message(b);
  assert_int_equal(s->n_waves, 3);
  assert_int_equal(s->wave, 2);
  assert_string_equal(s->wave_id, "w3");
  assert_string_equal(s->waves[0].label, "First wave");
  assert_string_equal(s->waves[2].label, "w3");
  assert_int_equal(study_wave_named(s, "w2"), 1);
  assert_int_equal(study_wave_named(s, "w"), WAVE_NONE);
  const study *const first = study_of_wave(b->memory, s, 0);
  assert_string_equal(first->wave_from, "2025-01-01");
  assert_string_equal(first->wave_label, "First wave");
  assert_int_equal(first->wave_line, 2);
}

static void
what_contradicts_itself_is_refused(void **state)
{
  static const struct {
    const char *code;
    unsigned line;
    const char *words, *xml;
  } wrong[] = {
      {"S152", 3, "ends before it begins",
       STUDY("<wave id='a'/>\n<wave id='b' from='2025-02-01' to='2025-01-01'/>\n" SURVEY("file='f'",
                                                                                         ""))},
      {"S153", 3, "is there twice",
       STUDY("<wave id='a'/>\n<wave id='a'/>\n" SURVEY("file='f'", ""))},
      {"S153", 3, "\"b\" begins before \"a\" has ended",
       STUDY("<wave id='a' to='2025-02-01'/>\n<wave id='b' from='2025-02-01'/>\n" SURVEY("file='f'",
                                                                                         ""))},
      {"S154", 4, "the wave \"b\", which this study does not have",
       STUDY("<wave id='a'/>\n" SURVEY("", "<file path='f' wave='b'/>\n"))},
      {"S154", 5, "does not say which wave it is of",
       STUDY("<wave id='a'/><wave id='b'/>\n" SURVEY("", "<file path='f' wave='b'/>\n<file "
                                                         "path='g'/>"))},
      {"S154", 5, "and that of its rows too",
       STUDY("<wave id='a'/>\n" SURVEY("wave='w'", "\n<file path='f' wave='a'/>\n"))},
      {"S155", 3, "in two columns",
       STUDY("<wave id='a' from='2025-01-01' to='2025-02-01'/>\n" SURVEY("file='f' wave='w' "
                                                                         "date='d'",
                                                                         ""))},
      {"S155", 2, "the study has no wave", STUDY(SURVEY("file='f' wave='w'", ""))},
      {"S155", 2, "the wave \"a\" has not two",
       STUDY("<wave id='a' from='2025-01-01'/>\n" SURVEY("file='f' date='d'", ""))},
  };
  bench *const b = *state;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    b->d = diags_new(b->memory);
    assert_null(bench_study(b, wrong[i].xml));
    assert_message(b, wrong[i].code, wrong[i].line, wrong[i].words);
    assert_int_equal(b->d.n_errors, 1);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(a_column_names_the_wave),
      BENCH_TEST(a_column_of_dates_tells_the_wave),
      BENCH_TEST(dates_with_slashes_need_an_order),
      BENCH_TEST(faults_are_told_where_they_are),
      BENCH_TEST(files_are_of_waves),
      BENCH_TEST(one_wave_needs_no_words),
      BENCH_TEST(waves_are_read_oldest_first),
      BENCH_TEST(what_contradicts_itself_is_refused),
  };
  return cmocka_run_group_tests_name("waves", tests, NULL, NULL);
}
