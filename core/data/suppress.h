/* Complementary suppression: what has to be withheld beside small groups, so that none of them can
 * be found by subtraction.
 *
 * Answers add up: those of a parent are those of its units, and those of everybody are those of
 * the parents, of units without one, and of people without a unit.  Wherever the whole is shown
 * and a part of it is not, at least two parts are withheld that have people, and together at least
 * the smallest group that may be shown.  A parent that is withheld for that reason alone keeps two
 * of its units with it, or they would add up to it.
 *
 * Cox 1980, Journal of the American Statistical Association 75, 377-385, on cells of tables; here
 * the relations are a tree, in which the rule leaves nothing to be derived. */
#ifndef OM_DATA_SUPPRESS_H
#define OM_DATA_SUPPRESS_H

#include "data/summary.h"

/* For every scale, by om_scale.index: [slot] whether all that is about the scale in that group is
 * withheld for the sake of others; NULL of public figures.  Small groups themselves are not
 * marked.  Does not depend on the order of rows. */
const bool *const *suppress(arena *memory, const summary *s);

#endif
