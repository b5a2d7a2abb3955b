/* The structure of delimited text: where cells and records end, found for many bytes at once.
 *
 * This is the fast half of reading.  It decides nothing that records.h has not defined: where the
 * text holds something that only a careful reader can judge (a quote in an odd place, a lone CR, a
 * NUL byte, a byte that is not ASCII outside of valid UTF-8), it says so, and the caller reads that
 * stretch with the plain reader.
 *
 * Most cells of a survey hold one character or none.  So beside the ends of cells it leaves one
 * byte a cell: the character, or that there is none, or that there are more.  The caller looks
 * answers up by that byte and goes back to the text only for longer cells.
 *
 * The versions for different processors give the same bytes (tests/core/test_scan.c). */
#ifndef OM_IMPORT_SCAN_H
#define OM_IMPORT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  SCAN_EMPTY = 0xFF, /* the cell holds nothing, or a pair of quotes with nothing between */
  SCAN_LONG = 0xFE,  /* the cell holds more than one byte */
  SCAN_PADDING = 64  /* readable bytes before and behind the text */
};

typedef struct scan {
  /* Bytes; those in front of it, SCAN_PADDING of them, must be line feeds, and as many behind must
   * be readable. */
  const uint8_t *text;
  size_t n;
  char delimiter;
  /* Room that the caller gives, for a text of n bytes. */
  uint8_t *cells;       /* [n + 64] one byte a cell, in order */
  uint64_t *ends;       /* [n / 64 + 2] bit i: a cell ends at byte i (a delimiter or an LF) */
  uint32_t *records;    /* [most_records + 1] where each record starts, and behind the last one */
  uint32_t *first_cell; /* the same: number of its first cell */
  size_t most_records;  /* more than that are odd */
  /* Found. */
  size_t n_cells, n_records; /* that end in the text */
  unsigned n_feeds;          /* LF bytes, those in quotes too */
  bool is_odd;               /* let the plain reader have it */
  bool has_high;             /* bytes beyond ASCII: to be checked */
} scan;

typedef void scan_fn(scan *s);

/* The best for this processor. */
scan_fn *scan_best(void);

/* All that this processor can run, NULL-terminated; the first is plain C. */
scan_fn *const *scan_all(void);

/* --- for its users --------------------------------------------------------------------------- */

/* The bytes of cell `i`, from 0, of record `r`: quotes and all, and with the CR of a CRLF.  Walks
 * over the ends of cells: most that is looked up stands near the beginning. */
static inline size_t
scan_cell(const scan *s, size_t r, size_t i, const uint8_t **at)
{
  size_t start = s->records[r], word = start / 64;
  uint64_t ends = s->ends[word] & ~UINT64_C(0) << start % 64;
  for (;;) {
    while (!ends)
      ends = s->ends[++word];
    const size_t end = word * 64 + (size_t)__builtin_ctzll(ends);
    if (i-- == 0) {
      *at = s->text + start;
      return end - start;
    }
    start = end + 1;
    ends &= ends - 1;
  }
}

#endif
