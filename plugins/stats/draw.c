/* What a resample or an order draws, word by word: the definition that the fast paths keep to.
 * Must not know what is drawn, or for whom.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_resample.h"

om_words
om_words_at(const om_rng *rng, uint64_t stream)
{
  return (om_words){.place = om_rng_at(rng, stream), .used = 4};
}

static uint32_t
next_word(om_words *w)
{
  if (w->used == 4) {
    const om_rng *const at = &w->place;
    const uint32_t counter[4] = {(uint32_t)at->counter, (uint32_t)(at->counter >> 32),
                                 (uint32_t)at->stream, (uint32_t)(at->stream >> 32)};
    const uint32_t key[2] = {(uint32_t)at->key, (uint32_t)(at->key >> 32)};
    om_philox(counter, key, w->word);
    w->place.counter++;
    w->used = 0;
  }
  return w->word[w->used++];
}

uint32_t
om_words_below(om_words *w, uint32_t n)
{
  const uint32_t refuse = -n % n;
  uint64_t product;
  do
    product = (uint64_t)next_word(w) * n;
  while ((uint32_t)product < refuse);
  return (uint32_t)(product >> 32);
}

void
om_boot_index(const om_rng *rng, uint64_t b, size_t n_units, uint32_t *index)
{
  om_words words = om_words_at(rng, b);
  for (size_t i = 0; i < n_units; i++)
    index[i] = om_words_below(&words, (uint32_t)n_units);
}

void
om_perm_order(const om_rng *rng, uint64_t b, size_t n, uint32_t *index)
{
  om_words words = om_words_at(rng, b);
  for (size_t i = 0; i < n; i++)
    index[i] = (uint32_t)i;
  for (size_t i = n; i > 1; i--) {
    const uint32_t j = om_words_below(&words, (uint32_t)i);
    const uint32_t swap = index[i - 1];
    index[i - 1] = index[j];
    index[j] = swap;
  }
}
