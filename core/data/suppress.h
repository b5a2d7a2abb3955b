/* Complementary suppression: what has to be withheld beside small groups, so that none of them can
 * be found by subtraction.
 *
 * Answers add up: those of a parent are those of its units, and those of everybody are those of the
 * parents, of units without one, and of people without a unit; where units have parents of two
 * kinds, both ways.  Of every scale and every question so much is withheld that nothing about fewer
 * people than the smallest group follows from what is told (cuts.h says how that is decided).
 *
 * A group whose people all answer alike is as open as a small one: its mean is everybody's answer.
 * It is withheld where all scores are the same, and where they stand within ALIKE of an end of the
 * scale; and so is what it could be worked out from. */
#ifndef OM_DATA_SUPPRESS_H
#define OM_DATA_SUPPRESS_H

#include "data/summary.h"

/* What of a group is withheld though it is large enough. */
enum {
  SUPPRESSED_SCORES = 1, /* all that is about the scale */
  SUPPRESSED_ITEMS = 2,  /* all that is about one of its questions */
  ALIKE_SCORES = 4,      /* of these, where all answer alike */
  ALIKE_ITEMS = 8
};

/* Of the declared range. */
#define ALIKE .05

/* Whether a mean is so near an end of the range that it says what everybody answered.  That nobody
 * names a theme says little of any of them, and most themes are rare: of comments only what nearly
 * all name is everybody's.  False for NaN. */
static inline bool
suppress_is_near_an_end(double mean, double min, double max, bool is_comments)
{
  if (is_comments)
    return mean >= 1 - ALIKE;
  return mean <= min + ALIKE * (max - min) || mean >= max - ALIKE * (max - min);
}

/* For every scale, by om_scale.index: [slot] SUPPRESSED_* and ALIKE_*; NULL of public figures.
 * Small groups themselves are not marked.  Does not depend on the order of rows.  What `before`
 * withholds stays withheld: the same for a scale, or NULL where it withholds nothing. */
const uint8_t *const *suppress(arena *memory, const summary *s, const uint8_t *const *before);

#endif
