/* Two reports side by side: which number of one is which of the other. */
#include "report/change_read.h"

#include "base/xml.h"

#include <math.h>
#include <string.h>

const char *const change_abouts[] = {"side",      "survey",    "scale",      "item",
                                     "inside",    "outside",   "unit",       "wave",
                                     "with-item", "with-unit", "hypothesis", NULL};

const char *
change_attribute(const xmlNode *node, const char *name)
{
  for (const xmlAttr *a = node->properties; a; a = a->next)
    if (!a->ns && strcmp((const char *)a->name, name) == 0)
      return a->children && a->children->content ? (const char *)a->children->content : "";
  return NULL;
}

static bool
is_same(const xmlNode *a, const xmlNode *b, const char *name)
{
  const char *const x = change_attribute(a, name), *const y = change_attribute(b, name);
  return x && y ? strcmp(x, y) == 0 : x == y;
}

/* --- estimates ------------------------------------------------------------------------------- */

static const char *
key_of(arena *memory, const xmlNode *section, const xmlNode *estimate)
{
  text t = text_new(memory);
  text_addf(&t, "%s\n%s", change_attribute(section, "plugin"),
            change_attribute(estimate, "statistic"));
  for (const char *const *about = change_abouts; *about; about++) {
    const char *const value = change_attribute(estimate, *about);
    text_add(&t, "\n");
    text_add(&t, value ? value : "");
  }
  return t.at;
}

static void
remember(arena *memory, map *keys, xmlNode ***nodes, size_t *capacity, const char *key,
         xmlNode *node)
{
  const uint32_t before = keys->n;
  const uint32_t i = map_add(keys, key, strlen(key));
  if (i < before)
    return; /* the first counts */
  *nodes = arena_room(memory, *nodes, i, capacity, sizeof **nodes);
  (*nodes)[i] = node;
}

static change_report
read_report(arena *memory, xmlDoc *doc)
{
  change_report r = {.keys = map_new(memory), .ids = map_new(memory)};
  r.root = xmlDocGetRootElement(doc);
  r.head = xml_child(r.root, "head");
  for (xmlNode *s = xml_child(r.root, "section"); s; s = xml_next(s, "section"))
    for (xmlNode *e = xml_child(s, "estimate"); e; e = xml_next(e, "estimate")) {
      remember(memory, &r.keys, &r.by_key, &r.capacity, key_of(memory, s, e), e);
      remember(memory, &r.ids, &r.by_id, &r.ids_capacity, change_attribute(e, "id"), e);
    }
  return r;
}

static double
number(const xmlNode *node, const char *name)
{
  const char *const text = change_attribute(node, name);
  double x;
  return text && number_parse((span){text, strlen(text)}, '.', &x) ? x : NAN;
}

change_number
change_number_of(xmlNode *estimate)
{
  if (!estimate)
    return (change_number){NULL, false, NAN, NAN, NAN, NAN};
  return (change_number){estimate,
                         change_attribute(estimate, "withheld") != NULL,
                         number(estimate, "value"),
                         number(estimate, "lo"),
                         number(estimate, "hi"),
                         number(estimate, "n")};
}

change_number
change_number_after(const change_pair *p, const char *id)
{
  const uint32_t i = id ? map_find(&p->after.ids, id, strlen(id)) : MAP_NONE;
  return change_number_of(i == MAP_NONE ? NULL : p->after.by_id[i]);
}

/* --- the same thing -------------------------------------------------------------------------- */

static bool
is_same_scale(const xmlNode *a, const xmlNode *b)
{
  if (!is_same(a, b, "direction") || !is_same(a, b, "min") || !is_same(a, b, "max") ||
      !is_same(a, b, "min-items"))
    return false;
  const xmlNode *x = xml_child(a, "item"), *y = xml_child(b, "item");
  for (; x && y; x = xml_next(x, "item"), y = xml_next(y, "item"))
    if (!is_same(x, y, "id") || !is_same(x, y, "reversed"))
      return false;
  return !x && !y;
}

static const xmlNode *
scale_named(const change_report *r, const char *id)
{
  for (const xmlNode *v = xml_child(r->head, "survey"); v; v = xml_next(v, "survey"))
    for (const xmlNode *s = xml_child(v, "scale"); s; s = xml_next(s, "scale"))
      if (strcmp(change_attribute(s, "id"), id) == 0)
        return s;
  return NULL;
}

/* Scales that are the same in both; whether all are. */
static bool
find_same_scales(change_pair *p)
{
  bool is_all = true;
  for (const xmlNode *v = xml_child(p->after.head, "survey"); v; v = xml_next(v, "survey"))
    for (const xmlNode *s = xml_child(v, "scale"); s; s = xml_next(s, "scale")) {
      const char *const id = change_attribute(s, "id");
      const xmlNode *const other = scale_named(&p->before, id);
      if (other && is_same_scale(s, other))
        map_add(&p->same_scales, id, strlen(id));
      else
        is_all = false;
    }
  return is_all;
}

change_pair
change_pair_make(arena *memory, xmlDoc *before, xmlDoc *after)
{
  change_pair p = {.memory = memory,
                   .before = read_report(memory, before),
                   .after = read_report(memory, after),
                   .same_scales = map_new(memory)};
  const bool is_all = find_same_scales(&p);
  const xmlNode *const x = xml_child(p.before.head, "study"), *const y =
                                                                  xml_child(p.after.head, "study");
  p.is_one_plan = is_all && change_attribute(x, "plan") && is_same(x, y, "plan");
  return p;
}

xmlNode *
change_section_before(const change_pair *p, const xmlNode *section)
{
  xmlNode *s = xml_child(p->before.root, "section");
  while (s && !is_same(s, section, "plugin"))
    s = xml_next(s, "section");
  if (!s || !is_same(s, section, "version"))
    return NULL;
  const xmlNode *x = xml_child(s, "option"), *y = xml_child(section, "option");
  for (; x && y; x = xml_next(x, "option"), y = xml_next(y, "option"))
    if (!is_same(x, y, "id") || !is_same(x, y, "value"))
      return NULL;
  return x || y ? NULL : s;
}

/* False when something that it names, or all that it could be made from, differs. */
static bool
is_alike(const change_pair *p, const xmlNode *estimate)
{
  static const char *const scales[] = {"scale", "inside", "outside"};
  bool names_scale = false;
  for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
    const char *const id = change_attribute(estimate, scales[i]);
    if (id && map_find(&p->same_scales, id, strlen(id)) == MAP_NONE)
      return false;
    names_scale |= id != NULL;
  }
  if (change_attribute(estimate, "wave"))
    return false;
  return p->is_one_plan || (names_scale && !change_attribute(estimate, "hypothesis"));
}

change_number
change_number_before(const change_pair *p, const xmlNode *section, const change_number *after,
                     bool *is_unlike)
{
  const char *const key = key_of(p->memory, section, after->node);
  const uint32_t i = map_find(&p->before.keys, key, strlen(key));
  *is_unlike = i != MAP_NONE && !is_alike(p, after->node);
  return change_number_of(i == MAP_NONE || *is_unlike ? NULL : p->before.by_key[i]);
}
