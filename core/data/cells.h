/* One cell of an item's column: no answer and why, a code, or a number. */
#ifndef OM_DATA_CELLS_H
#define OM_DATA_CELLS_H

#include "data/answers.h"
#include "data/load.h"

/* A number as the survey writes its numbers: its decimal sign, its thousands in groups of three,
 * and white space at the ends, no-break spaces included.  The whole cell; finite; no hexadecimal,
 * no "nan" and no "inf".  Leading zeros do not matter. */
bool cell_parse(const study_survey *survey, span cell, double *out);

/* The same, or a percentage: "38 %" is 38.  *is_percent says which. */
bool cell_parse_share(const study_survey *survey, span cell, double *out, bool *is_percent);

/* How the cells of one item are read. */
typedef struct cell_reader {
  cell_rule rule;
  const study_item *item;
  bool is_codes;
  const codebook_column *book; /* NULL: nothing is known of the column */
  const int *book_codes;       /* of its missing values: what each is in a column of codes */
  const double *book_values;   /* these as numbers; NaN where they are text or a range */
  const answer_map *answers;   /* or NULL */
} cell_reader;

cell_reader cell_reader_new(arena *memory, cell_rule rule, const study_scale *scale,
                            const study_item *item, const codebook_column *book,
                            const answer_map *answers, reasons *r);

typedef struct cell_value {
  cell_fault fault;
  int missing; /* 0: an answer; OM_BLANK or the code of a reason */
  double x;    /* the answer, reverse-coded where the item is; a code is whole */
} cell_value;

/* In this order: empty; missing as study.xml declares; a text that stands for an answer or for
 * none, letter by letter; missing by the codebook; a number; a text in other letters, or beside a
 * number. A percentage is read past its sign in a scale of numbers: 38 % is 38, and .38 where the
 * item ends at 1 or below. */
cell_value cell_read(const cell_reader *reader, span cell);

#endif
