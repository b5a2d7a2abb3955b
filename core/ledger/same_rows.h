/* Which rows of a later report were in an earlier one. */
#ifndef OM_LEDGER_SAME_ROWS_H
#define OM_LEDGER_SAME_ROWS_H

#include "ledger/told.h"

/* Of a row of the later survey: its unit in the earlier one. */
#define ROW_NEW (UNIT_NONE - 1) /* it was not in it */

/* Rows are the same when they are of one person in one wave, or have the same record, or the same
 * record but for the unit.  Persons are known by their ids.  Of other rows it may be chance that
 * two hold the same few answers: they count only where most rows are unlike all others, and a third
 * are found again; or, where the answers are few, nine in ten are found again, and more than chance
 * would have it by four standard deviations.  Rows that are alike are worth the same for any sum:
 * those of one unit are paired first.
 *
 * Fills was_in[rows of `later`] with UNIT_NONE, ROW_NEW or the index of the earlier unit, and
 * returns how many were found.  `unit_of` has, for each unit of the earlier report, its index in
 * the later one, or UNIT_NONE. */
uint64_t same_rows(arena *memory, const told_survey *earlier, const told_survey *later,
                   const uint32_t *unit_of, uint32_t *was_in);

#endif
