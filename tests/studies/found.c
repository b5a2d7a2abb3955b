/* How much of a study that people made is in the draft of it: unit columns, items, and items that
 * stand together in one scale.  Prints TAP without numbers.
 *
 * found TRUE.xml DRAFT.xml [SCALE...]: of these scales (survey.scale) neither names nor texts tell
 * that their items belong together; for them it is enough that the items are there. */
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static xmlNode *
first(const xmlNode *parent, const char *name)
{
  xmlNode *c = parent->children;
  while (c && (c->type != XML_ELEMENT_NODE || strcmp((const char *)c->name, name) != 0))
    c = c->next;
  return c;
}

static xmlNode *
next(const xmlNode *node, const char *name)
{
  xmlNode *c = node->next;
  while (c && (c->type != XML_ELEMENT_NODE || strcmp((const char *)c->name, name) != 0))
    c = c->next;
  return c;
}

static const char *
attribute(const xmlNode *node, const char *name)
{
  const xmlAttr *const a = xmlHasProp(node, (const xmlChar *)name);
  return a && a->children ? (const char *)a->children->content : "";
}

static const char *
last_part(const char *path)
{
  const char *const slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/* True when the draft's survey is of the same side and the same file. */
static bool
is_same_survey(const xmlNode *a, const xmlNode *b)
{
  return strcmp(attribute(a, "side"), attribute(b, "side")) == 0 &&
         strcmp(last_part(attribute(a, "file")), last_part(attribute(b, "file"))) == 0;
}

static bool
has_item(const xmlNode *scale, const char *column)
{
  for (const xmlNode *i = first(scale, "item"); i; i = next(i, "item"))
    if (strcmp(attribute(i, "column"), column) == 0)
      return true;
  return false;
}

typedef struct counts {
  unsigned items, found, together; /* together: in the scale of the draft that has most of them */
} counts;

static counts
count_scale(const xmlNode *survey, const xmlNode *scale, const xmlNode *draft)
{
  counts n = {0};
  for (const xmlNode *i = first(scale, "item"); i; i = next(i, "item")) {
    bool is_found = false;
    for (const xmlNode *v = first(draft, "survey"); v; v = next(v, "survey"))
      for (const xmlNode *s = first(v, "scale"); s && is_same_survey(survey, v); s = next(s, "scal"
                                                                                             "e"))
        is_found |= has_item(s, attribute(i, "column"));
    n.items++;
    n.found += is_found;
  }
  for (const xmlNode *v = first(draft, "survey"); v; v = next(v, "survey"))
    for (const xmlNode *s = first(v, "scale"); s && is_same_survey(survey, v); s = next(s, "scal"
                                                                                           "e")) {
      unsigned here = 0;
      for (const xmlNode *i = first(scale, "item"); i; i = next(i, "item"))
        here += has_item(s, attribute(i, "column"));
      n.together = here > n.together ? here : n.together;
    }
  return n;
}

static void
check_unit(const xmlNode *survey, const xmlNode *draft)
{
  const char *met = "";
  bool is_same = false;
  for (const xmlNode *v = first(draft, "survey"); v; v = next(v, "survey"))
    if (is_same_survey(survey, v)) {
      met = attribute(v, "unit");
      is_same |= strcmp(met, attribute(survey, "unit")) == 0;
    }
  printf("%s - %s: the unit column %s%s%s\n", is_same ? "ok" : "not ok", attribute(survey, "id"),
         attribute(survey, "unit"), is_same ? "" : ", and not ", is_same ? "" : met);
}

int
main(int argc, char **argv)
{
  xmlDoc *const truth = argc > 2 ? xmlReadFile(argv[1], NULL, 0) : NULL;
  xmlDoc *const drafted = argc > 2 ? xmlReadFile(argv[2], NULL, 0) : NULL;
  if (!truth || !drafted)
    return 99;
  const xmlNode *const root = xmlDocGetRootElement(truth), *const draft =
                                                               xmlDocGetRootElement(drafted);
  unsigned items = 0, found = 0;
  for (const xmlNode *v = first(root, "survey"); v; v = next(v, "survey")) {
    check_unit(v, draft);
    for (const xmlNode *s = first(v, "scale"); s; s = next(s, "scale")) {
      char name[200];
      snprintf(name, sizeof name, "%s.%s", attribute(v, "id"), attribute(s, "id"));
      bool tells = true;
      for (int i = 3; i < argc; i++)
        tells = tells && strcmp(argv[i], name) != 0;
      const counts n = count_scale(v, s, draft);
      items += n.items;
      found += n.found;
      if (tells)
        printf("%s - %s: %u of %u items stand together\n",
               n.together * 10 >= n.items * 9 ? "ok" : "not ok", name, n.together, n.items);
    }
  }
  printf("%s - %u of %u items are there\n", found * 10 >= items * 9 ? "ok" : "not ok", found,
         items);
  xmlFreeDoc(truth);
  xmlFreeDoc(drafted);
  return 0;
}
