/* Rows as a careful colleague would look at them: the same row twice, and one answer to everything.
 * Only how many; never which, and never what they say. */
#ifndef OM_DATA_HABITS_H
#define OM_DATA_HABITS_H

#include "data/load.h"

/* With fewer items many people say the same by chance, or mean it. */
enum { HABIT_ITEMS = 10 };

/* Whether the survey asks enough for anything to be said of its rows. */
bool habits_can_be_seen(const study *s, const study_survey *survey);

/* Of the kept columns; content[i] is of everything that is kept of row i. */
habits habits_of(arena *memory, const study *s, const survey_data *data, const hash128 *content);

#endif
