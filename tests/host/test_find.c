/* Finding plugins: which folders and files are trusted, and what a name means. */
#include "core.h"

#include "host/host.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SOMEBODY = 65534 };

static bool
is_root(void)
{
  return geteuid() == 0;
}

/* A folder of the test with this mode; its group is not root's, which would be trusted. */
static const char *
folder(const bench *b, const char *name, mode_t mode)
{
  const char *const path = bench_path(b, name);
  assert_int_equal(mkdir(path, 0700), 0);
  assert_true(!is_root() || chown(path, (uid_t)-1, SOMEBODY) == 0);
  assert_int_equal(chmod(path, mode), 0);
  return path;
}

static const char *
file(const bench *b, const char *name, const char *text, mode_t mode)
{
  const char *const path = bench_write_text(b, name, text);
  assert_true(!is_root() || chown(path, (uid_t)-1, SOMEBODY) == 0);
  assert_int_equal(chmod(path, mode), 0);
  return path;
}

static plugin_files
find(bench *b, const char *path)
{
  plugin_files out = {0};
  plugin_files_find(b->memory, path, true, &b->d, &out);
  return out;
}

/* The one file of the folder is refused with these words. */
static void
assert_refused(bench *b, const char *path, const char *words)
{
  plugin_files all = find(b, path);
  assert_int_equal(all.n, 1);
  assert_int_equal(all.at[0].fd, -1);
  assert_non_null(all.at[0].refused);
  if (!strstr(all.at[0].refused, words))
    fail_msg("\"%s\" does not say \"%s\"", all.at[0].refused, words);
  plugin_files_close(&all);
}

/* The last message names the folder's fault. */
static void
assert_doubt(const bench *b, const char *words)
{
  assert_true(b->d.n > 0);
  const diag *const last = &b->d.at[b->d.n - 1];
  assert_string_equal(last->code, "P002");
  assert_string_equal(last->why, words);
}

/* --- folders
 * ------------------------------------------------------------------------------------------- */

static void
folders_that_others_can_write_to_are_not_searched(void **state)
{
  static const struct {
    mode_t mode;
    const char *words;
  } bad[] = {{0770, "its group can write to it"},
             {0720, "its group can write to it"},
             {0777, "everybody can write to it"},
             {01777, "everybody can write to it"},
             {0702, "everybody can write to it"}};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    const char *const name = arena_printf(b->memory, "bad%zu", i);
    const char *const path = folder(b, name, bad[i].mode);
    file(b, arena_printf(b->memory, "%s/a.so", name), "a", 0600);
    plugin_files all = find(b, path);
    assert_int_equal(all.n, 0);
    assert_doubt(b, bad[i].words);
  }
}

static void
a_folder_of_somebody_else_is_not_searched(void **state)
{
  bench *const b = *state;
  if (!is_root()) /* only root can give a folder away */
    return;
  const char *const path = folder(b, "given", 0755);
  assert_int_equal(chown(path, SOMEBODY, SOMEBODY), 0);
  const plugin_files all = find(b, path);
  assert_int_equal(all.n, 0);
  assert_doubt(b, "it belongs to another user");
}

static void
a_folder_that_is_not_there_is_told_only_when_named(void **state)
{
  bench *const b = *state;
  plugin_files all = {0};
  plugin_files_find(b->memory, bench_path(b, "none"), false, &b->d, &all);
  plugin_files_find(b->memory, NULL, true, &b->d, &all);
  assert_no_message(b);
  plugin_files_find(b->memory, bench_path(b, "none"), true, &b->d, &all);
  assert_int_equal(all.n, 0);
  assert_message(b, "P001", 0, "the plugin folder cannot be searched");
}

/* Where a list of folders has nothing between two colons, other programs mean the current one. */
static void
the_current_folder_is_never_searched(void **state)
{
  static const char *const paths[] = {"", ".", ":", ".:", "/nowhere:"};
  bench *const b = *state;
  plugin_files all = {0};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    plugin_files_find(b->memory, paths[i], false, &b->d, &all);
    assert_message(b, "P003", 0, "the current folder is not searched");
  }
  assert_int_equal(all.n, 0);
}

/* Else every plugin of it would have the id of one that was found before: itself. */
static void
a_folder_is_searched_once(void **state)
{
  bench *const b = *state;
  plugin_files all = {0};
  const char *const path = folder(b, "once", 0700);
  file(b, "once/a.so", "a", 0600);
  plugin_files_find(b->memory, arena_printf(b->memory, "%s:%s/", path, path), true, &b->d, &all);
  plugin_files_find(b->memory, arena_printf(b->memory, "%s/../once", path), true, &b->d, &all);
  assert_no_message(b);
  assert_int_equal(all.n, 1);
  plugin_files_close(&all);
}

static void
folders_come_in_order_and_files_by_name(void **state)
{
  static const char *const wanted[] = {"b.so", "c.so", "B.so", "a.so", "b.so"};
  bench *const b = *state;
  const char *const second = folder(b, "second", 0700), *const first = folder(b, "first", 0755);
  file(b, "second/b.so", "1", 0600);
  file(b, "second/a.so", "2", 0600);
  file(b, "second/B.so", "3", 0600);
  file(b, "first/c.so", "4", 0600);
  file(b, "first/b.so", "5", 0600);
  file(b, "first/a.so.bak", "6", 0600);
  file(b, "first/.so", "7", 0600);
  file(b, "first/a.la", "8", 0600);
  plugin_files all = find(b, arena_printf(b->memory, ":%s::%s:", first, second));
  assert_int_equal(all.n, sizeof wanted / sizeof *wanted);
  for (size_t i = 0; i < all.n; i++) {
    assert_string_equal(all.at[i].name, wanted[i]);
    assert_null(all.at[i].refused);
  }
  plugin_files_close(&all);
  assert_int_equal(all.n, 0);
}

static void
names_are_fit_for_ids(void **state)
{
  bench *const b = *state;
  const char *const path = folder(b, "d", 0755);
  file(b, "d/A-1_b.c \"<&>'\n\x1b\xff.so", "1", 0600);
  plugin_files all = find(b, path);
  assert_int_equal(all.n, 1);
  assert_string_equal(all.at[0].name, "A-1_b.c_________.so");
  plugin_files_close(&all);
}

/* --- files
 * -----------------------------------------------------------------------------------------------
 */

static void
files_that_others_can_write_to_are_refused(void **state)
{
  bench *const b = *state;
  const char *const path = folder(b, "d", 0755);
  const char *const so = file(b, "d/a.so", "text", 0660);
  assert_refused(b, path, "its group can write to it");
  assert_int_equal(chmod(so, 0602), 0);
  assert_refused(b, path, "everybody can write to it");
  if (is_root()) {
    assert_int_equal(chmod(so, 0600), 0);
    assert_int_equal(chown(so, SOMEBODY, SOMEBODY), 0);
    assert_refused(b, path, "it belongs to another user");
  }
}

static void
a_file_that_cannot_be_read_is_refused(void **state)
{
  bench *const b = *state;
  const char *const path = folder(b, "d", 0755);
  file(b, "d/a.so", "text", 0000);
  if (is_root()) {
    assert_int_equal(chmod(b->dir, 0755), 0);
    assert_int_equal(seteuid(SOMEBODY), 0);
  }
  assert_refused(b, path, "Permission denied");
  assert_true(getuid() != 0 || seteuid(0) == 0);
}

static void
what_is_no_file_is_refused(void **state)
{
  static const char *const words = "it is no file of a plausible size";
  bench *const b = *state;
  const char *const path = folder(b, "d", 0755), *const at = bench_path(b, "d/a.so");
  file(b, "d/a.so", "", 0600);
  assert_refused(b, path, words);
  assert_int_equal(truncate(at, (off_t)65 << 20), 0);
  assert_refused(b, path, words);
  assert_int_equal(unlink(at), 0);
  assert_int_equal(mkfifo(at, 0600), 0);
  assert_refused(b, path, words);
  assert_int_equal(unlink(at), 0);
  assert_int_equal(mkdir(at, 0700), 0);
  assert_refused(b, path, words);
  assert_int_equal(rmdir(at), 0);
  assert_int_equal(symlink("/dev/zero", at), 0);
  assert_refused(b, path, words);
}

/* A link is as good as the file that it leads to. */
static void
links_are_followed(void **state)
{
  bench *const b = *state;
  const char *const path = folder(b, "d", 0755), *const at = bench_path(b, "d/a.so");
  const char *const target = file(b, "elsewhere", "text", 0600);
  assert_int_equal(symlink(target, at), 0);
  plugin_files all = find(b, path);
  assert_int_equal(all.n, 1);
  assert_null(all.at[0].refused);
  plugin_files_close(&all);
  assert_int_equal(chmod(target, 0666), 0);
  assert_refused(b, path, "everybody can write to it");
  assert_int_equal(unlink(target), 0);
  assert_refused(b, path, "No such file");
  assert_int_equal(unlink(at), 0);
  assert_int_equal(symlink("a.so", at), 0);
  assert_refused(b, path, "symbolic links");
}

/* What was checked is what runs, whatever becomes of the file. */
static void
the_bytes_are_sealed(void **state)
{
  bench *const b = *state;
  const char *const path = folder(b, "d", 0755);
  const char *const so = file(b, "d/a.so", "the first text", 0600);
  plugin_files all = find(b, path);
  assert_int_equal(all.n, 1);
  const plugin_file *const f = &all.at[0];
  const digest wanted = digest_of("the first text", 14);
  assert_memory_equal(&f->sha256, &wanted, sizeof wanted);
  bench_write_text(b, "d/a.so", "another");
  assert_int_equal(unlink(so), 0);
  char text[64] = "";
  assert_int_equal(pread(f->fd, text, sizeof text, 0), 14);
  assert_string_equal(text, "the first text");
  assert_true(pwrite(f->fd, "x", 1, 0) < 0);
  assert_true(ftruncate(f->fd, 1) != 0);
  assert_true(mmap(NULL, 14, PROT_READ | PROT_WRITE, MAP_SHARED, f->fd, 0) == MAP_FAILED);
  assert_true(fcntl(f->fd, F_GETFD) & FD_CLOEXEC);
  plugin_files_close(&all);
}

/* --- names
 * --------------------------------------------------------------------------------------------------
 */

static const description usable;

static plugin
named(const char *id, bool is_usable)
{
  return (plugin){.id = id, .description = is_usable ? &usable : NULL};
}

/* A short name may give a plugin the right to see single answers: it must not be taken over. */
static void
names_are_clear_or_nobodys(void **state)
{
  (void)state;
  plugin at[] = {named("a.mirror", true),     named("org.x.rank", true),
                 named("broken.so", false),   named("org.orgmirror.mirror", true),
                 named("org.x.broken", true), named("rank.so", false),
                 named("wreck.so", false),    named("wreck.so", false),
                 named("c.ruin.so", false),   named("ruin.so", false)};
  const plugins all = {.at = at, .n = sizeof at / sizeof *at};
  assert_ptr_equal(plugins_named(&all, "org.orgmirror.mirror"), &at[3]);
  assert_ptr_equal(plugins_named(&all, "a.mirror"), &at[0]);
  assert_null(plugins_named(&all, "mirror")); /* which of the two? */
  assert_ptr_equal(plugins_named(&all, "rank"), &at[1]);
  assert_ptr_equal(plugins_named(&all, "x.rank"), &at[1]);
  assert_ptr_equal(plugins_named(&all, "broken"), &at[4]);
  assert_ptr_equal(plugins_named(&all, "wreck.so"), &at[6]);
  assert_ptr_equal(plugins_named(&all, "ruin.so"), &at[9]);
  assert_null(plugins_named(&all, "so"));
  assert_null(plugins_named(&all, "ank"));
  assert_null(plugins_named(&all, ""));
  assert_null(plugins_named(&all, "org"));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(folders_that_others_can_write_to_are_not_searched),
      BENCH_TEST(a_folder_of_somebody_else_is_not_searched),
      BENCH_TEST(a_folder_that_is_not_there_is_told_only_when_named),
      BENCH_TEST(the_current_folder_is_never_searched),
      BENCH_TEST(a_folder_is_searched_once),
      BENCH_TEST(folders_come_in_order_and_files_by_name),
      BENCH_TEST(names_are_fit_for_ids),
      BENCH_TEST(files_that_others_can_write_to_are_refused),
      BENCH_TEST(a_file_that_cannot_be_read_is_refused),
      BENCH_TEST(what_is_no_file_is_refused),
      BENCH_TEST(links_are_followed),
      BENCH_TEST(the_bytes_are_sealed),
      BENCH_TEST(names_are_clear_or_nobodys),
  };
  return cmocka_run_group_tests_name("find", tests, NULL, NULL);
}
