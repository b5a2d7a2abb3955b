/* What a report tells together with an earlier one.
 *
 * Two reports that overlap can be taken from one another: all of a unit then and all but one now
 * say what the one answered.  People fall into groups by their unit in the earlier report and in
 * the later one (ledger/crossing.h); what both tell are sums over such groups.  What the earlier
 * report told is fixed; of the later one so much has to be withheld that nothing about few people
 * follows: from the sums as networks, and where units have parents of two kinds from their
 * equations as well.
 *
 * Held against each earlier report by itself: what three of them say together is not looked at. */
#ifndef OM_LEDGER_RERUNS_H
#define OM_LEDGER_RERUNS_H

#include "ledger/told.h"

/* The report that is to be made. */
typedef struct rerun {
  const study *study;
  const survey_data *data; /* with columns */
  const summary *summary;
  const told_report *later; /* with rows */
} rerun;

typedef struct rerun_verdict {
  uint64_t n_same;    /* rows that were in both */
  const char *survey; /* the first that is open, and its scale; NULL: nothing follows */
  const char *scale;
  bool is_fixed; /* no withholding closes it: the earlier report and the whole tell it */
  /* By om_scale.index: [slot] SUPPRESSED_* that would have to be withheld besides; NULL where none.
   */
  const uint8_t *const *withhold;
  uint32_t n_groups; /* of units and parents: how many have a flag there */
} rerun_verdict;

/* True when the two share rows, or people of one wave; needs no columns. */
bool rerun_meets(arena *memory, const told_report *later, const told_report *earlier);

rerun_verdict rerun_check(arena *memory, const rerun *r, const told_report *earlier);

#endif
