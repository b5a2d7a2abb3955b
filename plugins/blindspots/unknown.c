/* What people say they do not know, or that does not concern them. */
#include "blindspots.h"

unknown
unknown_of(om_run *r, const om_scale *scale)
{
  double with_reason = 0, blank = 0, all = 0;
  for (uint32_t i = 0; i < scale->n_items; i++) {
    const om_gaps *const g = om_gaps_of(r, scale->items[i]);
    if (!g)
      return (unknown){NAN, NAN};
    all += (double)g->rows;
    blank += g->n_reasons ? (double)g->counts[0] : 0;
    for (uint32_t k = 1; k < g->n_reasons; k++)
      with_reason += (double)g->counts[k];
  }
  return all > 0 ? (unknown){with_reason / all, blank / all} : (unknown){NAN, NAN};
}

static void
flag(om_run *r, const om_scale *scale)
{
  char id[64];
  snprintf(id, sizeof id, "unknown-%u", scale->index);
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = id,
                        .about = OM_ABOUT(.scale = scale),
                        .headline = scale->survey->side == OM_OUTSIDE ? "Many outside cannot say: "
                                                                        "\u201c{scale}\u201d."
                                                                      : "Many inside cannot say: "
                                                                        "\u201c{scale}\u201d.",
                        .detail = "{unknown} of all answers to these questions are "
                                  "\u201cdon\u2019t know\u201d or "
                                  "the like; {unknown_blank} are left blank.",
                        .caution = "The score rests on those who could say. Either people do not "
                                   "get to see it, or "
                                   "the questions do not fit them."};
  om_finding_add(r, &f);
}

void
report_unknown(om_run *r)
{
  const om_study *const s = om_study_of(r);
  const double most = om_option_value(r, "unknown");
  om_table *t = NULL;
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const unknown u = unknown_of(r, s->scales[i]);
    if (!(u.with_reason > 0)) /* blank answers have a section of their own */
      continue;
    if (!t) {
      t = om_table_new(r, "unknown", "What people cannot say", OM_ROWS_SCALES);
      r->host->table_column(t, "unknown", "\u201cDon\u2019t know\u201d and the like", NULL);
      r->host->table_column(t, "unknown_blank", "Left blank", NULL);
      r->host->table_order(t, 1, OM_DESCENDING);
    }
    const om_about *const about = OM_ABOUT(.scale = s->scales[i]);
    say_number(r, "unknown", about, u.with_reason, NULL);
    say_number(r, "unknown_blank", about, u.blank, NULL);
    r->host->table_row(t, about);
    if (u.with_reason > most)
      flag(r, s->scales[i]);
  }
  if (!t)
    om_note(r, NULL, "No answer says that somebody did not know, or the like.");
}
