/* The host table, first half: the study and its sufficient statistics. */
#include "host/services.h"

#include <math.h>
#include <string.h>

static service *
of(om_run *run)
{
  return (service *)run;
}

static const om_study *
get_study(om_run *run)
{
  return &of(run)->seen;
}

static double
get_option(om_run *run, const char *id)
{
  const service *const s = of(run);
  for (uint32_t i = 0; i < s->description->n_options; i++)
    if (strcmp(s->description->options[i].id, id) == 0)
      return s->options[i];
  return NAN;
}

static void
get_rng(om_run *run, uint64_t stream, om_rng *rng)
{
  *rng = (om_rng){.key = of(run)->rng_key, .stream = stream};
}

/* True when the struct is one that this host lent. */
static bool
is_ours(const om_study *study, const om_scale *scale, const om_unit *unit)
{
  return scale && scale->index < study->n_scales && study->scales[scale->index] == scale &&
         (!unit || (unit->index < study->n_units && study->units[unit->index] == unit));
}

/* --- one view of each scale ------------------------------------------------------------------ */

static void
fill_moments(const scale_summary *x, size_t slot, om_moments *m)
{
  const size_t k = x->k, pairs = x->n_pairs;
  *m = (om_moments){.size = sizeof *m,
                    .k = x->k,
                    .n = x->complete[slot],
                    .sum = x->sum ? x->sum + slot * k : NULL,
                    .cross = x->cross ? x->cross + slot * pairs : NULL,
                    .mean = x->mean + slot * k,
                    .sscp = x->sscp + slot * pairs};
}

static void
fill_scores(const scale_summary *x, size_t slot, om_scores *v)
{
  *v = (om_scores){.size = sizeof *v,
                   .n = x->n[slot],
                   .mean = x->score[slot],
                   .ss = x->score_ss[slot],
                   .plain_mean = x->plain_score[slot],
                   .effective_n = x->effective_n[slot],
                   .weight = x->weight[slot],
                   .response_rate = x->response_rate[slot]};
}

static void
fill_counts(const scale_summary *x, size_t slot, uint32_t item, bool complete, om_counts *c)
{
  const size_t at = slot * x->k + item;
  *c = (om_counts){.size = sizeof *c,
                   .n_codes = x->n_codes,
                   .first = x->first_code,
                   .n = complete ? x->complete[slot] : x->answered[at],
                   .counts = (complete ? x->counts_complete : x->counts_all) + at * x->n_codes};
}

static scale_view *
view(service *s, const om_scale *scale)
{
  scale_view *const v = &s->views[scale->index];
  pthread_mutex_lock(&s->lock);
  if (!v->moments) {
    const scale_summary *const x = &s->summary->scales[scale->index];
    const size_t n = s->summary->n_slots;
    om_moments *const moments = arena_many(s->memory, n, om_moments);
    v->scores = arena_many(s->memory, n, om_scores);
    for (size_t slot = 0; slot < n; slot++) {
      fill_moments(x, slot, &moments[slot]);
      fill_scores(x, slot, &v->scores[slot]);
    }
    for (int complete = 0; x->n_codes && complete < 2; complete++) {
      v->counts[complete] = arena_many(s->memory, n * x->k, om_counts);
      for (size_t slot = 0; slot < n; slot++)
        for (uint32_t i = 0; i < x->k; i++)
          fill_counts(x, slot, i, complete, &v->counts[complete][slot * x->k + i]);
    }
    v->moments = moments;
  }
  pthread_mutex_unlock(&s->lock);
  return v;
}

static bool
is_wave_of(const om_scale *scale, const om_wave *wave)
{
  return !wave || scale->survey->wave == wave;
}

static const om_moments *
get_moments(om_run *run, const om_scale *scale, const om_unit *unit, const om_wave *wave)
{
  service *const s = of(run);
  if (!is_ours(s->summary->study, scale, unit) || !is_wave_of(scale, wave))
    return NULL;
  if (scale->survey->level == OM_LEVEL_UNIT && unit)
    return NULL;
  const om_moments *const m = &view(s, scale)->moments[summary_slot(s->summary, unit)];
  return scale->survey->level == OM_LEVEL_UNIT && m->n < 2 ? NULL : m;
}

static const om_scores *
get_scores(om_run *run, const om_scale *scale, const om_unit *unit, const om_wave *wave)
{
  static const om_scores nobody = {
      .size = sizeof nobody, .mean = NAN, .ss = NAN, .plain_mean = NAN, .response_rate = NAN};
  service *const s = of(run);
  if (!is_ours(s->summary->study, scale, unit) || !is_wave_of(scale, wave))
    return &nobody;
  return &view(s, scale)->scores[summary_slot(s->summary, unit)];
}

static const om_counts *
get_counts(om_run *run, const om_item *item, const om_unit *unit, const om_wave *wave,
           uint32_t complete)
{
  service *const s = of(run);
  if (!item || !is_ours(s->summary->study, item->scale, unit) || !is_wave_of(item->scale, wave))
    return NULL;
  const om_counts *const counts = view(s, item->scale)->counts[complete != 0];
  return counts ? &counts[summary_slot(s->summary, unit) * item->scale->n_items + item->index]
                : NULL;
}

/* --- products of items ----------------------------------------------------------------------- */

static bool
declares(const description *d, uint32_t kind)
{
  for (uint32_t i = 0; i < d->n_needs; i++)
    if (d->needs[i].kind == kind)
      return true;
  return false;
}

static om_pairwise *
make_pairwise(arena *memory, const om_survey *survey, const pairwise_summary *x)
{
  om_pairwise *const p = arena_one(memory, om_pairwise);
  const om_item **const items = arena_many(memory, x->k, const om_item *);
  uint32_t at = 0;
  for (uint32_t i = 0; i < survey->n_scales; i++)
    for (uint32_t j = 0; j < survey->scales[i]->n_items; j++)
      if (survey->scales[i]->values == OM_CODES)
        items[at++] = survey->scales[i]->items[j];
  *p = (om_pairwise){sizeof *p, x->k, items, x->n, x->sum, x->square, x->cross};
  return p;
}

static const om_pairwise *
get_pairwise(om_run *run, const om_survey *survey)
{
  service *const s = of(run);
  const om_study *const study = s->summary->study;
  if (!survey || survey->index >= study->n_surveys || study->surveys[survey->index] != survey ||
      !s->summary->pairwise[survey->index].k || !declares(s->description, OM_NEED_PAIRWISE))
    return NULL;
  pthread_mutex_lock(&s->lock);
  om_pairwise **const p = &s->pairwise[survey->index];
  if (!*p)
    *p = make_pairwise(s->memory, survey, &s->summary->pairwise[survey->index]);
  pthread_mutex_unlock(&s->lock);
  return *p;
}

/* --- linkage --------------------------------------------------------------------------------- */

static link_view *
make_link(service *s, const om_scale *inside, const om_scale *outside)
{
  const om_study *const study = s->summary->study;
  const double *const x = s->summary->scales[inside->index].score;
  const double *const y = s->summary->scales[outside->index].score;
  link_view *const v = arena_one(s->memory, link_view);
  const om_unit **const units = arena_many(s->memory, study->n_units, const om_unit *);
  double *const a = arena_many(s->memory, study->n_units, double);
  double *const b = arena_many(s->memory, study->n_units, double);
  uint32_t n = 0;
  for (uint32_t i = 0; i < study->n_units; i++)
    if (study->units[i]->level == 0 && !isnan(x[i]) && !isnan(y[i])) {
      units[n] = study->units[i];
      a[n] = x[i];
      b[n++] = y[i];
    }
  *v = (link_view){inside, outside, {sizeof v->link, n, units, a, b}};
  return v;
}

static const om_link *
get_link(om_run *run, const om_scale *inside, const om_scale *outside, const om_wave *wave)
{
  static const om_link none = {.size = sizeof none};
  service *const s = of(run);
  if (!is_ours(s->summary->study, inside, NULL) || !is_ours(s->summary->study, outside, NULL) ||
      !is_wave_of(inside, wave) || !is_wave_of(outside, wave))
    return &none;
  pthread_mutex_lock(&s->lock);
  link_view *found = NULL;
  for (size_t i = 0; i < s->n_links && !found; i++)
    if (s->links[i]->inside == inside && s->links[i]->outside == outside)
      found = s->links[i];
  if (!found) {
    found = make_link(s, inside, outside);
    s->links = arena_room(s->memory, s->links, s->n_links, &s->links_capacity, sizeof *s->links);
    s->links[s->n_links++] = found;
  }
  pthread_mutex_unlock(&s->lock);
  return &found->link;
}

/* --- person rows ----------------------------------------------------------------------------- */

static const om_column *
get_column(om_run *run, const om_item *item)
{
  const service *const s = of(run);
  if (!s->rows || !item || !is_ours(s->summary->study, item->scale, NULL))
    return NULL;
  om_column *const *const columns = s->rows->columns[item->scale->index];
  return columns ? columns[item->index] : NULL;
}

static const uint32_t *
get_row_units(om_run *run, const om_survey *survey, uint64_t *n)
{
  const service *const s = of(run);
  *n = 0;
  if (!s->rows || !survey || survey->index >= s->summary->study->n_surveys)
    return NULL;
  *n = s->rows->n[survey->index];
  return s->rows->units[survey->index];
}

/* Score of each person of the survey, from the columns of the scale's items. */
static om_column *
make_scores(arena *memory, const om_scale *scale, om_column *const *items)
{
  const uint64_t rows = items[0]->rows;
  double *const score = arena_many(memory, rows, double);
  for (uint64_t r = 0; r < rows; r++) {
    double sum = 0;
    uint32_t m = 0;
    for (uint32_t i = 0; i < scale->n_items; i++) {
      const bool is_there =
          items[i]->codes ? items[i]->codes[r] > OM_MISSING : !isnan(items[i]->numbers[r]);
      m += is_there;
      sum += !is_there ? 0 : items[i]->codes ? (double)items[i]->codes[r] : items[i]->numbers[r];
    }
    score[r] = m && m >= scale->min_items ? sum / m : NAN;
  }
  om_column *const c = arena_one(memory, om_column);
  *c = (om_column){.size = sizeof *c, .values = OM_NUMBERS, .rows = rows, .numbers = score};
  return c;
}

static const om_column *
get_score_column(om_run *run, const om_scale *scale)
{
  service *const s = of(run);
  if (!s->rows || !is_ours(s->summary->study, scale, NULL) || !s->rows->columns[scale->index])
    return NULL;
  pthread_mutex_lock(&s->lock);
  om_column **const c = &s->scores[scale->index];
  if (!*c)
    *c = make_scores(s->memory, scale, s->rows->columns[scale->index]);
  pthread_mutex_unlock(&s->lock);
  return *c;
}

/* --- why answers are missing ----------------------------------------------------------------- */

static om_gaps *
make_gaps(service *s, const om_scale *scale)
{
  const scale_summary *const x = &s->summary->scales[scale->index];
  const missing_summary *const v = &s->summary->missing[scale->survey->index];
  om_gaps *const list = arena_many(s->memory, scale->n_items, om_gaps);
  for (uint32_t i = 0; i < scale->n_items; i++)
    list[i] = (om_gaps){.size = sizeof *list,
                        .n_reasons = v->n_reasons,
                        .rows = scale->survey->rows,
                        .reasons = v->reasons,
                        .counts = x->missing + (size_t)i * v->n_reasons};
  return list;
}

static const om_gaps *
get_gaps(om_run *run, const om_item *item)
{
  service *const s = of(run);
  if (!item || !is_ours(s->summary->study, item->scale, NULL) ||
      !s->summary->scales[item->scale->index].missing || !declares(s->description, OM_NEED_GAPS))
    return NULL;
  pthread_mutex_lock(&s->lock);
  om_gaps **const list = &s->gaps[item->scale->index];
  if (!*list)
    *list = make_gaps(s, item->scale);
  pthread_mutex_unlock(&s->lock);
  return *list + item->index;
}

void
services_data_fill(om_host *host)
{
  host->gaps = get_gaps;
  host->score_column = get_score_column;
  host->study = get_study;
  host->option = get_option;
  host->rng = get_rng;
  host->moments = get_moments;
  host->scores = get_scores;
  host->counts = get_counts;
  host->link = get_link;
  host->pairwise = get_pairwise;
  host->column = get_column;
  host->row_units = get_row_units;
}
