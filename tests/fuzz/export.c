/* Any file named as an export, text or not: what it is taken for, its columns, and its rows.  The
 * first byte is "a" for a file of which nothing is said; others say its format or its encoding. */
#include "fuzz.h"

#include "import/export.h"
#include "import/strangers.h"

#include <stdio.h>

static const char *const formats[] = {NULL,       "qualtrics",  "surveymonkey",
                                      "alchemer", "limesurvey", "google-forms",
                                      "typeform", "ms-forms",   "generic"};
static const char *const encodings[] = {NULL, "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"};

static export_hints
hints_of(unsigned choice)
{
  if (choice == 'a')
    return (export_hints){0};
  const unsigned n_formats = sizeof formats / sizeof *formats;
  const unsigned n_encodings = sizeof encodings / sizeof *encodings;
  return (export_hints){.format = formats[choice % n_formats],
                        .encoding = encodings[choice / n_formats % n_encodings],
                        .header_rows = choice / (n_formats * n_encodings)};
}

/* Columns and rows of an export that was opened. */
static void
judge(arena *memory, const export *e)
{
  conversion c = {.memory = memory, .book = e->book};
  fuzz_judge(&c, true, "", 0);
  stream s = stream_new(memory, e, e->at, e->line, 1);
  export_row row;
  uint64_t n = 0;
  while (stream_next(&s, &row)) {
    n++;
    if (row.number != n || !row.n_cells)
      abort();
    for (size_t i = 0; i < row.n_cells; i++)
      if (utf8_check(row.cells[i].at, row.cells[i].n) != row.cells[i].n)
        abort();
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
  if (!n)
    return 0;
  const export_hints hints = hints_of(at[0]);
  const int fd = fuzz_file(at + 1, n - 1);
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump))
    abort();
  arena *const memory = arena_new(&handler);
  diags d = diags_new(memory);
  export e;
  const char *fix = NULL;
  const char *const stranger = stranger_of((const char *)at + 1, n - 1, &fix);
  const bool is_open = export_open(&e, memory, path, "fuzz", &hints, NULL, &d);
  if (is_open != (d.n_errors == 0) || (stranger && !fix) ||
      (is_open && stranger && n > 1 && !hints.format))
    abort();
  if (is_open)
    judge(memory, &e);
  export_close(&e);
  close(fd);
  arena_free(memory);
  return 0;
}
