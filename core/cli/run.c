/* orgmirror run: a study in, a report out. */
#include "cli/cli.h"

#include "base/file.h"
#include "base/text.h"
#include "data/rows.h"
#include "report/xml.h"

#include "config.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct progress {
  const cli_options *o;
  bool is_shown;
  size_t done, n;
} progress;

/* One line that is written over, and only where somebody is watching. */
static void
show_progress(void *context, const planned *x)
{
  progress *const p = context;
  p->done++;
  if (p->is_shown)
    fprintf(stderr, "\r\033[K%zu of %zu analyses: %s", p->done, p->n, x->plugin->id);
}

static void
clear_progress(const progress *p)
{
  if (p->is_shown)
    fputs("\r\033[K", stderr);
}

static int
run_plan(arena *memory, const cli_options *o, intake *in, plan *p, diags *d)
{
  int rows_fd = -1;
  if (p->wants_rows) {
    rows_fd = rows_build(memory, in->study, &in->units, in->data);
    if (rows_fd < 0) {
      diag_error(d, "I001", NULL, 0, strerror(errno), NULL,
                 "the answers cannot be put into shared memory");
      return -1;
    }
  }
  plan_apply_needs(memory, p, in->summary.study);
  progress shown = {.o = o, .is_shown = !o->quiet && isatty(STDERR_FILENO)};
  for (size_t i = 0; i < p->n; i++)
    shown.n += p->at[i].is_run;
  plan_run(memory, p, &in->summary, in->summary_fd, rows_fd, &o->limits, show_progress, &shown);
  clear_progress(&shown);
  if (rows_fd >= 0)
    close(rows_fd);
  return 0;
}

/* --- what became of the plugins -------------------------------------------------------------- */

static void
tell_outcomes(arena *memory, const plan *p, const cli_options *o, diags *d)
{
  for (size_t i = 0; i < p->n; i++) {
    const planned *const x = &p->at[i];
    if (x->outcome == OUTCOME_FAILED)
      diag_error(d, "P010", NULL, 0, x->why,
                 "the report names it; tell its author, or leave it out with --skip",
                 "the analysis %s failed", x->plugin->id);
    else if (x->outcome == OUTCOME_NOT_APPLICABLE)
      diag_add(d, (diag){DIAG_NOTE, "P011", NULL, 0,
                         arena_printf(memory, "the analysis %s is not applicable", x->plugin->id),
                         x->why, NULL});
    if (o->verbose && x->log)
      diag_add(d, (diag){DIAG_NOTE, "P012", NULL, 0,
                         arena_printf(memory, "%s logs: %s", x->plugin->id, x->log), NULL, NULL});
  }
}

static analysis *
analyses_of(arena *memory, const plan *p, isolation *all)
{
  analysis *const out = arena_many(memory, p->n, analysis);
  *all = (isolation){true, true};
  bool has_run = false;
  for (size_t i = 0; i < p->n; i++) {
    const planned *const x = &p->at[i];
    char *const hex = arena_alloc(memory, 65, 1);
    digest_hex(x->plugin->file->sha256, hex);
    out[i] = (analysis){.id = x->plugin->id,
                        .sha256 = x->plugin->file->fd >= 0 ? hex : NULL,
                        .description = x->plugin->description,
                        .options = x->options,
                        .outcome = x->outcome,
                        .why = x->reason ? x->reason : x->why,
                        .result = x->result};
    if (x->result) {
      all->landlock &= x->isolation.landlock;
      all->seccomp &= x->isolation.seccomp;
      has_run = true;
    }
  }
  if (!has_run)
    *all = (isolation){false, false};
  return out;
}

/* --- the files ------------------------------------------------------------------------------- */

/* Of a file as it is now; NULL when it cannot be read. */
static const char *
checksum(const char *path, char hex[65])
{
  digest sum;
  if (!digest_of_file(path, &sum))
    return NULL;
  digest_hex(sum, hex);
  return hex;
}

/* What belongs to this run and not to the result: files' checksums, paths, times. */
static text
make_manifest(arena *memory, const cli_options *o, const intake *in, const plan *p, double seconds)
{
  text t = text_new(memory);
  char hex[65];
  json_open(&t, NULL, '{');
  json_string(&t, "producer", PACKAGE_NAME " " PACKAGE_VERSION);
  digest_hex(in->study->sha256, hex);
  json_string(&t, "study", in->study->file);
  json_string(&t, "study_sha256", hex);
  if (in->study->n_included) {
    json_open(&t, "included", '[');
    for (uint32_t i = 0; i < in->study->n_included; i++) {
      json_open(&t, NULL, '{');
      json_string(&t, "file", in->study->included[i].file);
      digest_hex(in->study->included[i].sha256, hex);
      json_string(&t, "sha256", hex);
      json_close(&t, '}');
    }
    json_close(&t, ']');
  }
  json_open(&t, "inputs", '[');
  for (uint32_t i = 0; i < in->study->n_surveys; i++) {
    const study_survey *const survey = in->data[i].survey;
    json_open(&t, NULL, '{');
    json_string(&t, "survey", survey->id);
    json_string(&t, "file", survey->file);
    if (o->checksums)
      json_string(&t, "sha256", checksum(path_join(memory, in->study->dir, survey->file), hex));
    json_close(&t, '}');
  }
  json_close(&t, ']');
  json_open(&t, "plugins", '[');
  for (size_t i = 0; i < p->n; i++) {
    const planned *const x = &p->at[i];
    digest_hex(x->plugin->file->sha256, hex);
    json_open(&t, NULL, '{');
    json_string(&t, "id", x->plugin->id);
    json_string(&t, "file", x->plugin->file->path);
    json_string(&t, "sha256", hex);
    json_string(&t, "outcome", outcome_name(x->outcome));
    json_key(&t, "seconds");
    text_add_fixed(&t, x->seconds, 4);
    json_close(&t, '}');
  }
  json_close(&t, ']');
  json_key(&t, "seconds");
  text_add_fixed(&t, seconds, 4);
  json_close(&t, '}');
  text_add(&t, "\n");
  return t;
}

static void
write_report(arena *memory, const cli_options *o, const page_parts *parts, const intake *in,
             const plan *p, double seconds, diags *d)
{
  isolation in_force;
  const report_input input = {.study = in->study,
                              .units = &in->units,
                              .data = in->data,
                              .summary = &in->summary,
                              .analyses = analyses_of(memory, p, &in_force),
                              .n_analyses = p->n,
                              .isolation = in_force,
                              .in_process = o->limits.in_process};
  const model m = model_make(memory, &input, d);
  if (m.n_estimates > 0 && m.n_estimates == m.n_withheld) {
    diag_error(d, "G001", in->study->path, 0,
               arena_printf(memory, "every group has fewer than %u people, or outside %u",
                            in->study->minimum_group, in->study->minimum_outside),
               "gather more answers, or study larger units", "nothing may be shown");
    return;
  }
  const cli_report report = {.dir = o->output,
                             .model = &m,
                             .parts = parts,
                             .xml = report_xml(memory, &m),
                             .manifest = make_manifest(memory, o, in, p, seconds),
                             .with_json = o->json};
  cli_write_report(&report, d);
}

static bool
is_report_written(const diags *d)
{
  return !diags_has(d, 'R') && !diags_has(d, 'G') && !diags_has(d, 'I') && !diags_has(d, 'S') &&
         !diags_has(d, 'D') && !diags_has(d, 'U');
}

/* The report is remembered before anybody can see it. */
static void
publish(arena *memory, const cli_options *o, const page_parts *parts, const intake *in,
        const plan *p, guard *g, double seconds, diags *d)
{
  const char *name = NULL;
  if (g->is_on && !guard_remember(memory, g, o, d, &name))
    return;
  write_report(memory, o, parts, in, p, seconds, d);
  if (name && !is_report_written(d))
    guard_forget(g, name);
}

/* --- the command ----------------------------------------------------------------------------- */

static double
now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
print_summary(arena *memory, const cli_options *o, const intake *in, const plan *p, const diags *d,
              int code)
{
  const char *const page =
      is_report_written(d) ? path_join(memory, o->output, "report.html") : NULL;
  if (!o->json) {
    if (!o->quiet && page && in->study->n_waves > 1)
      fprintf(stderr, "wave %s, of %" PRIu32 "; --wave names another\n",
              utf8_inert(memory, in->study->wave_id), in->study->n_waves);
    if (!o->quiet && page)
      printf("%s\n", page);
    return;
  }
  text t = text_new(memory);
  json_open(&t, NULL, '{');
  json_count(&t, "exit", (uint64_t)code);
  json_string(&t, "report", page);
  if (in->summary.study)
    json_surveys(&t, in);
  json_analyses(&t, p, true);
  json_messages(&t, d);
  json_close(&t, '}');
  puts(t.at);
}

int
cli_run(int argc, char **argv, arena *memory)
{
  cli_options o;
  int code;
  if (!cli_parse(argc, argv, "run", "STUDY.xml",
                 "Read a study and its exports, run the analyses, and write report.xml, "
                 "report.html and tables/ into a folder.",
                 "opnleicqvsjwrmbgt", &o, &code))
    return code;
  const double started = now();
  diags d = diags_new(memory);
  if (!o.study || !o.output)
    diag_error(&d, "U001", NULL, 0, NULL, "orgmirror run STUDY.xml -o DIR",
               o.study ? "no folder was named for the report" : "no study was named");
  page_parts parts = {0};
  cli_page_parts(memory, &o, &d, &parts);
  const study *const s = d.n_errors ? NULL : cli_study(memory, &o, &d);
  plugins all = {0};
  plan p = {0};
  intake in = {.summary_fd = -1};
  guard g = {.ledger.fd = -1};
  if (s) {
    plugins_find(memory, o.plugin_path, PLUGINDIR, &o.limits, &d, &all);
    if (all.n == 0)
      diag_error(&d, "U002", NULL, 0, "none is in " PLUGINDIR " and the folders of --plugin-path",
                 "install orgmirror, or name the folder with --plugin-path",
                 "there are no analyses");
    p = plan_make(memory, &all, s, o.only, o.skip, &d);
    if (o.limits.in_process)
      plan_keep_rows(&p);
  }
  if (s && !d.n_errors && guard_open(memory, s, &o, true, &d, &g))
    cli_load(memory, s, &o, (intake_wishes){.plan = &p, .keys = g.is_on ? &g.keys : NULL}, &d, &in);
  if (s && !d.n_errors && g.is_on)
    guard_look(memory, &g, &o, &p, &in, &d);
  if (s && !d.n_errors && run_plan(memory, &o, &in, &p, &d) == 0) {
    tell_outcomes(memory, &p, &o, &d);
    publish(memory, &o, &parts, &in, &p, &g, now() - started, &d);
  }
  code = cli_finish(&d, &o);
  print_summary(memory, &o, &in, &p, &d, code);
  cli_release(&in);
  guard_close(&g);
  plugins_close(&all);
  return code;
}
