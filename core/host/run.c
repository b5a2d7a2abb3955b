/* Running the plan: one worker for each plugin, and what became of it. */
#include "base/catalogue.h"
#include "base/template.h"
#include "base/text.h"
#include "host/inside.h"
#include "host/order.h"
#include "host/verdict.h"
#include "result/wire.h"

#include <errno.h>
#include <string.h>
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

static process_turn
take_turn(void *context, size_t job)
{
  running_plan *const r = context;
  planned *const x = r->of[job];
  process *const p = &r->jobs[job];
  const process_turn turn = order_turn(r->memory, x);
  if (turn == TURN_NOW && x->n_uses && p->found < 0) {
    p->found = order_found(r->memory, x);
    p->orders.has_found = p->found >= 0;
    if (p->found < 0) {
      x->is_run = false;
      x->outcome = OUTCOME_FAILED;
      x->why =
          arena_printf(r->memory, "it could not be given what others found: %s", strerror(errno));
      return TURN_NEVER;
    }
  }
  if (turn == TURN_NEVER && r->ended)
    r->ended(r->context, x);
  return turn;
}

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
  const char *const verdict = verdict_template(r->memory, p);
  if (p->found >= 0)
    close(p->found);
  x->has_ended = true;
  x->seconds = p->seconds;
  x->process = p;
  x->said = said;
  x->isolation = said->isolation;
  x->log = join_logs(r->memory, said);
  x->outcome = OUTCOME_FAILED;
  if (verdict)
    x->reason = verdict;
  else if (!said->is_finished)
    x->reason = said->why ? said->why : N_("it ended its own process before it had finished");
  else if (said->status == OM_NOT_APPLICABLE)
    x->outcome = OUTCOME_NOT_APPLICABLE;
  else if (said->status == OM_OK)
    x->outcome = OUTCOME_OK;
  if (x->outcome == OUTCOME_OK)
    x->result = said;
  else if (!x->reason)
    x->reason = said->why ? said->why : N_("it gave no reason");
  if (x->reason)
    x->why = template_plain(r->memory, x->reason);
  if (r->ended)
    r->ended(r->context, x);
}

/* One after another, in this process: as often round as one was found that could start. */
static void
run_inside(running_plan *r, size_t n)
{
  bool *const is_done = arena_many(r->memory, n, bool);
  for (bool has_run = true; has_run;) {
    has_run = false;
    for (size_t i = 0; i < n; i++) {
      const process_turn turn = is_done[i] ? TURN_LATER : take_turn(r, i);
      is_done[i] |= turn != TURN_LATER;
      if (turn != TURN_NOW)
        continue;
      inside_run(r->memory, &r->jobs[i], r->of[i]->plugin->file->path);
      take_result(r, i);
      has_run = true;
    }
  }
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
    const study_analysis *const a = x->analysis;
    const double deadline = a && a->deadline > 0 ? a->deadline : limits->deadline;
    const uint64_t room = a && a->memory ? a->memory : limits->memory;
    r.jobs[n++] = (process){.plugin = x->plugin->file->fd,
                            .summary = summary_fd,
                            .rows = x->wants_rows ? rows_fd : -1,
                            .found = -1,
                            .orders = {.core = (uint32_t)getpid(),
                                       .index = x->plugin->index,
                                       .has_rows = x->wants_rows,
                                       .threads = (uint32_t)limits->jobs,
                                       .memory = room + data->n_map + n_rows,
                                       .seconds = (uint32_t)deadline + 1,
                                       .tells_spent = limits->tells_spent,
                                       .options = x->options,
                                       .n_options = x->plugin->description->n_options},
                            .deadline = deadline,
                            .most_output = limits->most_output};
  }
  const process_watch watch = {.turn = take_turn, .ended = take_result, .context = &r};
  if (limits->in_process)
    run_inside(&r, n);
  else
    process_run_all(memory, r.jobs, n, limits->jobs, &watch);
}
