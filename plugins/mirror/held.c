/* The declared pairs with what the study holds constant: its controls, and the parents of units.
 *
 * Where the study declares controls, it is the partial correlation that its hypotheses are about:
 * the evidence of a pair rests on it, and the plain correlation stands beside. */
#include "mirror.h"

#include <stdlib.h>

/* The units of a pair that have every control, and their columns. */
typedef struct held {
  uint32_t n, n_columns;
  double *x, *y;
  double **column;
  uint32_t *block; /* number of the parent; NULL: units of all parents change places */
} held;

int
holds_constant(const om_study *s)
{
  return s->n_controls > 0 || s->within_parent;
}

static void
release(held *h)
{
  for (uint32_t c = 0; h->column && c < h->n_columns; c++)
    free(h->column[c]);
  free(h->column);
  free(h->x);
  free(h->y);
  free(h->block);
}

static int
has_controls(om_run *r, const om_unit *unit)
{
  const om_study *const s = om_study_of(r);
  for (uint32_t c = 0; c < s->n_controls; c++)
    if (isnan(om_scores_of(r, s->controls[c], unit)->mean))
      return 0;
  return !s->within_parent || unit->parent;
}

/* One column of 0 and 1 for each parent but the first. */
static int
add_parents(held *h, const om_unit *const *units, uint32_t n_units)
{
  const om_unit **const parent = calloc(h->n + 1, sizeof *parent);
  uint32_t n = 0;
  if (!parent)
    return 0;
  for (uint32_t u = 0; u < n_units; u++) {
    uint32_t p = 0;
    while (p < n && parent[p] != units[u]->parent)
      p++;
    if (p == n)
      parent[n++] = units[u]->parent;
    h->block[u] = p;
  }
  double **const longer = realloc(h->column, (h->n_columns + n + 1) * sizeof *longer);
  int fine = longer != NULL;
  h->column = longer ? longer : h->column;
  for (uint32_t p = 1; fine && p < n; p++) {
    double *const own = calloc(h->n + 1, sizeof *own);
    fine = own != NULL;
    for (uint32_t u = 0; own && u < h->n; u++)
      own[u] = h->block[u] == p;
    if (own)
      h->column[h->n_columns++] = own;
  }
  free(parent);
  return fine;
}

static int
take(om_run *r, const om_link *link, held *h)
{
  const om_study *const s = om_study_of(r);
  const om_unit **const units = calloc((size_t)link->n + 1, sizeof *units);
  *h = (held){.x = calloc((size_t)link->n + 1, sizeof *h->x),
              .y = calloc((size_t)link->n + 1, sizeof *h->y),
              .column = calloc((size_t)s->n_controls + 1, sizeof *h->column),
              .block = calloc((size_t)link->n + 1, sizeof *h->block)};
  int fine = units && h->x && h->y && h->column && h->block;
  for (uint32_t u = 0; fine && u < link->n; u++)
    if (has_controls(r, link->units[u])) {
      h->x[h->n] = link->inside[u];
      h->y[h->n] = link->outside[u];
      units[h->n++] = link->units[u];
    }
  for (uint32_t c = 0; fine && c < s->n_controls; c++) {
    double *const own = calloc((size_t)h->n + 1, sizeof *own);
    fine = own != NULL;
    for (uint32_t u = 0; own && u < h->n; u++)
      own[u] = om_scores_of(r, s->controls[c], units[u])->mean;
    if (own)
      h->column[h->n_columns++] = own;
  }
  if (fine && s->within_parent)
    fine = add_parents(h, units, h->n);
  free(units);
  return fine;
}

/* Freedman and Lane's p: residuals of the outside change places, within parents where the study
 * says so. */
static om_test
permute(om_run *r, const held *h)
{
  const double *const inside = h->x, *const outside = h->y;
  const om_family family = {
      .n_units = h->n, .n_inside = 1, .n_outside = 1, .inside = &inside, .outside = &outside};
  const om_family_permutation how = {.permutations = (uint32_t)om_option_value(r, "permutations"),
                                     .rng = om_rng_stream(r, STREAM_HELD_PERMUTATION),
                                     .block = om_study_of(r)->within_parent ? h->block : NULL,
                                     .n_controls = h->n_columns,
                                     .controls = (const double *const *)h->column};
  om_test test = {.p = NAN};
  om_permute_family(&family, &how, &test, NULL, NULL);
  return test;
}

static void
say_held(om_run *r, const held *h, pair_result *x)
{
  const om_study *const s = om_study_of(r);
  const om_about *const about = OM_ABOUT(.inside = x->pair->inside, .outside = x->pair->outside,
                                         .among = s->controls, .n_among = s->n_controls);
  const om_test test = permute(r, h);
  x->held =
      om_partial(h->n, h->x, h->y, h->n_columns, (const double *const *)h->column, s->confidence);
  x->held_p = test.undefined || x->held.undefined ? NAN : test.p;
  x->held_left_out =
      om_partial_leave_one_out(h->n, h->x, h->y, h->n_columns, (const double *const *)h->column);
  const char *const why = x->held.undefined ? x->held.undefined : test.undefined;
  const om_estimate chance = {.size = sizeof chance,
                              .value = x->held_p,
                              .lo = NAN,
                              .hi = NAN,
                              .se = test.mc_error,
                              .p = x->held_p,
                              .undefined = why};
  x->held_n = h->n;
  say_stat(r, "held_r", about, &x->held);
  om_say(r, "held_p", about, &chance);
  say_number(r, "held_lowest_r", about, x->held_left_out.lo, x->held_left_out.undefined);
  say_number(r, "held_highest_r", about, x->held_left_out.hi, x->held_left_out.undefined);
}

static void
held_table(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_table *const t =
      om_table_new(r, "held-constant", "The declared pairs, controls held constant", OM_ROWS_PAIRS);
  r->host->table_column(t, "held_r", "Partial correlation (95% range)", NULL);
  r->host->table_column(t, "held_p", "Permutation p", NULL);
  r->host->table_column(t, "pearson_r", "Plain correlation (95% range)", NULL);
  r->host->table_column(t, "held_lowest_r", "Lowest, one unit left out", NULL);
  r->host->table_column(t, "held_highest_r", "Highest, one unit left out", NULL);
  r->host->table_order(t, 2, OM_DESCENDING);
  for (uint32_t i = 0; i < s->n_pairs; i++)
    r->host->table_row(t, OM_ABOUT(.inside = s->pairs[i]->inside, .outside = s->pairs[i]->outside));
  /* What it is that was held constant. */
  for (uint32_t c = 0; c < s->n_controls; c++)
    om_note(r, OM_ABOUT(.scale = s->controls[c]), "Held constant: \u201c{scale}\u201d.");
  if (s->within_parent)
    om_note(r, NULL, "Units are compared with units of the same parent only.");
}

int
report_held(om_run *r, pair_result *out)
{
  const om_study *const s = om_study_of(r);
  int fine = 1;
  for (uint32_t i = 0; fine && holds_constant(s) && i < s->n_pairs; i++) {
    held h;
    fine = take(r, out[i].link, &h);
    if (fine)
      say_held(r, &h, &out[i]);
    release(&h);
  }
  if (fine && holds_constant(s))
    held_table(r);
  return fine;
}
