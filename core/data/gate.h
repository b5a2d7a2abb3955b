/* The gate: how many people stand behind a number, and whether it may be shown.
 *
 * The core counts; what a plugin claims is not asked.  A group below the minimum is withheld, and
 * so is an empty one: if empty looked different, "withheld" would mean "one to four people".  So
 * are the groups by which one of these could be found (suppress.h), with the same mark. */
#ifndef OM_DATA_GATE_H
#define OM_DATA_GATE_H

#include "data/about.h"
#include "data/summary.h"

typedef struct gate_verdict {
  uint64_t n;       /* respondents or units, as the basis says */
  bool has_n;       /* false: published figures whose n the study does not have */
  bool is_withheld; /* then n must not be told either */
} gate_verdict;

/* `basis` is one of OM_N_*. */
gate_verdict gate_ask(const summary *s, about subject, uint32_t basis);

/* Units of level 0 with a score on both scales. */
uint64_t gate_matched(const summary *s, const om_scale *inside, const om_scale *outside);

#endif
