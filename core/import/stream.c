/* The rows of an export, one at a time: the plain way, which says what is wrong. */
#include "import/export.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_BLOCK = 256 << 10 };

stream
stream_new(arena *memory, const export *e, uint64_t at, unsigned line, uint64_t row)
{
  stream s = {.from = e, .capacity = FIRST_BLOCK, .next = at, .row = row - 1};
  s.buffer = arena_alloc(memory, s.capacity, 1);
  s.records = records_new(memory, (span){s.buffer, 0}, false, e->delimiter, line);
  return s;
}

static bool
fail(const stream *s, const char *code, unsigned line, const char *why, const char *fix,
     const char *what)
{
  diag_error(s->from->d, code, s->from->name, line, why, fix, "%s", what);
  return false;
}

/* More of the text behind what is left of the buffer.  False when a record is too long, or the
 * file cannot be read. */
static bool
refill(stream *s)
{
  records *const r = &s->records;
  const size_t left = s->n - r->at;
  if (r->at == 0 && s->n == s->capacity) {
    if (s->capacity >= LONGEST_RECORD)
      return fail(s, "D036", r->line, "a quote may be open, or a cell hold what is no answer",
                  "look for a quote that is not closed; or export without that column",
                  "a row is longer than 32 MiB");
    s->capacity *= 4;
    char *const longer = arena_alloc(r->memory, s->capacity, 1);
    memcpy(longer, s->buffer, s->n);
    s->buffer = longer;
  } else {
    memmove(s->buffer, s->buffer + r->at, left);
  }
  s->n = left;
  while (s->n < s->capacity && s->next < s->from->end) {
    const uint64_t wanted = s->from->end - s->next, room = s->capacity - s->n;
    const ssize_t got = pread(s->from->fd, s->buffer + s->n,
                              (size_t)(wanted < room ? wanted : room), (off_t)s->next);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return fail(s, "D001", 0, got ? strerror(errno) : "it became shorter while it was read", NULL,
                  "the export cannot be read");
    s->n += (size_t)got;
    s->next += (uint64_t)got;
  }
  r->text = (span){s->buffer, s->n};
  r->is_last = s->next >= s->from->end;
  r->at = 0;
  return true;
}

/* Text whose every second byte is NUL has two bytes a letter. */
static bool
is_wide(const char *t, size_t n)
{
  size_t nul = 0;
  for (size_t i = 0; i < n; i++)
    nul += t[i] == '\0';
  return nul >= 2 && 3 * nul >= n;
}

/* What is no text, in the record that was just read. */
static bool
check_text(const stream *s, size_t from, unsigned line)
{
  const char *const t = s->buffer + from;
  const size_t n = s->records.at - from;
  if (memchr(t, '\0', n))
    return is_wide(t, n)
               ? fail(s, "D034", line, "it looks like UTF-16 without a byte order mark",
                      "say encoding=\"UTF-16\" on the survey, or export it as UTF-8",
                      "the file holds NUL bytes")
               : fail(s, "D034", line, "text holds no NUL bytes",
                      "export the file again; it may be damaged", "the file holds a NUL byte");
  const size_t bad = utf8_check(t, n);
  if (bad == n)
    return true;
  for (size_t i = 0; i < bad; i++)
    line += t[i] == '\n' || (t[i] == '\r' && t[i + 1] != '\n');
  const uint64_t byte = s->next - s->n + from + bad + 1;
  diag_error(s->from->d, "D021", s->from->name, line,
             "the file was probably written by a Windows program",
             "say encoding=\"windows-1252\" on the survey, or export it as UTF-8",
             "byte %llu (0x%02X) is not UTF-8", (unsigned long long)byte, (unsigned char)t[bad]);
  return false;
}

static bool
say_fault(const stream *s, record_state state)
{
  const unsigned line = s->records.fault_line;
  switch (state) {
  case RECORD_OPEN_QUOTE:
    return fail(s, "D031", line, "the file ends before it is closed",
                "look for a quote too many in this line, or a file cut short", "a quote is opened");
  case RECORD_AFTER_QUOTE:
    return fail(s, "D032", line, "quotes enclose a cell whole; inside it they are doubled",
                "write \"\" for a quote inside a cell", "text follows a closing quote");
  case RECORD_TOO_WIDE:
    return fail(s, "D033", line, NULL, "check the delimiter", "a row has more than 200,000 cells");
  default:
    return false;
  }
}

bool
stream_next(stream *s, export_row *row)
{
  records *const r = &s->records;
  size_t from;
  unsigned line;
  record_state state;
  do {
    from = r->at;
    line = r->line;
    state = records_next(r);
  } while (state == RECORD_CUT && refill(s));
  if (state == RECORD_CUT || !(state == RECORD_ROW || say_fault(s, state)))
    return false;
  if (!s->from->is_checked && !check_text(s, from, line))
    return false;
  *row = (export_row){.number = ++s->row, .line = line, .cells = r->cells, .n_cells = r->n_cells};
  row->is_blank = r->n_cells == 1 && s->from->book.n_columns > 1 && span_trim(r->cells[0]).n == 0;
  return true;
}
