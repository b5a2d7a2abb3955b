/* Every macro and call of plugin.h in a file of its own: for the compilers that test_headers.sh
 * asks, in C and in C++.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <orgmirror/plugin.h>

/* C++ has no OM_ABOUT, and no designators before C++20. */
#ifdef __cplusplus
static om_about
about_of(const om_scale *scale)
{
  om_about about = om_about();
  about.size = sizeof about;
  about.scale = scale;
  return about;
}
#endif

static void
nothing(void *ctx, uint32_t i)
{
  (void)ctx;
  (void)i;
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  const om_scale *const scale = s->scales[0];
  const om_unit *const unit = s->units[0];
  uint64_t rows = 0;
#ifdef __cplusplus
  const om_about whole = about_of(scale);
  const om_about *const about = &whole;
#else
  const om_about *const about = OM_ABOUT(.scale = scale, .unit = unit);
#endif
  const om_estimate *const e = om_found_for(om_found_of(r, "a.b", "x"), unit);
  const om_rng g = om_rng_stream(r, 1);
  om_table *const t = om_table_new(r, "t", "T", OM_ROWS_SCALES);
  om_table_add_column(r, t, "x", "X", about);
  om_table_add_row(r, t, about);
  om_table_sort(r, t, 1, OM_ASCENDING);
  om_table_chart(r, t, NULL);
  om_section(r, "title", "lead");
  om_remark(r, "words", about, "some");
  om_note(r, about, "a note");
  om_finding_add(r, NULL);
  om_log(r, "a line");
  om_scorecard(r, "x", "X", about);
  om_parallel_run(r, 2, nothing, NULL);
  if (!OM_HAS(r, scorecard) || g.stream != 1 || om_option_value(r, "o") > 1 ||
      !om_moments_of(r, scale, unit) || !om_scores_of(r, scale, unit) ||
      !om_counts_of(r, scale->items[0], unit, 1) || !om_link_of(r, scale, scale) ||
      !om_pairwise_of(r, scale->survey) || !om_gaps_of(r, scale->items[0]) ||
      !om_term_of(s->hypotheses[0], "from", 0) || !om_column_of(r, scale->items[0]) ||
      !om_score_column_of(r, scale) || !om_row_units_of(r, scale->survey, &rows))
    return om_fail(r, OM_E_DATA, "something is missing");
  return om_say(r, "x", about, e);
}

#define DESCRIPTION(head, id)                                                                      \
  {                                                                                                \
    head, id, "1.0.0", "Uses", "It uses.", OM_PLACE_ANSWER, NULL, NULL, NULL, NULL, run, NULL,     \
        NULL, NULL                                                                                 \
  }
static const om_plugin any = DESCRIPTION(OM_PLUGIN_HEAD, "uses.any");
static const om_plugin later = DESCRIPTION(OM_PLUGIN_HEAD_SINCE(1), "uses.later");
const om_plugin *const orgmirror_plugins_v1[] = {&any, &later, NULL};
