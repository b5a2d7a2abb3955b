/* The host: which plugins there are, which of them run on this study, and what became of each. */
#ifndef OM_HOST_HOST_H
#define OM_HOST_HOST_H

#include "base/catalogue.h"
#include "data/summary.h"
#include "host/find.h"
#include "result/result.h"

typedef struct plugin {
  const plugin_file *file;
  uint32_t index;                 /* in the file */
  const char *id;                 /* of the description; else the name of the file: "x.so" */
  const description *description; /* NULL when it cannot be used */
  const char *why;                /* then the reason */
} plugin;

typedef struct plugins {
  plugin_files files;
  plugin *at; /* in the order of the report: by place, then by id */
  size_t n, capacity;
} plugins;

typedef struct host_limits {
  size_t jobs;
  double deadline;        /* seconds for each plugin */
  double import_deadline; /* seconds for each file that is converted */
  uint64_t most_text;     /* bytes that a file may become as text */
  uint64_t memory;        /* bytes of address space beside the data */
  size_t most_output;     /* bytes of results */
  bool in_process; /* plugins run in this process, with nothing between: for finding faults */
  bool tells_spent;       /* results say what each run used and left behind */
} host_limits;
#define HOST_LIMITS_INIT                                                                           \
  {                                                                                                \
    .jobs = 1, .deadline = 120, .import_deadline = 60, .most_text = UINT64_C(8) << 30,             \
    .memory = UINT64_C(4) << 30, .most_output = (size_t)64 << 20                                   \
  }

/* One plugin on one study. */
typedef struct planned {
  const plugin *plugin;
  struct planned **uses; /* [n_uses] as its description; NULL where there is no such plugin */
  size_t n_uses;
  bool has_ended;
  const study_analysis *analysis; /* what study.xml says of it, or NULL */
  double *options;                /* in the order of its declaration */
  bool is_run, wants_rows, wants_pairwise, wants_gaps;
  outcome outcome;
  const char *why;      /* of an outcome other than OUTCOME_OK: follows "because" */
  const char *reason;   /* the same as a template; NULL: it is none */
  const result *result; /* of OUTCOME_OK */
  isolation isolation;
  const char *log; /* what it said with log(), for -v; or NULL */
  double seconds;
  const struct process *process; /* as it ended, with every byte it sent; or NULL */
  const result *said;            /* the same decoded, whatever the outcome; or NULL */
} planned;

typedef struct plan {
  planned *at;
  size_t n;
  bool wants_rows, wants_pairwise, wants_gaps;
} plan;

/* Searches the folders and asks each plugin what it is, in workers.  A plugin that cannot be used
 * stays in the list with the reason.  plugins_close afterwards. */
void plugins_find(arena *memory, const char *path, const char *default_path,
                  const host_limits *limits, diags *d, plugins *out);

/* The same, and first of all those of one file, wherever it lies: files.at[0]. */
void plugins_find_with(arena *memory, const char *file, const char *path, const char *default_path,
                       const host_limits *limits, diags *d, plugins *out);

void plugins_close(plugins *p);

/* Catalogues of what plugins say. */
typedef struct translations {
  const catalogue **at;
  size_t n, capacity;
} translations;

/* LANGUAGE.mo of each folder of plugins, in their order; P004 for one that cannot be used. */
void translations_find(arena *memory, const char *path, const char *default_path,
                       const char *language, diags *d, translations *out);

/* The plugin with this id, or the only one whose id ends in "." and this; NULL when there is none.
 * Those that can be used come first. */
const plugin *plugins_named(const plugins *p, const char *name);

/* What runs, with which options.  Faults of study.xml's analyses go to `d` with their lines.
 * `only` and `skip` are lists of names separated by commas, or NULL. */
plan plan_make(arena *memory, const plugins *p, const study *s, const char *only, const char *skip,
               diags *d);

/* Leaves out what needs to see single answers: for a run without workers. */
void plan_keep_rows(plan *p);

/* Marks what these data cannot answer. */
void plan_apply_needs(arena *memory, plan *p, const om_study *study);

/* Runs the plan in workers; `rows` is -1 unless plan.wants_rows.  Every entry then has its
 * outcome.  `ended` (or NULL) is told when one has. */
void plan_run(arena *memory, plan *p, const summary *data, int summary_fd, int rows_fd,
              const host_limits *limits, void (*ended)(void *context, const planned *x),
              void *context);

#endif
