/* The declared pairs with what the study holds constant: its controls, and the parents of units.
 *
 * Where the study declares controls, it is the partial correlation that its hypotheses are about:
 * the evidence of a pair rests on it, and the plain correlation stands beside. */
#include "mirror.h"

#include "../over_units.h"

/* Freedman and Lane's p: residuals of the outside change places, within parents where the study
 * says so. */
static om_test
permute(om_run *r, const over_units *u)
{
  const double *const inside = u->score[0], *const outside = u->score[1];
  const om_family family = {
      .n_units = u->n, .n_inside = 1, .n_outside = 1, .inside = &inside, .outside = &outside};
  const om_parallel threads = om_threads_of(r);
  const om_family_permutation how = {.permutations = (uint32_t)om_option_value(r, "permutations"),
                                     .rng = om_rng_stream(r, STREAM_HELD_PERMUTATION),
                                     .parallel = &threads,
                                     .block = u->block,
                                     .n_controls = u->n_held,
                                     .controls = (const double *const *)u->held};
  om_test test = {.p = NAN};
  om_permute_family(&family, &how, &test, NULL, NULL);
  return test;
}

static void
say_held(om_run *r, const over_units *u, pair_result *x)
{
  const om_study *const s = om_study_of(r);
  const om_about *const about = OM_ABOUT(.inside = x->pair->inside, .outside = x->pair->outside,
                                         .among = s->controls, .n_among = s->n_controls);
  const om_test test = permute(r, u);
  const double *const *const columns = (const double *const *)u->held;
  x->held = om_partial(u->n, u->score[0], u->score[1], u->n_held, columns, s->confidence);
  x->held_p = test.undefined || x->held.undefined ? NAN : test.p;
  x->held_left_out = om_partial_leave_one_out(u->n, u->score[0], u->score[1], u->n_held, columns);
  const char *const why = x->held.undefined ? x->held.undefined : test.undefined;
  const om_estimate chance = {.size = sizeof chance,
                              .value = x->held_p,
                              .lo = NAN,
                              .hi = NAN,
                              .se = test.mc_error,
                              .p = x->held_p,
                              .undefined = why};
  x->held_n = u->n;
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
  note_controls(r);
}

int
report_held(om_run *r, pair_result *out)
{
  const om_study *const s = om_study_of(r);
  int fine = 1;
  if (!study_holds_constant(s))
    return 1;
  for (uint32_t i = 0; fine && i < s->n_pairs; i++) {
    const om_scale *const scales[] = {s->pairs[i]->inside, s->pairs[i]->outside};
    over_units u;
    fine = over_units_take(r, 2, scales, 1, &u);
    if (fine)
      say_held(r, &u, &out[i]);
    over_units_done(&u);
  }
  if (fine)
    held_table(r);
  return fine;
}
