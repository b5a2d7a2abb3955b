/* The structure of delimited text, in plain C; and the choice among the versions. */
#include "import/scan.h"

#include "import/scan_vector.h"

#include <string.h>

/* What the cell from `start` to `end` holds, in one byte. */
static uint8_t
byte_of(const uint8_t *text, size_t start, size_t end)
{
  const size_t n = end - start;
  const uint8_t *const c = text + start;
  if (n == 0 || (n == 2 && c[0] == '"' && c[1] == '"'))
    return SCAN_EMPTY;
  if (n == 1)
    return *c;
  return n == 3 && c[0] == '"' && c[1] != '"' && c[2] == '"' ? c[1] : SCAN_LONG;
}

static bool
may_follow_quote(const scan *s, uint8_t next)
{
  return next == (uint8_t)s->delimiter || next == '\n' || next == '\r' || next == '"';
}

static void
scan_plain(scan *s)
{
  const uint8_t *const t = s->text;
  size_t start = 0; /* of the present cell */
  bool in_quotes = false;
  memset(s->ends, 0, (s->n / 64 + 2) * sizeof *s->ends);
  s->n_cells = s->n_records = s->n_feeds = 0;
  s->is_odd = s->has_high = false;
  s->records[0] = s->first_cell[0] = 0;
  for (size_t i = 0; i < s->n; i++) {
    const uint8_t c = t[i];
    s->has_high |= c >= 0x80;
    s->n_feeds += c == '\n';
    s->is_odd |= c == '\0' || (c == '\r' && i + 1 < s->n && t[i + 1] != '\n');
    if (c == '"') {
      s->is_odd |= in_quotes ? !may_follow_quote(s, t[i + 1]) : i != start && t[i - 1] != '"';
      in_quotes = !in_quotes;
    } else if (!in_quotes && (c == (uint8_t)s->delimiter || c == '\n')) {
      s->cells[s->n_cells++] = byte_of(t, start, i);
      s->ends[i / 64] |= UINT64_C(1) << i % 64;
      start = i + 1;
      if (c == '\n') {
        if (s->n_records == s->most_records) {
          s->is_odd = true;
          return;
        }
        s->records[++s->n_records] = (uint32_t)start;
        s->first_cell[s->n_records] = (uint32_t)s->n_cells;
      }
    }
  }
}

scan_fn *const *
scan_all(void)
{
  static scan_fn *const plain[] = {scan_plain, NULL};
#ifdef __x86_64__
  static scan_fn *const with_avx2[] = {scan_plain, scan_avx2, NULL};
  static scan_fn *const with_avx512[] = {scan_plain, scan_avx2, scan_avx512, NULL};
  if (has_avx512())
    return with_avx512;
  if (has_avx2())
    return with_avx2;
#endif
  return plain;
}

scan_fn *
scan_best(void)
{
  scan_fn *const *all = scan_all();
  while (all[1])
    all++;
  return *all;
}
