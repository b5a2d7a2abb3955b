/* The columns of kept rows. */
#include "data/store.h"

#include <sys/mman.h>

enum { ALIGNMENT = 64 };

static size_t
padded(size_t n)
{
  return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* The next n bytes of the map. */
static void *
carve(store *s, size_t *at, size_t n)
{
  void *const out = s->map ? (char *)s->map + *at : NULL;
  *at += padded(n);
  return out;
}

/* Lays the columns out; with a map, sets them. */
static size_t
lay_out(store *s, const wanted *w, bool with_keys)
{
  size_t at = 0;
  const size_t rows = s->most_rows;
  for (uint32_t i = 0; i < w->n_codes; i++)
    s->codes[i] = carve(s, &at, rows);
  for (uint32_t i = 0; i < w->n_numbers; i++)
    s->numbers[i] = carve(s, &at, rows * sizeof(double));
  s->unit = carve(s, &at, rows * sizeof *s->unit);
  s->content = carve(s, &at, rows * sizeof *s->content);
  s->respondent = w->respondent != COLUMN_NONE ? carve(s, &at, rows * sizeof *s->respondent) : NULL;
  s->keys = with_keys ? carve(s, &at, rows * sizeof *s->keys) : NULL;
  s->comment = w->survey->shows_comments ? carve(s, &at, rows * sizeof *s->comment) : NULL;
  return at;
}

bool
store_open(arena *memory, store *s, const wanted *w, uint64_t most_rows, bool with_keys)
{
  *s = (store){.most_rows = most_rows};
  s->codes = arena_many(memory, w->n_codes, int8_t *);
  s->numbers = arena_many(memory, w->n_numbers, double *);
  s->n_map = lay_out(s, w, with_keys) + ALIGNMENT;
  void *const map = mmap(NULL, s->n_map, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (map == MAP_FAILED)
    return false;
  s->map = map;
  lay_out(s, w, with_keys);
  return true;
}

/* --- respondents that come again ------------------------------------------------------------- */

/* What is known of a respondent. */
typedef struct seen {
  hash128 respondent, content;
  bool is_met, is_kept, in_conflict;
} seen;

static seen *
seen_of(seen *table, size_t n_slots, hash128 respondent)
{
  size_t i = respondent.b & (n_slots - 1);
  while (table[i].is_met &&
         (table[i].respondent.a != respondent.a || table[i].respondent.b != respondent.b))
    i = (i + 1) & (n_slots - 1);
  return &table[i];
}

static bool
has_respondent(const store *s, uint64_t row)
{
  return s->respondent && (s->respondent[row].a || s->respondent[row].b);
}

static void
move_row(store *s, const wanted *w, uint64_t to, uint64_t from)
{
  for (uint32_t c = 0; c < w->n_codes; c++)
    s->codes[c][to] = s->codes[c][from];
  for (uint32_t c = 0; c < w->n_numbers; c++)
    s->numbers[c][to] = s->numbers[c][from];
  s->unit[to] = s->unit[from];
  s->content[to] = s->content[from];
  if (s->keys)
    s->keys[to] = s->keys[from];
  if (s->comment)
    s->comment[to] = s->comment[from];
}

void
store_drop_repeated(arena *memory, store *s, const wanted *w, uint64_t *dropped)
{
  const uint64_t n = s->n_rows;
  size_t n_slots = 64;
  while (n_slots < 2 * n)
    n_slots *= 2;
  seen *const table = s->respondent ? arena_many(memory, n_slots, seen) : NULL;
  for (uint64_t row = 0; s->respondent && row < n; row++) {
    if (!has_respondent(s, row))
      continue;
    seen *const x = seen_of(table, n_slots, s->respondent[row]);
    if (!x->is_met)
      *x = (seen){.respondent = s->respondent[row], .content = s->content[row], .is_met = true};
    x->in_conflict |= x->content.a != s->content[row].a || x->content.b != s->content[row].b;
  }
  uint64_t kept = 0;
  for (uint64_t row = 0; row < n; row++) {
    seen *const x = has_respondent(s, row) ? seen_of(table, n_slots, s->respondent[row]) : NULL;
    if (x && x->in_conflict)
      dropped[DROP_CONFLICT]++;
    else if (x && x->is_kept)
      dropped[DROP_REPEATED]++;
    else if (kept++ != row)
      move_row(s, w, kept - 1, row);
    if (x)
      x->is_kept = true;
  }
  s->n_rows = kept;
}
