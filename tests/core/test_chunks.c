/* Exports read in chunks by several threads: whatever the size of a chunk, the number of threads,
 * the line ends, the byte order mark, the order of rows and the number of files, the same comes
 * out. */
#include "core.h"

#include "data/rows.h"

#include <sys/stat.h>
#include <unistd.h>

enum { N_ROWS = 700 };

static const char study_text[] = "<study xmlns='urn:orgmirror:study:1'><title>t</title>"
                                 "<survey id='a' side='inside' file='%s' unit='unit'%s>"
                                 "<missing code='9'/><scale id='s' min='1' max='5'><item "
                                 "column='q1'/>"
                                 "<item column='q2' reversed='yes'/><item column='q3'/></scale>"
                                 "<scale id='n' min='0' max='10'><item "
                                 "column='nps'/></scale>%s</survey></study>";

/* One row: quotes, line ends in quotes, doubled quotes, blanks, codes of two digits, missing. */
static const char *
make_row(bench *b, dice *d, int i)
{
  static const char *const comments[] = {
      "", "fine", "\"a, b\"", "\"two\nlines\"", "\"say \"\"no\"\"\"", "caf\xC3\xA9", "\"\""};
  static const char *const codes[] = {"1", "2", "3", "4", "5", "", "9", "\"3\"", " 4"};
  return arena_printf(b->memory, "r%d,U%d,%s,%s,%s,%s,%d,%d.5", i, (int)dice_below(d, 40),
                      comments[dice_below(d, 7)], codes[dice_below(d, 9)], codes[dice_below(d, 9)],
                      codes[dice_below(d, 9)], (int)dice_below(d, 11), i % 13);
}

typedef struct variant {
  const char *line_end, *mark;
  int n_files; /* the rows in so many files */
  unsigned threads;
  size_t chunk;
  bool is_shuffled, keeps_rows, has_numbers;
} variant;

static const char *
make_file(bench *b, const char *const *rows, int from, int to, const variant *v)
{
  text t = text_new(b->memory);
  text_addf(&t, "%sid,unit,comment,q1,q2,q3,nps,x%s", v->mark, v->line_end);
  for (int i = from; i < to; i++)
    text_addf(&t, "%s%s", rows[i], v->line_end);
  return t.at;
}

/* The bytes of a sealed descriptor. */
static span
contents(bench *b, int fd)
{
  struct stat about;
  assert_true(fd >= 0 && fstat(fd, &about) == 0);
  char *const at = arena_alloc(b->memory, (size_t)about.st_size + 1, 1);
  assert_int_equal(pread(fd, at, (size_t)about.st_size, 0), about.st_size);
  close(fd);
  return (span){at, (size_t)about.st_size};
}

typedef struct outcome_of {
  span summary, rows;
  hash128 fingerprint;
  uint64_t read, kept, dropped;
} outcome_of;

static outcome_of
run(bench *b, const char **rows, const variant *v)
{
  const char **const order = arena_many(b->memory, N_ROWS, const char *);
  memcpy(order, rows, N_ROWS * sizeof *order);
  dice d = {v->chunk + v->threads};
  if (v->is_shuffled)
    dice_shuffle(&d, order, N_ROWS, sizeof *order);
  for (int f = 0; f < v->n_files; f++)
    bench_write_text(
        b, arena_printf(b->memory, "part%d.csv", f),
        make_file(b, order, N_ROWS * f / v->n_files, N_ROWS * (f + 1) / v->n_files, v));
  for (int f = v->n_files; f < 8; f++)
    unlink(bench_path(b, arena_printf(b->memory, "part%d.csv", f)));
  const char *const numbers = "<scale id='x' min='0' max='20' values='numbers'><item "
                              "column='x'/></scale>";
  const char *const path = bench_write_text(
      b, "study.xml",
      arena_printf(b->memory, study_text, "part*.csv", "", v->has_numbers ? numbers : ""));
  const study *const s = study_read(b->memory, path, &b->d);
  assert_no_message(b);
  units u = units_new(b->memory, s);
  survey_data data;
  const load_options options = {
      .threads = v->threads, .chunk = v->chunk, .keep_rows = v->keeps_rows};
  assert_true(load_survey(b->memory, s, 0, &u, &options, &b->d, &data));
  assert_no_message(b);
  units_settle(&u);
  outcome_of o = {.summary = contents(b, summary_build(b->memory, s, &u, &data)),
                  .fingerprint = data.fingerprint,
                  .read = data.read,
                  .kept = data.kept};
  if (v->keeps_rows)
    o.rows = contents(b, rows_build(b->memory, s, &u, &data));
  for (int r = 0; r < N_DROP_REASONS; r++)
    o.dropped += data.dropped[r];
  survey_release(&data);
  return o;
}

static void
compare(const outcome_of *a, const outcome_of *o)
{
  assert_int_equal(o->read, N_ROWS);
  assert_int_equal(o->read, o->kept + o->dropped);
  assert_int_equal(a->kept, o->kept);
  assert_memory_equal(&a->fingerprint, &o->fingerprint, sizeof o->fingerprint);
  assert_int_equal(a->summary.n, o->summary.n);
  assert_memory_equal(a->summary.at, o->summary.at, o->summary.n);
  if (!a->rows.n || !o->rows.n)
    return;
  assert_int_equal(a->rows.n, o->rows.n);
  assert_memory_equal(a->rows.at, o->rows.at, o->rows.n);
}

static void
nothing_of_how_it_is_read_reaches_the_result(void **state)
{
  bench *const b = *state;
  dice d = {5};
  const char *rows[N_ROWS];
  for (int i = 0; i < N_ROWS; i++)
    rows[i] = make_row(b, &d, i);
  static const char *const ends[] = {"\n", "\r\n", "\n", "\r"};
  for (int numbers = 0; numbers < 2; numbers++) {
    const variant plain = {"\n", "", 1, 1, 1 << 20, false, true, numbers};
    const outcome_of first = run(b, rows, &plain);
    for (int round = 0; round < 60; round++) {
      const variant v = {.line_end = ends[dice_below(&d, 4)],
                         .mark = dice_below(&d, 3) ? "" : "\xEF\xBB\xBF",
                         .n_files = 1 + (int)dice_below(&d, 7),
                         .threads = 1 + (unsigned)dice_below(&d, 8),
                         .chunk = 64 + dice_below(&d, 1 << (6 + dice_below(&d, 9))),
                         .is_shuffled = dice_below(&d, 2),
                         .keeps_rows = dice_below(&d, 2),
                         .has_numbers = numbers};
      const outcome_of other = run(b, rows, &v);
      compare(&first, &other);
    }
  }
}

/* A fault far into the file is told with its row and line, however many threads there are. */
static void
faults_keep_their_place(void **state)
{
  bench *const b = *state;
  for (unsigned threads = 1; threads <= 4; threads++) {
    text t = text_new(b->memory);
    text_add(&t, "id,unit,comment,q1,q2,q3,nps\n");
    for (int i = 1; i <= 400; i++)
      text_addf(&t, "r%d,U%d,\"a\nb\",%s,2,3,5\n", i, i % 9, i == 300 ? "77" : "1");
    text_add(&t, "r401,U1,x,1,2\n");
    bench_write_text(b, "staff.csv", t.at);
    b->d = diags_new(b->memory);
    const char *const path =
        bench_write_text(b, "study.xml", arena_printf(b->memory, study_text, "staff.csv", "", ""));
    const study *const s = study_read(b->memory, path, &b->d);
    units u = units_new(b->memory, s);
    survey_data data;
    const load_options options = {.threads = threads, .chunk = 500};
    assert_false(load_survey(b->memory, s, 0, &u, &options, &b->d, &data));
    assert_message(b, "D101", 600, "the first is row 300");
    assert_message(b, "D035", 802, "row 401 has 5 cells");
    survey_release(&data);
  }
}

/* What cannot be text ends the reading with one message, from whatever thread. */
static void
broken_text_is_told_once(void **state)
{
  bench *const b = *state;
  static const char *const broken[] = {"r,U1,\xFF,1,2,3,5\n", "r,U1,\"x\"y,1,2,3,5\n"};
  static const char *const codes[] = {"D021", "D032"};
  for (size_t i = 0; i < 2; i++)
    for (unsigned threads = 1; threads <= 4; threads++) {
      text t = text_new(b->memory);
      text_add(&t, "id,unit,comment,q1,q2,q3,nps\n");
      for (int r = 1; r <= 300; r++)
        text_add(&t, r == 222 ? broken[i] : "r,U1,x,1,2,3,5\n");
      bench_write_text(b, "staff.csv", t.at);
      b->d = diags_new(b->memory);
      const study *const s =
          study_read(b->memory,
                     bench_write_text(b, "study.xml",
                                      arena_printf(b->memory, study_text, "staff.csv", "", "")),
                     &b->d);
      units u = units_new(b->memory, s);
      survey_data data;
      const load_options options = {.threads = threads, .chunk = 300};
      assert_false(load_survey(b->memory, s, 0, &u, &options, &b->d, &data));
      assert_message(b, codes[i], 223, "");
      assert_int_equal(b->d.n, 1);
      survey_release(&data);
    }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(nothing_of_how_it_is_read_reaches_the_result),
      BENCH_TEST(faults_keep_their_place),
      BENCH_TEST(broken_text_is_told_once),
  };
  return cmocka_run_group_tests_name("chunks", tests, NULL, NULL);
}
