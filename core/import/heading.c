/* What the formats of survey tools share: reading the words above the columns. */
#include "import/heading.h"

#include "base/date.h"
#include "base/fold.h"
#include "base/map.h"

#include <string.h>

/* Letters and digits of the span, in lower case, are those of `name`. */
static bool
is_known(span s, const char *name)
{
  size_t at = 0;
  for (size_t i = 0; i < s.n; i++) {
    const unsigned char c = (unsigned char)s.at[i];
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (!is_upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c < 0x80)
      continue;
    if (name[at] != (char)(is_upper ? c | 0x20 : c))
      return false;
    at++;
  }
  return at && !name[at];
}

const known_column *
known_find(const known_column *list, span name)
{
  for (; list->name; list++)
    if (is_known(name, list->name))
      return list;
  return NULL;
}

uint32_t
known_count(const known_column *list, const header *h, uint32_t row)
{
  uint32_t n = 0;
  for (size_t i = 0; row < h->n_rows && i < h->n_cells[row]; i++)
    n += known_find(list, header_cell(h, row, i)) != NULL;
  return n;
}

const char *
heading_text(const header *h, uint32_t row, size_t column)
{
  return text_one_line(h->memory, header_cell(h, row, column));
}

uint32_t
heading_width(const header *h, uint32_t header_rows)
{
  size_t n = 0;
  for (uint32_t i = 0; i < header_rows && i < h->n_rows; i++)
    n = h->n_cells[i] > n ? h->n_cells[i] : n;
  return (uint32_t)n;
}

bool
heading_is_whole(const header *h, uint32_t header_rows, const char **why)
{
  if (h->n_rows < header_rows)
    *why = "the file ends within its header rows";
  return h->n_rows >= header_rows;
}

uint32_t
heading_describe(const header *h, const known_column *list, codebook *out, const char **why)
{
  const uint32_t header_rows = h->header_rows ? h->header_rows : 1;
  if (!heading_is_whole(h, header_rows, why))
    return 0;
  *out = codebook_new(h->memory, heading_width(h, 1));
  for (uint32_t i = 0; i < out->n_columns; i++) {
    codebook_column *const c = &out->columns[i];
    const known_column *const known = known_find(list, header_cell(h, 0, i));
    c->name = c->text = heading_text(h, 0, i);
    c->role = known ? known->role : ROLE_NONE;
    c->kind = known ? known->kind : COLUMN_ANY;
  }
  return header_rows;
}

void
heading_settle(arena *memory, codebook *book)
{
  map names = map_new(memory), settled = map_new(memory);
  uint32_t *const count = arena_many(memory, book->n_columns, uint32_t);
  uint32_t *const seen = arena_many(memory, book->n_columns, uint32_t);
  for (uint32_t i = 0; i < book->n_columns; i++) {
    const char *const name = book->columns[i].name;
    if (*name)
      count[map_add(&names, name, strlen(name))]++;
  }
  for (uint32_t i = 0; i < names.n; i++)
    if (count[i] == 1)
      map_add(&settled, names.keys[i], strlen(names.keys[i]));
  for (uint32_t i = 0; i < book->n_columns; i++) {
    codebook_column *const c = &book->columns[i];
    const uint32_t number = *c->name ? map_find(&names, c->name, strlen(c->name)) : MAP_NONE;
    if (number != MAP_NONE && count[number] == 1)
      continue;
    const char *const base = c->name;
    uint32_t before;
    do {
      c->name = number == MAP_NONE ? arena_printf(memory, "column %u", i + 1)
                                   : arena_printf(memory, "%s (%u)", base, ++seen[number]);
      if (number == MAP_NONE && map_find(&settled, c->name, strlen(c->name)) != MAP_NONE)
        c->name = arena_printf(memory, "column %u without a name", i + 1);
      before = settled.n;
    } while (map_add(&settled, c->name, strlen(c->name)) < before && number != MAP_NONE);
  }
}

span
heading_row(span name, span *question)
{
  if (name.n < 3 || name.at[name.n - 1] != ']')
    return (span){"", 0};
  size_t at = name.n - 1, depth = 0;
  for (;; at--) {
    depth += name.at[at] == ']';
    depth -= name.at[at] == '[';
    if (!depth || !at)
      break;
  }
  if (depth || !at)
    return (span){"", 0};
  *question = span_trim_wide((span){name.at, at});
  return span_trim_wide((span){name.at + at + 1, name.n - at - 2});
}

bool
heading_same_words(arena *memory, span cell, const char *text)
{
  const char *const words = text_folded(memory, arena_copy(memory, cell.at, cell.n));
  return *words && strcmp(words, text_folded(memory, text)) == 0;
}

bool
heading_last_words(arena *memory, span cell, const char *text)
{
  const char *const words = text_folded(memory, arena_copy(memory, cell.at, cell.n));
  const char *const whole = text_folded(memory, text);
  const size_t n = strlen(words), n_whole = strlen(whole);
  return n && n < n_whole && strcmp(whole + n_whole - n, words) == 0 &&
         whole[n_whole - n - 1] == ' ';
}

bool
heading_is_selection(const header *h, uint32_t header_rows, const codebook *book, uint32_t first,
                     uint32_t n, chosen_test *is_chosen)
{
  uint32_t filled = 0;
  for (uint32_t row = header_rows; row < h->n_rows; row++)
    for (uint32_t i = first; i < first + n; i++) {
      const span cell = header_cell(h, row, i);
      if (!cell.n || book->columns[i].role == ROLE_OTHER_TEXT)
        continue;
      if (!is_chosen(h, book, i, cell))
        return false;
      filled++;
    }
  return filled > 0;
}

bool
heading_has_date(const header *h, uint32_t row, size_t column)
{
  date when;
  span cell = header_cell(h, row, column);
  const char *const end = memchr(cell.at, ' ', cell.n); /* the time may name a zone of any name */
  if (end)
    cell.n = (size_t)(end - cell.at);
  return date_parse(cell, DATE_DMY, &when) || date_parse(cell, DATE_MDY, &when);
}
