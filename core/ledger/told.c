/* What one report tells, and of whom. */
#include "ledger/told.h"

#include "data/suppress.h"

#include <math.h>
#include <string.h>

/* --- from a summary -------------------------------------------------------------------------- */

typedef struct asking {
  const summary *s;
  const om_scale *scale;
  const scale_summary *x;
  const uint8_t *flags; /* NULL: nothing beside small groups */
} asking;

static uint32_t
capped(uint64_t n)
{
  return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

static told_state
state_of(const asking *k, uint32_t slot, uint32_t n, uint8_t flag, uint8_t alike)
{
  const uint8_t flags = k->flags ? k->flags[slot] : 0;
  if (n == 0)
    return TOLD_NOBODY;
  if (n < k->scale->survey->minimum_group)
    return TOLD_SMALL;
  return flags & alike ? TOLD_ALIKE : flags & flag ? TOLD_WITHHELD : TOLD_YES;
}

static double
mean_of(const scale_summary *x, uint32_t family, uint32_t slot)
{
  double sum = 0;
  if (family == TOLD_SCORE)
    return x->plain_score ? x->plain_score[slot] : NAN;
  if (family == TOLD_COMPLETE && !x->mean)
    return NAN;
  if (family == TOLD_COMPLETE) {
    for (uint32_t j = 0; j < x->k; j++)
      sum += x->mean[(size_t)slot * x->k + j];
    return sum / x->k;
  }
  if (x->n_codes == 0)
    return NAN;
  const size_t at = (size_t)slot * x->k + (family - TOLD_ITEMS);
  for (uint32_t c = 0; c < x->n_codes; c++)
    sum += (double)x->counts_all[at * x->n_codes + c] * ((double)x->first_code + c);
  return sum / (double)x->answered[at];
}

static told_family
family_of(arena *memory, const asking *k, uint32_t family)
{
  const scale_summary *const x = k->x;
  const bool is_item = family >= TOLD_ITEMS;
  uint32_t *const n = arena_many(memory, k->s->n_slots, uint32_t);
  uint8_t *const state = arena_many(memory, k->s->n_slots, uint8_t);
  double *const mean = arena_many(memory, k->s->n_slots, double);
  for (uint32_t i = 0; i < k->s->n_slots; i++) {
    n[i] = capped(is_item                   ? x->answered[(size_t)i * x->k + family - TOLD_ITEMS]
                  : family == TOLD_COMPLETE ? x->complete[i]
                                            : x->n[i]);
    state[i] = (uint8_t)(is_item ? state_of(k, i, n[i], SUPPRESSED_ITEMS, ALIKE_ITEMS)
                                 : state_of(k, i, n[i], SUPPRESSED_SCORES, ALIKE_SCORES));
    mean[i] = state[i] == TOLD_YES ? mean_of(x, family, i) : NAN;
  }
  return (told_family){n, state, mean};
}

static told_scale
scale_of(arena *memory, const summary *s, const om_scale *scale)
{
  const scale_summary *const x = &s->scales[scale->index];
  const asking k = {s, scale, x, s->suppressed ? s->suppressed[scale->index] : NULL};
  uint64_t *const columns = arena_many(memory, scale->n_items, uint64_t);
  told_family *const families = arena_many(memory, (size_t)TOLD_ITEMS + x->k, told_family);
  for (uint32_t j = 0; j < scale->n_items; j++) {
    hash128 h = hash_new();
    hash_bytes(&h, scale->items[j]->id, strlen(scale->items[j]->id));
    columns[j] = h.a;
  }
  for (uint32_t f = 0; f < TOLD_ITEMS + x->k; f++)
    families[f] = family_of(memory, &k, f);
  return (told_scale){scale->id, x->k, columns, families};
}

/* The survey's rows with indices of units, and what they are as a set. */
static void
take_rows(arena *memory, const units *u, survey_data *d, told_survey *survey)
{
  hash128 *const named = arena_many(memory, u->n, hash128);
  for (size_t i = 0; i < u->n; i++) {
    named[i] = hash_new();
    hash_bytes(&named[i], u->at[i].id, strlen(u->at[i].id));
  }
  for (uint64_t i = 0; i < d->kept; i++) {
    row_key *const key = &d->keys[i];
    hash128 h = hash_new();
    hash_word(&h, key->whole);
    hash_word(&h, key->rest);
    if (key->unit != UNIT_NONE) {
      key->unit = u->place[key->unit];
      hash_word(&h, named[key->unit].a);
    }
    survey->set = hash_sum(survey->set, h);
  }
  survey->n_rows = d->kept;
  survey->rows = d->keys;
}

static const told_scale *
scales_of(arena *memory, const summary *s, const om_survey *survey)
{
  told_scale *const out = arena_many(memory, survey->n_scales, told_scale);
  for (uint32_t i = 0; i < survey->n_scales; i++)
    out[i] = scale_of(memory, s, survey->scales[i]);
  return out;
}

static const told_unit *
units_of(arena *memory, const om_study *study)
{
  told_unit *const out = arena_many(memory, study->n_units, told_unit);
  for (uint32_t i = 0; i < study->n_units; i++) {
    const om_unit *const unit = study->units[i];
    out[i] = (told_unit){.id = unit->id,
                         .level = unit->level,
                         .hierarchy = unit->hierarchy,
                         .parent = {unit->parent ? unit->parent->index : UNIT_NONE,
                                    unit->second_parent ? unit->second_parent->index : UNIT_NONE}};
  }
  return out;
}

told_report
told_of(arena *memory, const units *u, survey_data *data, const summary *s)
{
  const om_study *const study = s->study;
  told_survey *const surveys = arena_many(memory, study->n_surveys, told_survey);
  told_report r = {.study = "",
                   .wave = "",
                   .output = "",
                   .n_units = study->n_units,
                   .units = units_of(memory, study),
                   .surveys = surveys};
  for (uint32_t v = 0; v < study->n_surveys; v++) {
    const om_survey *const survey = study->surveys[v];
    if (!data[v].keys || s->is_public[v])
      continue;
    told_survey *const to = &surveys[r.n_surveys++];
    *to = (told_survey){.id = survey->id,
                        .minimum = survey->minimum_group,
                        .n_scales = survey->n_scales,
                        .scales = scales_of(memory, s, survey)};
    take_rows(memory, u, &data[v], to);
  }
  return r;
}

void
told_again(arena *memory, told_report *r, const summary *s)
{
  told_survey *const surveys = arena_many(memory, r->n_surveys, told_survey);
  for (uint32_t i = 0, v = 0; i < r->n_surveys; v++) {
    const om_survey *const survey = s->study->surveys[v];
    if (strcmp(survey->id, r->surveys[i].id) != 0)
      continue;
    surveys[i] = r->surveys[i];
    surveys[i++].scales = scales_of(memory, s, survey);
  }
  r->surveys = surveys;
}

/* --- the same -------------------------------------------------------------------------------- */

static bool
is_same_family(const told_family *a, const told_family *b, size_t n)
{
  return memcmp(a->n, b->n, n * sizeof *a->n) == 0 && memcmp(a->state, b->state, n) == 0;
}

static bool
is_same_scale(const told_scale *a, const told_scale *b, size_t n)
{
  bool is_same = strcmp(a->name, b->name) == 0 && a->k == b->k &&
                 memcmp(a->columns, b->columns, a->k * sizeof *a->columns) == 0;
  for (uint32_t i = 0; is_same && i < TOLD_ITEMS + a->k; i++)
    is_same = is_same_family(&a->families[i], &b->families[i], n);
  return is_same;
}

static bool
is_same_survey(const told_survey *a, const told_survey *b, size_t n)
{
  bool is_same = strcmp(a->id, b->id) == 0 && a->minimum == b->minimum && a->n_rows == b->n_rows &&
                 a->set.a == b->set.a && a->set.b == b->set.b && a->n_scales == b->n_scales;
  for (uint32_t i = 0; is_same && i < a->n_scales; i++)
    is_same = is_same_scale(&a->scales[i], &b->scales[i], n);
  return is_same;
}

static bool
is_same_unit(const told_unit *a, const told_unit *b)
{
  return strcmp(a->id, b->id) == 0 && a->level == b->level && a->hierarchy == b->hierarchy &&
         memcmp(a->parent, b->parent, sizeof a->parent) == 0;
}

bool
told_is_same(const told_report *a, const told_report *b)
{
  bool is_same =
      a->n_units == b->n_units && a->n_surveys == b->n_surveys && strcmp(a->wave, b->wave) == 0;
  for (uint32_t i = 0; is_same && i < a->n_units; i++)
    is_same = is_same_unit(&a->units[i], &b->units[i]);
  for (uint32_t i = 0; is_same && i < a->n_surveys; i++)
    is_same = is_same_survey(&a->surveys[i], &b->surveys[i], (size_t)a->n_units + 1);
  return is_same;
}
