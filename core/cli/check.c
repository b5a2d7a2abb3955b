/* orgmirror check: what is wrong and what is odd, before anything is analysed. */
#include "cli/check.h"

#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static checked
collect(arena *memory, const cli_options *o, const intake *in, const plan *p, odd *odd)
{
  checked c = {.memory = memory,
               .o = o,
               .study = odd->study,
               .in = in,
               .p = p,
               .d = odd->d,
               .findings = odd_findings(odd),
               .can_run = odd->d->n_errors == 0 && p->n > 0};
  c.n_notes = c.d->n - c.d->n_errors - c.d->n_warnings;
  return c;
}

/* Analyses, exports, and what is odd: all of it, even when one has faults. */
static void
look(arena *memory, const cli_options *o, diags *d, plugins *all, plan *p, intake *in, odd *odd)
{
  const study *const s = odd->study;
  odd_look_at_study(odd);
  plugins_find(memory, o->plugin_path, PLUGINDIR, &o->limits, d, all);
  if (all->n == 0)
    diag_warning(d, "U002", NULL, 0, "none is in " PLUGINDIR " and the folders of --plugin-path",
                 "install orgmirror, or name the folder with --plugin-path",
                 "there are no analyses");
  *p = plan_make(memory, all, s, o->only, o->skip, d);
  guard g;
  if (guard_open(memory, s, o, false, d, &g)) {
    cli_load(memory, s, o, (intake_wishes){.keys = g.is_on ? &g.keys : NULL}, d, in);
    if (g.is_on && in->summary.study)
      guard_look(memory, &g, o, NULL, in, d);
  }
  guard_close(&g);
  for (uint32_t i = 0; i < s->n_surveys; i++)
    odd_place(odd, in->messages[i], in->messages[i + 1], i);
  if (in->summary.study) {
    plan_apply_needs(memory, p, in->summary.study);
    odd_look_at_data(odd, &in->units, in->data, &in->summary);
  }
}

static void
write_junit(const cli_options *o, const checked *c, diags *d)
{
  if (!check_write_junit(c, o->junit))
    diag_error(d, "R001", o->junit, 0, strerror(errno), "make room, or choose another file",
               "the outcome cannot be written");
}

int
cli_check(int argc, char **argv, arena *memory)
{
  cli_options o;
  int code;
  if (!cli_parse(argc, argv, "check", "STUDY.xml",
                 "Read a study and its exports and say what is wrong, what is odd, and which "
                 "analyses would run. Nothing is analysed.",
                 "pnleqvsjuwrm", &o, &code))
    return code;
  diags d = diags_new(memory);
  if (!o.study)
    diag_error(&d, "U001", NULL, 0, NULL, "orgmirror check STUDY.xml", "no study was named");
  odd findings = odd_new(memory, &d, d.n_errors ? NULL : cli_study(memory, &o, &d));
  plugins all = {0};
  plan p = {0};
  intake in = {.summary_fd = -1};
  if (findings.study)
    look(memory, &o, &d, &all, &p, &in, &findings);
  checked c = collect(memory, &o, &in, &p, &findings);
  if (o.junit && o.study) {
    write_junit(&o, &c, &d);
    c = collect(memory, &o, &in, &p, &findings);
  }
  if (o.json || o.quiet || !o.study)
    cli_finish(&d, &o);
  else
    check_print(&c);
  code = cli_outcome(&d, &o);
  if (o.json)
    check_print_json(&c, code);
  cli_release(&in);
  plugins_close(&all);
  return code;
}
