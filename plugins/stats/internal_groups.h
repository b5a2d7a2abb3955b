/* What the files on groups, quality and weights share.  Not installed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_INTERNAL_GROUPS_H
#define OM_STATS_INTERNAL_GROUPS_H

#include "internal_numeric.h"

/* Least share of a variable's own variance that covariances of data leave beside the others. */
#define OM_SINGULAR 1e-12

/* Range of Wilson for a share of n cases, n not needing to be whole. */
void om_wilson(double share, double n, double conf, double *lo, double *hi);
/* The same at z standard errors. */
void om_wilson_at(double share, double n, double z, double *lo, double *hi);

#endif
