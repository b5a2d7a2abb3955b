/* The draft of a study, step by step. */
#include "draft/draft.h"

#include "base/map.h"
#include "draft/names.h"

#include <string.h>

/* Names that XML can hold and that no other column has. */
static void
find_names(draft_file *f)
{
  arena *const memory = f->e.memory;
  const codebook *const book = &f->e.book;
  map names = map_new(memory);
  uint32_t *const first = arena_many(memory, book->n_columns, uint32_t);
  f->has_name = arena_many(memory, book->n_columns, bool);
  for (uint32_t i = 0; i < book->n_columns; i++) {
    const char *const name = book->columns[i].name;
    const size_t n = strlen(name);
    f->has_name[i] = n > 0 && n <= 4096 && strcmp(utf8_clean(memory, name), name) == 0 &&
                     !strchr(" \t\r\n", name[0]) && !strchr(" \t\r\n", name[n - 1]);
    const uint32_t before = names.n, at = map_add(&names, name, n);
    if (at < before)
      f->has_name[i] = f->has_name[first[at]] = false;
    else
      first[at] = i;
  }
}

/* A first row of numbers is somebody's answers, and not names. */
static bool
check_header(const draft_file *f)
{
  uint32_t numbers = 0, filled = 0;
  double x;
  for (uint32_t i = 0; i < f->e.book.n_columns; i++) {
    const span name = {f->e.book.columns[i].name, strlen(f->e.book.columns[i].name)};
    filled += name.n > 0;
    numbers += number_parse(name, '.', &x) || number_parse(name, ',', &x);
  }
  if (filled && numbers * 2 < filled)
    return true;
  diag_error(f->e.d, "D190", f->e.name, 1, "its first row holds numbers, or nothing",
             "export it with a row of column names", "the file has no header");
  return false;
}

static bool
read_file(draft *t, draft_file *f, const export_converter *convert)
{
  f->unit = f->label = f->parent = f->respondent = f->weight = NO_COLUMN;
  if (!export_open(&f->e, t->memory, f->path, f->path, t->hints, convert, t->d) ||
      !check_header(f) || !profile_take(t->memory, &f->e, &f->profile))
    return false;
  f->columns = arena_many(t->memory, f->profile.n_columns, column_guess);
  find_names(f);
  return true;
}

/* --- surveys --------------------------------------------------------------------------------- */

static const char *
survey_id(draft *t, map *ids, const draft_file *f, const char *marker, const char *side)
{
  const char *const slash = strrchr(f->path, '/');
  const char *const file = slash ? slash + 1 : f->path;
  const char *const dot = strrchr(file, '.');
  const char *const stem = arena_copy(t->memory, file, dot ? (size_t)(dot - file) : strlen(file));
  const char *const base = marker ? arena_printf(t->memory, "%s_%s", side, marker)
                           : f->sides == (SIDE_INSIDE | SIDE_OUTSIDE)
                               ? arena_printf(t->memory, "%s_%s", side, stem)
                               : stem;
  const char *const plain = id_of(t->memory, base, side);
  const char *id = plain;
  for (unsigned i = 2; map_find(ids, id, strlen(id)) != MAP_NONE; i++)
    id = arena_printf(t->memory, "%s_%u", plain, i);
  map_add(ids, id, strlen(id));
  return id;
}

static void
add_survey(draft *t, map *ids, draft_file *f, side_mask side, uint32_t marker)
{
  const char *const word = marker == NO_COLUMN ? NULL : f->markers[marker].word;
  draft_survey *const s = &t->surveys[t->n_surveys++];
  *s = (draft_survey){.id = survey_id(t, ids, f, word, side == SIDE_INSIDE ? "inside" : "outside"),
                      .side = side,
                      .file = f,
                      .marker = marker};
  guess_scales(t, s);
  check_words(t, s);
}

/* The inside first, then the outside; of a wide file, a survey for each marker. */
static void
make_surveys(draft *t)
{
  map ids = map_new(t->memory);
  size_t most = 0;
  for (uint32_t i = 0; i < t->n_files; i++)
    most += 2 + t->files[i].n_markers;
  t->surveys = arena_many(t->memory, most, draft_survey);
  static const side_mask sides[] = {SIDE_INSIDE, SIDE_OUTSIDE};
  for (size_t k = 0; k < 2; k++)
    for (uint32_t i = 0; i < t->n_files; i++) {
      draft_file *const f = &t->files[i];
      for (uint32_t m = 0; m < f->n_markers; m++)
        if (f->markers[m].side == sides[k])
          add_survey(t, &ids, f, sides[k], m);
      if (!f->n_markers && (f->sides & sides[k]))
        add_survey(t, &ids, f, sides[k], NO_COLUMN);
    }
}

/* Nothing that can be scored: no study can be written. */
static bool
check_scales(const draft *t)
{
  for (uint32_t i = 0; i < t->n_surveys; i++)
    if (t->surveys[i].n_active)
      return true;
  diag_error(t->d, "D191", t->n_files ? t->files[0].path : NULL, 0,
             "no column holds numbers that vary and are answers or figures",
             "export the answers as numbers (\"numeric values\", \"codes\"), not as texts",
             "there is nothing that can be scored");
  return false;
}

bool
draft_make(draft *t, const export_converter *convert)
{
  const size_t before = t->d->n_errors;
  for (uint32_t i = 0; i < t->n_files; i++)
    t->files[i].e.fd = -1;
  for (uint32_t i = 0; i < t->n_files; i++)
    read_file(t, &t->files[i], convert);
  if (t->d->n_errors > before)
    return false;
  guess_units(t);
  for (uint32_t i = 0; i < t->n_files; i++) {
    guess_items(t, &t->files[i]);
    guess_sides(t, &t->files[i]);
  }
  make_surveys(t);
  guess_pairs(t);
  return check_scales(t);
}

void
draft_done(draft *t)
{
  for (uint32_t i = 0; i < t->n_files; i++)
    export_close(&t->files[i].e);
}
