/* Two plugins that use all of interface 1.0, and nothing beyond: built against every header of the
 * museum they say the same.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <orgmirror/plugin.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static const om_method methods[] = {{"m", "A method.", "Somebody (2001)"}, {NULL, NULL, NULL}};
static const om_statistic statistics[] = {
    {"x", "X", "Some number.", "m", OM_FORMAT_NUMBER, OM_N_SCORED},
    {"y", "Y", "Some number of units.", "m", OM_FORMAT_RATIO, OM_N_AMONG},
    {"z", "Z", "Some number of two items.", "m", OM_FORMAT_COUNT, OM_N_ANSWERED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static om_status
say(om_run *r, const char *statistic, const om_about *about, double value)
{
  const om_estimate e = {.size = sizeof e,
                         .value = value,
                         .lo = NAN,
                         .hi = NAN,
                         .se = NAN,
                         .p = NAN,
                         .undefined = isfinite(value) ? NULL : "nobody answered"};
  return om_say(r, statistic, about, &e);
}

/* What was seen of the study, as a paragraph. */
static void
tell(om_run *r, const char *what, double a, double b, double c)
{
  char text[200];
  snprintf(text, sizeof text, "%s: %.12g, %.12g, %.12g", what, a, b, c);
  om_note(r, NULL, text);
}

static double
checksum(const void *at, size_t n)
{
  const unsigned char *const from = at;
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum = fmod(sum * 31 + from[i], 1e9 + 7);
  return sum;
}

/* --- the first: what the second looks at -------------------------------------------------------
 */

static om_status
run_first(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_table *const t = om_table_new(r, "units", "Units", OM_ROWS_UNITS);
  om_table_add_column(r, t, "x", "X", OM_ABOUT(.scale = s->scales[0]));
  om_table_sort(r, t, 1, OM_DESCENDING);
  for (uint32_t u = 0; u < s->n_units; u++) {
    for (uint32_t i = 0; i < s->n_scales; i++)
      say(r, "x", OM_ABOUT(.scale = s->scales[i], .unit = s->units[u]),
          om_scores_of(r, s->scales[i], s->units[u])->mean);
    om_table_add_row(r, t, OM_ABOUT(.unit = s->units[u]));
  }
  om_table_chart(r, t,
                 &(om_chart){.size = sizeof(om_chart),
                             .type = OM_CHART_BARS,
                             .id = "bars",
                             .title = "Bars",
                             .description = "A bar a unit.",
                             .columns = {1, 0, 0, 0},
                             .max = 5});
  return om_scorecard(r, "x", "Score", OM_ABOUT(.scale = s->scales[0]));
}

/* --- the second: everything --------------------------------------------------------------------
 */

static void
tell_study(om_run *r, const om_study *s)
{
  for (uint32_t i = 0; i < s->n_surveys; i++) {
    const om_survey *const v = s->surveys[i];
    tell(r, v->id, v->side + 10. * v->level, (double)v->rows, v->weighted + v->n_scales);
    tell(r, v->label, checksum(v->role, strlen(v->role)), v->wave != NULL, v->index);
  }
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_scale *const c = s->scales[i];
    tell(r, c->label, c->min, c->max, c->values + 10. * c->direction);
    tell(r, c->id, c->min_items, c->n_items, (double)(strlen(c->facet) + strlen(c->outcome)));
    for (uint32_t j = 0; j < c->n_items; j++)
      tell(r, c->items[j]->id, c->items[j]->min, c->items[j]->max, c->items[j]->reversed);
  }
  for (uint32_t i = 0; i < s->n_pairs; i++)
    tell(r, "pair", s->pairs[i]->inside->index, s->pairs[i]->outside->index, s->pairs[i]->sign);
  tell(r, s->title, s->confidence, s->meaningful, s->minimum_group);
  tell(r, "units", s->n_units, s->n_waves, s->within_parent);
  tell(r, "declared", s->n_controls, s->n_hypotheses, checksum(s->plan, strlen(s->plan)));
}

static void
tell_sums(om_run *r, const om_scale *c, const om_unit *u)
{
  const om_moments *const m = om_moments_of(r, c, u);
  const size_t pairs = (size_t)m->k * (m->k + 1) / 2;
  tell(r, "moments", (double)m->n, checksum(m->mean, m->k * sizeof *m->mean),
       checksum(m->sscp, pairs * sizeof *m->sscp));
  if (m->sum)
    tell(r, "codes", m->k, checksum(m->sum, m->k * sizeof *m->sum),
         checksum(m->cross, pairs * sizeof *m->cross));
  const om_scores *const v = om_scores_of(r, c, u);
  tell(r, "scores", (double)v->n, v->mean, v->ss);
  tell(r, "weights", v->plain_mean, v->effective_n, v->weight);
  for (uint32_t i = 0; i < c->n_items; i++)
    for (uint32_t complete = 0; complete < 2; complete++) {
      const om_counts *const n = om_counts_of(r, c->items[i], u, complete);
      if (n)
        tell(r, "counts", n->first, (double)n->n,
             checksum(n->counts, n->n_codes * sizeof *n->counts));
    }
}

static void
tell_items(om_run *r, const om_survey *v)
{
  const om_pairwise *const w = om_pairwise_of(r, v);
  if (w) {
    const size_t n = (size_t)w->k * w->k;
    tell(r, "products", checksum(w->n, n * sizeof *w->n), checksum(w->sum, n * sizeof *w->sum),
         checksum(w->cross, n * sizeof *w->cross) + checksum(w->square, n * sizeof *w->square));
    say(r, "z", OM_ABOUT(.item = w->items[0], .with_item = w->items[1]), (double)w->n[1]);
  }
  const om_item *const item = v->scales[0]->items[0];
  const om_gaps *const g = om_gaps_of(r, item);
  if (g)
    tell(r, g->reasons[0], (double)g->rows, g->n_reasons, (double)g->counts[0]);
  uint64_t rows = 0;
  const uint32_t *const units = om_row_units_of(r, v, &rows);
  const om_column *const column = om_column_of(r, item);
  const om_column *const scores = om_score_column_of(r, v->scales[0]);
  double sum = 0, total = 0;
  for (uint64_t i = 0; column && units && scores && i < rows; i++) {
    sum += column->codes ? column->codes[i] * (double)(units[i] % 7) : column->numbers[i];
    total += isnan(scores->numbers[i]) ? 0 : scores->numbers[i];
  }
  tell(r, "rows", (double)rows, sum, total);
}

typedef struct task {
  om_run *run;
  double out[16];
} task;

static void
draw(void *ctx, uint32_t i)
{
  task *const t = ctx;
  const om_rng g = om_rng_stream(t->run, i);
  t->out[i] = (double)(g.key % 1000003) + (double)(g.stream + g.counter);
}

static void
tell_hypothesis(om_run *r, const om_hypothesis *h)
{
  const om_scale *const from = om_term_of(h, "from", 0), *const to = om_term_of(h, "to", 0);
  const om_link *const link = om_link_of(r, from, to);
  tell(r, h->kind, h->n_terms, link->n,
       checksum(link->inside, link->n * sizeof(double)) +
           checksum(link->outside, link->n * sizeof(double)));
  say(r, "y", OM_ABOUT(.hypothesis = h, .among = &from, .n_among = 1), .5);
  const om_evidence e = {.size = sizeof e,
                         .n = link->n,
                         .value = .5,
                         .lo = .2,
                         .hi = .7,
                         .p = .01,
                         .p_adjusted = .02,
                         .out_lo = .3,
                         .out_hi = .6,
                         .meaningful = .3};
  tell(r, "evidence", r->host->evidence(r, &e), 0, 0);
  om_finding_add(r, &(om_finding){.size = sizeof(om_finding),
                                  .priority = OM_MAIN,
                                  .id = "visited",
                                  .about = OM_ABOUT(.hypothesis = h),
                                  .evidence = &e,
                                  .headline = "Units with {term.from} have {term.to}",
                                  .detail = "It is {y} over {y.n} units.",
                                  .caution = "It is made up."});
}

static om_status
run_second(om_run *r)
{
  const om_study *const s = om_study_of(r);
  om_section(r, "What a visitor sees", "All of it.");
  om_log(r, "a line");
  tell(r, "options", om_option_value(r, "level"), om_option_value(r, "many"),
       om_option_value(r, "which") + 10 * om_option_value(r, "is_on"));
  tell_study(r, s);
  for (uint32_t i = 0; i < s->n_scales; i++) {
    tell_sums(r, s->scales[i], NULL);
    tell_sums(r, s->scales[i], s->units[0]);
  }
  for (uint32_t i = 0; i < s->n_surveys; i++)
    tell_items(r, s->surveys[i]);
  task t = {.run = r};
  om_parallel_run(r, 16, draw, &t);
  tell(r, "parallel", t.out[0], t.out[1] - t.out[0], checksum(t.out, sizeof t.out));
  tell_hypothesis(r, s->hypotheses[0]);
  const om_found *const f = om_found_of(r, "museum.first", "x");
  const om_estimate *const e = om_found_for(f, s->units[0]);
  tell(r, f->why, f->status, f->n, e ? e->value : -1);
  om_table *const one = om_table_new(r, "one", "One", OM_ROWS_ONE);
  om_table_add_column(r, one, "words", "Words", NULL);
  om_table_add_row(r, one, OM_ABOUT(.scale = s->scales[0]));
  return om_remark(r, "words", OM_ABOUT(.scale = s->scales[0]), "some words");
}

static const char *const choices[] = {"these", "those", NULL};
static const om_option options[] = {
    {OM_OPT_REAL, 0, "level", "A number.", .25, 0, 1, NULL},
    {OM_OPT_INT, 0, "many", "A whole number.", 7, 1, 99, NULL},
    {OM_OPT_CHOICE, 0, "which", "One of two.", 1, 0, 1, choices},
    {OM_OPT_BOOL, 0, "is_on", "Yes or no.", 1, 0, 1, NULL},
    {0, 0, NULL, NULL, 0, 0, 0, NULL},
};
static const om_need needs[] = {
    {OM_NEED_SCALES, OM_INSIDE, 1, 0, "a scale inside"},
    {OM_NEED_PAIRS, 0, 1, 0, "a pair"},
    {OM_NEED_UNITS, 0, 2, 0, "two units"},
    {OM_NEED_RESPONDENTS, 0, 1, 0, "answers of people"},
    {OM_NEED_ROWS, 0, 1, 0, "single answers"},
    {OM_NEED_PAIRWISE, 0, 1, 0, "products of items"},
    {OM_NEED_GAPS, 0, 1, 0, "reasons for gaps"},
    {OM_NEED_HYPOTHESES, 0, 1, 0, "a hypothesis"},
    {0, 0, 0, 0, NULL},
};
static const om_role roles[] = {
    {"from", OM_INSIDE, 1, 1, 0, "a scale inside"},
    {"to", OM_OUTSIDE, 1, 1, 0, "a scale outside"},
    {NULL, 0, 0, 0, 0, NULL},
};
static const om_form forms[] = {{"visit", "One goes with the other.", roles}, {NULL, NULL, NULL}};
static const om_use uses[] = {{"museum.first", "what the first found", 0, 0}, {NULL, NULL, 0, 0}};

static const om_plugin first = {OM_PLUGIN_HEAD,  "museum.first", "1.0.0", "First", "It tells.",
                                OM_PLACE_ANSWER, NULL,           NULL,    methods, statistics,
                                run_first,       NULL,           NULL,    NULL};
static const om_plugin second = {OM_PLUGIN_HEAD, "museum.second",
                                 "1.0.0",        "Second",
                                 "It sees.",     OM_PLACE_EXPLANATION,
                                 needs,          options,
                                 methods,        statistics,
                                 run_second,     NULL,
                                 forms,          uses};
const om_plugin *const orgmirror_plugins_v1[] = {&first, &second, NULL};
