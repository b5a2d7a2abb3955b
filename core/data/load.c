/* The loader: an export -> sums by unit, and columns. */
#include "data/load.h"

#include "base/file.h"
#include "data/take.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

const char *
drop_reason_name(drop_reason reason)
{
  static const char *const names[N_DROP_REASONS] = {
      [DROP_BLANK] = "blank row",
      [DROP_NO_UNIT] = "no unit",
      [DROP_NO_WEIGHT] = "no weight",
      [DROP_NO_ANSWER] = "no answer to any item",
      [DROP_REPEATED] = "the same row again",
      [DROP_CONFLICT] = "one respondent with different answers",
  };
  return names[reason];
}

typedef struct loader {
  arena *memory;
  const study *study;
  const load_options *options;
  diags *d;
  units *units;
  export export;
  wanted wanted;
  store store;
  bool keeps_rows;
  worker *workers[MOST_THREADS];
  unsigned n_workers;
  uint32_t **number; /* [worker][unit of the worker] number of units_add */
  survey_data *out;
} loader;

/* Nothing else can raise it from outside the arena. */
static void
raise_out_of_memory(arena *memory)
{
  arena_alloc(memory, SIZE_MAX, SIZE_MAX);
}

/* --- what the workers have found ------------------------------------------------------------- */

static void
settle_units(loader *l)
{
  l->number = arena_many(l->memory, l->n_workers, uint32_t *);
  for (unsigned i = 0; i < l->n_workers; i++) {
    const worker *const k = l->workers[i];
    l->number[i] = arena_many(l->memory, k->units.n + 1, uint32_t);
    for (size_t u = 0; u < k->units.n; u++)
      if (k->is_unit[u])
        l->number[i][u] =
            units_add(l->units, l->out->index, k->units.at[u].text.at, k->units.at[u].text.n);
  }
}

/* A sighting with the number of its unit. */
typedef struct found {
  const sighting *sighting;
  uint32_t unit;
} found;

static int
by_row(const void *a, const void *b)
{
  const found *const x = a, *const y = b;
  if (x->sighting->place.row != y->sighting->place.row)
    return x->sighting->place.row < y->sighting->place.row ? -1 : 1;
  return (int)x->sighting->kind - (int)y->sighting->kind;
}

static void
apply_sighting(loader *l, const found *f)
{
  const sighting *const s = f->sighting;
  unit *const u = &l->units->at[f->unit];
  bool *const is_here = &u->in_survey[l->out->index];
  if (s->kind == SIGHTED_LABEL)
    units_label(l->units, f->unit, s->text.at, s->text.n);
  else if (s->kind == SIGHTED_PARENT)
    units_parent(l->units, f->unit, s->text.at, s->text.n, l->export.name, s->place.line, l->d);
  else if (*is_here)
    diag_error(l->d, "D110", l->export.name, s->place.line,
               "a level=\"unit\" export has one row a unit", "remove one, or correct survey/@unit",
               "row %" PRIu64 ": the unit \"%s\" is there twice", s->place.row, u->id);
  else
    *is_here = true;
}

/* What rows said of their units, in the order of rows. */
static void
settle_sightings(loader *l)
{
  size_t n = 0, at = 0;
  for (unsigned i = 0; i < l->n_workers; i++)
    n += l->workers[i]->sightings.n;
  found *const all = arena_many(l->memory, n, found);
  for (unsigned i = 0; i < l->n_workers; i++)
    for (size_t j = 0; j < l->workers[i]->sightings.n; j++, at++) {
      const sighting *const s = &l->workers[i]->sightings.at[j];
      all[at] = (found){s, l->number[i][s->unit]};
    }
  if (n)
    qsort(all, n, sizeof *all, by_row);
  for (size_t i = 0; i < n; i++)
    apply_sighting(l, &all[i]);
}

static int
by_place(const void *a, const void *b)
{
  const ragged_row *const x = a, *const y = b;
  return x->place.row < y->place.row ? -1 : x->place.row > y->place.row;
}

static void
report_ragged(loader *l)
{
  ragged_row *const all = arena_many(l->memory, (size_t)l->n_workers * MOST_RAGGED, ragged_row);
  size_t n = 0;
  uint64_t n_all = 0;
  for (unsigned i = 0; i < l->n_workers; i++) {
    for (size_t j = 0; j < l->workers[i]->ragged.n; j++)
      all[n++] = l->workers[i]->ragged.at[j];
    n_all += l->workers[i]->ragged.n_all;
  }
  qsort(all, n, sizeof *all, by_place);
  for (size_t i = 0; i < n && i < MOST_RAGGED; i++)
    diag_error(l->d, "D035", l->export.name, all[i].place.line,
               arena_printf(l->memory, "the header has %u", l->wanted.n_columns),
               "check the delimiter, and quotes or line ends inside a cell",
               "row %" PRIu64 " has %zu cells", all[i].place.row, all[i].n_cells);
  if (n_all > MOST_RAGGED)
    diag_error(l->d, "D035", l->export.name, 0, NULL, NULL,
               "%" PRIu64 " rows in all do not fit the header", n_all);
}

static void
report_faults(loader *l)
{
  faults all = faults_new(l->memory);
  for (unsigned i = 0; i < l->n_workers; i++)
    faults_join(&all, &l->workers[i]->faults);
  faults_report(&all, l->export.name, l->study->path, l->d);
}

/* --- sums ------------------------------------------------------------------------------------ */

/* Kept rows in batches, as the workers would have summed them up. */
static void
sum_store(loader *l, sums *to)
{
  enum { BATCH = 1 << 14 };
  const wanted *const w = &l->wanted;
  const store *const s = &l->store;
  uint8_t *const rows = arena_alloc(l->memory, BATCH, w->layout.width + 1);
  memset(rows, CELL_BYTE_BLANK, (size_t)BATCH * w->layout.width);
  for (uint64_t at = 0; at < s->n_rows; at += BATCH) {
    const size_t n = s->n_rows - at < BATCH ? (size_t)(s->n_rows - at) : BATCH;
    for (uint32_t c = 0; c < w->n_codes; c++)
      for (size_t r = 0; r < n; r++)
        rows[r * w->layout.width + c] = byte_of_code(s->codes[c][at + r], w->codes[c].first_code);
    sums_add(to, rows, s->unit + at, n, l->units->n ? l->units->n : 1);
  }
}

/* The sums of all workers by number of unit. */
static void
join_sums(loader *l, sums *to)
{
  for (unsigned i = 0; i < l->n_workers; i++) {
    const worker *const k = l->workers[i];
    for (size_t u = 0; u < (k->units.n ? k->units.n : 1); u++) {
      const uint64_t *const from = sums_of(&k->sums, u);
      if (from)
        sums_join(&l->wanted.layout, sums_record(to, k->units.n ? l->number[i][u] : 0), from);
    }
    if (to->pairs)
      sums_pairs_join(to->pairs, k->sums.pairs);
  }
}

static void
settle_sums(loader *l)
{
  survey_data *const o = l->out;
  if (o->survey->weight_column || o->survey->level == OM_LEVEL_UNIT || !l->wanted.layout.n_scales)
    return;
  sums_layout *const layout = arena_one(l->memory, sums_layout);
  *layout = l->wanted.layout;
  sums *const all = arena_one(l->memory, sums);
  *all = sums_new(l->memory, layout, l->options->with_pairs);
  if (l->keeps_rows)
    sum_store(l, all);
  else
    join_sums(l, all);
  o->sums = all;
  o->layout_of = l->wanted.layout_of;
}

/* --- columns --------------------------------------------------------------------------------- */

static void
settle_store(loader *l)
{
  survey_data *const o = l->out;
  store *const s = &l->store;
  for (unsigned i = 0; i < l->n_workers; i++)
    for (size_t j = 0; j < l->workers[i]->n_ranges; j++) {
      const store_range *const range = &l->workers[i]->ranges[j];
      for (uint64_t r = range->first; r < range->first + range->n; r++)
        s->unit[r] = l->workers[i]->units.n ? l->number[i][s->unit[r]] : 0;
    }
  store_drop_repeated(l->memory, s, &l->wanted, o->dropped);
  o->kept = s->n_rows;
  o->fingerprint = (hash128){0, 0};
  for (uint64_t r = 0; r < s->n_rows; r++)
    o->fingerprint = hash_sum(o->fingerprint, s->content[r]);
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
show_columns(loader *l)
{
  survey_data *const o = l->out;
  const wanted *const w = &l->wanted;
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
  o->map = s->map;
  o->n_map = s->n_map;
}

/* Which units kept rows name. */
static void
mark_units(loader *l)
{
  const survey_data *const o = l->out;
  if (l->wanted.unit == COLUMN_NONE)
    return;
  for (uint64_t r = 0; l->keeps_rows && r < o->kept; r++)
    l->units->at[l->store.unit[r]].in_survey[o->index] = true;
  for (size_t u = 0; !l->keeps_rows && u < l->units->n; u++)
    l->units->at[u].in_survey[o->index] |= sums_of(o->sums, u) != NULL;
}

/* --- one survey ------------------------------------------------------------------------------ */

/* `before` is how many errors there were before this file was read: a file that could not be read
 * to its end is not called empty as well. */
static void
report_empty(loader *l, size_t before)
{
  const survey_data *const o = l->out;
  if (l->d->n_errors > before)
    return;
  if (o->read == 0)
    diag_error(l->d, "D030", l->export.name, 0, NULL,
               "export it again; an export has a header and rows",
               "the file has a header and no rows");
  else if (o->kept == 0)
    diag_error(l->d, "D120", l->export.name, 0, NULL,
               "check the columns and missing codes that the study names",
               "none of the %" PRIu64 " rows can be used", o->read);
}

/* Rows are needed one by one where sums of answers do not do. */
static bool
needs_rows(const loader *l)
{
  const study_survey *const s = l->out->survey;
  return l->options->keep_rows || s->level == OM_LEVEL_UNIT || s->weight_column ||
         s->respondent_column || l->wanted.n_numbers > 0;
}

static bool
start_workers(loader *l)
{
  const uint64_t bytes = l->export.end - l->export.at;
  const size_t chunk = l->options->chunk ? l->options->chunk : CHUNK;
  const bool is_unit_level = l->out->survey->level == OM_LEVEL_UNIT;
  const uint64_t useful = is_unit_level ? 1 : bytes / chunk + 1;
  const unsigned n = l->options->threads < useful ? l->options->threads : (unsigned)useful;
  const uint64_t most_rows = bytes / l->wanted.n_columns + 2; /* a cell has a sign that ends it */
  l->keeps_rows = needs_rows(l);
  if (l->keeps_rows && !store_open(l->memory, &l->store, &l->wanted, most_rows))
    return false;
  while (l->n_workers < n) {
    worker *const k = worker_new(&l->wanted, most_rows, l->keeps_rows ? &l->store : NULL,
                                 l->options->with_pairs && !l->keeps_rows, is_unit_level);
    if (!k)
      return false;
    l->workers[l->n_workers++] = k;
  }
  return true;
}

static bool
read_rows(loader *l)
{
  row_worker workers[MOST_THREADS];
  for (unsigned i = 0; i < l->n_workers; i++)
    workers[i] = (row_worker){l->workers[i], &l->workers[i]->handler};
  return chunks_read(&l->export, l->n_workers, l->options->chunk ? l->options->chunk : CHUNK,
                     workers, &worker_rows);
}

/* The last batches, and the counts. */
static void
gather(loader *l)
{
  survey_data *const o = l->out;
  for (unsigned i = 0; i < l->n_workers; i++) {
    worker *const k = l->workers[i];
    worker_flush(k);
    o->read += k->read;
    o->kept += k->kept;
    o->fingerprint = hash_sum(o->fingerprint, k->fingerprint);
    for (int r = 0; r < N_DROP_REASONS; r++)
      o->dropped[r] += k->dropped[r];
  }
}

static void
load_rows(loader *l, size_t before)
{
  if (!start_workers(l) || !read_rows(l)) {
    for (unsigned i = 0; i < l->n_workers; i++)
      worker_free(l->workers[i]);
    raise_out_of_memory(l->memory);
  }
  gather(l);
  settle_units(l);
  settle_sightings(l);
  if (l->keeps_rows) {
    settle_store(l);
    show_columns(l);
  }
  settle_sums(l);
  mark_units(l);
  report_ragged(l);
  report_faults(l);
  report_empty(l, before);
  for (unsigned i = 0; i < l->n_workers; i++)
    worker_free(l->workers[i]);
}

bool
load_survey(arena *memory, const study *s, uint32_t survey, units *u, const load_options *options,
            diags *d, survey_data *out)
{
  const study_survey *const declared = &s->surveys[survey];
  *out = (survey_data){.survey = declared, .index = survey};
  loader l = {.memory = memory, .study = s, .options = options, .d = d, .units = u, .out = out};
  const size_t before = d->n_errors;
  const export_hints hints = {
      .format = declared->format,
      .sheet = declared->sheet,
      .codebook = declared->codebook ? path_join(memory, s->dir, declared->codebook) : NULL,
      .delimiter = declared->delimiter,
      .encoding = declared->encoding,
      .header_rows = declared->header_rows};
  /* TODO: survey_files_find, one file after the other; until then none is left out unsaid. */
  if (declared->n_files > 1)
    diag_error(d, "D001", s->path, declared->line, "several files of a survey are not joined yet",
               "join them into one", "the exports of %s cannot be read", declared->id);
  const char *const path = path_join(memory, s->dir, declared->file);
  if (export_open(&l.export, memory, path, path, &hints, options->convert, d)) {
    l.wanted = wanted_of(memory, s, declared, &l.export);
    out->format = l.export.book.format;
    if (d->n_errors == before)
      load_rows(&l, before);
  }
  export_close(&l.export);
  return d->n_errors == before;
}

void
survey_release(survey_data *data)
{
  if (data->map)
    munmap(data->map, data->n_map);
  data->map = NULL;
}
