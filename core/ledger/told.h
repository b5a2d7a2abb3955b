/* What one report tells, and of whom: what a ledger remembers of it.
 *
 * No answer is in it: names of units, how many people each question has in each, whether that group
 * is told, its mean where it is, and the keys of rows (data/row_key.h). */
#ifndef OM_LEDGER_TOLD_H
#define OM_LEDGER_TOLD_H

#include "base/bytes.h"
#include "data/load.h"
#include "data/summary.h"

/* What a report does with a group. */
typedef enum told_state {
  TOLD_NOBODY,   /* nobody is in it */
  TOLD_YES,      /* it may be told */
  TOLD_SMALL,    /* withheld: fewer people than the minimum */
  TOLD_ALIKE,    /* withheld: all answer alike */
  TOLD_WITHHELD, /* withheld for the sake of others */
  N_TOLD_STATES
} told_state;

typedef struct told_unit {
  const char *id;
  uint32_t level, hierarchy;
  uint32_t parent[HIERARCHIES]; /* index, or UNIT_NONE */
} told_unit;

/* The people who have an answer of one kind: a score, all questions of a scale, one question. */
typedef struct told_family {
  const uint32_t *n;    /* [n_units + 1], the last of everybody */
  const uint8_t *state; /* the same: told_state */
  const double *mean;   /* the same, unweighted: NaN where it is not told, or not known */
} told_family;

enum { TOLD_SCORE, TOLD_COMPLETE, TOLD_ITEMS /* and on, one for each question */ };

typedef struct told_scale {
  const char *name;
  uint32_t k;
  const uint64_t *columns;     /* [k] of the names of its columns */
  const told_family *families; /* [TOLD_ITEMS + k] */
} told_scale;

typedef struct told_survey {
  const char *id;
  uint32_t minimum;
  uint32_t n_scales;
  const told_scale *scales;
  uint64_t n_rows;
  const row_key *rows; /* with the index of the unit; NULL: not at hand */
  hash128 set;         /* of who is in which unit: does not depend on the order of rows */
} told_survey;

typedef struct told_report {
  uint64_t time;            /* seconds since 1970 */
  const char *study, *wave; /* file name; id, or "" */
  const char *output;       /* the folder, as it was named */
  uint32_t n_units, n_surveys;
  const told_unit *units;
  const told_survey *surveys; /* those about people whom the gate protects */
} told_report;

/* What the report that is to be made of this would tell; study, output and time are left to the
 * caller.  Surveys without keys, and public ones, are left out.  Turns the units of the keys from
 * numbers into indices: to be called once for each load. */
told_report told_of(arena *memory, const units *u, survey_data *data, const summary *s);

/* The same report after suppress() was asked again. */
void told_again(arena *memory, told_report *r, const summary *s);

/* True when both tell the same of the same people. */
bool told_is_same(const told_report *a, const told_report *b);

/* --- told_bytes.c ---------------------------------------------------------------------------- */

/* As bytes, without the rows; and back: false when they are something else. */
void told_write(const told_report *r, bytes *to);
bool told_read(arena *memory, cursor *from, told_report *out);

#endif
