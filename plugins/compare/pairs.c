/* Each two parents of units beside one another: in a cell of the one, and as rows that name both.
 */
#include "compare.h"

#include <string.h>

/* More parents than this are not named in a cell, nor each two of them in rows: then rows are for
 * those that differ. */
enum { MOST_NAMED = 12, MOST_ROWS = 100 };

/* Appends what fits; 0 when it does not. */
static int
append(char *text, size_t room, const char *before, const char *name)
{
  const size_t used = strlen(text), n_before = strlen(before), n_name = strlen(name);
  if (used + n_before + n_name >= room)
    return 0;
  memcpy(text + used, before, n_before);
  memcpy(text + used + n_before, name, n_name + 1);
  return 1;
}

/* A label that is put into a template: its braces are doubled. */
static const char *
escaped(const char *label, char *out, size_t room)
{
  size_t n = 0;
  for (; *label && n + 3 < room; label++) {
    if (*label == '{' || *label == '}')
      out[n++] = *label;
    out[n++] = *label;
  }
  while (*label && n > 0 && ((unsigned char)out[n - 1] & 0xC0) == 0x80)
    n--; /* no half of a letter */
  out[n] = '\0';
  return out;
}

/* "above A, B; below C", by the adjusted p of each pair; "" when it differs from none. */
void
say_differs(om_run *r, const compared *c, size_t j, const double *p)
{
  const groups *const g = &c->by_parent;
  char text[4000] = "", name[300];
  int named = 0;
  for (int below = 0; below < 2; below++) {
    const char *before = below ? (*text ? "; below " : "Below ") : "Above ";
    for (size_t i = 0; i < g->groups; i++) {
      const size_t pair = om_tukey_pair(g->groups, i < j ? i : j, i < j ? j : i);
      if (i == j || !(p[pair] < .05) || (g->mean[j] < g->mean[i]) != below)
        continue;
      if (++named > MOST_NAMED)
        continue;
      append(text, sizeof text, before, escaped(g->units[i]->label, name, sizeof name));
      before = ", ";
    }
  }
  if (named > MOST_NAMED)
    append(text, sizeof text, "", ", and others");
  if (*text)
    om_remark(r, "differs_from", OM_ABOUT(.scale = c->scale, .unit = g->units[j]), text);
}

static om_table *
pairs_table(om_run *r, const compared *c, int is_all)
{
  const om_scale *const scale = c->scale;
  char id[64], title[512];
  scale_table_id(id, sizeof id, c->hierarchy ? "second-parent-pairs" : "parent-pairs", scale);
  snprintf(title, sizeof title,
           is_all ? "Each two %sparents on \u201c%s\u201d (%s)"
                  : "Of the %sparents those that differ on \u201c%s\u201d (%s)",
           c->hierarchy ? "second " : "", scale->label, scale->survey->label);
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
