/* Compares a report with values that others computed:  expect REPORT.xml EXPECTED.txt
 *
 * Each line of the expectation is: value, tolerance (relative), part (value, lo, hi, se, p, n),
 * statistic, what it is about (attributes of report.xml separated by spaces), origin; separated by
 * tabs.  Prints one TAP line for each statistic, with the number of values and the largest error.
 */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_GROUPS = 200, LONGEST = 1024, MOST_ESTIMATES = 200000 };

static const char *const subjects[] = {"side",    "survey", "scale", "item",      "inside",
                                       "outside", "unit",   "wave",  "with-item", "with-unit"};
enum { N_SUBJECTS = sizeof subjects / sizeof *subjects };

typedef struct group {
  char name[64];
  int values, failures;
  double worst;
  char first_failure[LONGEST];
} group;

static int
has(xmlNode *node, const char *name, const char *value)
{
  xmlChar *const found = xmlGetNoNsProp(node, (const xmlChar *)name);
  const int same = value ? found && strcmp((const char *)found, value) == 0 : !found;
  xmlFree(found);
  return same;
}

/* The value that "name=value name=value" gives for a name, or NULL. */
static const char *
about_value(const char *about, const char *name, char *out)
{
  const size_t n = strlen(name);
  for (const char *at = about; at && *at; at = strchr(at, ' ')) {
    at += *at == ' ';
    if (strncmp(at, name, n) == 0 && at[n] == '=') {
      const size_t length = strcspn(at + n + 1, " ");
      memcpy(out, at + n + 1, length);
      out[length] = '\0';
      return out;
    }
  }
  return NULL;
}

static xmlNode *
find(xmlNode **estimates, size_t n, const char *statistic, const char *about)
{
  char value[LONGEST];
  for (size_t i = 0; i < n; i++) {
    int same = has(estimates[i], "statistic", statistic);
    for (size_t s = 0; same && s < N_SUBJECTS; s++)
      same = has(estimates[i], subjects[s], about_value(about, subjects[s], value));
    if (same)
      return estimates[i];
  }
  return NULL;
}

static size_t
collect(xmlNode *node, xmlNode **out, size_t n)
{
  for (; node; node = node->next) {
    if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "estimate") == 0 &&
        n < MOST_ESTIMATES)
      out[n++] = node;
    n = collect(node->children, out, n);
  }
  return n;
}

static group *
group_of(group *groups, size_t *n, const char *statistic, const char *part)
{
  char name[64];
  snprintf(name, sizeof name, "%s %s", statistic, part);
  for (size_t i = 0; i < *n; i++)
    if (strcmp(groups[i].name, name) == 0)
      return &groups[i];
  memcpy(groups[*n].name, name, sizeof name);
  return &groups[(*n)++];
}

static void
compare(group *g, xmlNode *estimate, const char *part, double expected, double tolerance,
        const char *line)
{
  xmlChar *const found = estimate ? xmlGetNoNsProp(estimate, (const xmlChar *)part) : NULL;
  const double actual = found ? strtod((const char *)found, NULL) : NAN;
  const double error =
      actual == expected ? 0 : fabs(actual - expected) / (expected != 0 ? fabs(expected) : 1);
  g->values++;
  if (error > g->worst)
    g->worst = error;
  if (!(error <= tolerance) && g->failures++ == 0)
    snprintf(g->first_failure, sizeof g->first_failure, "%s: %s, expected %.900s",
             found ? "it is" : "it is not in the report", found ? (const char *)found : "", line);
  xmlFree(found);
}

int
main(int argc, char **argv)
{
  static group groups[MOST_GROUPS];
  static xmlNode *estimates[MOST_ESTIMATES];
  size_t n_groups = 0;
  xmlDoc *const doc = argc == 3 ? xmlReadFile(argv[1], NULL, XML_PARSE_NONET) : NULL;
  FILE *const expected = argc == 3 ? fopen(argv[2], "r") : NULL;
  if (!doc || !expected) {
    printf("Bail out! usage: expect REPORT.xml EXPECTED.txt\n");
    return 2;
  }
  const size_t n = collect(xmlDocGetRootElement(doc), estimates, 0);
  char line[LONGEST];
  while (fgets(line, sizeof line, expected)) {
    char copy[LONGEST], *at = copy, *fields[6];
    line[strcspn(line, "\n")] = '\0';
    if (line[0] == '#' || line[0] == '\0')
      continue;
    memcpy(copy, line, sizeof copy);
    for (size_t i = 0; i < 6; i++)
      fields[i] = at ? strsep(&at, "\t") : NULL;
    if (!fields[5] || n_groups == MOST_GROUPS) {
      printf("Bail out! a line of %s has fewer than six fields: %s\n", argv[2], line);
      return 2;
    }
    compare(group_of(groups, &n_groups, fields[3], fields[2]),
            find(estimates, n, fields[3], fields[4]), fields[2], strtod(fields[0], NULL),
            strtod(fields[1], NULL), line);
  }
  fclose(expected);
  int failures = 0;
  for (size_t i = 0; i < n_groups; i++) {
    const group *const g = &groups[i];
    failures += g->failures != 0;
    printf("%s - %s: %d value%s, largest relative error %.1e\n", g->failures ? "not ok" : "ok",
           g->name, g->values, g->values == 1 ? "" : "s", g->worst);
    if (g->failures)
      printf("# %d wrong; the first: %s\n", g->failures, g->first_failure);
  }
  xmlFreeDoc(doc);
  return failures != 0;
}
