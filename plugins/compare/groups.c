/* The groups that are compared, from what the host holds of each unit. */
#include "compare.h"

#include <stdlib.h>

/* More cases than this are not ranked. */
enum { MOST_RANKED = 5000000 };

void
groups_done(groups *g)
{
  free(g->units);
  free(g->n);
  free(g->mean);
  free(g->ss);
  *g = (groups){0};
}

static int
groups_init(groups *g, size_t room)
{
  *g = (groups){0};
  g->units = calloc(room + 1, sizeof *g->units);
  g->n = calloc(room + 1, sizeof *g->n);
  g->mean = calloc(room + 1, sizeof *g->mean);
  g->ss = calloc(room + 1, sizeof *g->ss);
  return g->units && g->n && g->mean && g->ss;
}

static void
groups_add(groups *g, const om_unit *unit, uint64_t n, double mean, double ss)
{
  g->units[g->groups] = unit;
  g->n[g->groups] = n;
  g->mean[g->groups] = mean;
  g->ss[g->groups++] = ss;
  g->people += n;
}

int
groups_of_units(om_run *r, const om_scale *scale, groups *g)
{
  const om_study *const s = om_study_of(r);
  if (!groups_init(g, s->n_units))
    return 0;
  if (scale->survey->level != OM_LEVEL_RESPONDENT)
    return 1; /* a figure a unit: nothing within units is known */
  for (uint32_t i = 0; i < s->n_units; i++) {
    const om_scores *const x = om_scores_of(r, scale, s->units[i]);
    if (s->units[i]->level == 0 && x->n > 0)
      groups_add(g, s->units[i], x->n, x->plain_mean, x->ss);
  }
  return 1;
}

/* The units' figures of one parent, each counting once. */
static void
add_figures(om_run *r, const om_scale *scale, const om_unit *parent, double *figures, groups *g)
{
  const om_study *const s = om_study_of(r);
  size_t n = 0;
  for (uint32_t i = 0; i < s->n_units; i++) {
    const double x = om_scores_of(r, scale, s->units[i])->mean;
    if (is_part_of(s->units[i], parent) && !isnan(x))
      figures[n++] = x;
  }
  double mean, ss;
  om_mean_ss(n, figures, &mean, &ss);
  if (n >= 2)
    groups_add(g, parent, n, mean, ss);
  else
    g->left_out += n > 0;
}

/* True when the units of a parent that are too small to be shown hold, together, too few people as
 * well: the mean of the parent beside those of its other units would give these away. */
static int
gives_away(om_run *r, const om_scale *scale, const om_unit *parent)
{
  const om_study *const s = om_study_of(r);
  uint64_t hidden = 0;
  for (uint32_t i = 0; i < s->n_units; i++) {
    const uint64_t n = om_scores_of(r, scale, s->units[i])->n;
    if (is_part_of(s->units[i], parent) && n < scale->survey->minimum_group)
      hidden += n;
  }
  return hidden > 0 && hidden < scale->survey->minimum_group;
}

/* A parent below the smallest group is left out whole: else the others' mean would give it away. */
int
groups_of_parents(om_run *r, const om_scale *scale, uint32_t hierarchy, groups *g)
{
  const om_study *const s = om_study_of(r);
  const uint64_t least = scale->survey->minimum_group > 2 ? scale->survey->minimum_group : 2;
  double *const figures = calloc((size_t)s->n_units + 1, sizeof *figures);
  const int ok = groups_init(g, s->n_units) && figures;
  for (uint32_t i = 0; ok && i < s->n_units; i++) {
    if (s->units[i]->level == 0 || s->units[i]->hierarchy != hierarchy)
      continue;
    const om_scores *const x = om_scores_of(r, scale, s->units[i]);
    if (scale->survey->level != OM_LEVEL_RESPONDENT)
      add_figures(r, scale, s->units[i], figures, g);
    else if (x->n >= least && !gives_away(r, scale, s->units[i]))
      groups_add(g, s->units[i], x->n, x->plain_mean, x->ss);
    else
      g->left_out += x->n > 0;
  }
  free(figures);
  return ok;
}

/* --- ranks ----------------------------------------------------------------------------------- */

/* Every answer as a case of its own, out of the counts of each group; the number of cases. */
static size_t
spread_out(om_run *r, const om_scale *scale, const groups *g, double *x, uint32_t *group)
{
  size_t n = 0;
  for (size_t i = 0; i < g->groups; i++) {
    const om_counts *const c = om_counts_of(r, scale->items[0], g->units[i], 0);
    for (uint32_t code = 0; code < c->n_codes; code++)
      for (uint64_t k = 0; k < c->counts[code]; k++) {
        x[n] = c->first + (double)code;
        group[n++] = (uint32_t)i;
      }
  }
  return n;
}

int
rank_test(om_run *r, const om_scale *scale, const groups *g, om_stat *out)
{
  if (scale->n_items != 1 || scale->survey->level != OM_LEVEL_RESPONDENT)
    return 0;
  const om_counts *const all = om_counts_of(r, scale->items[0], NULL, 0);
  if (!all)
    return 0;
  *out = (om_stat){.value = NAN, .p = NAN, .undefined = "too many answers to be ranked"};
  if (all->n > MOST_RANKED)
    return 1;
  double *const x = calloc(all->n + 1, sizeof *x);
  uint32_t *const group = calloc(all->n + 1, sizeof *group);
  out->undefined = "out of memory";
  if (x && group)
    *out = om_kruskal(spread_out(r, scale, g, x, group), x, g->groups, group);
  free(x);
  free(group);
  return 1;
}
