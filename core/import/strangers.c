/* Files of other kinds than exports, known by how they begin: so that a user is told what it is
 * that was named, and not what is wrong with it as a table. */
#include "import/strangers.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* How files of the kind begin. */
typedef struct stranger {
  const char *begins, *what, *fix;
} stranger;

#define AS_TEXT "export it as comma-separated text"
#define UNPACK "unpack it"

static const stranger known[] = {
    {"%PDF-", "a PDF", AS_TEXT},
    {"{\\rtf", "a text document (RTF)", AS_TEXT},
    {"\x1F\x8B", "a compressed file (.gz)", UNPACK},
    {"BZh", "a compressed file (.bz2)", UNPACK},
    {"\xFD"
     "7zXZ",
     "a compressed file (.xz)", UNPACK},
    {"\x28\xB5\x2F\xFD", "a compressed file (.zst)", UNPACK},
    {"Rar!\x1A", "an archive (.rar)", UNPACK},
    {"7z\xBC\xAF", "an archive (.7z)", UNPACK},
    {"SQLite format 3", "a database (SQLite)", AS_TEXT},
    {"PAR1", "a table of another kind (Parquet)", AS_TEXT},
    {"\x89PNG", "a picture", AS_TEXT},
    {"\xFF\xD8\xFF", "a picture", AS_TEXT},
};

/* After white space and a byte order mark, whatever the letters. */
static const stranger marked[] = {
    {"<!doctype html", "a web page (HTML)", AS_TEXT},
    {"<html", "a web page (HTML)", AS_TEXT},
    {"<!doctype", "an XML file of a kind that holds no answers", AS_TEXT},
    {"<?xml", "an XML file of a kind that holds no answers", AS_TEXT},
};

static size_t
past_white(const char *head, size_t n)
{
  size_t i = n >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (i < n && isspace((unsigned char)head[i]))
    i++;
  return i;
}

/* An object, or an array of objects or arrays. */
static bool
is_json(const char *head, size_t n)
{
  if (!n || (*head != '{' && *head != '['))
    return false;
  const size_t i = 1 + past_white(head + 1, n - 1);
  return i < n && strchr(*head == '{' ? "\"}" : "{[", head[i]) != NULL && head[i] != '\0';
}

const char *
stranger_of(const char *head, size_t n, const char **fix)
{
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    const size_t length = strlen(known[i].begins);
    if (n >= length && memcmp(head, known[i].begins, length) == 0) {
      *fix = known[i].fix;
      return known[i].what;
    }
  }
  const size_t from = past_white(head, n);
  *fix = AS_TEXT;
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
    const size_t length = strlen(marked[i].begins);
    if (n - from >= length && strncasecmp(head + from, marked[i].begins, length) == 0)
      return marked[i].what;
  }
  return is_json(head + from, n - from) ? "a JSON file" : NULL;
}
