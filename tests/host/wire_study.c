/* A small study, a plugin with two statistics, and frames. */
#include "wire_study.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static const om_survey survey = {
    .size = sizeof survey, .id = "staff", .level = OM_LEVEL_RESPONDENT};
static om_item items[N_SCALES][N_ITEMS];
static const om_item *item_lists[N_SCALES][N_ITEMS];
static om_scale scales[N_SCALES];
static const om_survey *const surveys[] = {&survey};
static const om_scale *const scale_list[] = {&scales[0], &scales[1]};
om_study the_study = {.size = sizeof the_study,
                      .n_surveys = 1,
                      .n_scales = N_SCALES,
                      .n_units = N_UNITS,
                      .n_waves = N_WAVES,
                      .surveys = surveys,
                      .scales = scale_list};
declared_statistic the_statistics[N_STATISTICS] = {
    {"r", "R", "Some r.", "m", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"d", "D", "Some d.", "m", OM_FORMAT_NUMBER, OM_N_SCORED}};
static declared_method one_method = {"m", "A method.", "Somebody 1999"};
static const char *choices[] = {"first", "second"};
declared_option the_options[] = {{OM_OPT_REAL, "floor", "A floor.", .7, 0, 1, NULL, 0},
                                 {OM_OPT_CHOICE, "way", "A way.", 1, 0, 0, choices, 2}};
static declared_role two_roles[] = {{"by", "What it goes with.", OM_INSIDE, 1, 1},
                                    {"of", "What it is of.", OM_OUTSIDE, 1, 3}};
static declared_form one_form = {"pair", "Two go together.", two_roles, 2};
static declared_need one_need = {OM_NEED_UNITS, 0, 3, "three units"};
static declared_use one_use = {"org.example.b", "what b found", true};
const description the_plugin = {.id = "org.example.a",
                                .version = "1.0",
                                .name = "A",
                                .summary = "An example.",
                                .place = OM_PLACE_ANSWER,
                                .needs = &one_need,
                                .options = the_options,
                                .methods = &one_method,
                                .statistics = the_statistics,
                                .forms = &one_form,
                                .n_needs = 1,
                                .n_options = 2,
                                .n_methods = 1,
                                .n_statistics = N_STATISTICS,
                                .uses = &one_use,
                                .n_forms = 1,
                                .n_uses = 1};
const wire_bounds the_bounds = {&the_study, &the_plugin, false};

int
make_study(void **state)
{
  (void)state;
  for (uint32_t i = 0; i < N_SCALES; i++) {
    for (uint32_t j = 0; j < N_ITEMS; j++) {
      items[i][j] = (om_item){.size = sizeof items[i][j], .index = j, .scale = &scales[i]};
      item_lists[i][j] = &items[i][j];
    }
    scales[i] = (om_scale){.size = sizeof scales[i],
                           .index = i,
                           .survey = &survey,
                           .values = OM_CODES,
                           .n_items = N_ITEMS,
                           .items = item_lists[i]};
  }
  return 0;
}

/* --- frames --------------------------------------------------------------------------------------
 */

frames
frames_new(arena *memory)
{
  return (frames){bytes_new(memory), bytes_new(memory)};
}

void
frames_put(frames *s, wire_kind kind)
{
  wire_frame(&s->all, kind, &s->body);
  s->body.n = 0;
}

void
put_finish(frames *s, om_status status)
{
  bytes_u32(&s->body, (uint32_t)status);
  frames_put(s, WIRE_FINISH);
}

void
put_estimate(frames *s, const estimate *e)
{
  wire_put_estimate(&s->body, e);
  frames_put(s, WIRE_ESTIMATE);
}

void
put_table(frames *s, const char *id, uint32_t rows)
{
  bytes_string(&s->body, id);
  bytes_string(&s->body, "A table");
  bytes_u32(&s->body, rows);
  frames_put(s, WIRE_TABLE);
}

void
put_column(frames *s, uint32_t of, const char *name)
{
  bytes_u32(&s->body, of);
  bytes_string(&s->body, name);
  bytes_string(&s->body, "A column");
  wire_put_about(&s->body, &(about){.scale = 1});
  frames_put(s, WIRE_COLUMN);
}

void
put_row(frames *s, uint32_t of)
{
  bytes_u32(&s->body, of);
  wire_put_about(&s->body, &(about){.unit = 2});
  frames_put(s, WIRE_ROW);
}

void
put_order(frames *s, uint32_t column, uint32_t order)
{
  bytes_u32(&s->body, 0);
  bytes_u32(&s->body, column);
  bytes_u32(&s->body, order);
  frames_put(s, WIRE_ORDER);
}

void
put_note(frames *s, about a, const char *text)
{
  wire_put_about(&s->body, &a);
  bytes_string(&s->body, text);
  frames_put(s, WIRE_NOTE);
}

void
put_scorecard(frames *s, uint32_t statistic, about a)
{
  bytes_u32(&s->body, statistic);
  bytes_string(&s->body, "A score");
  wire_put_about(&s->body, &a);
  frames_put(s, WIRE_SCORECARD);
}

const estimate an_estimate = {.statistic = 1,
                              .about = {.scale = 2, .unit = 3},
                              .value = 3.5,
                              .lo = 3,
                              .hi = 4,
                              .se = .2,
                              .p = NAN};
const chart a_chart = {.type = OM_CHART_BARS,
                       .id = "bars",
                       .title = "Bars",
                       .description = "A bar for each.",
                       .columns = {1, 0, 0, 0},
                       .min = 1,
                       .max = 5};
const finding a_finding = {.priority = OM_MAIN,
                           .id = "one",
                           .about = {.inside = 1, .outside = 2},
                           .has_evidence = true,
                           .evidence = {.size = sizeof(om_evidence),
                                        .n = 30,
                                        .value = .4,
                                        .lo = .1,
                                        .hi = .6,
                                        .p = .01,
                                        .p_adjusted = NAN,
                                        .out_lo = .2,
                                        .out_hi = .5,
                                        .meaningful = .3},
                           .headline = "It shows.",
                           .detail = "r is {r}.",
                           .chart = "bars"};

/* Every kind of record once. */
frames
every_record(arena *memory)
{
  frames s = frames_new(memory);
  bytes_u8(&s.body, 1);
  bytes_u8(&s.body, 0);
  frames_put(&s, WIRE_ISOLATION);
  bytes_string(&s.body, "a line");
  frames_put(&s, WIRE_LOG);
  bytes_string(&s.body, "A title");
  bytes_string(&s.body, NULL);
  frames_put(&s, WIRE_SECTION);
  put_estimate(&s, &an_estimate);
  put_estimate(&s, &(estimate){.statistic = 0, .value = NAN, .undefined = "zero variance"});
  bytes_string(&s.body, "verdict");
  wire_put_about(&s.body, &(about){.scale = 1, .item = 2});
  bytes_string(&s.body, "fine \xc3\xa9");
  frames_put(&s, WIRE_REMARK);
  put_table(&s, "units", OM_ROWS_UNITS);
  put_column(&s, 0, "d");
  put_row(&s, 0);
  put_order(&s, 1, OM_DESCENDING);
  wire_put_chart(&s.body, &a_chart);
  frames_put(&s, WIRE_CHART);
  wire_put_finding(&s.body, &a_finding);
  frames_put(&s, WIRE_FINDING);
  put_note(&s, (about){.survey = 1, .side = OM_INSIDE, .wave = 1}, "A note.");
  put_note(&s, (about){.among = (const uint32_t[]){1, 2}, .n_among = 2}, "Of both.");
  put_scorecard(&s, 1, (about){.scale = 2});
  put_finish(&s, OM_OK);
  return s;
}

frames
one_description(arena *memory, const description *d)
{
  frames s = frames_new(memory);
  wire_put_description(&s.body, d);
  frames_put(&s, WIRE_DESCRIPTION);
  return s;
}

/* --- what must hold
 * ------------------------------------------------------------------------------- */

static bool
is_inside(about a)
{
  for (uint32_t i = 0; i < a.n_among; i++)
    if (a.among[i] < 1 || a.among[i] > N_SCALES)
      return false;
  return a.side <= OM_OUTSIDE && a.survey <= 1 && a.scale <= N_SCALES &&
         a.item <= (a.scale ? N_ITEMS : 0) && a.inside <= N_SCALES && a.outside <= N_SCALES &&
         a.unit <= N_UNITS && a.wave <= N_WAVES && a.n_among <= N_SCALES && a.hypothesis == 0 &&
         a.with_scale <= N_SCALES && a.with_item <= N_ITEMS && a.with_unit <= N_UNITS;
}

bool
is_clean(const char *s)
{
  return s && strlen(s) <= 3 * WIRE_LONGEST_TEXT && utf8_check(s, strlen(s)) == strlen(s);
}

#define MUST(condition)                                                                            \
  do {                                                                                             \
    if (!(condition))                                                                              \
      return #condition;                                                                           \
  } while (0)

/* Everything that the core would use. */
const char *
result_fault(const result *r)
{
  MUST(r->is_finished || r->why || r->n_estimates < 1000);
  MUST(!r->why || is_clean(r->why));
  for (size_t i = 0; i < r->n_estimates; i++) {
    const estimate *const e = &r->estimates[i];
    MUST(e->statistic < N_STATISTICS && is_inside(e->about));
    MUST(isfinite(e->value) ? !e->undefined : is_clean(e->undefined));
    MUST((isfinite(e->lo) || isnan(e->lo)) && (isfinite(e->p) || isnan(e->p)));
  }
  for (size_t i = 0; i < r->n_remarks; i++)
    MUST(is_inside(r->remarks[i].about) && is_clean(r->remarks[i].text));
  for (size_t i = 0; i < r->n_tables; i++) {
    const table *const t = &r->tables[i];
    MUST(is_clean(t->id) && is_clean(t->title));
    MUST(t->by <= t->n_columns || !r->is_finished);
    MUST((t->rows >= OM_ROWS_SCALES && t->rows <= OM_ROWS_HYPOTHESES) || !r->is_finished);
    for (size_t j = 0; j < t->n_columns; j++)
      MUST(is_inside(t->columns[j].about));
    for (size_t j = 0; j < t->n_rows; j++)
      MUST(is_inside(t->abouts[j]));
  }
  for (size_t i = 0; i < r->n_charts; i++) {
    MUST(r->charts[i].table < r->n_tables);
    for (size_t j = 0; j < 4; j++)
      MUST(r->charts[i].columns[j] <= r->tables[r->charts[i].table].n_columns || !r->is_finished);
  }
  for (size_t i = 0; i < r->n_findings; i++) {
    MUST(is_inside(r->findings[i].about));
    MUST(is_clean(r->findings[i].headline) && is_clean(r->findings[i].id));
  }
  for (size_t i = 0; i < r->n_notes; i++)
    MUST(is_inside(r->notes[i].about) && is_clean(r->notes[i].text));
  for (size_t i = 0; i < r->n_scorecard; i++) {
    const score_column *const c = &r->scorecard[i];
    MUST(c->statistic < N_STATISTICS && is_inside(c->about) && is_clean(c->label));
  }
  return NULL;
}
