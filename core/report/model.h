/* The report before it has a form: every result gated, counted, put in order.
 *
 * This is the one place where something is withheld.  What follows (report.xml, tables/) writes
 * down what stands here and looks at nothing else that is about people. */
#ifndef OM_REPORT_MODEL_H
#define OM_REPORT_MODEL_H

#include "base/diag.h"
#include "data/gate.h"
#include "report/verbatims.h"
#include "result/result.h"

/* An estimate as it may be told, with what the core knows of it. */
typedef struct shown {
  const estimate *e; /* not to be looked at when withheld */
  const char *id;    /* in report.xml */
  gate_verdict gate;
} shown;

/* A name, a number or an argument in the words of a plugin. */
typedef struct said_value {
  size_t at, n;    /* its bytes in the text */
  const char *ref; /* id of the estimate whose number it is, or NULL */
  bool is_words;   /* to be translated as well */
  bool is_number;
} said_value;

/* Words of a plugin with names and numbers filled in; NULL text: withheld, or not there. */
typedef struct said {
  const char *template, *text; /* template NULL: the text itself */
  const said_value *values;    /* in the order of the template */
  size_t n_values;
} said;

typedef struct shown_remark {
  const remark *r;
  const char *id;
  bool is_withheld;
  said said;
} shown_remark;

/* What stands in a cell: an estimate, a remark, or neither. */
typedef struct shown_cell {
  const shown *estimate;
  const shown_remark *remark;
} shown_cell;

typedef struct shown_row {
  about about;
  const char *label;
  bool is_withheld;  /* nothing of it may be shown */
  shown_cell *cells; /* [column] */
} shown_row;

typedef struct shown_table {
  const table *table;
  const char *id;
  said title;
  const said *labels; /* [column] */
  const char *order;  /* in words, or NULL */
  uint32_t *formats;  /* [column] OM_FORMAT_*, 0 for words */
  shown_row *rows;
  size_t n_rows;
} shown_table;

typedef struct shown_chart {
  const chart *chart;
  const char *id;
  said title, description;
} shown_chart;

typedef struct shown_finding {
  const finding *f;
  const char *id, *chart; /* ids in report.xml; chart may be NULL */
  const char *evidence;   /* word, or NULL */
  said headline, detail, caution;
  uint32_t rank; /* order on the first page: lower is earlier */
} shown_finding;

typedef struct shown_note {
  about about;
  said said;
} shown_note;

typedef struct shown_section {
  const analysis *analysis;
  const char *id;
  said title, lead, reason; /* reason: of every outcome but ok */
  shown *estimates;
  shown_remark *remarks;
  shown_table *tables;
  shown_chart *charts;
  shown_finding *findings;
  shown_note *notes;
  size_t n_estimates, n_remarks, n_tables, n_charts, n_findings, n_notes;
} shown_section;

typedef struct model {
  const study *study;
  const units *units;
  const survey_data *data;
  const summary *summary;
  isolation isolation;
  bool in_process;
  shown_section *sections;
  size_t n_sections;
  shown_table scorecard;      /* n_rows 0: none */
  const verbatims *verbatims; /* [n_verbatims] */
  size_t n_verbatims;
  const shown_finding *first[5]; /* what the page opens with */
  size_t n_first;
  uint64_t n_estimates, n_withheld;
} model;

/* Everything that main knows and the report needs. */
typedef struct report_input {
  const study *study;
  const units *units;
  const survey_data *data; /* [n_surveys] */
  const summary *summary;
  const analysis *analyses;
  size_t n_analyses;
  isolation isolation;
  bool in_process; /* plugins ran inside the program */
} report_input;

model model_make(arena *memory, const report_input *in, diags *d);

/* The estimate of a statistic about one thing; NULL when the plugin did not report it. */
const shown *model_estimate(const shown_section *s, uint32_t statistic, about subject);

/* scorecard.c: fills m->scorecard from the sections, where more than one plugin has columns. */
void model_make_scorecard(arena *memory, model *m);

/* "survey.scale" of a scale, "survey.scale.column" of an item. */
const char *scale_name(arena *memory, const om_scale *scale);
const char *item_name(arena *memory, const om_item *item);

/* --- words.c --------------------------------------------------------------------------------- */

/* The label of a scale; with that of its survey when another scale of that side has the same. */
const char *scale_label(arena *memory, const om_study *study, const om_scale *scale);

/* "A and B" of what a row is about, for tables of this kind of rows. */
const char *row_label(arena *memory, const om_study *study, about a, uint32_t rows);

/* The label that a name of a template stands for: NULL when the subject has none, or, with
 * *is_label false, when it is not the name of a label. */
const char *label_named(arena *memory, const om_study *study, about a, span name, bool *is_label);

/* A number as text for people; "-" for NaN. */
const char *format_number(arena *memory, double x, uint32_t format);

/* --- said.c ---------------------------------------------------------------------------------- */

/* A template with its names, numbers and arguments filled in.  Text NULL when it names a withheld
 * number, or something that is not there (then with a warning P020). */
said say(arena *memory, const summary *s, const shown_section *section, about subject,
         const char *template, diags *d);

/* A title or a label: only arguments are filled in, and other braces stand for themselves. */
said say_heading(arena *memory, const char *template);

/* The labels of a table's columns, [n_columns]. */
const said *say_labels(arena *memory, const table *t);

#endif
