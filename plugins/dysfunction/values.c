/* Facets and outcomes of every unit on 0 to 100, and their means. */
#include "dysfunction.h"

#include <stdlib.h>
#include <string.h>

static const role_name facet_names[N_FACETS] = {
    {"failure", "initiatives that fail"},   {"behaviour", "dysfunctional behaviour"},
    {"communication", "bad communication"}, {"churn", "churn of people"},
    {"disagreement", "disagreement"},       {"resistance", "resistance to change"}};
static const role_name outcome_names[N_OUTCOMES] = {{"ease", "ease of doing business"},
                                                    {"support", "support"},
                                                    {"experience", "experience"},
                                                    {"billing", "billing"},
                                                    {"quality", "quality"},
                                                    {"commitments", "commitments kept"},
                                                    {"expectations", "expectations met"}};

int
is_spread(const om_scale *scale)
{
  return strcmp(scale->facet, "disagreement") == 0 && scale->survey->level == OM_LEVEL_RESPONDENT;
}

/* How far the people of a unit lie apart, in percent of half the range of the scale, which is the
 * standard deviation where half of them stand at either end (that of few is a little larger: 100).
 * NaN below two people.  se as for normal scores. */
static void
take_spread(const om_scale *scale, const om_scores *x, double *value, double *se)
{
  const double n = (double)x->n, half = (scale->max - scale->min) / 2;
  *value = n > 1 ? fmin(100, 100 * sqrt(x->ss / (n - 1)) / half) : NAN;
  *se = *value / sqrt(2 * (n - 1));
}

static void
take_score(const om_scale *scale, const om_scores *x, int is_facet, double *value, double *se)
{
  const double variance = x->n > 1 ? x->ss / (double)(x->n - 1) : NAN;
  const double healthy = to_100(scale, x->mean);
  *value = is_facet ? 100 - healthy : healthy;
  *se = 100 / (scale->max - scale->min) * sqrt(variance / x->effective_n);
}

static const char *
role_id(const om_scale *scale, int is_facet)
{
  return is_facet ? scale->facet : scale->outcome;
}

/* The mean of the roles of a unit. */
static void
take_index(const om_study *s, composition *c)
{
  for (uint32_t u = 0; u < s->n_units; u++) {
    for (uint32_t k = 0; k < c->n_scales; k++) {
      c->index[u] += c->value[(size_t)k * s->n_units + u];
      c->index_se[u] += c->se[(size_t)k * s->n_units + u];
    }
    c->index[u] /= c->n_scales;
    c->index_se[u] /= c->n_scales;
  }
}

static int
take(om_run *r, int is_facet, composition *c)
{
  const om_study *const s = om_study_of(r);
  const size_t cells = (size_t)s->n_scales * s->n_units + 1;
  *c = (composition){.role = is_facet ? facet_names : outcome_names,
                     .n_roles = is_facet ? N_FACETS : N_OUTCOMES,
                     .scale = calloc((size_t)s->n_scales + 1, sizeof *c->scale),
                     .role_of = calloc((size_t)s->n_scales + 1, sizeof *c->role_of),
                     .value = calloc(2 * cells, sizeof *c->value),
                     .index = calloc(2 * (size_t)s->n_units + 2, sizeof *c->index)};
  if (!c->scale || !c->role_of || !c->value || !c->index)
    return 0;
  c->se = c->value + cells;
  c->index_se = c->index + s->n_units + 1;
  /* In the order of the roles, so that the order of a study's scales does not matter. */
  for (uint32_t k = 0; k < c->n_roles; k++)
    for (uint32_t i = 0; i < s->n_scales; i++)
      if (strcmp(role_id(s->scales[i], is_facet), c->role[k].id) == 0) {
        c->role_of[c->n_scales] = k;
        c->scale[c->n_scales++] = s->scales[i];
      }
  for (uint32_t k = 0; k < c->n_scales; k++)
    for (uint32_t u = 0; u < s->n_units; u++) {
      double *const value = &c->value[(size_t)k * s->n_units + u];
      double *const se = &c->se[(size_t)k * s->n_units + u];
      const om_scores *const x = om_scores_of(r, c->scale[k], s->units[u]);
      if (s->units[u]->level != 0 || isnan(x->mean))
        *value = *se = NAN;
      else if (is_facet && is_spread(c->scale[k]))
        take_spread(c->scale[k], x, value, se);
      else
        take_score(c->scale[k], x, is_facet, value, se);
    }
  take_index(s, c);
  return 1;
}

static int
has_any(const composition *c, uint32_t n_units, uint32_t u)
{
  for (uint32_t k = 0; k < c->n_scales; k++)
    if (!isnan(c->value[(size_t)k * n_units + u]))
      return 1;
  return 0;
}

int
composites_take(om_run *r, composites *c)
{
  const om_study *const s = om_study_of(r);
  *c = (composites){.units = calloc((size_t)s->n_units + 1, sizeof *c->units),
                    .x = calloc(2 * (size_t)s->n_units + 2, sizeof *c->x),
                    .all = calloc(2 * (size_t)s->n_scales + s->n_controls + 1, sizeof *c->all)};
  if (!take(r, 1, &c->facets) || !take(r, 0, &c->outcomes) || !c->units || !c->x || !c->all)
    return 0;
  c->y = c->x + s->n_units + 1;
  for (uint32_t u = 0; u < s->n_units; u++) {
    c->n_either += has_any(&c->facets, s->n_units, u) || has_any(&c->outcomes, s->n_units, u);
    if (isnan(c->facets.index[u]) || isnan(c->outcomes.index[u]))
      continue;
    c->x[c->n] = c->facets.index[u];
    c->y[c->n] = c->outcomes.index[u];
    c->units[c->n++] = s->units[u];
  }
  for (uint32_t k = 0; k < c->facets.n_scales; k++)
    c->all[c->n_all++] = c->facets.scale[k];
  for (uint32_t k = 0; k < c->outcomes.n_scales; k++)
    c->all[c->n_all++] = c->outcomes.scale[k];
  for (uint32_t k = 0; k < s->n_controls; k++)
    c->all[c->n_all + k] = s->controls[k];
  return 1;
}

static void
release(composition *c)
{
  free(c->scale);
  free(c->role_of);
  free(c->value);
  free(c->index);
}

void
composites_release(composites *c)
{
  release(&c->facets);
  release(&c->outcomes);
  free(c->units);
  free(c->x);
  free(c->all);
}
