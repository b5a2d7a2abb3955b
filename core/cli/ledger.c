/* orgmirror ledger: what was published of a study, and taking a report back. */
#include "cli/cli.h"

#include "base/file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const ledger_entry *
named(const ledger *l, const char *name)
{
  for (size_t i = 0; i < l->n; i++)
    if (strcmp(l->at[i].name, name) == 0)
      return &l->at[i];
  return NULL;
}

static void
withdraw(arena *memory, ledger *l, const char *name, diags *d)
{
  if (!named(l, name)) {
    text there = text_new(memory);
    for (size_t i = 0; i < l->n; i++)
      text_addf(&there, "%s%s", i ? ", " : "there are ", l->at[i].name);
    diag_error(d, "U007", l->dir, 0, NULL, l->n ? there.at : "nothing was published yet",
               "there is no report \"%s\" in the ledger", utf8_inert(memory, name));
  } else if (!ledger_withdraw(l, name)) {
    diag_error(d, "R011", l->dir, 0, strerror(errno), NULL, "%s cannot be withdrawn", name);
  }
}

/* A line a report: its name, when, what, and where. */
static void
print(arena *memory, const ledger *l)
{
  if (l->n == 0)
    printf("nothing was published: %s\n", utf8_inert(memory, l->dir));
  for (size_t i = 0; i < l->n; i++) {
    const told_report *const r = &l->at[i].told;
    printf("%s  %s  %s%s%s  %s\n", l->at[i].name, cli_time(memory, r->time), r->study,
           *r->wave ? ", wave " : "", r->wave, r->output);
  }
}

static void
print_json(arena *memory, const ledger *l, const diags *d, int code)
{
  text t = text_new(memory);
  json_open(&t, NULL, '{');
  json_count(&t, "exit", (uint64_t)code);
  json_string(&t, "ledger", l->dir);
  json_open(&t, "reports", '[');
  for (size_t i = 0; i < l->n; i++) {
    const told_report *const r = &l->at[i].told;
    json_open(&t, NULL, '{');
    json_string(&t, "name", l->at[i].name);
    json_string(&t, "time", cli_time(memory, r->time));
    json_string(&t, "study", r->study);
    json_string(&t, "wave", *r->wave ? r->wave : NULL);
    json_string(&t, "output", r->output);
    json_open(&t, "surveys", '[');
    for (uint32_t v = 0; v < r->n_surveys; v++) {
      json_open(&t, NULL, '{');
      json_string(&t, "survey", r->surveys[v].id);
      json_count(&t, "rows", r->surveys[v].n_rows);
      json_close(&t, '}');
    }
    json_close(&t, ']');
    json_close(&t, '}');
  }
  json_close(&t, ']');
  json_messages(&t, d);
  json_close(&t, '}');
  puts(t.at);
}

int
cli_ledger(int argc, char **argv, arena *memory)
{
  cli_options o;
  int code;
  if (!cli_parse(argc, argv, "ledger", "[STUDY.xml]",
                 "List the reports that were made of the exports beside a study, or forget one of "
                 "them. A later report is held against all that are listed.",
                 "rdj", &o, &code))
    return code;
  diags d = diags_new(memory);
  ledger l = {.fd = -1};
  if (!o.study && !o.ledger)
    diag_error(&d, "U001", NULL, 0, NULL, "orgmirror ledger STUDY.xml", "no study was named");
  else if (ledger_open(memory,
                       cli_ledger_dir(memory, &o, path_dir(memory, o.study ? o.study : ".")), false,
                       &d, &l) &&
           o.withdraw)
    withdraw(memory, &l, o.withdraw, &d);
  code = cli_finish(&d, &o);
  if (o.json)
    print_json(memory, &l, &d, code);
  else if (code == EXIT_FINE && !o.withdraw)
    print(memory, &l);
  ledger_close(&l);
  return code;
}
