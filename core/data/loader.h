/* The loader's own: what load.c reads, and what load_kept.c makes of rows that are kept. */
#ifndef OM_DATA_LOADER_H
#define OM_DATA_LOADER_H

#include "data/waves.h"

/* One file of the survey. */
typedef struct part {
  export export;
  wanted wanted;
  const wave_rule *waves; /* NULL: all rows are of the wave */
  worker *workers[MOST_THREADS];
  wave_worker *before; /* [n_workers] with waves */
  unsigned n_workers;
  uint32_t **number; /* [worker][unit of the worker] number of units_add */
} part;

typedef struct loader {
  arena *memory;
  const study *study;
  const load_options *options;
  diags *d;
  units *units;
  part *parts;
  uint32_t n_parts;
  bool keeps_rows;
  uint64_t first_key; /* of the survey, in the spool */
  store store;
  comment_texts comments; /* of all parts */
  sums *sums;             /* of all parts, when rows are not kept; else made from them */
  survey_data *out;
} loader;

/* Nothing else can raise it from outside the arena. */
static inline void
raise_out_of_memory(arena *memory)
{
  arena_alloc(memory, SIZE_MAX, SIZE_MAX);
}

/* Record of the sums that holds a unit; 0 for rows that name none. */
static inline size_t
record_of(uint32_t unit)
{
  return unit == UNIT_NONE ? 0 : (size_t)unit + 1;
}

static inline const key_wish *
wanted_keys(const loader *l)
{
  return l->out->survey->level == OM_LEVEL_RESPONDENT ? l->options->keys : NULL;
}

/* --- load_kept.c ----------------------------------------------------------------------------- */

/* Whether the survey has sums, and an empty place for them. */
bool kept_has_sums(const loader *l);
void kept_start_sums(loader *l);

/* The sums of a part's workers by number of unit; or of the kept rows in batches, as the workers
 * would have summed them up. */
void kept_join_sums(loader *l, const part *p);
void kept_sum_store(loader *l, sums *to);

/* The units of a part's rows, or of its spooled keys, under the numbers that all parts share. */
void kept_settle_ranges(loader *l, const part *p);
void kept_settle_keys(loader *l, const part *p);

/* Rows of respondents that come again are dropped, and the rest is counted. */
void kept_settle_store(loader *l);

/* Keys and columns under the names by which others know them. */
void kept_show_keys(loader *l);
void kept_show_columns(loader *l);

/* Which units kept rows name, and how many name none. */
void kept_mark_units(loader *l);

#endif
