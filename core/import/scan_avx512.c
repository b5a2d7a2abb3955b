/* The scan for processors with AVX-512 and its byte compression: 64 bytes at a time, and the bytes
 * in front of the ends of cells pushed together by one instruction. */
#ifdef __x86_64__
#include "import/scan_vector.h"
#define TARGET TARGET_AVX512
#include "import/scan_block.h"

TARGET static inline uint64_t
equal(__m512i v, char c)
{
  return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(c));
}

/* The bytes that stand k in front of each of the 64 at `at`. */
TARGET static inline __m512i
in_front(const uint8_t *at, int k)
{
  return _mm512_loadu_si512(at - k);
}

TARGET static inline uint64_t
separators(__m512i v, char delimiter)
{
  return equal(v, delimiter) | equal(v, '\n');
}

/* The byte that tells of the cell, for each byte that may end one. */
TARGET static inline __m512i
tell_cells(const uint8_t *at, char delimiter, bool near_quotes)
{
  const __m512i one = in_front(at, 1), two = in_front(at, 2);
  uint64_t empty = separators(one, delimiter);
  const uint64_t single = separators(two, delimiter);
  const __m512i many = _mm512_set1_epi8((char)SCAN_LONG);
  __m512i told = _mm512_mask_mov_epi8(one, ~(empty | single), many);
  if (near_quotes) {
    const __m512i three = in_front(at, 3);
    const uint64_t closed = equal(one, '"'), doubled = equal(two, '"');
    const uint64_t quoted =
        closed & ~doubled & equal(three, '"') & separators(in_front(at, 4), delimiter);
    told = _mm512_mask_mov_epi8(told, closed, many); /* "x," ends in a separator and a quote */
    told = _mm512_mask_mov_epi8(told, quoted, two);
    empty |= closed & doubled & separators(three, delimiter);
  }
  return _mm512_mask_mov_epi8(told, empty, _mm512_set1_epi8((char)SCAN_EMPTY));
}

TARGET void
scan_avx512(scan *s)
{
  scanning c = {0};
  scan_begin(s);
  for (size_t i = 0; i < s->n; i += 64) {
    const uint8_t *const at = s->text + i;
    const __m512i v = _mm512_loadu_si512(at);
    const block b = {.delimiters = equal(v, s->delimiter),
                     .feeds = equal(v, '\n'),
                     .quotes = equal(v, '"') & valid_bytes(s, i),
                     .returns = equal(v, '\r'),
                     .nuls = equal(v, '\0'),
                     .valid = valid_bytes(s, i)};
    s->has_high |= (_mm512_movepi8_mask(v) & b.valid) != 0;
    uint64_t inside = 0;
    const bool near_quotes = (b.quotes | c.inside | c.near_quote) != 0;
    if (b.quotes | c.inside) {
      const __m512i front = in_front(at, 1), behind = _mm512_loadu_si512(at + 1);
      inside =
          find_inside(s, &c, &b, separators(front, s->delimiter) | equal(front, '"'),
                      separators(behind, s->delimiter) | equal(behind, '"') | equal(behind, '\r'));
    }
    c.near_quote = b.quotes;
    if (!note_ends(s, &c, &b, i, inside))
      return;
    const uint64_t ends = s->ends[i / 64];
    _mm512_storeu_si512(
        s->cells + s->n_cells,
        _mm512_maskz_compress_epi8(ends, tell_cells(at, s->delimiter, near_quotes)));
    s->n_cells += (size_t)__builtin_popcountll(ends);
  }
}
#endif
