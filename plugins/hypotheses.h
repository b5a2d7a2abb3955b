/* The hypotheses of one kind among those that a study declares. */
#ifndef OM_PLUGINS_HYPOTHESES_H
#define OM_PLUGINS_HYPOTHESES_H

#include <orgmirror/plugin.h>

#include <string.h>

/* The one after `previous` (NULL: the first), in the order of study.xml; NULL after the last. */
static inline const om_hypothesis *
next_hypothesis(const om_study *s, const char *kind, const om_hypothesis *previous)
{
  for (uint32_t i = previous ? previous->index + 1 : 0; i < s->n_hypotheses; i++)
    if (strcmp(s->hypotheses[i]->kind, kind) == 0)
      return s->hypotheses[i];
  return NULL;
}

static inline uint32_t
count_hypotheses(const om_study *s, const char *kind)
{
  uint32_t n = 0;
  for (const om_hypothesis *h = NULL; (h = next_hypothesis(s, kind, h));)
    n++;
  return n;
}

/* How many scales they name, together. */
static inline size_t
count_terms(const om_study *s, const char *kind)
{
  size_t n = 0;
  for (const om_hypothesis *h = NULL; (h = next_hypothesis(s, kind, h));)
    n += h->n_terms;
  return n;
}

#endif
