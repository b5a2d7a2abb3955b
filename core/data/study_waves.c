/* The waves of a study: what study.xml says of them, and which one is analysed. */
#include "base/xml.h"
#include "data/study.h"

#include <string.h>

static void
take_wave(study *s, uint32_t wave)
{
  s->wave = wave;
  s->wave_id = s->waves[wave].id;
  s->wave_label = s->waves[wave].label;
  s->wave_from = s->waves[wave].from;
  s->wave_to = s->waves[wave].to;
  s->wave_line = s->waves[wave].line;
}

void
study_waves_read(arena *memory, const xmlNode *root, study *s)
{
  uint32_t n = 0;
  for (const xmlNode *c = xml_child(root, "wave"); c; c = xml_next(c, "wave"))
    n++;
  s->waves = arena_many(memory, n, study_wave);
  for (const xmlNode *c = xml_child(root, "wave"); c; c = xml_next(c, "wave")) {
    const char *const id = xml_attribute(memory, c, "id", NULL);
    s->waves[s->n_waves++] = (study_wave){.id = id,
                                          .label = xml_attribute(memory, c, "label", id),
                                          .from = xml_attribute(memory, c, "from", NULL),
                                          .to = xml_attribute(memory, c, "to", NULL),
                                          .line = xml_line(c)};
  }
  if (n)
    take_wave(s, n - 1);
}

uint32_t
study_wave_named(const study *s, const char *id)
{
  for (uint32_t i = 0; i < s->n_waves; i++)
    if (strcmp(s->waves[i].id, id) == 0)
      return i;
  return WAVE_NONE;
}

const study *
study_of_wave(arena *memory, const study *s, uint32_t wave)
{
  study *const out = arena_one(memory, study);
  *out = *s;
  take_wave(out, wave);
  return out;
}

/* --- what excludes what ---------------------------------------------------------------------- */

static void
check_order(const study *s, const study_wave *before, const study_wave *after, diags *d)
{
  if (before->to && after->from && strcmp(before->to, after->from) >= 0)
    diag_error(d, "S153", s->path, after->line, "the oldest stands first, and the last is analysed",
               "correct the dates, or put the waves into order",
               "the wave \"%s\" begins before \"%s\" has ended", after->id, before->id);
}

static void
check_waves(const study *s, diags *d)
{
  for (uint32_t i = 0; i < s->n_waves; i++) {
    const study_wave *const w = &s->waves[i];
    if (w->from && w->to && strcmp(w->from, w->to) > 0)
      diag_error(d, "S152", s->path, w->line, NULL, "exchange them",
                 "the wave ends before it begins");
    if (study_wave_named(s, w->id) != i)
      diag_error(d, "S153", s->path, w->line, NULL, "give each wave an id of its own",
                 "the wave \"%s\" is there twice", w->id);
    if (i > 0)
      check_order(s, &s->waves[i - 1], w, d);
  }
}

static void
check_file(const study *s, const study_survey *survey, const study_file *file, bool others_do,
           diags *d)
{
  const bool in_rows = survey->wave_column || survey->date_column;
  if (file->wave && study_wave_named(s, file->wave) == WAVE_NONE)
    diag_error(d, "S154", s->path, file->line, NULL, "declare it: <wave id=\"...\"/>",
               "the file %s is of the wave \"%s\", which this study does not have", file->path,
               file->wave);
  if (file->wave && in_rows)
    diag_error(d, "S154", s->path, file->line, "one of the two would be forgotten",
               "remove the wave of the file, or of the survey",
               "the wave of the file %s is said, and that of its rows too", file->path);
  if (!file->wave && others_do && s->n_waves > 1)
    diag_error(d, "S154", s->path, file->line, "other files of the survey do",
               "say <file path=\"...\" wave=\"...\"/>",
               "the file %s does not say which wave it is of", file->path);
}

/* A column of waves or of dates tells nothing without waves, or without their dates. */
static void
check_columns(const study *s, const study_survey *survey, diags *d)
{
  if (survey->wave_column && survey->date_column)
    diag_error(d, "S155", s->path, survey->line, "one of the two would be forgotten",
               "keep wave or date", "the survey %s tells its waves in two columns", survey->id);
  if (!s->n_waves)
    diag_error(d, "S155", s->path, survey->line, "its rows cannot be told apart by them",
               "declare them: <wave id=\"...\"/>",
               "the survey %s names a column of waves, and the study has no wave", survey->id);
  for (uint32_t i = 0; survey->date_column && i < s->n_waves; i++)
    if (!s->waves[i].from || !s->waves[i].to)
      diag_error(d, "S155", s->path, s->waves[i].line, "nobody could tell which dates belong to it",
                 "say from=\"...\" and to=\"...\"",
                 "the survey %s has dates, and the wave \"%s\" has not two", survey->id,
                 s->waves[i].id);
}

void
study_waves_check(const study *s, diags *d)
{
  check_waves(s, d);
  for (uint32_t i = 0; i < s->n_surveys; i++) {
    const study_survey *const survey = &s->surveys[i];
    bool some_do = false;
    for (uint32_t f = 0; f < survey->n_files; f++)
      some_do |= survey->files[f].wave != NULL;
    for (uint32_t f = 0; f < survey->n_files; f++)
      check_file(s, survey, &survey->files[f], some_do, d);
    if (survey->wave_column || survey->date_column)
      check_columns(s, survey, d);
  }
}
