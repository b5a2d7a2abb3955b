/* Opening an export: what format it is of, its codebook, and where its rows start. */
#include "import/export.h"

#include "base/catalogue.h"

#include "import/strangers.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD = 64 << 10 };

/* The sign that stands most often in the first line outside quotes; a comma when none does. */
static char
find_delimiter(const char *head, size_t n)
{
  static const char candidates[] = {',', ';', '\t', '|'};
  size_t counts[sizeof candidates] = {0};
  bool in_quotes = false;
  for (size_t i = 0; i < n && (in_quotes || (head[i] != '\n' && head[i] != '\r')); i++) {
    in_quotes ^= head[i] == '"';
    for (size_t c = 0; !in_quotes && c < sizeof candidates; c++)
      counts[c] += head[i] == candidates[c];
  }
  size_t best = 0;
  for (size_t c = 1; c < sizeof candidates; c++)
    if (counts[c] > counts[best])
      best = c;
  return candidates[best];
}

static const char *
delimiter_name(char delimiter)
{
  return delimiter == ','    ? N_("comma-separated text")
         : delimiter == ';'  ? N_("semicolon-separated text")
         : delimiter == '\t' ? N_("tab-separated text")
         : delimiter == '|'  ? N_("bar-separated text")
                             : N_("character-separated text");
}

static ssize_t
read_head(int fd, char *head, uint64_t at)
{
  ssize_t n;
  do
    n = pread(fd, head, HEAD, (off_t)at);
  while (n < 0 && errno == EINTR);
  return n;
}

/* "sep=;" is a line that some programs write for others to read. */
static bool
take_separator_line(export *t, const char *head, size_t n)
{
  if (n < 6 || strncmp(head, "sep=", 4) != 0 || (head[5] != '\n' && head[5] != '\r'))
    return false;
  t->delimiter = head[4];
  t->at += head[5] == '\r' && n > 6 && head[6] == '\n' ? 7 : 6;
  t->line++;
  return true;
}

static const span *
copy_cells(arena *memory, const export_row *row)
{
  span *const out = arena_many(memory, row->n_cells, span);
  for (size_t i = 0; i < row->n_cells; i++)
    out[i] = (span){arena_copy(memory, row->cells[i].at, row->cells[i].n), row->cells[i].n};
  return out;
}

/* Where each of the first records starts, and the records. */
typedef struct beginning {
  header header;
  uint64_t at[MOST_HEADER_ROWS + 2];
  unsigned line[MOST_HEADER_ROWS + 2];
} beginning;

static bool
read_beginning(export *t, const export_hints *hints, beginning *b)
{
  b->header = (header){.memory = t->memory, .name = t->name, .header_rows = hints->header_rows};
  header *const h = &b->header;
  const size_t before = t->d->n_errors;
  stream s = stream_new(t->memory, t, t->at, t->line, 1);
  export_row row;
  b->at[0] = t->at;
  b->line[0] = t->line;
  while (h->n_rows <= MOST_HEADER_ROWS && stream_next(&s, &row)) {
    h->rows[h->n_rows] = copy_cells(t->memory, &row);
    h->n_cells[h->n_rows] = row.n_cells;
    h->n_rows++;
    b->at[h->n_rows] = s.next - s.n + s.records.at;
    b->line[h->n_rows] = s.records.line;
  }
  return t->d->n_errors == before;
}

static bool
describe_text(export *t, const text_format *format, const beginning *b, const char *encoding)
{
  const char *why = "the file is empty";
  const uint32_t header_rows = b->header.n_rows ? format->describe(&b->header, &t->book, &why) : 0;
  if (!header_rows) {
    diag_error(t->d, "D030", t->name, t->line, NULL,
               "export it again; an export has a header and rows", "%s", why);
    return false;
  }
  t->at = b->at[header_rows];
  t->line = b->line[header_rows];
  const char *const tool = *format->label ? arena_printf(t->memory, "%s, ", format->label) : "";
  t->book.format = arena_printf(
      t->memory, "%s%s, %u%s, %s", tool, delimiter_name(t->delimiter), header_rows,
      header_rows == 1 ? &N_("{1} header row")[3] : &N_("{1} header rows")[3], encoding);
  return true;
}

/* Delimited text: in t->fd from t->at. */
static bool
open_text(export *t, const export_hints *hints, const char *encoding)
{
  char *const head = arena_alloc(t->memory, HEAD, 1);
  const ssize_t n = read_head(t->fd, head, t->at);
  if (n < 0) {
    diag_error(t->d, "D001", t->name, 0, strerror(errno), NULL, "the export cannot be read");
    return false;
  }
  if (!take_separator_line(t, head, (size_t)n))
    t->delimiter = find_delimiter(head, (size_t)n);
  if (hints->delimiter)
    t->delimiter = hints->delimiter;
  beginning b;
  if (!read_beginning(t, hints, &b))
    return false;
  const text_format *const format =
      hints->format ? text_format_named(hints->format) : text_format_of(&b.header);
  return describe_text(t, format, &b, encoding);
}

static bool
take_size(export *t)
{
  struct stat about;
  if (fstat(t->fd, &about) != 0)
    return false;
  errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
  t->end = (uint64_t)about.st_size;
  return S_ISREG(about.st_mode);
}

/* The codebook that is named, or -1 with errno set. */
static int
open_beside(const export_hints *hints)
{
  struct stat about;
  const int fd = open(hints->codebook, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0 || (fstat(fd, &about) == 0 && S_ISREG(about.st_mode)))
    return fd;
  close(fd);
  errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
  return -1;
}

/* A codebook that stands beside the file; its columns are found by name. */
static bool
join_codebook(export *t, const export_hints *hints, const export_converter *convert)
{
  const int fd = open_beside(hints);
  char *const head = arena_alloc(t->memory, HEAD, 1);
  const ssize_t n = fd >= 0 ? read_head(fd, head, 0) : -1;
  const converter *const how =
      n >= 0 && convert ? converter_of(head, (size_t)n, hints->codebook, true) : NULL;
  codebook book;
  int text = -1;
  if (n < 0)
    diag_error(t->d, "D003", hints->codebook, 0, strerror(errno),
               "correct survey/@codebook; it is looked for beside study.xml",
               "the codebook cannot be read");
  else if (!how)
    diag_error(t->d, "D004", hints->codebook, 0, NULL,
               "name a LimeSurvey .lss, triple-S or DDI file",
               "this is no codebook that orgmirror reads");
  else
    text =
        convert->run(convert->context, how, -1, fd, NULL, hints->codebook, t->memory, &book, t->d);
  if (text >= 0)
    codebook_join(&t->book, &book);
  if (text >= 0)
    close(text);
  if (fd >= 0)
    close(fd);
  return text >= 0;
}

/* A file that is no text: a converter makes text of it. */
static bool
open_converted(export *t, const export_hints *hints, const converter *how,
               const export_converter *convert)
{
  int beside = -1;
  if (hints->codebook) {
    beside = open_beside(hints);
    if (beside < 0) {
      diag_error(t->d, "D003", hints->codebook, 0, strerror(errno),
                 "correct survey/@codebook; it is looked for beside study.xml",
                 "the codebook cannot be read");
      return false;
    }
  }
  const int text = convert->run(convert->context, how, t->fd, beside, hints->sheet, t->name,
                                t->memory, &t->book, t->d);
  if (beside >= 0)
    close(beside);
  if (text < 0)
    return false;
  close(t->fd);
  t->fd = text;
  t->delimiter = ',';
  if (!take_size(t))
    return false;
  if (t->book.n_columns)
    return true;
  const codebook found = t->book;
  export_hints again = *hints;
  again.delimiter = ',';
  if (hints->format && converter_named(hints->format))
    again.format = NULL;
  if (!open_text(t, &again, *found.format ? found.format : how->label))
    return false;
  for (uint32_t i = 0; i < found.n_notes; i++)
    codebook_note(t->memory, &t->book, found.notes[i]);
  return true;
}

/* The converter of the codebook, when it makes rows of a file that begins like this. */
static const converter *
find_row_maker(const export *t, const export_hints *hints, const char *head, size_t n)
{
  char *const beside = arena_alloc(t->memory, HEAD, 1);
  const int fd = hints->codebook ? open_beside(hints) : -1;
  const ssize_t n_beside = fd >= 0 ? read_head(fd, beside, 0) : 0;
  if (fd >= 0)
    close(fd);
  const converter *const book =
      n_beside > 0 ? converter_of(beside, (size_t)n_beside, hints->codebook, true) : NULL;
  return book && book->reads_rows && book->reads_rows(head, n) ? book : NULL;
}

/* How the file is to be converted; *how is NULL when it is text.  False with a message when it can
 * be no export. */
static bool
find_converter(const export *t, const export_hints *hints, const export_converter *convert,
               const converter **how)
{
  char *const head = arena_alloc(t->memory, HEAD, 1);
  const ssize_t got = hints->format ? 0 : read_head(t->fd, head, 0);
  const size_t n = got > 0 ? (size_t)got : 0;
  *how = hints->format ? converter_named(hints->format) : converter_of(head, n, t->name, false);
  if (hints->format && !*how && !text_format_named(hints->format)) {
    diag_error(t->d, "D002", t->name, 0, NULL,
               "leave survey/@format out, or see orgmirror-study(5) for the formats",
               "there is no format \"%s\"", hints->format);
    return false;
  }
  const converter *const book = *how || !n ? NULL : converter_of(head, n, t->name, true);
  if (book) {
    diag_error(t->d, "D052", t->name, 0, "it describes columns and holds no rows",
               "name it in survey/@codebook, and the exported answers in survey/@file",
               "this is %s", book->label);
    return false;
  }
  if (!*how && n)
    *how = find_row_maker(t, hints, head, n);
  const char *fix = NULL;
  const char *const stranger = *how || !n ? NULL : stranger_of(head, n, &fix);
  if (stranger) {
    diag_error(t->d, "D002", t->name, 0, NULL, fix, "this is %s, and no export", stranger);
    return false;
  }
  if (*how ? convert != NULL : n < 4 || memcmp(head, "PK\3\4", 4) != 0)
    return true;
  diag_error(t->d, "D002", t->name, 0, NULL, "export it as comma-separated text",
             "this is no format that orgmirror reads");
  return false;
}

static bool
open_file(export *t, const char *path)
{
  t->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe would wait for its writer */
  if (t->fd >= 0 && take_size(t))
    return true;
  diag_error(t->d, "D001", t->name, 0,
             t->fd >= 0 && errno == EINVAL ? "it is no regular file" : strerror(errno),
             "correct survey/@file; it is looked for beside study.xml",
             "the export cannot be read");
  return false;
}

bool
export_open(export *t, arena *memory, const char *path, const char *name, const export_hints *hints,
            const export_converter *convert, diags *d)
{
  *t = (export){.memory = memory, .d = d, .name = name, .fd = -1, .line = 1};
  if (!open_file(t, path))
    return false;
  const converter *how;
  if (!find_converter(t, hints, convert, &how))
    return false;
  if (how)
    return open_converted(t, hints, how, convert);
  const char *encoding;
  int converted;
  if (!encoding_open(memory, t->fd, hints->encoding, name, d, &converted, &t->at, &encoding))
    return false;
  if (converted >= 0) {
    close(t->fd);
    t->fd = converted;
    if (!take_size(t))
      return false;
  }
  return open_text(t, hints, encoding) && (!hints->codebook || join_codebook(t, hints, convert));
}

void
export_close(export *t)
{
  if (t->fd >= 0)
    close(t->fd);
  t->fd = -1;
}

/* --- columns by name ------------------------------------------------------------------------- */

/* A number is no name: then the first row is somebody's answers, and is not repeated. */
static bool
looks_like_names(const codebook *book)
{
  double x;
  for (uint32_t i = 0; i < book->n_columns; i++)
    if (number_parse((span){book->columns[i].name, strlen(book->columns[i].name)}, '.', &x))
      return false;
  return true;
}

/* What to do about a column that is not there: the names that are. */
static const char *
names_of(const export *t)
{
  enum { SHOWN = 12 };
  text out = text_new(t->memory);
  if (!looks_like_names(&t->book))
    return "its first row holds numbers: export it with a row of column names";
  if (t->book.n_columns == 1 && !*t->book.columns[0].name)
    return "its first row is blank: export it with a row of column names";
  text_add(&out, "choose one of its columns: ");
  for (uint32_t i = 0; i < t->book.n_columns && i < SHOWN; i++)
    text_addf(&out, "%s%s", i ? ", " : "", t->book.columns[i].name);
  if (t->book.n_columns > SHOWN)
    text_addf(&out, " and %u more", t->book.n_columns - SHOWN);
  return out.at;
}

uint32_t
export_column(const export *t, const char *name, const char *where, unsigned line)
{
  uint32_t n_found;
  const uint32_t found = codebook_find(t->memory, &t->book, name, &n_found);
  if (n_found > 1)
    diag_error(t->d, "D011", where, line,
               arena_printf(t->memory, "%u columns of the header are called so", n_found),
               "write more of the name, or rename one of them in the export",
               "the column %s of %s is not clear", name, t->name);
  else if (!n_found)
    diag_error(t->d, "D010", where, line, NULL, names_of(t), "%s has no column \"%s\"", t->name,
               name);
  return found;
}
