/* What a study declares before its data are seen: pairs, hypotheses, controls; and their digest. */
#include "data/study.h"

#include "base/map.h"
#include "base/text.h"
#include "base/xml.h"

#include <stdlib.h>
#include <string.h>

uint32_t
study_scale_named(arena *memory, const study *s, unsigned line, const char *attribute,
                  const char *wanted, diags *d)
{
  text there = text_new(memory);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    if (strcmp(s->scales[i].name, wanted) == 0)
      return i;
    text_addf(&there, "%s%s", i ? ", " : "", s->scales[i].name);
  }
  diag_error(d, "S104", s->path, line, NULL, arena_printf(memory, "use one of %s", there.at),
             "%s=\"%s\" names no scale", attribute, wanted);
  return UINT32_MAX;
}

/* --- lists of scales ------------------------------------------------------------------------- */

static const char white[] = " \t\r\n";

static uint32_t
count_names(const char *list)
{
  uint32_t n = 0;
  for (list += strspn(list, white); *list; list += strspn(list, white), n++)
    list += strcspn(list, white);
  return n;
}

/* The next name of a list, which is moved on; NULL at its end. */
static const char *
next_name(arena *memory, const char **list)
{
  *list += strspn(*list, white);
  const size_t n = strcspn(*list, white);
  const char *const name = n ? arena_copy(memory, *list, n) : NULL;
  *list += n;
  return name;
}

/* --- hypotheses ------------------------------------------------------------------------------ */

static bool
is_role(const xmlAttr *a)
{
  const char *const name = (const char *)a->name;
  return !a->ns && strcmp(name, "kind") != 0 && strcmp(name, "claim") != 0;
}

static void
read_hypothesis(arena *memory, const xmlNode *node, const study *s, diags *d, study_hypothesis *h)
{
  *h = (study_hypothesis){.kind = xml_attribute(memory, node, "kind", ""),
                          .claim = xml_attribute(memory, node, "claim", ""),
                          .line = xml_line(node)};
  uint32_t n = 0;
  for (const xmlAttr *a = node->properties; a; a = a->next)
    if (is_role(a))
      n += count_names(xml_attribute(memory, node, (const char *)a->name, ""));
  h->terms = arena_many(memory, n, study_term);
  for (const xmlAttr *a = node->properties; a; a = a->next) {
    if (!is_role(a))
      continue;
    const char *const role = arena_string(memory, (const char *)a->name);
    const char *list = xml_attribute(memory, node, role, ""), *name;
    while ((name = next_name(memory, &list))) {
      const uint32_t scale = study_scale_named(memory, s, h->line, role, name, d);
      if (scale != UINT32_MAX)
        h->terms[h->n_terms++] = (study_term){role, scale};
    }
  }
}

static void
read_controls(arena *memory, const xmlNode *node, study *s, diags *d)
{
  const char *list = xml_attribute(memory, node, "scales", ""), *name;
  s->controls_line = xml_line(node);
  s->within_parent = strcmp(xml_attribute(memory, node, "within-parent", "no"), "yes") == 0;
  s->controls = arena_many(memory, count_names(list), uint32_t);
  while ((name = next_name(memory, &list))) {
    const uint32_t scale = study_scale_named(memory, s, s->controls_line, "scales", name, d);
    if (scale != UINT32_MAX)
      s->controls[s->n_controls++] = scale;
  }
}

void
study_plan_read(arena *memory, const xmlNode *root, study *s, diags *d)
{
  uint32_t n = 0;
  for (const xmlNode *c = xml_child(root, "hypothesis"); c; c = xml_next(c, "hypothesis"))
    n++;
  s->hypotheses = arena_many(memory, n, study_hypothesis);
  for (const xmlNode *c = xml_child(root, "hypothesis"); c; c = xml_next(c, "hypothesis"))
    read_hypothesis(memory, c, s, d, &s->hypotheses[s->n_hypotheses++]);
  const xmlNode *const controls = xml_child(root, "controls");
  if (controls)
    read_controls(memory, controls, s, d);
}

/* --- what the schema cannot see -------------------------------------------------------------- */

static void
check_has_units(const study *s, uint32_t scale, unsigned line, diags *d)
{
  const study_survey *const of = &s->surveys[s->scales[scale].survey];
  if (!of->unit_column)
    diag_error(d, "S193", s->path, line, "it is tested unit by unit",
               "name the unit column of the survey: unit=\"...\"",
               "%s is of the survey %s, which has no units", s->scales[scale].name, of->id);
}

void
study_plan_check(const study *s, diags *d)
{
  for (uint32_t i = 0; i < s->n_hypotheses; i++) {
    const study_hypothesis *const h = &s->hypotheses[i];
    for (uint32_t t = 0; t < h->n_terms; t++) {
      check_has_units(s, h->terms[t].scale, h->line, d);
      for (uint32_t before = 0; before < t; before++)
        if (h->terms[before].scale == h->terms[t].scale)
          diag_error(d, "S194", s->path, h->line, "a scale always goes with itself",
                     "name another scale", "%s stands in the hypothesis twice",
                     s->scales[h->terms[t].scale].name);
    }
  }
  for (uint32_t i = 0; i < s->n_controls; i++) {
    check_has_units(s, s->controls[i], s->controls_line, d);
    for (uint32_t p = 0; p < s->n_pairs; p++)
      if (s->pairs[p].inside == s->controls[i] || s->pairs[p].outside == s->controls[i])
        diag_error(d, "S195", s->path, s->controls_line,
                   "what is held constant cannot go with anything",
                   "take it out of the pair or out of the controls",
                   "%s is a control and in a pair", s->scales[s->controls[i]].name);
    for (uint32_t before = 0; before < i; before++)
      if (s->controls[before] == s->controls[i])
        diag_error(d, "S194", s->path, s->controls_line, NULL, "remove one",
                   "%s is a control twice", s->scales[s->controls[i]].name);
  }
}

/* --- the digest ------------------------------------------------------------------------------ */

/* Lines of the plan, in an order that does not depend on that of the study. */
typedef struct lines {
  arena *memory;
  const char **at;
  size_t n, capacity;
} lines;

static void
add_scale(lines *l, const study *s, uint32_t index)
{
  const study_scale *const x = &s->scales[index];
  text t = text_new(l->memory);
  text_addf(&t, "scale %s %u %u %u", x->name, x->values, x->direction, x->min_items);
  for (uint32_t i = 0; i < x->n_items; i++) {
    text_addf(&t, " [%s] %d ", x->items[i].column, x->items[i].reversed);
    text_add_double(&t, x->items[i].min);
    text_add(&t, " ");
    text_add_double(&t, x->items[i].max);
  }
  const char *const line = t.at;
  arena_push(l->memory, l, line);
}

static void
add_hypothesis(lines *l, const study *s, const study_hypothesis *h)
{
  text t = text_new(l->memory);
  text_addf(&t, "hypothesis %s %s", h->kind, h->claim);
  for (uint32_t i = 0; i < h->n_terms; i++)
    text_addf(&t, " %s=%s", h->terms[i].role, s->scales[h->terms[i].scale].name);
  const char *const line = t.at;
  arena_push(l->memory, l, line);
}

static int
by_text(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_in_plan(const study *s, uint32_t scale)
{
  for (uint32_t i = 0; i < s->n_pairs; i++)
    if (s->pairs[i].inside == scale || s->pairs[i].outside == scale)
      return true;
  for (uint32_t i = 0; i < s->n_hypotheses; i++)
    for (uint32_t t = 0; t < s->hypotheses[i].n_terms; t++)
      if (s->hypotheses[i].terms[t].scale == scale)
        return true;
  for (uint32_t i = 0; i < s->n_controls; i++)
    if (s->controls[i] == scale)
      return true;
  return s->scales[scale].facet || s->scales[scale].outcome;
}

/* Which files hold the answers, labels and titles are no part of it: next quarter's study has the
 * same plan. */
void
study_plan_digest(arena *memory, study *s)
{
  lines l = {.memory = memory};
  text head = text_new(memory);
  text_addf(&head, "minimum %u, outside %u, within-parent %d, meaningful ", s->minimum_group,
            s->minimum_outside, s->within_parent);
  text_add_double(&head, s->meaningful);
  const char *line = head.at;
  arena_push(memory, &l, line);
  for (uint32_t i = 0; i < s->n_scales; i++)
    if (is_in_plan(s, i)) {
      add_scale(&l, s, i);
      line = arena_printf(memory, "role %s %s %s", s->scales[i].name,
                          study_facet_name(s->scales[i].facet),
                          study_outcome_name(s->scales[i].outcome));
      arena_push(memory, &l, line);
    }
  for (uint32_t i = 0; i < s->n_pairs; i++) {
    const study_pair *const p = &s->pairs[i];
    line = arena_printf(memory, "pair %s %s %d %s", s->scales[p->inside].name,
                        s->scales[p->outside].name, p->sign, p->claim);
    arena_push(memory, &l, line);
  }
  for (uint32_t i = 0; i < s->n_hypotheses; i++)
    add_hypothesis(&l, s, &s->hypotheses[i]);
  for (uint32_t i = 0; i < s->n_controls; i++) {
    line = arena_printf(memory, "control %s", s->scales[s->controls[i]].name);
    arena_push(memory, &l, line);
  }
  qsort(l.at, l.n, sizeof *l.at, by_text);
  text all = text_new(memory);
  for (size_t i = 0; i < l.n; i++)
    text_addf(&all, "%s\n", l.at[i]);
  char hex[65];
  digest_hex(digest_of(all.at, all.n), hex);
  s->plan = arena_string(memory, hex);
}
