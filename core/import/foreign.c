/* What converters share: the bytes of a file, XML of strangers, cells of numbers and dates. */
#include "import/foreign.h"

#include "base/xml.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

bool
foreign_fail(conversion *c, const char *why, const char *fix)
{
  c->why = why;
  c->fix = fix;
  return false;
}

bool
foreign_bytes(conversion *c, int fd, span *out)
{
  const off_t n = lseek(fd, 0, SEEK_END);
  if (n < 0)
    return foreign_fail(c, "its size cannot be found out", NULL);
  if (n == 0)
    return foreign_fail(c, "it is empty", "export it again");
  char *const at = arena_alloc(c->memory, (size_t)n, 1);
  for (size_t done = 0; done < (size_t)n;) {
    const ssize_t got = pread(fd, at + done, (size_t)n - done, (off_t)done);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return foreign_fail(c, got ? strerror(errno) : "it became shorter while it was read", NULL);
    done += (size_t)got;
  }
  *out = (span){at, (size_t)n};
  return true;
}

/* A DOCTYPE without declarations of its own, in the first part of the file, blanked out in a copy.
 * What is left for core/base/xml.c to refuse is any other. */
static span
without_doctype(arena *memory, span s)
{
  enum { PROLOGUE = 4096 };
  const char *const start = memmem(s.at, s.n < PROLOGUE ? s.n : PROLOGUE, "<!DOCTYPE", 9);
  const char *const end = start ? memchr(start, '>', s.n - (size_t)(start - s.at)) : NULL;
  if (!end || memchr(start, '[', (size_t)(end - start)))
    return s;
  char *const copy = arena_copy(memory, s.at, s.n);
  for (char *c = copy + (start - s.at); c <= copy + (end - s.at); c++)
    if (*c != '\n')
      *c = ' ';
  return (span){copy, s.n};
}

xmlDoc *
foreign_xml(conversion *c, int fd)
{
  span s;
  if (!foreign_bytes(c, fd, &s))
    return NULL;
  s = without_doctype(c->memory, s);
  diags d = diags_new(c->memory);
  xmlDoc *const doc = xml_parse(s.at, s.n, c->name, "D050", &d);
  if (doc)
    return doc;
  const diag *const first = d.n ? &d.at[0] : NULL;
  const char *why = first ? first->what : "it is no XML";
  if (first && first->line)
    why = arena_printf(c->memory, "in line %u%s %s", first->line,
                       c->fd >= 0 ? " of its codebook" : "", why);
  if (first && first->why)
    why = arena_printf(c->memory, "%s (%s)", why, first->why);
  foreign_fail(c, why, first ? first->fix : NULL);
  return NULL;
}

bool
foreign_line(span *text, span *line)
{
  if (!text->n)
    return false;
  const char *const end = memchr(text->at, '\n', text->n);
  size_t n = end ? (size_t)(end - text->at) : text->n;
  const size_t taken = end ? n + 1 : n;
  if (n && text->at[n - 1] == '\r')
    n--;
  *line = (span){text->at, n};
  *text = (span){text->at + taken, text->n - taken};
  return true;
}

/* Windows-1252 from 0x80 to 0x9F; 0: no character. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

span
foreign_utf8(arena *memory, span s)
{
  if (utf8_check(s.at, s.n) == s.n)
    return s;
  text out = text_new(memory);
  for (size_t i = 0; i < s.n; i++) {
    const unsigned char c = (unsigned char)s.at[i];
    unsigned u = c >= 0x80 && c < 0xA0 ? windows[c - 0x80] : c;
    if (u == 0 && c)
      u = 0xFFFD;
    const char bytes[] = {(char)(u < 0x80    ? u
                                 : u < 0x800 ? 0xC0 | u >> 6
                                             : 0xE0 | u >> 12),
                          (char)(u < 0x800 ? 0x80 | (u & 63) : 0x80 | (u >> 6 & 63)),
                          (char)(0x80 | (u & 63))};
    text_add_n(&out, bytes, u < 0x80 ? 1 : u < 0x800 ? 2 : 3);
  }
  return (span){out.at, out.n};
}

bool
foreign_data(conversion *c, span *out)
{
  if (!foreign_bytes(c, c->fd, out))
    return false;
  if (out->n >= 2 && memcmp(out->at, "\x1F\x8B", 2) == 0)
    return foreign_fail(c, "its data are compressed", "unpack the file first: gzip -d");
  const size_t n_head = out->n < 4096 ? out->n : 4096;
  if (memchr(out->at, '\0', n_head))
    return foreign_fail(c, "its data are no text", "name the file with the data in survey/@file");
  if (out->n >= 3 && memcmp(out->at, "\xEF\xBB\xBF", 3) == 0)
    *out = (span){out->at + 3, out->n - 3};
  const span first = span_trim(*out);
  if (first.n >= 5 && memcmp(first.at, "<?xml", 5) == 0)
    return foreign_fail(c, "its data are XML",
                        "name the data in survey/@file and the XML that describes them in "
                        "survey/@codebook");
  *out = foreign_utf8(c->memory, *out);
  return true;
}

static bool
is_ascii(span s)
{
  size_t n_high = 0;
  for (size_t i = 0; i < s.n; i++)
    n_high += (unsigned char)s.at[i] >= 0x80;
  return n_high == 0;
}

/* Where the character of this number starts, or the end. */
static size_t
offset_of(span s, size_t character)
{
  size_t i = 0;
  for (; i < s.n && character > 0; character--)
    do
      i++;
    while (i < s.n && ((unsigned char)s.at[i] & 0xC0) == 0x80);
  return i;
}

span
foreign_field(span line, size_t start, size_t n)
{
  const bool is_plain = is_ascii(line);
  if (start == 0 || start > line.n)
    return (span){"", 0};
  const size_t from = is_plain ? start - 1 : offset_of(line, start - 1);
  const span rest = {line.at + from, line.n - from};
  const size_t taken = is_plain ? (n < rest.n ? n : rest.n) : offset_of(rest, n);
  return (span){rest.at, taken};
}

span
foreign_number(text *room, span s, unsigned decimals)
{
  enum { LONGEST = 60 };
  const bool is_negative = s.n && s.at[0] == '-', has_sign = is_negative || (s.n && s.at[0] == '+');
  const span digits = {s.at + has_sign, s.n - has_sign};
  double x;
  const bool is_plain = digits.n && digits.at[0] != '0' && !decimals && s.at[0] != '+';
  if (is_plain || s.n > LONGEST || !number_parse(s, '.', &x))
    return s;
  size_t n_whole = 0;
  while (n_whole < digits.n && digits.at[n_whole] >= '0' && digits.at[n_whole] <= '9')
    n_whole++;
  const bool implies = decimals > 0 && decimals < LONGEST && n_whole == digits.n;
  room->n = 0;
  for (size_t i = digits.n; implies && i < decimals + 1; i++)
    text_add(room, "0");
  text_add_n(room, digits.at, digits.n);
  if (implies) {
    const size_t at = room->n - decimals;
    text_add(room, "."); /* room for one more */
    memmove(room->at + at + 1, room->at + at, decimals);
    room->at[at] = '.';
    while (room->at[room->n - 1] == '0')
      room->n--;
    room->n -= room->at[room->n - 1] == '.';
  }
  size_t zeros = 0;
  while (zeros + 1 < room->n && room->at[zeros] == '0' && room->at[zeros + 1] >= '0' &&
         room->at[zeros + 1] <= '9')
    zeros++;
  if (!is_negative || x == 0)
    return (span){room->at + zeros, room->n - zeros};
  if (!zeros) {
    text_add(room, "-"); /* room for one more */
    memmove(room->at + 1, room->at, room->n - 1);
    zeros = 1;
  }
  room->at[zeros - 1] = '-';
  return (span){room->at + zeros - 1, room->n - zeros + 1};
}

/* Days to year, month and day: by eras of 400 years, which begin in March, so that the leap day is
 * the last of its year. */
void
foreign_add_date(text *t, int64_t days)
{
  const int64_t shifted = days + 719468; /* 0000-03-01 */
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int64_t of_era = shifted - era * 146097;
  const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * of_year + 2) / 153; /* 0: March */
  const int64_t day = of_year - (153 * month + 2) / 5 + 1;
  const int64_t year = year_of_era + era * 400 + (month >= 10);
  char digits[48];
  snprintf(digits, sizeof digits, "%04" PRId64 "-%02d-%02d", year,
           (int)(month < 10 ? month + 3 : month - 9), (int)day);
  text_add(t, digits);
}

void
foreign_add_time(text *t, int64_t milliseconds)
{
  if (milliseconds < 0) {
    text_add(t, "-");
    milliseconds = -milliseconds;
  }
  const int64_t seconds = milliseconds / 1000;
  char digits[48];
  snprintf(digits, sizeof digits, "%02" PRId64 ":%02d:%02d", seconds / 3600,
           (int)(seconds / 60 % 60), (int)(seconds % 60));
  text_add(t, digits);
  snprintf(digits, sizeof digits, ".%03d", (int)(milliseconds % 1000));
  if (milliseconds % 1000)
    text_add(t, digits);
}

codebook_column
foreign_column(void)
{
  return (codebook_column){.name = "", .text = "", .group = ""};
}

void
foreign_set_columns(codebook *book, const columns *all)
{
  book->columns = all->at;
  book->n_columns = (uint32_t)all->n;
}

const char *
foreign_choice(arena *memory, const char *question, const char *choice)
{
  return !*choice     ? question
         : !*question ? choice
                      : arena_printf(memory, "%s - %s", question, choice);
}
