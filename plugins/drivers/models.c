/* Which inside themes an outside theme is set against: what the study declares; else all that its
 * pairs name, where there are units enough.  Never what the data would choose. */
#include "drivers.h"

#include "../hypotheses.h"

#include <stdlib.h>
#include <string.h>

static int
is_outcome(const om_study *s, const om_scale *scale)
{
  return scale->survey->side == OM_OUTSIDE && (in_a_pair(s, OM_OUTSIDE, scale) || *scale->outcome);
}

static int
has_all(om_run *r, const model *m, const om_unit *unit)
{
  if (unit->level != 0 || isnan(om_scores_of(r, m->outside, unit)->mean))
    return 0;
  for (uint32_t i = 0; i < m->p; i++)
    if (isnan(om_scores_of(r, m->inside[i], unit)->mean))
      return 0;
  return 1;
}

static int
take_scores(om_run *r, model *m)
{
  const om_study *const s = om_study_of(r);
  om_rng base = om_rng_stream(r, STREAM_RANDOM), rng = om_rng_at(&base, m->number);
  m->y = calloc(2 * (size_t)s->n_units + 2, sizeof *m->y);
  m->x = calloc((size_t)m->p + 1, sizeof *m->x);
  int fine = m->y && m->x;
  for (uint32_t i = 0; fine && i < m->p; i++) {
    m->x[i] = calloc((size_t)s->n_units + 1, sizeof **m->x);
    fine = m->x[i] != NULL;
  }
  if (!fine)
    return 0;
  m->random = m->y + s->n_units + 1;
  for (uint32_t u = 0; u < s->n_units; u++) {
    if (!has_all(r, m, s->units[u]))
      continue;
    for (uint32_t i = 0; i < m->p; i++)
      m->x[i][m->n] = to_100(m->inside[i], om_scores_of(r, m->inside[i], s->units[u])->mean);
    m->random[m->n] = om_rng_normal(&rng);
    m->y[m->n++] = to_100(m->outside, om_scores_of(r, m->outside, s->units[u])->mean);
  }
  return 1;
}

static void
judge_size(om_run *r, model *m)
{
  const double each = om_option_value(r, "units-per-theme");
  if (m->p < 2)
    m->refused = "there is a single inside theme: nothing to share out";
  else if (m->n < FEWEST_UNITS)
    m->refused = "fewer than ten units have all of its themes";
  else if (m->p > MOST_THEMES)
    m->refused = "there are more than eleven inside themes";
  else if (m->n < each * m->p)
    m->refused = "there are too few units for so many inside themes";
}

static int
add(om_run *r, models *all, const om_hypothesis *h, const om_scale *outside)
{
  const om_study *const s = om_study_of(r);
  model *const m = &all->model[all->n++];
  *m = (model){.number = all->n, .hypothesis = h, .outside = outside};
  m->inside = calloc((size_t)s->n_scales + 1, sizeof *m->inside);
  if (!m->inside)
    return 0;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    int is_taken = !h && in_a_pair(s, OM_INSIDE, s->scales[i]);
    for (uint32_t t = 0; h && om_term_of(h, "themes", t); t++)
      is_taken |= om_term_of(h, "themes", t) == s->scales[i];
    if (is_taken)
      m->inside[m->p++] = s->scales[i];
  }
  if (!take_scores(r, m))
    return 0;
  judge_size(r, m);
  return 1;
}

int
models_make(om_run *r, models *all)
{
  const om_study *const s = om_study_of(r);
  *all = (models){0, calloc((size_t)s->n_hypotheses + s->n_scales + 1, sizeof *all->model)};
  if (!all->model)
    return 0;
  for (const om_hypothesis *h = NULL; (h = next_hypothesis(s, "drivers", h));)
    if (!add(r, all, h, om_term_of(h, "of", 0)))
      return 0;
  const uint32_t declared = all->n;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    int is_declared = 0;
    for (uint32_t k = 0; k < declared; k++)
      is_declared |= all->model[k].outside == s->scales[i];
    if (!is_declared && is_outcome(s, s->scales[i]) && s->n_pairs &&
        !add(r, all, NULL, s->scales[i]))
      return 0;
  }
  return 1;
}

void
models_release(models *all)
{
  for (uint32_t k = 0; all->model && k < all->n; k++) {
    model *const m = &all->model[k];
    for (uint32_t i = 0; m->x && i < m->p; i++)
      free(m->x[i]);
    free(m->x);
    free(m->y);
    free(m->inside);
  }
  free(all->model);
}
