/* What follows from sum relations, whatever shape they have.
 *
 * Where relations make a network its cuts are all that follows (data/cuts.h).  Three hierarchies
 * that cross make none; here their equations are solved.  Unknowns of many people are eliminated;
 * what is left are equations among unknowns of few people alone, and a sum over a set of such
 * unknowns is told when it is a combination of these.
 *
 * Arithmetic is modulo a prime, 2^61 - 1: the relations have coefficients of 1 and -1, and what
 * depends on one another there and not in the rational numbers would be a coincidence. */
#ifndef OM_LEDGER_ELIMINATION_H
#define OM_LEDGER_ELIMINATION_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Of an unknown: so many that it may be told. */
#define MANY_PEOPLE UINT32_MAX

typedef struct relations relations;

/* Unknowns are numbered from 0. */
relations *relations_new(arena *memory, uint32_t n_unknowns);

/* Forgets all relations; what was allocated is used again. */
void relations_clear(relations *r);

/* One term, and then the end, of a relation: the sum of its terms is known. */
void relations_term(relations *r, uint32_t unknown, bool is_negative);
void relations_end(relations *r);

/* Is a sum (each unknown with a sign) of unknowns told that are fewer than `least` people
 * together?  people: [unknown] at least 1, or MANY_PEOPLE.  Found are sums of up to four unknowns,
 * of up to two where more than 1,500 hang together, and any that is an equation of the reduced
 * system.  True as well when there is more work than
 * can be done: then nobody can say.  The relations are used up: clear them before the next. */
bool relations_tell_few(relations *r, const uint32_t *people, uint32_t least);

#endif
