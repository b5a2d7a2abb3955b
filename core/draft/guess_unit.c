/* The unit: the column whose values both sides have in common. */
#include "draft/draft.h"
#include "draft/words.h"

#include <math.h>
#include <string.h>
#include <strings.h>

enum {
  LONGEST_UNIT = 80,
  FEWEST_UNITS = 3,
  FEWEST_UNNAMED = 6,
  MOST_PARENTS_TRIED = 8,
  MOST_CANDIDATES = 100,
  NEIGHBOURS = 100
};

/* What makes a column a candidate. */
typedef struct candidate {
  uint32_t column;
  bool has_word, is_label, is_text, is_unique;
  double distinct;
} candidate;

typedef struct candidates {
  candidate *at;
  size_t n, capacity;
} candidates;

/* True when several columns hold the same texts: then they are answers, and no units. */
static bool
is_answer_set(const profile *p, uint32_t column)
{
  const value_set *const mine = &p->columns[column].texts;
  if (mine->n == 0 || value_set_distinct(mine) > 12)
    return false;
  uint32_t n = 0;
  const uint32_t from = column > NEIGHBOURS ? column - NEIGHBOURS : 0;
  for (uint32_t i = from; i < p->n_columns && i < column + NEIGHBOURS && n < 2; i++) {
    const value_set *const other = &p->columns[i].texts;
    n += other->n && value_set_distinct(other) <= 12 &&
         value_set_shared(mine, other) >= .8 * fmin(mine->n, other->n) &&
         p->columns[i].n_whole == 0;
  }
  return n >= 2;
}

/* True for what can only be an answer: whole codes of a short range. */
static bool
looks_like_answer(const column_profile *c)
{
  return c->n_text == 0 && c->min <= c->max && c->max - c->min <= 10;
}

/* A sentence names a unit only when it asks for one: "Which store did you visit?" */
static bool
names_unit(const name_words *w)
{
  static const char asking[] = " which what your welche welches welcher in ihr ihre please name ";
  if (w->in_all <= 4)
    return words_have(w, WORDS_UNIT);
  if (w->in_all > 10 || !words_have(w, WORDS_UNIT))
    return false;
  const char *const at = strstr(asking, w->at[0]);
  return at && at[-1] == ' ' && at[strlen(w->at[0])] == ' ';
}

static bool
is_candidate(const draft_file *f, uint32_t i, candidate *out)
{
  const codebook_column *const b = &f->e.book.columns[i];
  const column_profile *const c = &f->profile.columns[i];
  const double filled = (double)(c->filled - c->n_words);
  const double distinct = value_set_distinct(&c->values);
  if ((b->role != ROLE_NONE && b->role != ROLE_ID) || b->kind == COLUMN_DATE ||
      b->kind == COLUMN_SELECTED || c->n_decimal || c->n_comma || c->n_percent ||
      c->n_dates > filled / 2)
    return false;
  if (filled < .5 * (double)f->profile.rows || distinct < FEWEST_UNITS ||
      c->mean_length > LONGEST_UNIT)
    return false;
  const name_words w = words_of(f->e.memory, b->name);
  const name_words asked = words_of(f->e.memory, b->text);
  *out = (candidate){.column = i,
                     .has_word = names_unit(&w) || names_unit(&asked),
                     .is_label = words_have(&w, WORDS_LABEL) || strstr(b->name, "name"),
                     .is_text = c->n_text > 0,
                     .is_unique = value_set_repeated(&c->values, 2) == 0,
                     .distinct = distinct};
  if (!out->has_word && ((w.in_all <= 6 && words_have(&w, WORDS_PERSON)) ||
                         words_have(&w, WORDS_TIME) || b->role == ROLE_ID))
    return false;
  const bool is_sentence = w.in_all > 4 || asked.in_all > 4 || strchr(b->name, '?');
  if (!out->has_word && (is_sentence || looks_like_answer(c) || is_answer_set(&f->profile, i)))
    return false;
  return f->has_name[i];
}

static candidates
find_candidates(const draft *t, const draft_file *f)
{
  candidates out = {0};
  candidate c;
  for (uint32_t i = 0; i < f->profile.n_columns && out.n < MOST_CANDIDATES; i++)
    if (is_candidate(f, i, &c))
      arena_push(t->memory, &out, c);
  return out;
}

/* --- a row a unit, or a row a person --------------------------------------------------------- */

/* True when the file holds figures: a column with numbers of people or rates of response, or
 * numbers that mostly have decimals. */
static bool
holds_figures(const draft_file *f, bool *has_count)
{
  uint32_t numbers = 0, decimals = 0;
  *has_count = false;
  for (uint32_t i = 0; i < f->profile.n_columns; i++) {
    const column_profile *const c = &f->profile.columns[i];
    if (c->n_text || c->n_dates || !(c->min < c->max))
      continue;
    const name_words w = words_of(f->e.memory, f->e.book.columns[i].name);
    const bool is_short = w.in_all <= 4;
    *has_count |= is_short && c->min >= 0 &&
                  ((words_have(&w, WORDS_COUNT) && c->max > 10 && !c->n_fractions) ||
                   words_have(&w, WORDS_RATE));
    numbers++;
    decimals += c->n_fractions > 0;
  }
  return *has_count || (numbers >= 1 && decimals * 2 >= numbers);
}

/* `shared`: of its values, how many another file has too; NaN where there is none. */
static bool
is_unit_level(const draft_file *f, const candidate *c, double shared)
{
  const name_words w = words_of(f->e.memory, f->e.book.columns[c->column].name);
  bool has_count;
  if (!c->is_unique || !holds_figures(f, &has_count))
    return false;
  if (!c->has_word && (words_have(&w, WORDS_RESPONDENT) || !c->is_text ||
                       f->e.book.columns[c->column].role == ROLE_ID))
    return false;
  return has_count || c->has_word || shared >= .5 * c->distinct;
}

/* --- choosing -------------------------------------------------------------------------------- */

static int
quality(const candidate *c)
{
  return 4 * !c->is_label + 2 * c->has_word + c->is_text;
}

/* The best column of a file that stands alone, or NULL. */
static const candidate *
choose_alone(const draft_file *f, const candidates *all)
{
  const candidate *best = NULL;
  for (size_t i = 0; i < all->n; i++) {
    const candidate *const c = &all->at[i];
    const double filled = (double)f->profile.columns[c->column].filled;
    const bool is_level = is_unit_level(f, c, 0);
    if (!is_level && (c->distinct > filled / 2 || (!c->is_text && !c->has_word) ||
                      (!c->has_word && c->distinct < FEWEST_UNNAMED)))
      continue;
    const bool best_is_level = best && is_unit_level(f, best, 0);
    if (best && best_is_level != is_level) {
      if (is_level)
        best = c;
      continue;
    }
    if (!best || quality(c) > quality(best) ||
        (quality(c) == quality(best) && c->distinct > best->distinct * 1.001))
      best = c;
  }
  return best;
}

typedef struct match {
  const candidate *a, *b;
  double shared;
  int quality;
} match;

/* True when the numbers, or the texts, of two columns may be one thing. */
static bool
may_match(const draft_file *f, const candidate *a, const draft_file *g, const candidate *b,
          double shared)
{
  const double fewer = fmin(a->distinct, b->distinct);
  const bool is_same_name =
      strcasecmp(f->e.book.columns[a->column].name, g->e.book.columns[b->column].name) == 0;
  if (shared < FEWEST_UNITS || shared < .3 * fewer)
    return false;
  if (!a->is_text && !b->is_text && !is_same_name && !(a->has_word && b->has_word))
    return false;
  if (!a->has_word && !b->has_word && shared < FEWEST_UNNAMED)
    return false;
  const bool can_be_unit = is_unit_level(f, a, shared) || is_unit_level(g, b, shared);
  return !(a->is_unique && b->is_unique) || can_be_unit;
}

static match
rate_match(const draft_file *f, const candidate *a, const draft_file *g, const candidate *b)
{
  const double shared = value_set_shared(&f->profile.columns[a->column].values,
                                         &g->profile.columns[b->column].values);
  match m = {.a = a, .b = b, .shared = shared, .quality = -1};
  if (!may_match(f, a, g, b, shared))
    return m;
  const bool is_same_name =
      strcasecmp(f->e.book.columns[a->column].name, g->e.book.columns[b->column].name) == 0;
  m.quality = 2 * (shared >= .8 * fmin(a->distinct, b->distinct)) +
              2 * (is_same_name || a->has_word || b->has_word) + !(a->is_label || b->is_label);
  return m;
}

/* The columns of two files that have most in common. */
static match
choose_match(const draft_file *f, const candidates *of_f, const draft_file *g,
             const candidates *of_g)
{
  match best = {.quality = -1};
  for (size_t i = 0; i < of_f->n; i++)
    for (size_t j = 0; j < of_g->n; j++) {
      const match m = rate_match(f, &of_f->at[i], g, &of_g->at[j]);
      if (m.quality > best.quality ||
          (m.quality == best.quality && m.quality >= 0 && m.shared > best.shared * 1.001))
        best = m;
    }
  return best;
}

static const char *
count_words(arena *memory, double n)
{
  text t = text_new(memory);
  text_add_count(&t, (uint64_t)n);
  return t.at;
}

static void
set_unit(draft *t, draft_file *f, const candidate *c, const draft_file *other, double shared)
{
  const value_set *const values = &f->profile.columns[c->column].values;
  f->unit = c->column;
  f->is_unit_level = is_unit_level(f, c, other ? shared : 0);
  text out = text_new(t->memory);
  text_addf(&out, "%s%s different values in ", values->level ? "about " : "",
            count_words(t->memory, c->distinct));
  text_addf(&out, "%s rows", count_words(t->memory, (double)f->profile.rows));
  if (other)
    text_addf(&out, "; %s%s of them also in %s", values->level ? "about " : "",
              count_words(t->memory, shared), other->shown);
  else if (f->sides != (SIDE_INSIDE | SIDE_OUTSIDE))
    text_add(&out, t->n_files > 1 ? "; none of them was found on the other side" : "");
  f->unit_evidence = out.at;
}

/* --- label and parent ------------------------------------------------------------------------ */

static void
find_label(draft *t, draft_file *f)
{
  const double units = value_set_distinct(&f->profile.columns[f->unit].values);
  for (uint32_t i = 0; i < f->profile.n_columns && f->label == NO_COLUMN; i++) {
    const column_profile *const c = &f->profile.columns[i];
    const name_words w = words_of(t->memory, f->e.book.columns[i].name);
    const bool is_named =
        w.in_all <= 4 && (words_have(&w, WORDS_LABEL) || strstr(f->e.book.columns[i].name, "name"));
    if (i == f->unit || !is_named || !c->n_text || words_have(&w, WORDS_PERSON) ||
        f->e.book.columns[i].role != ROLE_NONE || !f->has_name[i])
      continue;
    if (value_set_distinct(&c->values) >= .9 * units && value_set_distinct(&c->values) <= units &&
        profile_decides(t->memory, &f->e, f->unit, i))
      f->label = i;
  }
}

/* A parent is a text, has one value for each unit, fewer values than there are units, and none that
 * is a unit's as well.  One whose name does not say so is only mentioned. */
static void
find_parent(draft *t, draft_file *f)
{
  const value_set *const units = &f->profile.columns[f->unit].values;
  uint32_t tried = 0;
  for (uint32_t i = 0; i < f->profile.n_columns && tried < MOST_PARENTS_TRIED; i++) {
    const codebook_column *const b = &f->e.book.columns[i];
    const column_profile *const c = &f->profile.columns[i];
    const double distinct = value_set_distinct(&c->values);
    if (i == f->unit || i == f->label || c->n_text + c->n_words != c->filled || !c->n_text ||
        b->role != ROLE_NONE || distinct < 2 || distinct > value_set_distinct(units) / 2 ||
        is_answer_set(&f->profile, i) || value_set_shared(&c->values, units) > 0 || !f->has_name[i])
      continue;
    tried++;
    if (!profile_decides(t->memory, &f->e, f->unit, i))
      continue;
    const name_words w = words_of(t->memory, b->name);
    if (f->parent == NO_COLUMN && w.in_all <= 3 && words_have(&w, WORDS_PARENT)) {
      f->parent = i;
      f->parent_evidence = arena_printf(t->memory, "every unit has one of its %s values",
                                        count_words(t->memory, distinct));
    } else if (!f->parent_hint && w.in_all <= 4 && distinct >= FEWEST_UNITS) {
      f->parent_hint = b->name;
    }
  }
}

/* One file alone says what a unit belongs to: two could differ. */
static void
find_belonging(draft *t)
{
  bool has_parent = false;
  for (uint32_t i = 0; i < t->n_files; i++) {
    draft_file *const f = &t->files[i];
    if (f->unit == NO_COLUMN)
      continue;
    find_label(t, f);
    if (!has_parent)
      find_parent(t, f);
    has_parent |= f->parent != NO_COLUMN;
  }
}

void
guess_units(draft *t)
{
  candidates *const all = arena_many(t->memory, t->n_files, candidates);
  for (uint32_t i = 0; i < t->n_files; i++)
    all[i] = find_candidates(t, &t->files[i]);
  for (uint32_t i = 0; i < t->n_files; i++) {
    draft_file *const f = &t->files[i];
    match best = {.quality = -1};
    uint32_t with = i;
    bool is_alone = true;
    for (uint32_t j = 0; j < t->n_files; j++) {
      if (j == i || !((f->sides | t->files[j].sides) == (SIDE_INSIDE | SIDE_OUTSIDE)))
        continue;
      const match m = choose_match(f, &all[i], &t->files[j], &all[j]);
      if (m.quality > best.quality || (m.quality == best.quality && m.shared > best.shared)) {
        best = m;
        with = j;
      }
      is_alone = false;
    }
    if (best.quality >= 0)
      set_unit(t, f, best.a, &t->files[with], best.shared);
    else {
      const candidate *const c = choose_alone(f, &all[i]);
      if (c && (is_alone || c->has_word))
        set_unit(t, f, c, NULL, 0);
    }
  }
  find_belonging(t);
}
