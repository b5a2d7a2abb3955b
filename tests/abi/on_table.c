/* Runs plugins on host tables other than today's, and compares what they say:
 *
 *     on_table [--sizes N,N,...] [--each] STUDY.xml PLUGIN.so...
 *
 * Each plugin that the study has the data for runs on today's table, on one that has more members
 * than any host of today, and on one cut to each of the sizes; with --each, cut to every size from
 * that on which the first member may be missing.  A table stands at the end of its page: whoever
 * reads beyond its size crashes.  Prints TAP without numbers; with --each, a line that starts with
 * "#" and tells the status of each run. */
#include "base/digest.h"
#include "data/load.h"
#include "data/rows.h"
#include "host/open.h"
#include "host/order.h"
#include "host/services.h"
#include "result/wire.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Members that a later minor appends, and where they point. */
enum { LATER_MEMBERS = 16, LATER_MINOR = 9, MOST_SIZES = 64 };
#define NOWHERE ((uintptr_t)0x5a5a5a5a5a5a5a58)

typedef struct company {
  const study *study;
  summary summary;
  int rows; /* descriptor */
  plugins plugins;
  plan plan;
} company;

/* One run: how it ended, and its frames. */
typedef struct ending {
  int status; /* of waitpid() */
  bytes said;
} ending;

/* --- tables ----------------------------------------------------------------------------------- */

/* The table with `size` bytes: cut, or with members that lead nowhere.  The page after it cannot
 * be read. */
static const om_host *
make_table(const om_host *today, size_t size)
{
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  uint8_t *const at =
      mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED || mprotect(at + page, page, PROT_NONE) != 0)
    return NULL;
  om_host *const table = (om_host *)(void *)(at + page - size);
  for (size_t i = 0; i < size / sizeof(uintptr_t); i++)
    ((uintptr_t *)(void *)table)[i] = NOWHERE;
  memcpy(table, today, size < sizeof *today ? size : sizeof *today);
  table->size = (uint32_t)size;
  if (size > sizeof *today)
    table->abi_minor = LATER_MINOR;
  return table;
}

/* --- running ---------------------------------------------------------------------------------- */

/* In a child: whatever the plugin does, it does to that. */
_Noreturn static void
run_here(arena *memory, const company *c, const planned *x, int found_fd, size_t size, int out)
{
  const char *why;
  const om_plugin *const *const list = plugin_open_file(memory, x->plugin->file->path, &why);
  const om_study *const study = c->summary.study;
  service_terms terms = {.summary = &c->summary,
                         .description = x->plugin->description,
                         .options = x->options,
                         .threads = 2,
                         .out = out};
  rows persons;
  if (x->wants_rows) {
    if (!rows_open(memory, c->rows, study, &persons))
      _exit(101);
    terms.rows = &persons;
  }
  if (found_fd >= 0) {
    const size_t n = (size_t)lseek(found_fd, 0, SEEK_END);
    found *all;
    const void *const at = mmap(NULL, n, PROT_READ, MAP_PRIVATE, found_fd, 0);
    if (at == MAP_FAILED || !found_get(memory, at, n, study, &all, &terms.n_founds))
      _exit(102);
    terms.founds = all;
  }
  service *const s = service_new(memory, &terms);
  s->run.host = make_table(s->run.host, size);
  if (!list || !s->run.host)
    _exit(103);
  service_finish(s, list[x->plugin->index]->run(&s->run));
  _exit(0);
}

static ending
run_on(arena *memory, const company *c, const planned *x, int found_fd, size_t size)
{
  ending e = {.status = -1, .said = bytes_new(memory)};
  const int out = memfd_create("said", MFD_CLOEXEC);
  fflush(stdout);
  const pid_t child = fork();
  if (child == 0)
    run_here(memory, c, x, found_fd, size, out);
  while (child > 0 && waitpid(child, &e.status, 0) < 0 && errno == EINTR)
    continue;
  uint8_t block[1 << 14];
  lseek(out, 0, SEEK_SET);
  for (ssize_t n; (n = read(out, block, sizeof block)) > 0;)
    bytes_raw(&e.said, block, (size_t)n);
  close(out);
  return e;
}

/* Length of the frame at the beginning; 0 when it is cut short. */
static size_t
frame_length(const uint8_t *at, size_t n)
{
  if (n < WIRE_HEAD)
    return 0;
  cursor c = cursor_new(at, n);
  const size_t length = WIRE_HEAD + (size_t)cursor_u32(&c);
  return length <= n ? length : 0;
}

/* What was said but for what was logged: threads may log in any order. */
static bytes
results_of(arena *memory, const ending *e)
{
  bytes out = bytes_new(memory);
  for (size_t at = 0, n; (n = frame_length(e->said.at + at, e->said.n - at)); at += n)
    if (e->said.at[at + 4] != WIRE_LOG)
      bytes_raw(&out, e->said.at + at, n);
  return out;
}

static bool
is_same(arena *memory, const ending *a, const ending *b)
{
  const bytes x = results_of(memory, a), y = results_of(memory, b);
  return a->status == 0 && b->status == 0 && x.n > 0 && x.n == y.n && memcmp(x.at, y.at, x.n) == 0;
}

/* A size of 0 is not written. */
static void
tell(bool is_good, const planned *x, const char *what, size_t size)
{
  printf("%s - %s %s%.0zu\n", is_good ? "ok" : "not ok", x->plugin->id, what, size);
}

/* Takes what the plugin said of today's table as its result: others may use it. */
static void
run_one(arena *memory, const company *c, planned *x, const size_t *sizes, size_t n_sizes, bool each)
{
  const int found_fd = x->n_uses ? order_found(memory, x) : -1;
  const size_t today = sizeof(om_host);
  const ending usual = run_on(memory, c, x, found_fd, today);
  const wire_bounds bounds = {c->summary.study, x->plugin->description, x->wants_pairwise};
  const result *const said = wire_decode(memory, usual.said.at, usual.said.n, &bounds);
  const bool is_fine = usual.status == 0 && said->is_finished && said->status == OM_OK;
  x->has_ended = true;
  x->outcome = is_fine ? OUTCOME_OK : OUTCOME_FAILED;
  x->why = is_fine ? NULL : said->why ? said->why : "it crashed";
  x->result = is_fine ? said : NULL;
  tell(is_fine, x, "runs on today's table", 0);
  const ending longer = run_on(memory, c, x, found_fd, today + LATER_MEMBERS * sizeof(uintptr_t));
  tell(is_same(memory, &usual, &longer), x, "says the same to a host of a later minor", 0);
  for (size_t i = 0; i < n_sizes; i++) {
    if (sizes[i] == today)
      continue;
    const ending cut = run_on(memory, c, x, found_fd, sizes[i]);
    tell(is_same(memory, &usual, &cut), x, "says the same on a table of bytes: ", sizes[i]);
  }
  for (size_t size = offsetof(om_host, pairwise); each && size <= today; size += sizeof(void *)) {
    const ending cut = run_on(memory, c, x, found_fd, size);
    printf("# %s on %zu: %s\n", x->plugin->id, size,
           cut.status == 0           ? "finished"
           : WIFSIGNALED(cut.status) ? "crashed"
                                     : "left");
    if (cut.status == 0) {
      const result *const heard = wire_decode(memory, cut.said.at, cut.said.n, &bounds);
      for (size_t i = 0; i < heard->n_notes; i++)
        printf("# %s on %zu says: %s\n", x->plugin->id, size, heard->notes[i].text);
    }
  }
  if (found_fd >= 0)
    close(found_fd);
}

/* --- the study and the plugins ------------------------------------------------------------------
 */

static bool
take_plugin(arena *memory, const char *path, plugins *out)
{
  plugin_file *const file = arena_one(memory, plugin_file);
  const char *why = NULL;
  const om_plugin *const *const list = plugin_open_file(memory, path, &why);
  *file = (plugin_file){.path = path, .name = path, .fd = -1, .is_own = true};
  if (!list || !digest_of_file(path, &file->sha256)) {
    printf("not ok - %s is a plugin: %s\n", path, why);
    return false;
  }
  for (uint32_t i = 0; list[i]; i++) {
    const description *const d = plugin_describe(memory, list[i], &why);
    if (!d) {
      printf("not ok - %s can be used: %s\n", path, why);
      return false;
    }
    const plugin p = {.file = file, .index = i, .id = d->id, .description = d};
    arena_push(memory, out, p);
  }
  return true;
}

static bool
load(arena *memory, const char *path, company *c, diags *d)
{
  const study *const s = study_read(memory, path, d);
  c->study = s;
  if (!s)
    return false;
  c->plan = plan_make(memory, &c->plugins, s, NULL, NULL, d);
  units u = units_new(memory, s);
  survey_data *const data = arena_many(memory, s->n_surveys, survey_data);
  const load_options options = {.threads = 1, .keep_rows = true, .wishes = {true, true}};
  bool is_good = d->n_errors == 0;
  for (uint32_t i = 0; is_good && i < s->n_surveys; i++)
    is_good = load_survey(memory, s, i, &u, &options, d, &data[i]);
  if (!is_good)
    return false;
  units_settle(&u);
  const int fd = summary_build(memory, s, &u, data);
  c->rows = rows_build(memory, s, &u, data);
  if (fd < 0 || c->rows < 0 || !summary_open(memory, fd, &c->summary))
    return false;
  plan_apply_needs(memory, &c->plan, c->summary.study);
  return true;
}

static void
run_all(arena *memory, company *c, const size_t *sizes, size_t n_sizes, bool each)
{
  for (bool has_run = true; has_run;) {
    has_run = false;
    for (size_t i = 0; i < c->plan.n; i++) {
      planned *const x = &c->plan.at[i];
      if (!x->is_run || x->has_ended || order_turn(memory, x) != TURN_NOW)
        continue;
      run_one(memory, c, x, sizes, n_sizes, each);
      has_run = true;
    }
  }
  for (size_t i = 0; i < c->plan.n; i++)
    if (!c->plan.at[i].has_ended)
      printf("not ok - %s has run: %s\n", c->plan.at[i].plugin->id,
             c->plan.at[i].why ? c->plan.at[i].why : "nobody knows why");
}

int
main(int argc, char **argv)
{
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump))
    return 1;
  arena *const memory = arena_new(&handler);
  diags d = diags_new(memory);
  size_t sizes[MOST_SIZES], n_sizes = 0;
  bool each = false;
  int at = 1;
  for (; at < argc && strncmp(argv[at], "--", 2) == 0; at++)
    if (strcmp(argv[at], "--each") == 0)
      each = true;
    else if (strncmp(argv[at], "--sizes=", 8) == 0)
      for (char *s = argv[at] + 8; *s && n_sizes < MOST_SIZES; s += *s == ',')
        sizes[n_sizes++] = (size_t)strtoul(s, &s, 10);
  company c = {.rows = -1};
  bool is_good = at + 1 < argc;
  for (int i = at + 1; is_good && i < argc; i++)
    is_good = take_plugin(memory, argv[i], &c.plugins);
  if (is_good && load(memory, argv[at], &c, &d))
    run_all(memory, &c, sizes, n_sizes, each);
  else
    printf("not ok - study and plugins can be read\n");
  diags_print(&d, stderr, false, true);
  fflush(stdout);
  arena_free(memory);
  return 0;
}
