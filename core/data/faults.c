/* Cells that cannot be what the study says, gathered by column and code. */
#include "data/faults.h"

#include <inttypes.h>
#include <string.h>

enum { LONGEST_SHOWN = 24, MOST_MESSAGES = 200 };

faults
faults_new(arena *memory)
{
  return (faults){.memory = memory, .keys = map_new(memory)};
}

void
faults_add(faults *f, cell_fault kind, const char *column, const study_item *item, span cell,
           char decimal, uint64_t row, unsigned line)
{
  int64_t x;
  cell = span_trim(cell);
  const bool is_code = cell.n <= LONGEST_SHOWN && integer_parse(cell, decimal, &x);
  const char *const shown = is_code ? arena_copy(f->memory, cell.at, cell.n) : NULL;
  const char *const key =
      arena_printf(f->memory, "%d:%s:%s", (int)kind, column, shown ? shown : "");
  const uint32_t i = map_add(&f->keys, key, strlen(key));
  if (i == f->n) {
    const fault fresh = {.kind = kind,
                         .column = column,
                         .shown = shown,
                         .item = item,
                         .first_row = row,
                         .first_line = line};
    arena_push(f->memory, f, fresh);
  }
  f->at[i].rows++;
}

static const char *
number_text(arena *memory, double x)
{
  text t = text_new(memory);
  text_add_double(&t, x);
  return t.at;
}

static const char *
complaint(const faults *f, const fault *x)
{
  switch (x->kind) {
  case CELL_NOT_A_NUMBER:
    return "text stands where a number belongs";
  case CELL_NOT_WHOLE:
    return "a number is not a whole code";
  case CELL_UNKNOWN_ANSWER:
    return "a text is none of the answers that the others are";
  default:
    if (!x->item)
      return "a number is below zero, or larger than it can be";
    return arena_printf(f->memory, "%s is outside the declared range %s to %s",
                        x->shown ? x->shown : "a number", number_text(f->memory, x->item->min),
                        number_text(f->memory, x->item->max));
  }
}

/* What to do: a whole number may be a code for "no answer". */
static const char *
remedy(const faults *f, const fault *x, const char *study_path)
{
  const char *const where =
      x->item ? arena_printf(f->memory, " (%s:%u)", study_path, x->item->line) : "";
  if (x->kind == CELL_OUT_OF_RANGE && x->item)
    return x->shown ? arena_printf(f->memory,
                                   "if it stands for no answer, say <missing code=\"%s\"/>; else "
                                   "correct min and max%s",
                                   x->shown, where)
                    : arena_printf(f->memory, "correct min and max%s", where);
  if (x->kind == CELL_UNKNOWN_ANSWER)
    return arena_printf(f->memory,
                        "say which text is which code: <answers id=\"...\">, and answers=\"...\" "
                        "on "
                        "the scale or the item; or, for no answer, <missing code=\"...\"/>%s",
                        where);
  return arena_printf(f->memory,
                      "declare the words for no answer as <missing code=\"...\"/>, %sor name "
                      "another "
                      "column%s",
                      x->item ? "answers that are text as <answers id=\"...\">, " : "", where);
}

void
faults_report(const faults *f, const char *file, const char *study_path, diags *d)
{
  for (size_t i = 0; i < f->n && i < MOST_MESSAGES; i++) {
    const fault *const x = &f->at[i];
    diag_error(d, "D101", file, x->first_line, NULL, remedy(f, x, study_path),
               "column %s: %s, in %" PRIu64 " row%s, the first is row %" PRIu64, x->column,
               complaint(f, x), x->rows, x->rows == 1 ? "" : "s", x->first_row);
  }
  if (f->n > MOST_MESSAGES)
    diag_error(d, "D101", file, 0, NULL, NULL, "and %zu more kinds of such cells",
               f->n - MOST_MESSAGES);
}
