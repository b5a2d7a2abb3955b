/* What is wrong and what is odd: collected, all of it, then printed once. */
#include "base/diag.h"

#include "base/text.h"

#include <stdarg.h>
#include <string.h>

diags
diags_new(arena *memory)
{
  return (diags){.memory = memory};
}

/* Lines of the file that includes stay below: it has at most 16 MiB. */
enum { LINES_OF_A_FILE = 1 << 24 };

unsigned
diags_included(diags *d, const char *including, const char *file)
{
  d->including = including;
  d->included =
      arena_room(d->memory, d->included, d->n_included, &d->included_capacity, sizeof *d->included);
  d->included[d->n_included++] = file;
  return (unsigned)d->n_included * LINES_OF_A_FILE;
}

const char *
diags_place(const diags *d, const char *file, unsigned *line)
{
  const unsigned which = *line / LINES_OF_A_FILE;
  if (!which || which > d->n_included || !file || strcmp(file, d->including) != 0)
    return file;
  *line %= LINES_OF_A_FILE;
  return d->included[which - 1];
}

void
diag_add(diags *d, diag message)
{
  if (!message.file)
    message.file = d->default_file;
  message.file = diags_place(d, message.file, &message.line);
  d->n_errors += message.level == DIAG_ERROR;
  d->n_warnings += message.level == DIAG_WARNING;
  arena_push(d->memory, d, message);
}

static const char *
format(arena *memory, const char *pattern, va_list args)
{
  va_list again;
  va_copy(again, args);
  const int n = vsnprintf(NULL, 0, pattern, again);
  va_end(again);
  char *const out = arena_alloc(memory, n < 0 ? 1 : (size_t)n + 1, 1);
  if (n > 0)
    vsnprintf(out, (size_t)n + 1, pattern, args);
  return out;
}

void
diag_error(diags *d, const char *code, const char *file, unsigned line, const char *why,
           const char *fix, const char *what, ...)
{
  va_list args;
  va_start(args, what);
  diag_add(d, (diag){DIAG_ERROR, code, file, line, format(d->memory, what, args), why, fix});
  va_end(args);
}

void
diag_warning(diags *d, const char *code, const char *file, unsigned line, const char *why,
             const char *fix, const char *what, ...)
{
  va_list args;
  va_start(args, what);
  diag_add(d, (diag){DIAG_WARNING, code, file, line, format(d->memory, what, args), why, fix});
  va_end(args);
}

bool
diags_has(const diags *d, char letter)
{
  for (size_t i = 0; i < d->n; i++)
    if (d->at[i].level == DIAG_ERROR && d->at[i].code[0] == letter)
      return true;
  return false;
}

const char *
diag_level_name(diag_level level)
{
  return level == DIAG_ERROR ? "error" : level == DIAG_WARNING ? "warning" : "note";
}

/* Messages of one kind: a flood of one must not hide the others. */
typedef struct kind {
  diag_level level;
  const char *code;
  size_t n;
} kind;

typedef struct kinds {
  kind *at;
  size_t n, capacity;
} kinds;

static kind *
kind_of(arena *memory, kinds *all, const diag *m)
{
  for (size_t i = 0; i < all->n; i++)
    if (all->at[i].level == m->level && strcmp(all->at[i].code, m->code) == 0)
      return &all->at[i];
  const kind fresh = {.level = m->level, .code = m->code};
  arena_push(memory, all, fresh);
  return &all->at[all->n - 1];
}

void
diag_print(arena *memory, const diag *m, FILE *out)
{
  text line = text_new(memory);
  if (m->file)
    text_addf(&line, "%s:", m->file);
  if (m->file && m->line)
    text_addf(&line, "%u:", m->line);
  text_addf(&line, "%s%s %s: %s", line.n ? " " : "", diag_level_name(m->level), m->code, m->what);
  if (m->why)
    text_addf(&line, ", because %s", m->why);
  if (m->fix)
    text_addf(&line, ". To fix: %s", m->fix);
  /* A file name or a heading may hold anything: nothing reaches the terminal as a command. */
  fprintf(out, "%s\n", utf8_inert(memory, line.at));
}

void
diags_print(const diags *d, FILE *out, bool is_verbose, bool only_errors)
{
  enum { MOST_OF_A_KIND = 200 };
  kinds all = {0};
  for (size_t i = 0; i < d->n; i++) {
    const diag *const m = &d->at[i];
    if ((m->level == DIAG_NOTE && !is_verbose) || (m->level != DIAG_ERROR && only_errors))
      continue;
    if (kind_of(d->memory, &all, m)->n++ < MOST_OF_A_KIND || is_verbose)
      diag_print(d->memory, m, out);
  }
  for (size_t i = 0; i < all.n && !is_verbose; i++)
    if (all.at[i].n > MOST_OF_A_KIND)
      fprintf(out, "%s %s: %zu more of this kind; -v prints them\n",
              diag_level_name(all.at[i].level), all.at[i].code, all.at[i].n - MOST_OF_A_KIND);
}
