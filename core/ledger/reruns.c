/* What a report tells together with an earlier one. */
#include "ledger/reruns.h"

#include "data/suppress.h"
#include "ledger/crossing.h"
#include "ledger/rerun_audit.h"
#include "ledger/rerun_network.h"
#include "ledger/same_rows.h"

#include <string.h>

/* --- one survey ------------------------------------------------------------------------------ */

/* An earlier and a later survey that share rows, and what is done about it. */
typedef struct closing {
  crossing k;
  const rerun *r;
  const om_survey *survey; /* the later one */
  const survey_data *data; /* its columns */
  rerun_networks *networks;
  rerun_audit *audit; /* NULL: not needed */
  bool *is_out;       /* [n_after] of one family: withheld besides */
  uint8_t **withhold;
  rerun_verdict *v;
} closing;

/* A scale of the later survey. */
typedef struct looking {
  closing *c;
  scale_answers answers;
  const om_scale *of;
} looking;

/* Groups that are told now and have to be withheld besides. */
static bool
note_out(const looking *l, uint8_t flag)
{
  const closing *const c = l->c;
  uint8_t **const flags = &c->withhold[l->of->index];
  bool has_any = false;
  for (uint32_t i = 0; i < c->k.n_after; i++) {
    if (!c->is_out[i])
      continue;
    if (!*flags)
      *flags = arena_many(c->k.memory, (size_t)c->k.n_after + 1, uint8_t);
    (*flags)[i] |= flag;
    has_any = true;
  }
  return has_any;
}

static void
close_family(const looking *l, const told_family *before, const told_family *after, uint8_t flag)
{
  closing *const c = l->c;
  memset(c->is_out, 0, c->k.n_after * sizeof *c->is_out);
  const bool is_closed = rerun_networks_close(c->networks, before, after, c->is_out) &&
                         (!c->audit || rerun_audit_close(c->audit, before, after, c->is_out));
  if (!note_out(l, flag) && is_closed)
    return;
  c->v->is_fixed |= !is_closed;
  if (!c->v->survey) {
    c->v->survey = c->survey->id;
    c->v->scale = l->of->id;
  }
}

static bool
is_same_question(const told_scale *a, const told_scale *b)
{
  if (a->k != b->k)
    return false;
  for (uint32_t i = 0; i < a->k; i++) {
    bool is_there = false;
    for (uint32_t j = 0; j < b->k && !is_there; j++)
      is_there = a->columns[i] == b->columns[j];
    if (!is_there)
      return false;
  }
  return true;
}

/* Families that two scales have in common: scores where they are of the same questions, and each
 * question by itself. */
static void
close_scales(const looking *l, const told_scale *before, const told_scale *after)
{
  const bool is_same = is_same_question(before, after);
  for (uint32_t f = 0; f < TOLD_ITEMS + after->k; f++) {
    uint32_t g = f;
    if (f >= TOLD_ITEMS)
      for (g = TOLD_ITEMS; g < TOLD_ITEMS + before->k; g++)
        if (before->columns[g - TOLD_ITEMS] == after->columns[f - TOLD_ITEMS])
          break;
    if (f < TOLD_ITEMS ? !is_same : g == TOLD_ITEMS + before->k)
      continue;
    crossing_count(&l->c->k, &l->answers, f, &before->families[g]);
    close_family(l, &before->families[g], &after->families[f],
                 f < TOLD_ITEMS ? SUPPRESSED_SCORES | SUPPRESSED_ITEMS : SUPPRESSED_ITEMS);
  }
}

static void
close_survey(closing *c)
{
  c->networks = rerun_networks_new(&c->k);
  c->audit = rerun_audit_new(&c->k);
  const uint32_t first = c->data->survey->first_scale;
  for (uint32_t i = 0; i < c->k.later->n_scales; i++) {
    const looking l = {c,
                       {c->data->survey, &c->r->study->scales[first + i], c->data->items[i]},
                       c->survey->scales[i]};
    for (uint32_t j = 0; j < c->k.earlier->n_scales; j++)
      close_scales(&l, &c->k.earlier->scales[j], &c->k.later->scales[i]);
  }
}

/* --- two reports ----------------------------------------------------------------------------- */

/* For each unit of the earlier report its index in the later one, or UNIT_NONE. */
static uint32_t *
units_again(arena *memory, const told_report *earlier, const told_report *later)
{
  map ids = map_new(memory);
  for (uint32_t i = 0; i < later->n_units; i++)
    map_add(&ids, later->units[i].id, strlen(later->units[i].id));
  uint32_t *const out = arena_many(memory, (size_t)earlier->n_units + 1, uint32_t);
  for (uint32_t i = 0; i < earlier->n_units; i++)
    out[i] = map_find(&ids, earlier->units[i].id, strlen(earlier->units[i].id));
  return out;
}

bool
rerun_meets(arena *memory, const told_report *later, const told_report *earlier)
{
  const uint32_t *const again = units_again(memory, earlier, later);
  for (uint32_t a = 0; a < earlier->n_surveys; a++)
    for (uint32_t b = 0; b < later->n_surveys; b++) {
      uint32_t *const was_in = arena_many(memory, later->surveys[b].n_rows, uint32_t);
      if (same_rows(memory, &earlier->surveys[a], &later->surveys[b], again, was_in))
        return true;
    }
  return false;
}

/* The later survey in the study. */
static uint32_t
survey_named(const rerun *r, const char *id)
{
  uint32_t v = 0;
  while (strcmp(r->summary->study->surveys[v]->id, id) != 0)
    v++;
  return v;
}

static void
count_groups(const rerun *r, rerun_verdict *v, uint8_t **withhold)
{
  for (uint32_t u = 0; u < r->later->n_units; u++) {
    bool is_out = false;
    for (uint32_t i = 0; i < r->summary->study->n_scales; i++)
      is_out |= withhold[i] && withhold[i][u];
    v->n_groups += is_out;
  }
}

rerun_verdict
rerun_check(arena *memory, const rerun *r, const told_report *earlier)
{
  rerun_verdict v = {0};
  uint8_t **const withhold = arena_many(memory, r->summary->study->n_scales, uint8_t *);
  const uint32_t *const again = units_again(memory, earlier, r->later);
  for (uint32_t a = 0; a < earlier->n_surveys; a++)
    for (uint32_t b = 0; b < r->later->n_surveys; b++) {
      const told_survey *const then = &earlier->surveys[a], *const now = &r->later->surveys[b];
      uint32_t *const was_in = arena_many(memory, now->n_rows, uint32_t);
      const uint64_t n_same = same_rows(memory, then, now, again, was_in);
      const uint32_t index = survey_named(r, now->id);
      if (!n_same)
        continue;
      v.n_same += n_same;
      const crossing k = crossing_new(memory, earlier, then, r->later, now, was_in);
      close_survey(&(closing){.k = k,
                              .r = r,
                              .survey = r->summary->study->surveys[index],
                              .data = &r->data[index],
                              .is_out = arena_many(memory, (size_t)k.n_after + 1, bool),
                              .withhold = withhold,
                              .v = &v});
    }
  v.withhold = (const uint8_t *const *)withhold;
  count_groups(r, &v, withhold);
  return v;
}
