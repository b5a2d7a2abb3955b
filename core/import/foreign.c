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
  xmlDoc *const doc = xml_parse(s.at, s.n, c->name, "D040", &d);
  if (doc)
    return doc;
  const diag *const first = d.n ? &d.at[0] : NULL;
  const char *why = first ? first->what : "it is no XML";
  if (first && first->line)
    why = arena_printf(c->memory, "of its line %u: %s", first->line, why);
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
