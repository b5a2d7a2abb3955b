/* The different texts of the first rows. */
#include "data/sample.h"

#include "base/intern.h"
#include "import/scan.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 20 };

typedef struct column_sample {
  bool is_seen[256]; /* cells of one byte */
  intern texts;
} column_sample;

typedef struct sampling {
  arena *memory;
  const export *e;
  uint32_t *columns; /* that are wanted */
  uint32_t n_columns;
  column_sample *at; /* the same */
} sampling;

static void
see(column_sample *c, span cell)
{
  bool is_new;
  cell = span_trim(cell);
  if (cell.n && c->texts.n < SAMPLE_TEXTS)
    intern_add(&c->texts, cell, &is_new);
}

/* The first block of the text, with what a scan wants around it. */
static size_t
read_block(const export *e, uint8_t *text)
{
  const uint64_t left = e->end - e->at;
  const size_t wanted = left < BLOCK ? (size_t)left : BLOCK;
  size_t n = 0;
  for (ssize_t got = 1; n < wanted && got > 0;) {
    got = pread(e->fd, text + n, wanted - n, (off_t)(e->at + n));
    if (got > 0)
      n += (size_t)got;
    else if (got < 0 && errno == EINTR)
      got = 1;
  }
  return n;
}

/* Most cells hold one byte and need no look at the text.  False when the plain reader must do it.
 */
static bool
sample_scanned(sampling *s)
{
  uint8_t *const buffer = arena_alloc(s->memory, BLOCK + 2 * SCAN_PADDING, 1);
  memset(buffer, '\n', SCAN_PADDING);
  scan x = {.text = buffer + SCAN_PADDING,
            .n = read_block(s->e, buffer + SCAN_PADDING),
            .delimiter = s->e->delimiter,
            .most_records = SAMPLE_ROWS + 1 + BLOCK / s->e->book.n_columns};
  x.cells = arena_alloc(s->memory, x.n + 64, 1);
  x.ends = arena_many(s->memory, x.n / 64 + 2, uint64_t);
  x.records = arena_many(s->memory, x.most_records + 1, uint32_t);
  x.first_cell = arena_many(s->memory, x.most_records + 1, uint32_t);
  scan_best()(&x);
  if (x.is_odd || x.n_records < SAMPLE_ROWS)
    return false;
  for (size_t r = 0; r < SAMPLE_ROWS; r++) {
    const uint8_t *const cells = x.cells + x.first_cell[r];
    if (x.first_cell[r + 1] - x.first_cell[r] != s->e->book.n_columns)
      continue;
    for (uint32_t i = 0; i < s->n_columns; i++) {
      const uint8_t byte = cells[s->columns[i]];
      const uint8_t *at;
      if (byte == SCAN_LONG) {
        const size_t n = scan_cell(&x, r, s->columns[i], &at);
        const bool is_quoted = n >= 2 && at[0] == '"';
        see(&s->at[i], (span){(const char *)at + is_quoted, n - 2 * is_quoted});
      } else {
        s->at[i].is_seen[byte] = true;
      }
    }
  }
  return true;
}

static void
sample_plainly(sampling *s)
{
  diags silent = diags_new(s->memory);
  export e = *s->e;
  e.d = &silent;
  stream rows = stream_new(s->memory, &e, e.at, e.line, 1);
  export_row row;
  for (int r = 0; r < SAMPLE_ROWS && stream_next(&rows, &row); r++)
    for (uint32_t i = 0; i < s->n_columns && row.n_cells == e.book.n_columns; i++)
      see(&s->at[i], row.cells[s->columns[i]]);
}

sample
sample_of(arena *memory, const export *e, const bool *is_wanted)
{
  const uint32_t n = e->book.n_columns;
  sampling s = {.memory = memory,
                .e = e,
                .columns = arena_many(memory, n, uint32_t),
                .at = arena_many(memory, n, column_sample)};
  for (uint32_t c = 0; c < n; c++)
    if (is_wanted[c]) {
      s.at[s.n_columns].texts = intern_new(memory);
      s.columns[s.n_columns++] = c;
    }
  if (!sample_scanned(&s))
    sample_plainly(&s);
  sample out = {arena_many(memory, n, const span *), arena_many(memory, n, size_t)};
  for (uint32_t i = 0; i < s.n_columns; i++) {
    column_sample *const c = &s.at[i];
    for (int byte = ' ' + 1; byte < SCAN_LONG; byte++)
      if (c->is_seen[byte])
        see(c, (span){arena_copy(memory, (const char[]){(char)byte}, 1), 1});
    span *const texts = arena_many(memory, c->texts.n, span);
    for (size_t t = 0; t < c->texts.n; t++)
      texts[t] = c->texts.at[t].text;
    out.texts[s.columns[i]] = texts;
    out.n_texts[s.columns[i]] = c->texts.n;
  }
  return out;
}
