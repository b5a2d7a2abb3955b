/* Files in and out: an old file survives until the new ones are complete. */
#include "core.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* How many names stand in a folder, hidden ones included. */
static size_t
names_in(const char *dir)
{
  size_t n = 0;
  DIR *const list = opendir(dir);
  assert_non_null(list);
  for (const struct dirent *e; (e = readdir(list));)
    n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
  closedir(list);
  return n;
}

static mode_t
mode_of(const char *path)
{
  struct stat st;
  assert_int_equal(stat(path, &st), 0);
  return st.st_mode & 07777;
}

static bool
put(output *o, const char *name, const char *text)
{
  return output_write(o, name, text, strlen(text));
}

/* --- in -------------------------------------------------------------------------------------- */

static void
a_file_is_read_whole(void **state)
{
  const bench *const b = *state;
  file_bytes bytes;
  assert_true(file_read(bench_write(b, "x", "a\0b", 3), 3, &bytes));
  assert_int_equal(bytes.n, 3);
  assert_memory_equal(bytes.at, "a\0b\0", 4);
  file_release(&bytes);
  assert_null(bytes.at);
  file_release(&bytes); /* twice is allowed */
  assert_true(file_read(bench_write(b, "empty", "", 0), 3, &bytes));
  assert_int_equal(bytes.n, 0);
  assert_int_equal(bytes.at[0], '\0');
  file_release(&bytes);
}

static void
what_is_no_file_is_refused_with_the_reason(void **state)
{
  const bench *const b = *state;
  file_bytes bytes;
  const char *const fifo = bench_path(b, "fifo");
  assert_int_equal(mkfifo(fifo, 0600), 0);
  const char *const link = bench_path(b, "circle");
  assert_int_equal(symlink(link, link), 0);
  const struct {
    const char *path;
    int why;
  } cases[] = {
      {bench_path(b, "absent"), ENOENT},
      {b->dir, EISDIR},
      {fifo, EINVAL}, /* and does not wait for a writer */
      {"/dev/null", EINVAL},
      {link, ELOOP},
      {bench_path(b, "absent/x"), ENOENT},
      {bench_write(b, "large", "12345", 5), EFBIG},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_false(file_read(cases[i].path, 4, &bytes));
    assert_int_equal(errno, cases[i].why);
    assert_null(bytes.at);
  }
}

static void
paths_are_joined_and_split(void **state)
{
  const bench *const b = *state;
  assert_string_equal(path_join(b->memory, "a/b", "c"), "a/b/c");
  assert_string_equal(path_join(b->memory, "a/b", "/c"), "/c");
  assert_string_equal(path_join(b->memory, ".", "c"), "c");
  assert_string_equal(path_dir(b->memory, "a/b/c"), "a/b");
  assert_string_equal(path_dir(b->memory, "c"), ".");
  assert_string_equal(path_dir(b->memory, "/c"), "/");
}

/* --- out ------------------------------------------------------------------------------------- */

static void
committed_files_appear_with_private_modes(void **state)
{
  const bench *const b = *state;
  const char *const dir = bench_path(b, "out");
  const mode_t mask = umask(0); /* however careless the user is */
  output *const o = output_open(b->memory, dir);
  assert_non_null(o);
  assert_true(put(o, "report.xml", "<x/>") && put(o, "tables/a.csv", "1") &&
              put(o, "tables/b.csv", ""));
  assert_int_equal(names_in(dir), 1); /* the staging folder: nothing is seen before the end */
  assert_true(output_commit(o));
  umask(mask);
  assert_int_equal(names_in(dir), 2);
  assert_string_equal(bench_read(b, bench_path(b, "out/report.xml")), "<x/>");
  assert_string_equal(bench_read(b, bench_path(b, "out/tables/a.csv")), "1");
  assert_int_equal(mode_of(dir), 0700);
  assert_int_equal(mode_of(bench_path(b, "out/report.xml")), 0600);
  assert_int_equal(mode_of(bench_path(b, "out/tables")), 0700);
  assert_int_equal(mode_of(bench_path(b, "out/tables/a.csv")), 0600);
}

static void
make_old(const bench *b)
{
  output *const o = output_open(b->memory, bench_path(b, "out"));
  assert_true(put(o, "report.xml", "old") && put(o, "tables/gone.csv", "old") &&
              put(o, "tables/kept.csv", "old") && output_commit(o));
  bench_write_text(b, "out/mine.txt", "mine");
}

static void
assert_old(const bench *b)
{
  assert_int_equal(names_in(bench_path(b, "out")), 3);
  assert_string_equal(bench_read(b, bench_path(b, "out/report.xml")), "old");
  assert_string_equal(bench_read(b, bench_path(b, "out/tables/gone.csv")), "old");
  assert_string_equal(bench_read(b, bench_path(b, "out/mine.txt")), "mine");
}

static void
the_folders_above_are_made_too(void **state)
{
  const bench *const b = *state;
  output *const o = output_open(b->memory, bench_path(b, "a/b/c"));
  assert_true(o && put(o, "x", "1") && output_commit(o));
  assert_string_equal(bench_read(b, bench_path(b, "a/b/c/x")), "1");
  assert_int_equal(mode_of(bench_path(b, "a")), 0700);
  assert_int_equal(mode_of(bench_path(b, "a/b")), 0700);
}

static void
a_folder_of_an_earlier_run_is_replaced_whole(void **state)
{
  const bench *const b = *state;
  make_old(b);
  output *const o = output_open(b->memory, bench_path(b, "out"));
  assert_true(put(o, "report.xml", "new") && put(o, "tables/kept.csv", "new"));
  assert_string_equal(bench_read(b, bench_path(b, "out/report.xml")), "old");
  assert_true(output_commit(o));
  assert_string_equal(bench_read(b, bench_path(b, "out/report.xml")), "new");
  assert_string_equal(bench_read(b, bench_path(b, "out/tables/kept.csv")), "new");
  assert_null(bench_read(b, bench_path(b, "out/tables/gone.csv")));
  assert_string_equal(bench_read(b, bench_path(b, "out/mine.txt")), "mine");
  assert_int_equal(names_in(bench_path(b, "out")), 3);
}

/* A report without tables must not stand beside the tables of an earlier one. */
static void
an_empty_folder_replaces_a_full_one(void **state)
{
  const bench *const b = *state;
  make_old(b);
  output *const o = output_open(b->memory, bench_path(b, "out"));
  output_folder(o, "tables");
  assert_true(put(o, "report.xml", "new") && output_commit(o));
  assert_int_equal(names_in(bench_path(b, "out/tables")), 0);
  assert_int_equal(mode_of(bench_path(b, "out/tables")), 0700);
}

static void
a_folder_stands_aside_for_a_file_and_back(void **state)
{
  const bench *const b = *state;
  const char *const dir = bench_path(b, "out");
  output *o = output_open(b->memory, dir);
  assert_true(put(o, "x/inner", "1") && output_commit(o));
  o = output_open(b->memory, dir);
  assert_true(put(o, "x", "2") && output_commit(o));
  assert_string_equal(bench_read(b, bench_path(b, "out/x")), "2");
  o = output_open(b->memory, dir);
  assert_true(put(o, "x/inner", "3") && output_commit(o));
  assert_string_equal(bench_read(b, bench_path(b, "out/x/inner")), "3");
  assert_int_equal(names_in(dir), 1);
}

static void
dropping_leaves_the_folder_as_it_was(void **state)
{
  const bench *const b = *state;
  make_old(b);
  output *const o = output_open(b->memory, bench_path(b, "out"));
  assert_true(put(o, "report.xml", "new") && put(o, "tables/new.csv", "new"));
  output_drop(o);
  output_drop(o); /* twice, and NULL, are allowed */
  output_drop(NULL);
  assert_old(b);
}

/* Files may grow to `bytes` and no further: what a full disk looks like to write(). */
static void
limit_files(rlim_t bytes)
{
  struct rlimit limit;
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
  limit.rlim_cur = bytes < limit.rlim_max ? bytes : limit.rlim_max;
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
a_full_disk_leaves_the_old_files(void **state)
{
  const bench *const b = *state;
  static char large[100000];
  make_old(b);
  output *const o = output_open(b->memory, bench_path(b, "out"));
  const bool first = put(o, "report.xml", "new");
  limit_files(4096);
  errno = 0;
  const bool second = output_write(o, "tables/large.csv", large, sizeof large);
  const int why = errno;
  limit_files(RLIM_INFINITY);
  assert_true(first);
  assert_false(second);
  assert_int_equal(why, EFBIG);
  output_drop(o);
  assert_old(b);
}

static void
a_killed_run_leaves_the_old_files_and_the_next_cleans_up(void **state)
{
  const bench *const b = *state;
  make_old(b);
  const pid_t child = fork();
  if (child == 0) {
    output *const o = output_open(b->memory, bench_path(b, "out"));
    if (o && put(o, "report.xml", "new") && put(o, "tables/new.csv", "new"))
      kill(getpid(), SIGKILL);
    _exit(1);
  }
  int status;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFSIGNALED(status));
  assert_int_equal(names_in(bench_path(b, "out")), 4);
  assert_string_equal(bench_read(b, bench_path(b, "out/report.xml")), "old");
  output_drop(output_open(b->memory, bench_path(b, "out")));
  assert_old(b);
}

static void
what_a_living_run_writes_is_left_alone(void **state)
{
  const bench *const b = *state;
  const char *const dir = bench_path(b, "out");
  output_drop(output_open(b->memory, dir));
  const char *const theirs = arena_printf(b->memory, "%s/.orgmirror-%ld", dir, (long)getppid());
  assert_int_equal(mkdir(theirs, 0700), 0);
  output *const o = output_open(b->memory, dir);
  assert_true(put(o, "x", "1") && output_commit(o));
  assert_int_equal(mode_of(theirs), 0700);
  assert_int_equal(rmdir(theirs), 0);
}

/* Cleaning must not walk through a link out of the folder. */
static void
links_in_stale_folders_are_not_followed(void **state)
{
  const bench *const b = *state;
  const char *const dir = bench_path(b, "out");
  output_drop(output_open(b->memory, dir));
  bench_write_text(b, "precious", "mine");
  assert_int_equal(mkdir(bench_path(b, "out/.orgmirror-0"), 0700), 0);
  assert_int_equal(symlink(b->dir, bench_path(b, "out/.orgmirror-0/link")), 0);
  assert_int_equal(symlink(b->dir, bench_path(b, "out/.orgmirror-link")), 0);
  output_drop(output_open(b->memory, dir));
  assert_int_equal(names_in(dir), 0);
  assert_string_equal(bench_read(b, bench_path(b, "precious")), "mine");
}

static void
a_name_that_cannot_be_a_folder_is_refused(void **state)
{
  const bench *const b = *state;
  bench_write_text(b, "file", "x");
  const struct {
    const char *dir;
    int why;
  } cases[] = {
      {bench_path(b, "file"), ENOTDIR},
      {bench_path(b, "file/deep"), ENOTDIR},
      {"/proc/orgmirror", ENOENT},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_null(output_open(b->memory, cases[i].dir));
    assert_int_equal(errno, cases[i].why);
  }
  assert_string_equal(bench_read(b, bench_path(b, "file")), "x");
}

static void
the_same_name_twice_is_refused(void **state)
{
  const bench *const b = *state;
  output *const o = output_open(b->memory, bench_path(b, "out"));
  assert_true(put(o, "x", "1"));
  assert_false(put(o, "x", "2"));
  assert_int_equal(errno, EEXIST);
  output_drop(o);
}

static void
one_file_is_replaced_or_left(void **state)
{
  const bench *const b = *state;
  static const char large[100000];
  const char *const path = bench_write_text(b, "page", "old");
  assert_true(file_write_atomically(b->memory, path, "new", 3));
  assert_string_equal(bench_read(b, path), "new");
  assert_int_equal(mode_of(path), 0600);
  limit_files(4096);
  const bool fine = file_write_atomically(b->memory, path, large, sizeof large);
  const int why = errno;
  limit_files(RLIM_INFINITY);
  assert_false(fine);
  assert_int_equal(why, EFBIG);
  assert_string_equal(bench_read(b, path), "new");
  assert_int_equal(names_in(b->dir), 1);
  assert_false(file_write_atomically(b->memory, bench_path(b, "absent/x"), "new", 3));
  assert_int_equal(errno, ENOENT);
  assert_int_equal(mkdir(bench_path(b, "folder"), 0700), 0);
  assert_false(file_write_atomically(b->memory, bench_path(b, "folder"), "new", 3));
  assert_int_equal(errno, EISDIR);
  assert_int_equal(names_in(b->dir), 2);
}

/* Left by a process that was killed, whose number came round again. */
static void
a_stale_file_does_not_stop_the_next(void **state)
{
  const bench *const b = *state;
  bench_write_text(b, arena_printf(b->memory, ".orgmirror-%ld", (long)getpid()), "stale");
  assert_true(file_write_atomically(b->memory, bench_path(b, "page"), "new", 3));
  assert_string_equal(bench_read(b, bench_path(b, "page")), "new");
  assert_int_equal(names_in(b->dir), 1);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(a_file_is_read_whole),
      BENCH_TEST(what_is_no_file_is_refused_with_the_reason),
      BENCH_TEST(paths_are_joined_and_split),
      BENCH_TEST(committed_files_appear_with_private_modes),
      BENCH_TEST(the_folders_above_are_made_too),
      BENCH_TEST(a_folder_of_an_earlier_run_is_replaced_whole),
      BENCH_TEST(an_empty_folder_replaces_a_full_one),
      BENCH_TEST(a_folder_stands_aside_for_a_file_and_back),
      BENCH_TEST(dropping_leaves_the_folder_as_it_was),
      BENCH_TEST(a_full_disk_leaves_the_old_files),
      BENCH_TEST(a_killed_run_leaves_the_old_files_and_the_next_cleans_up),
      BENCH_TEST(what_a_living_run_writes_is_left_alone),
      BENCH_TEST(links_in_stale_folders_are_not_followed),
      BENCH_TEST(a_name_that_cannot_be_a_folder_is_refused),
      BENCH_TEST(the_same_name_twice_is_refused),
      BENCH_TEST(one_file_is_replaced_or_left),
      BENCH_TEST(a_stale_file_does_not_stop_the_next),
  };
  return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
