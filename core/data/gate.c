/* The gate: how many people stand behind a number, and whether it may be shown. */
#include "data/gate.h"

#include "data/subject.h"
#include "data/suppress.h"

#include <math.h>

typedef struct counting {
  const summary *s;
  about subject;
  uint32_t basis;
  gate_verdict v;
  bool is_first;
} counting;

static const om_scale *
scale_of(const summary *s, uint32_t index_plus_1)
{
  return index_plus_1 ? s->study->scales[index_plus_1 - 1] : NULL;
}

static bool
has_score(const summary *s, const om_scale *scale, size_t slot)
{
  return !isnan(s->scales[scale->index].score[slot]);
}

static uint64_t
count_units(const summary *s, const om_scale *a, const om_scale *b)
{
  uint64_t n = 0;
  for (uint32_t i = 0; i < s->study->n_units; i++)
    n += s->study->units[i]->level == 0 && has_score(s, a, i) && has_score(s, b, i);
  return n;
}

uint64_t
gate_matched(const summary *s, const om_scale *inside, const om_scale *outside)
{
  return count_units(s, inside, outside);
}

/* Respondents who answered both items; nobody where that was not counted. */
static uint64_t
answered_both(const counting *c)
{
  const om_scale *const a = scale_of(c->s, c->subject.scale);
  const om_scale *const b = scale_of(c->s, c->subject.with_scale);
  const pairwise_summary *const x = &c->s->pairwise[a->survey->index];
  if (!x->k)
    return 0;
  const size_t i = x->first[a->index] + c->subject.item - 1;
  const size_t j = x->first[b->index] + c->subject.with_item - 1;
  return x->n[i * x->k + j];
}

/* Rows that the basis counts, in one slot of one scale. */
static uint64_t
rows_behind(const counting *c, const om_scale *scale, size_t slot)
{
  const scale_summary *const x = &c->s->scales[scale->index];
  switch (c->basis) {
  case OM_N_COMPLETE:
    return x->complete[slot];
  case OM_N_ANSWERED:
    if (c->subject.with_item)
      return answered_both(c);
    return c->subject.item ? x->answered[slot * x->k + c->subject.item - 1] : x->n[slot];
  default:
    return x->n[slot];
  }
}

/* People behind published figures: of one unit, or of all. */
static uint64_t
published_people(const counting *c, const om_scale *scale, size_t slot)
{
  const uint64_t *const n = c->s->scales[scale->index].n;
  if (slot + 1 < c->s->n_slots)
    return n[slot];
  uint64_t all = 0;
  for (size_t i = 0; i + 1 < c->s->n_slots; i++)
    all += n[i];
  return all;
}

/* True when the group is withheld though it is large enough. */
static bool
is_suppressed(const counting *c, const om_scale *scale, size_t slot)
{
  const uint8_t *const *const all = c->s->suppressed;
  const uint8_t flag = c->subject.item ? SUPPRESSED_ITEMS : SUPPRESSED_SCORES;
  return all && all[scale->index] && (all[scale->index][slot] & flag);
}

/* Adds one scale to what stands behind the number: the smallest group decides. */
static void
ask_slot(counting *c, const om_scale *scale, size_t slot)
{
  const size_t everybody = c->s->n_slots - 1;
  const bool is_published = scale->survey->level == OM_LEVEL_UNIT;
  const bool is_public = c->s->is_public[scale->survey->index];
  const uint64_t people =
      is_published ? published_people(c, scale, slot) : rows_behind(c, scale, slot);
  /* Over published figures of all units the units are counted: they are the rows. */
  const uint64_t n = is_published && slot == everybody ? rows_behind(c, scale, slot) : people;
  if (!is_public && (people < scale->survey->minimum_group || is_suppressed(c, scale, slot)))
    c->v.is_withheld = true;
  const bool has_n = !is_public || n > 0;
  if (c->is_first || (has_n && n < c->v.n) || !c->v.has_n) {
    c->v.n = n;
    c->v.has_n = has_n;
  }
  c->is_first = false;
}

/* Of two units set side by side, both have to be large enough. */
static void
ask_scale(void *context, const om_scale *scale)
{
  counting *const c = context;
  const about *const a = &c->subject;
  ask_slot(c, scale, a->unit ? a->unit - 1 : c->s->n_slots - 1);
  if (a->with_unit)
    ask_slot(c, scale, a->with_unit - 1);
}

static bool
has_all_scores(const counting *c, size_t unit)
{
  const om_scale *scale;
  for (uint32_t i = 0; (scale = subject_named_scale(c->s->study, &c->subject, i)); i++)
    if (!has_score(c->s, scale, unit))
      return false;
  return true;
}

/* Units with a score on every scale that is named. */
static uint64_t
units_among(const counting *c)
{
  const om_study *const study = c->s->study;
  uint64_t n = 0;
  for (uint32_t u = 0; u < study->n_units; u++)
    n += study->units[u]->level == 0 && has_all_scores(c, u);
  return n;
}

/* The number of units: over the scale, the two scales, or any declared pair. */
static uint64_t
units_behind(const counting *c)
{
  const om_study *const study = c->s->study;
  const om_scale *const scale = scale_of(c->s, c->subject.scale);
  const om_scale *const inside = scale_of(c->s, c->subject.inside);
  const om_scale *const outside = scale_of(c->s, c->subject.outside);
  if (inside && outside)
    return count_units(c->s, inside, outside);
  if (scale)
    return count_units(c->s, scale, scale);
  uint64_t n = 0;
  for (uint32_t u = 0; u < study->n_units; u++) {
    bool is_matched = false;
    for (uint32_t i = 0; i < study->n_pairs && !is_matched; i++)
      is_matched = has_score(c->s, study->pairs[i]->inside, u) &&
                   has_score(c->s, study->pairs[i]->outside, u);
    n += study->units[u]->level == 0 && is_matched;
  }
  return n;
}

gate_verdict
gate_ask(const summary *s, about subject, uint32_t basis)
{
  counting c = {.s = s, .subject = subject, .basis = basis, .is_first = true};
  subject_each_scale(s->study, &subject, ask_scale, &c);
  const bool counts_units = basis == OM_N_UNITS || basis == OM_N_MATCHED || basis == OM_N_AMONG;
  if (counts_units && !subject.unit) {
    c.v.n = basis == OM_N_AMONG ? units_among(&c) : units_behind(&c);
    c.v.has_n = true;
  }
  return c.v;
}
