/* Names that may be one. */
#include "data/near.h"

#include "base/fold.h"
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 32, WINDOW = 8, LONGEST_WORD = 64, LONGEST_NAME = 400 };
enum { NOBODY = -1, SEVERAL = -2 };

/* A name and what is left of it at one level of likeness. */
typedef struct name {
  const char *given, *folded, *key;
  int near; /* index on the other side, NOBODY or SEVERAL */
} name;

typedef struct side {
  name *at;
  size_t n;
} side;

static side
side_new(arena *memory, const char *const *names, size_t n)
{
  side s = {.at = arena_many(memory, n, name), .n = n};
  for (size_t i = 0; i < n; i++)
    s.at[i] = (name){.given = names[i], .folded = text_folded(memory, names[i]), .near = NOBODY};
  return s;
}

/* --- levels ---------------------------------------------------------------------------------- */

/* Words of a folded name, which is cut up. */
static size_t
split(char *copy, const char *words[MOST_WORDS])
{
  size_t n = 0;
  char *rest;
  for (char *w = strtok_r(copy, " ", &rest); w && n < MOST_WORDS; w = strtok_r(NULL, " ", &rest))
    words[n++] = w;
  return n;
}

static bool
is_number(const char *word)
{
  return *word && strspn(word, "0123456789") == strlen(word);
}

/* What companies and offices put beside their names. */
static bool
is_suffix(const char *word)
{
  static const char *const suffixes[] = {
      "gmbh", "ag",  "kg",      "ohg",          "ug",  "se",   "ev",   "mbh",         "eg",
      "kgaa", "inc", "ltd",     "llc",          "llp", "lp",   "corp", "corporation", "company",
      "co",   "plc", "limited", "incorporated", "sa",  "sarl", "sas",  "srl",         "spa",
      "bv",   "nv",  "ab",      "as",           "oy",  "aps",  "the"};
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
    if (strcmp(word, suffixes[i]) == 0)
      return true;
  return false;
}

static int
by_text(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
join(arena *memory, const char *const *words, size_t n, const char *between)
{
  text t = text_new(memory);
  for (size_t i = 0; i < n; i++) {
    if (i)
      text_add(&t, between);
    text_add(&t, words[i]);
  }
  return t.at ? t.at : "";
}

typedef enum { LEVEL_FOLDED, LEVEL_TOGETHER, LEVEL_PLAIN, LEVEL_ORDER, N_LEVELS } level;

/* Each level leaves out more than the one before. */
static const char *
key_of(arena *memory, const char *folded, level how)
{
  const char *words[MOST_WORDS], *kept[MOST_WORDS];
  if (how == LEVEL_FOLDED)
    return folded;
  const size_t n = split(arena_string(memory, folded), words);
  if (how == LEVEL_TOGETHER)
    return join(memory, words, n, "");
  size_t n_kept = 0;
  for (size_t i = 0; i < n; i++) {
    if (is_suffix(words[i]))
      continue;
    while (is_number(words[i]) && words[i][0] == '0' && words[i][1])
      words[i]++;
    kept[n_kept++] = words[i];
  }
  if (how == LEVEL_ORDER)
    qsort(kept, n_kept, sizeof *kept, by_text);
  return join(memory, kept, n_kept, " ");
}

static void
meet(side *a, size_t i, side *b, size_t j)
{
  name *const x = &a->at[i], *const y = &b->at[j];
  x->near = x->near == NOBODY || x->near == (int)j ? (int)j : SEVERAL;
  y->near = y->near == NOBODY || y->near == (int)i ? (int)i : SEVERAL;
}

/* Those with the same key on both sides. */
static void
meet_equal(arena *memory, side *a, side *b, level how)
{
  map keys = map_new(memory);
  const uint32_t none = UINT32_MAX;
  uint32_t *const last = arena_many(memory, b->n, uint32_t);
  uint32_t *const before = arena_many(memory, b->n, uint32_t);
  for (size_t j = 0; j < b->n; j++) {
    if (b->at[j].near != NOBODY)
      continue;
    const char *const key = key_of(memory, b->at[j].folded, how);
    const uint32_t fresh = keys.n;
    const uint32_t k = *key ? map_add(&keys, key, strlen(key)) : none;
    if (k == none)
      continue;
    before[j] = k < fresh ? last[k] : none;
    last[k] = (uint32_t)j;
  }
  for (size_t i = 0; i < a->n; i++) {
    if (a->at[i].near != NOBODY)
      continue;
    const char *const key = key_of(memory, a->at[i].folded, how);
    const uint32_t k = map_find(&keys, key, strlen(key));
    uint32_t seen = 0;
    for (uint32_t j = k == MAP_NONE ? none : last[k]; j != none && seen < 3; j = before[j], seen++)
      meet(a, i, b, j);
  }
}

/* --- letters --------------------------------------------------------------------------------- */

/* Letters to change, drop, add or exchange with the next, if at most `most`; else most + 1. */
static size_t
distance(const char *a, const char *b, size_t most)
{
  const size_t n = strlen(a), m = strlen(b);
  size_t rows[3][LONGEST_WORD + 1];
  if (n > LONGEST_WORD || m > LONGEST_WORD || (n > m ? n - m : m - n) > most)
    return most + 1;
  for (size_t j = 0; j <= m; j++)
    rows[0][j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t *const now = rows[i % 3], *const up = rows[(i + 2) % 3], *const up2 = rows[(i + 1) % 3];
    size_t least = now[0] = i;
    for (size_t j = 1; j <= m; j++) {
      size_t x = up[j - 1] + (a[i - 1] != b[j - 1]);
      x = up[j] + 1 < x ? up[j] + 1 : x;
      x = now[j - 1] + 1 < x ? now[j - 1] + 1 : x;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && up2[j - 2] + 1 < x)
        x = up2[j - 2] + 1;
      now[j] = x;
      least = x < least ? x : least;
    }
    if (least > most)
      return most + 1;
  }
  return rows[n % 3][m];
}

/* How many letters of a word may differ: none of short ones, and none of a number. */
static size_t
allowance(const char *a, const char *b)
{
  const size_t n = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
  const bool has_digit = strpbrk(a, "0123456789") || strpbrk(b, "0123456789");
  return has_digit || n < 5 ? 0 : n < 9 ? 1 : 2;
}

/* Word by word, at most two words in other letters. */
static bool
is_alike(const char *a, const char *b)
{
  char copies[2][LONGEST_NAME];
  const char *x[MOST_WORDS], *y[MOST_WORDS];
  if (strlen(a) >= LONGEST_NAME || strlen(b) >= LONGEST_NAME)
    return false;
  const size_t n = split(strcpy(copies[0], a), x);
  size_t differing = 0;
  if (split(strcpy(copies[1], b), y) != n)
    return false;
  for (size_t i = 0; i < n; i++) {
    if (strcmp(x[i], y[i]) == 0)
      continue;
    const size_t most = allowance(x[i], y[i]);
    if (!most || ++differing > 2 || distance(x[i], y[i], most) > most)
      return false;
  }
  return differing > 0;
}

/* One name of either side in an order. */
typedef struct placed {
  const char *key;
  bool is_outside;
  size_t index;
} placed;

static int
by_key(const void *a, const void *b)
{
  const placed *const x = a, *const y = b;
  const int order = strcmp(x->key, y->key);
  return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

/* Letters in reverse, so that names that differ at the front stand together too. */
static const char *
backwards(arena *memory, const char *s)
{
  const size_t n = strlen(s);
  char *const out = arena_copy(memory, s, n);
  for (size_t i = 0; i < n; i++)
    out[i] = s[n - 1 - i];
  return out;
}

/* Only names that stand close in the order are compared: else n times n would be. */
static void
meet_alike(arena *memory, side *a, side *b, bool is_backwards)
{
  placed *const order = arena_many(memory, a->n + b->n, placed);
  side *const sides[] = {a, b};
  size_t n = 0;
  for (int s = 0; s < 2; s++)
    for (size_t i = 0; i < sides[s]->n; i++) {
      const char *const key = sides[s]->at[i].key;
      order[n++] = (placed){is_backwards ? backwards(memory, key) : key, s == 1, i};
    }
  if (n)
    qsort(order, n, sizeof *order, by_key);
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n && j <= i + WINDOW; j++) {
      if (order[i].is_outside == order[j].is_outside)
        continue;
      const size_t x = order[i].is_outside ? order[j].index : order[i].index;
      const size_t y = order[i].is_outside ? order[i].index : order[j].index;
      if (is_alike(a->at[x].key, b->at[y].key))
        meet(a, x, b, y);
    }
}

/* What is left after the equal ones were found, in memory of its own. */
static side
remaining(arena *memory, const side *all)
{
  side s = {.at = arena_many(memory, all->n, name)};
  for (size_t i = 0; i < all->n; i++)
    if (all->at[i].near == NOBODY) {
      s.at[s.n] = all->at[i];
      s.at[s.n].key = key_of(memory, all->at[i].folded, LEVEL_PLAIN);
      s.n++;
    }
  return s;
}

static void
collect(arena *memory, const side *a, const side *b, near_pairs *out)
{
  for (size_t i = 0; i < a->n; i++) {
    const int j = a->at[i].near;
    if (j >= 0 && b->at[j].near == (int)i)
      arena_push(memory, out, ((near_pair){a->at[i].given, b->at[j].given}));
  }
}

near_pairs
near_find(arena *memory, const char *const *inside, size_t n_inside, const char *const *outside,
          size_t n_outside)
{
  side a = side_new(memory, inside, n_inside), b = side_new(memory, outside, n_outside);
  near_pairs equal = {0}, alike = {0}, out = {0};
  for (level how = LEVEL_FOLDED; how < N_LEVELS; how++)
    meet_equal(memory, &a, &b, how);
  collect(memory, &a, &b, &equal);
  side c = remaining(memory, &a), e = remaining(memory, &b);
  meet_alike(memory, &c, &e, false);
  meet_alike(memory, &c, &e, true);
  collect(memory, &c, &e, &alike);
  for (size_t i = 0, x = 0, y = 0; i < n_inside; i++) {
    if (x < equal.n && equal.at[x].inside == inside[i])
      arena_push(memory, &out, equal.at[x++]);
    else if (y < alike.n && alike.at[y].inside == inside[i])
      arena_push(memory, &out, alike.at[y++]);
  }
  return out;
}
