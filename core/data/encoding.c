/* Encodings: UTF-8 passes through; UTF-16 and Windows-1252 are converted by iconv. */
#include "data/reader.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

static bool
starts_with(span s, const char *bytes, size_t n)
{
  return s.n >= n && memcmp(s.at, bytes, n) == 0;
}

static unsigned
line_of(span s, size_t offset)
{
  unsigned line = 1;
  for (size_t i = 0; i < offset; i++)
    line += s.at[i] == '\n' || (s.at[i] == '\r' && (i + 1 == s.n || s.at[i + 1] != '\n'));
  return line;
}

/* The bytes of the file after its byte order mark, which is so long. */
static bool
convert(arena *memory, span file, size_t mark, const char *from, const char *name, diags *d,
        span *out)
{
  const iconv_t converter = iconv_open("UTF-8", from);
  if (converter == (iconv_t)-1) {
    diag_error(d, "D020", name, 0, "this system has no converter for it", "export it as UTF-8",
               "the encoding %s cannot be read", from);
    return false;
  }
  /* One byte of Windows-1252 and two of UTF-16 make at most three of UTF-8. */
  const size_t room = file.n * 3 + 4;
  char *const converted = arena_alloc(memory, room, 1);
  char *const start = arena_copy(memory, file.at, file.n);
  char *to = converted, *input = start + mark;
  size_t left = file.n - mark, space = room;
  const size_t result = iconv(converter, &input, &left, &to, &space);
  const int why = errno;
  iconv_close(converter);
  if (result == (size_t)-1) {
    diag_error(d, "D021", name, 0,
               why == EINVAL ? "the file ends in the middle of a character" : NULL,
               "correct survey/@encoding, or export the file again", "byte %zu is not %s",
               (size_t)(input - start) + 1, from);
    return false;
  }
  *out = (span){converted, (size_t)(to - converted)};
  return true;
}

bool
encoding_to_utf8(arena *memory, span file, const char *declared, const char *name, diags *d,
                 span *out, const char **described)
{
  const bool is_little = starts_with(file, "\xFF\xFE", 2);
  const bool is_big = starts_with(file, "\xFE\xFF", 2);
  if (is_little || is_big || (declared && strcmp(declared, "UTF-16") == 0)) {
    const size_t mark = is_little || is_big ? 2 : 0;
    *described = mark ? "UTF-16 with byte order mark" : "UTF-16";
    return convert(memory, file, mark, is_big ? "UTF-16BE" : "UTF-16LE", name, d, out);
  }
  if (starts_with(file, "\xEF\xBB\xBF", 3)) {
    *described = "UTF-8 with byte order mark";
    *out = (span){file.at + 3, file.n - 3};
  } else if (declared && strcmp(declared, "windows-1252") == 0) {
    *described = "Windows-1252";
    return convert(memory, file, 0, "WINDOWS-1252", name, d, out);
  } else {
    *described = "UTF-8";
    *out = file;
  }
  const size_t bad = utf8_check(out->at, out->n);
  if (bad < out->n) {
    diag_error(d, "D021", name, line_of(*out, bad),
               "the file was probably written by a Windows program",
               "say encoding=\"windows-1252\" on the survey, or export it as UTF-8",
               "byte %zu (0x%02X) is not UTF-8", bad + (size_t)(out->at - file.at) + 1,
               (unsigned char)out->at[bad]);
    return false;
  }
  return true;
}
