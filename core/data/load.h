/* The loader: rows of an export -> columns of codes and numbers.
 *
 * Every row is accounted for: read = kept + dropped, by reason.  A cell that cannot be what the
 * study says it is, is an error that names row and column, all of them before the loader gives
 * up.  Rows are read by several threads, and what comes out depends neither on them nor on the
 * order of rows: sums by unit, and the columns where somebody needs them (weights, numbers,
 * repeated respondents, analyses of single rows).  Respondent ids and text stay behind. */
#ifndef OM_DATA_LOAD_H
#define OM_DATA_LOAD_H

#include "base/hash.h"
#include "base/text.h"
#include "data/row_key.h"
#include "data/sums.h"
#include "data/units.h"
#include "import/export.h"

typedef enum drop_reason {
  DROP_BLANK,
  DROP_OTHER_WAVE,
  DROP_NO_WAVE,
  DROP_NO_UNIT,
  DROP_NO_WEIGHT,
  DROP_NO_ANSWER,
  DROP_REPEATED, /* the same row again, by respondent id */
  DROP_CONFLICT, /* one respondent id with different answers: none can be trusted */
  N_DROP_REASONS
} drop_reason;

/* "no unit" */
const char *drop_reason_name(drop_reason reason);

/* One column: codes or numbers, the other is NULL.  Reverse-coded already. */
typedef struct answers {
  int8_t *codes;
  double *numbers;
} answers;

/* How people filled the form in: see habits.h. */
typedef struct habits {
  uint32_t alike;     /* items of codes that share one range */
  bool has_reversed;  /* among them are reversed ones */
  uint64_t long_rows; /* with answers to HABIT_ITEMS of them or more */
  uint64_t straight;  /* of these, one answer to all, as the export has it */
  uint64_t varied;    /* rows with HABIT_ITEMS answers or more, and not one answer to all */
  uint64_t repeated;  /* of these, the same in everything as another, counted from the second on */
} habits;

/* A comment as it was written: for nobody to see before it is masked (report/verbatims.h). */
typedef struct comment {
  uint32_t unit; /* number from units_add, or UNIT_NONE */
  const char *text;
} comment;

typedef struct survey_data {
  const study_survey *survey;
  uint32_t index;
  const char *format;
  hash128 fingerprint;      /* of the set of kept rows */
  const char *const *told;  /* what was read as what: "staff.climate: answers read as agreement" */
  const char *const *notes; /* of the files */
  size_t n_told, n_notes;
  const char *const *reasons; /* why there is no answer: of code OM_BLANK + 1 + i */
  uint32_t n_reasons;
  uint64_t read, dropped[N_DROP_REASONS];
  /* [n_waves] rows, blank ones apart; NULL where nothing tells which wave a row is of: then all
   * count for the wave that is analysed. */
  uint64_t *in_wave;
  uint64_t kept;     /* length of every column */
  uint64_t unitless; /* of the kept rows, where there is a unit column */
  /* Sums of the coded scales: record 0 of the rows without a unit, then by number of unit; NULL
   * when rows are weighted, and at unit level. */
  const sums *sums;
  const uint32_t *layout_of; /* [n_scales] place of the scale in the layout of the sums */
  sums_wishes has;           /* what was asked for beside the sums */
  /* Columns; NULL when the rows were not kept. */
  uint32_t *unit;          /* number from units_add, or UNIT_NONE; NULL without a unit column */
  double *weight;          /* NULL when not weighted */
  answers **items;         /* [n_scales of the survey][n_items] */
  uint64_t **published_n;  /* [n_scales], unit level: as published; NULL when there is no column */
  double **response_rate;  /* [n_scales], a share; NaN when missing; NULL when there is no column */
  const comment *comments; /* where the study shows them; else NULL */
  uint64_t n_comments;
  habits habits;       /* all 0 unless it was asked for */
  row_key *keys;       /* [kept] in the order of the columns, if any; NULL: nobody wanted them */
  void *map, *key_map; /* of the columns; of keys without columns */
  size_t n_map, n_key_map;
} survey_data;

typedef struct load_options {
  unsigned threads; /* 1 to MOST_THREADS */
  bool keep_rows;   /* somebody wants the columns */
  bool with_habits; /* somebody wants to know how people filled the form in: keeps rows as well */
  sums_wishes
      wishes;   /* pairs: somebody wants the products of all items; gaps: why there is no answer */
  size_t chunk; /* 0: as is best */
  const key_wish *keys; /* somebody wants to know rows again, of surveys of respondents; or NULL */
  const export_converter *convert;
} load_options;

/* Loads one survey.  False with errors in `d` (codes D...).  survey_release in any case. */
bool load_survey(arena *memory, const study *s, uint32_t survey, units *u,
                 const load_options *options, diags *d, survey_data *out);

void survey_release(survey_data *data);

/* --- cells.c: one cell ----------------------------------------------------------------------- */

typedef struct cell_rule {
  const study_survey *survey;
  const double *missing_values; /* declared missing codes as numbers; NaN where they are text */
} cell_rule;

cell_rule cell_rule_new(arena *memory, const study_survey *survey);

/* OM_BLANK, the code of a declared reason (below OM_MISSING), or 0 when the cell holds something.
 */
int cell_missing(const cell_rule *rule, span cell);

typedef enum {
  CELL_FINE,
  CELL_NOT_A_NUMBER,
  CELL_NOT_WHOLE,
  CELL_OUT_OF_RANGE,
  CELL_UNKNOWN_ANSWER /* text beside answers that are read as text */
} cell_fault;

/* Reverse-coded where the item is. */
cell_fault cell_code(const cell_rule *rule, const study_item *item, span cell, int8_t *out);
cell_fault cell_number(const cell_rule *rule, const study_item *item, span cell, double *out);

#endif
