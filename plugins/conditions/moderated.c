/* One declared condition over its units: moderated regression. */
#include "conditions.h"

#include <stdlib.h>

/* True when the slope can be told from 0 where the moderator is w. */
static int
can_be_told(const om_moderation *m, double w)
{
  switch (m->jn) {
  case OM_JN_EVERYWHERE:
    return 1;
  case OM_JN_OUTSIDE:
    return w < m->jn_lo || w > m->jn_hi;
  case OM_JN_BETWEEN:
    return w > m->jn_lo && w < m->jn_hi;
  case OM_JN_ABOVE:
    return w > m->jn_lo;
  case OM_JN_BELOW:
    return w < m->jn_hi;
  default:
    return 0;
  }
}

static double
mean_of(uint32_t n, const double *x)
{
  double mean, ss;
  om_mean_ss(n, x, &mean, &ss);
  return mean;
}

/* The product and the outcome, with predictor, moderator and controls held constant. */
static int
partial_of(const om_moderation_data *data, double conf, term_result *out)
{
  const size_t k = data->controls + 2;
  double *const product = calloc(data->n + 1, sizeof *product);
  const double **const column = calloc(k, sizeof *column);
  const int fine = product && column;
  if (fine) {
    column[0] = data->x;
    column[1] = data->w;
    for (size_t c = 0; c < data->controls; c++)
      column[2 + c] = data->control[c];
    for (size_t i = 0; i < data->n; i++)
      product[i] = (data->x[i] - data->centre_x) * (data->w[i] - data->centre_w);
    out->partial = om_partial(data->n, product, data->y, k, column, conf);
    out->left_out = om_partial_leave_one_out(data->n, product, data->y, k, column);
  }
  free(product);
  free(column);
  return fine;
}

int
condition_compute(om_run *r, const om_hypothesis *h, condition *out)
{
  const double conf = om_study_of(r)->confidence;
  const om_scale *const scales[] = {om_term_of(h, "predictor", 0), om_term_of(h, "moderator", 0),
                                    om_term_of(h, "outcome", 0)};
  over_units u;
  *out = (condition){.term.hypothesis = h};
  int fine = over_units_take(r, 3, scales, 1, &u);
  if (fine) {
    const double centre = mean_of(u.n, u.score[1]), sd = column_sd(u.n, u.score[1]);
    const om_moderation_data data = {.n = u.n,
                                     .x = u.score[0],
                                     .w = u.score[1],
                                     .y = u.score[2],
                                     .controls = u.n_held,
                                     .control = (const double *const *)u.held,
                                     .centre_x = mean_of(u.n, u.score[0]),
                                     .centre_w = centre};
    const double at[N_LEVELS] = {centre - sd, centre, centre + sd};
    uint32_t within = 0;
    om_moderate(&data, N_LEVELS, at, conf, &out->fit, out->slope);
    for (uint32_t i = 0; i < u.n; i++)
      within += can_be_told(&out->fit, u.score[1][i]) ? 1 : 0;
    out->within = om_share(within, u.n, conf);
    if (out->fit.model.undefined)
      out->within = out->slope[AT_MEAN];
    out->term.n = u.n;
    fine = partial_of(&data, conf, &out->term);
  }
  over_units_done(&u);
  return fine;
}
