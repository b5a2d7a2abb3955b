/* Which plugins run on this study, with which options: checked before anything runs. */
#include "base/catalogue.h"
#include "base/template.h"
#include "base/text.h"
#include "host/options.h"
#include "host/order.h"

#include "config.h"

#include <string.h>

/* What the ids of the plugins that came with the program begin with. */
#define OWN_IDS "org.orgmirror."

/* --- the plan -------------------------------------------------------------------------------- */

/* True when a list of names separated by commas names the plugin. */
static bool
lists(arena *memory, const plugins *all, const char *list, const plugin *p)
{
  while (list && *list) {
    const size_t n = strcspn(list, ",");
    if (plugins_named(all, arena_copy(memory, list, n)) == p)
      return true;
    list += n + (list[n] == ',');
  }
  return false;
}

/* A name of --only or --skip that no plugin has. */
static void
check_names(arena *memory, const plugins *all, const char *option, const char *list, diags *d)
{
  while (list && *list) {
    const size_t n = strcspn(list, ",");
    const char *const name = arena_copy(memory, list, n);
    if (!plugins_named(all, name))
      diag_error(d, "U003", NULL, 0, NULL, "orgmirror plugins lists them",
                 "%s: there is no plugin \"%s\"", option, name);
    list += n + (list[n] == ',');
  }
}

/* --- hypotheses ------------------------------------------------------------------------------ */

static const char *
roles_of(arena *memory, const declared_form *f)
{
  text t = text_new(memory);
  for (uint32_t i = 0; i < f->n_roles; i++)
    text_addf(&t, "%s%s%s", i ? ", " : "", f->roles[i].id,
              f->roles[i].at_least ? "" : " (may be left out)");
  return t.at;
}

/* One role of the form: how many scales fill it, and whether they are of the right side. */
static void
check_role(const study *s, const study_hypothesis *h, const declared_role *r, diags *d)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < h->n_terms; i++) {
    if (strcmp(h->terms[i].role, r->id) != 0)
      continue;
    const study_scale *const scale = &s->scales[h->terms[i].scale];
    n++;
    if (r->side && s->surveys[scale->survey].side != r->side)
      diag_error(d, "S192", s->path, h->line, r->help, "name a scale of the other side",
                 "%s=\"%s\" of the hypothesis %s is of the %s", r->id, scale->name, h->kind,
                 r->side == OM_INSIDE ? "outside" : "inside");
  }
  if (n < r->at_least)
    diag_error(d, "S191", s->path, h->line, r->help,
               arena_printf(d->memory, "add %s=\"survey.scale\"%s", r->id,
                            r->at_least > 1 ? ", several with spaces between" : ""),
               "the hypothesis %s has %u of the %u or more scales that are its %s", h->kind, n,
               r->at_least, r->id);
  if (n > r->at_most)
    diag_error(d, "S191", s->path, h->line, r->help, "remove some, or declare another hypothesis",
               "the hypothesis %s has %u scales as its %s, and %u is the most", h->kind, n, r->id,
               r->at_most);
}

static void
check_form(arena *memory, const study *s, const study_hypothesis *h, const declared_form *f,
           diags *d)
{
  for (uint32_t i = 0; i < h->n_terms; i++) {
    bool is_known = false;
    for (uint32_t r = 0; r < f->n_roles; r++)
      is_known |= strcmp(f->roles[r].id, h->terms[i].role) == 0;
    if (!is_known)
      diag_error(d, "S191", s->path, h->line, NULL,
                 arena_printf(memory, "its roles are %s", roles_of(memory, f)),
                 "a hypothesis %s has no role \"%s\"", h->kind, h->terms[i].role);
  }
  for (uint32_t r = 0; r < f->n_roles; r++)
    check_role(s, h, &f->roles[r], d);
}

/* Each against the first plugin that takes its kind. */
static void
check_hypotheses(arena *memory, const plugins *all, const study *s, diags *d)
{
  for (uint32_t i = 0; i < s->n_hypotheses; i++) {
    const study_hypothesis *const h = &s->hypotheses[i];
    text there = text_new(memory);
    bool is_known = false;
    for (size_t p = 0; p < all->n; p++) {
      const description *const x = all->at[p].description;
      for (uint32_t f = 0; x && f < x->n_forms && !is_known; f++) {
        is_known = strcmp(x->forms[f].kind, h->kind) == 0;
        if (is_known)
          check_form(memory, s, h, &x->forms[f], d);
        text_addf(&there, "%s%s", there.n ? ", " : "", x->forms[f].kind);
      }
    }
    if (!is_known)
      diag_error(d, "S190", s->path, h->line, NULL,
                 there.n ? arena_printf(memory, "use one of %s, or add the plugin", there.at)
                         : "add the folder of the plugin with --plugin-path",
                 "no plugin tests a hypothesis of the kind \"%s\"", h->kind);
  }
}

static const study_analysis *
analysis_of(const plugins *all, const study *s, const plugin *p)
{
  for (uint32_t i = 0; i < s->n_analyses; i++)
    if (plugins_named(all, s->analyses[i].plugin) == p)
      return &s->analyses[i];
  return NULL;
}

static bool
needs(const plugin *p, uint32_t kind)
{
  for (uint32_t i = 0; i < p->description->n_needs; i++)
    if (p->description->needs[i].kind == kind)
      return true;
  return false;
}

/* True when it tests declared hypotheses and the study declares none of its kinds. */
static bool
lacks_hypotheses(const plugin *p, const study *s)
{
  for (uint32_t i = 0; i < s->n_hypotheses; i++)
    for (uint32_t f = 0; f < p->description->n_forms; f++)
      if (strcmp(s->hypotheses[i].kind, p->description->forms[f].kind) == 0)
        return false;
  return needs(p, OM_NEED_HYPOTHESES);
}

/* NULL when the plugin may see single answers. */
static const char *
refuse_rows(arena *memory, const plugin *p, const study_analysis *a)
{
  char hex[65];
  if (!a || !a->rows)
    return N_("it needs to see single answers, which the study does not allow: <analysis "
              "rows=\"yes\"> would");
  if (a->sha256 || (p->file->is_own && strncmp(p->id, OWN_IDS, sizeof OWN_IDS - 1) == 0))
    return NULL;
  digest_hex(p->file->sha256, hex);
  return arena_printf(memory,
                      N_("it needs to see single answers, and it did not come with the program: "
                         "the study allows that to a file by its checksum alone, which would be "
                         "sha256=\"{sha=%s}\""),
                      hex);
}

/* NULL when the file is the one that the study names, if it names one. */
static const char *
refuse_file(arena *memory, const plugin *p, const study_analysis *a)
{
  char hex[65];
  digest_hex(p->file->sha256, hex);
  if (!a || !a->sha256 || strcmp(a->sha256, hex) == 0)
    return NULL;
  return arena_printf(memory,
                      N_("the study names the file with SHA-256 {named=%s}, and this one has "
                         "{own=%s}"),
                      a->sha256, hex);
}

static planned
plan_one(arena *memory, const plugins *all, const plugin *p, const study *s, const char *only,
         const char *skip, diags *d)
{
  planned x = {.plugin = p, .analysis = analysis_of(all, s, p), .outcome = OUTCOME_SKIPPED};
  if (only ? !lists(memory, all, only, p) : lists(memory, all, skip, p)) {
    x.reason = only ? N_("--only names others") : N_("--skip names it");
  } else if (x.analysis && !x.analysis->run) {
    x.reason = N_("the study says run=\"no\"");
  } else if (!p->description || (x.reason = refuse_file(memory, p, x.analysis))) {
    x.outcome = OUTCOME_FAILED;
    x.reason = p->description ? x.reason : template_quote(memory, p->why);
  } else {
    x.options = options_take(memory, p, s, x.analysis, d);
    x.is_run = true;
    /* What it lacks first is what the report says: rows would be of no use to it. */
    x.wants_rows = needs(p, OM_NEED_ROWS) && !lacks_hypotheses(p, s);
    x.wants_pairwise = needs(p, OM_NEED_PAIRWISE);
    x.wants_gaps = needs(p, OM_NEED_GAPS);
    if (x.wants_rows && (x.reason = refuse_rows(memory, p, x.analysis))) {
      x.is_run = x.wants_rows = false;
      x.outcome = OUTCOME_NOT_APPLICABLE;
    }
  }
  x.why = x.reason ? template_plain(memory, x.reason) : NULL;
  return x;
}

plan
plan_make(arena *memory, const plugins *all, const study *s, const char *only, const char *skip,
          diags *d)
{
  check_names(memory, all, "--only", only, d);
  check_names(memory, all, "--skip", skip, d);
  for (uint32_t i = 0; i < s->n_analyses; i++)
    if (!plugins_named(all, s->analyses[i].plugin))
      diag_error(d, "S172", s->path, s->analyses[i].line,
                 "no plugin, or more than one, goes by that name",
                 "orgmirror plugins lists what is there; --plugin-path adds folders",
                 "the analysis \"%s\" cannot be run", s->analyses[i].plugin);
  for (uint32_t i = 0; i < s->n_analyses; i++)
    for (uint32_t j = 0; j < i; j++)
      if (strcmp(s->analyses[i].plugin, s->analyses[j].plugin) != 0 &&
          plugins_named(all, s->analyses[i].plugin) &&
          plugins_named(all, s->analyses[i].plugin) == plugins_named(all, s->analyses[j].plugin))
        diag_error(d, "S160", s->path, s->analyses[i].line, NULL, "join the two",
                   "the analysis \"%s\" is there twice", s->analyses[i].plugin);
  check_hypotheses(memory, all, s, d);
  plan p = {.at = arena_many(memory, all->n, planned), .n = all->n};
  for (size_t i = 0; i < all->n; i++) {
    p.at[i] = plan_one(memory, all, &all->at[i], s, only, skip, d);
    p.wants_rows |= p.at[i].wants_rows;
    p.wants_pairwise |= p.at[i].wants_pairwise && p.at[i].is_run;
    p.wants_gaps |= p.at[i].wants_gaps && p.at[i].is_run;
  }
  order_make(memory, &p);
  return p;
}

void
plan_keep_rows(plan *p)
{
  for (size_t i = 0; i < p->n; i++)
    if (p->at[i].wants_rows) {
      p->at[i].is_run = p->at[i].wants_rows = false;
      p->at[i].outcome = OUTCOME_SKIPPED;
      p->at[i].why = p->at[i].reason = N_("single answers are not given to what runs inside the "
                                          "program (--in-process)");
    }
  p->wants_rows = false;
}

/* --- needs ----------------------------------------------------------------------------------- */

static uint32_t
count_scales(const om_study *s, uint32_t side)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_scales; i++)
    n += !s->scales[i]->survey->comments && (!side || s->scales[i]->survey->side == side);
  return n;
}

/* Of answers, or of comments. */
static uint32_t
count_respondent_surveys(const om_study *s, uint32_t side, bool of_comments)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_surveys; i++)
    n += s->surveys[i]->level == OM_LEVEL_RESPONDENT &&
         (s->surveys[i]->comments != 0) == of_comments && (!side || s->surveys[i]->side == side);
  return n;
}

static uint32_t
count_roles(const om_study *s, bool outcomes)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_scales; i++)
    n += *(outcomes ? s->scales[i]->outcome : s->scales[i]->facet) != '\0';
  return n;
}

static uint32_t
count_hypotheses(const om_study *s, const description *x)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_hypotheses; i++)
    for (uint32_t f = 0; f < x->n_forms; f++)
      n += strcmp(s->hypotheses[i]->kind, x->forms[f].kind) == 0;
  return n;
}

static bool
is_met(const declared_need *need, const description *x, const om_study *s)
{
  switch (need->kind) {
  case OM_NEED_HYPOTHESES:
    return count_hypotheses(s, x) >= need->at_least;
  case OM_NEED_FACETS:
  case OM_NEED_OUTCOMES:
    return count_roles(s, need->kind == OM_NEED_OUTCOMES) >= need->at_least;
  case OM_NEED_SCALES:
    return count_scales(s, need->side) >= need->at_least;
  case OM_NEED_PAIRS:
    return s->n_pairs >= need->at_least;
  case OM_NEED_UNITS: {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_units; i++)
      n += s->units[i]->level == 0;
    return n >= need->at_least;
  }
  case OM_NEED_RESPONDENTS:
  case OM_NEED_PAIRWISE:
  case OM_NEED_GAPS:
  case OM_NEED_COMMENTS:
    return count_respondent_surveys(s, need->side, need->kind == OM_NEED_COMMENTS) >=
           need->at_least;
  default:
    return need->kind == OM_NEED_ROWS; /* granted by plan_make; others: open.c refused */
  }
}

void
plan_apply_needs(arena *memory, plan *p, const om_study *study)
{
  for (size_t i = 0; i < p->n; i++) {
    planned *const x = &p->at[i];
    for (uint32_t j = 0; x->is_run && j < x->plugin->description->n_needs; j++) {
      const declared_need *const need = &x->plugin->description->needs[j];
      if (is_met(need, x->plugin->description, study))
        continue;
      x->is_run = false;
      x->outcome = OUTCOME_NOT_APPLICABLE;
      x->reason = arena_printf(memory, N_("it needs {what:%s}"), template_quote(memory, need->why));
      x->why = template_plain(memory, x->reason);
    }
  }
}
