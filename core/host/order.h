/* Which plugin runs after which, and what it is told of those before it. */
#ifndef OM_HOST_ORDER_H
#define OM_HOST_ORDER_H

#include "host/host.h"
#include "host/process.h"

/* Finds what each plugin of the plan uses; those that use one another in a circle fail. */
void order_make(arena *memory, plan *p);

/* Whether it may start now.  TURN_NEVER: its outcome says why. */
process_turn order_turn(arena *memory, planned *x);

/* What those that it uses found, in sealed memory; -1 with errno.  They have all ended. */
int order_found(arena *memory, const planned *x);

#endif
