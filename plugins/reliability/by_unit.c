/* Alpha with a range that does not take the people of one unit as strangers to each other. */
#include "reliability.h"

#include <stdlib.h>
#include <string.h>

/* False for a unit that holds its children's people, or that nobody of the scale is in. */
static int
counts(om_run *r, const om_scale *scale, const om_unit *unit)
{
  const om_moments *const m = unit->level == 0 ? om_moments_of(r, scale, unit) : NULL;
  return m && m->n > 0;
}

/* What the kit asks of each unit. */
typedef struct unit_moments {
  uint64_t *n;
  double *mean, *sscp;
} unit_moments;

static void
resample(om_run *r, const om_scale *scale, size_t k, size_t units, const unit_moments *u)
{
  const om_rng rng = om_rng_stream(r, 1);
  om_boot boot;
  om_alpha_by_unit(k, units, u->n, u->mean, u->sscp, (uint32_t)om_option_value(r, "resamples"),
                   &rng, om_study_of(r)->confidence, &boot);
  say_stat(r, "alpha_by_unit", OM_ABOUT(.scale = scale), &boot.bca);
}

static size_t
take_units(om_run *r, const om_scale *scale, size_t k, const unit_moments *to)
{
  const om_study *const study = om_study_of(r);
  const size_t packed = k * (k + 1) / 2;
  size_t units = 0;
  for (uint32_t i = 0; i < study->n_units; i++) {
    if (!counts(r, scale, study->units[i]))
      continue;
    const om_moments *const m = om_moments_of(r, scale, study->units[i]);
    to->n[units] = m->n;
    memcpy(to->mean + units * k, m->mean, k * sizeof *to->mean);
    memcpy(to->sscp + units * packed, m->sscp, packed * sizeof *to->sscp);
    units++;
  }
  return units;
}

int
report_alpha_by_unit(om_run *r, const om_scale *scale, const om_moments *m, said *what)
{
  const om_study *const study = om_study_of(r);
  if (scale->survey->level != OM_LEVEL_RESPONDENT)
    return 1;
  size_t room = 0;
  for (uint32_t i = 0; i < study->n_units; i++)
    room += (size_t)counts(r, scale, study->units[i]);
  if (room < OM_BOOT_MIN_UNITS)
    return 1;
  const size_t k = m->k;
  const unit_moments u = {.n = calloc(room, sizeof *u.n),
                          .mean = calloc(room * k, sizeof *u.mean),
                          .sscp = calloc(room * (k * (k + 1) / 2), sizeof *u.sscp)};
  const int fine = u.n && u.mean && u.sscp;
  if (fine) {
    resample(r, scale, k, take_units(r, scale, k, &u), &u);
    what->by_unit = 1;
  }
  free(u.n);
  free(u.mean);
  free(u.sscp);
  return fine;
}
