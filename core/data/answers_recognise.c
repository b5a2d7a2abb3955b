/* Recognising answers: which of the known sets the texts of columns belong to. */
#include "data/answers_build.h"

#include "base/fold.h"

#include <math.h>
#include <string.h>

/* How one set fits the words. */
typedef struct fit {
  uint32_t set, known, unknown;
} fit;

static fit
fit_of(const answer_reading *r, const vocabulary *v, uint32_t set)
{
  fit f = {.set = set};
  uint32_t wording[N_LANGUAGES][MOST_STEPS];
  memset(wording, 0xFF, sizeof wording);
  for (uint32_t i = 0; i < v->words.n; i++) {
    const answer_wording *const w = answer_index_find(&r->index, v->words.keys[i], set);
    if (!w) {
      f.unknown += !vocabulary_reason(r, v, i);
      if (f.unknown > v->words.n / 2)
        return (fit){.set = set, .unknown = UINT32_MAX};
      continue;
    }
    uint32_t *const seen = &wording[w->language][w->step];
    if (*seen != UINT32_MAX && *seen != w->wording)
      return (fit){.set = set, .unknown = UINT32_MAX}; /* one step under two names */
    *seen = w->wording;
    f.known++;
  }
  return f;
}

static bool
is_whole_range(const study_item *item, uint32_t *steps)
{
  const double n = item->max - item->min + 1;
  *steps = n >= 2 && n <= MOST_STEPS && item->min == floor(item->min) ? (uint32_t)n : 0;
  return *steps == n;
}

/* "agreement, 5 steps" */
static const char *
name_of(arena *memory, uint32_t set)
{
  return arena_printf(memory, "%s, %u steps", answer_sets[set].label, answer_sets[set].n_steps);
}

/* The sets that hold every word: their number, and the first in *best; where none does, the one
 * that holds most, if it holds most of the words. */
static uint32_t
best_fit(const answer_reading *r, const vocabulary *v, uint32_t steps, bool is_any_length,
         fit *best)
{
  uint32_t n = 0;
  *best = (fit){.set = ANSWER_NONE};
  for (uint32_t set = 0; set < n_answer_sets; set++) {
    if (!is_any_length && answer_sets[set].n_steps != steps)
      continue;
    const fit f = fit_of(r, v, set);
    if (!f.known || f.unknown == UINT32_MAX)
      continue;
    const bool is_whole = f.unknown == 0;
    if (is_whole ? n == 0 : n == 0 && f.known > 1 && f.known > f.unknown && f.known > best->known)
      *best = f;
    n += is_whole;
  }
  return n;
}

/* A word that two sets, both of which hold every word, read differently; or NULL. */
static const answer_wording *
contradiction(const answer_reading *r, const vocabulary *v, fit best, uint32_t *other)
{
  for (uint32_t set = 0; set < n_answer_sets; set++) {
    const fit f = answer_sets[set].n_steps == answer_sets[best.set].n_steps
                      ? fit_of(r, v, set)
                      : (fit){.unknown = UINT32_MAX};
    for (uint32_t i = 0; f.known && !f.unknown && i < v->words.n; i++) {
      const answer_wording *const a = answer_index_find(&r->index, v->words.keys[i], best.set);
      const answer_wording *const b = answer_index_find(&r->index, v->words.keys[i], set);
      if (a && b && a->step != b->step) {
        *other = set;
        return a;
      }
    }
  }
  return NULL;
}

/* The wording of a step as the columns have it; else the first of the language that they are in. */
static const char *
shown_wording(const answer_reading *r, const vocabulary *v, uint32_t set, uint32_t step)
{
  uint32_t n[N_LANGUAGES] = {0};
  for (uint32_t i = 0; i < v->words.n; i++) {
    const answer_wording *const w = answer_index_find(&r->index, v->words.keys[i], set);
    if (w && w->step == step)
      return w->text;
    if (w)
      n[w->language]++;
  }
  const char *const first = answer_sets[set].steps[n[1] > n[0]][step];
  const char *const end = strchr(first, '|');
  return arena_copy(r->memory, first, end ? (size_t)(end - first) : strlen(first));
}

static void
tell_set(answer_reading *r, const char *who, const vocabulary *v, uint32_t set, double lowest)
{
  text t = text_new(r->memory);
  text_addf(&t, "%s: answers read as %s:", who, name_of(r->memory, set));
  for (uint32_t i = 0; i < answer_sets[set].n_steps; i++)
    text_addf(&t, "%s %s = %d", i ? "," : "", shown_wording(r, v, set, i), (int)lowest + (int)i);
  answers_tell(r, t.at);
}

/* All wordings of the set; then those of the other sets that hold every word, where no other says
 * otherwise. */
static void
put_set(const answer_reading *r, const vocabulary *v, fit best, double lowest, answer_map *m)
{
  for (uint32_t i = 0; i < r->index.n; i++)
    if (r->index.at[i].set == best.set)
      answers_put_folded(r, m, text_folded(r->memory, r->index.at[i].text),
                         answer_of(lowest + r->index.at[i].step));
  fit other = {.set = ANSWER_NONE};
  for (uint32_t i = 0; i < r->index.n && !best.unknown; i++) {
    const answer_wording *const w = &r->index.at[i];
    if (w->set == best.set || answer_sets[w->set].n_steps != answer_sets[best.set].n_steps)
      continue;
    if (w->set != other.set)
      other = fit_of(r, v, w->set);
    if (other.known && !other.unknown)
      answers_put_folded(r, m, text_folded(r->memory, w->text), answer_of(lowest + w->step));
  }
}

/* Only the ends have words, and the steps between are numbers. */
static bool
put_ends(answer_reading *r, const char *who, const vocabulary *v, const study_item *item,
         answer_map *m)
{
  uint32_t n = 0;
  double value[2];
  const char *shown[2];
  for (uint32_t i = 0; i < v->words.n; i++) {
    if (vocabulary_reason(r, v, i))
      continue;
    const uint32_t word = map_find(&r->index.words, v->words.keys[i], strlen(v->words.keys[i]));
    bool is_first = false, is_last = false;
    for (uint32_t w = word == MAP_NONE ? ANSWER_NONE : r->index.first[word]; w != ANSWER_NONE;
         w = r->index.at[w].next) {
      is_first |= r->index.at[w].step == 0;
      is_last |= r->index.at[w].step + 1 == answer_sets[r->index.at[w].set].n_steps;
    }
    if (is_first == is_last || n == 2)
      return false;
    value[n] = is_first ? item->min : item->max;
    shown[n++] = v->text[i];
  }
  if (!n || (n == 2 && value[0] == value[1]))
    return false;
  for (uint32_t i = 0; i < n; i++) {
    answers_put(r, m, shown[i], answer_of(value[i]));
    const uint32_t word = map_find(&r->index.words, text_folded(r->memory, shown[i]),
                                   strlen(text_folded(r->memory, shown[i])));
    answers_tell(r, arena_printf(r->memory, "%s: numbers with words at the ends: %s = %d", who,
                                 r->index.at[r->index.first[word]].text, (int)value[i]));
  }
  return true;
}

/* Where a reading cannot be told from another, or the range does not fit. */
static bool
refuse(answer_reading *r, const study_scale *scale, const char *code, const char *why,
       const char *what)
{
  diag_error(r->d, code, r->study->path, scale->line, why,
             "say which text is which code: <answers id=\"...\"> with <answer value=\"...\">, and "
             "answers=\"...\" on the scale",
             "%s: %s", scale->name, what);
  return false;
}

/* The words of columns that are read together into the map. */
bool
answers_recognise(answer_reading *r, const study_scale *scale, const study_item *item,
                  const vocabulary *v, answer_map *m)
{
  uint32_t steps, other;
  if (v->conflict)
    return refuse(r, scale, "D104", "nobody could tell which of the two is meant",
                  arena_printf(r->memory, "%s stands beside different words", v->conflict));
  if (!v->words.n)
    return true;
  if (!r->index.n)
    r->index = answer_index_new(r->memory);
  is_whole_range(item, &steps);
  fit best;
  const uint32_t n = best_fit(r, v, steps, false, &best);
  if (n == 0 && v->has_numbers && put_ends(r, scale->name, v, item, m))
    return true;
  if (n > 0) {
    const answer_wording *const unclear = contradiction(r, v, best, &other);
    if (unclear)
      return refuse(r, scale, "D104",
                    arena_printf(r->memory, "in one of them \"%s\" stands higher than in the other",
                                 unclear->text),
                    arena_printf(r->memory, "its answers could be %s, in two ways",
                                 name_of(r->memory, best.set)));
  }
  if (best.set != ANSWER_NONE && v->has_numbers)
    return refuse(r, scale, "D104", "nobody could tell which number stands for which of the words",
                  arena_printf(r->memory, "numbers stand among its answers, which are %s",
                               name_of(r->memory, best.set)));
  if (n == 0) {
    fit longer;
    if (best_fit(r, v, 0, true, &longer) > 0)
      return refuse(
          r, scale, "D103",
          arena_printf(r->memory, "its range has %s%u steps", steps ? "" : "more than ",
                       steps ? steps : MOST_STEPS),
          arena_printf(r->memory, "its answers are those of %s", name_of(r->memory, longer.set)));
  }
  if (best.set == ANSWER_NONE)
    return true; /* each cell is a fault */
  put_set(r, v, best, item->min, m);
  tell_set(r, scale->name, v, best.set, item->min);
  return true;
}
