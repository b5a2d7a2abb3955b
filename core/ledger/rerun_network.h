/* What two reports tell together: their sums as networks.
 *
 * An earlier unit is the end of an edge to its parent and of edges to the atoms it is made of, and
 * those end in later units, which are the ends of edges to their parents (data/cuts.h).  One
 * network for each hierarchy of the earlier report with each of the later one. */
#ifndef OM_LEDGER_RERUN_NETWORK_H
#define OM_LEDGER_RERUN_NETWORK_H

#include "ledger/crossing.h"

typedef struct rerun_networks rerun_networks;

rerun_networks *rerun_networks_new(const crossing *k);

/* For the family that was counted last.  Sets, in is_out [n_after], the units and parents that the
 * later report has to withhold besides; false when even that is not enough. */
bool rerun_networks_close(rerun_networks *all, const told_family *before, const told_family *after,
                          bool *is_out);

#endif
