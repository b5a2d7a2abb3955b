/* What check found, to be read: study, surveys with their scales, units, pairs, analyses. */
#include "cli/check.h"

#include "base/map.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { MOST_OF_A_CODE = 200 };

/* Where the printing stands among the findings. */
typedef struct printing {
  const checked *c;
  size_t next;
  map codes;
  size_t *told; /* [code] */
  size_t capacity;
} printing;

/* ".22" */
static void
add_link(text *t, double x)
{
  text number = text_new(t->memory);
  text_add_fixed(&number, x, 2);
  text_add(t, number.at[0] == '0' ? number.at + 1 : number.at);
}

/* True while there are not too many of its code. */
static bool
is_told(printing *p, const diag *m)
{
  const uint32_t before = p->codes.n, code = map_add(&p->codes, m->code, strlen(m->code));
  if (code == before) {
    p->told = arena_room(p->c->memory, p->told, code, &p->capacity, sizeof *p->told);
    p->told[code] = 0;
  }
  return p->told[code]++ < MOST_OF_A_CODE || p->c->o->verbose;
}

static void
tell(printing *p, const diag *m)
{
  if (!is_told(p, m))
    return;
  fflush(stdout); /* two streams, one order */
  diag_print(p->c->memory, m, m->level == DIAG_NOTE ? stdout : stderr);
}

/* The findings that come next as long as they stand here; survey and scale 0: any. */
static void
tell_findings(printing *p, odd_section section, uint32_t survey, uint32_t scale)
{
  for (; p->next < p->c->d->n; p->next++) {
    const odd_finding *const f = &p->c->findings[p->next];
    if (odd_section_of(f) != section || (survey && f->where.survey != survey) ||
        (survey && f->where.scale != scale))
      return;
    tell(p, f->message);
  }
}

static void
tell_flood(const printing *p)
{
  for (uint32_t i = 0; i < p->codes.n; i++)
    if (p->told[i] > MOST_OF_A_CODE && !p->c->o->verbose)
      printf("%s: %zu more of this kind; -v prints them\n", p->codes.keys[i],
             p->told[i] - MOST_OF_A_CODE);
}

/* --- facts ----------------------------------------------------------------------------------- */

static void
print_study(const checked *c)
{
  const study *const s = c->study;
  printf("Study: %s\n", utf8_inert(c->memory, s->title));
  printf("  %" PRIu32 " survey%s, %" PRIu32 " scale%s, %" PRIu32 " pair%s; smallest group shown "
         "%" PRIu32 " (outside %" PRIu32 "); seed %" PRIu64 "\n",
         s->n_surveys, odd_plural(s->n_surveys), s->n_scales, odd_plural(s->n_scales), s->n_pairs,
         odd_plural(s->n_pairs), s->minimum_group, s->minimum_outside, s->seed);
  if (s->n_waves > 1)
    printf("  wave %s is analysed, of %" PRIu32 "; --wave names another\n",
           utf8_inert(c->memory, s->wave_id), s->n_waves);
}

/* "q1 120 rows, q2 130 rows": few people are not counted in public. */
static void
print_waves(const checked *c, const survey_data *v)
{
  const study *const s = c->study;
  const uint64_t least = v->survey->level == OM_LEVEL_UNIT ? 0 : study_minimum(s, v->survey);
  printf("  waves:");
  for (uint32_t i = 0; i < s->n_waves; i++) {
    const uint64_t n = v->in_wave[i];
    const bool is_few = n > 0 && n < least;
    printf("%s %s %s%" PRIu64 " row%s%s", i ? "," : "", utf8_inert(c->memory, s->waves[i].id),
           is_few ? "fewer than " : "", is_few ? least : n, odd_plural(is_few ? least : n),
           i == s->wave ? " (analysed)" : "");
  }
  printf("\n");
}

static void
print_survey(const checked *c, const survey_data *v)
{
  const study_survey *const s = v->survey;
  printf("\nSurvey %s (%s%s%s): %s\n", s->id, s->side == OM_INSIDE ? "inside" : "outside",
         s->level == OM_LEVEL_UNIT ? ", a row a unit" : "", s->is_public ? ", published" : "",
         utf8_inert(c->memory, s->file));
  if (v->format)
    printf("  read as %s\n", utf8_inert(c->memory, v->format));
  for (size_t i = 0; i < v->n_notes; i++)
    printf("  %s\n", utf8_inert(c->memory, v->notes[i]));
  for (size_t i = 0; i < v->n_told; i++)
    printf("  %s\n", utf8_inert(c->memory, v->told[i]));
  if (!v->read)
    return;
  printf("  %" PRIu64 " rows read, %" PRIu64 " kept", v->read, v->kept);
  if (v->unitless)
    printf(" (%" PRIu64 " without a unit)", v->unitless);
  for (int r = 0; r < N_DROP_REASONS; r++)
    if (v->dropped[r])
      printf(", %" PRIu64 " dropped (%s)", v->dropped[r], drop_reason_name((drop_reason)r));
  printf("\n");
  if (v->in_wave)
    print_waves(c, v);
}

static void
add_withheld(text *t, gate_estimate e)
{
  if (e.withheld == 0)
    return;
  text_addf(t, ", %" PRIu64 " of them withheld", e.withheld);
  if (isnan(e.share))
    return;
  text_add(t, e.share > .005 ? " (" : " (under ");
  text_add_fixed(t, e.share > .005 ? e.share * 100 : 1, 0);
  text_addf(t, " %% of the people)");
}

static void
print_scale(const checked *c, uint32_t index)
{
  const summary *const data = &c->in->summary;
  const om_scale *const scale = data->study->scales[index];
  const gate_estimate e = odd_withheld(data, scale);
  const uint64_t n = data->scales[index].n[data->n_slots - 1];
  text t = text_new(c->memory);
  text_addf(&t, "  %s: %" PRIu32 " item%s", scale->id, scale->n_items, odd_plural(scale->n_items));
  if (scale->survey->level == OM_LEVEL_UNIT)
    text_addf(&t, "; %" PRIu64 " unit%s with a figure", e.units, odd_plural(e.units));
  else if (e.is_all)
    text_addf(&t, "; fewer than %" PRIu32 " people with a score", scale->survey->minimum_group);
  else
    text_addf(&t, "; %" PRIu64 " people with a score", n);
  if (scale->survey->level != OM_LEVEL_UNIT && e.units)
    text_addf(&t, " in %" PRIu64 " unit%s", e.units, odd_plural(e.units));
  add_withheld(&t, e);
  puts(t.at);
}

static void
print_pairs(const checked *c)
{
  const study *const s = c->study;
  text meaningful = text_new(c->memory);
  add_link(&meaningful, s->meaningful);
  printf("\nPairs: the smallest link that would be seen in four of five studies (meaningful: %s)\n",
         meaningful.at);
  for (uint32_t i = 0; i < s->n_pairs; i++) {
    const uint64_t n = check_matched(c, i);
    const double smallest = check_smallest_link(n);
    text t = text_new(c->memory);
    if (isnan(smallest))
      text_add(&t, "none");
    else if (smallest < .01)
      text_add(&t, "under .01");
    else
      add_link(&t, smallest);
    printf("  %s, %s: %s, from %" PRIu64 " matched unit%s\n", s->scales[s->pairs[i].inside].name,
           s->scales[s->pairs[i].outside].name, t.at, n, odd_plural(n));
  }
}

static void
print_analyses(const checked *c)
{
  printf("\nAnalyses\n");
  for (size_t i = 0; i < c->p->n; i++)
    if (c->p->at[i].is_run)
      printf("  %s will run\n", c->p->at[i].plugin->id);
    else
      printf("  %s: %s, because %s\n", c->p->at[i].plugin->id, outcome_name(c->p->at[i].outcome),
             utf8_inert(c->memory, c->p->at[i].why));
}

/* --- the whole ------------------------------------------------------------------------------- */

static void
print_surveys(printing *p)
{
  const checked *const c = p->c;
  for (uint32_t i = 0; i < c->study->n_surveys; i++) {
    const study_survey *const survey = &c->study->surveys[i];
    print_survey(c, &c->in->data[i]);
    tell_findings(p, ODD_SURVEY, i + 1, 0);
    for (uint32_t j = 0; j < survey->n_scales; j++) {
      if (c->in->summary.study)
        print_scale(c, survey->first_scale + j);
      tell_findings(p, ODD_SURVEY, i + 1, survey->first_scale + j + 1);
    }
  }
}

static void
print_units(const checked *c)
{
  const matching m = odd_match(&c->in->units);
  printf("\nUnits\n  %" PRIu64 " in all, %" PRIu64 " on both sides", m.units, m.both);
  if (m.inside_only + m.outside_only)
    printf(", %" PRIu64 " inside alone, %" PRIu64 " outside alone", m.inside_only, m.outside_only);
  printf("\n");
}

void
check_print(const checked *c)
{
  printing p = {.c = c, .codes = map_new(c->memory)};
  const bool has_data = c->in->summary.study;
  if (c->study)
    print_study(c);
  tell_findings(&p, ODD_STUDY, 0, 0);
  if (c->study)
    print_surveys(&p);
  if (has_data)
    print_units(c);
  tell_findings(&p, ODD_UNITS, 0, 0);
  if (has_data && c->study->n_pairs)
    print_pairs(c);
  tell_findings(&p, ODD_PAIRS, 0, 0);
  if (has_data)
    print_analyses(c);
  tell_findings(&p, ODD_ANALYSES, 0, 0);
  tell_flood(&p);
  if (c->study && !has_data)
    printf("\nWhat is odd in answers, units and pairs is told once every export can be read.\n");
  printf("\n%zu error%s, %zu warning%s, %zu note%s; the study can%s be run\n", c->d->n_errors,
         odd_plural(c->d->n_errors), c->d->n_warnings, odd_plural(c->d->n_warnings), c->n_notes,
         odd_plural(c->n_notes), c->can_run ? "" : "not");
}
