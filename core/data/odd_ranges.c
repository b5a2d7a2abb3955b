/* Ranges that may be declared wrong: codes at an end that nobody used, numbers that stay in a small
 * part.  What is told is what nobody answered; never what somebody did. */
#include "data/odd.h"

#include <inttypes.h>
#include <math.h>

enum { FEW = 30, SOME = 100, MANY = 300, MANY_CODES = 3 };
#define SMALL_PART .10

/* How often each code from min to max was given, as the export has them. */
typedef struct histogram {
  int32_t min, max;
  uint64_t *counts, answers;
} histogram;

static histogram
histogram_new(arena *memory, double min, double max)
{
  histogram h = {.min = (int32_t)min, .max = (int32_t)max};
  h.counts = arena_many(memory, (size_t)(h.max - h.min) + 1, uint64_t);
  return h;
}

static void
add_item(const odd *o, histogram *h, uint32_t scale, uint32_t item)
{
  const study_item *const declared = &o->study->scales[scale].items[item];
  const scale_summary *const x = odd_scale(o, scale);
  const uint64_t *const counts = &x->counts_all[(odd_everybody(o) * x->k + item) * x->n_codes];
  for (int32_t c = h->min; c <= h->max; c++) {
    const int32_t code = declared->reversed ? h->min + h->max - c : c;
    h->counts[c - h->min] += counts[code - x->first_code];
    h->answers += counts[code - x->first_code];
  }
}

/* Codes that nobody used at the low and at the high end. */
typedef struct ends {
  uint32_t low, high, codes;
} ends;

static ends
unused_ends(const histogram *h)
{
  ends e = {.codes = (uint32_t)(h->max - h->min) + 1};
  while (e.low < e.codes && !h->counts[e.low])
    e.low++;
  while (e.low < e.codes && !h->counts[e.codes - 1 - e.high])
    e.high++;
  return e;
}

static bool
is_wide(const histogram *h, ends e)
{
  const uint32_t longer = e.low > e.high ? e.low : e.high;
  return (h->answers >= FEW && (e.low + e.high) * 2 >= e.codes) ||
         (h->answers >= MANY && longer >= MANY_CODES);
}

static void
add_codes(text *t, int32_t from, int32_t to)
{
  text_addf(t, "%s%" PRId32, t->n ? " and " : "", from);
  if (to > from)
    text_addf(t, " to %" PRId32, to);
}

/* About the item when there is one, else about all items of the scale that have its range. */
static void
say_unused(odd *o, diag_level level, about where, unsigned line, const char *of, const histogram *h,
           ends e)
{
  text codes = text_new(o->memory);
  if (e.low)
    add_codes(&codes, h->min, h->min + (int32_t)e.low - 1);
  if (e.high)
    add_codes(&codes, h->max - (int32_t)e.high + 1, h->max);
  odd_say(o, level, "D321", where, line,
          arena_printf(o->memory, "%" PRId32 " to %" PRId32 " are declared", h->min, h->max),
          level == DIAG_WARNING ? "correct min and max if fewer answers were offered: scores rest "
                                  "on them"
                                : NULL,
          "%s: nobody answered %s", of, codes.at);
}

static bool
has_range_of_scale(const study_scale *scale, const study_item *item)
{
  return item->min == scale->min && item->max == scale->max;
}

static bool
is_constant(const histogram *h)
{
  const ends e = unused_ends(h);
  return e.low + e.high + 1 >= e.codes;
}

/* All items that have the range of the scale together; true when that range is too wide, so that
 * nothing need be said of each.  A range that no item has is nobody's, and may be of any size. */
static bool
look_at_shared_range(odd *o, uint32_t at)
{
  const study_scale *const scale = &o->study->scales[at];
  histogram all = {0};
  for (uint32_t i = 0; i < scale->n_items; i++) {
    if (!has_range_of_scale(scale, &scale->items[i]))
      continue;
    if (!all.counts)
      all = histogram_new(o->memory, scale->min, scale->max);
    add_item(o, &all, at, i);
  }
  if (!all.answers || is_constant(&all))
    return false;
  const ends e = unused_ends(&all);
  if (is_wide(&all, e))
    say_unused(o, DIAG_WARNING, odd_about_scale(o, at), scale->line, scale->name, &all, e);
  else if (all.answers >= SOME && e.low + e.high)
    say_unused(o, DIAG_NOTE, odd_about_scale(o, at), scale->line, scale->name, &all, e);
  return is_wide(&all, e);
}

static void
look_at_own_range(odd *o, uint32_t at, uint32_t i)
{
  const study_scale *const scale = &o->study->scales[at];
  const study_item *const item = &scale->items[i];
  histogram own = histogram_new(o->memory, item->min, item->max);
  add_item(o, &own, at, i);
  const ends e = unused_ends(&own);
  if (own.answers >= FEW && !is_constant(&own) && (e.low + e.high) * 2 >= e.codes)
    say_unused(o, DIAG_WARNING, odd_about_item(o, at, i), item->line,
               arena_printf(o->memory, "%s: item %s", scale->name, item->column), &own, e);
}

static void
look_at_codes(odd *o, uint32_t at)
{
  const study_scale *const scale = &o->study->scales[at];
  const bool is_said = look_at_shared_range(o, at);
  for (uint32_t i = 0; i < scale->n_items; i++)
    if (!is_said || !has_range_of_scale(scale, &scale->items[i]))
      look_at_own_range(o, at, i);
}

/* Numbers: eight standard deviations hold nearly all of them, whatever their form. */
static void
look_at_numbers(odd *o, uint32_t at)
{
  const study_scale *const scale = &o->study->scales[at];
  const scale_summary *const x = odd_scale(o, at);
  const uint64_t n = x->complete[odd_everybody(o)];
  if (n < FEW)
    return;
  const double *own = &x->sscp[odd_everybody(o) * x->n_pairs];
  for (uint32_t i = 0; i < x->k; own += x->k - i++) {
    const study_item *const item = &scale->items[i];
    const double sd = sqrt(*own / (double)(n - 1));
    if (sd > 0 && 8 * sd < SMALL_PART * (item->max - item->min))
      odd_say(o, DIAG_WARNING, "D322", odd_about_item(o, at, i), item->line, NULL,
              "correct min and max, or the decimal sign; were shares meant where per cent is "
              "declared?",
              "%s: the numbers of the item %s fill less than a tenth of the declared range",
              scale->name, item->column);
  }
}

void
odd_ranges(odd *o)
{
  for (uint32_t i = 0; i < study_n_asked(o->study); i++)
    if (o->study->scales[i].values == OM_CODES)
      look_at_codes(o, i);
    else
      look_at_numbers(o, i);
}
