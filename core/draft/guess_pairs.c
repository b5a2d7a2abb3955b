/* Scales of the same name, or asked with the same words, on both sides: candidates for pairs.  A
 * pair is what somebody expects; data cannot say what that is. */
#include "draft/draft.h"
#include "draft/words.h"

#include "base/map.h"

#include <string.h>
#include <strings.h>

enum { MOST_PAIRS = 50, FEWEST_WORDS = 3, LONGEST_TRIED = 400 };

/* True when the key is but a number for a question, such as "q1c" or "V12": the same key on both
 * sides says nothing. */
static bool
is_generic(arena *memory, const char *key)
{
  static const char generic[] = " q qu question item items v var x y a b c d col column f frage sq "
                                "sqa tq tqa qid field s ";
  const name_words w = words_of(memory, key);
  for (size_t i = 0; i < w.n; i++) {
    const size_t n = strlen(w.at[i]);
    const bool is_number = w.at[i][0] >= '0' && w.at[i][0] <= '9';
    const char *const at = strstr(generic, w.at[i]);
    const bool is_known = n == 1 || (at && at[-1] == ' ' && at[n] == ' ');
    if (!is_number && !is_known)
      return false;
  }
  return true;
}

/* Share of the words of both texts that both have. */
static double
alike(arena *memory, const char *a, const char *b)
{
  const name_words x = words_of(memory, a), y = words_of(memory, b);
  if (x.n < FEWEST_WORDS || y.n < FEWEST_WORDS)
    return 0;
  size_t both = 0;
  for (size_t i = 0; i < x.n; i++)
    for (size_t j = 0; j < y.n; j++)
      if (strcmp(x.at[i], y.at[j]) == 0) {
        both++;
        break;
      }
  const size_t all = x.n + y.n - both;
  return (double)both / (double)all;
}

/* Why the two may be one thing seen from two sides, or NULL. */
static const char *
evidence(arena *memory, const draft_scale *a, const draft_scale *b)
{
  if (*a->text && *b->text && strcasecmp(a->text, b->text) == 0)
    return "the same text on both sides";
  if (alike(memory, a->text, b->text) >= .7)
    return "nearly the same text on both sides";
  if (strcmp(a->key, b->key) == 0 && strlen(a->key) >= 3 && !is_generic(memory, a->key))
    return "the same name on both sides";
  return NULL;
}

/* Units, of the first rows, that have an answer to the scale. */
static value_set
units_with(const draft *t, const draft_survey *s, const draft_scale *x)
{
  const profile *const p = &s->file->profile;
  value_set out = value_set_new(4 * MATRIX_ROWS);
  const uint32_t *const units = p->columns[s->file->unit].keys;
  for (uint32_t row = 0; units && row < p->n_sample; row++) {
    uint32_t answered = 0;
    for (uint32_t i = 0; i < x->n_items; i++) {
      const float *const sample = p->columns[x->items[i].column].sample;
      const column_guess *const g = &s->file->columns[x->items[i].column];
      answered += sample && (double)sample[row] >= g->min && (double)sample[row] <= g->max;
    }
    if (units[row] && answered * 2 >= x->n_items)
      value_set_add(t->memory, &out, units[row], 1);
  }
  return out;
}

/* True when units of both files that were looked at have answers to both. */
static bool
can_match(const draft *t, const draft_survey *a, const draft_scale *x, const draft_survey *b,
          const draft_scale *y)
{
  if (a->file->unit == NO_COLUMN || b->file->unit == NO_COLUMN)
    return false;
  const profile *const p = &a->file->profile, *const q = &b->file->profile;
  if (value_set_shared(&p->columns[a->file->unit].values, &q->columns[b->file->unit].values) < 1)
    return false;
  const value_set of_x = units_with(t, a, x), of_y = units_with(t, b, y);
  if (value_set_shared(&of_x, &of_y) >= 1)
    return true;
  const bool saw_all = p->rows <= p->n_sample && q->rows <= q->n_sample;
  return !saw_all && of_x.n && of_y.n;
}

static bool
is_same_columns(const draft_survey *a, const draft_scale *x, const draft_survey *b,
                const draft_scale *y)
{
  if (a->file != b->file)
    return false;
  for (uint32_t i = 0; i < x->n_items; i++)
    for (uint32_t j = 0; j < y->n_items; j++)
      if (x->items[i].column == y->items[j].column)
        return true;
  return false;
}

static void
try_pair(draft *t, uint32_t a, uint32_t i, uint32_t b, uint32_t j, bool needs_evidence)
{
  const draft_survey *const in = &t->surveys[a], *const out = &t->surveys[b];
  const draft_scale *const x = &in->scales[i], *const y = &out->scales[j];
  if (t->n_pairs == MOST_PAIRS || is_same_columns(in, x, out, y))
    return;
  const char *const why = evidence(t->memory, x, y);
  if ((!why && needs_evidence) || !can_match(t, in, x, out, y))
    return;
  t->pairs[t->n_pairs++] = (draft_pair){a, i, b, j, why};
}

static void
try_all(draft *t, bool needs_evidence)
{
  uint32_t tried = 0;
  for (uint32_t a = 0; a < t->n_surveys; a++)
    for (uint32_t b = 0; t->surveys[a].side == SIDE_INSIDE && b < t->n_surveys; b++)
      for (uint32_t i = 0; t->surveys[b].side == SIDE_OUTSIDE && i < t->surveys[a].n_active; i++)
        for (uint32_t j = 0; j < t->surveys[b].n_active; j++) {
          if (!needs_evidence && (t->n_pairs || tried++ > LONGEST_TRIED))
            return;
          try_pair(t, a, i, b, j, needs_evidence);
        }
}

void
guess_pairs(draft *t)
{
  t->pairs = arena_many(t->memory, MOST_PAIRS, draft_pair);
  try_all(t, true);
  if (!t->n_pairs)
    try_all(t, false);
}
