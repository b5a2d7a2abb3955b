/* The texts of columns whose answers are read together. */
#include "data/answers_build.h"

#include "base/fold.h"

#include <string.h>

vocabulary
vocabulary_new(arena *memory)
{
  return (vocabulary){.words = map_new(memory), .labels = map_new(memory)};
}

static const char *
folded_span(arena *memory, span s)
{
  return text_folded(memory, arena_copy(memory, s.at, s.n));
}

/* The same words beside two numbers are fine ("disagree" on both sides of the middle); one number
 * with different words is not. */
static void
take_numbered(const answer_reading *r, vocabulary *v, double x, span words)
{
  const char *const folded = folded_span(r->memory, words);
  text digits = text_new(r->memory);
  text_add_double(&digits, x);
  for (uint32_t i = 0; i < v->labels.n; i++)
    if (v->number[i] == x && strcmp(v->labels.keys[i], folded) != 0)
      v->conflict = digits.at;
  const uint32_t before = v->labels.n;
  if (map_add(&v->labels, folded, strlen(folded)) < before)
    return;
  v->number = arena_room(r->memory, v->number, before, &v->number_capacity, sizeof *v->number);
  v->number[before] = x;
}

static bool
is_declared_missing(const answer_reading *r, span cell)
{
  for (uint32_t i = 0; i < r->survey->n_missing; i++)
    if (span_is(cell, r->survey->missing[i].code))
      return true;
  return false;
}

/* The label of a value that is no number, "A1": then the label is the answer. */
static const char *
label_of(const codebook_column *book, span cell)
{
  for (uint32_t i = 0; book && i < book->n_labels; i++)
    if (span_is(cell, book->labels[i].value))
      return book->labels[i].label;
  return NULL;
}

void
vocabulary_take(const answer_reading *r, vocabulary *v, const codebook_column *book, span cell)
{
  double x;
  span words;
  cell = span_trim_wide(cell);
  if (!cell.n || is_declared_missing(r, cell))
    return;
  if (number_parse(cell, r->survey->decimal, &x)) {
    v->has_numbers = true;
    return;
  }
  if (answer_number(cell, r->survey->decimal, &x, &words)) {
    take_numbered(r, v, x, words);
    return;
  }
  const char *const label = label_of(book, cell);
  const char *const text = label ? label : arena_copy(r->memory, cell.at, cell.n);
  const char *const folded = text_folded(r->memory, text);
  const char *const key = *folded ? folded : text;
  const uint32_t before = v->words.n;
  if (map_add(&v->words, key, strlen(key)) < before)
    return;
  v->text = arena_room(r->memory, v->text, before, &v->capacity, sizeof *v->text);
  v->text[before] = text;
}

/* The reason that word i gives, where the study lets our words count. */
const char *
vocabulary_reason(const answer_reading *r, const vocabulary *v, uint32_t i)
{
  return r->survey->has_no_answer_words ? no_answer_reason(v->text[i], v->words.keys[i]) : NULL;
}
