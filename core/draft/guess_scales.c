/* Which items belong together: by the codebook, by question text, by name, and by how they are
 * answered. */
#include "base/map.h"
#include "draft/cluster.h"
#include "draft/names.h"
#include "draft/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Mean correlation that keeps items of one family together, and that joins items without one. */
static const double keeps = .15, joins = .45;

enum { FEWEST_JOINED = 3, LONGEST_LABEL = 160 };

/* How an item came to its family: the stronger first. */
typedef enum family_kind { BY_CODEBOOK, BY_QUESTION, BY_NAME, BY_WORD, BY_ANSWERS } family_kind;

typedef struct family {
  family_kind kind;
  const char *key;
  uint32_t *columns;
  uint32_t n;
} family;

typedef struct gathering {
  draft *t;
  draft_survey *s;
  draft_file *f;
  uint32_t *items; /* columns */
  uint32_t n_items;
  family *families;
  uint32_t n_families;
  draft_scale *scales;
  size_t n_scales, capacity;
  map ids, labels;
} gathering;

/* --- families -------------------------------------------------------------------------------- */

/* What a column was asked: its text, or a name that is a sentence. */
static const char *
asked_of(const draft_file *f, uint32_t column)
{
  const codebook_column *const b = &f->e.book.columns[column];
  return *b->text ? b->text : b->name;
}

/* Keys that an item could be found under, from the strongest: kind, then text. */
typedef struct key_list {
  struct {
    family_kind kind;
    uint32_t key; /* in the map */
  } at[2 + MOST_STEMS];
  unsigned n;
} key_list;

static void
add_key(arena *memory, map *keys, key_list *l, family_kind kind, const char *key)
{
  const char *const full = arena_printf(memory, "%d:%s", (int)kind, key);
  l->at[l->n].kind = kind;
  l->at[l->n++].key = map_add(keys, full, strlen(full));
}

static key_list
keys_of(const gathering *w, map *keys, uint32_t column)
{
  arena *const memory = w->t->memory;
  const codebook_column *const b = &w->f->e.book.columns[column];
  key_list l = {.n = 0};
  if (*b->group)
    add_key(memory, keys, &l, BY_CODEBOOK, b->group);
  const char *const question = question_of(memory, asked_of(w->f, column));
  if (*question)
    add_key(memory, keys, &l, BY_QUESTION, question);
  const char *const name = w->f->columns[column].key;
  const name_words words = words_of(memory, name);
  if (words.in_all > 8)
    return l; /* a sentence has no stem */
  const name_stems stems = stems_of(memory, name);
  for (unsigned i = 0; i < stems.n; i++)
    add_key(memory, keys, &l, stems.is_word[i] ? BY_WORD : BY_NAME, stems.at[i]);
  return l;
}

/* Puts each item into the first of its families that has another member. */
static void
find_families(gathering *w)
{
  arena *const memory = w->t->memory;
  map keys = map_new(memory);
  key_list *const lists = arena_many(memory, w->n_items, key_list);
  for (uint32_t i = 0; i < w->n_items; i++)
    lists[i] = keys_of(w, &keys, w->items[i]);
  uint32_t *const members = arena_many(memory, keys.n, uint32_t);
  for (uint32_t i = 0; i < w->n_items; i++)
    for (unsigned k = 0; k < lists[i].n; k++)
      members[lists[i].at[k].key]++;
  uint32_t *const family_of = arena_many(memory, keys.n, uint32_t); /* from 1 */
  w->families = arena_many(memory, w->n_items, family);
  for (uint32_t i = 0; i < w->n_items; i++) {
    unsigned k = 0;
    while (k < lists[i].n && members[lists[i].at[k].key] < 2)
      k++;
    family *to;
    if (k == lists[i].n) {
      to = &w->families[w->n_families++];
      *to = (family){.kind = BY_ANSWERS, .key = "", .columns = arena_many(memory, 1, uint32_t)};
    } else {
      const uint32_t key = lists[i].at[k].key;
      if (!family_of[key]) {
        family_of[key] = ++w->n_families;
        w->families[w->n_families - 1] =
            (family){.kind = lists[i].at[k].kind,
                     .key = keys.keys[key] + 2,
                     .columns = arena_many(memory, members[key], uint32_t)};
      }
      to = &w->families[family_of[key] - 1];
    }
    to->columns[to->n++] = w->items[i];
  }
}

/* --- scales ---------------------------------------------------------------------------------- */

static const char *
own_id(gathering *w, const char *wanted)
{
  arena *const memory = w->t->memory;
  const char *const base = id_of(memory, wanted, "scale");
  const char *id = base;
  for (unsigned i = 2; map_find(&w->ids, id, strlen(id)) != MAP_NONE; i++)
    id = arena_printf(memory, "%s_%u", base, i);
  map_add(&w->ids, id, strlen(id));
  return id;
}

/* Where one family makes several scales, the later ones are numbered. */
static const char *
own_label(gathering *w, const char *wanted)
{
  const char *label = wanted;
  for (unsigned i = 2; *label && map_find(&w->labels, label, strlen(label)) != MAP_NONE; i++)
    label = arena_printf(w->t->memory, "%s (%u)", wanted, i);
  map_add(&w->labels, label, strlen(label));
  return label;
}

/* A key to compare across surveys: lower case, without what numbers add. */
static const char *
plain_key(arena *memory, const char *key)
{
  char *const out = arena_string(memory, key);
  for (char *c = out; *c; c++)
    if (*c >= 'A' && *c <= 'Z')
      *c = (char)(*c + 'a' - 'A');
  return out;
}

static draft_scale
scale_of(gathering *w, const family *from, const uint32_t *columns, uint32_t n)
{
  arena *const memory = w->t->memory;
  const codebook_column *const first = &w->f->e.book.columns[columns[0]];
  const char *const own = w->f->columns[columns[0]].key;
  const bool is_family = n > 1 && from->kind != BY_ANSWERS;
  const bool is_nameless = n > 1 && from->kind == BY_ANSWERS;
  const char *const key = is_family ? from->key : is_nameless ? "" : own;
  const char *const question = n == 1                      ? first->text
                               : from->kind == BY_QUESTION ? from->key
                                                           : question_of(memory, first->text);
  const char *const label = *question ? question : is_family ? from->key : first->name;
  const char *const shown = short_text(memory, label, LONGEST_LABEL);
  draft_scale out = {
      .id = own_id(w, is_family ? from->key : first->name),
      .label =
          own_label(w, is_nameless ? arena_printf(memory, "%s and %u more", shown, n - 1) : shown),
      .key = plain_key(memory, key),
      .text = question,
      .items = arena_many(memory, n, draft_item),
      .n_items = n,
      .min = INFINITY,
      .max = -INFINITY,
      .is_numbers = w->f->columns[columns[0]].use == USE_FIGURE,
      .count = NO_COLUMN,
      .rate = NO_COLUMN};
  for (uint32_t i = 0; i < n; i++) {
    const column_guess *const g = &w->f->columns[columns[i]];
    out.items[i] = (draft_item){.column = columns[i], .r = (double)NAN};
    out.min = fmin(out.min, g->min);
    out.max = fmax(out.max, g->max);
  }
  return out;
}

static void
push_scale(gathering *w, draft_scale s)
{
  w->scales = arena_room(w->t->memory, w->scales, w->n_scales, &w->capacity, sizeof *w->scales);
  w->scales[w->n_scales++] = s;
}

static const char *
evidence_of(const gathering *w, const family *from, uint32_t n, double mean)
{
  static const char *const kinds[] = {
      [BY_CODEBOOK] = "one question of the export",
      [BY_QUESTION] = "the same question text before each",
      [BY_NAME] = "names that differ in number or letter alone",
      [BY_WORD] = "names that begin alike",
      [BY_ANSWERS] = "answered alike, though names and texts do not say so",
  };
  text out = text_new(w->t->memory);
  text_addf(&out, "%u items: %s", n, kinds[from->kind]);
  if (isnan(mean)) {
    text_add(&out, "; too few rows to compare their answers");
  } else {
    text_add(&out, "; mean correlation ");
    text_add_fixed(&out, mean, 2);
  }
  return out.at;
}

static void
add_scale(gathering *w, const family *from, const likeness *l, const uint32_t *members, uint32_t n)
{
  arena *const memory = w->t->memory;
  uint32_t *const columns = arena_many(memory, n, uint32_t);
  for (uint32_t i = 0; i < n; i++)
    columns[i] = from->columns[members[i]];
  draft_scale s = scale_of(w, from, columns, n);
  if (n > 1) {
    double *const r = arena_many(memory, n, double);
    bool *const is_turned = arena_many(memory, n, bool);
    rest_correlations(memory, l, members, n, r, is_turned);
    for (uint32_t i = 0; i < n; i++) {
      s.items[i].r = r[i];
      s.items[i].seems_reversed = is_turned[i];
    }
    s.evidence = evidence_of(w, from, n, mean_likeness(l, members, n));
  }
  push_scale(w, s);
}

/* --- one family ------------------------------------------------------------------------------ */

/* Answers of one kind: two codes, up to seven points, more. */
static int
range_class(const column_guess *g)
{
  return g->min >= 0 && g->max <= 1 ? 0 : g->max - g->min <= 7 ? 1 : 2;
}

static void
leave_out(const gathering *w, uint32_t column, const char *why)
{
  w->f->columns[column].use = USE_NOTHING;
  w->f->columns[column].why = why;
}

/* The items of the family that are of this class; how many. */
static uint32_t
of_class(const gathering *w, const family *from, int class, family *out)
{
  *out = *from;
  out->columns = arena_many(w->t->memory, from->n, uint32_t);
  out->n = 0;
  for (uint32_t i = 0; i < from->n; i++)
    if (range_class(&w->f->columns[from->columns[i]]) == class) {
      if (out->n < MOST_COMPARED)
        out->columns[out->n++] = from->columns[i];
      else
        leave_out(w, from->columns[i], "more columns of one kind than are compared");
    }
  return out->n;
}

static bool
is_all_binary(const gathering *w, const family *x)
{
  for (uint32_t i = 0; i < x->n; i++)
    if (!w->f->columns[x->columns[i]].is_binary)
      return false;
  return true;
}

/* Scales of a family, by how its items are answered; what stands alone goes to `singles`. */
static void
split_family(gathering *w, const family *x, double least, uint32_t fewest, family *singles)
{
  arena *const memory = w->t->memory;
  const likeness l = likeness_of(memory, w->f, x->columns, x->n);
  uint32_t *const group = arena_many(memory, x->n, uint32_t);
  uint32_t *const members = arena_many(memory, x->n, uint32_t);
  const double unknown = x->kind == BY_ANSWERS || x->kind == BY_WORD ? 0 : least;
  const uint32_t n_groups = cluster(memory, &l, least, unknown, group);
  for (uint32_t g = 0; g < n_groups; g++) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n; i++)
      if (group[i] == g)
        members[n++] = i;
    for (uint32_t i = 0; n < fewest && i < n; i++)
      singles->columns[singles->n++] = x->columns[members[i]];
    for (uint32_t from = 0; n >= fewest && from < n; from += MOST_SCALE_ITEMS) {
      const uint32_t rest = n - from;
      add_scale(w, x, &l, members + from, rest < MOST_SCALE_ITEMS ? rest : MOST_SCALE_ITEMS);
    }
  }
}

static void
gather_items(gathering *w)
{
  arena *const memory = w->t->memory;
  family singles = {
      .kind = BY_ANSWERS, .key = "", .columns = arena_many(memory, w->n_items, uint32_t)};
  for (uint32_t i = 0; i < w->n_families; i++)
    for (int class = 0; class < 3; class ++) {
      family x;
      if (!of_class(w, &w->families[i], class, &x))
        continue;
      if (is_all_binary(w, &x))
        for (uint32_t k = 0; k < x.n; k++)
          leave_out(w, x.columns[k], "two codes: yes or no, or a choice, it seems");
      else if (x.n == 1)
        singles.columns[singles.n++] = x.columns[0];
      else
        split_family(w, &x, keeps, 2, &singles);
    }
  family rest = {.columns = arena_many(memory, w->n_items, uint32_t)};
  for (int class = 1; class < 3; class ++) {
    family x;
    if (of_class(w, &singles, class, &x))
      split_family(w, &x, joins, FEWEST_JOINED, &rest);
  }
  for (uint32_t i = 0; i < rest.n; i++)
    push_scale(w, scale_of(w, &singles, &rest.columns[i], 1));
}

/* --- numbers --------------------------------------------------------------------------------- */

static bool
is_one_of(const char *name, const char *extra, const char *key)
{
  const size_t n = strlen(key), m = strlen(extra);
  return strlen(name) == n + m + 1 &&
         ((strncasecmp(name, key, n) == 0 && strcasecmp(name + n + 1, extra) == 0) ||
          (strncasecmp(name, extra, m) == 0 && strcasecmp(name + m + 1, key) == 0));
}

/* The column with the people, or the rate, behind one scale alone: climate_n, n_climate. */
static uint32_t
own_column(const gathering *w, const draft_scale *s, column_use use)
{
  static const char *const counts[] = {"n", "count"}, *const rates[] = {"rr", "rate"};
  const char *const *const extra = use == USE_COUNT ? counts : rates;
  for (uint32_t i = 0; i < w->f->profile.n_columns; i++) {
    const char *const name = w->f->e.book.columns[i].name;
    if (w->f->columns[i].use == use &&
        (is_one_of(name, extra[0], s->key) || is_one_of(name, extra[1], s->key)))
      return i;
  }
  return NO_COLUMN;
}

/* The column for the whole survey: the only one that is no scale's own. */
static uint32_t
common_column(const gathering *w, column_use use)
{
  uint32_t found = NO_COLUMN;
  for (uint32_t i = 0; i < w->f->profile.n_columns; i++) {
    bool is_own = !survey_has(w->s, i) || w->f->columns[i].use != use;
    for (size_t k = 0; k < w->n_scales && !is_own; k++)
      is_own = (use == USE_COUNT ? w->scales[k].count : w->scales[k].rate) == i;
    if (!is_own && found == NO_COLUMN)
      found = i;
  }
  return found;
}

static void
gather_figures(gathering *w)
{
  for (uint32_t i = 0; i < w->f->profile.n_columns; i++) {
    const family alone = {.kind = BY_ANSWERS, .key = ""};
    if (w->f->columns[i].use == USE_FIGURE && survey_has(w->s, i))
      push_scale(w, scale_of(w, &alone, &i, 1));
  }
  if (!w->f->is_unit_level)
    return;
  const size_t most = w->n_scales < MOST_COMPARED ? w->n_scales : MOST_COMPARED;
  for (size_t i = 0; i < most; i++) {
    w->scales[i].count = own_column(w, &w->scales[i], USE_COUNT);
    w->scales[i].rate = own_column(w, &w->scales[i], USE_RATE);
  }
  w->s->count = common_column(w, USE_COUNT);
  w->s->rate = common_column(w, USE_RATE);
  w->s->is_public = w->s->count == NO_COLUMN;
  for (size_t i = 0; i < w->n_scales && w->s->is_public; i++)
    w->s->is_public = w->scales[i].count == NO_COLUMN;
}

/* --- all of them ----------------------------------------------------------------------------- */

/* Without a number of people figures are not public, and cannot be used: they go last. */
static bool
is_usable(const draft_survey *s, const draft_scale *x)
{
  return !s->file->is_unit_level || s->is_public || s->count != NO_COLUMN || x->count != NO_COLUMN;
}

/* What matters most in a file with more than a draft starts with: several items, numbers that look
 * like scores, single codes, other numbers. */
static int
rank_of(const draft_survey *s, const draft_scale *x)
{
  const column_profile *const c = &s->file->profile.columns[x->items[0].column];
  if (x->n_items > 1)
    return 0;
  if (x->is_numbers)
    return c->n_fractions && x->max - x->min <= 10 ? 1 : 3;
  return 2;
}

static int
by_column(const void *a, const void *b)
{
  const draft_scale *const x = a, *const y = b;
  return x->items[0].column < y->items[0].column ? -1 : x->items[0].column > y->items[0].column;
}

/* Those that become scales of the study first, in the order of the file. */
static void
order_scales(gathering *w)
{
  draft_survey *const s = w->s;
  draft_scale *const sorted = arena_many(w->t->memory, w->n_scales, draft_scale);
  uint32_t n = 0;
  if (w->n_scales)
    qsort(w->scales, w->n_scales, sizeof *w->scales, by_column);
  for (int rank = 0; rank < 5; rank++) {
    for (size_t i = 0; i < w->n_scales; i++) {
      const bool is_used = is_usable(s, &w->scales[i]);
      if (rank == (is_used ? rank_of(s, &w->scales[i]) : 4))
        sorted[n++] = w->scales[i];
    }
    if (rank == 3)
      s->n_active = n < MOST_SCALES ? n : MOST_SCALES;
  }
  if (s->n_active)
    qsort(sorted, s->n_active, sizeof *sorted, by_column);
  s->scales = sorted;
  s->n_scales = n;
}

void
guess_scales(draft *t, draft_survey *s)
{
  gathering w = {
      .t = t, .s = s, .f = s->file, .ids = map_new(t->memory), .labels = map_new(t->memory)};
  s->count = s->rate = NO_COLUMN;
  w.items = arena_many(t->memory, w.f->profile.n_columns, uint32_t);
  for (uint32_t i = 0; i < w.f->profile.n_columns; i++)
    if (w.f->columns[i].use == USE_ITEM && survey_has(s, i))
      w.items[w.n_items++] = i;
  if (w.n_items) {
    find_families(&w);
    gather_items(&w);
  }
  gather_figures(&w);
  order_scales(&w);
}
