/* Workbooks: the strings that cells share, and which styles show dates. */
#include "import/xlsx.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* --- strings --------------------------------------------------------------------------------- */

static int
hex(char c)
{
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                : -1;
}

/* The character that _xHHHH_ stands for; 0 for anything else. */
static unsigned
escaped(const char *at, size_t n)
{
  if (n < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
    return 0;
  unsigned u = 0;
  for (size_t i = 2; i < 6; i++) {
    if (hex(at[i]) < 0)
      return 0;
    u = u * 16 + (unsigned)hex(at[i]);
  }
  return u >= 0xD800 && u < 0xE000 ? 0 : u;
}

void
xlsx_add_text(text *t, const char *at, size_t n)
{
  while (n) {
    const char *const next = memchr(at, '_', n);
    const size_t plain = next ? (size_t)(next - at) : n;
    text_add_n(t, at, plain);
    at += plain;
    n -= plain;
    if (!n)
      return;
    const unsigned u = escaped(at, n);
    const char bytes[] = {(char)(u < 0x80    ? u
                                 : u < 0x800 ? 0xC0 | u >> 6
                                             : 0xE0 | u >> 12),
                          (char)(u < 0x800 ? 0x80 | (u & 63) : 0x80 | (u >> 6 & 63)),
                          (char)(0x80 | (u & 63))};
    if (u)
      text_add_n(t, bytes, u < 0x80 ? 1 : u < 0x800 ? 2 : 3);
    else
      text_add_n(t, "_", 1);
    at += u ? 7 : 1;
    n -= u ? 7 : 1;
  }
}

typedef struct string_reader {
  workbook *book;
  text raw, plain;
  bool in_text;
  int phonetic; /* depth: how a word is said is no part of it */
} string_reader;

static void
string_open(void *context, const push_tag *t)
{
  string_reader *const r = context;
  if (strcmp(t->name, "si") == 0)
    r->raw.n = 0;
  r->phonetic += strcmp(t->name, "rPh") == 0;
  r->in_text = strcmp(t->name, "t") == 0 && !r->phonetic;
}

static void
string_close(void *context, const char *name)
{
  string_reader *const r = context;
  r->in_text = false;
  r->phonetic -= strcmp(name, "rPh") == 0;
  if (strcmp(name, "si") != 0)
    return;
  r->plain.n = 0;
  xlsx_add_text(&r->plain, r->raw.n ? r->raw.at : "", r->raw.n);
  arena *const memory = r->book->c->memory;
  const span s = {arena_copy(memory, r->plain.n ? r->plain.at : "", r->plain.n), r->plain.n};
  arena_push(memory, &r->book->strings, s);
}

static void
string_text(void *context, const char *at, size_t n)
{
  string_reader *const r = context;
  if (r->in_text)
    text_add_n(&r->raw, at, n);
}

bool
xlsx_read_strings(workbook *b, const zip_part *part, const char **why)
{
  string_reader r = {.book = b, .raw = text_new(b->c->memory), .plain = text_new(b->c->memory)};
  const push_handler h = {string_open, string_close, string_text, &r, NULL};
  return !part || push_part(&b->zip, part, &h, why);
}

/* --- styles ---------------------------------------------------------------------------------- */

/* The formats that every workbook has without saying so (ECMA-376 part 1, 18.8.30); from 27 to 58
 * those of East Asian editions. */
static xlsx_style
builtin_style(unsigned id)
{
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
    return XLSX_DATE;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47)
    return XLSX_TIME;
  return id == 22 ? XLSX_DATE_TIME : id == 46 ? XLSX_ELAPSED : XLSX_NUMBER;
}

/* Past what is shown as it stands: quoted, escaped, padding, "AM/PM". */
static const char *
skip_literal(const char *s)
{
  if (*s == '"') {
    const char *const end = strchr(s + 1, '"');
    return end ? end + 1 : s + strlen(s);
  }
  if ((*s == '\\' || *s == '_' || *s == '*') && s[1])
    return s + 2;
  if (strncasecmp(s, "AM/PM", 5) == 0)
    return s + 5;
  return strncasecmp(s, "A/P", 3) == 0 ? s + 3 : s;
}

xlsx_style
xlsx_style_of(const char *code)
{
  bool has_date = false, has_time = false, has_month = false, is_elapsed = false;
  if (strcasestr(code, "general"))
    return XLSX_NUMBER;
  for (const char *s = code; *s && *s != ';';) {
    const char *const after = skip_literal(s);
    if (after > s) {
      s = after;
      continue;
    }
    const int c = tolower((unsigned char)*s);
    const char *const close = c == '[' ? strchr(s, ']') : NULL;
    if (close) { /* a colour, a language, a condition, or hours without end */
      const int unit = tolower((unsigned char)s[1]);
      const size_t n = strspn(s + 1, "hHmMsS");
      is_elapsed |= (unit == 'h' || unit == 'm' || unit == 's') && s + 1 + n == close;
      s = close + 1;
      continue;
    }
    has_date |= c == 'y' || c == 'd';
    has_time |= c == 'h' || c == 's';
    has_month |= c == 'm';
    s++;
  }
  has_date |= has_month && !has_time && !is_elapsed;
  return is_elapsed             ? XLSX_ELAPSED
         : has_date && has_time ? XLSX_DATE_TIME
         : has_date             ? XLSX_DATE
         : has_time             ? XLSX_TIME
                                : XLSX_NUMBER;
}

typedef struct format {
  unsigned id;
  xlsx_style style;
} format;

typedef struct style_reader {
  workbook *book;
  struct {
    format *at;
    size_t n, capacity;
  } formats;
  bool in_cells; /* cellXfs, not cellStyleXfs */
} style_reader;

static unsigned
number_of(span s)
{
  int64_t x;
  return s.at && integer_parse(s, '.', &x) && x >= 0 && x <= UINT32_MAX ? (unsigned)x : 0;
}

static void
style_open(void *context, const push_tag *t)
{
  style_reader *const r = context;
  arena *const memory = r->book->c->memory;
  const unsigned id = number_of(push_attribute(t, "numFmtId"));
  if (strcmp(t->name, "numFmt") == 0) {
    const span code = push_attribute(t, "formatCode");
    const format f = {id, xlsx_style_of(arena_copy(memory, code.at ? code.at : "", code.n))};
    arena_push(memory, &r->formats, f);
  }
  r->in_cells |= strcmp(t->name, "cellXfs") == 0;
  if (!r->in_cells || strcmp(t->name, "xf") != 0)
    return;
  xlsx_style style = builtin_style(id);
  for (size_t i = 0; i < r->formats.n; i++)
    if (r->formats.at[i].id == id)
      style = r->formats.at[i].style;
  arena_push(memory, &r->book->styles, style);
}

static void
style_close(void *context, const char *name)
{
  style_reader *const r = context;
  if (strcmp(name, "cellXfs") == 0)
    r->in_cells = false;
}

bool
xlsx_read_styles(workbook *b, const zip_part *part, const char **why)
{
  style_reader r = {.book = b};
  const push_handler h = {style_open, style_close, NULL, &r, NULL};
  return !part || push_part(&b->zip, part, &h, why);
}
