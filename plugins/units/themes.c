/* All units and all themes: how far each unit stands from the others. */
#include "units.h"

/* As many themes as fit on a sheet of paper, each with its range. */
enum { COLUMNS = 4, MOST_TABLE_CELLS = 60000 };

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
      om_stat apart = x->apart;
      apart.p = x->p_adjusted;
      say_stat(r, "apart", about, &apart);
    }
}

/* The themes of one side from number `first` on, as many as fit; the number of the next one. */
static uint32_t
themes_table(om_run *r, const standings *s, uint32_t side, uint32_t first, uint32_t part)
{
  const char *const name = side == OM_INSIDE ? "inside" : "outside";
  char id[64], chart[64], title[128];
  snprintf(id, sizeof id, part > 1 ? "themes-%s-%u" : "themes-%s", name, part);
  snprintf(chart, sizeof chart, "heat-%s-%u", name, part);
  static const char *const titles[2][2] = {
      {"All units, themes inside: points from the other units", "All units, themes outside: points "
                                                                "from the other units"},
      {"All units, themes inside ({part}): points from the other units", "All units, themes "
                                                                         "outside ({part}): points "
                                                                         "from the other units"}};
  OM_FILL(title, titles[part > 1][side != OM_INSIDE], "part#", COUNT(part));
  om_table *const t = om_table_new(r, id, title, OM_ROWS_UNITS);
  om_chart heat = {.size = sizeof heat,
                   .type = OM_CHART_HEAT,
                   .id = chart,
                   .title = title,
                   .description = "Each row is a unit, each column a theme. The number is how many "
                                  "points of 100 the unit stands above or below the mean of the "
                                  "other units.",
                   .columns = {1},
                   .min = -25,
                   .max = 25};
  uint32_t n = 0, i = first;
  for (; i < s->n_scales && n < COLUMNS; i++) {
    if (s->scale[i]->survey->side != side)
      continue;
    r->host->table_column(t, "apart", s->scale[i]->label, OM_ABOUT(.scale = s->scale[i]));
    n++;
  }
  for (uint32_t u = 0; u < s->n_units; u++)
    r->host->table_row(t, OM_ABOUT(.unit = s->unit[u]));
  r->host->chart(t, &heat);
  return i;
}

static int
has_more(const standings *s, uint32_t side, uint32_t first)
{
  for (uint32_t i = first; i < s->n_scales; i++)
    if (s->scale[i]->survey->side == side)
      return 1;
  return 0;
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
    for (uint32_t first = 0, part = 1; has_more(s, side, first); part++)
      first = themes_table(r, s, side, first, part);
}
