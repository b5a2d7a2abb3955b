/* Comments word for word. */
#include "report/verbatims.h"

#include "base/hash.h"
#include "data/gate.h"
#include "data/mask.h"

#include <stdlib.h>
#include <string.h>

/* A masked comment, by what its order is drawn from: its words alone, so that neither the export
 * nor who wrote it shows in where it stands. */
typedef struct drawn {
  hash128 ticket;
  uint32_t group;
  const char *text; /* NULL: not to be shown */
} drawn;

typedef struct making {
  arena *memory;
  const study *study;
  const units *units;
  const survey_data *data;
  const summary *summary;
  uint32_t elsewhere; /* number of the group of all other units */
} making;

static int
by_ticket(const void *a, const void *b)
{
  const drawn *const x = a, *const y = b;
  if (x->group != y->group)
    return x->group < y->group ? -1 : 1;
  if (x->ticket.a != y->ticket.a)
    return x->ticket.a < y->ticket.a ? -1 : 1;
  return (x->ticket.b > y->ticket.b) - (x->ticket.b < y->ticket.b);
}

/* --- masking --------------------------------------------------------------------------------- */

static void
allow_words_of_study(mask *m, const study *s)
{
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const study_scale *const scale = &s->scales[i];
    mask_allow(m, scale->label);
    for (uint32_t j = 0; j < scale->n_items; j++) {
      const study_item *const item = &scale->items[j];
      mask_allow(m, item->text);
      for (uint32_t w = 0; item->theme && w < item->theme->n_words; w++)
        mask_allow(m, item->theme->words[w]);
    }
  }
}

/* Whether it is told how many wrote: of a unit, or with 0 of everybody. */
static bool
is_told(const making *k, const om_scale *themes, uint32_t unit_plus_1)
{
  const about subject = {.survey = themes->survey->index + 1,
                         .scale = themes->index + 1,
                         .item = 1,
                         .unit = unit_plus_1};
  return !gate_ask(k->summary, subject, OM_N_ANSWERED).is_withheld;
}

/* The group of a unit: its own, or that of all others. */
static uint32_t
group_of(const making *k, const om_scale *themes, uint32_t number)
{
  if (number == UNIT_NONE)
    return k->elsewhere;
  const uint32_t unit = k->units->place[number];
  return is_told(k, themes, unit + 1) ? unit : k->elsewhere;
}

static void
mask_all(const making *k, mask *m, const om_scale *themes, drawn *out)
{
  const survey_data *const data = k->data;
  allow_words_of_study(m, k->study);
  mask_forbid(m, data->survey->names);
  for (uint64_t i = 0; i < data->n_comments; i++)
    mask_learn(m, data->comments[i].text);
  for (uint64_t i = 0; i < data->n_comments; i++) {
    const char *const text = mask_comment(m, data->comments[i].text);
    out[i] = (drawn){hash_new(), group_of(k, themes, data->comments[i].unit), text};
    hash_bytes(&out[i].ticket, text ? text : "", text ? strlen(text) : 0);
  }
  if (data->n_comments)
    qsort(out, data->n_comments, sizeof *out, by_ticket);
}

/* --- groups ---------------------------------------------------------------------------------- */

/* Units, and people without one, whose comments are among those of all others. */
static uint32_t
n_elsewhere(const making *k, const om_scale *themes)
{
  bool *const is_seen = arena_many(k->memory, k->units->n + 1, bool);
  uint32_t n = 0;
  for (uint64_t i = 0; i < k->data->n_comments; i++) {
    const uint32_t number = k->data->comments[i].unit;
    if (group_of(k, themes, number) != k->elsewhere)
      continue;
    bool *const seen = &is_seen[number == UNIT_NONE ? k->units->n : k->units->place[number]];
    n += !*seen;
    *seen = true;
  }
  return n;
}

static verbatim_group
group_from(const making *k, const drawn *from, size_t n)
{
  const char **const comments = arena_many(k->memory, n, const char *);
  verbatim_group g = {.comments = comments};
  for (size_t i = 0; i < n; i++)
    if (from[i].text)
      comments[g.n++] = from[i].text;
  g.n_unshown = n - g.n;
  if (from->group != k->elsewhere) {
    g.unit = k->units->at[from->group].id;
    g.label = k->units->at[from->group].label;
  }
  return g;
}

static verbatims
make_survey(const making *k, mask *m)
{
  const om_scale *const themes = k->summary->study->scales[k->data->survey->first_scale];
  const size_t n = k->data->n_comments;
  drawn *const all = arena_many(k->memory, n, drawn);
  verbatim_group *const groups = arena_many(k->memory, k->units->n + 1, verbatim_group);
  verbatims out = {.survey = k->data->survey, .groups = groups};
  mask_all(k, m, themes, all);
  /* Sorted last: where it comes first, no unit is told by itself, and they are everybody. */
  const bool is_everybody = n && all[0].group == k->elsewhere && is_told(k, themes, 0);
  const bool is_mixed = is_everybody || n_elsewhere(k, themes) > 1;
  for (size_t i = 0, end; i < n; i = end) {
    for (end = i + 1; end < n && all[end].group == all[i].group;)
      end++;
    if (end - i >= study_minimum(k->study, k->data->survey) &&
        (is_mixed || all[i].group != k->elsewhere))
      groups[out.n_groups++] = group_from(k, all + i, end - i);
  }
  return out;
}

const verbatims *
verbatims_make(arena *memory, const study *s, const units *u, const survey_data *data,
               const summary *summary, diags *d, size_t *n)
{
  verbatims *const out = arena_many(memory, s->n_surveys, verbatims);
  *n = 0;
  for (uint32_t v = 0; v < s->n_surveys; v++) {
    if (!s->surveys[v].shows_comments)
      continue;
    mask *const m = mask_new(memory);
    if (!m) {
      diag_warning(d, "G022", s->path, s->surveys[v].line, "names are known by their capitals",
                   "install the locale C.UTF-8",
                   "the comments of %s are not shown: this system cannot tell letters",
                   s->surveys[v].id);
      continue;
    }
    const making k = {memory, s, u, &data[v], summary, (uint32_t)u->n};
    out[(*n)++] = make_survey(&k, m);
    mask_free(m);
  }
  return out;
}
