/* What the study wants of an export, column by column: compiled once, so that a row is a walk
 * through two short lists. */
#ifndef OM_DATA_WANTED_H
#define OM_DATA_WANTED_H

#include "data/cells.h"
#include "data/sums.h"
#include "import/scan.h"

enum {
  CELL_BYTE_BLANK = 255,               /* bytes of cells as sums.h has them */
  CELL_BYTE_UNKNOWN = SUMS_MISSING - 1 /* of the table: the byte alone does not tell */
};

#define COLUMN_NONE UINT32_MAX

/* A cell that holds a code. */
typedef struct wanted_code {
  uint32_t column;
  uint32_t scale, item; /* of the survey */
  const study_item *declared;
  cell_reader reader;
  bool is_choice; /* read with the other cells of its question */
  choice choice;
  int32_t first_code; /* of its scale */
  uint8_t bytes[256]; /* what a cell of this one byte means; of SCAN_EMPTY and SCAN_LONG too */
} wanted_code;

typedef enum number_kind {
  NUMBER_ITEM,
  NUMBER_N,    /* published n: a count */
  NUMBER_RATE, /* response rate: "38" and "38 %" are .38 */
  NUMBER_WEIGHT
} number_kind;

/* A cell that holds a number. */
typedef struct wanted_number {
  number_kind kind;
  uint32_t column;
  uint32_t scale, item;       /* of the survey; item of NUMBER_ITEM alone */
  const char *name;           /* of the column */
  const study_item *declared; /* of NUMBER_ITEM */
  cell_reader reader;         /* the same */
} wanted_number;

typedef struct wanted {
  const study *study;
  const study_survey *survey;
  uint32_t n_columns; /* of the export */
  char delimiter;     /* of its text */
  cell_rule rule;
  bool has_choices;
  wanted_code *codes; /* in the order of cells of sums.h */
  wanted_number *numbers;
  uint32_t n_codes, n_numbers;
  uint32_t unit, label, respondent; /* columns, or COLUMN_NONE */
  uint32_t parent[HIERARCHIES];     /* the same */
  sums_layout layout;
  uint32_t *layout_of; /* [scale of the survey] its place in the layout, or UINT32_MAX */
} wanted;

/* Finds the columns and what their cells mean; what is not there, and what is not clear, is a
 * message in reading->d. */
wanted wanted_of(answer_reading *reading, const export *e);

/* The cell as a byte.  CELL_FINE, or the fault: then *byte is CELL_BYTE_BLANK. */
cell_fault wanted_byte(const wanted_code *code, span cell, uint8_t *byte);

/* The same for a choice, from the whole row. */
void wanted_choice(const wanted *w, const wanted_code *code, const span *cells, size_t n_cells,
                   uint8_t *byte);

/* The cell as a number, NaN when missing.  CELL_FINE, or the fault. */
cell_fault wanted_value(const wanted *w, const wanted_number *number, span cell, double *value);

/* The byte as plugin.h has codes: the answer, or the reason that there is none. */
static inline int8_t
code_of_byte(uint8_t byte, int32_t first_code)
{
  return byte < SUMS_MISSING ? (int8_t)(first_code + byte) : (int8_t)(OM_BLANK + (255 - byte));
}

static inline uint8_t
byte_of_code(int8_t code, int32_t first_code)
{
  return code > OM_MISSING ? (uint8_t)(code - first_code) : (uint8_t)(255 - (code - OM_BLANK));
}

#endif
