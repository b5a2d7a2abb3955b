/* The commands, one file each, and what they share. */
#ifndef OM_CLI_CLI_H
#define OM_CLI_CLI_H

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "data/load.h"
#include "host/host.h"
#include "ledger/ledger.h"
#include "report/html.h"
#include "report/model.h"

#include <argp.h>
#include <libxml/tree.h>

/* What a command tells the shell. */
enum {
  EXIT_FINE = 0,
  EXIT_PLUGIN_FAILED = 1, /* the report was written, but a plugin failed (or --strict and warned) */
  EXIT_USAGE = 2,
  EXIT_STUDY = 3,
  EXIT_DATA = 4,
  EXIT_NOTHING_TO_SHOW = 5,
  EXIT_INTERNAL = 70
};

/* Options that more than one command takes. */
typedef struct cli_options {
  const char *study;  /* or the other argument of the command */
  const char *second; /* argument */
  const char *output; /* -o */
  const char *junit;
  const char *check; /* a plugin that is to be checked */
  const char *plugin_path, *only, *skip, *wave;
  const char *ledger;   /* folder; NULL: as ORGMIRROR_LEDGER says, or beside the study */
  const char *branding; /* folder; NULL: none */
  const char *language; /* of the page; NULL: English */
  const char *withdraw; /* a report of the ledger */
  bool withholds_more;  /* what tells about few people with an earlier report */
  host_limits limits;
  bool has_seed;
  uint64_t seed;
  bool quiet, verbose, strict, json, checksums, splits;
  bool takes_empty; /* surveys without a row are no error: to try plugins on */
} cli_options;

/* Parses what follows the name of the command.  `takes` lists the letters of the options that the
 * command has: o p(lugin path) n(only, skip) l(imits) e(seed) q v s(trict) j(son) c(hecksums)
 * u (junit) w(ave) i(n-process) k (check) r (ledger) m (withhold-more) d (withdraw) b(randing)
 * g (lang) t (split) 2 (arguments).
 * Returns false with *code set when the command is to end (--help, --version, wrong usage). */
bool cli_parse(int argc, char **argv, const char *name, const char *argument, const char *doc,
               const char *takes, cli_options *o, int *code);

int cli_run(int argc, char **argv, arena *memory);
int cli_check(int argc, char **argv, arena *memory);
int cli_render(int argc, char **argv, arena *memory);
int cli_compare(int argc, char **argv, arena *memory);
int cli_pdf(int argc, char **argv, arena *memory);
int cli_plugins(int argc, char **argv, arena *memory);
int cli_explain(int argc, char **argv, arena *memory);
int cli_new(int argc, char **argv, arena *memory);
int cli_ledger(int argc, char **argv, arena *memory);

/* How many threads may read an export. */
unsigned cli_threads(const cli_options *o);

/* Exit code that the errors ask for; EXIT_FINE when there are none. */
int cli_code(const diags *d);

/* The same, and 1 where --strict minds a warning. */
int cli_outcome(const diags *d, const cli_options *o);

/* Prints messages to standard error as the options ask; returns cli_outcome. */
int cli_finish(const diags *d, const cli_options *o);

/* --- intake.c: study and data, for run and check --------------------------------------------- */

typedef struct intake {
  const study *study;
  survey_data *data; /* [study->n_surveys] */
  size_t *messages;  /* [study->n_surveys + 1] index of the first message about each, and the end */
  units units;
  summary summary; /* summary.study NULL until it was built */
  int summary_fd;  /* -1 until then */
} intake;

/* study.xml read, checked, and with the options of the command line applied; NULL with messages. */
const study *cli_study(arena *memory, const cli_options *o, diags *d);

/* What is wanted of the data. */
typedef struct intake_wishes {
  const plan *plan; /* what analyses need; NULL: it is to be checked, and how it was filled in */
  const key_wish *keys; /* of rows, or NULL */
  bool keep_rows;
} intake_wishes;

/* Loads every survey with what is wanted of it, matches units and builds the summary.  What is
 * wrong goes to `d`. */
void cli_load(arena *memory, const study *s, const cli_options *o, intake_wishes wishes, diags *d,
              intake *out);

void cli_release(intake *in);

/* --- reruns.c: what was published before ------------------------------------------------------ */

typedef struct guard {
  bool is_on; /* the study has a ledger, and surveys that need one */
  ledger ledger;
  key_spool spool;
  key_wish keys;
  told_report told; /* what the report tells that is to be made */
} guard;

/* Where the ledger of this study is. */
const char *cli_ledger_dir(arena *memory, const cli_options *o, const char *study_dir);

/* "2026-03-31T12:00:00Z" of seconds since 1970. */
const char *cli_time(arena *memory, uint64_t seconds);

/* Opens the ledger.  `may_make`: where there is none, one is begun.  False with messages.
 * guard_close in any case. */
bool guard_open(arena *memory, const study *s, const cli_options *o, bool may_make, diags *d,
                guard *out);

void guard_close(guard *g);

/* Holds the data against every earlier report: G020 where both together tell about few people, or,
 * with --withhold-more, G021 and more is withheld.  May load the data once more, with rows. */
void guard_look(arena *memory, guard *g, const cli_options *o, const plan *p, intake *in, diags *d);

/* Remembers the report, unless the same was remembered before; *name is what to give to
 * guard_forget when it could not be written after all, or NULL. */
bool guard_remember(arena *memory, guard *g, const cli_options *o, diags *d, const char **name);
void guard_forget(guard *g, const char *name);

/* --- plugins_check.c ------------------------------------------------------------------------- */

/* The check of one file of plugins; returns the exit code. */
int cli_plugins_check(const cli_options *o, const char *default_path, arena *memory);

/* --- page.c --------------------------------------------------------------------------------- */

/* What a page is made with as the options ask: the style sheets of the program, those of a house,
 * a language; false with U009 or U013. */
bool cli_page_parts(arena *memory, const cli_options *o, diags *d, page_parts *out);

/* A report.xml that is valid; NULL with messages.  The caller frees it with xmlFreeDoc. */
xmlDoc *cli_read_report(const char *path, diags *d);

/* R002 about `name`; takes what report_html says is why. */
/* The page of o->study, a report.xml, malloc'd; NULL with a message. */
char *cli_page_of(arena *memory, const cli_options *o, size_t *n, diags *d);
void cli_page_failed(const char *name, char *why, diags *d);

/* --- language.c ------------------------------------------------------------------------------ */

/* The language of the page; NULL: English.  False with U013. */
bool cli_page_language(arena *memory, const cli_options *o, diags *d, const page_language **out);

/* --- files.c --------------------------------------------------------------------------------- */

typedef struct cli_report {
  const char *dir;
  const model *model;
  const page_parts *parts;
  text xml, manifest;
  bool with_json; /* estimates.json as well */
} cli_report;

/* The pages of a report, and none of an earlier one.  False with errno set. */
bool cli_write_pages(output *out, const report_page *pages, size_t n);

/* Writes all files of a report, or none: false with R001 or R002, and an older report is intact. */
bool cli_write_report(const cli_report *report, diags *d);

/* --- json.c ---------------------------------------------------------------------------------- */

void json_messages(text *t, const diags *d);
void json_surveys(text *t, const intake *in);
/* What json_surveys says of one, the object left open. */
void json_survey_open(text *t, const survey_data *v);
/* What became of each analysis; before they have run, which will. */
void json_analyses(text *t, const plan *p, bool have_run);

#endif
