/* Import workers: what a converter that was taken over by a file cannot do.  This program is its
 * own worker: the id after the flag says what its converter does. */
#include "core.h"

#include "host/import.h"
#include "host/import_form.h"
#include "host/import_worker.h"
#include "host/orders.h"
#include "import/foreign.h"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- the converters -------------------------------------------------------------------------- */

static bool
good(conversion *c)
{
  span s;
  if (!foreign_bytes(c, c->fd, &s))
    return false;
  row_cell(c, s.at, s.n);
  row_cell(c, c->sheet ? c->sheet : "", c->sheet ? strlen(c->sheet) : 0);
  row_end(c);
  c->book = codebook_new(c->memory, 2);
  c->book.columns[0].name = c->name;
  c->book.columns[1].name = "b";
  codebook_note(c->memory, &c->book, "a note");
  return true;
}

static bool
beside(conversion *c)
{
  span s;
  if (c->fd >= 0 || c->out || !foreign_bytes(c, c->codebook_fd, &s))
    return foreign_fail(c, "something is wrong", NULL);
  c->book = codebook_new(c->memory, 1);
  c->book.columns[0].name = arena_copy(c->memory, s.at, s.n);
  return true;
}

static bool
refuses(conversion *c)
{
  return foreign_fail(c, "it is not to its liking", "write another");
}

static bool
opens_a_file(conversion *c)
{
  return open("/etc/passwd", O_RDONLY) >= 0 && good(c);
}

static bool
asks_after_a_file(conversion *c)
{
  struct stat st;
  if (stat("/etc/passwd", &st) == 0 || access("/etc/passwd", R_OK) == 0)
    return foreign_fail(c, "it could see a file", NULL);
  return good(c);
}

static bool
opens_a_socket(conversion *c)
{
  return socket(AF_INET, SOCK_STREAM, 0) >= 0 && good(c);
}

static bool
starts_a_process(conversion *c)
{
  return fork() != 0 && good(c);
}

static bool
starts_a_program(conversion *c)
{
  char name[] = "true";
  char *const arguments[] = {name, NULL};
  execv("/bin/true", arguments);
  return good(c);
}

static void *
idle(void *context)
{
  return context;
}

static bool
starts_a_thread(conversion *c)
{
  pthread_t t;
  return pthread_create(&t, NULL, idle, NULL) == 0 && good(c);
}

static bool
kills_the_core(conversion *c)
{
  kill(getppid(), SIGKILL);
  return good(c);
}

static bool
crashes(conversion *c)
{
  raise(SIGSEGV);
  return good(c);
}

static bool
aborts(conversion *c)
{
  (void)c;
  abort();
}

static bool
hangs(conversion *c)
{
  volatile bool goes_on = true;
  while (goes_on)
    ;
  return good(c);
}

static bool
floods_the_pipe(conversion *c)
{
  static char block[1 << 16];
  while (write(WORKER_RESULTS, block, sizeof block) > 0)
    ;
  return good(c);
}

static bool
floods_the_text(conversion *c)
{
  while (!ferror(c->out))
    row_cell(c, "more and more", 13);
  return false;
}

static bool
takes_all_memory(conversion *c)
{
  while (arena_alloc(c->memory, 64 << 20, 1))
    ;
  return false;
}

static bool
closes_the_text(conversion *c)
{
  return close(IMPORT_TEXT) == 0 && good(c);
}

static bool
asks_for_too_much(conversion *c)
{
  arena_alloc(c->memory, SIZE_MAX, SIZE_MAX);
  return good(c);
}

static bool
gives_no_reason(conversion *c)
{
  return foreign_fail(c, NULL, NULL);
}

static bool
leaves_without_a_word(conversion *c)
{
  (void)c;
  _exit(0);
}

static bool
leaves_with_a_code(conversion *c)
{
  (void)c;
  _exit(7);
}

static bool
prints(conversion *c)
{
  return write(1, "noise", 5) == 5 && good(c);
}

static bool
makes_shared_memory(conversion *c)
{
  return memfd_create("x", 0) >= 0 && good(c);
}

/* What no codebook is: a count without what is counted, kinds that there are not, bytes behind it.
 */
static bool
lies(conversion *c)
{
  bytes b = bytes_new(c->memory);
  bytes_u8(&b, 2);
  bytes_string(&b, "format");
  bytes_u32(&b, UINT32_MAX - 1);
  _exit(write(WORKER_RESULTS, b.at, b.n) != (ssize_t)b.n);
}

static bool
says_too_much(conversion *c)
{
  c->book = codebook_new(c->memory, 0);
  bytes b = bytes_new(c->memory);
  bytes_u8(&b, 2);
  codebook_write(&b, &c->book);
  bytes_u8(&b, 0);
  _exit(write(WORKER_RESULTS, b.at, b.n) != (ssize_t)b.n);
}

static bool
converts_letters(conversion *c)
{
  iconv_t t = iconv_open("UTF-8", "WINDOWS-1252");
  char from[] = "\xE4", to[8] = "";
  char *in = from, *out = to;
  size_t n = 1, room = sizeof to;
  if (t == (iconv_t)-1 || iconv(t, &in, &n, &out, &room) != 0)
    return foreign_fail(c, "the table is not there", NULL);
  row_cell(c, to, strlen(to));
  row_end(c);
  return true;
}

static const char *const latin[] = {"WINDOWS-1252", NULL};

static const struct {
  converter how;
  const char *code, *words; /* NULL: it is fine */
  bool is_plain;            /* not with a sanitizer, which needs files, signals or addresses */
  bool is_boxed;            /* not in a build for gcov, which has no sandbox */
} zoo[] = {
    {{.id = "good", .run = good}, NULL, NULL, false, false},
    {{.id = "refuses", .run = refuses}, "D050", "it is not to its liking", false, false},
    {{.id = "opens", .run = opens_a_file}, "D051", "it tried to open a file", true, true},
    {{.id = "asks", .run = asks_after_a_file}, NULL, NULL, true, true},
    {{.id = "socket", .run = opens_a_socket},
     "D051",
     "tried to open a network connection",
     false,
     true},
    {{.id = "fork", .run = starts_a_process}, "D051", "it tried to start a process", false, true},
    {{.id = "exec", .run = starts_a_program}, "D051", "it tried to start a program", false, true},
    {{.id = "thread", .run = starts_a_thread}, "D051", "it made a system call", true, true},
    {{.id = "kill", .run = kills_the_core}, "D051", "it tried to signal a process", false, true},
    {{.id = "crash", .run = crashes}, "D051", "it crashed", true, false},
    {{.id = "abort", .run = aborts}, "D051", "it aborted itself", false, false},
    {{.id = "hang", .run = hangs}, "D051", "it had not finished after", false, false},
    {{.id = "flood", .run = floods_the_pipe}, "D051", "it sent more than", false, false},
    {{.id = "text", .run = floods_the_text}, "D051", "it made more than 4 MB of text", false, true},
    {{.id = "memory", .run = takes_all_memory}, "D051", "ran out of memory", true, true},
    {{.id = "silent", .run = leaves_without_a_word},
     "D051",
     "ended before it had finished",
     false,
     false},
    {{.id = "seven", .run = leaves_with_a_code}, "D051", "exit code 7", false, false},
    {{.id = "prints", .run = prints}, NULL, NULL, false, false},
    {{.id = "memfd", .run = makes_shared_memory},
     "D051",
     "it tried to make a file in memory",
     false,
     true},
    {{.id = "closes", .run = closes_the_text}, "D050", "its text cannot be written", false, false},
    {{.id = "greedy", .run = asks_for_too_much}, "D051", "ran out of memory", false, false},
    {{.id = "mute", .run = gives_no_reason}, "D050", "it gave no reason", false, false},
    {{.id = "lies", .run = lies}, "D051", "sent what is no codebook", false, false},
    {{.id = "more", .run = says_too_much}, "D051", "sent what is no codebook", false, false},
    {{.id = "letters", .run = converts_letters, .encodings = latin}, NULL, NULL, false, false},
    {{.id = "no letters", .run = converts_letters}, "D051", "it tried to open a file", true, true},
};

static const converter codebook_alone = {.id = "beside", .run = beside, .label = "a codebook"};

_Noreturn static void
work(const char *id)
{
  for (size_t i = 0; i < sizeof zoo / sizeof *zoo; i++)
    if (strcmp(zoo[i].how.id, id) == 0)
      import_run(&zoo[i].how);
  import_run(strcmp(id, "beside") == 0 ? &codebook_alone : NULL);
}

/* --- the core -------------------------------------------------------------------------------- */

#ifdef OM_SANITIZED
enum { IS_SANITIZED = true };
#else
enum { IS_SANITIZED = false };
#endif

#ifdef OM_COVERAGE
enum { HAS_NO_BOX = true };
#else
enum { HAS_NO_BOX = false };
#endif

static int
file_of(const char *s)
{
  const int fd = memfd_create("input", MFD_CLOEXEC);
  assert_int_equal(write(fd, s, strlen(s)), (ssize_t)strlen(s));
  return fd;
}

static const host_limits few = {.jobs = 1,
                                .import_deadline = IS_SANITIZED ? 4 : 1,
                                .most_text = 4 << 20,
                                .memory = 256 << 20,
                                .most_output = 1 << 20};

static int
run(bench *b, const converter *c, codebook *book)
{
  const export_converter it = host_converter(&few);
  const int fd = file_of("a,b");
  const int text = it.run(it.context, c, fd, -1, "the sheet", "export.sav", b->memory, book, &b->d);
  close(fd);
  return text;
}

static const char *
text_of(bench *b, int fd)
{
  char *const at = arena_alloc(b->memory, 1 << 12, 1);
  assert_true(pread(fd, at, (1 << 12) - 1, 0) >= 0);
  return at;
}

/* One message with this code, whose reason has the words. */
static void
assert_told(bench *b, const char *code, const char *words)
{
  assert_int_equal(b->d.n, 1);
  if (strcmp(b->d.at[0].code, code) != 0 || !strstr(b->d.at[0].why, words))
    fail_msg("\"%s\" is not %s, \"%s\"", bench_messages(b), code, words);
}

static void
whatever_it_does_the_core_goes_on(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof zoo / sizeof *zoo; i++) {
    if ((zoo[i].is_plain && IS_SANITIZED) || (zoo[i].is_boxed && HAS_NO_BOX))
      continue;
    converter how = zoo[i].how;
    how.label = "a test";
    codebook book = {0};
    b->d = diags_new(b->memory);
    const int text = run(b, &how, &book);
    if (zoo[i].code) {
      if (text >= 0)
        fail_msg("%s was not told", how.id);
      assert_told(b, zoo[i].code, zoo[i].words);
    } else {
      assert_no_message(b);
      assert_true(text >= 0);
      close(text);
    }
  }
}

static void
rows_and_codebook_arrive(void **state)
{
  bench *const b = *state;
  codebook book;
  const int text = run(b, &zoo[0].how, &book);
  assert_true(text >= 0);
  assert_string_equal(text_of(b, text), "\"a,b\",the sheet\n");
  assert_int_equal(book.n_columns, 2);
  assert_string_equal(book.columns[0].name, "export.sav");
  assert_true(book.n_notes >= 1);
  assert_string_equal(book.notes[0], "a note");
  assert_int_equal(write(text, "x", 1), -1); /* sealed */
  assert_int_equal(errno, EPERM);
  close(text);
}

static void
a_codebook_alone_arrives(void **state)
{
  bench *const b = *state;
  const export_converter it = host_converter(&few);
  const int fd = file_of("column");
  codebook book;
  const int text =
      it.run(it.context, &codebook_alone, -1, fd, NULL, "x.lss", b->memory, &book, &b->d);
  close(fd);
  assert_no_message(b);
  assert_string_equal(book.columns[0].name, "column");
  close(text);
}

static void
letters_are_converted(void **state)
{
  bench *const b = *state;
  codebook book;
  for (size_t i = 0; i < sizeof zoo / sizeof *zoo; i++)
    if (strcmp(zoo[i].how.id, "letters") == 0) {
      const int text = run(b, &zoo[i].how, &book);
      assert_string_equal(text_of(b, text), "\xC3\xA4\n");
      close(text);
    }
}

static void
an_unknown_converter_is_told(void **state)
{
  static const converter unknown = {.id = "unknown", .label = "a test"};
  bench *const b = *state;
  codebook book;
  assert_int_equal(run(b, &unknown, &book), -1);
  assert_told(b, "D051", "could not read what it was given");
}

int
main(int argc, char **argv)
{
  if (argc == 3 && strcmp(argv[1], IMPORT_FLAG) == 0)
    work(argv[2]);
  const struct CMUnitTest tests[] = {
      BENCH_TEST(whatever_it_does_the_core_goes_on), BENCH_TEST(rows_and_codebook_arrive),
      BENCH_TEST(a_codebook_alone_arrives),          BENCH_TEST(letters_are_converted),
      BENCH_TEST(an_unknown_converter_is_told),
  };
  return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
