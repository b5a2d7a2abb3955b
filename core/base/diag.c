/* What is wrong and what is odd: collected, all of it, then printed once. */
#include "base/diag.h"

#include "base/text.h"

#include <stdarg.h>

diags
diags_new(arena *memory)
{
  return (diags){.memory = memory};
}

void
diag_add(diags *d, diag message)
{
  if (!message.file)
    message.file = d->default_file;
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

/* The controls that utf8_clean lets pass, as spaces: white space, DEL, and U+0080 to U+009F, among
 * which a terminal finds the start of a command. */
static void
print_inert(const char *clean, FILE *out)
{
  for (const unsigned char *c = (const unsigned char *)clean; *c; c++) {
    const bool is_c1 = c[0] == 0xC2 && c[1] < 0xA0;
    fputc(*c < 0x20 || *c == 0x7F || is_c1 ? ' ' : *c, out);
    c += is_c1;
  }
}

void
diags_print(const diags *d, FILE *out, bool with_notes, bool only_errors)
{
  for (size_t i = 0; i < d->n; i++) {
    const diag *const m = &d->at[i];
    if ((m->level == DIAG_NOTE && !with_notes) || (m->level != DIAG_ERROR && only_errors))
      continue;
    text line = text_new(d->memory);
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
    print_inert(utf8_clean(d->memory, line.at), out);
    fputc('\n', out);
  }
}
