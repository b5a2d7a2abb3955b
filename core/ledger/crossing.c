/* The people of an earlier survey and a later one that share rows. */
#include "ledger/crossing.h"

#include "data/suppress.h"
#include "ledger/same_rows.h"

#include <math.h>
#include <stdlib.h>

static uint32_t
place_of(uint32_t unit, uint32_t n_units)
{
  return unit == UNIT_NONE ? n_units : unit;
}

static int
by_value(const void *a, const void *b)
{
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static uint64_t
atom_number(const crossing *k, uint32_t was_in, uint32_t unit)
{
  const uint32_t earlier = was_in == ROW_NEW ? ABSENT : place_of(was_in, k->n_before);
  return (uint64_t)earlier << 32 | place_of(unit, k->n_after);
}

static void
make_atoms(crossing *k, const uint32_t *was_in)
{
  const uint64_t n = k->later->n_rows;
  uint64_t *const all = arena_many(k->memory, n, uint64_t);
  for (uint64_t i = 0; i < n; i++)
    all[i] = atom_number(k, was_in[i], k->later->rows[i].unit);
  qsort(all, n, sizeof *all, by_value);
  uint32_t n_atoms = 0;
  for (uint64_t i = 0; i < n; i++)
    if (i == 0 || all[i] != all[i - 1])
      all[n_atoms++] = all[i];
  atom *const atoms = arena_many(k->memory, n_atoms, atom);
  for (uint32_t i = 0; i < n_atoms; i++)
    atoms[i] = (atom){(uint32_t)(all[i] >> 32), (uint32_t)all[i]};
  uint32_t *const atom_of = arena_many(k->memory, n, uint32_t);
  for (uint64_t i = 0; i < n; i++) {
    const uint64_t number = atom_number(k, was_in[i], k->later->rows[i].unit);
    const uint64_t *const at = bsearch(&number, all, n_atoms, sizeof *all, by_value);
    atom_of[i] = (uint32_t)(at - all);
  }
  k->n_atoms = n_atoms;
  k->atoms = atoms;
  k->atom_of = atom_of;
}

crossing
crossing_new(arena *memory, const told_report *before, const told_survey *earlier,
             const told_report *after, const told_survey *later, const uint32_t *was_in)
{
  crossing k = {.memory = memory,
                .before = before,
                .after = after,
                .earlier = earlier,
                .later = later,
                .least = earlier->minimum < later->minimum ? earlier->minimum : later->minimum,
                .n_before = before->n_units,
                .n_after = after->n_units};
  make_atoms(&k, was_in);
  k.counts = arena_many(memory, k.n_atoms, having);
  k.first = arena_many(memory, k.n_atoms, double);
  k.gone = arena_many(memory, (size_t)k.n_before + 1, having);
  return k;
}

/* --- one kind of answer ---------------------------------------------------------------------- */

static double
answer_of(const scale_answers *of, uint32_t item, uint64_t row)
{
  const answers *const a = &of->items[item];
  if (a->numbers)
    return a->numbers[row];
  return a->codes[row] > OM_MISSING ? a->codes[row] : NAN;
}

/* The row's value of the kind, or NaN. */
static double
value_of(const scale_answers *of, uint32_t family, uint64_t row)
{
  if (family >= TOLD_ITEMS)
    return answer_of(of, family - TOLD_ITEMS, row);
  const uint32_t least = family == TOLD_SCORE ? of->scale->min_items : of->scale->n_items;
  uint32_t n = 0;
  double sum = 0;
  for (uint32_t j = 0; j < of->scale->n_items; j++) {
    const double x = answer_of(of, j, row);
    n += !isnan(x);
    sum += isnan(x) ? 0 : x;
  }
  return n && n >= least ? sum / n : NAN;
}

static void
count_later(crossing *k, const scale_answers *of, uint32_t family)
{
  for (uint32_t i = 0; i < k->n_atoms; i++)
    k->counts[i] = (having){0, 0, true};
  for (uint64_t row = 0; row < k->later->n_rows; row++) {
    const double x = value_of(of, family, row);
    const uint32_t atom = k->atom_of[row];
    having *const t = &k->counts[atom];
    if (isnan(x))
      continue;
    if (t->n++ == 0)
      k->first[atom] = x;
    t->sum += x;
    t->is_alike &= x == k->first[atom];
  }
}

uint32_t
people_at(const told_report *r, const told_family *f, uint32_t place)
{
  if (place < r->n_units)
    return f->n[place];
  uint64_t in_units = 0;
  for (uint32_t u = 0; u < r->n_units; u++)
    in_units += r->units[u].level == 0 ? f->n[u] : 0;
  return f->n[r->n_units] > in_units ? (uint32_t)(f->n[r->n_units] - in_units) : 0;
}

/* Who is in the earlier report alone: those that it had, less those who are found again. */
static void
count_gone(crossing *k, const told_family *f)
{
  for (uint32_t i = 0; i <= k->n_before; i++) {
    const bool is_unit = i < k->n_before && k->before->units[i].level == 0;
    k->gone[i].n = is_unit || i == k->n_before ? people_at(k->before, f, i) : 0;
    k->gone[i].sum = is_unit ? f->mean[i] * f->n[i] : NAN;
  }
  for (uint32_t i = 0; i < k->n_atoms; i++) {
    const atom *const a = &k->atoms[i];
    if (a->earlier == ABSENT)
      continue;
    having *const gone = &k->gone[a->earlier];
    gone->n = gone->n > k->counts[i].n ? gone->n - k->counts[i].n : 0;
    gone->sum -= k->counts[i].sum;
  }
}

/* What the mean of those who are gone says of them. */
static void
judge_gone(crossing *k, const scale_answers *of, uint32_t family)
{
  const study_scale *const scale = of->scale;
  const study_item *const item = family >= TOLD_ITEMS ? &scale->items[family - TOLD_ITEMS] : NULL;
  const double min = item ? item->min : scale->min, max = item ? item->max : scale->max;
  for (uint32_t i = 0; i <= k->n_before; i++)
    k->gone[i].is_alike =
        scale->values == OM_CODES && k->gone[i].n > 0 &&
        suppress_is_near_an_end(k->gone[i].sum / k->gone[i].n, min, max, of->survey->comments_of);
}

void
crossing_count(crossing *k, const scale_answers *of, uint32_t family, const told_family *before)
{
  count_later(k, of, family);
  count_gone(k, before);
  judge_gone(k, of, family);
}

/* --- both ------------------------------------------------------------------------------------ */

uint32_t
people_counted(uint32_t n, bool is_alike, uint32_t least)
{
  return n >= least && is_alike ? least - 1 : n;
}

bool
has_hierarchy(const told_report *r, uint32_t hierarchy)
{
  for (uint32_t i = 0; i < r->n_units; i++)
    if (r->units[i].level > 0 && r->units[i].hierarchy == hierarchy)
      return true;
  return hierarchy == 0;
}
