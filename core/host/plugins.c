/* Which plugins there are: found, described in workers, put in the order of the report. */
#include "host/host.h"

#include "host/process.h"
#include "host/verdict.h"
#include "result/wire.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DESCRIBE_SECONDS = 10, DESCRIBE_OUTPUT = 4 << 20 };

static void
take_descriptions(arena *memory, const plugin_file *file, const process *p, plugins *out)
{
  const char *why = verdict_of(memory, p);
  descriptions found = {0};
  const char *said = NULL;
  if (!why || (p->end == PROCESS_EXITED && p->code == 0))
    found = wire_decode_descriptions(memory, p->output.at, p->output.n, &said);
  if (found.n == 0 || why) {
    const plugin bad = {.file = file, .id = file->name, .why = said ? said : why};
    arena_push(memory, out, bad);
    return;
  }
  for (uint32_t i = 0; i < found.n; i++) {
    const plugin good = {
        .file = file, .index = i, .id = found.at[i]->id, .description = found.at[i]};
    arena_push(memory, out, good);
  }
}

static uint32_t
place_of(const plugin *p)
{
  const uint32_t place = p->description ? p->description->place : 0;
  return place >= OM_PLACE_ANSWER && place <= OM_PLACE_MEASUREMENT ? place
                                                                   : OM_PLACE_MEASUREMENT + 1;
}

static int
by_place(const void *a, const void *b)
{
  const plugin *const x = a, *const y = b;
  if (place_of(x) != place_of(y))
    return place_of(x) < place_of(y) ? -1 : 1;
  const int order = strcmp(x->id, y->id);
  return order ? order : strcmp(x->file->path, y->file->path);
}

/* Of plugins with one id the first found is used. */
static void
refuse_doubles(arena *memory, plugins *p)
{
  for (size_t i = 0; i < p->n; i++)
    for (size_t j = 0; j < i; j++)
      if (p->at[i].description && p->at[j].description && strcmp(p->at[i].id, p->at[j].id) == 0) {
        p->at[i].why = arena_printf(memory, "%s has the same id, %s, and was found first",
                                    p->at[j].file->path, p->at[i].id);
        p->at[i].id = p->at[i].file->name;
        p->at[i].description = NULL;
      }
}

/* A report names what cannot be used by its file, and several may have one name: each after the
 * first gets a number. */
static void
number_refused(arena *memory, plugins *p)
{
  for (size_t i = 0; i < p->n; i++) {
    unsigned before = 0;
    for (size_t j = 0; j < i; j++)
      before += !p->at[j].description && strcmp(p->at[j].file->name, p->at[i].file->name) == 0;
    if (!p->at[i].description && before)
      p->at[i].id = arena_printf(memory, "%s-%u", p->at[i].id, before + 1);
  }
}

/* The same bytes were found before, as in a folder that was named and once more as installed: they
 * are one plugin, and the program's own wherever they lie. */
static bool
is_copy(plugin_files *files, size_t i)
{
  const plugin_file *const file = &files->at[i];
  for (size_t j = 0; j < i; j++) {
    plugin_file *const first = &files->at[j];
    if (!file->refused && !first->refused &&
        memcmp(&file->sha256, &first->sha256, sizeof file->sha256) == 0) {
      first->is_own |= file->is_own;
      return true;
    }
  }
  return false;
}

static void
describe_files(arena *memory, const host_limits *limits, plugins *out)
{
  process *const jobs = arena_many(memory, out->files.n, process);
  const plugin_file **const of = arena_many(memory, out->files.n, const plugin_file *);
  size_t n = 0;
  for (size_t i = 0; i < out->files.n; i++) {
    const plugin_file *const file = &out->files.at[i];
    if (is_copy(&out->files, i))
      continue;
    if (file->refused) {
      const plugin bad = {.file = file, .id = file->name, .why = file->refused};
      arena_push(memory, out, bad);
      continue;
    }
    of[n] = file;
    jobs[n++] = (process){.plugin = file->fd,
                          .summary = -1,
                          .rows = -1,
                          .found = -1,
                          .orders = {.core = (uint32_t)getpid(),
                                     .describe = true,
                                     .memory = limits->memory,
                                     .seconds = DESCRIBE_SECONDS},
                          .deadline = limits->deadline < DESCRIBE_SECONDS ? limits->deadline
                                                                          : DESCRIBE_SECONDS,
                          .most_output = DESCRIBE_OUTPUT};
  }
  process_run_all(memory, jobs, n, limits->jobs, NULL);
  for (size_t i = 0; i < n; i++)
    take_descriptions(memory, of[i], &jobs[i], out);
  refuse_doubles(memory, out);
  if (out->n)
    qsort(out->at, out->n, sizeof *out->at, by_place);
  number_refused(memory, out);
}

void
plugins_find(arena *memory, const char *path, const char *default_path, const host_limits *limits,
             diags *d, plugins *out)
{
  *out = (plugins){0};
  plugin_files_find(memory, path, true, d, &out->files);
  plugin_files_find(memory, default_path, false, d, &out->files);
  describe_files(memory, limits, out);
}

void
plugins_find_with(arena *memory, const char *file, const char *path, const char *default_path,
                  const host_limits *limits, diags *d, plugins *out)
{
  *out = (plugins){0};
  plugin_files_take(memory, file, &out->files);
  plugin_files_find(memory, path, true, d, &out->files);
  plugin_files_find(memory, default_path, false, d, &out->files);
  describe_files(memory, limits, out);
}

void
plugins_close(plugins *p)
{
  plugin_files_close(&p->files);
}

/* How well the name fits: a plugin that can be used before one that cannot, a whole id before the
 * end of one.  0: not at all. */
static int
fit(const plugin *p, const char *name)
{
  const size_t n = strlen(p->id), m = strlen(name);
  const bool is_whole = strcmp(p->id, name) == 0;
  const bool is_end =
      p->description && n > m && p->id[n - m - 1] == '.' && strcmp(p->id + n - m, name) == 0;
  return is_whole || is_end ? 1 + is_whole + 2 * (p->description != NULL) : 0;
}

const plugin *
plugins_named(const plugins *p, const char *name)
{
  const plugin *found = NULL;
  int best = 0;
  bool is_clear = true;
  for (size_t i = 0; i < p->n; i++) {
    const int x = fit(&p->at[i], name);
    if (x > best)
      found = &p->at[i];
    is_clear = x > best || (is_clear && (x < best || x == 0));
    best = x > best ? x : best;
  }
  return is_clear || (found && strcmp(found->id, name) == 0) ? found : NULL;
}
