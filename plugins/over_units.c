/* The units that several scales have in common, and their means as columns. */
#include "over_units.h"

#include <stdlib.h>

double
column_sd(size_t n, const double *x)
{
  const om_stat v = om_variance(n, x);
  return v.undefined ? NAN : sqrt(v.value);
}

void
note_controls(om_run *r)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t c = 0; c < s->n_controls; c++)
    om_note(r, OM_ABOUT(.scale = s->controls[c]), "Held constant: \u201c{scale}\u201d.");
  if (s->within_parent)
    om_note(r, NULL, "Units are compared with units of the same parent only.");
}

static int
has_every_score(om_run *r, const om_unit *unit, uint32_t n, const om_scale *const *scales)
{
  for (uint32_t i = 0; i < n; i++)
    if (isnan(om_scores_of(r, scales[i], unit)->mean))
      return 0;
  return 1;
}

static double *
column_of(om_run *r, const over_units *x, const om_scale *scale)
{
  double *const own = calloc((size_t)x->n + 1, sizeof *own);
  for (uint32_t u = 0; own && u < x->n; u++)
    own[u] = om_scores_of(r, scale, x->unit[u])->mean;
  return own;
}

/* One column of 0 and 1 for each parent but the first. */
static int
add_parents(over_units *x)
{
  const om_unit **const parent = calloc((size_t)x->n + 1, sizeof *parent);
  uint32_t n = 0;
  x->block = calloc((size_t)x->n + 1, sizeof *x->block);
  int fine = parent && x->block;
  for (uint32_t u = 0; fine && u < x->n; u++) {
    uint32_t p = 0;
    while (p < n && parent[p] != x->unit[u]->parent)
      p++;
    if (p == n)
      parent[n++] = x->unit[u]->parent;
    x->block[u] = p;
  }
  double **const longer = realloc(x->held, ((size_t)x->n_held + n + 1) * sizeof *longer);
  fine = fine && longer;
  x->held = longer ? longer : x->held;
  for (uint32_t p = 1; fine && p < n; p++) {
    double *const own = calloc((size_t)x->n + 1, sizeof *own);
    fine = own != NULL;
    for (uint32_t u = 0; own && u < x->n; u++)
      own[u] = x->block[u] == p;
    if (own)
      x->held[x->n_held++] = own;
  }
  free(parent);
  return fine;
}

int
over_units_take(om_run *r, uint32_t n_scales, const om_scale *const *scales, int with_controls,
                over_units *out)
{
  const om_study *const s = om_study_of(r);
  const uint32_t n_controls = with_controls ? s->n_controls : 0;
  const int within = with_controls && s->within_parent;
  *out = (over_units){.unit = calloc((size_t)s->n_units + 1, sizeof *out->unit),
                      .held = calloc((size_t)n_controls + 1, sizeof *out->held)};
  int fine = out->unit && out->held && n_scales <= OVER_UNITS_MOST_SCALES;
  for (uint32_t u = 0; fine && u < s->n_units; u++) {
    const om_unit *const unit = s->units[u];
    if (unit->level == 0 && has_every_score(r, unit, n_scales, scales) &&
        has_every_score(r, unit, n_controls, s->controls) && (!within || unit->parent))
      out->unit[out->n++] = unit;
  }
  for (uint32_t i = 0; fine && i < n_scales; i++)
    fine = (out->score[i] = column_of(r, out, scales[i])) != NULL;
  for (uint32_t c = 0; fine && c < n_controls; c++) {
    double *const own = column_of(r, out, s->controls[c]);
    fine = own != NULL;
    if (own)
      out->held[out->n_held++] = own;
  }
  return fine && (!within || add_parents(out));
}

void
over_units_done(over_units *x)
{
  for (uint32_t i = 0; i < OVER_UNITS_MOST_SCALES; i++)
    free(x->score[i]);
  for (uint32_t c = 0; x->held && c < x->n_held; c++)
    free(x->held[c]);
  free(x->held);
  free(x->block);
  free(x->unit);
}
