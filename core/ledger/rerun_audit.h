/* What two reports tell together where units have parents of two kinds.
 *
 * The hierarchies of both then cross in three or four ways and are no network; their equations are
 * solved together (ledger/elimination.h).  Used after the networks have withheld what they need, so
 * that as a rule nothing is found. */
#ifndef OM_LEDGER_RERUN_AUDIT_H
#define OM_LEDGER_RERUN_AUDIT_H

#include "ledger/crossing.h"

typedef struct rerun_audit rerun_audit;

/* NULL where no report has parents of a second kind: the networks say it all. */
rerun_audit *rerun_audit_new(const crossing *k);

/* For the family that was counted last.  is_out: [n_after] units and parents that the later report
 * withholds besides; more are added until nothing about few people follows.  False when even that
 * is not enough. */
bool rerun_audit_close(rerun_audit *a, const told_family *before, const told_family *after,
                       bool *is_out);

#endif
