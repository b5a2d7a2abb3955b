/* Asks the host for each member that stands at the end of its table, and calls what is there.
 * With -DCARELESS it calls the last one without asking.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <orgmirror/plugin.h>

#include <stdio.h>

static const om_method methods[] = {{"m", "A method.", ""}, {NULL, NULL, NULL}};
static const om_statistic statistics[] = {
    {"mean", "Mean", "The mean.", "m", OM_FORMAT_SCORE, OM_N_SCORED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static void
count(void *ctx, uint32_t i)
{
  ((uint32_t *)ctx)[i]++;
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  const om_scale *const scale = s->scales[0];
  uint32_t counted[3] = {0}, had = 0;
#ifdef CARELESS
  count(counted, 0);
  om_scorecard(r, "mean", "Mean", OM_ABOUT(.scale = scale));
#else
  if (OM_HAS(r, pairwise))
    had += om_pairwise_of(r, scale->survey) == NULL; /* not declared: NULL, and no crash */
  if (OM_HAS(r, gaps))
    had += om_gaps_of(r, scale->items[0]) == NULL;
  if (OM_HAS(r, score_column))
    had += om_score_column_of(r, scale) == NULL;
  if (OM_HAS(r, found))
    had += om_found_of(r, "no.body", "x") == NULL;
  if (OM_HAS(r, parallel))
    had += om_parallel_run(r, 3, count, counted) == OM_OK && counted[2] == 1;
  if (OM_HAS(r, scorecard))
    had += om_scorecard(r, "mean", "Mean", OM_ABOUT(.scale = scale)) == OM_OK;
#endif
  char text[64];
  snprintf(text, sizeof text, "%u members of %u bytes", had, r->host->size);
  return om_note(r, NULL, text);
}

static const om_plugin self = {
    OM_PLUGIN_HEAD, "asks.first", "1.0.0", "Asks",     "It asks.", OM_PLACE_MEASUREMENT,
    NULL,           NULL,         methods, statistics, run,        NULL,
    NULL,           NULL};
const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
