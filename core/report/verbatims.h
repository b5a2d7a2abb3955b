/* Comments word for word, where a study asks for them: masked, in no order, and only of groups of
 * which enough people wrote.
 *
 * Each comment stands in one group at most: the unit, where as much is told of it as how many
 * wrote; else among those of all other units together, where they are enough as well.  There are
 * no wider groups: what is in one and in none of its units would be what the gate withholds. */
#ifndef OM_REPORT_VERBATIMS_H
#define OM_REPORT_VERBATIMS_H

#include "base/diag.h"
#include "data/summary.h"

typedef struct verbatim_group {
  const char *unit, *label; /* NULL: several together */
  const char *const *comments;
  size_t n, n_unshown; /* that are shown; that cannot be masked or are nothing but names */
} verbatim_group;

typedef struct verbatims {
  const study_survey *survey; /* of the comments */
  const verbatim_group *groups;
  size_t n_groups;
} verbatims;

/* Of all surveys that show their comments, in their order; *n of them.  A warning (G022) where the
 * system cannot tell letters. */
const verbatims *verbatims_make(arena *memory, const study *s, const units *u,
                                const survey_data *data, const summary *summary, diags *d,
                                size_t *n);

#endif
