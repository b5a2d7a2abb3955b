/* How two columns of numbers about units go together, as several built-in plugins ask it. */
#ifndef OM_PLUGINS_ASSOCIATION_H
#define OM_PLUGINS_ASSOCIATION_H

#include "say.h"

/* n units; controls are columns over the same units. */
typedef struct unit_columns {
  uint32_t n, n_controls;
  const double *x, *y;
  const double *const *controls;
} unit_columns;

typedef struct association {
  uint32_t n;
  om_stat r, rho; /* plain */
  om_stat held;   /* partial, the controls held constant; without controls the same as r */
  double p;       /* permutation p of `held`; NaN where undefined, `why` says for what reason */
  double mc_error;
  const char *why;
  om_span left_out; /* of `held` */
} association;

/* All of it; p from `permutations` random orders of stream `stream`. */
void associate(om_run *r, const unit_columns *c, uint32_t permutations, uint64_t stream,
               association *out);

/* What the host makes its evidence word of: `held`, with p adjusted for its family. */
om_evidence association_evidence(om_run *r, const association *a, double p_adjusted);

/* Reports the permutation p, under the id of a statistic. */
void say_chance(om_run *r, const char *statistic, const om_about *about, const association *a);

#endif
