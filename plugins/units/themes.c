/* All units and all themes: how far each unit stands from the others. */
#include "units.h"

#include <string.h>

/* More columns than a table may have: then the themes go into several tables. */
enum { MOST_COLUMNS = 60, MOST_TABLE_CELLS = 60000 };

static void
say_cells(om_run *r, const standings *s)
{
  for (uint32_t u = 0; u < s->n_units; u++)
    for (uint32_t i = 0; i < s->n_scales; i++) {
      const standing *const x = &s->at[(size_t)u * s->n_scales + i];
      if (isnan(x->score))
        continue;
      const om_about *const about = OM_ABOUT(.scale = s->scale[i], .unit = s->unit[u]);
      const om_estimate score =
          with_range(x->score, x->se, x->n - 1, om_study_of(r)->confidence, NULL);
      om_say(r, "unit_score", about, &score);
      say_stat(r, "apart", about, &x->apart);
      say_number(r, "apart_bh_p", about, x->p_adjusted,
                 x->apart.undefined ? x->apart.undefined : "the unit's answers have no spread");
    }
}

static void
themes_table(om_run *r, const standings *s, uint32_t side)
{
  const char *const id = side == OM_INSIDE ? "themes-inside" : "themes-outside";
  om_table *const t = om_table_new(r, id,
                                   side == OM_INSIDE ? "All units, all themes inside: points from "
                                                       "the other units"
                                                     : "All units, all themes outside: points from "
                                                       "the other units",
                                   OM_ROWS_UNITS);
  om_chart heat = {.size = sizeof heat,
                   .type = OM_CHART_HEAT,
                   .id = side == OM_INSIDE ? "heat-inside" : "heat-outside",
                   .title = side == OM_INSIDE ? "All units, all themes inside"
                                              : "All units, all themes outside",
                   .description = "Each row is a unit, each column a theme. The number is how many "
                                  "points of 100 "
                                  "the unit stands above or below the mean of the other units.",
                   .min = -25,
                   .max = 25};
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_scales && n < MOST_COLUMNS; i++) {
    if (s->scale[i]->survey->side != side)
      continue;
    r->host->table_column(t, "apart", s->scale[i]->label, OM_ABOUT(.scale = s->scale[i]));
    if (++n <= 4)
      heat.columns[n - 1] = n;
  }
  for (uint32_t u = 0; u < s->n_units; u++)
    r->host->table_row(t, OM_ABOUT(.unit = s->unit[u]));
  if (n)
    r->host->chart(t, &heat);
}

static uint32_t
count_of(const standings *s, uint32_t side)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_scales; i++)
    n += s->scale[i]->survey->side == side;
  return n;
}

void
report_themes(om_run *r, const standings *s)
{
  say_cells(r, s);
  if ((uint64_t)s->n_units * s->n_scales > MOST_TABLE_CELLS) {
    om_note(r, NULL,
            "With so many units there is no table of all themes: report.xml has every "
            "number.");
    return;
  }
  for (uint32_t side = OM_INSIDE; side <= OM_OUTSIDE; side++)
    if (count_of(s, side))
      themes_table(r, s, side);
}
