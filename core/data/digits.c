/* The quick way from cells to bytes. */
#include "data/digits.h"

#include <math.h>
#include <string.h>

/* Fills the lane; false when a digit means something else to the tables. */
static bool
fill_lane(digits *d, uint32_t lane, const wanted_code *code)
{
  const study_item *const item = code->declared;
  const int lowest = (int)fmax(item->min, 0), highest = (int)fmin(item->max, 9);
  if (item->min != floor(item->min) || item->max != floor(item->max) || lowest > highest)
    return false;
  const int turned = (int)item->min + (int)item->max;
  const int above = (item->reversed ? turned - highest : lowest) - code->first_code;
  d->cell[lane] = (uint8_t)(code->column - d->first_column);
  d->end[lane] = (uint8_t)('0' + (item->reversed ? highest : lowest));
  d->most[lane] = (uint8_t)(highest - lowest);
  d->above[lane] = (uint8_t)above;
  d->lanes |= UINT64_C(1) << lane;
  if (item->reversed)
    d->reversed |= UINT64_C(1) << lane;
  for (int digit = lowest; digit <= highest; digit++) {
    const int distance = item->reversed ? highest - digit : digit - lowest;
    if (code->bytes['0' + digit] != distance + above)
      return false;
  }
  return true;
}

#ifdef __x86_64__
#include <immintrin.h>

static bool
has_permutation(void)
{
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vbmi");
}

__attribute__((target("avx512f,avx512bw,avx512vbmi"))) bool
digits_take(const digits *d, const uint8_t *cells, uint8_t *bytes, bool *has_answer)
{
  const __m512i all = _mm512_loadu_si512(cells + d->first_column);
  const __m512i cell = _mm512_permutexvar_epi8(_mm512_loadu_si512(d->cell), all);
  const __m512i end = _mm512_loadu_si512(d->end);
  const uint64_t empty = _mm512_cmpeq_epi8_mask(cell, _mm512_set1_epi8((char)SCAN_EMPTY));
  const __m512i distance = _mm512_mask_sub_epi8(_mm512_sub_epi8(cell, end), d->reversed, end, cell);
  const uint64_t fits = _mm512_cmple_epu8_mask(distance, _mm512_loadu_si512(d->most));
  if (~(fits | empty) & d->lanes)
    return false;
  const __m512i told = _mm512_add_epi8(distance, _mm512_loadu_si512(d->above));
  _mm512_mask_storeu_epi8(
      bytes, d->lanes, _mm512_mask_mov_epi8(told, empty, _mm512_set1_epi8((char)CELL_BYTE_BLANK)));
  *has_answer |= (~empty & d->lanes) != 0;
  return true;
}
#else
static bool
has_permutation(void)
{
  return false;
}

bool
digits_take(const digits *d, const uint8_t *cells, uint8_t *bytes, bool *has_answer)
{
  (void)d, (void)cells, (void)bytes, (void)has_answer;
  return false;
}
#endif

digits
digits_of(const wanted *w)
{
  digits d = {.first_column = UINT32_MAX};
  uint32_t last = 0;
  for (uint32_t i = 0; i < w->n_codes; i++) {
    const uint32_t column = w->codes[i].column;
    d.first_column = column < d.first_column ? column : d.first_column;
    last = column > last ? column : last;
  }
  d.is_usable = w->n_codes > 0 && w->n_codes <= DIGIT_LANES &&
                last - d.first_column < DIGIT_LANES && has_permutation();
  for (uint32_t i = 0; d.is_usable && i < w->n_codes; i++)
    d.is_usable = fill_lane(&d, i, &w->codes[i]);
  return d;
}
