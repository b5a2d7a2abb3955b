/* What was read and guessed, in lines for a terminal. */
#include "draft/draft.h"
#include "draft/names.h"
#include "draft/sheet.h"

#include <string.h>

static const char *
shown(const draft *t, const char *s)
{
  return harmless(t->memory, short_text(t->memory, s, 60));
}

static void
tell_file(const draft *t, text *out, const draft_file *f)
{
  text_addf(out, "%-9s %s: %s; %s", "read", shown(t, f->shown),
            harmless(t->memory, f->e.book.format), f->profile.has_more ? "the first " : "");
  text_add_count(out, f->profile.rows);
  text_addf(out, " rows, %u columns\n", f->profile.n_columns);
  text_addf(out, "%-9s %s; ", "", f->is_unit_level ? "a row is a unit" : "a row is a person");
  if (f->unit == NO_COLUMN)
    text_add(out, "no unit column was found\n");
  else
    text_addf(out, "unit \"%s\": %s\n", shown(t, f->e.book.columns[f->unit].name),
              harmless(t->memory, f->unit_evidence));
}

static void
tell_survey(text *out, const draft_survey *v)
{
  uint32_t items = 0, words = 0, reversed = 0;
  for (uint32_t i = 0; i < v->n_active; i++) {
    items += v->scales[i].n_items;
    for (uint32_t j = 0; j < v->scales[i].n_items; j++)
      reversed += v->scales[i].items[j].seems_reversed;
  }
  for (uint32_t i = 0; i < v->file->profile.n_columns; i++)
    words += survey_has(v, i) && v->file->columns[i].use == USE_WORDS;
  text_addf(out, "%-9s %s: %u scale%s of %u column%s",
            v->side == SIDE_INSIDE ? "inside" : "outside", v->id, v->n_active,
            v->n_active == 1 ? "" : "s", items, items == 1 ? "" : "s");
  if (v->n_scales > v->n_active)
    text_addf(out, "; %u more are named in a comment", v->n_scales - v->n_active);
  if (reversed)
    text_addf(out, "; %u item%s reversed", reversed, reversed == 1 ? " looks" : "s look");
  if (words)
    text_addf(out, "; %u column%s of answers as text, not scored", words, words == 1 ? "" : "s");
  text_add(out, "\n");
}

static void
tell_confirm(const draft *t, text *out)
{
  bool is_public = false, is_both = false, has_missing = false;
  unsigned sides = 0;
  for (uint32_t i = 0; i < t->n_surveys; i++) {
    is_public |= t->surveys[i].is_public && t->surveys[i].n_active;
    is_both |= t->surveys[i].marker == NO_COLUMN &&
               t->surveys[i].file->sides == (SIDE_INSIDE | SIDE_OUTSIDE);
    has_missing |= t->surveys[i].file->n_codes > 0;
    if (t->surveys[i].n_active)
      sides |= t->surveys[i].side;
  }
  text_addf(out,
            "%-9s the unit column, the range of each scale, and which items are scored together\n",
            "confirm");
  if (has_missing)
    text_addf(out, "%-9s the codes that stand for no answer\n", "");
  if (is_public)
    text_addf(out, "%-9s public=\"yes\": figures without a number of people are taken for public\n",
              "");
  if (is_both)
    text_addf(out, "%-9s one file on both sides: remove from each side what belongs to the other\n",
              "");
  if (sides != (SIDE_INSIDE | SIDE_OUTSIDE))
    text_addf(out, "%-9s there is nothing to score %s: there is no mirror without it\n", "",
              sides & SIDE_INSIDE ? "outside" : "inside");
  else if (!t->n_pairs)
    text_addf(out, "%-9s no pair could be drafted: no unit is known to be on both sides\n", "");
  else if (!t->pairs[0].evidence)
    text_addf(out, "%-9s the only pair is arbitrary: declare yours before you look at any result\n",
              "");
  else
    text_addf(out, "%-9s %u pair%s by name or text: declare yours before you look at any result\n",
              "", t->n_pairs, t->n_pairs == 1 ? "" : "s");
}

text
draft_summary(const draft *t, const char *path)
{
  text out = text_new(t->memory);
  for (uint32_t i = 0; i < t->n_files; i++)
    tell_file(t, &out, &t->files[i]);
  for (uint32_t i = 0; i < t->n_surveys; i++)
    tell_survey(&out, &t->surveys[i]);
  tell_confirm(t, &out);
  const char *const study = utf8_inert(t->memory, path);
  text_addf(&out, "%-9s %s\n", "wrote", study);
  text_addf(&out, "%-9s orgmirror check %s\n", "next", study);
  text_addf(&out, "%-9s orgmirror run %s -o report\n", "", study);
  return out;
}
