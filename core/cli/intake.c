/* Study and data, for the commands that need both. */
#include "cli/cli.h"

#include "data/gate.h"
#include "data/suppress.h"
#include "host/import.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The study of the wave that was asked for; NULL, with a message, where it has none such. */
static const study *
of_wave(arena *memory, const study *s, const char *id, diags *d)
{
  const uint32_t wave = study_wave_named(s, id);
  if (wave != WAVE_NONE)
    return study_of_wave(memory, s, wave);
  text there = text_new(memory);
  for (uint32_t i = 0; i < s->n_waves; i++)
    text_addf(&there, "%s%s", i ? ", " : "", s->waves[i].id);
  diag_error(d, "U005", s->path, 0, NULL,
             s->n_waves ? arena_printf(memory, "name one of %s", there.at)
                        : "declare waves in the study: <wave id=\"...\"/>",
             "--wave=%s names no wave of this study", id);
  return NULL;
}

const study *
cli_study(arena *memory, const cli_options *o, diags *d)
{
  const study *s = study_read(memory, o->study, d);
  if (s && o->wave)
    s = of_wave(memory, s, o->wave, d);
  if (!s || !o->has_seed)
    return s;
  study *const seeded = arena_one(memory, study);
  *seeded = *s;
  seeded->seed = o->seed;
  return seeded;
}

static void
check_matching(const study *s, const summary *data, diags *d)
{
  for (uint32_t i = 0; i < s->n_pairs; i++) {
    const om_pair *const p = data->study->pairs[i];
    if (gate_matched(data, p->inside, p->outside) > 0)
      continue;
    diag_error(d, "D201", s->path, s->pairs[i].line,
               "units are matched by the text in the unit columns of both exports",
               "correct the unit columns, or give the other names: <units><unit id><alias>",
               "no unit has a score on both %s and %s", s->scales[s->pairs[i].inside].name,
               s->scales[s->pairs[i].outside].name);
  }
}

/* In the report both would be called by one name. */
static void
check_parents(const study *s, const units *u, diags *d)
{
  map seen = map_new(u->memory);
  for (size_t i = u->n_leaves; i < u->n; i++) {
    const size_t n = strlen(u->at[i].id);
    const bool is_unit = map_find(&u->ids, u->at[i].id, n) != MAP_NONE;
    const bool is_both = map_find(&seen, u->at[i].id, n) != MAP_NONE;
    map_add(&seen, u->at[i].id, n);
    if (is_unit || is_both)
      diag_error(d, "D221", s->path, 0, "nobody could tell which of the two is meant",
                 "give the parent another name in the export",
                 is_unit ? "\"%s\" is a unit and the parent of units"
                         : "\"%s\" is a parent and a second parent of units",
                 u->at[i].id);
  }
}

/* True when nothing is wrong with the exports but that there is no row to use. */
static bool
are_only_empty(const diags *d, size_t from)
{
  for (size_t i = from; i < d->n; i++)
    if (d->at[i].level == DIAG_ERROR && strcmp(d->at[i].code, "D030") != 0 &&
        strcmp(d->at[i].code, "D120") != 0)
      return false;
  return true;
}

/* Comments are in an export that was read already: what is odd about that was said. */
static void
load_comments(arena *memory, const study *s, uint32_t survey, const load_options *options,
              bool takes_empty, diags *d, intake *out)
{
  diags own = diags_new(memory);
  if (d->n_errors && !takes_empty)
    return;
  load_survey(memory, s, survey, &out->units, options, &own, &out->data[survey]);
  for (size_t i = 0; i < own.n; i++)
    if (own.at[i].level == DIAG_ERROR)
      diag_add(d, own.at[i]);
}

void
cli_load(arena *memory, const study *s, const cli_options *o, intake_wishes wishes, diags *d,
         intake *out)
{
  const plan *const p = wishes.plan;
  const export_converter converter = host_converter(&o->limits);
  const load_options options = {
      .threads = cli_threads(o),
      .keep_rows = wishes.keep_rows || (p && p->wants_rows),
      .keys = wishes.keys,
      .wishes = {.pairs = p && p->wants_pairwise, .gaps = p && p->wants_gaps},
      .with_habits = !p,
      .convert = &converter};
  const size_t before = d->n_errors;
  *out = (intake){.study = s, .units = units_new(memory, s), .summary_fd = -1};
  out->data = arena_many(memory, s->n_surveys, survey_data);
  out->messages = arena_many(memory, s->n_surveys + 1, size_t);
  for (uint32_t i = 0; i < s->n_surveys; i++) {
    out->messages[i] = d->n;
    if (s->surveys[i].comments_of)
      load_comments(memory, s, i, &options, o->takes_empty, d, out);
    else
      load_survey(memory, s, i, &out->units, &options, d, &out->data[i]);
  }
  out->messages[s->n_surveys] = d->n;
  if (d->n_errors > before && !(o->takes_empty && are_only_empty(d, out->messages[0])))
    return;
  units_settle(&out->units);
  check_parents(s, &out->units, d);
  out->summary_fd = summary_build(memory, s, &out->units, out->data);
  if (out->summary_fd < 0 || !summary_open(memory, out->summary_fd, &out->summary))
    diag_error(d, "I001", NULL, 0, strerror(errno), NULL,
               "the data cannot be put into shared memory");
  else
    out->summary.suppressed = suppress(memory, &out->summary, NULL);
  if (out->summary.suppressed)
    check_matching(s, &out->summary, d);
}

void
cli_release(intake *in)
{
  summary_close(&in->summary);
  for (uint32_t i = 0; in->data && i < in->study->n_surveys; i++)
    survey_release(&in->data[i]);
  if (in->summary_fd >= 0)
    close(in->summary_fd);
  in->summary_fd = -1;
}
