/* Which wave a row is of, where a column tells: by the wave's id or label, or by a date within it.
 *
 * A study is analysed one wave at a time: rows of the wave that study.wave names go on to the
 * worker of the loader, those of others are counted.  Sums of another wave are those of another
 * load, with study_of_wave. */
#ifndef OM_DATA_WAVES_H
#define OM_DATA_WAVES_H

#include "data/take.h"

typedef struct wave_rule {
  const study *study;
  uint32_t column, n_columns;
  bool is_date;
  date_order order;
  int32_t *from, *to; /* [n_waves] days, of a date column */
  cell_rule cells;
} wave_rule;

/* The rule of this survey in this export; NULL where no column tells, or, with a message, where
 * there is no such column. */
const wave_rule *wave_rule_new(arena *memory, const study *s, const study_survey *survey,
                               const export *e);

/* Whether the survey says which waves its rows are of. */
bool waves_are_told(const study_survey *survey);

/* Rows of a file that is of another wave, blank ones apart; what is wrong with them goes to `d`. */
uint64_t wave_count_rows(arena *memory, const char *path, const export_hints *hints,
                         const export_converter *convert, diags *d);

/* Index of the wave that the cell names, or WAVE_NONE. */
uint32_t wave_of_cell(const wave_rule *rule, span cell);

/* Stands before a worker: takes the rows of a chunk and hands on those of the wave, and those that
 * the worker has to complain of. */
typedef struct wave_worker {
  const wave_rule *rule;
  worker *to;
  uint64_t *rows;   /* [n_waves]; blank rows and those that do not fit the header are in none */
  uint64_t in_none; /* rows that name no wave of the study */
} wave_worker;

extern const row_taker wave_rows;

#endif
