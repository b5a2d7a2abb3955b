/* Made-up organisations. */
#include "organisation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195: splitmix64. */
static uint32_t
draw(uint64_t *state, uint32_t below)
{
  uint64_t x = *state += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return (uint32_t)((x ^ (x >> 31)) >> 33) % below;
}

/* --- drawing --------------------------------------------------------------------------------- */

static void
draw_scales(uint64_t *s, survey_made *x, bool is_inside)
{
  x->n_scales = is_inside ? 1 + draw(s, MOST_SCALES) : 1;
  for (uint32_t i = 0; i < x->n_scales; i++) {
    scale_made *const scale = &x->scale[i];
    const bool is_long = !is_inside || draw(s, 3) == 0;
    *scale = (scale_made){.first = x->n_items,
                          .k = 1 + draw(s, is_inside ? 5 : 2),
                          .min = is_long ? 0 : 1,
                          .max = is_long ? 10 : 5};
    scale->min_items = draw(s, 2) ? scale->k : 1 + draw(s, scale->k);
    x->n_items += scale->k;
  }
}

/* A unit has a middle of its own, and some are of one mind. */
static void
draw_people(uint64_t *s, const organisation *o, survey_made *x, uint32_t unit, uint32_t n)
{
  const bool is_unanimous = unit != NO_UNIT && draw(s, 12) == 0;
  const uint32_t middle = draw(s, 100), skips = draw(s, 3) ? 0 : 12;
  for (uint32_t i = 0; i < n && x->n_people < MOST_PEOPLE; i++) {
    person *const p = &x->people[x->n_people++];
    *p = (person){.unit = (uint8_t)unit,
                  .band = (uint8_t)draw(s, 4),
                  .weight = (uint8_t)(1 + draw(s, 3)),
                  .is_second_half = unit == o->split && i >= n / 2};
    for (uint32_t k = 0; k < x->n_scales; k++)
      for (uint32_t j = 0; j < x->scale[k].k; j++) {
        const scale_made *const scale = &x->scale[k];
        const uint32_t steps = (uint32_t)(scale->max - scale->min);
        const uint32_t at = (middle + draw(s, 100) + draw(s, 100)) * (steps + 1) / 300;
        const uint32_t alike = middle * (steps + 1) / 100;
        const bool is_skipped = skips && draw(s, skips) == 0;
        p->answer[scale->first + j] =
            is_skipped ? (int8_t)-1 : (int8_t)(scale->min + (int)(is_unanimous ? alike : at));
      }
  }
}

static uint32_t
draw_size(uint64_t *s)
{
  return draw(s, 2) ? 1 + draw(s, 8) : 1 + draw(s, 30);
}

organisation
organisation_make(uint32_t number)
{
  uint64_t state = 20261123 + (uint64_t)number * 1000003, *const s = &state;
  organisation o = {.number = number,
                    .n_units = 1 + (draw(s, 2) ? draw(s, 12) : draw(s, MOST_UNITS)),
                    .n_parents = draw(s, MOST_PARENTS + 1),
                    .n_seconds = draw(s, 3) ? 0 : 1 + draw(s, MOST_PARENTS),
                    .minimum = draw(s, 4) ? 5 : 3 + draw(s, 8),
                    .is_keeping = draw(s, 2),
                    .has_markup = draw(s, 8) == 0,
                    .is_whole = number % 16 == 0};
  const bool may_lack_parent = draw(s, 2);
  o.split = (uint8_t)draw(s, o.n_units);
  for (uint32_t u = 0; u < o.n_units; u++) {
    const bool lacks = may_lack_parent && draw(s, 4) == 0;
    o.parent[u] = (uint8_t)(o.n_parents && !lacks ? 1 + draw(s, o.n_parents) : 0);
    o.second[u] = (uint8_t)(o.n_seconds ? draw(s, o.n_seconds + 1) : 0);
  }
  for (uint32_t i = 0; i < 2; i++) {
    survey_made *const x = &o.survey[i];
    x->people = calloc(MOST_PEOPLE, sizeof *x->people);
    if (!x->people)
      abort();
    x->is_weighted = draw(s, 10) == 0;
    draw_scales(s, x, i == 0);
    for (uint32_t u = 0; u < o.n_units; u++)
      draw_people(s, &o, x, u, draw_size(s));
    draw_people(s, &o, x, NO_UNIT, draw(s, 2) ? 0 : draw(s, 8));
    x->people[draw(s, x->n_people)].is_leaver = true;
  }
  return o;
}

void
organisation_done(organisation *o)
{
  for (uint32_t i = 0; i < 2; i++)
    free(o->survey[i].people);
}

/* --- writing --------------------------------------------------------------------------------- */

/* Whether the other report sets somebody apart: leaves him out, or has him in the second half. */
static bool
is_set_apart(const person *p, variation v)
{
  return (v == WITHOUT_BAND && p->band == 0) || (v == NEXT_WAVE && p->is_leaver) ||
         (v == UNIT_SPLIT && p->is_second_half);
}

static void
write_person(FILE *f, const organisation *o, const survey_made *x, const person *p, variation v,
             uint32_t row)
{
  const bool has_unit = p->unit != NO_UNIT;
  fprintf(f, "PLANTED%04u,", row);
  if (has_unit)
    fprintf(f, "U%02u%s", p->unit, v == UNIT_SPLIT && p->is_second_half ? "b" : "");
  fputc(',', f);
  if (has_unit && o->parent[p->unit])
    fprintf(f, "P%u", o->parent[p->unit]);
  fputc(',', f);
  if (has_unit && o->second[p->unit])
    fprintf(f, "S%u", o->second[p->unit]);
  fprintf(f, ",%u", p->weight);
  for (uint32_t i = 0; i < x->n_items; i++)
    if (p->answer[i] < 0)
      fputc(',', f);
    else
      fprintf(f, ",%d", p->answer[i]);
  fputc('\n', f);
}

static bool
write_export(const organisation *o, uint32_t survey, variation v, const char *folder)
{
  char path[4096];
  snprintf(path, sizeof path, "%s/%s.csv", folder, survey ? "customers" : "staff");
  FILE *const f = fopen(path, "w");
  if (!f)
    return false;
  const survey_made *const x = &o->survey[survey];
  fputs("respondent,unit,parent,second,weight", f);
  for (uint32_t i = 0; i < x->n_items; i++)
    fprintf(f, ",q%u", i + 1);
  fputc('\n', f);
  for (uint32_t i = 0; i < x->n_people; i++)
    if (v == UNIT_SPLIT || !is_set_apart(&x->people[i], v))
      write_person(f, o, x, &x->people[i], v, i);
  return fclose(f) == 0;
}

static void
write_survey(FILE *f, const organisation *o, uint32_t survey)
{
  const survey_made *const x = &o->survey[survey];
  fprintf(f,
          "<survey id=\"%s\" side=\"%s\" file=\"%s.csv\" unit=\"unit\" respondent=\"respondent\"",
          survey ? "customers" : "staff", survey ? "outside" : "inside",
          survey ? "customers" : "staff");
  if (o->is_keeping)
    fputs(" without-unit=\"keep\"", f);
  if (o->n_parents && survey == 0)
    fputs(" parent=\"parent\"", f);
  if (o->n_seconds && survey == 0)
    fputs(" second-parent=\"second\"", f);
  if (x->is_weighted)
    fputs(" weight=\"weight\"", f);
  fputs(">\n", f);
  for (uint32_t k = 0; k < x->n_scales; k++) {
    const scale_made *const s = &x->scale[k];
    fprintf(f, "<scale id=\"s%u\" min=\"%d\" max=\"%d\" min-items=\"%u\">", k, s->min, s->max,
            s->min_items);
    for (uint32_t j = 0; j < s->k; j++)
      fprintf(f, "<item column=\"q%u\"/>", s->first + j + 1);
    fputs("</scale>\n", f);
  }
  fputs("</survey>\n", f);
}

bool
organisation_is_empty(const organisation *o, variation v)
{
  bool is_there[2][MOST_UNITS + 1] = {0};
  for (uint32_t s = 0; s < 2; s++)
    for (uint32_t i = 0; i < o->survey[s].n_people; i++) {
      const person *const p = &o->survey[s].people[i];
      is_there[s][p->unit] |= v == UNIT_SPLIT || !is_set_apart(p, v);
    }
  for (uint32_t u = 0; u < MOST_UNITS; u++)
    if (is_there[0][u] && is_there[1][u])
      return false;
  return true;
}

bool
organisation_write(const organisation *o, variation v, const char *folder)
{
  char path[4096];
  snprintf(path, sizeof path, "%s/study.xml", folder);
  FILE *const f = fopen(path, "w");
  if (!f)
    return false;
  fprintf(f, "<study xmlns=\"urn:orgmirror:study:1\"><title>%s %u</title>\n",
          o->has_markup ? "&lt;script&gt;alert(1)&lt;/script&gt;" : "Organisation", o->number);
  const unsigned least = v == OTHER_MINIMUM ? 3 : o->minimum;
  fprintf(f, "<privacy minimum=\"%u\" outside=\"%u\"/>\n", least, least);
  write_survey(f, o, 0);
  write_survey(f, o, 1);
  for (uint32_t k = 0; k < o->survey[0].n_scales; k++)
    fprintf(f, "<pair inside=\"staff.s%u\" outside=\"customers.s0\"/>\n", k);
  /* They draw or factor for long, and tell of everybody alone: one organisation in 16 has them. */
  if (!o->is_whole)
    fputs("<analysis plugin=\"mirror\"><option name=\"permutations\" value=\"999\"/></analysis>"
          "<analysis plugin=\"dimensionality\" run=\"no\"/>"
          "<analysis plugin=\"reliability\" run=\"no\"/>\n",
          f);
  fputs("</study>\n", f);
  return fclose(f) == 0 && write_export(o, 0, v, folder) && write_export(o, 1, v, folder);
}

/* --- truth ----------------------------------------------------------------------------------- */

/* NaN: answered too few items for a score. */
static double
score_of(const person *p, const scale_made *s)
{
  uint32_t n = 0;
  int sum = 0;
  for (uint32_t j = 0; j < s->k; j++)
    if (p->answer[s->first + j] >= 0) {
      sum += p->answer[s->first + j];
      n++;
    }
  return n && n >= s->min_items ? (double)sum / n : NAN;
}

void
organisation_truth(const organisation *o, variation v, uint32_t survey, uint32_t scale,
                   atom out[MOST_ATOMS])
{
  const survey_made *const x = &o->survey[survey];
  for (uint32_t i = 0; i < MOST_ATOMS; i++)
    out[i] = (atom){0, 0, INFINITY, -INFINITY};
  for (uint32_t i = 0; i < x->n_people; i++) {
    const person *const p = &x->people[i];
    const double score = score_of(p, &x->scale[scale]);
    if (isnan(score) || (p->unit == NO_UNIT && !o->is_keeping))
      continue;
    atom *const a = &out[2 * p->unit + is_set_apart(p, v)];
    a->people++;
    a->sum += score;
    a->lowest = fmin(a->lowest, score);
    a->highest = fmax(a->highest, score);
  }
}
