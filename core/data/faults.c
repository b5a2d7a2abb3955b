/* Cells that cannot be what the study says, gathered by column and code. */
#include "data/faults.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_SHOWN = 24, MOST_MESSAGES = 200 };

faults
faults_new(arena *memory)
{
  return (faults){.memory = memory, .keys = map_new(memory), .key = text_new(memory)};
}

/* The fault of this kind and place; its rows are 0 when it is new. */
static fault *
fault_of(faults *f, cell_fault kind, const char *column, span shown)
{
  f->key.n = 0;
  text_addf(&f->key, "%d:%s:", (int)kind, column);
  text_add_n(&f->key, shown.at, shown.n);
  const uint32_t i = map_add(&f->keys, f->key.at, f->key.n);
  if (i == f->n) {
    const fault fresh = {.kind = kind,
                         .column = arena_string(f->memory, column),
                         .shown = shown.n ? arena_copy(f->memory, shown.at, shown.n) : NULL};
    arena_push(f->memory, f, fresh);
  }
  return &f->at[i];
}

void
faults_add(faults *f, cell_fault kind, const char *column, const study_item *item, span cell,
           char decimal, uint64_t row, unsigned line)
{
  int64_t x;
  cell = span_trim(cell);
  const bool is_code = cell.n <= LONGEST_SHOWN && integer_parse(cell, decimal, &x);
  fault *const found = fault_of(f, kind, column, is_code ? cell : (span){"", 0});
  if (found->rows++ > 0)
    return;
  found->item = item;
  found->first_row = row;
  found->first_line = line;
}

void
faults_join(faults *to, const faults *from)
{
  for (size_t i = 0; i < from->n; i++) {
    const fault *const x = &from->at[i];
    const char *const shown = x->shown ? x->shown : "";
    fault *const found = fault_of(to, x->kind, x->column, (span){shown, strlen(shown)});
    if (found->rows == 0 || x->first_row < found->first_row) {
      found->item = x->item;
      found->first_row = x->first_row;
      found->first_line = x->first_line;
    }
    found->rows += x->rows;
  }
}

static int
by_first_row(const void *a, const void *b)
{
  const fault *const x = a, *const y = b;
  if (x->first_row != y->first_row)
    return x->first_row < y->first_row ? -1 : 1;
  const int order = strcmp(x->column, y->column);
  return order ? order : strcmp(x->shown ? x->shown : "", y->shown ? y->shown : "");
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
remedy(const faults *f, const fault *x, const char *study_path, const diags *d)
{
  unsigned line = x->item ? x->item->line : 0;
  const char *const file = diags_place(d, study_path, &line);
  const char *const where = x->item ? arena_printf(f->memory, " (%s:%u)", file, line) : "";
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
faults_report(faults *f, const char *file, const char *study_path, diags *d)
{
  if (f->n)
    qsort(f->at, f->n, sizeof *f->at, by_first_row);
  for (size_t i = 0; i < f->n && i < MOST_MESSAGES; i++) {
    const fault *const x = &f->at[i];
    diag_error(d, "D101", file, x->first_line, NULL, remedy(f, x, study_path, d),
               "column %s: %s, in %" PRIu64 " row%s, the first is row %" PRIu64, x->column,
               complaint(f, x), x->rows, x->rows == 1 ? "" : "s", x->first_row);
  }
  if (f->n > MOST_MESSAGES)
    diag_error(d, "D101", file, 0, NULL, NULL, "and %zu more kinds of such cells",
               f->n - MOST_MESSAGES);
}
