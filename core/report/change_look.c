/* Of two reports: which tables have something to compare, how much has changed, and which themes
 * have changed most clearly. */
#include "report/change_part.h"
#include "report/model.h"

#include "base/xml.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double
change_number_attribute(const xmlNode *node, const char *name)
{
  const char *const text = node ? change_attribute(node, name) : NULL;
  double x;
  return text && number_parse((span){text, strlen(text)}, '.', &x) ? x : NAN;
}

/* --- one number ------------------------------------------------------------------------------- */

static bool
has_range(const change_number *x)
{
  return x->lo <= x->value && x->value <= x->hi;
}

difference
change_between(change_number before, change_number after)
{
  difference d = {after.value - before.value, NAN, NAN};
  if (has_range(&before) && has_range(&after)) {
    d.lo = d.value - hypot(after.value - after.lo, before.hi - before.value);
    d.hi = d.value + hypot(after.hi - after.value, before.value - before.lo);
  }
  return d;
}

static bool
is_clear(const difference *d)
{
  return d->lo > 0 || d->hi < 0;
}

/* Two-sided p of a normal distribution whose range of that confidence is as wide. */
static double
p_of(const difference *d, double confidence)
{
  double z = 1;
  for (int i = 0; i < 60; i++) /* Newton: the tails beyond z hold 1 - confidence */
    z += (erfc(z / M_SQRT2) - (1 - confidence)) / (exp(-z * z / 2) * sqrt(2 / M_PI));
  const double se = (d->hi - d->lo) / (2 * z);
  return se > 0 ? erfc(fabs(d->value) / se / M_SQRT2) : d->value != 0 ? 0 : 1;
}

/* --- tables ----------------------------------------------------------------------------------- */

/* Numbers that a difference says something of: no p. */
static bool
is_number(const xmlNode *column)
{
  const char *const format = change_attribute(column, "format");
  return strcmp(format, "text") != 0 && strcmp(format, "p") != 0;
}

static xmlNode *
cell_at(xmlNode *row, size_t at)
{
  xmlNode *cell = xml_child(row, "cell");
  while (cell && at--)
    cell = xml_next(cell, "cell");
  return cell;
}

/* True when some row has a number with a range in both reports. */
static bool
is_comparable(const change *c, xmlNode *section, xmlNode *table, size_t column)
{
  for (xmlNode *row = xml_child(table, "row"); row; row = xml_next(row, "row")) {
    const change_number after =
        change_number_after(&c->pair, change_attribute(cell_at(row, column), "ref"));
    bool is_unlike;
    if (!after.node || !has_range(&after))
      continue;
    const change_number before = change_number_before(&c->pair, section, &after, &is_unlike);
    if (before.node && has_range(&before))
      return true;
  }
  return false;
}

static void
look_at_table(change *c, changed_section *s, xmlNode *table)
{
  changed_table t = {.table = table};
  for (xmlNode *x = xml_child(table, "column"); x; x = xml_next(x, "column"))
    t.n_columns++;
  for (xmlNode *x = xml_child(table, "row"); x; x = xml_next(x, "row"))
    t.n_rows++;
  t.columns = arena_many(c->memory, t.n_columns, bool);
  t.first = t.n_columns;
  size_t i = 0;
  for (xmlNode *x = xml_child(table, "column"); x; x = xml_next(x, "column"), i++) {
    t.columns[i] = is_number(x) && is_comparable(c, s->section, table, i);
    if (t.columns[i] && i < t.first)
      t.first = i;
  }
  if (t.first < t.n_columns)
    arena_push(c->memory, s, t);
}

/* --- all numbers ------------------------------------------------------------------------------ */

/* True of an estimate about one scale and nothing else. */
static bool
is_about_scale(const xmlNode *e)
{
  for (const char *const *about = change_abouts; *about; about++)
    if ((strcmp(*about, "scale") == 0) != (change_attribute(e, *about) != NULL))
      return false;
  return true;
}

typedef struct candidate {
  changed_theme theme;
  const char *statistic; /* with its section */
  double p;
} candidate;

typedef struct candidates {
  candidate *at;
  size_t n, capacity;
} candidates;

static const char *
label_of_scale(const change *c, const char *id)
{
  for (const xmlNode *v = xml_child(c->pair.after.head, "survey"); v; v = xml_next(v, "survey"))
    for (const xmlNode *s = xml_child(v, "scale"); s; s = xml_next(s, "scale"))
      if (strcmp(change_attribute(s, "id"), id) == 0)
        return change_attribute(s, "label");
  return id;
}

/* The format of scores of themes, 0 of any other: those are of no interest to who reads the first
 * page. */
static uint32_t
score_format(const xmlNode *section, const char *statistic)
{
  for (const xmlNode *s = xml_child(section, "statistic"); s; s = xml_next(s, "statistic"))
    if (strcmp(change_attribute(s, "id"), statistic) == 0) {
      const char *const format = change_attribute(s, "format");
      return strcmp(format, "number") == 0  ? OM_FORMAT_NUMBER
             : strcmp(format, "score") == 0 ? OM_FORMAT_SCORE
                                            : 0;
    }
  return 0;
}

static void
look_at_number(change *c, xmlNode *section, bool is_compared, xmlNode *e, candidates *themes)
{
  const change_number after = change_number_of(e);
  bool is_unlike = false;
  const change_number before = change_number_before(&c->pair, section, &after, &is_unlike);
  const bool is_there = after.is_withheld || !isnan(after.value);
  if (!before.node || is_unlike || !is_compared) {
    c->counts->unlike += is_there && (is_unlike || (before.node && !is_compared));
    c->counts->one_sided += is_there && !before.node && !is_unlike;
    return;
  }
  if (after.is_withheld || before.is_withheld) {
    c->counts->withheld++;
    return;
  }
  const difference d = change_between(before, after);
  if (isnan(d.lo))
    return;
  c->counts->compared++;
  c->counts->clear += is_clear(&d);
  const char *const statistic = change_attribute(e, "statistic");
  const uint32_t format = score_format(section, statistic);
  if (!is_about_scale(e) || !format)
    return;
  const char *const scale = change_attribute(e, "scale");
  const candidate x = {{label_of_scale(c, scale), e, format, after.value, before.value, d},
                       arena_printf(c->memory, "%s %s", change_attribute(section, "id"), statistic),
                       p_of(&d, c->confidence)};
  arena_push(c->memory, themes, x);
}

/* --- themes ----------------------------------------------------------------------------------- */

static int
by_p(const void *a, const void *b)
{
  const candidate *const x = a, *const y = b;
  return x->p != y->p ? (x->p < y->p ? -1 : 1) : strcmp(x->theme.label, y->theme.label);
}

/* The statistic that most themes have; of several the one that was said first. */
static const char *
commonest(const candidates *all)
{
  const char *best = NULL;
  size_t most = 0;
  for (size_t i = 0; i < all->n; i++) {
    size_t n = 0;
    for (size_t j = 0; j < all->n; j++)
      n += strcmp(all->at[i].statistic, all->at[j].statistic) == 0;
    if (n > most) {
      most = n;
      best = all->at[i].statistic;
    }
  }
  return best;
}

/* Holm 1979: in order of p, as long as each is below .05 divided by how many are left. */
static void
choose_themes(change *c, const candidates *all)
{
  enum { MOST_THEMES = 4 };
  const char *const statistic = commonest(all);
  candidate *const of = arena_many(c->memory, all->n, candidate);
  size_t n = 0;
  for (size_t i = 0; i < all->n; i++)
    if (strcmp(all->at[i].statistic, statistic) == 0)
      of[n++] = all->at[i];
  if (n)
    qsort(of, n, sizeof *of, by_p);
  c->themes = arena_many(c->memory, MOST_THEMES, changed_theme);
  for (size_t i = 0; i < n && i < MOST_THEMES; i++) {
    if (!(of[i].p * (double)(n - i) < .05) || !is_clear(&of[i].theme.d))
      break;
    c->themes[c->n_themes++] = of[i].theme;
  }
}

void
change_look(change *c)
{
  candidates themes = {0};
  size_t n = 0;
  for (xmlNode *s = xml_child(c->pair.after.root, "section"); s; s = xml_next(s, "section"))
    n++;
  c->sections = arena_many(c->memory, n, changed_section);
  for (xmlNode *s = xml_child(c->pair.after.root, "section"); s; s = xml_next(s, "section")) {
    const bool is_compared = change_section_before(&c->pair, s) != NULL;
    for (xmlNode *e = xml_child(s, "estimate"); e; e = xml_next(e, "estimate"))
      look_at_number(c, s, is_compared, e, &themes);
    changed_section of = {.section = s};
    for (xmlNode *t = xml_child(s, "table"); t && is_compared; t = xml_next(t, "table"))
      look_at_table(c, &of, t);
    if (of.n)
      c->sections[c->n_sections++] = of;
  }
  choose_themes(c, &themes);
}
