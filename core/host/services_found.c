/* The host table: what other plugins found. */
#include "host/services.h"

#include <math.h>
#include <string.h>

/* Pointers for indices. */
static const om_about *
lend_about(service *s, const about *a)
{
  const om_study *const study = s->summary->study;
  om_about *const out = arena_one(s->memory, om_about);
#define LENT(list, index) ((index) ? study->list[(index)-1] : NULL)
  *out = (om_about){.size = sizeof *out,
                    .side = a->side,
                    .survey = LENT(surveys, a->survey),
                    .scale = LENT(scales, a->scale),
                    .inside = LENT(scales, a->inside),
                    .outside = LENT(scales, a->outside),
                    .unit = LENT(units, a->unit),
                    .wave = LENT(waves, a->wave),
                    .with_unit = LENT(units, a->with_unit),
                    .hypothesis = LENT(hypotheses, a->hypothesis),
                    .n_among = a->n_among};
  if (a->scale && a->item)
    out->item = study->scales[a->scale - 1]->items[a->item - 1];
  if (a->with_scale && a->with_item)
    out->with_item = study->scales[a->with_scale - 1]->items[a->with_item - 1];
  const om_scale **const among = arena_many(s->memory, a->n_among, const om_scale *);
  for (uint32_t i = 0; i < a->n_among; i++)
    among[i] = study->scales[a->among[i] - 1];
  out->among = among;
#undef LENT
  return out;
}

static const om_estimate *
lend_estimate(service *s, const estimate *e)
{
  om_estimate *const out = arena_one(s->memory, om_estimate);
  *out = (om_estimate){.size = sizeof *out,
                       .value = e->value,
                       .lo = e->lo,
                       .hi = e->hi,
                       .se = e->se,
                       .p = e->p,
                       .undefined = e->undefined};
  return out;
}

static void
lend_all(service *s, const found *f, const char *statistic, om_found *out)
{
  const result *const r = f->result;
  uint32_t wanted = UINT32_MAX;
  for (uint32_t i = 0; i < f->description->n_statistics; i++)
    if (strcmp(f->description->statistics[i].id, statistic) == 0)
      wanted = i;
  for (size_t i = 0; i < r->n_estimates; i++)
    out->n += r->estimates[i].statistic == wanted;
  const om_about **const abouts = arena_many(s->memory, out->n, const om_about *);
  const om_estimate **const estimates = arena_many(s->memory, out->n, const om_estimate *);
  for (size_t i = 0, k = 0; i < r->n_estimates; i++)
    if (r->estimates[i].statistic == wanted) {
      abouts[k] = lend_about(s, &r->estimates[i].about);
      estimates[k++] = lend_estimate(s, &r->estimates[i]);
    }
  out->about = abouts;
  out->estimate = estimates;
}

/* The same for every thread that asks. */
static const om_found *
look_up(service *s, const found *f, const char *statistic)
{
  for (size_t i = 0; i < s->n_lent; i++)
    if (s->lent[i].of == f && strcmp(s->lent[i].statistic, statistic) == 0)
      return s->lent[i].found;
  om_found *const out = arena_one(s->memory, om_found);
  *out = (om_found){.size = sizeof *out, .status = f->status, .why = f->why};
  if (f->result)
    lend_all(s, f, statistic, out);
  s->lent = arena_room(s->memory, s->lent, s->n_lent, &s->lent_capacity, sizeof *s->lent);
  s->lent[s->n_lent++] =
      (lent_found){.of = f, .statistic = arena_string(s->memory, statistic), .found = out};
  return out;
}

static const om_found *
get_found(om_run *run, const char *plugin, const char *statistic)
{
  service *const s = (service *)run;
  const found *of = NULL;
  for (size_t i = 0; plugin && statistic && i < s->n_founds; i++)
    if (strcmp(s->founds[i].id, plugin) == 0)
      of = &s->founds[i];
  if (!of)
    return NULL;
  pthread_mutex_lock(&s->lock);
  const om_found *const out = look_up(s, of, statistic);
  pthread_mutex_unlock(&s->lock);
  return out;
}

void
services_found_fill(om_host *host)
{
  host->found = get_found;
}
