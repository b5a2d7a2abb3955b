/* One wide file with both sides in it: which columns belong to whom, by a part of their names.
 *
 * saf_t_11 and saf_p_11 differ in one part alone, and the parts t and p are known words for people
 * inside and outside: so they are the markers. */
#include "draft/draft.h"
#include "draft/words.h"

#include "base/map.h"

#include <string.h>

enum { FEWEST_FAMILIES = 2, MOST_WORDS_SEEN = 64 };

/* A part of a name between separators. */
typedef struct part {
  size_t from, n;
} part;

static bool
is_mark(char c)
{
  return c == '_' || c == '.' || c == '-' || c == ' ';
}

/* The next part at or after *at; false when there is none. */
static bool
next_part(const char *name, size_t *at, part *out)
{
  while (is_mark(name[*at]))
    ++*at;
  out->from = *at;
  while (name[*at] && !is_mark(name[*at]))
    ++*at;
  out->n = *at - out->from;
  return out->n > 0;
}

static const char *
lower(arena *memory, const char *at, size_t n)
{
  char *const out = arena_copy(memory, at, n);
  for (size_t i = 0; i < n; i++)
    if (out[i] >= 'A' && out[i] <= 'Z')
      out[i] = (char)(out[i] + 'a' - 'A');
  return out;
}

/* The name without the part. */
static const char *
without(arena *memory, const char *name, part p)
{
  return arena_printf(memory, "%.*s*%s", (int)p.from, name, name + p.from + p.n);
}

static side_mask
side_of(const char *word)
{
  if (word_is(word, WORDS_INSIDE))
    return SIDE_INSIDE;
  return word_is(word, WORDS_OUTSIDE) ? SIDE_OUTSIDE : SIDE_NONE;
}

/* Families of names that differ in one part, and the words that stand there. */
typedef struct families {
  map keys, words;
  unsigned *sides;   /* [key] */
  uint64_t *members; /* [key], bits: words */
} families;

static families
find_families(arena *memory, const draft_file *f)
{
  families out = {.keys = map_new(memory), .words = map_new(memory)};
  const uint32_t n = f->profile.n_columns;
  out.sides = arena_many(memory, (size_t)n * 2, unsigned);
  out.members = arena_many(memory, (size_t)n * 2, uint64_t);
  for (uint32_t i = 0; i < n; i++) {
    const char *const name = f->e.book.columns[i].name;
    size_t at = 0;
    part p;
    for (unsigned k = 0; k < 6 && next_part(name, &at, &p); k++) {
      const char *const word = lower(memory, name + p.from, p.n);
      const side_mask side = side_of(word);
      if (!side || out.keys.n >= 2 * n)
        continue;
      const uint32_t w = map_add(&out.words, word, p.n);
      const char *const key = without(memory, name, p);
      const uint32_t family = map_add(&out.keys, key, strlen(key));
      out.sides[family] |= side;
      if (w < MOST_WORDS_SEEN)
        out.members[family] |= (uint64_t)1 << w;
    }
  }
  return out;
}

/* Words that stand in families with members on both sides. */
static void
find_markers(draft *t, draft_file *f)
{
  const families all = find_families(t->memory, f);
  f->markers = arena_many(t->memory, all.words.n, marker);
  for (uint32_t w = 0; w < all.words.n && w < MOST_WORDS_SEEN; w++) {
    uint32_t votes = 0;
    for (uint32_t k = 0; k < all.keys.n; k++)
      votes += all.sides[k] == (SIDE_INSIDE | SIDE_OUTSIDE) && (all.members[k] >> w & 1);
    if (votes >= FEWEST_FAMILIES)
      f->markers[f->n_markers++] = (marker){all.words.keys[w], side_of(all.words.keys[w])};
  }
}

/* The marker of a name, when it has one alone. */
static void
mark(draft *t, draft_file *f, uint32_t column)
{
  const char *const name = f->e.book.columns[column].name;
  column_guess *const g = &f->columns[column];
  size_t at = 0;
  part p;
  unsigned found = 0;
  while (next_part(name, &at, &p)) {
    const char *const word = lower(t->memory, name + p.from, p.n);
    for (uint32_t m = 0; m < f->n_markers; m++)
      if (strcmp(f->markers[m].word, word) == 0) {
        g->marker = m;
        g->key = without(t->memory, name, p);
        found++;
      }
  }
  if (found != 1) {
    g->marker = NO_COLUMN;
    g->key = name;
  }
}

void
guess_sides(draft *t, draft_file *f)
{
  if (f->sides == (SIDE_INSIDE | SIDE_OUTSIDE))
    find_markers(t, f);
  for (uint32_t i = 0; i < f->profile.n_columns; i++)
    mark(t, f, i);
}

bool
survey_has(const draft_survey *s, uint32_t column)
{
  return s->marker == NO_COLUMN || s->file->columns[column].marker == s->marker;
}
