/* The maps of a scale: from declared answers, from the codebook, or recognised. */
#include "data/answers_build.h"

#include "base/fold.h"

#include <math.h>
#include <string.h>

/* --- no answer ------------------------------------------------------------------------------- */

/* Our words for no answer; those that were seen are told. */
static void
put_no_answers(answer_reading *r, const char *who, const vocabulary *v, answer_map *m)
{
  text seen = text_new(r->memory);
  for (uint32_t i = 0; i < v->words.n; i++) {
    const char *const reason = vocabulary_reason(r, v, i);
    if (!reason || answer_find(m, (span){v->text[i], strlen(v->text[i])}).is_known)
      continue;
    text_addf(&seen, "%s %s", seen.n ? "," : "", reason);
  }
  if (seen.n)
    answers_tell(r, arena_printf(r->memory, "%s: texts counted as no answer:%s", who, seen.at));
}

/* Words for no answer cannot be listed before they are seen: they are tried where nothing else
 * fits, in the order of the list. */
static void
put_all_no_answers(answer_reading *r, answer_map *m)
{
  static const char *const signs[] = {"-", "\u2013", "\u2014"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    answers_put_exact(r, m, signs[i],
                      (answer){.is_known = true, .missing = reasons_code(r->reasons, "no answer")});
  const char *reason;
  const char *word;
  for (size_t i = 0; (word = no_answer_word(r->memory, i, &reason)); i++)
    answers_put_folded(r, m, word,
                       (answer){.is_known = true, .missing = reasons_code(r->reasons, reason)});
}

/* --- of a scale ------------------------------------------------------------------------------ */

static void
put_declared(answer_reading *r, const study_answers *set, answer_map *m)
{
  for (uint32_t i = 0; i < set->n; i++) {
    const study_answer *const a = &set->at[i];
    answers_put(r, m, a->text,
                a->reason
                    ? (answer){.is_known = true, .missing = reasons_code(r->reasons, a->reason)}
                    : answer_of(a->value));
  }
}

/* What the codebook calls a missing value: its reason, or NULL. */
static const char *
missing_reason(const answer_reading *r, const codebook_column *book, const char *value)
{
  double x = NAN;
  number_parse((span){value, strlen(value)}, r->survey->decimal, &x);
  for (uint32_t i = 0; i < book->n_missing; i++) {
    const value_missing *const m = &book->missing[i];
    if (m->value ? strcmp(m->value, value) == 0 : x >= m->lo && x <= m->hi)
      return m->reason;
  }
  return NULL;
}

/* Labels of the codebook: of a number the number, of another value what its label stands for. */
static bool
put_codebook(answer_reading *r, const codebook_column *book, answer_map *m)
{
  bool has_numbers = false;
  for (uint32_t i = 0; i < book->n_labels; i++) {
    const value_label *const l = &book->labels[i];
    const char *const reason = missing_reason(r, book, l->value);
    double x;
    const bool is_number = number_parse((span){l->value, strlen(l->value)}, '.', &x);
    const bool is_label_number =
        number_parse((span){l->label, strlen(l->label)}, r->survey->decimal, &x);
    if (!*l->label || is_label_number)
      continue;
    if (reason) {
      const answer none = {.is_known = true, .missing = reasons_code(r->reasons, reason)};
      answers_put(r, m, l->label, none);
      if (!is_number)
        answers_put_exact(r, m, l->value, none);
    } else if (is_number) {
      number_parse((span){l->value, strlen(l->value)}, '.', &x);
      answers_put(r, m, l->label, answer_of(x));
      has_numbers = true;
    }
  }
  return has_numbers;
}

/* Values that are no numbers mean what their labels mean. */
static void
put_values(answer_reading *r, const codebook_column *book, answer_map *m)
{
  for (uint32_t i = 0; i < book->n_labels; i++) {
    const value_label *const l = &book->labels[i];
    const answer a = answer_find(m, (span){l->label, strlen(l->label)});
    double x;
    if (a.is_known && !number_parse((span){l->value, strlen(l->value)}, '.', &x))
      answers_put_exact(r, m, l->value, a);
  }
}

static bool
is_labelled(const codebook_column *book)
{
  return book && book->n_labels;
}

/* True when a word of the column is a label of its codebook. */
static bool
uses_labels(const answer_reading *r, const answer_column *c, const answer_map *m)
{
  for (size_t i = 0; i < c->n_texts; i++) {
    double x;
    const span text = span_trim_wide(c->texts[i]);
    if (text.n && !number_parse(text, r->survey->decimal, &x) && answer_find(m, text).is_known)
      return true;
  }
  return false;
}

/* One map for the items from `first` on whose answers are read together; their maps are set. */
static bool
build_together(answer_reading *r, const study_scale *scale, uint32_t first,
               const answer_column *columns, const answer_map **maps)
{
  const study_item *const item = &scale->items[first];
  answer_map *const m = answers_map(r);
  vocabulary v = vocabulary_new(r->memory);
  for (uint32_t i = first; i < scale->n_items; i++) {
    const study_item *const other = &scale->items[i];
    if (maps[i] || other->answers || is_labelled(columns[i].book) || other->min != item->min ||
        other->max != item->max)
      continue;
    maps[i] = m;
    for (size_t t = 0; t < columns[i].n_texts; t++)
      vocabulary_take(r, &v, NULL, columns[i].texts[t]);
  }
  if (!answers_recognise(r, scale, item, &v, m))
    return false;
  const bool has_answers = m->folded.n > 0 || v.labels.n > 0;
  if (has_answers && r->survey->has_no_answer_words) {
    put_no_answers(r, scale->name, &v, m);
    put_all_no_answers(r, m);
  }
  return true;
}

/* A column with a set of its own: declared, or of its codebook. */
static bool
build_alone(answer_reading *r, const study_scale *scale, const study_item *item,
            const answer_column *c, const answer_map **out)
{
  answer_map *const m = answers_map(r);
  vocabulary v = vocabulary_new(r->memory);
  const char *const who = arena_printf(r->memory, "%s, %s", scale->name, item->column);
  for (size_t i = 0; i < c->n_texts; i++)
    vocabulary_take(r, &v, c->book, c->texts[i]);
  *out = m;
  if (item->answers) {
    put_declared(r, item->answers, m);
  } else {
    put_codebook(r, c->book, m);
    if (uses_labels(r, c, m))
      answers_tell(r,
                   arena_printf(r->memory, "%s: answers read by the labels of the codebook", who));
    else if (!answers_recognise(r, scale, item, &v, m))
      return false;
  }
  if (r->survey->has_no_answer_words) {
    put_no_answers(r, who, &v, m);
    put_all_no_answers(r, m);
  }
  if (!item->answers)
    put_values(r, c->book, m);
  return true;
}

/* Which sets of the study the scale uses. */
static void
tell_declared(answer_reading *r, const study_scale *scale)
{
  const study_answers *last = NULL;
  for (uint32_t i = 0; i < scale->n_items; i++) {
    const study_answers *const set = scale->items[i].answers;
    if (set && set != last)
      answers_tell(r, arena_printf(r->memory, "%s: answers read as declared in \"%s\"", scale->name,
                                   set->id));
    last = set;
  }
}

bool
answers_build(answer_reading *r, const study_scale *scale, const answer_column *columns,
              const answer_map **maps)
{
  bool fine = true;
  memset(maps, 0, scale->n_items * sizeof(answer_map *));
  tell_declared(r, scale);
  for (uint32_t i = 0; i < scale->n_items; i++) {
    const study_item *const item = &scale->items[i];
    if (maps[i])
      continue;
    fine &= item->answers || is_labelled(columns[i].book)
                ? build_alone(r, scale, item, &columns[i], &maps[i])
                : build_together(r, scale, i, columns, maps);
  }
  return fine;
}
