/* Answers as text: what the texts of a column stand for. */
#include "data/answers_build.h"

#include "base/fold.h"

#include <math.h>
#include <string.h>

enum { LONGEST_ANSWER = 400 };

/* --- why there is no answer ------------------------------------------------------------------ */

static int
code_of(uint32_t i)
{
  return OM_BLANK + 1 + (int)i;
}

int
reasons_code(reasons *r, const char *reason)
{
  for (uint32_t i = 0; i < r->n; i++)
    if (strcmp(r->at[i], reason) == 0)
      return code_of(i);
  if (r->n == MOST_REASONS)
    return OM_BLANK;
  r->at[r->n] = reason;
  return code_of(r->n++);
}

/* What the study says of the items of a survey. */
static void
add_declared(reasons *r, const study *s, const study_survey *survey)
{
  for (uint32_t i = 0; i < survey->n_scales; i++) {
    const study_scale *const scale = &s->scales[survey->first_scale + i];
    for (uint32_t j = 0; j < scale->n_items; j++) {
      const study_answers *const set = scale->items[j].answers;
      for (uint32_t a = 0; set && a < set->n; a++)
        if (set->at[a].reason)
          reasons_code(r, set->at[a].reason);
    }
  }
}

static void
add_of_codebook(reasons *r, const study *s, const study_survey *survey, const codebook *book)
{
  for (uint32_t i = 0; i < survey->n_scales; i++) {
    const study_scale *const scale = &s->scales[survey->first_scale + i];
    for (uint32_t j = 0; j < scale->n_items; j++) {
      uint32_t n;
      const uint32_t at = codebook_find(r->memory, book, scale->items[j].column, &n);
      for (uint32_t m = 0; at != UINT32_MAX && m < book->columns[at].n_missing; m++)
        reasons_code(r, book->columns[at].missing[m].reason);
    }
  }
}

reasons
reasons_new(arena *memory, const study *s, const study_survey *survey, const codebook *book)
{
  reasons r = {.memory = memory};
  for (uint32_t i = 0; i < survey->n_missing; i++)
    r.at[r.n++] = survey->missing[i].reason;
  add_declared(&r, s, survey);
  if (survey->has_no_answer_words)
    for (size_t i = 0; no_answer_reasons[i]; i++)
      reasons_code(&r, no_answer_reasons[i]);
  if (book)
    add_of_codebook(&r, s, survey, book);
  return r;
}

/* --- looking up ------------------------------------------------------------------------------ */

answer
answer_exactly(const answer_map *m, span cell)
{
  const uint32_t i = map_find(&m->exact, cell.at, cell.n);
  return i == MAP_NONE ? (answer){0} : m->exact_at[i];
}

answer
answer_find(const answer_map *m, span cell)
{
  char folded[LONGEST_ANSWER + 1];
  cell = span_trim_wide(cell);
  const answer exact = answer_exactly(m, cell);
  if (exact.is_known || cell.n > LONGEST_ANSWER)
    return exact;
  const uint32_t i = map_find(&m->folded, folded, text_fold(cell, folded));
  if (i != MAP_NONE)
    return m->folded_at[i];
  double x;
  span words;
  return answer_number(cell, m->decimal, &x, &words) ? answer_of(x) : (answer){0};
}

/* Bytes of what separates a number from words: "-", ":", "=", ".", ")" or a dash; 0 for none. */
static size_t
separator(span s)
{
  if (s.n && strchr("-:=.)", s.at[0]))
    return 1;
  return s.n > 3 && (memcmp(s.at, "\u2013", 3) == 0 || memcmp(s.at, "\u2014", 3) == 0) ? 3 : 0;
}

/* Words: not empty, and they do not begin with a digit, as the end of a range would. */
static bool
is_words(span s)
{
  char folded[LONGEST_ANSWER + 1];
  return s.n && s.n <= LONGEST_ANSWER && text_fold(s, folded) &&
         !(folded[0] >= '0' && folded[0] <= '9');
}

/* "(very likely)" */
static bool
take_brackets(span s, span *inside)
{
  if (s.n < 3 || s.at[0] != '(' || s.at[s.n - 1] != ')')
    return false;
  *inside = (span){s.at + 1, s.n - 2};
  return true;
}

bool
answer_number(span cell, char decimal, double *out, span *words)
{
  cell = span_trim_wide(cell);
  size_t n = 0;
  while (n < cell.n && ((cell.at[n] >= '0' && cell.at[n] <= '9') || (!n && cell.at[n] == '-')))
    n++;
  if (number_parse((span){cell.at, n}, decimal, out)) {
    const span rest = span_trim_wide((span){cell.at + n, cell.n - n});
    const size_t sign = separator(rest);
    if (take_brackets(rest, words))
      return is_words(*words);
    *words = span_trim_wide((span){rest.at + sign, rest.n - sign});
    return sign && is_words(*words);
  }
  /* "very likely (10)" */
  size_t open = cell.n;
  while (open && cell.at[open - 1] != '(')
    open--;
  if (!open || cell.at[cell.n - 1] != ')')
    return false;
  *words = span_trim_wide((span){cell.at, open - 1});
  return is_words(*words) && number_parse((span){cell.at + open, cell.n - open - 1}, decimal, out);
}

/* --- filling --------------------------------------------------------------------------------- */

answer_map *
answers_map(const answer_reading *r)
{
  answer_map *const m = arena_one(r->memory, answer_map);
  *m = (answer_map){
      .exact = map_new(r->memory), .folded = map_new(r->memory), .decimal = r->survey->decimal};
  return m;
}

/* What is there already stays. */
void
answers_put_exact(const answer_reading *r, answer_map *m, const char *text, answer value)
{
  const uint32_t before = m->exact.n;
  if (map_add(&m->exact, text, strlen(text)) < before)
    return;
  m->exact_at = arena_room(r->memory, m->exact_at, before, &m->exact_capacity, sizeof *m->exact_at);
  m->exact_at[before] = value;
}

void
answers_put_folded(const answer_reading *r, answer_map *m, const char *folded, answer value)
{
  const uint32_t before = m->folded.n;
  if (!*folded || map_add(&m->folded, folded, strlen(folded)) < before)
    return;
  m->folded_at =
      arena_room(r->memory, m->folded_at, before, &m->folded_capacity, sizeof *m->folded_at);
  m->folded_at[before] = value;
}

void
answers_put(const answer_reading *r, answer_map *m, const char *text, answer value)
{
  answers_put_exact(r, m, text, value);
  answers_put_folded(r, m, text_folded(r->memory, text), value);
}

void
answers_tell(answer_reading *r, const char *line)
{
  arena_push(r->memory, &r->told, line);
}
