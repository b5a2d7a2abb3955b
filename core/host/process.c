/* Worker processes: started here and nowhere else, watched, and ended when they overstep. */
#include "host/process.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  ABOVE_WORKER = 32,
  MOST_LOG = 1 << 16,
  TURN = 16, /* chunks read of one worker before the others have their turn */
  TICK = 5   /* ms, where there is no pidfd */
};

typedef struct running {
  process *p;
  size_t index;
  pid_t pid;
  int pidfd, results, log;
  double started;
  bool is_ended;
} running;

static double
now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
close_fd(int *fd)
{
  if (*fd >= 0)
    close(*fd);
  *fd = -1;
}

/* The descriptor moved above every number that a worker uses, so that none is overwritten. */
static int
lift(int fd)
{
  if (fd < 0 || fd >= ABOVE_WORKER)
    return fd;
  const int high = fcntl(fd, F_DUPFD_CLOEXEC, ABOVE_WORKER);
  close(fd);
  return high;
}

static bool
make_pipe(int ends[2])
{
  if (pipe2(ends, O_CLOEXEC) != 0) {
    ends[0] = ends[1] = -1;
    return false;
  }
  ends[0] = lift(ends[0]);
  ends[1] = lift(ends[1]);
  if (ends[0] >= 0)
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return ends[0] >= 0 && ends[1] >= 0;
}

static int
orders_memfd(arena *memory, const orders *o)
{
  bytes b = bytes_new(memory);
  orders_put(&b, o);
  const int fd = lift(memfd_create("orgmirror-orders", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (fd >= 0 && (write(fd, b.at, b.n) != (ssize_t)b.n ||
                  fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) != 0)) {
    close(fd);
    return -1;
  }
  return fd;
}

/* The program itself, by name: tools such as valgrind need it so. */
static const char *
own_path(arena *memory)
{
  char path[4096];
  const ssize_t n = readlink("/proc/self/exe", path, sizeof path);
  const bool is_usable = n > 0 && n < (ssize_t)sizeof path && access("/proc/self/exe", X_OK) == 0;
  const char *const name = is_usable ? arena_copy(memory, path, (size_t)n) : "/proc/self/exe";
  return access(name, X_OK) == 0 ? name : "/proc/self/exe";
}

/* True for a program that nobody else could have put there. */
static bool
is_trusted(const char *path)
{
  struct stat st;
  return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
         (st.st_uid == 0 || st.st_uid == geteuid()) && !(st.st_mode & (S_IWGRP | S_IWOTH)) &&
         access(path, X_OK) == 0;
}

/* The program that plugins run in: beside this one, as after building, or where it was installed;
 * where it is not, this program does as well, and takes longer to start. */
static const char *
worker_path(arena *memory)
{
  const char *const own = own_path(memory);
  const char *const slash = strrchr(own, '/');
  const char *const beside = arena_printf(memory, "%.*s/orgmirror-worker", (int)(slash - own), own);
  return is_trusted(beside) ? beside : is_trusted(WORKER_PATH) ? WORKER_PATH : own;
}

static int
spawn(arena *memory, process *p, int results, int log, int orders_fd, pid_t *pid)
{
  const struct {
    int from, to;
  } moves[] = {
      {log, 1},
      {log, 2},
      {results, WORKER_RESULTS},
      {lift(fcntl(p->plugin, F_DUPFD_CLOEXEC, ABOVE_WORKER)), WORKER_PLUGIN},
      {orders_fd, WORKER_ORDERS},
      {p->summary < 0 ? -1 : fcntl(p->summary, F_DUPFD_CLOEXEC, ABOVE_WORKER), WORKER_SUMMARY},
      {p->rows < 0 ? -1 : fcntl(p->rows, F_DUPFD_CLOEXEC, ABOVE_WORKER), WORKER_ROWS},
      {p->found < 0 ? -1 : fcntl(p->found, F_DUPFD_CLOEXEC, ABOVE_WORKER), WORKER_FOUND}};
  enum { N_MOVES = sizeof moves / sizeof *moves };
  bool has_all = moves[3].from >= 0;
  has_all &= (p->summary < 0) == (moves[5].from < 0) && (p->rows < 0) == (moves[6].from < 0);
  has_all &= (p->found < 0) == (moves[7].from < 0);
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  for (size_t i = 0; i < N_MOVES; i++)
    if (moves[i].from >= 0)
      posix_spawn_file_actions_adddup2(&actions, moves[i].from, moves[i].to);
    else /* what the user's shell left open there is not for a plugin */
      posix_spawn_file_actions_addclose(&actions, moves[i].to);
  char name[] = "orgmirror", plugin[] = WORKER_FLAG, import[] = IMPORT_FLAG, locale[] = "LC_ALL=C";
  char *const id = p->import ? arena_copy(memory, p->import, strlen(p->import)) : NULL;
  char *const arguments[] = {name, id ? import : plugin, id, NULL};
#ifdef OM_SANITIZED
  char sanitizer[] = "ASAN_OPTIONS=detect_leaks=0";
  char *const environment[] = {locale, sanitizer, NULL};
#else
  char *const environment[] = {locale, NULL};
#endif
  const int failure = has_all ? posix_spawn(pid, id ? own_path(memory) : worker_path(memory),
                                            &actions, &attributes, arguments, environment)
                              : EMFILE;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  for (size_t i = 3; i < N_MOVES; i++)
    if (moves[i].from >= 0 && moves[i].from != orders_fd)
      close(moves[i].from);
  return failure;
}

/* True when there may be enough of it after another worker has ended. */
static bool
is_scarce(int failure)
{
  return failure == EAGAIN || failure == EMFILE || failure == ENFILE || failure == ENOMEM;
}

static bool
start(arena *memory, running *r)
{
  process *const p = r->p;
  int results[2] = {-1, -1}, log[2] = {-1, -1};
  p->output = bytes_new(memory);
  p->log = bytes_new(memory);
  r->started = now();
  r->pidfd = -1;
  const bool has_pipes = make_pipe(results) & make_pipe(log);
  int orders_fd = has_pipes ? orders_memfd(memory, &p->orders) : -1;
  int failure = errno;
  if (orders_fd >= 0)
    failure = spawn(memory, p, results[1], log[1], orders_fd, &r->pid);
  const bool is_started = orders_fd >= 0 && failure == 0;
  close_fd(&results[1]);
  close_fd(&log[1]);
  close_fd(&orders_fd);
  if (!is_started) {
    close_fd(&results[0]);
    close_fd(&log[0]);
    p->end = PROCESS_NOT_STARTED;
    p->code = failure;
    return false;
  }
  r->results = results[0];
  r->log = log[0];
  r->pidfd = (int)syscall(SYS_pidfd_open, r->pid, 0);
  return true;
}

static void
end(running *r, process_end how)
{
  r->p->end = how;
  r->is_ended = true;
  kill(-r->pid, SIGKILL);
}

/* Reads what is there, for at most so many chunks; closes at the end of the pipe. */
static void
drain(running *r, int *fd, bytes *into, size_t most, bool is_capped, size_t chunks)
{
  char chunk[1 << 16];
  for (size_t i = 0; *fd >= 0 && i < chunks; i++) {
    const ssize_t n = read(*fd, chunk, sizeof chunk);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0 && errno == EAGAIN)
      return;
    if (n <= 0) {
      close_fd(fd);
      return;
    }
    const size_t room = most - into->n, kept = (size_t)n < room ? (size_t)n : room;
    bytes_raw(into, chunk, kept);
    if (kept < (size_t)n && !is_capped) {
      end(r, PROCESS_FLOODED);
      return;
    }
  }
}

/* True when the process is gone; takes what it left in the pipes. */
static bool
reap(running *r)
{
  siginfo_t gone = {0};
  if (waitid(P_PID, (id_t)r->pid, &gone, WEXITED | WNOHANG | WNOWAIT) != 0 || gone.si_pid != r->pid)
    return false;
  kill(-r->pid, SIGKILL); /* whatever it may have left in its group, while that number is its own */
  int status = 0;
  waitpid(r->pid, &status, 0);
  process *const p = r->p;
  const bool was_ended = r->is_ended;
  drain(r, &r->results, &p->output, p->most_output, was_ended, SIZE_MAX);
  drain(r, &r->log, &p->log, MOST_LOG, true, SIZE_MAX);
  if (!r->is_ended) {
    p->end = WIFSIGNALED(status) ? PROCESS_SIGNALED : PROCESS_EXITED;
    p->code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  }
  close_fd(&r->results);
  close_fd(&r->log);
  close_fd(&r->pidfd);
  p->seconds = now() - r->started;
  return true;
}

/* Milliseconds until the first of them is late; -1 when none can be. */
static int
wait_time(const running *r, size_t n)
{
  double least = INFINITY;
  bool must_tick = false;
  for (size_t i = 0; i < n; i++) {
    if (!r[i].is_ended)
      least = fmin(least, r[i].started + r[i].p->deadline - now());
    must_tick |= r[i].pidfd < 0 || r[i].is_ended;
  }
  if (must_tick)
    least = fmin(least, TICK * 1e-3);
  return isinf(least) ? -1 : least <= 0 ? 0 : (int)ceil(fmin(least, 1e5) * 1e3);
}

static void
watch(running *r, size_t n, struct pollfd *fds)
{
  for (size_t i = 0; i < n; i++) {
    fds[3 * i] = (struct pollfd){.fd = r[i].results, .events = POLLIN};
    fds[3 * i + 1] = (struct pollfd){.fd = r[i].log, .events = POLLIN};
    fds[3 * i + 2] = (struct pollfd){.fd = r[i].pidfd, .events = POLLIN};
  }
  poll(fds, (nfds_t)(3 * n), wait_time(r, n));
  for (size_t i = 0; i < n; i++) {
    drain(&r[i], &r[i].results, &r[i].p->output, r[i].p->most_output, r[i].is_ended, TURN);
    drain(&r[i], &r[i].log, &r[i].p->log, MOST_LOG, true, TURN);
  }
}

/* Those that have not started yet, and what is asked before each does. */
typedef struct queue {
  process *p;
  bool *is_done; /* it was started, or never will be */
  size_t n, first;
  const process_watch *watch;
} queue;

/* The next that may start, or SIZE_MAX. */
static size_t
next_turn(queue *q)
{
  while (q->first < q->n && q->is_done[q->first])
    q->first++;
  for (size_t i = q->first; i < q->n; i++) {
    if (q->is_done[i])
      continue;
    const process_turn turn = q->watch->turn ? q->watch->turn(q->watch->context, i) : TURN_NOW;
    q->is_done[i] = turn != TURN_LATER;
    if (turn == TURN_NOW)
      return i;
  }
  return SIZE_MAX;
}

static void
tell_end(const process_watch *watch, size_t index)
{
  if (watch->ended)
    watch->ended(watch->context, index);
}

/* Starts what may, up to `at_once`; returns how many run then. */
static size_t
start_some(arena *memory, queue *q, running *r, size_t n_running, size_t at_once)
{
  while (n_running < at_once) {
    const size_t i = next_turn(q);
    if (i == SIZE_MAX)
      break;
    r[n_running] = (running){.p = &q->p[i], .index = i};
    if (start(memory, &r[n_running])) {
      n_running++;
    } else if (is_scarce(q->p[i].code) && n_running > 0) {
      q->is_done[i] = false; /* one that runs may have taken every process there is */
      q->first = i < q->first ? i : q->first;
      break;
    } else {
      tell_end(q->watch, i);
    }
  }
  return n_running;
}

void
process_run_all(arena *memory, process *p, size_t n, size_t at_once, const process_watch *watching)
{
  static const process_watch nobody = {NULL, NULL, NULL};
  if (at_once == 0)
    at_once = 1;
  signal(SIGCHLD, SIG_DFL); /* where it is ignored, nobody hears how a worker ended */
  running *const r = arena_many(memory, at_once, running);
  struct pollfd *const fds = arena_many(memory, 3 * at_once, struct pollfd);
  queue q = {.p = p,
             .is_done = arena_many(memory, n, bool),
             .n = n,
             .watch = watching ? watching : &nobody};
  size_t n_running = 0;
  while ((n_running = start_some(memory, &q, r, n_running, at_once)) > 0) {
    watch(r, n_running, fds);
    for (size_t i = 0; i < n_running;) {
      if (!reap(&r[i])) {
        if (!r[i].is_ended && now() - r[i].started > r[i].p->deadline)
          end(&r[i], PROCESS_LATE);
        i++;
        continue;
      }
      tell_end(q.watch, r[i].index);
      r[i] = r[--n_running];
    }
  }
}
