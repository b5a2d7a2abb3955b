/* Running the plan: one worker for each plugin, and what became of it. */
#include "host/host.h"

#include "base/text.h"
#include "host/process.h"
#include "host/verdict.h"
#include "result/wire.h"

#include <sys/stat.h>
#include <unistd.h>

enum { MOST_LOG = 1 << 16 };

typedef struct running_plan {
  arena *memory;
  planned **of; /* [job] */
  process *jobs;
  const summary *data;
  void (*ended)(void *context, const planned *x);
  void *context;
} running_plan;

/* The lines that the plugin logged, for -v: the first of them, when there are many. */
static const char *
join_logs(arena *memory, const result *r)
{
  text all = text_new(memory);
  for (size_t i = 0; i < r->n_logs && all.n < MOST_LOG; i++)
    text_addf(&all, "%s%s", i ? "\n" : "", r->logs[i]);
  return all.at;
}

static void
take_result(void *context, size_t job)
{
  running_plan *const r = context;
  planned *const x = r->of[job];
  const process *const p = &r->jobs[job];
  const wire_bounds bounds = {r->data->study, x->plugin->description, x->wants_pairwise};
  const size_t n = p->end == PROCESS_FLOODED ? 0 : p->output.n; /* of a flood nothing is wanted */
  const result *const said = wire_decode(r->memory, p->output.at, n, &bounds);
  const char *const verdict = verdict_of(r->memory, p);
  x->seconds = p->seconds;
  x->isolation = said->isolation;
  x->log = join_logs(r->memory, said);
  x->outcome = OUTCOME_FAILED;
  if (verdict)
    x->why = verdict;
  else if (!said->is_finished)
    x->why = said->why ? said->why : "it ended its own process before it had finished";
  else if (said->status == OM_NOT_APPLICABLE)
    x->outcome = OUTCOME_NOT_APPLICABLE;
  else if (said->status == OM_OK)
    x->outcome = OUTCOME_OK;
  if (x->outcome == OUTCOME_OK)
    x->result = said;
  else if (!x->why)
    x->why = said->why ? said->why : "it gave no reason";
  if (r->ended)
    r->ended(r->context, x);
}

void
plan_run(arena *memory, plan *p, const summary *data, int summary_fd, int rows_fd,
         const host_limits *limits, void (*ended)(void *context, const planned *x), void *context)
{
  running_plan r = {.memory = memory,
                    .of = arena_many(memory, p->n, planned *),
                    .jobs = arena_many(memory, p->n, process),
                    .data = data,
                    .ended = ended,
                    .context = context};
  struct stat st;
  const uint64_t n_rows = rows_fd >= 0 && fstat(rows_fd, &st) == 0 ? (uint64_t)st.st_size : 0;
  size_t n = 0;
  for (size_t i = 0; i < p->n; i++) {
    planned *const x = &p->at[i];
    if (!x->is_run)
      continue;
    r.of[n] = x;
    r.jobs[n++] = (process){.plugin = x->plugin->file->fd,
                            .summary = summary_fd,
                            .rows = x->wants_rows ? rows_fd : -1,
                            .orders = {.core = (uint32_t)getpid(),
                                       .index = x->plugin->index,
                                       .has_rows = x->wants_rows,
                                       .memory = limits->memory + data->n_map + n_rows,
                                       .seconds = (uint32_t)limits->deadline + 1,
                                       .options = x->options,
                                       .n_options = x->plugin->description->n_options},
                            .deadline = limits->deadline,
                            .most_output = limits->most_output};
  }
  process_run_all(memory, r.jobs, n, limits->jobs, take_result, &r);
}
