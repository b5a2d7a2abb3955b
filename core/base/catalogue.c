/* A catalogue of translations: two sorted tables of strings in one piece of memory. */
#include "base/catalogue.h"

#include <stdint.h>
#include <string.h>

struct catalogue {
  const unsigned char *at;
  size_t n;
  size_t entries, originals, translations; /* how many; where the tables are */
  bool is_swapped;                         /* written by a machine of the other byte order */
};

enum { HEADER = 20, DESCRIPTOR = 8, MOST_ENTRIES = 1 << 20 };

static uint32_t
word(const catalogue *c, size_t at)
{
  uint32_t x;
  memcpy(&x, c->at + at, sizeof x);
  return c->is_swapped ? __builtin_bswap32(x) : x;
}

/* String `i` of the table; NULL when it does not end within the catalogue. */
static const char *
string(const catalogue *c, size_t table, size_t i)
{
  const size_t length = word(c, table + i * DESCRIPTOR);
  const size_t from = word(c, table + i * DESCRIPTOR + 4);
  if (from >= c->n || length >= c->n - from || c->at[from + length] != '\0')
    return NULL;
  return (const char *)c->at + from;
}

/* True when the table, and every string of it, lies within the catalogue. */
static bool
is_sound(const catalogue *c, size_t table)
{
  if (table > c->n || c->entries > (c->n - table) / DESCRIPTOR)
    return false;
  for (size_t i = 0; i < c->entries; i++)
    if (!string(c, table, i))
      return false;
  return true;
}

const catalogue *
catalogue_open(arena *memory, const void *at, size_t n)
{
  enum { MAGIC = 0x950412de };
  catalogue c = {.at = at, .n = n};
  if (n < HEADER)
    return NULL;
  if (word(&c, 0) != (uint32_t)MAGIC) {
    c.is_swapped = true;
    if (word(&c, 0) != (uint32_t)MAGIC)
      return NULL;
  }
  if (word(&c, 4) >> 16 > 1) /* a major revision that is not known */
    return NULL;
  c.entries = word(&c, 8);
  c.originals = word(&c, 12);
  c.translations = word(&c, 16);
  if (c.entries > MOST_ENTRIES || !is_sound(&c, c.originals) || !is_sound(&c, c.translations))
    return NULL;
  for (size_t i = 1; i < c.entries; i++)
    if (strcmp(string(&c, c.originals, i - 1), string(&c, c.originals, i)) >= 0)
      return NULL; /* what is not in order could not be found */
  catalogue *const out = arena_one(memory, catalogue);
  *out = c;
  return out;
}

/* As strcmp of "context EOT text" with a key, without putting the two together. */
static int
compare(const char *context, const char *text, const char *key)
{
  if (context) {
    const size_t n = strlen(context);
    const int order = strncmp(context, key, n);
    if (order)
      return order;
    key += n;
    if (*key != '\4')
      return '\4' - (unsigned char)*key;
    key++;
  }
  return strcmp(text, key);
}

const char *
catalogue_find(const catalogue *c, const char *context, const char *text)
{
  if (!c || !*text) /* the empty text is the catalogue's own heading */
    return NULL;
  size_t from = 0, to = c->entries;
  while (from < to) {
    const size_t middle = from + (to - from) / 2;
    const int order = compare(context, text, string(c, c->originals, middle));
    if (order == 0) {
      const char *const found = string(c, c->translations, middle);
      return *found ? found : NULL;
    }
    if (order < 0)
      to = middle;
    else
      from = middle + 1;
  }
  return NULL;
}
