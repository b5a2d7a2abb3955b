/* What a worker is given: nothing that says who a person is, and nothing that was not asked for.
 * The study beside this has the word SECRET in every id of a person and in every comment. */
#include "core.h"

#include "base/xml.h"
#include "data/rows.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static loaded
load(bench *b)
{
  const char *const top = getenv("TOP_SRCDIR");
  static const char *const files[] = {"inside.csv", "outside.csv"};
  for (size_t i = 0; i < 2; i++)
    bench_write_text(
        b, files[i],
        bench_read(b, arena_printf(b->memory, "%s/tests/host/%s", top ? top : ".", files[i])));
  const loaded l = bench_load(
      b, bench_read(b, arena_printf(b->memory, "%s/tests/host/study.xml", top ? top : ".")));
  assert_no_message(b);
  assert_int_equal(l.data[0].kept, 84);
  assert_int_equal(l.data[1].kept, 72);
  return l;
}

/* True when the sealed memory holds the words anywhere. */
static bool
holds(int fd, const char *words)
{
  struct stat st;
  assert_int_equal(fstat(fd, &st), 0);
  void *const at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
  assert_true(at != MAP_FAILED);
  const bool is_there = memmem(at, (size_t)st.st_size, words, strlen(words)) != NULL;
  munmap(at, (size_t)st.st_size);
  return is_there;
}

/* Nobody's way to write: not by a call, not by a mapping, not by size. */
static void
assert_sealed(int fd)
{
  struct stat st;
  assert_int_equal(fstat(fd, &st), 0);
  assert_true(mmap(NULL, 64, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED);
  assert_true(pwrite(fd, "x", 1, 0) < 0);
  assert_true(ftruncate(fd, 1) != 0 && ftruncate(fd, st.st_size + 1) != 0);
  char *const at = mmap(NULL, 64, PROT_READ, MAP_SHARED, fd, 0);
  assert_true(at != MAP_FAILED);
  assert_true(mprotect(at, 64, PROT_READ | PROT_WRITE) != 0);
  munmap(at, 64);
}

static void
the_summary_names_nobody(void **state)
{
  loaded l = load(*state);
  assert_true(holds(l.fd, "climate")); /* it can be found */
  assert_false(holds(l.fd, "SECRET"));
  assert_false(holds(l.fd, "PERSON"));
  assert_false(holds(l.fd, "comment"));
  assert_false(holds(l.fd, "person"));
  assert_sealed(l.fd);
  loaded_release(&l);
}

static void
the_rows_name_nobody(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  const int fd = rows_build(b->memory, l.study, &l.units, l.data);
  assert_true(fd >= 0);
  assert_false(holds(fd, "SECRET"));
  assert_false(holds(fd, "0001"));
  assert_sealed(fd);
  close(fd);
  loaded_release(&l);
}

/* Rows stand in the order of what they hold: the order of the export says who somebody is. */
static void
the_rows_forget_their_order(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  const int fd = rows_build(b->memory, l.study, &l.units, l.data);
  rows r;
  assert_true(rows_open(b->memory, fd, l.summary.study, &r));
  const om_column *const first = r.columns[0][0];
  const uint32_t *const units = r.units[0];
  assert_int_equal(first->rows, 84);
  for (uint64_t i = 1; i < first->rows; i++)
    assert_true(units[i - 1] < units[i] ||
                (units[i - 1] == units[i] && first->codes[i - 1] <= first->codes[i]));
  rows_close(&r);
  close(fd);
  loaded_release(&l);
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(the_summary_names_nobody),
      BENCH_TEST(the_rows_name_nobody),
      BENCH_TEST(the_rows_forget_their_order),
  };
  return cmocka_run_group_tests_name("secrets", tests, NULL, NULL);
}
