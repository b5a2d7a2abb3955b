/* orgmirror plugins --check: a plugin tried on made-up studies, rule by rule. */
#include "cli/cli.h"

#include "data/rows.h"
#include "host/conform.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct check {
  arena *memory;
  const cli_options *o;
  plugins all; /* those of the file first, then what they may use */
  uint32_t n_scales;
  bool with_figures; /* hypotheses name published figures */
  struct {
    bool is_made;
    conform_exports files;
  } exports[N_CONFORM_CASES];
} check;

/* A study with its data, and the plan with the one plugin on it. */
typedef struct trial {
  int study_fd, rows_fd;
  host_limits limits;
  intake in;
  plan plan;
  planned *fresh; /* as planned, to run it again */
  planned *of;    /* the plugin's; NULL where there is no trial, for a reason that was told */
} trial;

static const struct {
  conform_case which;
  conform_rule rule;
  const char *where;
} degenerate[] = {
    {CASE_EMPTY, RULE_EMPTY, "a study without a row"},
    {CASE_ONE_ROW, RULE_ONE_ROW, "a study of one row a survey"},
    {CASE_ONE_UNIT, RULE_ONE_UNIT, "a study of one unit"},
    {CASE_ALL_MISSING, RULE_ALL_MISSING, "a study with answers to one scale a side"},
    {CASE_CONSTANT, RULE_CONSTANT, "a study with one answer to everything"},
    {CASE_ORDINARY, RULE_PUBLISHED, "a study of published figures"},
    {CASE_MANY_UNITS, RULE_MANY_UNITS, "a study of 2,000 units"},
    {CASE_MANY_ROWS, RULE_MANY_ROWS, "a study of 1,000,000 rows"},
};

#define ORDINARY "an ordinary study"

/* --- one trial ------------------------------------------------------------------------------- */

static const char *
first_error(const diags *d)
{
  for (size_t i = 0; i < d->n; i++)
    if (d->at[i].level == DIAG_ERROR)
      return d->at[i].what;
  return strerror(errno);
}

static bool
needs_study(check *k, conform_case which)
{
  if (!k->exports[which].is_made)
    k->exports[which].is_made =
        conform_exports_make(k->memory, which, k->n_scales, &k->exports[which].files);
  return k->exports[which].is_made;
}

/* The plugin first, then all whose results it uses, and those that these use, where there are
 * such. */
static const plugin **
with_used(const check *k, const plugin *p, size_t *n)
{
  const plugin **const out = arena_many(k->memory, k->all.n + 1, const plugin *);
  out[0] = p;
  *n = 1;
  for (size_t i = 0; i < *n; i++)
    for (uint32_t u = 0; u < out[i]->description->n_uses; u++) {
      const plugin *const used = plugins_named(&k->all, out[i]->description->uses[u].plugin);
      bool is_there = !used || !used->description;
      for (size_t j = 0; j < *n; j++)
        is_there |= out[j] == used;
      if (!is_there)
        out[(*n)++] = used;
    }
  return out;
}

/* Study and plan; false with messages. */
static bool
plan_trial(check *k, const plugin *p, conform_case which, size_t jobs, diags *d, trial *t)
{
  cli_options o = *k->o;
  o.limits.jobs = jobs;
  o.limits.tells_spent = true;
  o.takes_empty = true;
  t->limits = o.limits;
  size_t n;
  const plugin **const all = with_used(k, p, &n);
  text only = text_new(k->memory);
  for (size_t i = 0; i < n; i++)
    text_addf(&only, "%s%s", i ? "," : "", all[i]->id);
  t->study_fd = needs_study(k, which)
                    ? conform_study(k->memory, &k->exports[which].files, all, n, k->with_figures)
                    : -1;
  if (t->study_fd < 0)
    return false;
  o.study = conform_path(k->memory, t->study_fd);
  const study *const s = cli_study(k->memory, &o, d);
  if (!s)
    return false;
  t->plan = plan_make(k->memory, &k->all, s, only.at, NULL, d);
  if (d->n_errors)
    return false;
  cli_load(k->memory, s, &o, (intake_wishes){.plan = &t->plan}, d, &t->in);
  if (!t->in.summary.study)
    return false;
  if (t->plan.wants_rows)
    t->rows_fd = rows_build(k->memory, s, &t->in.units, t->in.data);
  if (t->plan.wants_rows && t->rows_fd < 0)
    return false;
  plan_apply_needs(k->memory, &t->plan, t->in.summary.study);
  return true;
}

static trial
open_trial(check *k, conform *c, conform_rule rule, const plugin *p, conform_case which,
           size_t jobs)
{
  diags d = diags_new(k->memory);
  trial t = {.study_fd = -1, .rows_fd = -1, .in = {.summary_fd = -1}};
  if (!plan_trial(k, p, which, jobs, &d, &t)) {
    conform_against(c, rule, CONFORM_DOUBTFUL, "the study to try it on cannot be made: %s",
                    first_error(&d));
    return t;
  }
  t.fresh = arena_many(k->memory, t.plan.n, planned);
  memcpy(t.fresh, t.plan.at, t.plan.n * sizeof *t.fresh);
  for (size_t i = 0; i < t.plan.n; i++)
    if (t.plan.at[i].plugin == p)
      t.of = &t.plan.at[i];
  return t;
}

static void
close_trial(trial *t)
{
  if (t->in.study)
    cli_release(&t->in);
  if (t->study_fd >= 0)
    close(t->study_fd);
  if (t->rows_fd >= 0)
    close(t->rows_fd);
}

/* Bytes that a worker is lent. */
static uint64_t
size_of_data(const trial *t)
{
  const off_t rows = t->rows_fd >= 0 ? lseek(t->rows_fd, 0, SEEK_END) : 0;
  return t->in.summary.n_map + (rows > 0 ? (uint64_t)rows : 0);
}

/* Runs the plan as if it had not been run; what it was stays in *out. */
static bool
run_trial(check *k, conform *c, conform_rule rule, const char *where, trial *t, planned *out)
{
  if (!t->of)
    return false;
  plan_run(k->memory, &t->plan, &t->in.summary, t->in.summary_fd, t->rows_fd, &t->limits, NULL,
           NULL);
  *out = *t->of;
  memcpy(t->plan.at, t->fresh, t->plan.n * sizeof *t->fresh);
  return conform_run(c, rule, where, out, &t->limits, size_of_data(t));
}

/* --- the rules that ask for runs ------------------------------------------------------------- */

/* The same study again, loaded and run with so many jobs. */
static void
try_again(check *k, conform *c, conform_rule rule, const plugin *p, conform_case which, size_t jobs,
          const planned *first)
{
  planned x;
  trial t = open_trial(k, c, rule, p, which, jobs);
  if (run_trial(k, c, rule, ORDINARY, &t, &x))
    conform_same(c, rule, first, &x);
  close_trial(&t);
}

static void
try_degenerate(check *k, conform *c, const plugin *p)
{
  const bool usual = k->with_figures;
  for (size_t i = 0; i < sizeof degenerate / sizeof *degenerate; i++) {
    planned x;
    k->with_figures = usual || degenerate[i].rule == RULE_PUBLISHED;
    trial t = open_trial(k, c, degenerate[i].rule, p, degenerate[i].which, k->o->limits.jobs);
    run_trial(k, c, degenerate[i].rule, degenerate[i].where, &t, &x);
    close_trial(&t);
  }
  k->with_figures = usual;
}

static const char *
setting(arena *memory, const declared_option *o, double value)
{
  text t = text_new(memory);
  text_addf(&t, "an ordinary study with %s=", o->id);
  if (o->type == OM_OPT_CHOICE)
    text_add(&t, o->choices[(size_t)value]);
  else if (o->type == OM_OPT_BOOL)
    text_add(&t, value != 0 ? "yes" : "no");
  else
    text_add_shortest(&t, value);
  return t.at;
}

/* One option at one value, all others as they are by default.  False when it was late: what it can
 * do in no time at one end it will not do at another. */
static bool
try_value(check *k, conform *c, trial *t, uint32_t option, double value)
{
  const description *const d = t->of->plugin->description;
  double *const usual = t->of->options;
  double *const options = arena_many(k->memory, d->n_options, double);
  memcpy(options, usual, d->n_options * sizeof *options);
  options[option] = value;
  t->of->options = options;
  planned x;
  run_trial(k, c, RULE_OPTIONS, setting(k->memory, &d->options[option], value), t, &x);
  return !x.process || x.seconds < t->limits.deadline;
}

static void
try_options(check *k, conform *c, const plugin *p)
{
  const description *const d = p->description;
  conform_tried(c, RULE_OPTIONS);
  if (!d->n_options)
    return;
  trial t = open_trial(k, c, RULE_OPTIONS, p, CASE_SMALL, k->o->limits.jobs);
  bool goes_on = t.of != NULL;
  for (uint32_t i = 0; i < d->n_options; i++) {
    const declared_option *const o = &d->options[i];
    const uint32_t n = o->type == OM_OPT_CHOICE ? o->n_choices : 2;
    for (uint32_t j = 0; j < n && goes_on; j++) {
      const bool is_index = o->type == OM_OPT_CHOICE || o->type == OM_OPT_BOOL;
      goes_on = try_value(k, c, &t, i, is_index ? (double)j : j ? o->max : o->min);
    }
  }
  close_trial(&t);
}

static bool
is_applicable(check *k, const plugin *p, bool with_figures)
{
  conform nobody_asks = conform_new(k->memory);
  planned x = {0};
  k->with_figures = with_figures;
  trial t = open_trial(k, &nobody_asks, RULE_ORDINARY, p, CASE_ORDINARY, 1);
  run_trial(k, &nobody_asks, RULE_ORDINARY, ORDINARY, &t, &x);
  close_trial(&t);
  return x.plugin && x.outcome != OUTCOME_NOT_APPLICABLE;
}

/* A plugin whose hypotheses ask for published figures is tried with such on every study. */
static bool
asks_for_figures(check *k, const plugin *p)
{
  return p->description->n_forms && !is_applicable(k, p, false) && is_applicable(k, p, true);
}

static void
try_plugin(check *k, conform *c, const plugin *p)
{
  planned first, second;
  k->with_figures = asks_for_figures(k, p);
  trial t = open_trial(k, c, RULE_ORDINARY, p, CASE_ORDINARY, 1);
  const bool is_fine = run_trial(k, c, RULE_ORDINARY, ORDINARY, &t, &first);
  if (is_fine && run_trial(k, c, RULE_SAME_SEED, ORDINARY, &t, &second))
    conform_same(c, RULE_SAME_SEED, &first, &second);
  if (is_fine) {
    try_again(k, c, RULE_JOBS, p, CASE_ORDINARY, 4, &first);
    try_again(k, c, RULE_SHUFFLED, p, CASE_SHUFFLED, 1, &first);
    try_degenerate(k, c, p);
    try_options(k, c, p);
  }
  close_trial(&t);
}

/* --- what is told ---------------------------------------------------------------------------- */

typedef struct checked {
  const char *id, *version; /* version NULL: it could not be described */
  conform conform;
} checked;

static size_t
count(const conform *c, conform_verdict v)
{
  size_t n = 0;
  for (int r = 0; r < N_CONFORM_RULES; r++)
    n += c->verdicts[r] == v;
  return n;
}

static bool
has_passed(const conform *c, const cli_options *o)
{
  return !count(c, CONFORM_FAILED) && !(o->strict && count(c, CONFORM_DOUBTFUL));
}

static void
print_checked(arena *memory, const checked *x, const cli_options *o)
{
  const conform *const c = &x->conform;
  printf("%s%s%s\n", utf8_inert(memory, x->id), x->version ? " " : "",
         x->version ? utf8_inert(memory, x->version) : "");
  for (int i = 0; i < N_CONFORM_RULES; i++) {
    const conform_rule r = (conform_rule)i;
    const bool is_odd = c->verdicts[r] > CONFORM_PASSED;
    if (o->quiet && !is_odd)
      continue;
    printf("  %-9s  %-14s  %s\n", conform_verdict_name(c->verdicts[r]), conform_rule_name(r),
           conform_rule_asks(r));
    if (is_odd)
      printf("             evidence: %s\n             remedy: %s\n", c->evidence[r],
             conform_rule_remedy(r));
  }
  text t = text_new(memory);
  text_addf(&t, "  %zu passed, %zu failed, %zu doubtful, %zu not tried", count(c, CONFORM_PASSED),
            count(c, CONFORM_FAILED), count(c, CONFORM_DOUBTFUL), count(c, CONFORM_NOT_TRIED));
  if (c->most_memory) {
    text_add(&t, "; the longest run took ");
    text_add_fixed(&t, c->slowest, 2);
    text_addf(&t, " s, the largest %zu MiB", (size_t)(c->most_memory >> 20));
  }
  puts(t.at);
}

static void
json_checked(text *t, const checked *x, const cli_options *o)
{
  const conform *const c = &x->conform;
  json_open(t, NULL, '{');
  json_string(t, "id", x->id);
  json_string(t, "version", x->version);
  json_key(t, "passed");
  text_add(t, has_passed(c, o) ? "true" : "false");
  json_number(t, "longest_seconds", c->slowest);
  json_count(t, "most_memory", c->most_memory);
  json_open(t, "rules", '[');
  for (int i = 0; i < N_CONFORM_RULES; i++) {
    const conform_rule r = (conform_rule)i;
    json_open(t, NULL, '{');
    json_string(t, "rule", conform_rule_name(r));
    json_string(t, "asks", conform_rule_asks(r));
    json_string(t, "verdict", conform_verdict_name(c->verdicts[r]));
    json_string(t, "evidence", c->evidence[r]);
    json_string(t, "remedy", c->verdicts[r] > CONFORM_PASSED ? conform_rule_remedy(r) : NULL);
    json_close(t, '}');
  }
  json_close(t, ']');
  json_close(t, '}');
}

/* True when all have passed. */
static bool
tell(arena *memory, const plugin_file *file, const checked *all, size_t n, const cli_options *o)
{
  bool passed = true;
  char hex[65];
  digest_hex(file->sha256, hex);
  text t = text_new(memory);
  json_open(&t, NULL, '{');
  json_string(&t, "file", file->path);
  json_string(&t, "sha256", hex);
  json_open(&t, "plugins", '[');
  for (size_t i = 0; i < n; i++) {
    passed &= has_passed(&all[i].conform, o);
    if (o->json)
      json_checked(&t, &all[i], o);
    else
      print_checked(memory, &all[i], o);
  }
  json_close(&t, ']');
  json_key(&t, "passed");
  text_add(&t, passed ? "true" : "false");
  json_close(&t, '}');
  if (o->json)
    puts(t.at);
  return passed;
}

/* --- the command ----------------------------------------------------------------------------- */

static bool
is_asked(const check *k, const plugin *p)
{
  return p->file == &k->all.files.at[0] &&
         (!k->o->study || plugins_named(&k->all, k->o->study) == p);
}

/* Every plugin of the file, one after the other. */
static size_t
check_all(check *k, const conform *of_file, checked *out)
{
  size_t n = 0;
  for (size_t i = 0; i < k->all.n; i++) {
    const plugin *const p = &k->all.at[i];
    if (!is_asked(k, p))
      continue;
    checked *const x = &out[n++];
    *x = (checked){.id = p->id, .conform = *of_file};
    if (!p->description) {
      conform_refused(&x->conform, p->why);
      continue;
    }
    x->version = p->description->version;
    conform_tried(&x->conform, RULE_LOADS);
    conform_declared(&x->conform, p->description);
    try_plugin(k, &x->conform, p);
  }
  return n;
}

int
cli_plugins_check(const cli_options *o, const char *default_path, arena *memory)
{
  diags d = diags_new(memory);
  check k = {.memory = memory, .o = o};
  if (access(o->check, R_OK) != 0) {
    diag_error(&d, "U006", o->check, 0, strerror(errno),
               "name the file: orgmirror plugins --check "
               "FILE.so",
               "there is no such file to check");
    return cli_finish(&d, o);
  }
  plugins_find_with(memory, o->check, o->plugin_path, default_path, &o->limits, &d, &k.all);
  for (size_t i = 0; i < k.all.n; i++)
    if (k.all.at[i].description) {
      const uint32_t n = conform_scales(k.all.at[i].description);
      k.n_scales = n > k.n_scales ? n : k.n_scales;
    }
  conform of_file = conform_new(memory);
  conform_place(&of_file, &k.all.files.at[0]);
  conform_symbols(&of_file, k.all.files.at[0].fd);
  checked *const all = arena_many(memory, k.all.n, checked);
  const size_t n = check_all(&k, &of_file, all);
  if (n == 0)
    diag_error(&d, "U003", o->check, 0, NULL, "leave the name out to check all that are in it",
               "there is no plugin \"%s\" in the file", o->study);
  const bool passed = n && tell(memory, &k.all.files.at[0], all, n, o);
  for (int i = 0; i < N_CONFORM_CASES; i++)
    if (k.exports[i].is_made)
      conform_exports_close(&k.exports[i].files);
  plugins_close(&k.all);
  const int code = cli_finish(&d, o);
  return code != EXIT_FINE ? code : passed ? EXIT_FINE : EXIT_PLUGIN_FAILED;
}
