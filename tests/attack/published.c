/* Reads what was published. */
#include "published.h"

#include <dirent.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
is_named(const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* Into `to`, empty when there is none. */
static void
attribute(xmlNode *node, const char *name, char to[NAME])
{
  xmlChar *const value = xmlGetProp(node, (const xmlChar *)name);
  snprintf(to, NAME, "%s", value ? (const char *)value : "");
  xmlFree(value);
}

static double
number(xmlNode *node, const char *name)
{
  char text[NAME];
  attribute(node, name, text);
  return *text ? strtod(text, NULL) : NAN;
}

/* --- the head -------------------------------------------------------------------------------- */

static const told_group NOTHING = {NAN, NAN, NAN, NAN, NAN};

static bool
read_survey(published *p, xmlNode *survey)
{
  char weighted[NAME];
  attribute(survey, "weighted", weighted);
  for (xmlNode *x = survey->children; x; x = x->next) {
    if (!is_named(x, "scale"))
      continue;
    if (p->n_scales == MOST_TOLD)
      return false;
    told_scale *const s = &p->scale[p->n_scales++];
    attribute(x, "id", s->id);
    s->min = number(x, "min");
    s->max = number(x, "max");
    s->is_weighted = strcmp(weighted, "yes") == 0;
    s->n_units = s->n0 = s->f = NAN;
    for (uint32_t i = 0; i <= MOST_GROUPS; i++)
      s->group[i] = NOTHING;
  }
  return true;
}

static uint32_t
group_named(const published *p, const char *id)
{
  for (uint32_t i = 0; i < p->n_groups; i++)
    if (strcmp(p->group[i].id, id) == 0)
      return i;
  return MOST_GROUPS;
}

static bool
read_units(published *p, xmlNode *units)
{
  for (xmlNode *x = units->children; x; x = x->next) {
    if (!is_named(x, "unit"))
      continue;
    if (p->n_groups == MOST_GROUPS)
      return false;
    attribute(x, "id", p->group[p->n_groups].id);
    attribute(x, "parent", p->group[p->n_groups].parent);
    attribute(x, "second-parent", p->group[p->n_groups].second);
    p->n_groups++;
  }
  for (uint32_t i = 0; i < p->n_groups; i++) {
    const uint32_t parents[] = {group_named(p, p->group[i].parent),
                                group_named(p, p->group[i].second)};
    for (uint32_t h = 0; h < 2; h++)
      if (parents[h] < MOST_GROUPS)
        p->group[parents[h]].is_parent = true;
  }
  return true;
}

/* --- estimates ------------------------------------------------------------------------------- */

typedef enum member { MEAN, MEAN_100, SD, APART_100, DIFFERENCE, N_UNITS, N0, F, N_ALONE } member;

/* Statistics that tell of sums of scores, and where they go; of others with n of the people scored
 * that n is taken.  *_100 are on 0 to 100 of the range. */
static const struct {
  const char *statistic;
  member member;
} known[] = {{"told_mean", MEAN},
             {"score_mean", MEAN},
             {"parent_mean", MEAN},
             {"unit_score", MEAN_100},
             {"score_sd", SD},
             {"apart", APART_100},
             {"parent_difference", DIFFERENCE},
             {"scored_units", N_UNITS},
             {"n0", N0},
             {"f", F}};

static member
member_of(const char *statistic)
{
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i].statistic, statistic) == 0)
      return known[i].member;
  return N_ALONE;
}

static void
take(told_scale *s, told_group *g, member m, double value, double n, bool is_of_people)
{
  const double range = s->max - s->min;
  if (is_of_people && !isnan(n))
    g->n = n;
  if (isnan(value))
    return;
  switch (m) {
  case MEAN:
    g->mean = value;
    break;
  case MEAN_100:
    g->mean = s->min + value * range / 100;
    break;
  case SD:
    g->sd = value;
    break;
  case APART_100:
    g->apart = value * range / 100;
    break;
  case DIFFERENCE:
    g->difference = value;
    break;
  case N_UNITS:
    s->n_units = value;
    break;
  case N0:
    s->n0 = value;
    break;
  case F:
    s->f = value;
    break;
  case N_ALONE:
    break;
  }
}

/* An estimate about one scale, of a group or everybody, and of no item nor second unit. */
static void
read_estimate(published *p, xmlNode *x)
{
  char statistic[NAME], scale[NAME], unit[NAME], item[NAME], with[NAME], basis[NAME];
  attribute(x, "statistic", statistic);
  attribute(x, "scale", scale);
  attribute(x, "unit", unit);
  attribute(x, "item", item);
  attribute(x, "with-unit", with);
  attribute(x, "basis", basis);
  p->n_estimates++;
  if (*item || *with)
    return;
  const uint32_t group = group_named(p, unit);
  for (uint32_t i = 0; i < p->n_scales; i++)
    if (strcmp(p->scale[i].id, scale) == 0)
      take(&p->scale[i], &p->scale[i].group[group], member_of(statistic), number(x, "value"),
           number(x, "n"), strcmp(basis, "scored") == 0);
}

static bool
read_report(published *p, xmlNode *node)
{
  bool is_good = true;
  for (xmlNode *x = node->children; x && is_good; x = x->next)
    if (is_named(x, "survey"))
      is_good = read_survey(p, x);
    else if (is_named(x, "units"))
      is_good = read_units(p, x);
    else if (is_named(x, "estimate"))
      read_estimate(p, x);
    else if (is_named(x, "head") || is_named(x, "section"))
      is_good = read_report(p, x);
  return is_good;
}

bool
published_read(const char *folder, published *out)
{
  char path[4096];
  *out = (published){0};
  snprintf(path, sizeof path, "%s/report.xml", folder);
  xmlDoc *const doc = xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
  if (!doc)
    return false;
  const bool is_good = read_report(out, xmlDocGetRootElement(doc)) && out->n_estimates;
  xmlFreeDoc(doc);
  return is_good;
}

/* --- everything else ------------------------------------------------------------------------- */

static bool
file_holds(const char *path, const char *text)
{
  FILE *const f = fopen(path, "r");
  if (!f)
    return false;
  char *all = NULL;
  size_t n = 0;
  const bool holds = getdelim(&all, &n, '\0', f) > 0 && strstr(all, text);
  free(all);
  fclose(f);
  return holds;
}

bool
published_holds(const char *folder, const char *text, bool in_report_xml)
{
  DIR *const d = opendir(folder);
  bool holds = false;
  for (struct dirent *e; d && !holds && (e = readdir(d));) {
    char path[4096];
    if (*e->d_name == '.')
      continue;
    const bool is_xml = strcmp(e->d_name, "report.xml") == 0;
    snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
    holds = e->d_type == DT_DIR ? published_holds(path, text, in_report_xml)
                                : is_xml == in_report_xml && file_holds(path, text);
  }
  if (d)
    closedir(d);
  return holds;
}
