/* The draft as study.xml: what runs, and in comments why, and what was left out. */
#include "draft/draft.h"
#include "draft/names.h"
#include "draft/sheet.h"

#include "base/map.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { LONGEST_NAME = 60, LONGEST_TEXT = 1000, MOST_NAMED = 40, MOST_REASONS = 24 };

const char *
plain_number(arena *memory, double x)
{
  text t = text_new(memory);
  if (x == floor(x) && fabs(x) < 1e15)
    text_addf(&t, "%" PRId64, (int64_t)x);
  else
    text_add_double(&t, x);
  return t.at;
}

static const char *
count_text(arena *memory, uint64_t n)
{
  text t = text_new(memory);
  text_add_count(&t, n);
  return t.at;
}

/* A number of cells, when it is not about few people. */
static const char *
told(arena *memory, uint64_t n)
{
  return n < FEWEST_TOLD ? "a few" : count_text(memory, n);
}

static const char *
column_name(const draft_file *f, uint32_t column)
{
  return column == NO_COLUMN ? NULL : f->e.book.columns[column].name;
}

static const char *
shown_name(const draft *t, const draft_file *f, uint32_t column)
{
  return short_text(t->memory, column_name(f, column), LONGEST_NAME);
}

static const char *
delimiter_word(char delimiter)
{
  return delimiter == ','    ? "comma"
         : delimiter == ';'  ? "semicolon"
         : delimiter == '|'  ? "bar"
         : delimiter == '\t' ? "tab"
                             : NULL;
}

/* --- survey ---------------------------------------------------------------------------------- */

static void
describe_survey(const draft *t, sheet *s, const draft_survey *v)
{
  const draft_file *const f = v->file;
  sheet_comment(s, "%s: read as %s; %s%s rows, %u columns.", short_text(t->memory, f->shown, 200),
                f->e.book.format, f->profile.has_more ? "the first " : "",
                count_text(t->memory, f->profile.rows), f->profile.n_columns);
  for (uint32_t i = 0; i < f->e.book.n_notes; i++)
    sheet_comment(s, "%s", f->e.book.notes[i]);
  if (f->profile.has_more)
    sheet_comment(s, "Rows beyond these were not looked at: they may hold other codes.");
  if (v->marker != NO_COLUMN)
    sheet_comment(s, "Its columns are those with \"%s\" in their names; TO BE CONFIRMED.",
                  f->markers[v->marker].word);
  else if (f->sides == (SIDE_INSIDE | SIDE_OUTSIDE))
    sheet_comment(s, "The file was named on both sides, and no name of a column tells whose "
                     "answers "
                     "it holds: all of them stand on each side. REMOVE those of the other side.");
  if (f->unit == NO_COLUMN)
    sheet_comment(s, "No unit column was found: say which column names what both sides have in "
                     "common (branch, team, school), unit=\"...\". Without it there is no mirror.");
  else
    sheet_comment(s, "Unit \"%s\": %s. TO BE CONFIRMED.", shown_name(t, f, f->unit),
                  f->unit_evidence);
  if (f->parent_evidence)
    sheet_comment(s, "Parent \"%s\": %s.", shown_name(t, f, f->parent), f->parent_evidence);
  if (f->parent_hint)
    sheet_comment(s,
                  "Each unit has one value of \"%s\" too: parent=\"...\", if units belong to it.",
                  short_text(t->memory, f->parent_hint, LONGEST_NAME));
  if (f->is_unit_level && v->is_public)
    sheet_comment(s, "Each row is a unit, and no column holds a number of people: so "
                     "public=\"yes\", "
                     "and nothing is withheld. CONFIRM that anybody may see these figures, or name "
                     "that column, n=\"...\".");
  else if (f->is_unit_level)
    sheet_comment(s, "Each row is a unit: figures, with the number of people behind them.");
}

static void
open_survey(const draft *t, sheet *s, const draft_survey *v)
{
  const draft_file *const f = v->file;
  sheet_open(s, "survey");
  sheet_attribute(s, "id", v->id);
  sheet_attribute(s, "side", v->side == SIDE_INSIDE ? "inside" : "outside");
  if (f->is_unit_level)
    sheet_attribute(s, "level", "unit");
  if (v->is_public)
    sheet_attribute(s, "public", "yes");
  sheet_attribute(s, "file", f->shown);
  sheet_attribute(s, "delimiter", delimiter_word(t->hints->delimiter));
  sheet_attribute(s, "encoding", t->hints->encoding);
  if (f->profile.decimal == ',')
    sheet_attribute(s, "decimal", ",");
  sheet_attribute(s, "unit", column_name(f, f->unit));
  sheet_attribute(s, "unit-label", column_name(f, f->label));
  sheet_attribute(s, "parent", column_name(f, f->parent));
  sheet_attribute(s, "respondent", column_name(f, f->respondent));
  sheet_attribute(s, "weight", column_name(f, f->weight));
  sheet_attribute(s, "n", column_name(f, v->count));
  sheet_attribute(s, "response-rate", column_name(f, v->rate));
  sheet_content(s);
}

/* Of the columns that the survey uses: words, and codes, for "no answer". */
static void
used_missing(const draft_survey *v, uint32_t *words, uint32_t *codes)
{
  const draft_file *const f = v->file;
  *words = *codes = 0;
  for (uint32_t i = 0; i < v->n_active; i++)
    for (uint32_t j = 0; j < v->scales[i].n_items; j++) {
      *words |= f->profile.columns[v->scales[i].items[j].column].words;
      *codes |= f->columns[v->scales[i].items[j].column].missing;
    }
  for (uint32_t i = 0; i < f->profile.n_columns; i++)
    if (f->columns[i].use == USE_COUNT || f->columns[i].use == USE_RATE)
      *words |= f->profile.columns[i].words;
}

static void
write_missing(const draft *t, sheet *s, const draft_survey *v)
{
  const draft_file *const f = v->file;
  uint32_t words, codes, n = 0;
  used_missing(v, &words, &codes);
  for (size_t i = 0; i < f->n_codes && n < MOST_DECLARED; i++) {
    if (!(codes >> i & 1))
      continue;
    sheet_comment(s, "%s in %s cells: TO BE CONFIRMED.", f->codes[i].code,
                  told(t->memory, f->codes[i].cells));
    sheet_open(s, "missing");
    sheet_attribute(s, "code", f->codes[i].code);
    sheet_attribute(s, "reason", short_text(t->memory, f->codes[i].reason, 180));
    sheet_empty(s);
    n++;
  }
  for (size_t i = 0; i < f->profile.n_missing && n < MOST_DECLARED; i++) {
    if (!(words >> i & 1))
      continue;
    sheet_open(s, "missing");
    sheet_attribute(s, "code", f->profile.missing[i].word);
    sheet_attribute(s, "reason", f->profile.missing[i].reason);
    sheet_empty(s);
    n++;
  }
}

/* --- scales ---------------------------------------------------------------------------------- */

static const char *
range_text(arena *memory, double lo, double hi)
{
  return arena_printf(memory, "%s to %s", plain_number(memory, lo), plain_number(memory, hi));
}

/* Codes that were met may be told; numbers may be what a person answered, and are not. */
static void
describe_range(const draft *t, sheet *s, const draft_survey *v, const draft_scale *x)
{
  const column_guess *const first = &v->file->columns[x->items[0].column];
  double lo = INFINITY, hi = -INFINITY;
  bool is_labelled = true, is_recommend = false;
  for (uint32_t i = 0; i < x->n_items; i++) {
    const column_guess *const g = &v->file->columns[x->items[i].column];
    lo = fmin(lo, g->lo);
    hi = fmax(hi, g->hi);
    is_labelled = is_labelled && g->is_labelled;
    is_recommend |= g->is_recommend;
  }
  if (first->is_words)
    sheet_comment(s,
                  "Answers as text, read as %s: orgmirror check says which is which. TO BE "
                  "CONFIRMED, or declared: <answers>.",
                  range_text(t->memory, x->min, x->max));
  else if (first->use == USE_ITEM && is_labelled)
    sheet_comment(s, "Range %s: as the labels in the export say.",
                  range_text(t->memory, x->min, x->max));
  else if (first->use == USE_ITEM)
    sheet_comment(s, "Codes met: %s. Range TO BE CONFIRMED.", range_text(t->memory, lo, hi));
  if (is_recommend)
    sheet_comment(s, "0 to 10: a candidate for a net promoter score, if it asks whether people "
                     "would recommend you.");
}

static const char *
item_text(const draft *t, const draft_survey *v, uint32_t column)
{
  return short_text(t->memory, v->file->e.book.columns[column].text, LONGEST_TEXT);
}

static void
write_item(const draft *t, sheet *s, const draft_survey *v, const draft_scale *x, uint32_t i)
{
  const draft_item *const item = &x->items[i];
  const column_guess *const g = &v->file->columns[item->column];
  if (item->seems_reversed && !isnan(item->r)) {
    text r = text_new(t->memory);
    text_add_fixed(&r, item->r, 2);
    sheet_comment(s,
                  "Looks reversed: mean correlation %s with the others. If it is worded the other "
                  "way round, say reversed=\"yes\".",
                  r.at);
  }
  sheet_open(s, "item");
  sheet_attribute(s, "column", column_name(v->file, item->column));
  if (g->is_labelled && (g->min > x->min || g->max < x->max)) {
    sheet_attribute(s, "min", plain_number(t->memory, g->min));
    sheet_attribute(s, "max", plain_number(t->memory, g->max));
  }
  const char *const asked = item_text(t, v, item->column);
  if (*asked)
    sheet_text(s, "item", asked);
  else
    sheet_empty(s);
}

static void
write_scale(const draft *t, sheet *s, const draft_survey *v, const draft_scale *x)
{
  if (x->evidence)
    sheet_comment(s, "%s. TO BE CONFIRMED.", x->evidence);
  describe_range(t, s, v, x);
  sheet_open(s, "scale");
  sheet_attribute(s, "id", x->id);
  sheet_attribute(s, "label", *x->label ? x->label : NULL);
  sheet_attribute(s, "min", plain_number(t->memory, x->min));
  sheet_attribute(s, "max", plain_number(t->memory, x->max));
  if (x->is_numbers && !v->file->is_unit_level)
    sheet_attribute(s, "values", "numbers");
  sheet_attribute(s, "n", column_name(v->file, x->count));
  sheet_attribute(s, "response-rate", column_name(v->file, x->rate));
  sheet_content(s);
  for (uint32_t i = 0; i < x->n_items; i++)
    write_item(t, s, v, x, i);
  sheet_close(s, "scale");
}

/* --- what was left out ----------------------------------------------------------------------- */

/* Names under one heading. */
typedef struct heading {
  const char *reason;
  const char *question; /* of the last name: columns of one question are named once */
  text names;
  uint32_t n, shown;
} heading;

static void
file_under(const draft *t, heading *all, map *reasons, const char *reason, const char *name)
{
  if (reasons->n >= MOST_REASONS && map_find(reasons, reason, strlen(reason)) == MAP_NONE)
    return;
  heading *const h = &all[map_add(reasons, reason, strlen(reason))];
  if (h->n++ == 0)
    *h = (heading){.reason = reason, .question = "", .names = text_new(t->memory), .n = 1};
  const char *const question = question_of(t->memory, name);
  const bool is_same = *question && strcmp(question, h->question) == 0;
  h->question = question;
  if (is_same || h->shown++ >= MOST_NAMED)
    return;
  const char *const shown = *question ? question : *name ? name : "(no name)";
  text_addf(&h->names, "%s%s", h->shown > 1 ? ", " : "",
            short_text(t->memory, shown, LONGEST_NAME));
}

static const char *
reason_of(const draft_survey *v, uint32_t column)
{
  const column_guess *const g = &v->file->columns[column];
  if (g->use == USE_WORDS)
    return "ANSWERS AS TEXT, not scored yet: export them as numbers, or declare what they stand "
           "for";
  if (g->use != USE_NOTHING)
    return NULL;
  return g->why ? g->why : "not used";
}

static void
write_left_out(const draft *t, sheet *s, const draft_survey *v)
{
  heading *const all = arena_many(t->memory, MOST_REASONS, heading);
  map reasons = map_new(t->memory);
  for (uint32_t i = v->n_active; i < v->n_scales; i++)
    file_under(t, all, &reasons,
               i < MOST_SCALES ? "figures without a number of people, n=\"...\""
                               : "more scales than a draft starts with: add those that matter",
               column_name(v->file, v->scales[i].items[0].column));
  for (uint32_t i = 0; i < v->file->profile.n_columns; i++) {
    const char *const reason = survey_has(v, i) ? reason_of(v, i) : NULL;
    if (reason)
      file_under(t, all, &reasons, reason, column_name(v->file, i));
  }
  for (uint32_t i = 0; i < reasons.n; i++) {
    const bool is_cut = all[i].n > all[i].shown || all[i].shown > MOST_NAMED;
    sheet_comment(s, "Left out (%s): %s%s%s", all[i].reason, all[i].names.at,
                  is_cut ? "; columns in all: " : "",
                  is_cut ? count_text(t->memory, all[i].n) : "");
  }
}

static void
write_survey(const draft *t, sheet *s, const draft_survey *v)
{
  sheet_blank(s);
  describe_survey(t, s, v);
  if (!v->n_active) {
    sheet_comment(s, "NO SURVEY YET: nothing of this file can be scored as it is.");
    write_left_out(t, s, v);
    return;
  }
  open_survey(t, s, v);
  write_missing(t, s, v);
  sheet_comment(s, "min and max of a scale are the lowest and the highest answer that could be "
                   "given, not those that were: they are guessed from what was met, and TO BE "
                   "CONFIRMED.");
  for (uint32_t i = 0; i < v->n_active; i++)
    write_scale(t, s, v, &v->scales[i]);
  write_left_out(t, s, v);
  sheet_close(s, "survey");
}

/* --- pairs ----------------------------------------------------------------------------------- */

static const char *
scale_name(const draft *t, uint32_t survey, uint32_t scale)
{
  const draft_survey *const v = &t->surveys[survey];
  return arena_printf(t->memory, "%s.%s", v->id, v->scales[scale].id);
}

static void
list_scales(const draft *t, sheet *s, side_mask side, const char *words)
{
  text names = text_new(t->memory);
  uint32_t n = 0;
  for (uint32_t i = 0; i < t->n_surveys; i++)
    for (uint32_t j = 0; t->surveys[i].side == side && j < t->surveys[i].n_active; j++)
      if (n++ < MOST_NAMED)
        text_addf(&names, "%s%s", names.n ? ", " : "", scale_name(t, i, j));
  if (n)
    sheet_comment(s, "%s: %s%s", words, names.at, n > MOST_NAMED ? " and more" : "");
}

static void
write_pairs(const draft *t, sheet *s)
{
  sheet_blank(s);
  if (!t->n_pairs) {
    sheet_comment(s, "No pair: a mirror needs scales on both sides, a unit column in both, and "
                     "units "
                     "that are on both sides. What the exports hold is described without it.");
    list_scales(t, s, SIDE_INSIDE, "Scales inside");
    list_scales(t, s, SIDE_OUTSIDE, "Scales outside");
    return;
  }
  sheet_comment(s, "Pairs: what is expected to be mirrored in what. DECLARE THEM BEFORE YOU LOOK "
                   "AT "
                   "ANY RESULT, from what you believe and not from the data; sign=\"-\" where one "
                   "is "
                   "high when the other is low.");
  if (!t->pairs[0].evidence) {
    sheet_comment(s, "THIS PAIR IS ARBITRARY: no name or text is the same on both sides, so it is "
                     "but the first of all. Replace it. Any scale inside may be paired with any "
                     "outside:");
    list_scales(t, s, SIDE_INSIDE, "Inside");
    list_scales(t, s, SIDE_OUTSIDE, "Outside");
  }
  for (uint32_t i = 0; i < t->n_pairs; i++) {
    const draft_pair *const p = &t->pairs[i];
    if (p->evidence)
      sheet_comment(s, "Candidate: %s.", p->evidence);
    sheet_open(s, "pair");
    sheet_attribute(s, "inside", scale_name(t, p->inside_survey, p->inside_scale));
    sheet_attribute(s, "outside", scale_name(t, p->outside_survey, p->outside_scale));
    sheet_empty(s);
  }
}

text
draft_xml(const draft *t)
{
  sheet s = sheet_new(t->memory);
  sheet_comment(&s, "A draft, made from the exports by orgmirror new study. It runs as it is, but "
                    "every part of it is a guess: read the comments, correct what is wrong, and "
                    "declare the pairs before you look at any result. See orgmirror-study(5).");
  sheet_open(&s, "study");
  sheet_attribute(&s, "xmlns", "urn:orgmirror:study:1");
  sheet_content(&s);
  sheet_open(&s, "title");
  sheet_text(&s, "title", t->title);
  if (t->minimum) {
    sheet_open(&s, "privacy");
    sheet_attribute(&s, "minimum", arena_printf(t->memory, "%u", t->minimum));
    sheet_empty(&s);
  }
  for (uint32_t i = 0; i < t->n_surveys; i++)
    write_survey(t, &s, &t->surveys[i]);
  write_pairs(t, &s);
  sheet_close(&s, "study");
  return s.out;
}
