/* Ranges over all people of a survey that allow for people of one unit being alike: from what is
 * held of each unit.  Where a survey names fewer than two units people count as independent. */
#include "describe.h"

#include <stdlib.h>

enum { NPS_ANSWERS = 11 };

int
of_units_make(om_run *r, of_units *u)
{
  const size_t room = (size_t)om_study_of(r)->n_units + 1;
  *u = (of_units){.n = calloc(room, sizeof *u->n),
                  .hits = calloc(room * NPS_ANSWERS, sizeof *u->hits),
                  .mean = calloc(room, sizeof *u->mean)};
  return u->n && u->hits && u->mean;
}

void
of_units_done(of_units *u)
{
  free(u->n);
  free(u->hits);
  free(u->mean);
}

static void
keep_within(om_stat *s, double least, double most)
{
  if (isnan(s->lo))
    return;
  s->lo = s->lo < least ? least : s->lo;
  s->hi = s->hi > most ? most : s->hi;
}

/* People whom no unit names, where the study keeps them, are one more unit.  Returns how many. */
static uint64_t
people_left(const of_units *u, size_t units, uint64_t people)
{
  for (size_t i = 0; i < units; i++)
    people -= u->n[i];
  return people;
}

/* Adds them to means, given that of all; returns the number of units. */
static size_t
add_rest(of_units *u, size_t units, uint64_t people, double mean)
{
  const uint64_t left = people_left(u, units, people);
  double sum = 0;
  if (units < 2 || left == 0)
    return units;
  for (size_t i = 0; i < units; i++)
    sum += (double)u->n[i] * (u->mean[i] - mean);
  u->n[units] = left;
  u->mean[units] = mean - sum / (double)left;
  return units + 1;
}

/* The t range of n people as if they were independent. */
static void
range_alone(om_stat *s, double variance, double n, double conf)
{
  if (!(variance > 0) || !(n > 1))
    return;
  s->se = sqrt(variance / n);
  const double half = s->se * om_t_quantile(.5 + conf / 2, n - 1);
  s->lo = s->value - half;
  s->hi = s->value + half;
}

/* --- scores ---------------------------------------------------------------------------------- */

static om_weighted_unit
weighted_of(const om_scores *x)
{
  return (om_weighted_unit){x->n, x->weight, x->effective_n, x->mean, x->plain_mean};
}

/* Those whom no unit names as one more unit: what is left of all when every unit is taken off. */
static size_t
add_weighted_rest(om_weighted_unit *w, size_t units, const om_scores *all)
{
  uint64_t n = all->n;
  double weight = all->weight, squares = all->weight * all->weight / all->effective_n;
  double sum = 0, plain = 0;
  for (size_t i = 0; i < units; i++) {
    n -= w[i].n;
    weight -= w[i].weight;
    squares -= w[i].weight * w[i].weight / w[i].effective_n;
    sum += w[i].weight * (w[i].mean - all->mean);
    plain += (double)w[i].n * (w[i].plain_mean - all->plain_mean);
  }
  if (units < 2 || n == 0)
    return units;
  w[units] = (om_weighted_unit){n, weight, weight * weight / squares, all->mean - sum / weight,
                                all->plain_mean - plain / (double)n};
  return units + 1;
}

/* NULL when memory ran out. */
static om_weighted_unit *
weighted_units(om_run *r, const om_scale *scale, size_t *units)
{
  const om_study *const study = om_study_of(r);
  om_weighted_unit *const w = calloc((size_t)study->n_units + 1, sizeof *w);
  *units = 0;
  for (uint32_t i = 0; w && i < study->n_units; i++) {
    const om_scores *const x = om_scores_of(r, scale, study->units[i]);
    if (study->units[i]->level == 0 && x->n > 0)
      w[(*units)++] = weighted_of(x);
  }
  if (w)
    *units = add_weighted_rest(w, *units, om_scores_of(r, scale, NULL));
  return w;
}

static om_stat
weighted_score(om_run *r, const om_scale *scale, om_stat s, double variance)
{
  const double conf = om_study_of(r)->confidence;
  size_t units;
  om_weighted_unit *const w = weighted_units(r, scale, &units);
  if (w && units > 1)
    s = om_weighted_mean_by_unit(units, w, conf);
  else
    range_alone(&s, variance, om_scores_of(r, scale, NULL)->effective_n, conf);
  free(w);
  return s;
}

om_stat
mean_score(om_run *r, const om_scale *scale, of_units *u)
{
  const om_study *const study = om_study_of(r);
  const om_scores *const all = om_scores_of(r, scale, NULL);
  const double n = (double)all->n, variance = all->n > 1 ? all->ss / (n - 1) : NAN;
  om_stat s = {.value = NAN, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN, .n = all->n};
  s.undefined = "nobody has a score";
  if (all->n == 0)
    return s;
  size_t units = 0;
  for (uint32_t i = 0; i < study->n_units; i++) {
    const om_scores *const x = om_scores_of(r, scale, study->units[i]);
    if (study->units[i]->level != 0 || x->n == 0)
      continue;
    u->n[units] = x->n;
    u->mean[units++] = x->plain_mean;
  }
  s.undefined = NULL;
  s.value = all->mean;
  if (scale->survey->weighted)
    s = weighted_score(r, scale, s, variance);
  else if (units < 2)
    range_alone(&s, variance, n, study->confidence);
  else
    s = om_mean_by_unit(add_rest(u, units, all->n, all->plain_mean), u->n, u->mean,
                        study->confidence);
  s.value = all->mean;
  keep_within(&s, scale->min, scale->max);
  return s;
}

/* --- answers --------------------------------------------------------------------------------- */

/* How often `options` neighbouring answers were given, the first being `lowest`. */
static uint64_t
count_answers(const om_counts *c, double lowest, uint32_t options)
{
  uint64_t n = 0;
  for (uint32_t i = 0; i < options; i++) {
    const double place = lowest + i - c->first;
    if (place >= 0 && place < c->n_codes)
      n += c->counts[(size_t)place];
  }
  return n;
}

/* The counts of the next unit in which anybody answered, or NULL; published figures have none. */
static const om_counts *
next_unit(om_run *r, const om_item *item, uint32_t *at)
{
  const om_study *const study = om_study_of(r);
  while (item->scale->survey->level == OM_LEVEL_RESPONDENT && *at < study->n_units) {
    const om_unit *const unit = study->units[(*at)++];
    const om_counts *const c = unit->level == 0 ? om_counts_of(r, item, unit, 0) : NULL;
    if (c && c->n > 0)
      return c;
  }
  return NULL;
}

om_stat
share_of_answers(om_run *r, const om_item *item, double lowest, uint32_t options, of_units *u)
{
  const double conf = om_study_of(r)->confidence;
  const om_counts *const all = om_counts_of(r, item, NULL, 0), *c;
  size_t units = 0;
  for (uint32_t at = 0; (c = next_unit(r, item, &at));) {
    u->n[units] = c->n;
    u->hits[units++] = count_answers(c, lowest, options);
  }
  const uint64_t left = people_left(u, units, all->n);
  if (units > 1 && left > 0) {
    u->n[units] = left;
    u->hits[units] = count_answers(all, lowest, options);
    for (size_t i = 0; i < units; i++)
      u->hits[units] -= u->hits[i];
    units++;
  }
  return units > 1 ? om_share_by_unit(units, u->hits, u->n, conf)
                   : om_share(count_answers(all, lowest, options), all->n, conf);
}

/* Mean of the answers, from whole-number sums. */
static double
mean_of_counts(const om_counts *c)
{
  double sum = 0;
  for (uint32_t i = 0; i < c->n_codes; i++)
    sum += (double)i * (double)c->counts[i];
  return c->first + sum / (double)c->n;
}

om_stat
mean_answer(om_run *r, const om_item *item, of_units *u)
{
  const double conf = om_study_of(r)->confidence;
  const om_counts *const all = om_counts_of(r, item, NULL, 0), *c;
  om_stat s = {.value = NAN, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN, .n = all->n};
  size_t units = 0;
  s.undefined = "nobody answered it";
  if (all->n == 0)
    return s;
  for (uint32_t at = 0; (c = next_unit(r, item, &at));) {
    u->n[units] = c->n;
    u->mean[units++] = mean_of_counts(c);
  }
  s.undefined = NULL;
  s.value = mean_of_counts(all);
  if (units < 2)
    range_alone(&s, om_variance_from_counts(all->n_codes, all->counts).value, (double)all->n, conf);
  else
    s = om_mean_by_unit(add_rest(u, units, all->n, s.value), u->n, u->mean, conf);
  s.value = mean_of_counts(all);
  keep_within(&s, item->min, item->max);
  return s;
}

static void
copy_answers(const om_counts *c, uint64_t *counts)
{
  for (uint32_t i = 0; i < NPS_ANSWERS; i++)
    counts[i] = count_answers(c, i, 1);
}

om_stat
promoter_score(om_run *r, const om_item *item, of_units *u)
{
  const double conf = om_study_of(r)->confidence;
  const om_counts *c;
  size_t units = 0;
  for (uint32_t at = 0; (c = next_unit(r, item, &at));)
    copy_answers(c, u->hits + NPS_ANSWERS * units++);
  uint64_t *const rest = u->hits + NPS_ANSWERS * units;
  copy_answers(om_counts_of(r, item, NULL, 0), rest);
  if (units < 2)
    return om_nps(0, 10, rest, conf);
  for (size_t i = 0; i < NPS_ANSWERS * units; i++)
    rest[i % NPS_ANSWERS] -= u->hits[i];
  return om_nps_by_unit(0, 10, units + 1, u->hits, conf);
}
