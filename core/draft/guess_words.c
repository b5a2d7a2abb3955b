/* Answers as text: columns whose texts belong to a known set of answers, or to labels of the
 * codebook, become items.  The texts themselves go nowhere: the loader recognises them again. */
#include "data/answers.h"
#include "draft/draft.h"

#include <math.h>
#include <string.h>

/* Everything that recognising asks for, though there is no study yet. */
typedef struct scratch {
  study study;
  study_survey survey;
  diags d;
  reasons reasons;
  answer_reading reading;
} scratch;

static scratch *
scratch_new(arena *memory, const draft_file *f)
{
  scratch *const s = arena_one(memory, scratch);
  s->study = (study){.path = "", .dir = "", .file = ""};
  s->survey = (study_survey){.id = "", .decimal = f->profile.decimal, .has_no_answer_words = true};
  s->d = diags_new(memory);
  s->reasons = reasons_new(memory, &s->study, &s->survey, NULL);
  s->reading = (answer_reading){.memory = memory,
                                .study = &s->study,
                                .survey = &s->survey,
                                .reasons = &s->reasons,
                                .d = &s->d};
  return s;
}

/* Texts and whole numbers of a column. */
static answer_column
column_of(arena *memory, const draft_file *f, uint32_t column)
{
  const column_profile *const c = &f->profile.columns[column];
  span *const texts = arena_many(memory, c->n_kept + c->codes.n, span);
  size_t n = 0;
  for (uint32_t i = 0; i < c->n_kept; i++)
    texts[n++] = c->kept[i];
  for (size_t i = 0; i < c->codes.n; i++) {
    const char *const code = plain_number(memory, (double)c->codes.at[i].code);
    texts[n++] = (span){code, strlen(code)};
  }
  return (answer_column){.book = &f->e.book.columns[column], .texts = texts, .n_texts = n};
}

/* The maps of these columns as items of one scale; NULL when they are not recognised. */
static const answer_map **
recognise(arena *memory, const draft_file *f, const uint32_t *columns, uint32_t n, double min,
          double max)
{
  scratch *const s = scratch_new(memory, f);
  study_item *const items = arena_many(memory, n, study_item);
  answer_column *const texts = arena_many(memory, n, answer_column);
  const answer_map **const maps = arena_many(memory, n, const answer_map *);
  for (uint32_t i = 0; i < n; i++) {
    items[i] = (study_item){.column = "", .text = "", .min = min, .max = max};
    texts[i] = column_of(memory, f, columns[i]);
  }
  const study_scale scale = {.id = "",
                             .label = "",
                             .name = "",
                             .values = OM_CODES,
                             .min = min,
                             .max = max,
                             .items = items,
                             .n_items = n};
  if (!answers_build(&s->reading, &scale, texts, maps))
    return NULL;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < f->profile.columns[columns[i]].n_kept; k++) {
      const answer a = answer_find(maps[i], f->profile.columns[columns[i]].kept[k]);
      if (!a.is_known || (!a.missing && (a.value < min || a.value > max)))
        return NULL;
    }
  return maps;
}

/* The range that the labels of the codebook, or numbers with and without words, span. */
static bool
numbered_range(const draft_file *f, uint32_t column, double *min, double *max)
{
  const codebook_column *const b = &f->e.book.columns[column];
  const column_profile *const c = &f->profile.columns[column];
  double lo = INFINITY, hi = -INFINITY;
  for (uint32_t i = 0; i < b->n_labels; i++) {
    double x;
    const char *const value = b->labels[i].value;
    if (number_parse((span){value, strlen(value)}, '.', &x)) {
      lo = fmin(lo, x);
      hi = fmax(hi, x);
    }
  }
  if (lo < hi) {
    *min = lo;
    *max = hi;
    return hi - lo <= 10;
  }
  uint32_t numbered = 0;
  for (uint32_t i = 0; i < c->n_kept; i++) {
    double x;
    span words;
    if (!answer_number(c->kept[i], f->profile.decimal, &x, &words))
      continue;
    numbered++;
    lo = fmin(lo, x);
    hi = fmax(hi, x);
  }
  if (c->codes.n) {
    lo = fmin(lo, c->min);
    hi = fmax(hi, c->max);
  }
  if (!numbered || !(lo < hi) || hi - lo > 10 || c->codes.is_cut || c->n_fractions)
    return false;
  usual_range(lo, hi, true, min, max);
  return true;
}

/* The column as an item: the answers of its first rows, and the range. */
static bool
take(draft *t, draft_file *f, uint32_t column, const answer_map *map, double min, double max)
{
  column_guess *const g = &f->columns[column];
  column_profile *const c = &f->profile.columns[column];
  const answer_column texts = column_of(t->memory, f, column);
  double lo = INFINITY, hi = -INFINITY;
  float *const sample = arena_many(t->memory, f->profile.n_sample, float);
  for (uint32_t row = 0; row < f->profile.n_sample; row++)
    sample[row] = c->sample ? c->sample[row] : NAN;
  for (size_t i = 0; i < texts.n_texts; i++) {
    const answer a = answer_find(map, texts.texts[i]);
    double x = a.value;
    if (a.missing || (!a.is_known && !number_parse(texts.texts[i], f->profile.decimal, &x)))
      continue;
    lo = fmin(lo, x);
    hi = fmax(hi, x);
    const uint32_t key = profile_key(texts.texts[i]);
    for (uint32_t row = 0; c->keys && row < f->profile.n_sample; row++)
      if (c->keys[row] == key)
        sample[row] = (float)x;
  }
  if (!(lo < hi) || lo < min || hi > max)
    return false;
  c->sample = sample;
  g->use = USE_ITEM;
  g->is_words = true;
  g->lo = lo;
  g->hi = hi;
  g->min = min;
  g->max = max;
  g->is_binary = max - min == 1;
  return true;
}

static bool
guess_column(draft *t, draft_file *f, uint32_t column)
{
  static const double steps[] = {2, 3, 4, 5, 6, 7}; /* the shortest set that holds every text */
  double min, max;
  if (numbered_range(f, column, &min, &max)) {
    const answer_map **const maps = recognise(t->memory, f, &column, 1, min, max);
    if (maps && take(t, f, column, maps[0], min, max))
      return true;
  }
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    const answer_map **const maps = recognise(t->memory, f, &column, 1, 1, steps[i]);
    if (maps && take(t, f, column, maps[0], 1, steps[i]))
      return true;
  }
  return false;
}

void
guess_words(draft *t, draft_file *f)
{
  for (uint32_t i = 0; i < f->profile.n_columns; i++)
    if (f->columns[i].use == USE_WORDS && f->profile.columns[i].n_kept <= MOST_KEPT)
      guess_column(t, f, i);
}

/* --- together -------------------------------------------------------------------------------- */

static bool
holds(const draft *t, const draft_survey *s, const draft_scale *x)
{
  uint32_t *const columns = arena_many(t->memory, x->n_items, uint32_t);
  bool has_words = false;
  for (uint32_t i = 0; i < x->n_items; i++) {
    columns[i] = x->items[i].column;
    has_words |= s->file->columns[columns[i]].is_words;
  }
  return !has_words || recognise(t->memory, s->file, columns, x->n_items, x->min, x->max);
}

void
check_words(const draft *t, draft_survey *s)
{
  uint32_t n = 0, active = 0;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    if (!holds(t, s, &s->scales[i])) {
      for (uint32_t k = 0; k < s->scales[i].n_items; k++)
        s->file->columns[s->scales[i].items[k].column].use = USE_WORDS;
      continue;
    }
    active += i < s->n_active;
    s->scales[n++] = s->scales[i];
  }
  s->n_scales = n;
  s->n_active = active;
}
