/* The scan for processors with AVX2: 64 bytes at a time as two halves. */
#ifdef __x86_64__
#include "import/scan_vector.h"
#define TARGET TARGET_AVX2
#include "import/scan_block.h"

typedef struct pair {
  __m256i low, high;
} pair;

TARGET static inline pair
load(const uint8_t *at)
{
  return (pair){_mm256_loadu_si256((const void *)at), _mm256_loadu_si256((const void *)(at + 32))};
}

TARGET static inline pair
equal(pair v, char c)
{
  const __m256i wanted = _mm256_set1_epi8(c);
  return (pair){_mm256_cmpeq_epi8(v.low, wanted), _mm256_cmpeq_epi8(v.high, wanted)};
}

TARGET static inline pair
either(pair a, pair b)
{
  return (pair){_mm256_or_si256(a.low, b.low), _mm256_or_si256(a.high, b.high)};
}

TARGET static inline pair
both(pair a, pair b)
{
  return (pair){_mm256_and_si256(a.low, b.low), _mm256_and_si256(a.high, b.high)};
}

/* Of b where not of a. */
TARGET static inline pair
without(pair a, pair b)
{
  return (pair){_mm256_andnot_si256(a.low, b.low), _mm256_andnot_si256(a.high, b.high)};
}

/* b where `which` is set, a elsewhere. */
TARGET static inline pair
choose(pair a, pair b, pair which)
{
  return (pair){_mm256_blendv_epi8(a.low, b.low, which.low),
                _mm256_blendv_epi8(a.high, b.high, which.high)};
}

TARGET static inline pair
all(uint8_t c)
{
  const __m256i v = _mm256_set1_epi8((char)c);
  return (pair){v, v};
}

TARGET static inline uint64_t
bits(pair v)
{
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(v.low) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(v.high) << 32;
}

TARGET static inline pair
separators(pair v, char delimiter)
{
  return either(equal(v, delimiter), equal(v, '\n'));
}

/* The byte that tells of the cell, for each byte that may end one. */
TARGET static inline pair
tell_cells(const uint8_t *at, char delimiter, bool near_quotes)
{
  const pair one = load(at - 1), two = load(at - 2);
  pair empty = separators(one, delimiter);
  const pair single = separators(two, delimiter);
  pair told = choose(all(SCAN_LONG), one, either(empty, single));
  if (near_quotes) {
    const pair three = load(at - 3);
    const pair closed = equal(one, '"'), doubled = equal(two, '"');
    const pair quoted = both(both(without(doubled, closed), equal(three, '"')),
                             separators(load(at - 4), delimiter));
    told = choose(told, all(SCAN_LONG), closed); /* "x," ends in a separator and a quote */
    told = choose(told, two, quoted);
    empty = either(empty, both(both(closed, doubled), separators(three, delimiter)));
  }
  return choose(told, all(SCAN_EMPTY), empty);
}

TARGET void
scan_avx2(scan *s)
{
  scanning c = {0};
  scan_begin(s);
  for (size_t i = 0; i < s->n; i += 64) {
    const uint8_t *const at = s->text + i;
    const pair v = load(at);
    const block b = {.delimiters = bits(equal(v, s->delimiter)),
                     .feeds = bits(equal(v, '\n')),
                     .quotes = bits(equal(v, '"')) & valid_bytes(s, i),
                     .returns = bits(equal(v, '\r')),
                     .nuls = bits(equal(v, '\0')),
                     .valid = valid_bytes(s, i)};
    s->has_high |= (bits(v) & b.valid) != 0;
    uint64_t inside = 0;
    const bool near_quotes = (b.quotes | c.inside | c.near_quote) != 0;
    if (b.quotes | c.inside) {
      const pair front = load(at - 1), behind = load(at + 1);
      inside =
          find_inside(s, &c, &b, bits(either(separators(front, s->delimiter), equal(front, '"'))),
                      bits(either(separators(behind, s->delimiter),
                                  either(equal(behind, '"'), equal(behind, '\r')))));
    }
    c.near_quote = b.quotes;
    if (!note_ends(s, &c, &b, i, inside))
      return;
    uint8_t told[64];
    const pair cells = tell_cells(at, s->delimiter, near_quotes);
    _mm256_storeu_si256((void *)told, cells.low);
    _mm256_storeu_si256((void *)(told + 32), cells.high);
    for (uint64_t ends = s->ends[i / 64]; ends; ends &= ends - 1)
      s->cells[s->n_cells++] = told[__builtin_ctzll(ends)];
  }
}
#endif
