/* What a plugin did and said in one run, held against the rules of its check. */
#include "host/conform.h"

#include "host/process.h"
#include "result/wire_in.h"

#include <math.h>
#include <signal.h>
#include <string.h>

/* --- texts and numbers ----------------------------------------------------------------------- */

static void
look_at_texts(conform *c, const result *r)
{
  conform_text(c, "the heading of the section", r->title);
  conform_text(c, "the first paragraph of the section", r->lead);
  for (size_t i = 0; i < r->n_estimates; i++)
    if (r->estimates[i].undefined)
      conform_text(c, "the reason for an undefined value", r->estimates[i].undefined);
  for (size_t i = 0; i < r->n_remarks; i++)
    conform_text(c, "a remark", r->remarks[i].text);
  for (size_t i = 0; i < r->n_tables; i++) {
    const table *const t = &r->tables[i];
    conform_text(c, "the title of a table", t->title);
    for (size_t j = 0; j < t->n_columns; j++)
      conform_text(c, "the label of a column", t->columns[j].label);
  }
  for (size_t i = 0; i < r->n_charts; i++) {
    conform_text(c, "the title of a chart", r->charts[i].title);
    conform_text(c, "the description of a chart", r->charts[i].description);
  }
  for (size_t i = 0; i < r->n_findings; i++) {
    const finding *const f = &r->findings[i];
    conform_text(c, "the headline of a finding", f->headline);
    conform_text(c, "the detail of a finding", f->detail);
    conform_text(c, "the caution of a finding", f->caution);
  }
  for (size_t i = 0; i < r->n_notes; i++)
    conform_text(c, "a note", r->notes[i].text);
  for (size_t i = 0; i < r->n_logs; i++)
    conform_bytes(c, "a line that it logged", r->logs[i]);
}

/* What is wrong with an estimate, or NULL. */
static const char *
fault_of(const estimate *e)
{
  if (e->was_infinite)
    return "an infinite number";
  if (e->undefined && !*e->undefined)
    return "no number, and an empty reason";
  if (e->undefined)
    return strstr(e->undefined, "no number and no reason") ? "no number and no reason" : NULL;
  if (e->p < 0 || e->p > 1)
    return "a p that is not between 0 and 1";
  if (e->lo > e->hi)
    return "a range whose lower end is above its upper end";
  if (e->se < 0)
    return "a standard error below 0";
  return NULL;
}

static void
look_at_numbers(conform *c, const result *r, const description *d, const char *where)
{
  for (size_t i = 0; i < r->n_estimates; i++) {
    const estimate *const e = &r->estimates[i];
    const char *const fault = fault_of(e);
    if (fault)
      conform_against(c, RULE_NUMBERS, CONFORM_FAILED, "on %s the statistic %s has %s", where,
                      d->statistics[e->statistic].id, fault);
  }
}

/* --- time, memory, what is left -------------------------------------------------------------- */

static const char *
megabytes(const conform *c, uint64_t n)
{
  return arena_printf(c->memory, "%llu MiB", (unsigned long long)((n + (1 << 20) - 1) >> 20));
}

static const char *
seconds(const conform *c, double x)
{
  text t = text_new(c->memory);
  text_add_fixed(&t, x, x < 10 ? 1 : 0);
  text_add(&t, " s");
  return t.at;
}

/* What it used, whatever became of it. */
static void
look_at_costs(conform *c, const planned *x, const host_limits *limits, uint64_t data,
              const char *where)
{
  const spent *const s = &x->said->spent;
  const uint64_t own = s->memory > data ? s->memory - data : 0;
  conform_tried(c, RULE_TIME);
  conform_tried(c, RULE_MEMORY);
  c->slowest = fmax(c->slowest, x->seconds);
  c->most_memory = own > c->most_memory ? own : c->most_memory;
  if (x->seconds > limits->deadline / 2)
    conform_against(c, RULE_TIME, CONFORM_DOUBTFUL, "on %s it took %s, of the %s that it has",
                    where, seconds(c, x->seconds), seconds(c, limits->deadline));
  if (own > limits->memory / 2)
    conform_against(c, RULE_MEMORY, CONFORM_DOUBTFUL,
                    "on %s it took %s beside the data, of the %s that it has", where,
                    megabytes(c, own), megabytes(c, limits->memory));
  if (x->said->is_finished)
    conform_tried(c, RULE_LEFTOVERS);
  if (s->threads || s->descriptors)
    conform_against(c, RULE_LEFTOVERS, CONFORM_FAILED,
                    "on %s run() left %u thread%s and %u descriptor%s behind", where, s->threads,
                    s->threads == 1 ? "" : "s", s->descriptors, s->descriptors == 1 ? "" : "s");
}

/* --- outcomes -------------------------------------------------------------------------------- */

static bool
is_out_of_memory(const planned *x)
{
  const process *const p = x->process;
  const bool was_ended = p->end == PROCESS_SIGNALED && p->code == SIGKILL;
  const bool has_said = p->end == PROCESS_EXITED && p->code == 0 && x->said->status == OM_E_MEMORY;
  return was_ended || has_said || (p->end == PROCESS_EXITED && p->code == WORKER_NO_MEMORY);
}

static bool
is_out_of_time(const process *p)
{
  return p->end == PROCESS_LATE || (p->end == PROCESS_SIGNALED && p->code == SIGXCPU);
}

/* The rule that a failed run breaks: one of its own, or the one it was tried for. */
static conform_rule
broken_rule(const planned *x, conform_rule tried)
{
  const process *const p = x->process;
  if (!p)
    return tried;
  if (is_out_of_time(p))
    return RULE_TIME;
  if (is_out_of_memory(x))
    return RULE_MEMORY;
  if (p->end == PROCESS_EXITED && p->code == 0 && p->log.n > 0)
    return RULE_SILENT;
  if (strstr(x->why, "no number without saying why"))
    return RULE_NUMBERS;
  return tried;
}

bool
conform_run(conform *c, conform_rule rule, const char *where, const planned *x,
            const host_limits *limits, uint64_t data)
{
  conform_tried(c, rule);
  conform_tried(c, RULE_SILENT);
  conform_tried(c, RULE_NUMBERS);
  if (x->process) {
    look_at_texts(c, x->said);
    look_at_numbers(c, x->said, x->plugin->description, where);
    look_at_costs(c, x, limits, data, where);
  }
  if (x->outcome != OUTCOME_OK && x->outcome != OUTCOME_FAILED && rule == RULE_ORDINARY)
    conform_against(c, rule, CONFORM_DOUBTFUL,
                    "on %s it is %s, because %s: most of it was not tried", where,
                    outcome_name(x->outcome), x->why);
  if (x->outcome != OUTCOME_FAILED) /* skipped: a plugin failed whose results it needs */
    return true;
  const bool is_started = !x->process || x->process->end != PROCESS_NOT_STARTED;
  conform_against(c, broken_rule(x, rule), is_started ? CONFORM_FAILED : CONFORM_DOUBTFUL,
                  "on %s it failed, because %s", where, x->why);
  return false;
}

/* --- the same again -------------------------------------------------------------------------- */

/* The next frame of what is to be the same. */
static bool
next_said(cursor *c, uint8_t *kind, cursor *body)
{
  while (c->i < c->n && wire_next_frame(c, kind, body))
    if (*kind != WIRE_LOG && *kind != WIRE_SPENT)
      return true;
  return false;
}

/* With the kinds of the first two frames that are not the same; 0 for an end. */
static bool
is_same(const process *a, const process *b, uint8_t kinds[2])
{
  cursor x = cursor_new(a->output.at, a->output.n), y = cursor_new(b->output.at, b->output.n);
  for (;;) {
    cursor p, q;
    kinds[0] = kinds[1] = 0;
    const bool has_x = next_said(&x, &kinds[0], &p), has_y = next_said(&y, &kinds[1], &q);
    if (!has_x || !has_y)
      return has_x == has_y;
    if (kinds[0] != kinds[1] || p.n != q.n || memcmp(p.at, q.at, p.n) != 0)
      return false;
  }
}

static const char *
frame_name(uint8_t kind)
{
  static const char *const names[] = {
      [WIRE_FAIL] = "why it ended",    [WIRE_SECTION] = "the section's heading",
      [WIRE_ESTIMATE] = "an estimate", [WIRE_REMARK] = "a remark",
      [WIRE_TABLE] = "a table",        [WIRE_COLUMN] = "a column of a table",
      [WIRE_ROW] = "a row of a table", [WIRE_ORDER] = "the order of a table",
      [WIRE_CHART] = "a chart",        [WIRE_FINDING] = "a finding",
      [WIRE_NOTE] = "a note",          [WIRE_FINISH] = "its end",
  };
  return kind < sizeof names / sizeof *names && names[kind] ? names[kind]
                                                            : "something that it says";
}

/* The two values of the first estimate that differs, in words; NULL when none does. */
static const char *
different_values(const conform *c, const planned *a, const planned *b)
{
  const result *const x = a->said, *const y = b->said;
  for (size_t i = 0; i < x->n_estimates && i < y->n_estimates; i++) {
    const estimate *const e = &x->estimates[i], *const f = &y->estimates[i];
    if (e->statistic != f->statistic || !isfinite(e->value) || !isfinite(f->value) ||
        e->value == f->value)
      continue;
    text t = text_new(c->memory);
    text_addf(&t, "%s is ", a->plugin->description->statistics[e->statistic].id);
    text_add_shortest(&t, e->value);
    text_add(&t, " and ");
    text_add_shortest(&t, f->value);
    return t.at;
  }
  return NULL;
}

void
conform_same(conform *c, conform_rule rule, const planned *a, const planned *b)
{
  uint8_t kinds[2];
  conform_tried(c, rule);
  if (a->outcome != b->outcome)
    conform_against(c, rule, CONFORM_FAILED, "one run is %s, the other %s: %s",
                    outcome_name(a->outcome), outcome_name(b->outcome), b->why ? b->why : a->why);
  if (!a->process || !b->process || is_same(a->process, b->process, kinds))
    return;
  const char *const values = different_values(c, a, b);
  conform_against(c, rule, CONFORM_FAILED, "two runs differ in %s%s%s",
                  frame_name(kinds[0] ? kinds[0] : kinds[1]), values ? ": " : "",
                  values ? values : "");
}
