/* Delimited text: commas, semicolons or tabs; quotes as in RFC 4180; any line end. */
#include "data/reader.h"

#include <string.h>

enum { MAX_COLUMNS = 200000 };

typedef struct delimited {
  span text;
  size_t at;
  unsigned line;
  uint64_t row;
  char delimiter;
  span *cells;
  size_t capacity; /* of cells */
  bool failed;
} delimited;

static int
probe(const char *head, size_t n)
{
  if (n >= 4 && memcmp(head, "PK\3\4", 4) == 0)
    return 0; /* a workbook or another archive, whatever its name says */
  return 10;  /* any text may be delimited */
}

/* The sign that stands most often in the first line outside quotes; a comma when none does. */
static char
find_delimiter(span s)
{
  static const char candidates[] = {',', ';', '\t'};
  size_t counts[sizeof candidates] = {0};
  bool in_quotes = false;
  for (size_t i = 0; i < s.n && (in_quotes || (s.at[i] != '\n' && s.at[i] != '\r')); i++) {
    in_quotes ^= s.at[i] == '"';
    for (size_t c = 0; !in_quotes && c < sizeof candidates; c++)
      counts[c] += s.at[i] == candidates[c];
  }
  size_t best = 0;
  for (size_t c = 1; c < sizeof candidates; c++)
    if (counts[c] > counts[best])
      best = c;
  return candidates[best];
}

static bool
fail(reader *r, const char *code, unsigned line, const char *why, const char *fix, const char *what)
{
  delimited *const s = r->state;
  s->failed = true;
  diag_error(r->d, code, r->name, line, why, fix, "%s", what);
  return false;
}

/* Steps over the line end at s->at. */
static void
end_line(delimited *s)
{
  const bool is_crlf =
      s->text.at[s->at] == '\r' && s->at + 1 < s->text.n && s->text.at[s->at + 1] == '\n';
  s->at += is_crlf ? 2 : 1;
  s->line++;
}

/* The quoted cell that starts at s->at; doubled quotes become single ones. */
static bool
quoted_cell(reader *r, span *cell)
{
  delimited *const s = r->state;
  const unsigned first_line = s->line;
  const char *const t = s->text.at;
  size_t i = s->at + 1, doubled = 0;
  const size_t start = i;
  for (;; i++) {
    if (i >= s->text.n)
      return fail(r, "D031", first_line, "the file ends before it is closed",
                  "look for a quote too many in this line, or a file cut short",
                  "a quote is opened");
    if (t[i] == '"' && i + 1 < s->text.n && t[i + 1] == '"') {
      doubled++;
      i++;
    } else if (t[i] == '"') {
      break;
    } else {
      s->line += t[i] == '\n' || (t[i] == '\r' && (i + 1 == s->text.n || t[i + 1] != '\n'));
    }
  }
  *cell = (span){t + start, i - start};
  s->at = i + 1;
  if (s->at < s->text.n && t[s->at] != s->delimiter && t[s->at] != '\n' && t[s->at] != '\r')
    return fail(r, "D032", s->line, "quotes enclose a cell whole; inside it they are doubled",
                "write \"\" for a quote inside a cell", "text follows a closing quote");
  if (doubled) {
    char *const plain = arena_alloc(r->memory, cell->n - doubled + 1, 1);
    size_t n = 0;
    for (size_t j = 0; j < cell->n; j++) {
      plain[n++] = cell->at[j];
      j += cell->at[j] == '"';
    }
    *cell = (span){plain, n};
  }
  return true;
}

static void
plain_cell(delimited *s, span *cell)
{
  const char *const t = s->text.at;
  size_t i = s->at;
  while (i < s->text.n && t[i] != s->delimiter && t[i] != '\n' && t[i] != '\r')
    i++;
  *cell = (span){t + s->at, i - s->at};
  s->at = i;
}

/* One record into s->cells; *n cells.  False at the end of the file or after a fault. */
static bool
next_record(reader *r, size_t *n)
{
  delimited *const s = r->state;
  *n = 0;
  if (s->failed || s->at >= s->text.n)
    return false;
  for (;;) {
    if (*n == MAX_COLUMNS)
      return fail(r, "D033", s->line, NULL, "check the delimiter",
                  "a row has more than 200,000 cells");
    s->cells = arena_room(r->memory, s->cells, *n, &s->capacity, sizeof *s->cells);
    span *const cell = &s->cells[(*n)++];
    const bool is_quoted = s->at < s->text.n && s->text.at[s->at] == '"';
    if (is_quoted) {
      if (!quoted_cell(r, cell))
        return false;
    } else {
      plain_cell(s, cell);
    }
    if (s->at >= s->text.n)
      return true;
    if (s->text.at[s->at] != s->delimiter) {
      end_line(s);
      return true;
    }
    s->at++;
  }
}

static const char **
read_header_row(reader *r, uint32_t n_columns, const char *what, size_t *n)
{
  delimited *const s = r->state;
  const unsigned line = s->line;
  if (!next_record(r, n)) {
    if (!s->failed)
      fail(r, "D030", line, NULL, "export it again; an export has a header and rows", what);
    return NULL;
  }
  const size_t wanted = n_columns ? n_columns : *n;
  const char **const out = arena_many(r->memory, wanted, const char *);
  for (size_t i = 0; i < wanted; i++) {
    const span cell = i < *n ? span_trim(s->cells[i]) : (span){"", 0};
    out[i] = arena_copy(r->memory, cell.at, cell.n);
  }
  return out;
}

static bool
open_delimited(reader *r)
{
  delimited *const s = arena_one(r->memory, delimited);
  r->state = s;
  s->line = 1;
  const char *encoding;
  if (!encoding_to_utf8(r->memory, (span){r->file.at, r->file.n}, r->hints.encoding, r->name, r->d,
                        &s->text, &encoding))
    return false;
  const char *const nul = memchr(s->text.at, '\0', s->text.n);
  if (nul)
    return fail(r, "D034", 0, "text holds no NUL bytes", "export the file again; it may be damaged",
                "the file holds a NUL byte");
  s->delimiter = r->hints.delimiter ? r->hints.delimiter : find_delimiter(s->text);
  const uint32_t header_rows = r->hints.header_rows ? r->hints.header_rows : 1;
  size_t n;
  const char **const names = read_header_row(r, 0, "the file is empty", &n);
  if (!names)
    return false;
  codebook *const book = &r->codebook;
  *book = (codebook){.names = names, .n_columns = (uint32_t)n};
  book->texts = arena_many(r->memory, n, const char *);
  for (size_t i = 0; i < n; i++)
    book->texts[i] = "";
  for (uint32_t h = 1; h < header_rows; h++) {
    const char **const more =
        read_header_row(r, book->n_columns, "the file ends within its header rows", &n);
    if (!more)
      return false;
    if (h == 1)
      book->texts = more;
  }
  book->format = arena_printf(r->memory, "%s-separated, %s, %u header row%s",
                              s->delimiter == ','   ? "comma"
                              : s->delimiter == ';' ? "semicolon"
                                                    : "tab",
                              encoding, header_rows, header_rows == 1 ? "" : "s");
  return true;
}

static bool
next_row(reader *r, reader_row *row)
{
  delimited *const s = r->state;
  const unsigned line = s->line;
  size_t n;
  if (!next_record(r, &n))
    return false;
  *row = (reader_row){.number = ++s->row, .line = line, .cells = s->cells, .n_cells = n};
  row->is_blank = n == 1 && r->codebook.n_columns > 1 && span_trim(s->cells[0]).n == 0;
  return true;
}

const reader_class reader_delimited = {
    .id = "delimited", .probe = probe, .open = open_delimited, .next = next_row};
