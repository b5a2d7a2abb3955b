/* The codebook of an export. */
#include "import/codebook.h"

#include "base/fold.h"

#include <string.h>

enum { LONGEST = 1 << 20, MOST_COLUMNS = 200000 };

codebook
codebook_new(arena *memory, uint32_t n_columns)
{
  codebook book = {.columns = arena_many(memory, n_columns, codebook_column),
                   .n_columns = n_columns,
                   .format = ""};
  for (uint32_t i = 0; i < n_columns; i++)
    book.columns[i] = (codebook_column){.name = "", .text = "", .group = ""};
  return book;
}

void
codebook_note(arena *memory, codebook *book, const char *note)
{
  const char **const notes = arena_many(memory, (size_t)book->n_notes + 1, const char *);
  for (uint32_t i = 0; i < book->n_notes; i++)
    notes[i] = book->notes[i];
  notes[book->n_notes++] = note;
  book->notes = notes;
}

static void
join_column(codebook_column *to, const codebook_column *from)
{
  if (!*to->text)
    to->text = from->text;
  if (!*to->group)
    to->group = from->group;
  if (to->kind == COLUMN_ANY)
    to->kind = from->kind;
  if (to->role == ROLE_NONE)
    to->role = from->role;
  if (!to->n_labels) {
    to->labels = from->labels;
    to->n_labels = from->n_labels;
  }
  if (!to->n_missing) {
    to->missing = from->missing;
    to->n_missing = from->n_missing;
  }
}

void
codebook_join(codebook *book, const codebook *from)
{
  for (uint32_t i = 0; i < from->n_columns; i++)
    for (uint32_t j = 0; j < book->n_columns; j++)
      if (strcmp(from->columns[i].name, book->columns[j].name) == 0)
        join_column(&book->columns[j], &from->columns[i]);
}

/* --- columns by name ------------------------------------------------------------------------- */

/* On one line, with plain apostrophes, quotes and dashes, and "..." for an ellipsis. */
static const char *
plain_name(arena *memory, const char *name)
{
  static const struct {
    const char *typographic, *plain;
  } signs[] = {{"\u2018", "'"}, {"\u2019", "'"}, {"\u201C", "\""}, {"\u201D", "\""},
               {"\u2013", "-"}, {"\u2014", "-"}, {"\u2026", "..."}};
  const char *const line = text_one_line(memory, (span){name, strlen(name)});
  text out = text_new(memory);
  for (const char *at = line; *at; at++) {
    size_t i = 0;
    while (i < sizeof signs / sizeof *signs && strncmp(at, signs[i].typographic, 3) != 0)
      i++;
    if (i < sizeof signs / sizeof *signs) {
      text_add(&out, signs[i].plain);
      at += 2;
    } else {
      text_add_n(&out, at, 1);
    }
  }
  return out.at ? out.at : "";
}

typedef enum { NAME_EXACT, NAME_PLAIN, NAME_ABBREVIATED, N_NAME_MATCHES } name_match;

static bool
is_match(const char *name, const char *wanted, name_match how)
{
  if (how != NAME_ABBREVIATED)
    return strcmp(name, wanted) == 0;
  const char *const dots = strstr(wanted, "...");
  if (!dots)
    return false;
  const size_t n = strlen(name), before = (size_t)(dots - wanted), after = strlen(dots + 3);
  return before + after && before + after < n && strncmp(name, wanted, before) == 0 &&
         strcmp(name + n - after, dots + 3) == 0;
}

uint32_t
codebook_find(arena *memory, const codebook *book, const char *name, uint32_t *n_found)
{
  const span trimmed = span_trim((span){name, strlen(name)});
  const char *const exact = arena_copy(memory, trimmed.at, trimmed.n);
  const char *const plain = plain_name(memory, name);
  uint32_t found = UINT32_MAX;
  *n_found = 0;
  for (name_match how = NAME_EXACT; how < N_NAME_MATCHES && !*n_found; how++)
    for (uint32_t i = 0; i < book->n_columns; i++) {
      const char *const other = book->columns[i].name;
      if (is_match(how == NAME_EXACT ? other : plain_name(memory, other),
                   how == NAME_EXACT ? exact : plain, how)) {
        found = i;
        ++*n_found;
      }
    }
  return *n_found == 1 ? found : UINT32_MAX;
}

/* --- as bytes -------------------------------------------------------------------------------- */

static void
write_column(bytes *out, const codebook_column *c)
{
  bytes_string(out, c->name);
  bytes_string(out, c->text);
  bytes_string(out, c->group);
  bytes_u32(out, c->kind);
  bytes_u32(out, c->role);
  bytes_u32(out, c->n_labels);
  for (uint32_t i = 0; i < c->n_labels; i++) {
    bytes_string(out, c->labels[i].value);
    bytes_string(out, c->labels[i].label);
  }
  bytes_u32(out, c->n_missing);
  for (uint32_t i = 0; i < c->n_missing; i++) {
    bytes_string(out, c->missing[i].value);
    bytes_f64(out, c->missing[i].lo);
    bytes_f64(out, c->missing[i].hi);
    bytes_string(out, c->missing[i].reason);
  }
}

void
codebook_write(bytes *out, const codebook *book)
{
  bytes_string(out, book->format);
  bytes_u32(out, book->n_columns);
  for (uint32_t i = 0; i < book->n_columns; i++)
    write_column(out, &book->columns[i]);
  bytes_u32(out, book->n_notes);
  for (uint32_t i = 0; i < book->n_notes; i++)
    bytes_string(out, book->notes[i]);
}

static const char *
read_text(arena *memory, cursor *in)
{
  const char *const s = cursor_string(in, memory, LONGEST);
  return s ? s : "";
}

/* A count of things that take at least so many bytes each: never more than there can be. */
static uint32_t
read_count(cursor *in, size_t least)
{
  const uint32_t n = cursor_count(in);
  in->broken |= n > (in->n - in->i) / least;
  return in->broken ? 0 : n;
}

static void
read_column(arena *memory, cursor *in, codebook_column *c)
{
  c->name = read_text(memory, in);
  c->text = read_text(memory, in);
  c->group = read_text(memory, in);
  const uint32_t kind = cursor_u32(in), role = cursor_u32(in);
  in->broken |= kind >= N_COLUMN_KINDS || role >= N_COLUMN_ROLES;
  c->kind = in->broken ? COLUMN_ANY : (column_kind)kind;
  c->role = in->broken ? ROLE_NONE : (column_role)role;
  c->n_labels = read_count(in, 8);
  c->labels = arena_many(memory, c->n_labels, value_label);
  for (uint32_t i = 0; i < c->n_labels && !in->broken; i++) {
    c->labels[i].value = read_text(memory, in);
    c->labels[i].label = read_text(memory, in);
  }
  c->n_missing = read_count(in, 24);
  c->missing = arena_many(memory, c->n_missing, value_missing);
  for (uint32_t i = 0; i < c->n_missing && !in->broken; i++) {
    c->missing[i].value = cursor_string(in, memory, LONGEST);
    c->missing[i].lo = cursor_f64(in);
    c->missing[i].hi = cursor_f64(in);
    c->missing[i].reason = read_text(memory, in);
  }
}

bool
codebook_read(arena *memory, cursor *in, codebook *out)
{
  const char *const format = read_text(memory, in);
  const uint32_t n_columns = read_count(in, 28);
  in->broken |= n_columns > MOST_COLUMNS;
  *out = codebook_new(memory, in->broken ? 0 : n_columns);
  out->format = format;
  for (uint32_t i = 0; i < out->n_columns && !in->broken; i++)
    read_column(memory, in, &out->columns[i]);
  out->n_notes = read_count(in, 4);
  out->notes = arena_many(memory, out->n_notes, const char *);
  for (uint32_t i = 0; i < out->n_notes && !in->broken; i++)
    out->notes[i] = read_text(memory, in);
  return cursor_done(in);
}
