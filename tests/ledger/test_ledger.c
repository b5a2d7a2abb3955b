/* The folder of what was published: what is put in comes out, and what is damaged is not believed.
 */
#include "../core/core.h"

#include "ledger/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <math.h>
#include <unistd.h>

/* Two units in a region, one survey with a scale of two questions, five people. */
static const told_unit UNITS[] = {{"Alder", 0, 0, {2, UNIT_NONE}},
                                  {"Birch", 0, 0, {2, UNIT_NONE}},
                                  {"North", 1, 0, {UNIT_NONE, UNIT_NONE}}};
static const uint32_t PEOPLE[] = {2, 3, 5, 5};
static const uint8_t STATES[] = {TOLD_SMALL, TOLD_WITHHELD, TOLD_YES, TOLD_YES};
static const double MEANS[] = {NAN, NAN, 3.25, 3.25};
static const told_family FAMILIES[] = {{PEOPLE, STATES, MEANS},
                                       {PEOPLE, STATES, MEANS},
                                       {PEOPLE, STATES, MEANS},
                                       {PEOPLE, STATES, MEANS}};
static const uint64_t COLUMNS[] = {11, 22};
static const told_scale SCALE = {"climate", 2, COLUMNS, FAMILIES};
static const row_key ROWS[] = {
    {1, 101, 0, 1}, {2, 102, 0, 1}, {3, 103, 1, 0}, {4, 104, 1, 0}, {5, 105, UNIT_NONE, 0}};
static const told_survey SURVEY = {.id = "staff",
                                   .minimum = 4,
                                   .n_scales = 1,
                                   .scales = &SCALE,
                                   .n_rows = 5,
                                   .rows = ROWS,
                                   .set = {7, 8}};
static const told_report REPORT = {.time = 1790000000,
                                   .study = "study.xml",
                                   .wave = "2026",
                                   .output = "out",
                                   .n_units = 3,
                                   .n_surveys = 1,
                                   .units = UNITS,
                                   .surveys = &SURVEY};

static ledger
opened(bench *b)
{
  ledger l;
  assert_true(ledger_open(b->memory, bench_path(b, "ledger"), true, &b->d, &l));
  return l;
}

static void
what_is_put_in_comes_out(void **state)
{
  bench *const b = *state;
  ledger l = opened(b);
  assert_int_equal(l.n, 0);
  assert_string_equal(ledger_add(&l, &REPORT), "report-0001");
  ledger_close(&l);
  l = opened(b);
  assert_string_equal(ledger_add(&l, &REPORT), "report-0002");
  ledger_close(&l);
  l = opened(b);
  assert_int_equal(l.n, 2);
  const ledger_entry *const e = &l.at[1];
  assert_string_equal(e->name, "report-0002");
  assert_true(told_is_same(&e->told, &REPORT));
  assert_string_equal(e->told.study, "study.xml");
  assert_string_equal(e->told.output, "out");
  assert_int_equal(e->told.time, REPORT.time);
  assert_null(e->told.surveys[0].rows);
  assert_true(ledger_rows(&l, 1));
  assert_memory_equal(l.at[1].told.surveys[0].rows, ROWS, sizeof ROWS);
  assert_true(ledger_withdraw(&l, "report-0001"));
  assert_false(ledger_withdraw(&l, "key"));
  assert_false(ledger_withdraw(&l, "../report-0002"));
  ledger_close(&l);
  l = opened(b);
  assert_int_equal(l.n, 1);
  assert_string_equal(ledger_add(&l, &REPORT), "report-0003"); /* no name comes again */
  ledger_close(&l);
}

/* Every part of it makes a difference. */
static void
other_reports_are_not_the_same(void **state)
{
  (void)state;
  told_report r = REPORT;
  r.wave = "2025";
  assert_false(told_is_same(&r, &REPORT));
  told_survey survey = SURVEY;
  r = REPORT;
  r.surveys = &survey;
  assert_true(told_is_same(&r, &REPORT));
  survey.set.a++;
  assert_false(told_is_same(&r, &REPORT));
  survey = SURVEY;
  const uint8_t states[] = {TOLD_SMALL, TOLD_YES, TOLD_YES, TOLD_YES};
  const told_family families[] = {FAMILIES[0], FAMILIES[1], FAMILIES[2], {PEOPLE, states, MEANS}};
  const told_scale scale = {"climate", 2, COLUMNS, families};
  survey.scales = &scale;
  assert_false(told_is_same(&r, &REPORT));
}

static mode_t
mode_of(const char *path)
{
  struct stat st;
  assert_int_equal(stat(path, &st), 0);
  return st.st_mode & 0777;
}

static void
nobody_else_may_read_it(void **state)
{
  bench *const b = *state;
  const mode_t before = umask(0);
  ledger l = opened(b);
  ledger_add(&l, &REPORT);
  const int spool = ledger_spool(&l);
  umask(before);
  struct stat st;
  assert_int_equal(fstat(spool, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0600);
  assert_int_equal(st.st_nlink, 0); /* no name: it is gone with the program */
  close(spool);
  assert_int_equal(mode_of(bench_path(b, "ledger")), 0700);
  assert_int_equal(mode_of(bench_path(b, "ledger/key")), 0600);
  assert_int_equal(mode_of(bench_path(b, "ledger/report-0001")), 0600);
  ledger_close(&l);
}

/* A byte changed, a byte less, a byte more: never another report. */
static void
damage_is_noticed(void **state)
{
  bench *const b = *state;
  ledger l = opened(b);
  ledger_add(&l, &REPORT);
  ledger_close(&l);
  const char *const path = bench_path(b, "ledger/report-0001");
  struct stat st;
  assert_int_equal(stat(path, &st), 0);
  const size_t size = (size_t)st.st_size, head = size - sizeof ROWS;
  char *const whole = arena_alloc(b->memory, size + 1, 1);
  memcpy(whole, bench_read(b, path), size);
  for (size_t i = 0; i < head + 2; i++) {
    char *const damaged = arena_alloc(b->memory, size + 1, 1);
    memcpy(damaged, whole, size);
    if (i < head)
      damaged[i] ^= 0x10;
    bench_write(b, "ledger/report-0001", damaged,
                i < head    ? size
                : i == head ? size - 1
                            : size + 1);
    ledger again;
    diags d = diags_new(b->memory);
    if (ledger_open(b->memory, bench_path(b, "ledger"), true, &d, &again))
      fail_msg("byte %zu of %zu was not noticed", i, head);
    assert_string_equal(d.at[0].code, "R010");
    ledger_close(&again);
  }
}

static void
without_its_secret_it_is_not_used(void **state)
{
  bench *const b = *state;
  ledger l = opened(b);
  ledger_add(&l, &REPORT);
  ledger_close(&l);
  unlink(bench_path(b, "ledger/key"));
  assert_false(ledger_open(b->memory, bench_path(b, "ledger"), true, &b->d, &l));
  assert_message(b, "R010", 0, "what was published");
  ledger_close(&l);
}

/* The key of a row says nothing without the secret, and is another one in another ledger. */
static void
keys_are_of_one_ledger(void **state)
{
  bench *const b = *state;
  ledger one, two;
  assert_true(ledger_open(b->memory, bench_path(b, "one"), true, &b->d, &one));
  assert_true(ledger_open(b->memory, bench_path(b, "two"), true, &b->d, &two));
  const uint8_t record[] = "17,Alder,5,4,3";
  const row_cells cells = {{1}, 1};
  const row_text text = {record, sizeof record - 1, {record + 3}, {5}};
  uint8_t room[64];
  const row_key a = row_key_of(one.secret, &cells, &text, NULL, room);
  const row_key same = row_key_of(one.secret, &cells, &text, NULL, room);
  const row_key c = row_key_of(two.secret, &cells, &text, NULL, room);
  assert_memory_equal(&a, &same, sizeof a);
  assert_true(a.whole != c.whole && a.rest != c.rest && a.whole != a.rest);
  const uint8_t moved[] = "17,Birch,5,4,3";
  const row_text other = {moved, sizeof moved - 1, {moved + 3}, {5}};
  const row_key d = row_key_of(one.secret, &cells, &other, NULL, room);
  assert_true(d.whole != a.whole);
  assert_true(d.rest == a.rest);
  ledger_close(&one);
  ledger_close(&two);
}

static void
a_full_disk_is_an_error(void **state)
{
  bench *const b = *state;
  key_spool full = {.fd = open("/dev/full", O_WRONLY | O_CLOEXEC)};
  assert_true(full.fd >= 0);
  /* Not every kernel lets the device be written at a place; either way nothing is silent. */
  key_spool_put(&full, ROWS, 5);
  assert_true(atomic_load(&full.failure) == ENOSPC || atomic_load(&full.failure) == ESPIPE);
  close(full.fd);
  (void)b;
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(what_is_put_in_comes_out),          BENCH_TEST(other_reports_are_not_the_same),
      BENCH_TEST(nobody_else_may_read_it),           BENCH_TEST(damage_is_noticed),
      BENCH_TEST(without_its_secret_it_is_not_used), BENCH_TEST(keys_are_of_one_ledger),
      BENCH_TEST(a_full_disk_is_an_error),
  };
  return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
