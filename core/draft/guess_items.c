/* Which columns are answers, in what range, and what stands for "no answer". */
#include "draft/draft.h"
#include "draft/words.h"

#include <math.h>
#include <string.h>

enum {
  LONGEST_SCALE = 10, /* highest minus lowest code of an answer */
  MOST_ANSWER_WORDS = 7,
  LOWEST_CODE = -99,
  HIGHEST_CODE = 127
};

/* --- ranges ---------------------------------------------------------------------------------- */

void
usual_range(double lo, double hi, bool is_codes, double *min, double *max)
{
  static const double usual[][2] = {{0, 1},  {1, 3},  {1, 4},  {0, 4},   {1, 5},   {0, 5},
                                    {1, 6},  {0, 6},  {1, 7},  {-2, 2},  {-3, 3},  {1, 10},
                                    {0, 10}, {1, 20}, {0, 20}, {1, 100}, {0, 100}, {-5, 5}};
  const size_t n = sizeof usual / sizeof *usual;
  for (size_t i = 0; i < n; i++) {
    const bool is_share = usual[i][0] == 0 && usual[i][1] == 1;
    const bool is_odd = (usual[i][1] < 5 && !is_share && usual[i][0] >= 0) ||
                        (usual[i][0] == 1 && usual[i][1] != 5 && usual[i][1] != 7);
    if (lo < usual[i][0] || hi > usual[i][1] || (is_odd && !is_codes) ||
        hi - lo < .25 * (usual[i][1] - usual[i][0]))
      continue;
    *min = usual[i][0];
    *max = usual[i][1];
    return;
  }
  const double width = fmax(hi - lo, 1);
  const double power = pow(10, floor(log10(width)));
  const double step = width / power > 5 ? power : width / power > 2 ? power / 2 : power / 5;
  const double whole = is_codes ? 1 : step;
  *min = floor(lo / whole) * whole;
  *max = ceil(hi / whole) * whole;
  if (!(*min < *max))
    *max = *min + whole;
}

/* --- no answer ------------------------------------------------------------------------------- */

/* A value that the codebook calls missing; its reason, or NULL. */
static const char *
booked_missing(const codebook_column *b, int64_t code)
{
  for (uint32_t i = 0; i < b->n_missing; i++) {
    const value_missing *const m = &b->missing[i];
    double x;
    if (m->value ? number_parse((span){m->value, strlen(m->value)}, '.', &x) && x == (double)code
                 : m->lo <= (double)code && (double)code <= m->hi)
      return m->reason && *m->reason ? m->reason : "user-missing";
  }
  return NULL;
}

/* A single digit above all answers: one that is also far from them. */
static bool
is_late_digit(int64_t code)
{
  return code == 7 || code == 8 || code == 9;
}

/* Lowest and highest code that can only be an answer. */
static void
sure_range(const column_profile *c, double *lo, double *hi)
{
  *lo = INFINITY;
  *hi = -INFINITY;
  for (size_t i = 0; i < c->codes.n; i++) {
    const int64_t code = c->codes.at[i].code;
    if (is_late_digit(code) && !c->codes.is_cut)
      continue;
    *lo = fmin(*lo, (double)code);
    *hi = fmax(*hi, (double)code);
  }
  if (c->codes.is_cut || c->n_fractions) {
    *lo = fmin(*lo, c->min);
    *hi = fmax(*hi, c->max);
  }
}

static uint32_t
missing_index(draft *t, draft_file *f, int64_t code, const char *reason)
{
  const char *const shown = plain_number(t->memory, (double)code);
  for (size_t i = 0; i < f->n_codes; i++)
    if (strcmp(f->codes[i].code, shown) == 0)
      return (uint32_t)i;
  if (f->n_codes == MOST_DECLARED)
    return NO_COLUMN;
  f->codes[f->n_codes] = (missing_guess){.code = shown, .reason = reason};
  return (uint32_t)f->n_codes++;
}

/* Sorts the codes of a column into answers and what stands for none; false when there are more
 * kinds of the latter than a study can declare. */
static bool
sort_codes(draft *t, draft_file *f, uint32_t column)
{
  column_guess *const g = &f->columns[column];
  const column_profile *const c = &f->profile.columns[column];
  const codebook_column *const b = &f->e.book.columns[column];
  double lo, hi;
  sure_range(c, &lo, &hi);
  g->lo = c->n_fractions || c->codes.is_cut ? c->min : INFINITY;
  g->hi = c->n_fractions || c->codes.is_cut ? c->max : -INFINITY;
  const code_list *const lists[] = {&c->codes, &c->suspects};
  for (size_t l = 0; l < 2; l++)
    for (size_t i = 0; i < lists[l]->n; i++) {
      const int64_t code = lists[l]->at[i].code;
      const char *reason = booked_missing(b, code);
      const bool may_be_figure = f->is_unit_level && code >= 0 && code < 100; /* a share, a count */
      if (!reason && !g->is_labelled && !may_be_figure)
        reason = missing_code((double)code, lo, hi);
      if (reason) {
        const uint32_t index = missing_index(t, f, code, reason);
        if (index == NO_COLUMN)
          return false;
        f->codes[index].cells += lists[l]->at[i].n;
        g->missing |= (uint32_t)1 << index;
      } else {
        g->lo = fmin(g->lo, (double)code);
        g->hi = fmax(g->hi, (double)code);
      }
    }
  return true;
}

/* The range that labels of the codebook name, where they name two values or more. */
static void
take_labels(draft_file *f, uint32_t column)
{
  const codebook_column *const b = &f->e.book.columns[column];
  column_guess *const g = &f->columns[column];
  double lo = INFINITY, hi = -INFINITY;
  uint32_t n = 0;
  for (uint32_t i = 0; i < b->n_labels; i++) {
    int64_t code;
    const char *const value = b->labels[i].value, *const label = b->labels[i].label;
    if (!integer_parse((span){value, strlen(value)}, '.', &code) || booked_missing(b, code) ||
        missing_word((span){label, strlen(label)}) || is_missing_like((double)code))
      continue;
    lo = fmin(lo, (double)code);
    hi = fmax(hi, (double)code);
    n++;
  }
  const column_profile *const c = &f->profile.columns[column];
  if (n < 2 || hi - lo > LONGEST_SCALE || c->min < lo || c->max > hi)
    return;
  g->is_labelled = true;
  g->min = lo;
  g->max = hi;
}

/* --- what a column is ------------------------------------------------------------------------ */

static const char *
role_reason(column_role role)
{
  static const char *const reasons[N_COLUMN_ROLES] = {
      [ROLE_ID] = "the id of a response or a person",
      [ROLE_TIME] = "a time",
      [ROLE_DURATION] = "how long it took",
      [ROLE_STATUS] = "added by the survey tool",
      [ROLE_PERSON] = "about one person",
      [ROLE_OTHER_TEXT] = "text written in beside a choice",
  };
  return reasons[role];
}

/* What speaks against a column before its numbers are looked at. */
static const char *
reason_against(const draft_file *f, uint32_t i)
{
  const codebook_column *const b = &f->e.book.columns[i];
  const column_profile *const c = &f->profile.columns[i];
  const uint64_t answers = c->filled - c->n_words;
  if (b->role != ROLE_NONE)
    return role_reason(b->role);
  if (answers == 0)
    return "empty";
  if (b->kind == COLUMN_DATE || c->n_dates * 2 > answers)
    return "dates";
  if (b->kind == COLUMN_SELECTED)
    return "one choice of a question with several";
  if (b->kind == COLUMN_TEXT)
    return "text";
  if (!f->has_name[i])
    return *b->name ? "its name is not its own, or cannot be written" : "it has no name";
  return NULL;
}

/* The reason why the text in a column makes it none of numbers; NULL for answers as text. */
static const char *
text_reason(const draft_file *f, uint32_t i, bool *is_words)
{
  const column_profile *const c = &f->profile.columns[i];
  const double distinct = value_set_distinct(&c->texts);
  const uint64_t numbers = profile_numbers(&f->profile, c);
  *is_words = c->n_kept && c->n_kept <= MOST_KEPT && !c->n_dates && !c->n_percent && numbers;
  if (numbers > 4 * (c->n_text + c->n_dates) || c->n_percent > c->n_text)
    return c->n_percent > c->n_text ? "percentages written as text"
                                    : "numbers, but for some cells of text";
  *is_words |= distinct >= 2 && distinct <= MOST_ANSWER_WORDS + 4 &&
               (double)(c->n_text + numbers) >= 5 * distinct;
  if (distinct == 1 && numbers == 0)
    return "the same in every row";
  return "text";
}

/* True when each unit of several rows has one value alone, in the first rows. */
static bool
is_about_unit(draft_file *f, uint32_t column)
{
  if (f->unit == NO_COLUMN || f->is_unit_level)
    return false;
  const uint32_t *const units = f->profile.columns[f->unit].keys;
  const uint32_t *const keys = f->profile.columns[column].keys;
  uint32_t again = 0, differ = 0;
  enum { SLOTS = 2 * MATRIX_ROWS };
  if (!f->seen)
    f->seen = arena_many(f->e.memory, SLOTS, uint32_t);
  memset(f->seen, 0, SLOTS * sizeof *f->seen); /* the row, from 1, where the unit was met first */
  for (uint32_t i = 0; units && keys && i < f->profile.n_sample; i++) {
    if (!units[i] || !keys[i])
      continue;
    uint32_t slot = units[i] % SLOTS;
    while (f->seen[slot] && units[f->seen[slot] - 1] != units[i])
      slot = (slot + 1) % SLOTS;
    again += f->seen[slot] != 0;
    differ += f->seen[slot] && keys[f->seen[slot] - 1] != keys[i];
    if (!f->seen[slot])
      f->seen[slot] = i + 1;
  }
  return again >= 20 && differ == 0;
}

/* A number of its own in (nearly) every row. */
static bool
is_numbering(const draft_file *f, uint32_t i)
{
  const column_profile *const c = &f->profile.columns[i];
  return !c->n_fractions && c->filled >= 20 &&
         value_set_distinct(&c->values) > .95 * (double)c->filled && c->max - c->min >= 19;
}

/* Numbers: codes, figures, or neither. */
static const char *
sort_numbers(draft *t, draft_file *f, uint32_t i)
{
  column_guess *const g = &f->columns[i];
  const column_profile *const c = &f->profile.columns[i];
  const codebook_column *const b = &f->e.book.columns[i];
  const name_words w = words_of(t->memory, b->name);
  take_labels(f, i);
  if (!sort_codes(t, f, i))
    return "it holds more kinds of missing codes than a study can declare";
  if (!(g->lo <= g->hi))
    return "no answers";
  if (g->lo == g->hi && !g->is_labelled)
    return "the same in every row";
  if (!f->is_unit_level && w.in_all <= 6 && words_have(&w, WORDS_PERSON))
    return "about the person, it seems";
  if (w.in_all <= 6 && words_have(&w, WORDS_TIME))
    return "a time, it seems";
  if (!f->is_unit_level && is_numbering(f, i))
    return "a number of its own in each row";
  if (strncmp(b->name, "ID", 2) == 0 && c->n_fractions == 0 && g->hi - g->lo > LONGEST_SCALE)
    return "a number that names something, it seems";
  if (is_about_unit(f, i))
    return "the same for everybody of a unit: it is about the unit";
  const bool is_whole = c->n_fractions == 0;
  g->is_binary = is_whole && g->hi - g->lo == 1 && !(g->is_labelled && g->max - g->min > 1);
  if (f->is_unit_level && g->is_binary)
    return "two codes: a property of the unit, it seems";
  const bool is_codes = !f->is_unit_level && is_whole && g->hi - g->lo <= LONGEST_SCALE &&
                        g->lo >= LOWEST_CODE && g->hi <= HIGHEST_CODE;
  g->use = is_codes ? USE_ITEM : USE_FIGURE;
  if (!g->is_labelled)
    usual_range(g->lo, g->hi, is_codes, &g->min, &g->max);
  const name_words asked = words_of(t->memory, b->text);
  g->is_recommend = is_codes && g->min == 0 && g->max == 10 &&
                    (words_have(&w, WORDS_RECOMMEND) || words_have(&asked, WORDS_RECOMMEND) ||
                     (g->lo == 0 && g->hi == 10));
  return NULL;
}

static const char *
sort_column(draft *t, draft_file *f, uint32_t i)
{
  const column_profile *const c = &f->profile.columns[i];
  const char *why = reason_against(f, i);
  if (why)
    return why;
  if (profile_numbers(&f->profile, c) + c->n_words < c->filled) {
    bool is_words;
    why = text_reason(f, i, &is_words);
    if (is_words && !f->is_unit_level)
      f->columns[i].use = USE_WORDS;
    return why;
  }
  return sort_numbers(t, f, i);
}

/* --- columns that say something of the row --------------------------------------------------- */

static void
set_use(draft_file *f, uint32_t column, column_use use)
{
  if (column != NO_COLUMN)
    f->columns[column].use = use;
}

/* Ids: named so, of (nearly) as many values as rows. */
static void
find_respondent(draft *t, draft_file *f)
{
  for (uint32_t i = 0; i < f->profile.n_columns && f->respondent == NO_COLUMN; i++) {
    const column_profile *const c = &f->profile.columns[i];
    const codebook_column *const b = &f->e.book.columns[i];
    const name_words w = words_of(t->memory, b->name);
    const bool is_named = w.in_all <= 3 && words_have(&w, WORDS_RESPONDENT);
    if (i != f->unit && i != f->label && f->has_name[i] && c->n_fractions == 0 &&
        (b->role == ROLE_ID || (is_named && b->role == ROLE_NONE)) &&
        value_set_distinct(&c->values) >= .95 * (double)f->profile.rows &&
        value_set_repeated(&c->values, 2) == 0)
      f->respondent = i;
  }
}

static void
find_weight(draft *t, draft_file *f)
{
  for (uint32_t i = 0; i < f->profile.n_columns && f->weight == NO_COLUMN; i++) {
    const column_profile *const c = &f->profile.columns[i];
    const codebook_column *const b = &f->e.book.columns[i];
    const name_words w = words_of(t->memory, b->name);
    const bool is_named = w.in_all <= 3 && words_have(&w, WORDS_WEIGHT);
    if (i != f->unit && f->has_name[i] && (b->role == ROLE_WEIGHT || is_named) &&
        profile_numbers(&f->profile, c) == c->filled && c->filled == f->profile.rows &&
        c->min > 0 && c->suspects.n == 0)
      f->weight = i;
  }
}

/* Numbers of people and rates of response of a file of figures. */
static void
find_counts(draft *t, draft_file *f)
{
  for (uint32_t i = 0; i < f->profile.n_columns; i++) {
    const column_profile *const c = &f->profile.columns[i];
    const name_words w = words_of(t->memory, f->e.book.columns[i].name);
    if (w.in_all > 4 || !f->has_name[i] || !c->filled || !(c->min >= 0) || c->n_text ||
        c->n_dates || i == f->unit || i == f->label)
      continue;
    const bool is_plain = profile_numbers(&f->profile, c) + c->n_words == c->filled;
    if (words_have(&w, WORDS_RATE) && c->max <= 100)
      f->columns[i].use = USE_RATE;
    else if (words_have(&w, WORDS_COUNT) && is_plain && !c->n_fractions && c->max > 1 &&
             (c->suspects.n == 0 || c->suspects.at[0].code >= 0))
      f->columns[i].use = USE_COUNT;
  }
}

/* --- codes that mean one thing here and another there ---------------------------------------- */

/* True when the code is an answer in the column, or may well be one. */
static bool
is_answer(const draft_file *f, uint32_t i, uint32_t bit, double code)
{
  const column_guess *const g = &f->columns[i];
  const column_profile *const c = &f->profile.columns[i];
  if ((g->missing & bit) || code < g->min || code > g->max)
    return false;
  if (g->use == USE_ITEM)
    return true;
  const code_list *const met = is_missing_like(code) ? &c->suspects : &c->codes;
  bool is_met = met->is_cut;
  for (size_t k = 0; k < met->n; k++)
    is_met |= (double)met->at[k].code == code;
  return is_met;
}

/* What stands for no answer does so in all columns of a survey.  Where such a code is an answer of
 * other columns, the fewer columns are left out. */
static void
settle_code(draft_file *f, size_t which)
{
  const uint32_t bit = (uint32_t)1 << which;
  const char *const shown = f->codes[which].code;
  double code = 0;
  number_parse((span){shown, strlen(shown)}, '.', &code);
  uint32_t missing = 0, answers = 0;
  for (uint32_t i = 0; i < f->profile.n_columns; i++) {
    if (f->columns[i].use != USE_ITEM && f->columns[i].use != USE_FIGURE)
      continue;
    missing += (f->columns[i].missing & bit) != 0;
    answers += is_answer(f, i, bit, code);
  }
  for (uint32_t i = 0; missing && answers && i < f->profile.n_columns; i++) {
    column_guess *const g = &f->columns[i];
    const bool goes = missing >= answers ? is_answer(f, i, bit, code) : (g->missing & bit) != 0;
    if (!goes || (g->use != USE_ITEM && g->use != USE_FIGURE))
      continue;
    g->use = USE_NOTHING;
    g->why = "one of its codes is an answer here and stands for no answer in other columns, or the "
             "other way round: put it into a survey of its own, of the same file";
  }
}

void
guess_items(draft *t, draft_file *f)
{
  f->codes = arena_many(t->memory, MOST_DECLARED, missing_guess);
  for (uint32_t i = 0; i < f->profile.n_columns; i++)
    f->columns[i].marker = NO_COLUMN;
  set_use(f, f->unit, USE_UNIT);
  set_use(f, f->label, USE_LABEL);
  set_use(f, f->parent, USE_PARENT);
  if (f->is_unit_level) {
    find_counts(t, f);
  } else {
    find_respondent(t, f);
    find_weight(t, f);
    set_use(f, f->respondent, USE_RESPONDENT);
    set_use(f, f->weight, USE_WEIGHT);
  }
  for (uint32_t i = 0; i < f->profile.n_columns; i++)
    if (f->columns[i].use == USE_NOTHING)
      f->columns[i].why = sort_column(t, f, i);
  if (!f->is_unit_level)
    guess_words(t, f);
  for (size_t m = 0; m < f->n_codes; m++)
    settle_code(f, m);
}
