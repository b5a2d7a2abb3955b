/* The people of an earlier survey and a later one that share rows.
 *
 * They fall into groups by where they are in either: an atom has one place in the earlier report
 * and one in the later; who is in the earlier report alone is gone.  What both reports tell are
 * sums over atoms and over those who are gone. */
#ifndef OM_LEDGER_CROSSING_H
#define OM_LEDGER_CROSSING_H

#include "data/study.h"
#include "ledger/told.h"

/* The place of people whom a report does not have. */
#define ABSENT UINT32_MAX

/* A place: index of a unit; n_units, for those without a unit; ABSENT. */
typedef struct atom {
  uint32_t earlier, later;
} atom;

/* What people have of one kind. */
typedef struct having {
  uint32_t n;
  double sum;
  bool is_alike; /* they all have the same, or it says the same of all */
} having;

typedef struct crossing {
  arena *memory;
  const told_report *before, *after;
  const told_survey *earlier, *later;
  uint32_t least;             /* fewer people than this are few */
  uint32_t n_before, n_after; /* units */
  const atom *atoms;
  uint32_t n_atoms;
  const uint32_t *atom_of; /* [row of the later survey] */
  double *first;           /* [n_atoms] the first of each atom's people, while they are counted */
  having *counts;          /* [n_atoms] of the family that is looked at */
  having *gone;            /* [n_before + 1] of it, who are in the earlier report alone */
} crossing;

/* was_in: see same_rows(). */
crossing crossing_new(arena *memory, const told_report *before, const told_survey *earlier,
                      const told_report *after, const told_survey *later, const uint32_t *was_in);

/* The later survey's answers to one scale. */
typedef struct scale_answers {
  const study_survey *survey;
  const study_scale *scale;
  const answers *items; /* [n_items] columns */
} scale_answers;

/* Counts the atoms' people who have an answer of the kind (TOLD_SCORE and on), and those who are
 * gone: `before` has the numbers of the earlier report.  Of those who are gone it is known what
 * follows from the mean that was told, and so no more than its readers know: that they are alike
 * where their mean is at an end of the range. */
void crossing_count(crossing *k, const scale_answers *of, uint32_t family,
                    const told_family *before);

/* People whom a report has at a place. */
uint32_t people_at(const told_report *r, const told_family *f, uint32_t place);

/* People of a group as they count against `least`.  Each report hides those who answer alike behind
 * others of its own (data/suppress.h); here it is enough that they are not alone. */
uint32_t people_counted(uint32_t n, bool is_alike, uint32_t least);

/* Has the report parents of this hierarchy?  The first it always has: everybody. */
bool has_hierarchy(const told_report *r, uint32_t hierarchy);

#endif
