/* Workbooks.  A fuzzer cannot guess checksums: what is no archive is taken for the parts of one,
 * each ended by a NUL byte, and packed.  What begins as an archive is read as it is. */
#include "fuzz.h"

#include <stdio.h>
#include <zlib.h>

typedef struct room {
  uint8_t at[1 << 20];
  size_t n;
} room;

static void
add(room *r, const void *at, size_t n)
{
  if (n <= sizeof r->at - r->n) {
    memcpy(r->at + r->n, at, n);
    r->n += n;
  }
}

static void
add_number(room *r, uint64_t x, size_t n)
{
  for (size_t i = 0; i < n; i++)
    add(r, &(uint8_t){(uint8_t)(i < 8 ? x >> (8 * i) : 0)}, 1);
}

/* What a local header and an entry of the directory have in common. */
static void
add_header(room *r, const char *name, const uint8_t *at, size_t n)
{
  add_number(r, 20, 2);
  add_number(r, 0, 8);
  add_number(r, crc32(0, at, (unsigned)n), 4);
  add_number(r, n, 4);
  add_number(r, n, 4);
  add_number(r, strlen(name), 2);
  add_number(r, 0, 2);
}

static void
pack(room *all, const uint8_t *at, size_t n)
{
  static const char *const names[] = {"_rels/.rels",
                                      "xl/workbook.xml",
                                      "xl/_rels/workbook.xml.rels",
                                      "xl/worksheets/sheet1.xml",
                                      "xl/sharedStrings.xml",
                                      "xl/styles.xml"};
  static room directory;
  directory.n = 0;
  size_t n_parts = 0;
  for (; n && n_parts < sizeof names / sizeof *names; n_parts++) {
    const char *const name = names[n_parts];
    const uint8_t *const end = memchr(at, 0, n);
    const size_t length = end ? (size_t)(end - at) : n, start = all->n;
    add(all, "PK\3\4", 4);
    add_header(all, name, at, length);
    add(all, name, strlen(name));
    add(all, at, length);
    add(&directory, "PK\1\2\24\0", 6);
    add_header(&directory, name, at, length);
    add_number(&directory, 0, 10);
    add_number(&directory, start, 4);
    add(&directory, name, strlen(name));
    at += length + (end != NULL);
    n -= length + (end != NULL);
  }
  const size_t start = all->n;
  add(all, directory.at, directory.n);
  add(all, "PK\5\6\0\0\0\0", 8);
  add_number(all, n_parts, 2);
  add_number(all, n_parts, 2);
  add_number(all, directory.n, 4);
  add_number(all, start, 4);
  add_number(all, 0, 2);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
  static room all;
  all.n = 0;
  if (n >= 2 && memcmp(at, "PK", 2) == 0)
    add(&all, at, n);
  else
    pack(&all, at, n);
  fuzz_convert("xlsx", fuzz_file(all.at, all.n), -1);
  return 0;
}
