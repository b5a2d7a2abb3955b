/* Processes: how they are started, watched and ended.  This program is its own worker: what it
 * does then is the number of the plugin in its orders. */
#include "core.h"

#include "host/process.h"
#include "host/verdict.h"

#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- the worker
 * ------------------------------------------------------------------------------------------ */

enum {
  SAY_AND_EXIT,  /* writes `memory` bytes of results and exits with code `seconds` */
  DIE_BY_SIGNAL, /* of number `seconds` */
  SLEEP,         /* for ever, deaf to SIGTERM */
  PRINT,         /* `memory` bytes */
  PRINT_FOR_EVER,
  LEAVE_A_CHILD, /* that holds the pipes; its number is the result */
  SHOW_YOURSELF, /* descriptors, environment, group, blocked signals */
  STOP
};

static void
say(int fd, size_t n)
{
  static char letters[4096];
  memset(letters, 'a', sizeof letters);
  while (n > 0) {
    const ssize_t put = write(fd, letters, n < sizeof letters ? n : sizeof letters);
    if (put <= 0)
      _exit(99);
    n -= (size_t)put;
  }
}

static void
show_yourself(void)
{
  char text[1024] = "";
  for (int fd = 0; fd < 8; fd++)
    if (fcntl(fd, F_GETFD) >= 0)
      snprintf(text + strlen(text), sizeof text - strlen(text), "%d ", fd);
  for (char **e = environ; *e; e++)
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s ", *e);
  sigset_t blocked;
  sigprocmask(SIG_BLOCK, NULL, &blocked);
  snprintf(text + strlen(text), sizeof text - strlen(text), "%s %s",
           getpgrp() == getpid() ? "own-group" : "no-group",
           sigismember(&blocked, SIGUSR1) ? "blocked" : "open");
  if (write(WORKER_RESULTS, text, strlen(text)) < 0)
    _exit(99);
}

static void
leave_a_child(void)
{
  const pid_t child = fork();
  if (child == 0)
    for (;;)
      pause();
  if (write(WORKER_RESULTS, &child, sizeof child) < 0)
    _exit(99);
}

_Noreturn static void
work(void)
{
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  struct stat st;
  orders o;
  if (setjmp(handler.jump) || fstat(WORKER_ORDERS, &st) != 0)
    _exit(98);
  const void *const at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, WORKER_ORDERS, 0);
  cursor c = cursor_new(at, (size_t)st.st_size);
  if (at == MAP_FAILED || !orders_get(&c, arena_new(&handler), &o) || o.core != (uint32_t)getppid())
    _exit(98);
  signal(SIGTERM, SIG_IGN);
  switch (o.index) {
  case SAY_AND_EXIT:
    say(WORKER_RESULTS, o.memory);
    _exit((int)o.seconds);
  case DIE_BY_SIGNAL:
    signal((int)o.seconds, SIG_DFL);
    raise((int)o.seconds);
    _exit(97);
  case PRINT:
    say(1, o.memory / 2);
    say(2, o.memory - o.memory / 2);
    break;
  case PRINT_FOR_EVER:
    say(1, SIZE_MAX);
    break;
  case LEAVE_A_CHILD:
    leave_a_child();
    break;
  case SHOW_YOURSELF:
    show_yourself();
    break;
  case STOP:
    raise(SIGSTOP);
    break;
  default:
    for (;;)
      pause();
  }
  _exit(0);
}

/* --- the watcher
 * ------------------------------------------------------------------------------------------ */

static process
order(uint32_t what, uint64_t n, uint32_t number)
{
  static int plugin = -1; /* above the numbers that tests give to others */
  if (plugin < 0)
    plugin = fcntl(memfd_create("plugin", MFD_CLOEXEC), F_DUPFD_CLOEXEC, 50);
  return (process){
      .plugin = plugin,
      .summary = -1,
      .rows = -1,
      .found = -1,
      .orders = {.core = (uint32_t)getpid(), .index = what, .memory = n, .seconds = number},
      .deadline = 20,
      .most_output = 1 << 20};
}

static process
run_one(bench *b, process p)
{
  process_run_all(b->memory, &p, 1, 1, NULL);
  return p;
}

static size_t
open_descriptors(void)
{
  size_t n = 0;
  DIR *const list = opendir("/proc/self/fd");
  assert_non_null(list);
  while (readdir(list))
    n++;
  closedir(list);
  return n;
}

static void
results_arrive(void **state)
{
  static const size_t sizes[] = {0, 1, 4096, 65536, 65537, 1 << 20};
  bench *const b = *state;
  order(0, 0, 0);
  const size_t before = open_descriptors();
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    const process p = run_one(b, order(SAY_AND_EXIT, sizes[i], 0));
    assert_int_equal(p.end, PROCESS_EXITED);
    assert_int_equal(p.code, 0);
    assert_int_equal(p.output.n, sizes[i]);
    assert_true(p.output.n == 0 || p.output.at[p.output.n - 1] == 'a');
    assert_null(verdict_of(b->memory, &p));
    assert_true(p.seconds > 0 && p.seconds < 20);
  }
  assert_int_equal(open_descriptors(), before);
}

#define assert_verdict(b, p, words)                                                                \
  do {                                                                                             \
    const char *const said_ = verdict_of((b)->memory, (p));                                        \
    assert_non_null(said_);                                                                        \
    if (!strstr(said_, (words)))                                                                   \
      fail_msg("\"%s\" does not say \"%s\"", said_, (words));                                      \
  } while (0)

static void
codes_and_signals_have_words(void **state)
{
  static const struct {
    int number;
    const char *words;
  } codes[] = {{7, "it ended its own process, with exit code 7"},
               {WORKER_NO_ORDERS, "could not read what it was given"},
               {WORKER_NO_DATA, "could not read what it was given"},
               {WORKER_NO_MEMORY, "ran out of memory"},
               {WORKER_LOST_CORE, "lost the program that started it"}},
    signals[] = {{SIGSEGV, "it crashed"},
                 {SIGBUS, "it crashed"},
                 {SIGABRT, "it aborted itself"},
                 {SIGFPE, "divided by zero"},
                 {SIGILL, "an instruction that this processor does not have"},
                 {SIGKILL, "used up its processor time or memory"},
                 {SIGXCPU, "used up its processor time or memory"},
                 {SIGSYS, "a system call that analyses do not need"},
                 {SIGXFSZ, "tried to write a file"},
                 {SIGUSR1, "ended by a signal"}};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
    const process p = run_one(b, order(SAY_AND_EXIT, 10, (uint32_t)codes[i].number));
    assert_int_equal(p.code, codes[i].number);
    assert_verdict(b, &p, codes[i].words);
  }
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    const process p = run_one(b, order(DIE_BY_SIGNAL, 0, (uint32_t)signals[i].number));
    assert_int_equal(p.end, PROCESS_SIGNALED);
    assert_int_equal(p.code, signals[i].number);
    assert_verdict(b, &p, signals[i].words);
  }
}

static void
who_is_late_is_ended(void **state)
{
  static const uint32_t ways[] = {SLEEP, STOP, PRINT_FOR_EVER};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    process p = order(ways[i], 0, 0);
    p.deadline = .25;
    p = run_one(b, p);
    assert_int_equal(p.end, PROCESS_LATE);
    assert_true(p.seconds >= .25 && p.seconds < 5);
    assert_true(p.log.n <= 1 << 16);
    assert_verdict(b, &p, "it had not finished after 0.25 seconds");
  }
}

/* One that prints without end must not keep the others from being heard. */
static void
noise_does_not_make_others_late(void **state)
{
  bench *const b = *state;
  process p[] = {order(PRINT_FOR_EVER, 0, 0), order(SAY_AND_EXIT, 1 << 20, 0),
                 order(PRINT_FOR_EVER, 0, 0), order(SAY_AND_EXIT, 1 << 20, 0)};
  p[0].deadline = p[2].deadline = 1;
  process_run_all(b->memory, p, 4, 4, NULL);
  for (size_t i = 0; i < 4; i++)
    assert_int_equal(p[i].end, i % 2 ? PROCESS_EXITED : PROCESS_LATE);
  assert_int_equal(p[1].output.n, 1 << 20);
}

static void
a_flood_is_cut(void **state)
{
  bench *const b = *state;
  const process most = run_one(b, order(SAY_AND_EXIT, 1 << 20, 0));
  assert_int_equal(most.end, PROCESS_EXITED);
  static const size_t more[] = {(1 << 20) + 1, 100 << 20};
  for (size_t i = 0; i < 2; i++) {
    const process p = run_one(b, order(SAY_AND_EXIT, more[i], 0));
    assert_int_equal(p.end, PROCESS_FLOODED);
    assert_true(p.output.n <= 1 << 20);
    assert_verdict(b, &p, "it sent more than 1 MB of results");
  }
}

static void
what_is_printed_is_cut_and_told(void **state)
{
  bench *const b = *state;
  process p = run_one(b, order(PRINT, 10, 0));
  assert_int_equal(p.log.n, 10);
  assert_verdict(b, &p, "it printed 10 bytes");
  p = run_one(b, order(PRINT, 1 << 20, 0));
  assert_int_equal(p.log.n, 1 << 16);
  assert_verdict(b, &p, "it printed at least 65536 bytes");
}

/* True when the process is gone, or would be if somebody looked after it. */
static bool
is_dead(pid_t pid)
{
  char path[64], state = 'X';
  snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
  FILE *const f = fopen(path, "r");
  if (f && fscanf(f, "%*d (%*[^)]) %c", &state) != 1)
    state = 'X';
  if (f)
    fclose(f);
  return state == 'X' || state == 'Z';
}

static void
children_go_with_their_parent(void **state)
{
  bench *const b = *state;
  const process p = run_one(b, order(LEAVE_A_CHILD, 0, 0));
  assert_int_equal(p.end, PROCESS_EXITED);
  assert_true(p.seconds < 5);
  pid_t child;
  assert_int_equal(p.output.n, sizeof child);
  memcpy(&child, p.output.at, sizeof child);
  for (int i = 0; i < 500 && !is_dead(child); i++)
    usleep(10000);
  assert_true(is_dead(child));
}

static void
a_worker_is_left_with_little(void **state)
{
  bench *const b = *state;
  int left[2][2]; /* what a user's shell may have left open, anywhere */
  for (size_t i = 0; i < 2; i++)
    left[i][0] = dup2(2, left[i][1] = 6 + (int)i);
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, SIGUSR1);
  sigprocmask(SIG_BLOCK, &one, NULL);
  setenv("SECRET", "in the environment", 1);
  process p = run_one(b, order(SHOW_YOURSELF, 0, 0));
  sigprocmask(SIG_UNBLOCK, &one, NULL);
  bytes_u8(&p.output, 0);
  const char *const said = (const char *)p.output.at;
  assert_true(strncmp(said, "0 1 2 3 4 5 LC_ALL=C ", 21) == 0);
  assert_null(strstr(said, "SECRET"));
  assert_non_null(strstr(said, "own-group open"));

  p = order(SHOW_YOURSELF, 0, 0);
  p.summary = memfd_create("summary", MFD_CLOEXEC);
  p = run_one(b, p);
  close(p.summary);
  assert_memory_equal(p.output.at, "0 1 2 3 4 5 6 LC", 16);
  for (size_t i = 0; i < 2; i++)
    close(left[i][1]);
}

static void
count_end(void *context, size_t index)
{
  ((int *)context)[index]++;
}

static void
any_number_at_once_is_the_same(void **state)
{
  enum { N = 40 };
  static const size_t at_once[] = {0, 1, 3, N, 200};
  bench *const b = *state;
  for (size_t k = 0; k < sizeof at_once / sizeof *at_once; k++) {
    process p[N];
    int ends[N] = {0};
    for (uint32_t i = 0; i < N; i++)
      p[i] = i % 5 == 4 ? order(DIE_BY_SIGNAL, 0, SIGABRT)
                        : order(SAY_AND_EXIT, (uint64_t)i * 1000, i % 3);
    process_run_all(b->memory, p, N, at_once[k],
                    &(process_watch){.ended = count_end, .context = ends});
    for (uint32_t i = 0; i < N; i++) {
      assert_int_equal(ends[i], 1);
      assert_int_equal(p[i].end, i % 5 == 4 ? PROCESS_SIGNALED : PROCESS_EXITED);
      assert_int_equal(p[i].code, i % 5 == 4 ? SIGABRT : (int)(i % 3));
      assert_int_equal(p[i].output.n, i % 5 == 4 ? 0 : i * 1000);
    }
  }
}

/* When descriptors run short, those that have to wait do wait. */
static void
scarcity_makes_nobody_fail(void **state)
{
  enum { N = 30 };
  bench *const b = *state;
  process p[N];
  for (uint32_t i = 0; i < N; i++)
    p[i] = order(SAY_AND_EXIT, 100, 0);
  struct rlimit all;
  getrlimit(RLIMIT_NOFILE, &all);
  const struct rlimit few = {64, all.rlim_max};
  setrlimit(RLIMIT_NOFILE, &few);
  process_run_all(b->memory, p, N, N, NULL);
  setrlimit(RLIMIT_NOFILE, &all);
  for (uint32_t i = 0; i < N; i++) {
    assert_int_equal(p[i].end, PROCESS_EXITED);
    assert_int_equal(p[i].output.n, 100);
  }
}

static void
what_cannot_be_started_is_told(void **state)
{
  bench *const b = *state;
  process p = order(SAY_AND_EXIT, 1, 0);
  p.plugin = 9999;
  int ends = 0;
  process_run_all(b->memory, &p, 1, 1, &(process_watch){.ended = count_end, .context = &ends});
  assert_int_equal(ends, 1);
  assert_int_equal(p.end, PROCESS_NOT_STARTED);
  assert_verdict(b, &p, "its process could not be started");
}

/* A program that is started by one that ignores SIGCHLD ignores it too: then nothing is heard of
 * how a child ended. */
static void
an_ignored_sigchld_does_no_harm(void **state)
{
  bench *const b = *state;
  signal(SIGCHLD, SIG_IGN);
  const process p = run_one(b, order(SAY_AND_EXIT, 5, 3));
  assert_int_equal(p.end, PROCESS_EXITED);
  assert_int_equal(p.code, 3);
}

int
main(int argc, char **argv)
{
  if (argc == 2 && strcmp(argv[1], WORKER_FLAG) == 0)
    work();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(results_arrive),
      BENCH_TEST(codes_and_signals_have_words),
      BENCH_TEST(who_is_late_is_ended),
      BENCH_TEST(noise_does_not_make_others_late),
      BENCH_TEST(a_flood_is_cut),
      BENCH_TEST(what_is_printed_is_cut_and_told),
      BENCH_TEST(children_go_with_their_parent),
      BENCH_TEST(a_worker_is_left_with_little),
      BENCH_TEST(any_number_at_once_is_the_same),
      BENCH_TEST(scarcity_makes_nobody_fail),
      BENCH_TEST(what_cannot_be_started_is_told),
      BENCH_TEST(an_ignored_sigchld_does_no_harm),
  };
  return cmocka_run_group_tests_name("process", tests, NULL, NULL);
}
