/* The loader: an export -> sums by unit, and columns. */
#include "data/load.h"

#include "base/catalogue.h"
#include "base/file.h"
#include "data/files.h"
#include "data/habits.h"
#include "data/loader.h"

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
      [DROP_BLANK] = N_("blank row"),
      [DROP_OTHER_WAVE] = N_("another wave"),
      [DROP_NO_WAVE] = N_("no wave"),
      [DROP_NO_UNIT] = N_("no unit"),
      [DROP_NO_WEIGHT] = N_("no weight"),
      [DROP_NO_ANSWER] = N_("no answer to any item"),
      [DROP_REPEATED] = N_("the same row again"),
      [DROP_CONFLICT] = N_("one respondent with different answers"),
  };
  return names[reason];
}

/* --- what the workers have found ------------------------------------------------------------- */

static void
settle_units(loader *l, part *p)
{
  p->number = arena_many(l->memory, p->n_workers, uint32_t *);
  for (unsigned i = 0; i < p->n_workers; i++) {
    const worker *const k = p->workers[i];
    p->number[i] = arena_many(l->memory, k->units.n + 1, uint32_t);
    p->number[i][k->units.n] = UNIT_NONE; /* of all rows, where there is no unit column */
    for (size_t u = 0; u < k->units.n; u++)
      p->number[i][u] = k->is_unit[u] ? units_add(l->units, l->out->index, k->units.at[u].text.at,
                                                  k->units.at[u].text.n)
                                      : UNIT_NONE;
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
apply_sighting(loader *l, const part *p, const found *f)
{
  const sighting *const s = f->sighting;
  unit *const u = &l->units->at[f->unit];
  bool *const is_here = &u->in_survey[l->out->index];
  if (s->kind == SIGHTED_LABEL)
    units_label(l->units, f->unit, s->text.at, s->text.n);
  else if (s->kind == SIGHTED_PARENT || s->kind == SIGHTED_SECOND_PARENT)
    units_parent(l->units, s->kind == SIGHTED_SECOND_PARENT, f->unit, s->text, p->export.name,
                 s->place.line, l->d);
  else if (*is_here)
    diag_error(l->d, "D110", p->export.name, s->place.line,
               "a level=\"unit\" export has one row a unit", "remove one, or correct survey/@unit",
               "row %" PRIu64 ": the unit \"%s\" is there twice", s->place.row, u->id);
  else
    *is_here = true;
}

/* What rows said of their units, in the order of rows. */
static void
settle_sightings(loader *l, const part *p)
{
  size_t n = 0, at = 0;
  for (unsigned i = 0; i < p->n_workers; i++)
    n += p->workers[i]->sightings.n;
  found *const all = arena_many(l->memory, n, found);
  for (unsigned i = 0; i < p->n_workers; i++)
    for (size_t j = 0; j < p->workers[i]->sightings.n; j++, at++) {
      const sighting *const s = &p->workers[i]->sightings.at[j];
      all[at] = (found){s, p->number[i][s->unit]};
    }
  if (n)
    qsort(all, n, sizeof *all, by_row);
  for (size_t i = 0; i < n; i++)
    apply_sighting(l, p, &all[i]);
}

static int
by_place(const void *a, const void *b)
{
  const ragged_row *const x = a, *const y = b;
  return x->place.row < y->place.row ? -1 : x->place.row > y->place.row;
}

static void
report_ragged(loader *l, const part *p)
{
  ragged_row *const all = arena_many(l->memory, (size_t)p->n_workers * MOST_RAGGED, ragged_row);
  size_t n = 0;
  uint64_t n_all = 0;
  for (unsigned i = 0; i < p->n_workers; i++) {
    for (size_t j = 0; j < p->workers[i]->ragged.n; j++)
      all[n++] = p->workers[i]->ragged.at[j];
    n_all += p->workers[i]->ragged.n_all;
  }
  qsort(all, n, sizeof *all, by_place);
  for (size_t i = 0; i < n && i < MOST_RAGGED; i++)
    diag_error(l->d, "D035", p->export.name, all[i].place.line,
               arena_printf(l->memory, "the header has %u", p->wanted.n_columns),
               "check the delimiter, and quotes or line ends inside a cell",
               "row %" PRIu64 " has %zu cells", all[i].place.row, all[i].n_cells);
  if (n_all > MOST_RAGGED)
    diag_error(l->d, "D035", p->export.name, 0, NULL, NULL,
               "%" PRIu64 " rows in all do not fit the header", n_all);
}

static void
report_faults(loader *l, const part *p)
{
  faults all = faults_new(l->memory);
  for (unsigned i = 0; i < p->n_workers; i++)
    faults_join(&all, &p->workers[i]->faults);
  faults_report(&all, p->export.name, l->study->path, l->d);
}

/* --- one survey ------------------------------------------------------------------------------ */

/* `before` is how many errors there were before this survey was read: one that could not be read to
 * its end is not called empty as well. */
static void
report_empty(loader *l, size_t before)
{
  const survey_data *const o = l->out;
  const char *const name = l->parts[0].export.name;
  if (l->d->n_errors > before || o->survey->comments_of) /* nobody need write anything */
    return;
  if (o->read == 0)
    diag_error(l->d, "D030", name, 0, NULL, "export it again; an export has a header and rows",
               "the file has a header and no rows");
  else if (o->kept == 0 && o->in_wave && o->in_wave[l->study->wave] == 0)
    diag_error(l->d, "D121", name, 0, NULL,
               "correct the column or the ids of the waves; or name another with --wave",
               "no row is of the wave \"%s\"", l->study->wave_id);
  else if (o->kept == 0)
    diag_error(l->d, "D120", name, 0, NULL,
               "check the columns and missing codes that the study names",
               "none of the %" PRIu64 " rows can be used", o->read);
}

static bool
wants_habits(const loader *l)
{
  return l->options->with_habits && habits_can_be_seen(l->study, l->out->survey);
}

/* Rows are needed one by one where sums of answers do not do. */
static bool
needs_rows(const loader *l)
{
  const study_survey *const s = l->out->survey;
  return l->options->keep_rows || wants_habits(l) || s->shows_comments ||
         s->level == OM_LEVEL_UNIT || s->weight_column || s->respondent_column ||
         l->parts[0].wanted.n_numbers > 0;
}

/* A cell has a sign that ends it. */
static uint64_t
most_rows(const part *p)
{
  return (p->export.end - p->export.at) / p->wanted.n_columns + 2;
}

static size_t
chunk_size(const loader *l)
{
  return l->options->chunk ? l->options->chunk : CHUNK;
}

static bool
start_workers(loader *l, part *p)
{
  const bool is_unit_level = l->out->survey->level == OM_LEVEL_UNIT;
  const uint64_t useful = is_unit_level ? 1 : (p->export.end - p->export.at) / chunk_size(l) + 1;
  const unsigned n = l->options->threads < useful ? l->options->threads : (unsigned)useful;
  while (p->n_workers < n) {
    const worker_orders orders = {.most_rows = most_rows(p),
                                  .kept = l->keeps_rows ? &l->store : NULL,
                                  .wishes = l->keeps_rows ? (sums_wishes){false, false}
                                                          : l->options->wishes,
                                  .is_careful = is_unit_level || p->wanted.has_choices,
                                  .keys = wanted_keys(l)};
    worker *const k = worker_new(&p->wanted, &orders);
    if (!k)
      return false;
    p->workers[p->n_workers++] = k;
  }
  return true;
}

static bool
read_rows(loader *l, part *p)
{
  row_worker workers[MOST_THREADS];
  p->before = p->waves ? arena_many(l->memory, p->n_workers, wave_worker) : NULL;
  for (unsigned i = 0; i < p->n_workers; i++) {
    worker *const k = p->workers[i];
    workers[i] = (row_worker){k, &k->handler};
    if (!p->waves)
      continue;
    p->before[i] = (wave_worker){
        .rule = p->waves, .to = k, .rows = arena_many(l->memory, l->study->n_waves, uint64_t)};
    workers[i].worker = &p->before[i];
  }
  return chunks_read(&p->export, p->n_workers, chunk_size(l), workers,
                     p->waves ? &wave_rows : &worker_rows);
}

/* Rows of a wave, of which only that of the analysed one has gone to the workers. */
static void
add_wave(loader *l, uint32_t wave, uint64_t rows)
{
  survey_data *const o = l->out;
  o->in_wave[wave] += rows;
  if (wave != l->study->wave) {
    o->read += rows;
    o->dropped[DROP_OTHER_WAVE] += rows;
  }
}

static void
gather_waves(loader *l, const part *p)
{
  for (unsigned i = 0; p->waves && i < p->n_workers; i++) {
    for (uint32_t w = 0; w < l->study->n_waves; w++)
      add_wave(l, w, p->before[i].rows[w]);
    l->out->read += p->before[i].in_none;
    l->out->dropped[DROP_NO_WAVE] += p->before[i].in_none;
  }
}

/* The last batches, and the counts. */
static void
gather(loader *l, part *p)
{
  survey_data *const o = l->out;
  for (unsigned i = 0; i < p->n_workers; i++) {
    worker *const k = p->workers[i];
    worker_flush(k);
    o->read += k->read;
    o->kept += k->kept;
    o->fingerprint = hash_sum(o->fingerprint, k->fingerprint);
    for (int r = 0; r < N_DROP_REASONS; r++)
      o->dropped[r] += k->dropped[r];
  }
}

static void
free_workers(part *p)
{
  for (unsigned i = 0; i < p->n_workers; i++)
    worker_free(p->workers[i]);
  p->n_workers = 0;
}

static void
load_part(loader *l, part *p)
{
  if (!start_workers(l, p) || !read_rows(l, p)) {
    free_workers(p);
    raise_out_of_memory(l->memory);
  }
  const uint64_t before = l->out->read - l->out->dropped[DROP_BLANK];
  gather(l, p);
  if (p->waves)
    gather_waves(l, p);
  else if (l->out->in_wave)
    l->out->in_wave[l->study->wave] += l->out->read - l->out->dropped[DROP_BLANK] - before;
  settle_units(l, p);
  settle_sightings(l, p);
  if (l->keeps_rows)
    kept_settle_ranges(l, p);
  else
    kept_join_sums(l, p);
  if (!l->keeps_rows && wanted_keys(l))
    kept_settle_keys(l, p);
  report_ragged(l, p);
  report_faults(l, p);
  free_workers(p);
}

static void
load_parts(loader *l, size_t before)
{
  survey_data *const o = l->out;
  uint64_t rows = 0;
  for (uint32_t i = 0; i < l->n_parts; i++)
    rows += most_rows(&l->parts[i]);
  l->keeps_rows = needs_rows(l);
  if (l->keeps_rows &&
      !store_open(l->memory, &l->store, &l->parts[0].wanted, rows, wanted_keys(l) != NULL))
    raise_out_of_memory(l->memory);
  if (kept_has_sums(l))
    kept_start_sums(l);
  if (wanted_keys(l))
    l->first_key = key_spool_turn_page(l->options->keys->spool);
  for (uint32_t i = 0; i < l->n_parts; i++)
    load_part(l, &l->parts[i]);
  if (l->keeps_rows) {
    kept_settle_store(l);
    kept_show_columns(l);
    if (wants_habits(l))
      o->habits = habits_of(l->memory, l->study, o, l->store.content);
    if (l->sums)
      kept_sum_store(l, l->sums);
  }
  kept_show_keys(l);
  o->sums = l->sums;
  o->layout_of = l->parts[0].wanted.layout_of;
  kept_mark_units(l);
  report_empty(l, before);
}

/* Whether the file is of the wave that is analysed. */
static bool
is_of_wave(const study *s, const survey_file *file)
{
  return !file->wave || strcmp(file->wave, s->wave_id) == 0;
}

/* Opens the files and finds what the study wants of them; notes what is to be told. */
static void
open_parts(loader *l, const survey_files *files, answer_reading *reading)
{
  const study_survey *const s = reading->survey;
  survey_data *const o = l->out;
  const export_hints hints = {
      .format = s->format,
      .sheet = s->sheet,
      .codebook = s->codebook ? path_join(l->memory, l->study->dir, s->codebook) : NULL,
      .delimiter = s->delimiter,
      .encoding = s->encoding,
      .header_rows = s->header_rows};
  size_t n_notes = 0;
  for (uint32_t i = 0; i < files->n; i++) {
    const char *const path = files->at[i].path;
    if (!is_of_wave(l->study, &files->at[i])) {
      add_wave(l, study_wave_named(l->study, files->at[i].wave),
               wave_count_rows(l->memory, path, &hints, l->options->convert, l->d));
      continue;
    }
    part *const p = &l->parts[l->n_parts++];
    if (!export_open(&p->export, l->memory, path, path, &hints, l->options->convert, l->d))
      continue;
    if (!reading->reasons) {
      reading->reasons = arena_one(l->memory, reasons);
      *reading->reasons = reasons_new(l->memory, l->study, s, &p->export.book);
      o->format = p->export.book.format;
      o->notes = p->export.book.notes;
      n_notes = p->export.book.n_notes;
    }
    p->wanted = wanted_of(reading, &p->export);
    p->waves = wave_rule_new(l->memory, l->study, s, &p->export);
  }
  if (l->n_parts > 1 && o->format)
    o->format = arena_printf(l->memory, "%s, %u%s", o->format, l->n_parts, &N_("{1} files")[3]);
  if (!l->n_parts)
    diag_error(l->d, "D121", l->study->path, s->line, NULL,
               "name a file of it, or another wave with --wave",
               "the survey %s has no file of the wave \"%s\"", s->id, l->study->wave_id);
  if (s->shows_comments)
    arena_push(l->memory, &reading->told,
               arena_printf(l->memory,
                            "%s: comments are shown word for word, masked, in groups of %u or more",
                            s->id, study_minimum(l->study, s)));
  o->n_notes = n_notes;
  o->told = reading->told.at;
  o->n_told = reading->told.n;
  o->reasons = reading->reasons ? (const char *const *)reading->reasons->at : NULL;
  o->n_reasons = reading->reasons ? reading->reasons->n : 0;
}

bool
load_survey(arena *memory, const study *s, uint32_t survey, units *u, const load_options *options,
            diags *d, survey_data *out)
{
  const study_survey *const declared = &s->surveys[survey];
  *out = (survey_data){.survey = declared, .index = survey, .has = options->wishes};
  loader l = {.memory = memory, .study = s, .options = options, .d = d, .units = u, .out = out};
  const size_t before = d->n_errors;
  survey_files files;
  if (!survey_files_find(memory, s, declared, d, &files))
    return false;
  l.parts = arena_many(memory, files.n, part);
  if (waves_are_told(declared))
    out->in_wave = arena_many(memory, s->n_waves, uint64_t);
  for (uint32_t i = 0; i < files.n; i++)
    l.parts[i].export.fd = -1;
  answer_reading reading = {.memory = memory, .study = s, .survey = declared, .d = d};
  open_parts(&l, &files, &reading);
  if (d->n_errors == before)
    load_parts(&l, before);
  for (uint32_t i = 0; i < files.n; i++)
    export_close(&l.parts[i].export);
  return d->n_errors == before;
}

void
survey_release(survey_data *data)
{
  if (data->map)
    munmap(data->map, data->n_map);
  if (data->key_map)
    munmap(data->key_map, data->n_key_map);
  data->map = data->key_map = NULL;
}
