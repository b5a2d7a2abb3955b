/* Readers: choosing one, and what all of them share. */
#include "data/reader.h"

#include <errno.h>
#include <string.h>

static const reader_class *const classes[] = {&reader_delimited};

bool
reader_open(reader *r, arena *memory, const char *path, const char *name, reader_hints hints,
            diags *d)
{
  *r = (reader){.memory = memory, .d = d, .name = name, .hints = hints};
  if (!file_read(path, SIZE_MAX / 4, &r->file)) {
    diag_error(d, "D001", name, 0, strerror(errno),
               "correct survey/@file; it is looked for beside study.xml",
               "the export cannot be read");
    return false;
  }
  int best = 0;
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
    const int sure = classes[i]->probe(r->file.at, r->file.n);
    if (sure > best) {
      best = sure;
      r->class = classes[i];
    }
  }
  if (!r->class)
    diag_error(d, "D002", name, 0, NULL, "export it as comma-separated text",
               "this is no format that orgmirror reads");
  return r->class && r->class->open(r);
}

bool
reader_next(reader *r, reader_row *row)
{
  return r->class->next(r, row);
}

void
reader_close(reader *r)
{
  file_release(&r->file);
}

/* A number is no name: then the first row is somebody's answers, and is not repeated. */
static bool
looks_like_names(const codebook *book)
{
  double x;
  for (uint32_t i = 0; i < book->n_columns; i++)
    if (number_parse((span){book->names[i], strlen(book->names[i])}, '.', &x))
      return false;
  return true;
}

/* What to do about a column that is not there: the names that are. */
static const char *
names_of(const reader *r)
{
  enum { SHOWN = 12 };
  text out = text_new(r->memory);
  if (!looks_like_names(&r->codebook))
    return "its first row holds numbers: export it with a row of column names";
  text_add(&out, "choose one of its columns: ");
  for (uint32_t i = 0; i < r->codebook.n_columns && i < SHOWN; i++)
    text_addf(&out, "%s%s", i ? ", " : "", r->codebook.names[i]);
  if (r->codebook.n_columns > SHOWN)
    text_addf(&out, " and %u more", r->codebook.n_columns - SHOWN);
  return out.at;
}

uint32_t
reader_column(const reader *r, const char *name, const char *where, unsigned line)
{
  uint32_t found = UINT32_MAX;
  const span wanted = span_trim((span){name, strlen(name)});
  for (uint32_t i = 0; i < r->codebook.n_columns; i++) {
    if (!span_is(wanted, r->codebook.names[i]))
      continue;
    if (found != UINT32_MAX) {
      diag_error(r->d, "D011", where, line, "the header names it twice",
                 "rename one of them in the export", "the column %s of %s is not clear", name,
                 r->name);
      return UINT32_MAX;
    }
    found = i;
  }
  if (found == UINT32_MAX)
    diag_error(r->d, "D010", where, line, NULL, names_of(r), "%s has no column \"%s\"", r->name,
               name);
  return found;
}
