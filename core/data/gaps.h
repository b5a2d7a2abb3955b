/* Why answers to the items of a survey are missing. */
#ifndef OM_DATA_GAPS_H
#define OM_DATA_GAPS_H

#include "data/load.h"

/* How many reasons there are, "blank" among them; 0 when it was not asked for, and at unit level.
 */
uint32_t gaps_reasons(const survey_data *data);

/* [item][reason] of a scale of the survey.  Of numbers the reason is not kept: all count as blank.
 */
uint64_t *gaps_of(arena *memory, const study *s, const survey_data *data, uint32_t scale);

#endif
