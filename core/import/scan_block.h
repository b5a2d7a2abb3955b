/* What the vector versions of the scan share: the arithmetic on 64 bits for 64 bytes.  Included by
 * each of them, so that it is compiled for its processor; TARGET is set. */
#include "import/scan_vector.h"

#include <immintrin.h>

/* Ones from each odd quote on, up to the next. */
TARGET static inline uint64_t
between_quotes(uint64_t quotes)
{
  const __m128i all = _mm_set1_epi8((char)0xFF);
  return (uint64_t)_mm_cvtsi128_si64(
      _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), all, 0));
}

/* The bytes within quotes: from the opening one on, up to the closing one.  `before` and `behind`
 * say which bytes have a delimiter, line feed or quote in front, and which have one of these or a
 * CR behind: there alone a quote may open, and close. */
TARGET static inline uint64_t
find_inside(scan *s, scanning *c, const block *b, uint64_t before, uint64_t behind)
{
  const uint64_t inside = between_quotes(b->quotes) ^ c->inside;
  s->is_odd |= (b->quotes & inside & ~before) != 0 || (b->quotes & ~inside & ~behind) != 0;
  c->inside = (uint64_t)((int64_t)inside >> 63);
  return inside;
}

/* Notes the ends of cells and records of the block at byte i.  False when there are too many. */
TARGET static inline bool
note_ends(scan *s, scanning *c, const block *b, size_t i, uint64_t inside)
{
  const uint64_t ends = (b->delimiters | b->feeds) & ~inside & b->valid;
  uint64_t feeds = b->feeds & ~inside & b->valid;
  const uint64_t returns = b->returns & b->valid, after = returns << 1 | c->returned;
  s->is_odd |= (after & ~b->feeds & b->valid) != 0 || (b->nuls & b->valid) != 0;
  c->returned = returns >> 63;
  s->n_feeds += (unsigned)__builtin_popcountll(b->feeds & b->valid);
  s->ends[i / 64] = ends;
  for (; feeds; feeds &= feeds - 1) {
    if (s->n_records == s->most_records) {
      s->is_odd = true;
      return false;
    }
    const uint64_t below = feeds ^ (feeds - 1); /* up to and with the feed */
    s->records[++s->n_records] = (uint32_t)(i + (size_t)__builtin_ctzll(feeds) + 1);
    s->first_cell[s->n_records] =
        (uint32_t)(s->n_cells + (size_t)__builtin_popcountll(ends & below));
  }
  return true;
}

static inline void
scan_begin(scan *s)
{
  s->n_cells = s->n_records = s->n_feeds = 0;
  s->is_odd = s->has_high = false;
  s->records[0] = s->first_cell[0] = 0;
  s->ends[s->n / 64] = s->ends[s->n / 64 + 1] = 0;
}

static inline uint64_t
valid_bytes(const scan *s, size_t i)
{
  return s->n - i >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << (s->n - i)) - 1;
}
