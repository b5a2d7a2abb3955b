/* What the fuzz targets share: a converter on bytes, in this process, with a memory of its own. */
#ifndef OM_FUZZ_H
#define OM_FUZZ_H

#include "base/xml.h"
#include "import/format.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

static inline int
fuzz_file(const uint8_t *at, size_t n)
{
  const int fd = memfd_create("input", MFD_CLOEXEC);
  if (fd < 0 || write(fd, at, n) != (ssize_t)n)
    abort();
  return fd;
}

/* What it leaves must be what the core believes: a codebook that reads back, rows that parse. */
static inline void
fuzz_judge(conversion *c, bool is_fine, const char *text, size_t n)
{
  if (!is_fine) {
    if (!c->why)
      abort();
    return;
  }
  bytes out = bytes_new(c->memory);
  codebook_write(&out, &c->book);
  cursor in = cursor_new(out.at, out.n);
  codebook back;
  if (!codebook_read(c->memory, &in, &back) || back.n_columns != c->book.n_columns)
    abort();
  records r = records_new(c->memory, (span){text, n}, true, ',', 1);
  record_state state;
  size_t width = c->book.n_columns;
  while ((state = records_next(&r)) == RECORD_ROW) {
    const bool is_blank = r.n_cells == 1 && r.cells[0].n == 0;
    if (!is_blank && width && r.n_cells != width)
      abort(); /* rows of different lengths */
    width = is_blank ? width : r.n_cells;
  }
  if (state != RECORD_END && state != RECORD_TOO_WIDE)
    abort();
}

/* `file` and `beside` are descriptors or -1; both are closed. */
static inline void
fuzz_convert(const char *id, int file, int beside)
{
  static bool is_started;
  if (!is_started)
    xml_start();
  is_started = true;
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  handler.allowed = 1 << 16;
  arena *const memory = arena_new(&handler);
  char *text = NULL;
  size_t n = 0;
  FILE *const out = file >= 0 ? open_memstream(&text, &n) : NULL;
  if (setjmp(handler.jump) == 0) {
    conversion c = {
        .memory = memory, .fd = file, .codebook_fd = beside, .name = "fuzz", .out = out};
    const bool is_fine = converter_named(id)->run(&c);
    if (out)
      fflush(out);
    fuzz_judge(&c, is_fine, text ? text : "", n);
  }
  if (out)
    fclose(out);
  free(text);
  if (file >= 0)
    close(file);
  if (beside >= 0)
    close(beside);
  arena_free(memory);
}

#endif
