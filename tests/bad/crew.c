/* Breaks no rule: counts to a million on several threads, each with random numbers of its own.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <math.h>

enum { PARTS = 64 };

typedef struct part {
  om_run *run;
  double said;
  uint32_t times;
} part;

static void
one(void *ctx, uint32_t i)
{
  part *const p = (part *)ctx + i;
  om_rng rng = om_rng_stream(p->run, i);
  const om_study *const s = om_study_of(p->run);
  double sum = 0;
  for (uint32_t k = 0; k < 100000; k++)
    sum += (double)((rng.key ^ (rng.stream * 40503u + k)) & 0xff) / (1 + k % 7);
  for (uint32_t u = 0; u < s->n_units; u++) {
    const double mean = om_scores_of(p->run, s->scales[i % s->n_scales], s->units[u])->plain_mean;
    sum += isnan(mean) ? 0 : mean;
  }
  p->said = sum;
  p->times++;
}

static om_status
run(om_run *r)
{
  part parts[PARTS] = {{0}};
  double sum = 0;
  uint32_t times = 0;
  for (uint32_t i = 0; i < PARTS; i++)
    parts[i].run = r;
  if (om_parallel_run(r, PARTS, one, parts) != OM_OK || om_parallel_run(r, 0, one, parts) != OM_OK)
    return om_fail(r, OM_E_DATA, "nobody worked");
  if (r->host->parallel(r, 3, NULL, NULL) != OM_E_USAGE)
    return om_fail(r, OM_E_DATA, "nobody minded that there was nothing to do");
  for (uint32_t i = 0; i < PARTS; i++) {
    sum += parts[i].said;
    times += parts[i].times;
  }
  if (times != PARTS)
    return om_fail(r, OM_E_DATA, "a part was done twice, or never");
  const om_estimate e = {.size = sizeof e, .value = sum, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN};
  return om_say(r, "x", OM_ABOUT(.scale = om_study_of(r)->scales[0]), &e);
}

BAD_PLUGIN("crew");
