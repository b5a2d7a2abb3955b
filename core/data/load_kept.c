/* What becomes of the rows that an export holds: sums by unit, columns, keys. */
#include "data/load.h"

#include "data/loader.h"

#include <math.h>
#include <string.h>
#include <sys/mman.h>

/* --- sums ------------------------------------------------------------------------------------ */

/* Kept rows in batches, as the workers would have summed them up. */
void
kept_sum_store(loader *l, sums *to)
{
  enum { BATCH = 1 << 14 };
  const wanted *const w = &l->parts[0].wanted;
  const store *const s = &l->store;
  uint8_t *const rows = arena_alloc(l->memory, BATCH, w->layout.width + 1);
  uint32_t *const record = arena_many(l->memory, BATCH, uint32_t);
  memset(rows, CELL_BYTE_BLANK, (size_t)BATCH * w->layout.width);
  for (uint64_t at = 0; at < s->n_rows; at += BATCH) {
    const size_t n = s->n_rows - at < BATCH ? (size_t)(s->n_rows - at) : BATCH;
    for (uint32_t c = 0; c < w->n_codes; c++)
      for (size_t r = 0; r < n; r++)
        rows[r * w->layout.width + c] = byte_of_code(s->codes[c][at + r], w->codes[c].first_code);
    for (size_t r = 0; r < n; r++)
      record[r] = (uint32_t)record_of(s->unit[at + r]);
    sums_add(to, rows, record, n, l->units->n + 1);
  }
}

/* The sums of a part's workers by number of unit. */
void
kept_join_sums(loader *l, const part *p)
{
  for (unsigned i = 0; i < p->n_workers; i++) {
    const worker *const k = p->workers[i];
    for (size_t u = 0; u < (k->units.n ? k->units.n : 1); u++) {
      const uint64_t *const from = sums_of(&k->sums, u);
      if (from)
        sums_join(l->sums->layout, sums_record(l->sums, record_of(p->number[i][u])), from);
    }
    if (l->sums->pairs)
      sums_pairs_join(l->sums->pairs, k->sums.pairs);
    if (l->sums->gaps)
      sums_gaps_join(l->sums->gaps, k->sums.gaps);
  }
}

bool
kept_has_sums(const loader *l)
{
  const study_survey *const s = l->out->survey;
  return !s->weight_column && s->level == OM_LEVEL_RESPONDENT &&
         l->parts[0].wanted.layout.n_scales > 0;
}

void
kept_start_sums(loader *l)
{
  sums_layout *const layout = arena_one(l->memory, sums_layout);
  *layout = l->parts[0].wanted.layout;
  l->sums = arena_one(l->memory, sums);
  *l->sums = sums_new(l->memory, layout, l->options->wishes);
}

/* --- columns --------------------------------------------------------------------------------- */

/* Comments that a worker has taken, behind those that are there. */
static void
join_comments(loader *l, const worker *k)
{
  const uint32_t n_before = (uint32_t)l->comments.n;
  for (size_t i = 0; i < k->comments.n; i++)
    arena_push(l->memory, &l->comments, arena_string(l->memory, k->comments.at[i]));
  for (size_t j = 0; j < k->n_ranges; j++)
    for (uint64_t r = k->ranges[j].first; r < k->ranges[j].first + k->ranges[j].n; r++)
      l->store.comment[r] += l->store.comment[r] ? n_before : 0;
}

/* The units of a part's rows under the numbers that all parts share. */
void
kept_settle_ranges(loader *l, const part *p)
{
  for (unsigned i = 0; l->store.comment && i < p->n_workers; i++)
    join_comments(l, p->workers[i]);
  for (unsigned i = 0; i < p->n_workers; i++)
    for (size_t j = 0; j < p->workers[i]->n_ranges; j++) {
      const store_range *const range = &p->workers[i]->ranges[j];
      for (uint64_t r = range->first; r < range->first + range->n; r++)
        l->store.unit[r] = p->number[i][l->store.unit[r]];
    }
}

void
kept_settle_store(loader *l)
{
  survey_data *const o = l->out;
  store *const s = &l->store;
  store_drop_repeated(l->memory, s, &l->parts[0].wanted, o->dropped);
  o->kept = s->n_rows;
  o->fingerprint = (hash128){0, 0};
  for (uint64_t r = 0; r < s->n_rows; r++)
    o->fingerprint = hash_sum(o->fingerprint, s->content[r]);
}

/* The survey's keys as they stand in the spool; NULL when some could not be written. */
static row_key *
map_keys(const loader *l, uint64_t n)
{
  const key_spool *const spool = l->options->keys->spool;
  if (atomic_load(&spool->failure) || n == 0)
    return NULL;
  row_key *const keys = mmap(NULL, n * sizeof *keys, PROT_READ | PROT_WRITE, MAP_SHARED, spool->fd,
                             (off_t)(l->first_key * sizeof *keys));
  if (keys == MAP_FAILED)
    raise_out_of_memory(l->memory);
  return keys;
}

/* The same for spooled keys. */
void
kept_settle_keys(loader *l, const part *p)
{
  const uint64_t n = atomic_load(&l->options->keys->spool->n) - l->first_key;
  row_key *const keys = map_keys(l, n);
  if (!keys)
    return;
  for (unsigned i = 0; i < p->n_workers; i++)
    for (size_t j = 0; j < p->workers[i]->n_ranges; j++) {
      const store_range *const range = &p->workers[i]->ranges[j];
      row_key *const at = keys + (range->first - l->first_key);
      for (uint64_t r = 0; r < range->n; r++)
        at[r].unit = p->number[i][at[r].unit];
    }
  munmap(keys, n * sizeof *keys);
}

/* Keys of the kept rows. */
void
kept_show_keys(loader *l)
{
  survey_data *const o = l->out;
  if (!wanted_keys(l))
    return;
  if (!l->keeps_rows) {
    o->key_map = map_keys(l, o->kept);
    o->n_key_map = o->kept * sizeof *o->keys;
    o->keys = o->key_map;
    return;
  }
  for (uint64_t r = 0; r < o->kept; r++)
    l->store.keys[r].unit = l->store.unit[r];
  o->keys = l->store.keys;
}

static uint64_t *
counts_of(arena *memory, const double *numbers, uint64_t n)
{
  uint64_t *const out = arena_many(memory, n, uint64_t);
  for (uint64_t i = 0; i < n; i++)
    out[i] = isnan(numbers[i]) ? 0 : (uint64_t)numbers[i];
  return out;
}

/* The columns under the names by which the summary knows them. */
static void
show_comments(loader *l)
{
  survey_data *const o = l->out;
  comment *const all = arena_many(l->memory, o->kept, comment);
  for (uint64_t r = 0; r < o->kept; r++)
    if (l->store.comment[r])
      all[o->n_comments++] = (comment){l->store.unit[r], l->comments.at[l->store.comment[r] - 1]};
  o->comments = all;
}

void
kept_show_columns(loader *l)
{
  survey_data *const o = l->out;
  const wanted *const w = &l->parts[0].wanted;
  const store *const s = &l->store;
  const uint32_t n_scales = o->survey->n_scales;
  o->items = arena_many(l->memory, n_scales, answers *);
  o->published_n = arena_many(l->memory, n_scales, uint64_t *);
  o->response_rate = arena_many(l->memory, n_scales, double *);
  for (uint32_t i = 0; i < n_scales; i++)
    o->items[i] =
        arena_many(l->memory, l->study->scales[o->survey->first_scale + i].n_items, answers);
  for (uint32_t c = 0; c < w->n_codes; c++)
    o->items[w->codes[c].scale][w->codes[c].item].codes = s->codes[c];
  for (uint32_t c = 0; c < w->n_numbers; c++) {
    const wanted_number *const x = &w->numbers[c];
    if (x->kind == NUMBER_ITEM)
      o->items[x->scale][x->item].numbers = s->numbers[c];
    else if (x->kind == NUMBER_N)
      o->published_n[x->scale] = counts_of(l->memory, s->numbers[c], o->kept);
    else if (x->kind == NUMBER_RATE)
      o->response_rate[x->scale] = s->numbers[c];
    else
      o->weight = s->numbers[c];
  }
  o->unit = w->unit != COLUMN_NONE ? s->unit : NULL;
  if (s->comment)
    show_comments(l);
  o->map = s->map;
  o->n_map = s->n_map;
}

/* Which units kept rows name, and how many name none. */
void
kept_mark_units(loader *l)
{
  survey_data *const o = l->out;
  if (l->parts[0].wanted.unit == COLUMN_NONE)
    return;
  for (uint64_t r = 0; l->keeps_rows && r < o->kept; r++)
    if (l->store.unit[r] == UNIT_NONE)
      o->unitless++;
    else
      l->units->at[l->store.unit[r]].in_survey[o->index] = true;
  if (l->keeps_rows)
    return;
  const uint64_t *const unitless = sums_of(l->sums, record_of(UNIT_NONE));
  o->unitless = unitless ? unitless[0] : 0;
  for (uint32_t u = 0; u < l->units->n; u++)
    l->units->at[u].in_survey[o->index] |= sums_of(l->sums, record_of(u)) != NULL;
}
