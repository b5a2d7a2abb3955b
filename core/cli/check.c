/* orgmirror check: what is wrong and what is odd, before anything is analysed. */
#include "cli/cli.h"

#include "base/text.h"

#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct matching {
  uint64_t units, both;
} matching;

/* Counts, and one warning for all units that stand on one side only. */
static matching
match(arena *memory, const intake *in, diags *d)
{
  enum { SHOWN = 20 };
  matching m = {.units = in->units.n_leaves};
  text names = text_new(memory);
  uint64_t n = 0;
  for (size_t i = 0; i < in->units.n_leaves; i++) {
    const unit *const u = &in->units.at[i];
    const bool inside = units_is_on_side(&in->units, u, OM_INSIDE),
               outside = units_is_on_side(&in->units, u, OM_OUTSIDE);
    m.both += inside && outside;
    if (inside == outside)
      continue;
    if (n++ < SHOWN)
      text_addf(&names, "%s%s (%s)", names.n ? ", " : "", u->id, inside ? "inside" : "outside");
  }
  if (n > SHOWN)
    text_addf(&names, " and %" PRIu64 " more", n - SHOWN);
  if (n && in->study->n_pairs)
    diag_warning(d, "D202", in->study->path, 0, names.at,
                 "where they are one unit under two names, say so: <units><unit id><alias>",
                 "%" PRIu64 " unit%s on one side only", n, n == 1 ? " is" : "s are");
  return m;
}

/* Units that study.xml names and no export: a typing error, most likely. */
static void
check_declared(const intake *in, diags *d)
{
  for (uint32_t i = 0; i < in->study->n_units; i++) {
    const study_unit *const x = &in->study->units[i];
    bool is_there = false;
    for (size_t u = 0; u < in->units.n_leaves && !is_there; u++)
      is_there = strcmp(in->units.at[u].id, x->id) == 0;
    if (!is_there)
      diag_warning(d, "D203", in->study->path, x->line, NULL,
                   "write it as the export does, or remove it", "no export names the unit \"%s\"",
                   x->id);
  }
}

/* Units of each survey of persons that are smaller than the minimum. */
static void
check_small(const intake *in, diags *d)
{
  const om_study *const s = in->summary.study;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_scale *const scale = s->scales[i];
    uint64_t small = 0, all = 0;
    for (uint32_t u = 0; u < s->n_units; u++) {
      const uint64_t n = in->summary.scales[i].n[u];
      if (s->units[u]->level != 0 || n == 0)
        continue;
      all++;
      small += n < s->minimum_group;
    }
    if (small && !in->summary.is_public[scale->survey->index])
      diag_warning(d, "G010", in->study->path, 0, "fewer people answered than the study's minimum",
                   NULL, "%s.%s: %" PRIu64 " of %" PRIu64 " units will not be shown",
                   scale->survey->id, scale->id, small, all);
  }
}

static void
print_text(arena *memory, const intake *in, const plan *p, matching m)
{
  for (uint32_t i = 0; i < in->study->n_surveys; i++) {
    const survey_data *const v = &in->data[i];
    printf("%-12s %s: read as %s; %" PRIu64 " rows read, %" PRIu64 " kept", v->survey->id,
           utf8_inert(memory, v->survey->file), v->format, v->read, v->kept);
    for (int r = 0; r < N_DROP_REASONS; r++)
      if (v->dropped[r])
        printf(", %" PRIu64 " dropped (%s)", v->dropped[r], drop_reason_name((drop_reason)r));
    printf("\n");
    for (uint32_t k = 0; k < v->n_notes; k++)
      printf("%-12s %s\n", "", utf8_inert(memory, v->notes[k]));
  }
  printf("%-12s %" PRIu64 " in all, %" PRIu64 " on both sides\n", "units", m.units, m.both);
  for (size_t i = 0; i < p->n; i++)
    if (p->at[i].is_run)
      printf("%-12s %s will run\n", "analysis", p->at[i].plugin->id);
    else
      printf("%-12s %s: %s, because %s\n", "analysis", p->at[i].plugin->id,
             outcome_name(p->at[i].outcome), p->at[i].why);
}

static void
print_json(arena *memory, const intake *in, const plan *p, matching m, const diags *d, int code)
{
  text t = text_new(memory);
  json_open(&t, NULL, '{');
  json_count(&t, "exit", (uint64_t)code);
  if (in->summary.study) {
    json_surveys(&t, in);
    json_count(&t, "units", m.units);
    json_count(&t, "units_on_both_sides", m.both);
  }
  json_analyses(&t, p, false);
  json_messages(&t, d);
  json_close(&t, '}');
  puts(t.at);
}

int
cli_check(int argc, char **argv, arena *memory)
{
  cli_options o;
  int code;
  if (!cli_parse(argc, argv, "check", "STUDY.xml",
                 "Read a study and its exports and say what is wrong, what is odd, and which "
                 "analyses would run. Nothing is analysed and nothing is written.",
                 "pnleqvsj", &o, &code))
    return code;
  diags d = diags_new(memory);
  if (!o.study)
    diag_error(&d, "U001", NULL, 0, NULL, "orgmirror check STUDY.xml", "no study was named");
  const study *const s = d.n_errors ? NULL : cli_study(memory, &o, &d);
  plugins all = {0};
  plan p = {0};
  intake in = {.summary_fd = -1};
  matching m = {0};
  if (s) {
    plugins_find(memory, o.plugin_path, PLUGINDIR, &o.limits, &d, &all);
    if (all.n == 0)
      diag_warning(&d, "U002", NULL, 0, "none is in " PLUGINDIR " and the folders of --plugin-path",
                   "install orgmirror, or name the folder with --plugin-path",
                   "there are no analyses");
    p = plan_make(memory, &all, s, o.only, o.skip, &d);
    cli_load(memory, s, &o.limits, &d,
             &in); /* even when the plan has faults: all problems at once */
  }
  if (in.summary.study) {
    plan_apply_needs(memory, &p, in.summary.study);
    m = match(memory, &in, &d);
    check_declared(&in, &d);
    check_small(&in, &d);
  }
  if (in.summary.study && !o.json && !o.quiet)
    print_text(memory, &in, &p, m);
  code = cli_finish(&d, &o);
  if (o.json)
    print_json(memory, &in, &p, m, &d, code);
  cli_release(&in);
  plugins_close(&all);
  return code;
}
