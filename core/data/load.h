/* The loader: rows of an export -> columns of codes and numbers.
 *
 * Every row is accounted for: read = kept + dropped, by reason.  A cell that cannot be what the
 * study says it is, is an error that names row and column, all of them before the loader gives
 * up.  The columns are the only place where answers stand; respondent ids and text stay behind. */
#ifndef OM_DATA_LOAD_H
#define OM_DATA_LOAD_H

#include "base/text.h"
#include "data/units.h"
#include "import/export.h"

typedef enum drop_reason {
  DROP_BLANK,
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

typedef struct survey_data {
  const study_survey *survey;
  uint32_t index;
  const char *format;
  const char **notes; /* of its codebook: what a reader should know */
  uint32_t n_notes;
  digest fingerprint; /* of the set of records */
  uint64_t read, dropped[N_DROP_REASONS];
  uint64_t kept;          /* length of every column */
  uint32_t *unit;         /* number from units_add; NULL when the survey has no unit column */
  double *weight;         /* NULL when not weighted */
  answers **items;        /* [n_scales of the survey][n_items] */
  uint64_t **published_n; /* [n_scales], unit level: as published; NULL when there is no column */
  double **response_rate; /* [n_scales], a share; NaN when missing; NULL when there is no column */
} survey_data;

/* Loads one survey.  False with errors in `d` (codes D...).  The arena owns the columns. */
bool load_survey(arena *memory, const study *s, uint32_t survey, units *u,
                 const export_converter *convert, diags *d, survey_data *out);

/* --- cells.c: one cell ----------------------------------------------------------------------- */

typedef struct cell_rule {
  const study_survey *survey;
  const double *missing_values; /* declared missing codes as numbers; NaN where they are text */
} cell_rule;

cell_rule cell_rule_new(arena *memory, const study_survey *survey);

/* OM_BLANK, the code of a declared reason (below OM_MISSING), or 0 when the cell holds something.
 */
int cell_missing(const cell_rule *rule, span cell);

typedef enum { CELL_FINE, CELL_NOT_A_NUMBER, CELL_NOT_WHOLE, CELL_OUT_OF_RANGE } cell_fault;

/* Reverse-coded where the item is. */
cell_fault cell_code(const cell_rule *rule, const study_item *item, span cell, int8_t *out);
cell_fault cell_number(const cell_rule *rule, const study_item *item, span cell, double *out);

#endif
