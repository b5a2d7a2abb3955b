/* The reliability of a scale computed in other ways: where they differ from alpha, alpha's
 * suppositions do not hold. */
#include "reliability.h"

#include <stdlib.h>
#include <string.h>

/* Words beside an omega that is not what its name says. */
static void
say_how(om_run *r, const om_scale *scale, const om_omega_result *omega, said *what)
{
  const om_about *const about = OM_ABOUT(.scale = scale);
  char text[256];
  if (omega->omega.undefined)
    return;
  if (omega->heywood > 0)
    OM_FILL(text,
            omega->heywood == 1 ? "Omega is without a range: {n} item would have less than no "
                                  "variance of its own, and is held just above none"
                                : "Omega is without a range: {n} items would have less than no "
                                  "variance of their own, and are held just above none",
            "n#", COUNT(omega->heywood));
  else if (scale->n_items == 2)
    OM_FILL(text, "Two items: Spearman-Brown stands for omega", NULL);
  else
    return;
  om_remark(r, "how", about, text);
  what->how = 1;
}

int
report_other_ways(om_run *r, const om_scale *scale, const om_moments *m, said *what)
{
  const size_t k = m->k, packed = k * (k + 1) / 2;
  double *const cov = calloc(2 * packed, sizeof *cov), *const cor = cov + packed;
  if (!cov)
    return 0;
  const char *const why = om_covariances(k, m->n, m->sscp, cov);
  const char *const why_not = why ? why : om_correlations(k, cov, cor);
  om_omega_result omega = {0};
  om_split_half_result halves = {0};
  om_stat most, six;
  const om_about *const about = OM_ABOUT(.scale = scale);
  if (why_not) {
    static const char *const all[] = {"omega", "split_half", "lambda4", "lambda4_largest",
                                      "lambda6"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
      say_number(r, all[i], about, NAN, why_not);
  } else {
    om_omega(k, m->n, cov, om_study_of(r)->confidence, &omega, NULL, NULL);
    om_split_half(k, m->n, cov, NULL, &halves);
    most = om_lambda4(k, m->n, cov, NULL);
    six = om_lambda6(k, m->n, cor);
    say_stat(r, "omega", about, &omega.omega);
    say_stat(r, "split_half", about, &halves.spearman_brown);
    say_stat(r, "lambda4", about, &halves.lambda4);
    say_stat(r, "lambda4_largest", about, &most);
    say_stat(r, "lambda6", about, &six);
    say_how(r, scale, &omega, what);
  }
  free(cov);
  return 1;
}
