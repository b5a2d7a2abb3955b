/* The answers that a study declares as text. */
#include "data/study.h"

#include "base/fold.h"
#include "base/map.h"
#include "base/xml.h"

#include <math.h>
#include <string.h>

static uint32_t
count_of(const xmlNode *parent, const char *name)
{
  uint32_t n = 0;
  for (const xmlNode *c = xml_child(parent, name); c; c = xml_next(c, name))
    n++;
  return n;
}

static void
read_set(arena *memory, const xmlNode *node, study_answers *set)
{
  *set = (study_answers){.id = xml_attribute(memory, node, "id", ""), .line = xml_line(node)};
  set->at = arena_many(memory, (size_t)count_of(node, "answer") + count_of(node, "no-answer"),
                       study_answer);
  for (const xmlNode *c = xml_child(node, "answer"); c; c = xml_next(c, "answer")) {
    study_answer *const a = &set->at[set->n++];
    const char *const value = xml_attribute(memory, c, "value", "");
    a->text = xml_words(memory, c);
    if (!number_parse((span){value, strlen(value)}, '.', &a->value))
      a->value = NAN;
  }
  for (const xmlNode *c = xml_child(node, "no-answer"); c; c = xml_next(c, "no-answer"))
    set->at[set->n++] =
        (study_answer){.text = xml_words(memory, c),
                       .reason = xml_attribute(memory, c, "reason", xml_words(memory, c))};
}

void
study_answers_read(arena *memory, const xmlNode *root, study *s)
{
  s->answers = arena_many(memory, count_of(root, "answers"), study_answers);
  for (const xmlNode *c = xml_child(root, "answers"); c; c = xml_next(c, "answers"))
    read_set(memory, c, &s->answers[s->n_answers++]);
}

const study_answers *
study_answers_named(arena *memory, const xmlNode *node, unsigned line, const study *s, diags *d)
{
  const char *const id = xml_attribute(memory, node, "answers", NULL);
  if (!id)
    return NULL;
  for (uint32_t i = 0; i < s->n_answers; i++)
    if (strcmp(s->answers[i].id, id) == 0)
      return &s->answers[i];
  diag_error(d, "S105", s->path, line, NULL,
             "declare them before the surveys: <answers id=\"...\">, or correct the name",
             "answers=\"%s\" names no set of answers of this study", id);
  return NULL;
}

/* A text that stands for two things, however it is written. */
static void
check_set(const study *s, const study_answers *set, diags *d)
{
  map texts = map_new(d->memory);
  for (uint32_t i = 0; i < set->n; i++) {
    const study_answer *const a = &set->at[i];
    const char *const key =
        *text_folded(d->memory, a->text) ? text_folded(d->memory, a->text) : a->text;
    const uint32_t before = texts.n;
    if (!*a->text)
      diag_error(d, "S107", s->path, set->line, "an empty cell is no answer anyway",
                 "write the text as the export has it", "the answers %s hold one without a text",
                 set->id);
    else if (map_add(&texts, key, strlen(key)) < before)
      diag_error(d, "S107", s->path, set->line,
                 "case, accents, apostrophes and punctuation do not tell answers apart",
                 "remove one", "the answers %s hold \"%s\" twice", set->id, a->text);
  }
}

void
study_answers_check(const study *s, diags *d)
{
  map ids = map_new(d->memory);
  for (uint32_t i = 0; i < s->n_answers; i++) {
    const study_answers *const set = &s->answers[i];
    const uint32_t before = ids.n;
    if (map_add(&ids, set->id, strlen(set->id)) < before)
      diag_error(d, "S106", s->path, set->line, NULL, "give each an id of its own",
                 "the answers \"%s\" are there twice", set->id);
    check_set(s, set, d);
  }
}

void
study_answers_check_item(const study *s, const study_scale *scale, const study_item *item, diags *d)
{
  if (item->choice && item->selected == SELECTED_YES)
    diag_error(d, "S109", s->path, item->line, "a cell holds a list, or stands for one choice",
               "remove one of them", "the item %s of %s has choice and selected", item->column,
               scale->name);
  if ((item->choice || item->selected == SELECTED_YES) && (item->min != 0 || item->max != 1))
    diag_error(
        d, "S109", s->path, item->line, "taken is 1, and not taken is 0", "say min=\"0\" max=\"1\"",
        "the item %s of %s is a choice, and its range is not 0 to 1", item->column, scale->name);
  for (uint32_t i = 0; item->answers && i < item->answers->n; i++) {
    const study_answer *const a = &item->answers->at[i];
    if (!a->reason && !(a->value >= item->min && a->value <= item->max))
      diag_error(d, "S126", s->path, item->line, NULL,
                 "correct the value, or min and max of the scale",
                 "the answer \"%s\" has a value outside the range of the item %s of %s", a->text,
                 item->column, scale->name);
  }
}
