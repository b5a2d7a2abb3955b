/* Each two parents of units beside one another: in a cell of the one, and as rows that name both.
 */
#include "compare.h"

#include <string.h>

/* More parents than this are not named in a cell, nor each two of them in rows: then rows are for
 * those that differ. */
enum { MOST_NAMED = 12, MOST_ROWS = 100 };

/* "above A, B; below C", by the adjusted p of each pair; "" when it differs from none. */
void
say_differs(om_run *r, const compared *c, size_t j, const double *p)
{
  const groups *const g = &c->by_parent;
  char list[2][2000] = {"", ""}, text[4400];
  int named = 0;
  for (int below = 0; below < 2; below++)
    for (size_t i = 0; i < g->groups; i++) {
      const size_t pair = om_tukey_pair(g->groups, i < j ? i : j, i < j ? j : i);
      if (i != j && p[pair] < .05 && (g->mean[j] < g->mean[i]) == below && ++named <= MOST_NAMED)
        list_label(list[below], sizeof list[below], g->units[i]->label);
    }
  static const char *const texts[2][2][2] = {
      {{"", "Below {below}"}, {"Above {above}", "Above {above}; below {below}"}},
      {{"", "Below {below}, and others"},
       {"Above {above}, and others", "Above {above}; below {below}, and others"}}};
  OM_FILL(text, texts[named > MOST_NAMED][*list[0] != 0][*list[1] != 0], "above", list[0], "below",
          list[1]);
  if (*text)
    om_remark(r, "differs_from", OM_ABOUT(.scale = c->scale, .unit = g->units[j]), text);
}

static om_table *
pairs_table(om_run *r, const compared *c, int is_all)
{
  const om_scale *const scale = c->scale;
  char id[64], title[512];
  scale_table_id(id, sizeof id, c->hierarchy ? "second-parent-pairs" : "parent-pairs", scale);
  static const char *const titles[2][2] = {
      {"Of the parents those that differ on \u201c{scale}\u201d ({survey})", "Each two parents on "
                                                                             "\u201c{scale}\u201d "
                                                                             "({survey})"},
      {"Of the second parents those that differ on \u201c{scale}\u201d ({survey})", "Each two "
                                                                                    "second "
                                                                                    "parents on "
                                                                                    "\u201c{scale}"
                                                                                    "\u201d "
                                                                                    "({survey})"}};
  OM_FILL(title, titles[c->hierarchy != 0][is_all != 0], "scale", scale->label, "survey",
          scale->survey->label);
  om_table *const t = om_table_new(r, id, title, OM_ROWS_UNITS);
  r->host->table_column(t, "parent_pair", "First minus second (95% range)", NULL);
  r->host->table_column(t, "parent_pair_p", "p, all pairs considered", NULL);
  return t;
}

void
report_pairs(om_run *r, const compared *c, const double *p, int is_told)
{
  const groups *const g = &c->by_parent;
  const int is_all = g->groups <= MOST_NAMED;
  om_table *t = NULL;
  size_t rows = 0;
  for (size_t i = 0; g->groups > 2 && i < g->groups; i++)
    for (size_t j = i + 1; j < g->groups; j++) {
      const double adjusted = p[om_tukey_pair(g->groups, i, j)];
      if (!is_all && (!(adjusted < .05) || rows == MOST_ROWS))
        continue;
      const om_about *const about =
          OM_ABOUT(.scale = c->scale, .unit = g->units[i], .with_unit = g->units[j]);
      om_stat d = between_two(c, i, j, om_study_of(r)->confidence);
      d.p = NAN; /* unadjusted: the one that counts stands beside it */
      if (is_told && !t)
        t = pairs_table(r, c, is_all);
      say_stat(r, "parent_pair", about, &d);
      say_number(r, "parent_pair_p", about, adjusted, d.undefined ? d.undefined : "no test");
      if (t)
        r->host->table_row(t, about);
      rows++;
    }
}
