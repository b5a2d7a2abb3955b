/* The worker: a process of its own for one plugin, from its first line to its last. */
#include "host/worker.h"

#include "config.h"
#include "host/open.h"
#include "host/orders.h"
#include "host/sandbox.h"
#include "host/services.h"
#include "host/spent.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef OM_COVERAGE
void __gcov_dump(void);
#endif

void
worker_leave(int code)
{
#ifdef OM_COVERAGE
  __gcov_dump();
#endif
  _exit(code); /* a plugin's exit handlers are not asked */
}

/* In a signal handler: only write() and _exit(). */
static void
on_breach(int call)
{
  char why[128] = "it tried to ";
  strncat(why, sandbox_deed(call), sizeof why - strlen(why) - 1);
  service_cry(WORKER_RESULTS, OM_E_USAGE, why);
  _exit(0);
}

static bool
read_orders(arena *memory, orders *o)
{
  struct stat st;
  if (fstat(WORKER_ORDERS, &st) != 0)
    return false;
  const void *const at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, WORKER_ORDERS, 0);
  if (at == MAP_FAILED)
    return false;
  cursor c = cursor_new(at, (size_t)st.st_size);
  return orders_get(&c, memory, o);
}

void
worker_start(arena *memory, orders *o)
{
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  closefrom(WORKER_END);
  if (!read_orders(memory, o))
    worker_leave(WORKER_NO_ORDERS);
  if (getppid() != (pid_t)o->core) /* it died before PR_SET_PDEATHSIG was in force */
    worker_leave(WORKER_LOST_CORE);
}

/* Sends every description of the file, then FINISH. */
static void
describe(arena *memory, const om_plugin *const *list)
{
  bytes out = bytes_new(memory), body = bytes_new(memory);
  const char *why = NULL;
  for (size_t i = 0; list[i] && !why; i++) {
    const description *const d = plugin_describe(memory, list[i], &why);
    if (d) {
      body.n = 0;
      wire_put_description(&body, d);
      wire_frame(&out, WIRE_DESCRIPTION, &body);
    }
  }
  if (why)
    service_cry(WORKER_RESULTS, OM_E_USAGE, why);
  body.n = 0;
  bytes_u32(&body, (uint32_t)OM_OK);
  wire_frame(&out, WIRE_FINISH, &body);
  service_write(WORKER_RESULTS, out.at, out.n);
}

/* The first frame of all, sent before there is any foreign code that could claim another. */
static void
tell_isolation(arena *memory, isolation in)
{
  bytes out = bytes_new(memory), body = bytes_new(memory);
  bytes_u8(&body, in.landlock);
  bytes_u8(&body, in.seccomp);
  wire_frame(&out, WIRE_ISOLATION, &body);
  service_write(WORKER_RESULTS, out.at, out.n);
}

static const void *
mapped(int fd, size_t *n)
{
  struct stat st;
  if (fstat(fd, &st) != 0)
    return MAP_FAILED;
  *n = (size_t)st.st_size;
  return mmap(NULL, *n, PROT_READ, MAP_PRIVATE, fd, 0);
}

/* What the plugins found that this one uses. */
static bool
open_found(arena *memory, int fd, const om_study *study, service_terms *terms)
{
  size_t n;
  const void *const at = mapped(fd, &n);
  found *all;
  if (at == MAP_FAILED || !found_get(memory, at, n, study, &all, &terms->n_founds))
    return false;
  terms->founds = all;
  return true;
}

static void
run_it(service *s, const om_plugin *p, const orders *o)
{
  const spent before = o->tells_spent ? spent_begin() : (spent){0};
  const om_status status = p->run(&s->run);
  if (o->tells_spent)
    spent_tell(s, before);
  service_finish(s, status);
}

int
worker_run(arena *memory, const orders *o, const om_plugin *const *list, const worker_files *f,
           bool (*close_doors)(void))
{
  const om_plugin *p = NULL;
  for (uint32_t i = 0; i <= o->index && list[i]; i++)
    p = i == o->index ? list[i] : NULL;
  const char *why = "it is not in its file any more";
  const description *const d = p ? plugin_describe(memory, p, &why) : NULL;
  if (!d || d->n_options != o->n_options) {
    service_cry(f->results, OM_E_USAGE, d ? "it changed while it was being used" : why);
    return 0;
  }
  summary data;
  rows persons;
  service_terms terms = {.summary = &data,
                         .rows = o->has_rows ? &persons : NULL,
                         .description = d,
                         .options = o->options,
                         .threads = o->threads,
                         .out = f->results};
  if (!summary_open(memory, f->summary, &data) ||
      (o->has_rows && !rows_open(memory, f->rows, data.study, &persons)) ||
      (o->has_found && !open_found(memory, f->found, data.study, &terms)))
    return WORKER_NO_DATA;
  service *const s = service_new(memory, &terms);
  if (!close_doors())
    service_cry(f->results, OM_E_USAGE, "it cannot be kept from opening files");
  else
    run_it(s, p, o);
  return 0;
}

static bool
leave_open(void)
{
  return true;
}

static void
run(arena *memory, const orders *o, const om_plugin *const *list, isolation in)
{
  static const worker_files files = {WORKER_RESULTS, WORKER_SUMMARY, WORKER_ROWS, WORKER_FOUND};
  const int code =
      worker_run(memory, o, list, &files, in.seccomp ? sandbox_close_files : leave_open);
  if (code)
    worker_leave(code);
}

void
worker_main(void)
{
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump))
    worker_leave(WORKER_NO_MEMORY);
  arena *const memory = arena_new(&handler);
  orders o;
  worker_start(memory, &o);
  sandbox_on_breach(on_breach);
  if (o.tells_spent)
    spent_watch();
  const isolation in = sandbox_enter(o.memory, o.seconds);
  tell_isolation(memory, in);
  const char *why = NULL;
  const om_plugin *const *const list = plugin_open(memory, WORKER_PLUGIN, &why);
  if (!list)
    service_cry(WORKER_RESULTS, OM_E_USAGE, why);
  else if (o.describe)
    describe(memory, list);
  else
    run(memory, &o, list, in);
  worker_leave(0);
}
