/* What a plugin declared and what it said, as the core holds it: indices in place of pointers,
 * nothing formatted, nothing withheld yet.  Made by decoding; the gate and the report read it. */
#ifndef OM_RESULT_RESULT_H
#define OM_RESULT_RESULT_H

#include "base/arena.h"
#include "data/about.h"

#include <orgmirror/plugin.h>

#include <stdbool.h>
#include <stdint.h>

/* --- what a plugin declares ------------------------------------------------------------------ */

typedef struct declared_need {
  uint32_t kind, side, at_least;
  const char *why;
} declared_need;

typedef struct declared_option {
  uint32_t type;
  const char *id, *help;
  double value, min, max;
  const char **choices;
  uint32_t n_choices;
} declared_option;

typedef struct declared_method {
  const char *id, *text, *reference;
} declared_method;

typedef struct declared_statistic {
  const char *id, *label, *help, *method;
  uint32_t format, basis;
} declared_statistic;

typedef struct declared_role {
  const char *id, *help;
  uint32_t side, at_least, at_most;
} declared_role;

typedef struct declared_form {
  const char *kind, *help;
  declared_role *roles;
  uint32_t n_roles;
} declared_form;

typedef struct declared_use {
  const char *plugin, *why;
  bool is_optional;
} declared_use;

typedef struct description {
  const char *id, *version, *name, *summary;
  uint32_t abi_minor, place;
  declared_need *needs;
  declared_option *options;
  declared_method *methods;
  declared_statistic *statistics;
  declared_form *forms;
  declared_use *uses;
  uint32_t n_needs, n_options, n_methods, n_statistics, n_forms, n_uses;
} description;

/* --- what it said ---------------------------------------------------------------------------- */

typedef struct estimate {
  uint32_t statistic; /* in description.statistics */
  about about;
  double value, lo, hi, se, p; /* NaN: absent */
  const char *undefined;       /* NULL unless value is absent */
  bool was_infinite;           /* one of the numbers: it is absent now */
} estimate;

typedef struct remark {
  const char *name, *text;
  about about;
} remark;

typedef struct table_column {
  const char *name, *label;
  about about; /* joined with that of each row */
} table_column;

typedef struct table {
  const char *id, *title;
  uint32_t rows;      /* OM_ROWS_* */
  uint32_t by, order; /* column from 1 and OM_ASCENDING/OM_DESCENDING; 0: by label */
  table_column *columns;
  about *abouts; /* of the rows */
  size_t n_columns, n_rows, columns_capacity, rows_capacity;
} table;

typedef struct chart {
  uint32_t table, type; /* index in result.tables; OM_CHART_* */
  const char *id, *title, *description;
  uint32_t columns[4];
  double min, max;
} chart;

typedef struct finding {
  uint32_t priority;
  const char *id;
  about about;
  bool has_evidence;
  om_evidence evidence;
  const char *headline, *detail, *caution, *chart; /* caution, chart may be NULL */
} finding;

typedef struct note {
  about about;
  const char *text;
} note;

/* A column of the scorecard of units. */
typedef struct score_column {
  uint32_t statistic; /* in description.statistics */
  const char *label;
  about about; /* joined with each unit */
} score_column;

typedef struct isolation {
  bool landlock, seccomp;
} isolation;

/* What a run used, and what it left behind; where nobody asked, 0. */
typedef struct spent {
  uint64_t memory;               /* bytes at the most, those of the data among them */
  uint32_t threads, descriptors; /* that were not there before */
} spent;

typedef struct result {
  bool is_finished; /* the plugin returned, and said so */
  om_status status;
  const char *why; /* of a status other than OM_OK, or NULL */
  isolation isolation;
  spent spent;
  const char *title, *lead; /* or NULL */
  estimate *estimates;
  remark *remarks;
  table *tables;
  chart *charts;
  finding *findings;
  note *notes;
  score_column *scorecard;
  size_t n_estimates, n_remarks, n_tables, n_charts, n_findings, n_notes, n_scorecard;
  size_t estimates_capacity, remarks_capacity, tables_capacity, charts_capacity, findings_capacity,
      notes_capacity, scorecard_capacity;
  const char **logs;
  size_t n_logs, logs_capacity;
} result;

/* --- what became of each plugin: what the report is made from -------------------------------- */

typedef enum outcome {
  OUTCOME_OK,
  OUTCOME_NOT_APPLICABLE,
  OUTCOME_FAILED,
  OUTCOME_SKIPPED
} outcome;

typedef struct analysis {
  const char *id, *sha256;        /* sha256 NULL: the file could not be read */
  const description *description; /* NULL: it could not be described */
  const double *options;          /* in the order of its declaration, or NULL */
  outcome outcome;
  const char *why;      /* of an outcome other than OUTCOME_OK: a template */
  const result *result; /* of OUTCOME_OK, else NULL */
} analysis;

/* "ok", "not-applicable", "failed", "skipped" */
const char *outcome_name(outcome o);

/* The word of plugin.h's table. */
uint32_t evidence_word(const om_evidence *e);

const char *evidence_name(uint32_t word);

#endif
