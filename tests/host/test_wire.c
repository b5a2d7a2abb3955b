/* The wire: what goes in comes out, and whatever an enemy sends, nothing comes out that points
 * beyond the study. */
#include "core.h"

#include "result/wire.h"

#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

/* --- a small study, and a plugin with two statistics
 * ---------------------------------------------- */

enum { N_SCALES = 2, N_UNITS = 3, N_WAVES = 1, N_ITEMS = 2, N_STATISTICS = 2 };

static const om_survey survey = {
    .size = sizeof survey, .id = "staff", .level = OM_LEVEL_RESPONDENT};
static om_item items[N_SCALES][N_ITEMS];
static const om_item *item_lists[N_SCALES][N_ITEMS];
static om_scale scales[N_SCALES];
static const om_survey *const surveys[] = {&survey};
static const om_scale *const scale_list[] = {&scales[0], &scales[1]};
static om_study the_study = {.size = sizeof the_study,
                             .n_surveys = 1,
                             .n_scales = N_SCALES,
                             .n_units = N_UNITS,
                             .n_waves = N_WAVES,
                             .surveys = surveys,
                             .scales = scale_list};
static declared_statistic declared[N_STATISTICS] = {
    {"r", "R", "Some r.", "m", OM_FORMAT_RATIO, OM_N_MATCHED},
    {"d", "D", "Some d.", "m", OM_FORMAT_NUMBER, OM_N_SCORED}};
static declared_method one_method = {"m", "A method.", "Somebody 1999"};
static const char *choices[] = {"first", "second"};
static declared_option two_options[] = {{OM_OPT_REAL, "floor", "A floor.", .7, 0, 1, NULL, 0},
                                        {OM_OPT_CHOICE, "way", "A way.", 1, 0, 0, choices, 2}};
static declared_need one_need = {OM_NEED_UNITS, 0, 3, "three units"};
static const description the_plugin = {.id = "org.example.a",
                                       .version = "1.0",
                                       .name = "A",
                                       .summary = "An example.",
                                       .place = OM_PLACE_ANSWER,
                                       .needs = &one_need,
                                       .options = two_options,
                                       .methods = &one_method,
                                       .statistics = declared,
                                       .n_needs = 1,
                                       .n_options = 2,
                                       .n_methods = 1,
                                       .n_statistics = N_STATISTICS};
static const wire_bounds bounds = {&the_study, &the_plugin, false};

static int
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

/* --- frames
 * -------------------------------------------------------------------------------------------- */

typedef struct frames {
  bytes all, body;
} frames;

static frames
frames_new(arena *memory)
{
  return (frames){bytes_new(memory), bytes_new(memory)};
}

static void
send(frames *s, wire_kind kind)
{
  wire_frame(&s->all, kind, &s->body);
  s->body.n = 0;
}

static void
send_finish(frames *s, om_status status)
{
  bytes_u32(&s->body, (uint32_t)status);
  send(s, WIRE_FINISH);
}

static void
send_estimate(frames *s, const estimate *e)
{
  wire_put_estimate(&s->body, e);
  send(s, WIRE_ESTIMATE);
}

static void
send_table(frames *s, const char *id, uint32_t rows)
{
  bytes_string(&s->body, id);
  bytes_string(&s->body, "A table");
  bytes_u32(&s->body, rows);
  send(s, WIRE_TABLE);
}

static void
send_column(frames *s, uint32_t of, const char *name)
{
  bytes_u32(&s->body, of);
  bytes_string(&s->body, name);
  bytes_string(&s->body, "A column");
  wire_put_about(&s->body, &(about){.scale = 1});
  send(s, WIRE_COLUMN);
}

static void
send_row(frames *s, uint32_t of)
{
  bytes_u32(&s->body, of);
  wire_put_about(&s->body, &(about){.unit = 2});
  send(s, WIRE_ROW);
}

static void
send_order(frames *s, uint32_t column, uint32_t order)
{
  bytes_u32(&s->body, 0);
  bytes_u32(&s->body, column);
  bytes_u32(&s->body, order);
  send(s, WIRE_ORDER);
}

static void
send_note(frames *s, about a, const char *text)
{
  wire_put_about(&s->body, &a);
  bytes_string(&s->body, text);
  send(s, WIRE_NOTE);
}

static const estimate an_estimate = {.statistic = 1,
                                     .about = {.scale = 2, .unit = 3},
                                     .value = 3.5,
                                     .lo = 3,
                                     .hi = 4,
                                     .se = .2,
                                     .p = NAN};
static const chart a_chart = {.type = OM_CHART_BARS,
                              .id = "bars",
                              .title = "Bars",
                              .description = "A bar for each.",
                              .columns = {1, 0, 0, 0},
                              .min = 1,
                              .max = 5};
static const finding a_finding = {.priority = OM_MAIN,
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
static frames
everything(arena *memory)
{
  frames s = frames_new(memory);
  bytes_u8(&s.body, 1);
  bytes_u8(&s.body, 0);
  send(&s, WIRE_ISOLATION);
  bytes_string(&s.body, "a line");
  send(&s, WIRE_LOG);
  bytes_string(&s.body, "A title");
  bytes_string(&s.body, NULL);
  send(&s, WIRE_SECTION);
  send_estimate(&s, &an_estimate);
  send_estimate(&s, &(estimate){.statistic = 0, .value = NAN, .undefined = "zero variance"});
  bytes_string(&s.body, "verdict");
  wire_put_about(&s.body, &(about){.scale = 1, .item = 2});
  bytes_string(&s.body, "fine \xc3\xa9");
  send(&s, WIRE_REMARK);
  send_table(&s, "units", OM_ROWS_UNITS);
  send_column(&s, 0, "d");
  send_row(&s, 0);
  send_order(&s, 1, OM_DESCENDING);
  wire_put_chart(&s.body, &a_chart);
  send(&s, WIRE_CHART);
  wire_put_finding(&s.body, &a_finding);
  send(&s, WIRE_FINDING);
  send_note(&s, (about){.survey = 1, .side = OM_INSIDE, .wave = 1}, "A note.");
  send_finish(&s, OM_OK);
  return s;
}

static const result *
decode(arena *memory, const frames *s)
{
  return wire_decode(memory, s->all.at, s->all.n, &bounds);
}

static void
assert_about(about got, about wanted)
{
  assert_int_equal(about_compare(got, wanted), 0);
}

static void
what_goes_in_comes_out(void **state)
{
  bench *const b = *state;
  const frames s = everything(b->memory);
  const result *const r = decode(b->memory, &s);
  assert_true(r->is_finished);
  assert_int_equal(r->status, OM_OK);
  assert_true(r->isolation.landlock && !r->isolation.seccomp);
  assert_int_equal(r->n_logs, 1);
  assert_string_equal(r->logs[0], "a line");
  assert_string_equal(r->title, "A title");
  assert_string_equal(r->lead, "");
  assert_int_equal(r->n_estimates, 2);
  assert_int_equal(r->estimates[0].statistic, 1);
  assert_about(r->estimates[0].about, an_estimate.about);
  assert_true(r->estimates[0].value == 3.5 && r->estimates[0].lo == 3 && r->estimates[0].hi == 4);
  assert_true(r->estimates[0].se == .2 && isnan(r->estimates[0].p));
  assert_null(r->estimates[0].undefined);
  assert_true(isnan(r->estimates[1].value));
  assert_string_equal(r->estimates[1].undefined, "zero variance");
  assert_int_equal(r->n_remarks, 1);
  assert_string_equal(r->remarks[0].text, "fine \xc3\xa9");
  assert_about(r->remarks[0].about, (about){.scale = 1, .item = 2});
  assert_int_equal(r->n_tables, 1);
  assert_int_equal(r->tables[0].n_columns, 1);
  assert_string_equal(r->tables[0].columns[0].name, "d");
  assert_int_equal(r->tables[0].n_rows, 1);
  assert_about(r->tables[0].abouts[0], (about){.unit = 2});
  assert_int_equal(r->tables[0].by, 1);
  assert_int_equal(r->tables[0].order, OM_DESCENDING);
  assert_int_equal(r->n_charts, 1);
  assert_string_equal(r->charts[0].description, a_chart.description);
  assert_memory_equal(r->charts[0].columns, a_chart.columns, sizeof a_chart.columns);
  assert_true(r->charts[0].min == 1 && r->charts[0].max == 5);
  assert_int_equal(r->n_findings, 1);
  const finding *const f = &r->findings[0];
  assert_about(f->about, a_finding.about);
  assert_true(f->has_evidence && f->evidence.n == 30 && f->evidence.value == .4);
  assert_true(f->evidence.meaningful == .3 && isnan(f->evidence.p_adjusted));
  assert_null(f->caution);
  assert_string_equal(f->chart, "bars");
  assert_int_equal(r->n_notes, 1);
  assert_about(r->notes[0].about, (about){.survey = 1, .side = OM_INSIDE, .wave = 1});
}

static frames
one_description(arena *memory, const description *d)
{
  frames s = frames_new(memory);
  wire_put_description(&s.body, d);
  send(&s, WIRE_DESCRIPTION);
  return s;
}

static void
a_description_comes_out(void **state)
{
  bench *const b = *state;
  frames s = one_description(b->memory, &the_plugin);
  send_finish(&s, OM_OK);
  const char *why = "unset";
  const descriptions all = wire_decode_descriptions(b->memory, s.all.at, s.all.n, &why);
  assert_null(why);
  assert_int_equal(all.n, 1);
  const description *const d = all.at[0];
  assert_string_equal(d->id, the_plugin.id);
  assert_int_equal(d->place, OM_PLACE_ANSWER);
  assert_int_equal(d->n_needs, 1);
  assert_int_equal(d->needs[0].at_least, 3);
  assert_int_equal(d->n_options, 2);
  assert_true(d->options[0].value == .7);
  assert_int_equal(d->options[1].n_choices, 2);
  assert_string_equal(d->options[1].choices[1], "second");
  assert_string_equal(d->methods[0].reference, "Somebody 1999");
  assert_int_equal(d->n_statistics, 2);
  assert_int_equal(d->statistics[1].basis, OM_N_SCORED);
}

/* --- what an enemy sends
 * -------------------------------------------------------------------------------- */

static bool
is_inside(about a)
{
  return a.side <= OM_OUTSIDE && a.survey <= 1 && a.scale <= N_SCALES &&
         a.item <= (a.scale ? N_ITEMS : 0) && a.inside <= N_SCALES && a.outside <= N_SCALES &&
         a.unit <= N_UNITS && a.wave <= N_WAVES;
}

static bool
is_clean(const char *s)
{
  return s && strlen(s) <= 3 * WIRE_LONGEST_TEXT && utf8_check(s, strlen(s)) == strlen(s);
}

/* Everything that the core would use.  Also what stands there of a result that was refused. */
static void
assert_sane(const result *r)
{
  assert_true(r->is_finished || r->why || r->n_estimates < 1000);
  assert_true(!r->why || is_clean(r->why));
  for (size_t i = 0; i < r->n_estimates; i++) {
    const estimate *const e = &r->estimates[i];
    assert_true(e->statistic < N_STATISTICS && is_inside(e->about));
    assert_true(isfinite(e->value) ? !e->undefined : is_clean(e->undefined));
    assert_true((isfinite(e->lo) || isnan(e->lo)) && (isfinite(e->p) || isnan(e->p)));
  }
  for (size_t i = 0; i < r->n_remarks; i++)
    assert_true(is_inside(r->remarks[i].about) && is_clean(r->remarks[i].text));
  for (size_t i = 0; i < r->n_tables; i++) {
    const table *const t = &r->tables[i];
    assert_true(is_clean(t->id) && is_clean(t->title));
    assert_true(t->by <= t->n_columns || !r->is_finished);
    assert_true((t->rows >= OM_ROWS_SCALES && t->rows <= OM_ROWS_ONE) || !r->is_finished);
    for (size_t j = 0; j < t->n_columns; j++)
      assert_true(is_inside(t->columns[j].about));
    for (size_t j = 0; j < t->n_rows; j++)
      assert_true(is_inside(t->abouts[j]));
  }
  for (size_t i = 0; i < r->n_charts; i++) {
    assert_true(r->charts[i].table < r->n_tables);
    for (size_t j = 0; j < 4; j++)
      assert_true(r->charts[i].columns[j] <= r->tables[r->charts[i].table].n_columns ||
                  !r->is_finished);
  }
  for (size_t i = 0; i < r->n_findings; i++) {
    assert_true(is_inside(r->findings[i].about));
    assert_true(is_clean(r->findings[i].headline) && is_clean(r->findings[i].id));
  }
  for (size_t i = 0; i < r->n_notes; i++)
    assert_true(is_inside(r->notes[i].about) && is_clean(r->notes[i].text));
}

/* Bytes that end where a page begins that cannot be read: one too many is a crash. */
typedef struct fence {
  uint8_t *map, *edge;
  size_t n;
} fence;

static fence
fence_new(size_t most)
{
  const size_t page = (size_t)sysconf(_SC_PAGESIZE), n = (most + page - 1) / page * page;
  uint8_t *const map =
      mmap(NULL, n + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  assert_true(map != MAP_FAILED);
  assert_int_equal(mprotect(map + n, page, PROT_NONE), 0);
  return (fence){map, map + n, n + page};
}

static uint8_t *
fence_put(const fence *f, const uint8_t *at, size_t n)
{
  memcpy(f->edge - n, at, n);
  return f->edge - n;
}

static void
fence_done(fence *f)
{
  munmap(f->map, f->n);
}

/* Decodes as a result and as descriptions; memory comes and goes. */
static bool
survives(const uint8_t *at, size_t n)
{
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump))
    fail_msg("out of memory");
  arena *const memory = arena_new(&handler);
  const result *const r = wire_decode(memory, at, n, &bounds);
  assert_sane(r);
  const bool is_finished = r->is_finished;
  const char *why = NULL;
  const descriptions d = wire_decode_descriptions(memory, at, n, &why);
  assert_true((d.n == 0) == (why != NULL));
  for (size_t i = 0; i < d.n; i++)
    assert_true(is_clean(d.at[i]->id) && d.at[i]->n_statistics <= 1000);
  arena_free(memory);
  return is_finished;
}

static frames
every_stream(arena *memory, int which)
{
  if (which == 0)
    return everything(memory);
  frames s = one_description(memory, &the_plugin);
  send_finish(&s, OM_OK);
  return s;
}

static void
no_part_is_taken_for_the_whole(void **state)
{
  bench *const b = *state;
  for (int which = 0; which < 2; which++) {
    const frames s = every_stream(b->memory, which);
    fence f = fence_new(s.all.n);
    for (size_t n = 0; n < s.all.n; n++)
      assert_false(survives(fence_put(&f, s.all.at, n), n));
    assert_true(survives(fence_put(&f, s.all.at, s.all.n), s.all.n));
    fence_done(&f);
  }
}

static void
no_wrong_byte_does_harm(void **state)
{
  static const uint8_t masks[] = {0x01, 0x80, 0x7F, 0xFF};
  bench *const b = *state;
  for (int which = 0; which < 2; which++) {
    const frames s = every_stream(b->memory, which);
    fence f = fence_new(s.all.n);
    uint8_t *const at = fence_put(&f, s.all.at, s.all.n);
    for (size_t i = 0; i < s.all.n; i++)
      for (size_t m = 0; m < sizeof masks; m++) {
        at[i] ^= masks[m];
        survives(at, s.all.n);
        at[i] ^= masks[m];
      }
    fence_done(&f);
  }
}

static void
no_mixture_does_harm(void **state)
{
  enum { ROUNDS = 20000 };
  bench *const b = *state;
  dice d = {88172645463325252u};
  const frames s[] = {every_stream(b->memory, 0), every_stream(b->memory, 1)};
  fence f = fence_new(s[0].all.n + s[1].all.n);
  for (int round = 0; round < ROUNDS; round++) {
    const frames *const x = &s[dice_next(&d) % 8 == 0];
    size_t n = x->all.n;
    uint8_t *const at = fence_put(&f, x->all.at, n);
    for (uint64_t k = dice_next(&d) % 8 + 1; k > 0; k--) {
      const size_t i = dice_next(&d) % n, j = dice_next(&d) % n, far = n - (i > j ? i : j);
      switch (dice_next(&d) % 4) {
      case 0:
        at[i] = (uint8_t)dice_next(&d);
        break;
      case 1: /* small numbers are where indices and kinds are */
        at[i] = (uint8_t)(dice_next(&d) % 20);
        break;
      case 2:
        memmove(at + i, at + j, dice_next(&d) % far + 1);
        break;
      default:
        memset(at + i, 0xFF, far < 4 ? far : 4);
      }
    }
    survives(at, n);
  }
  fence_done(&f);
}

/* --- one rule each
 * ------------------------------------------------------------------------------------------ */

#define assert_refused(r, words)                                                                   \
  do {                                                                                             \
    assert_false((r)->is_finished);                                                                \
    assert_non_null((r)->why);                                                                     \
    assert_non_null(strstr((r)->why, (words)));                                                    \
  } while (0)

/* Nobody has counted who answered two items, unless the plugin declared that it wants that. */
static void
two_items_must_be_counted(void **state)
{
  bench *const b = *state;
  const about both = {.scale = 1, .item = 1, .with_scale = 1, .with_item = 2};
  const about lone = {.with_scale = 1, .with_item = 2};
  const about of_unit = {.scale = 1, .item = 1, .with_scale = 1, .with_item = 2, .unit = 1};
  const wire_bounds counted = {&the_study, &the_plugin, true};
  const struct {
    about about;
    const wire_bounds *bounds;
    bool is_fine;
  } cases[] = {{both, &bounds, false},
               {both, &counted, true},
               {lone, &counted, false},
               {of_unit, &counted, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    frames s = frames_new(b->memory);
    send_note(&s, cases[i].about, "A note.");
    send_finish(&s, OM_OK);
    const result *const r = wire_decode(b->memory, s.all.at, s.all.n, cases[i].bounds);
    if (cases[i].is_fine)
      assert_null(r->why);
    else
      assert_refused(r, "nobody counted who answered both");
  }
}

static void
a_subject_must_be_of_the_study(void **state)
{
  static const about outside[] = {
      {.side = 3},
      {.survey = 2},
      {.scale = N_SCALES + 1},
      {.item = 1},
      {.inside = 3},
      {.scale = 1, .item = 3},
      {.unit = N_UNITS + 1},
      {.wave = 2},
      {.outside = 1u << 31},
      {.unit = UINT32_MAX},
      {.with_item = 1},
      {.with_unit = N_UNITS + 1},
      {.with_scale = N_SCALES + 1},
  };
  bench *const b = *state;
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
    frames s = frames_new(b->memory);
    send_note(&s, outside[i], "A note.");
    send_finish(&s, OM_OK);
    assert_refused(decode(b->memory, &s), "that the study does not have");
  }
}

static void
numbers_are_finite_or_absent(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  send_estimate(&s, &(estimate){.value = 1, .lo = -INFINITY, .hi = INFINITY, .se = NAN, .p = .5});
  send_estimate(&s, &(estimate){.statistic = 1, .value = INFINITY});
  send_estimate(&s,
                &(estimate){.value = 2, .about = {.unit = 1}, .undefined = "not to be trusted"});
  send_finish(&s, OM_OK);
  const result *const r = decode(b->memory, &s);
  assert_true(r->is_finished);
  assert_true(r->estimates[0].value == 1 && r->estimates[0].p == .5);
  assert_true(isnan(r->estimates[0].lo) && isnan(r->estimates[0].hi));
  assert_true(isnan(r->estimates[1].value) && r->estimates[1].undefined);
  assert_true(isnan(r->estimates[2].value) && r->estimates[2].undefined);
}

static void
nothing_is_said_twice(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  send_estimate(&s, &an_estimate);
  estimate other = an_estimate;
  other.about.unit = 1;
  send_estimate(&s, &other);
  other.value = 9;
  send_estimate(&s, &other);
  send_finish(&s, OM_OK);
  assert_refused(decode(b->memory, &s), "twice");

  s = frames_new(b->memory);
  send_table(&s, "same", OM_ROWS_UNITS);
  send_table(&s, "same", OM_ROWS_UNITS);
  send_finish(&s, OM_OK);
  assert_refused(decode(b->memory, &s), "twice");
}

static void
ids_can_stand_in_file_names(void **state)
{
  static const char *const bad[] = {
      "",     "../up", "a/b", "1st",
      "a b",  "a.b",   "-rf", "\xc3\xa9",
      "a\nb", "a\"",   "<a>", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
  bench *const b = *state;
  for (size_t i = 0; i <= sizeof bad / sizeof *bad; i++) {
    frames s = frames_new(b->memory);
    send_table(&s, i < sizeof bad / sizeof *bad ? bad[i] : NULL, OM_ROWS_UNITS);
    send_finish(&s, OM_OK);
    assert_refused(decode(b->memory, &s), "an id is not made of");
  }
  static const char *const reserved[] = {"e1", "r03", "e99999"};
  for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
    frames s = frames_new(b->memory);
    send_table(&s, reserved[i], OM_ROWS_UNITS);
    send_finish(&s, OM_OK);
    assert_refused(decode(b->memory, &s), "an id is one that the report gives itself");
  }
}

static void
tables_have_what_is_asked_of_them(void **state)
{
  static const char *const words[] = {"a table has no column",
                                      "rows of an unknown kind",
                                      "a table was used that does not exist",
                                      "a table was used that does not exist",
                                      "ordered by a column",
                                      "ordered by a column",
                                      "a chart shows a table",
                                      "a chart shows a column"};
  bench *const b = *state;
  for (int fault = 0; fault < 8; fault++) {
    frames s = frames_new(b->memory);
    send_table(&s, "t", fault == 1 ? OM_ROWS_HYPOTHESES + 1 : OM_ROWS_UNITS);
    if (fault > 0)
      send_column(&s, fault == 2 ? 1 : 0, "d");
    if (fault > 0)
      send_row(&s, fault == 3 ? 1 : 0);
    if (fault > 0)
      send_order(&s, fault == 4 ? 2 : 1, fault == 5 ? 3 : OM_ASCENDING);
    chart c = a_chart;
    c.table = fault == 6;
    c.columns[0] = fault > 0;
    c.columns[2] = fault == 7 ? 2 : 0;
    wire_put_chart(&s.body, &c);
    send(&s, WIRE_CHART);
    send_finish(&s, OM_OK);
    assert_refused(decode(b->memory, &s), words[fault]);
  }
}

static void
findings_have_a_priority(void **state)
{
  bench *const b = *state;
  for (uint32_t priority = 0; priority < 6; priority++) {
    finding f = a_finding;
    f.priority = priority;
    frames s = frames_new(b->memory);
    wire_put_finding(&s.body, &f);
    send(&s, WIRE_FINDING);
    send_finish(&s, OM_OK);
    assert_int_equal(decode(b->memory, &s)->is_finished,
                     priority >= OM_FIRST && priority <= OM_CHECK);
  }
}

static void
the_end_is_the_end(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  send_finish(&s, OM_OK);
  send_finish(&s, OM_OK);
  assert_refused(decode(b->memory, &s), "after the end");

  s = frames_new(b->memory);
  send_finish(&s, OM_OK);
  bytes_u8(&s.all, 0);
  assert_refused(decode(b->memory, &s), "cut short");

  s = frames_new(b->memory);
  assert_false(decode(b->memory, &s)->is_finished);
}

static void
a_failure_keeps_its_reason(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  bytes_u32(&s.body, (uint32_t)OM_E_DATA);
  bytes_string(&s.body, "one\x1b[2J two");
  send(&s, WIRE_FAIL);
  send_finish(&s, OM_E_DATA);
  const result *const r = decode(b->memory, &s);
  assert_true(r->is_finished);
  assert_int_equal(r->status, OM_E_DATA);
  assert_string_equal(r->why, "one\xef\xbf\xbd[2J two");
}

static void
isolation_is_told_once(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  for (int i = 0; i < 2; i++) {
    bytes_u8(&s.body, (uint8_t)i);
    bytes_u8(&s.body, (uint8_t)i);
    send(&s, WIRE_ISOLATION);
  }
  send_finish(&s, OM_OK);
  const result *const r = decode(b->memory, &s);
  assert_refused(r, "forged");
  assert_false(r->isolation.landlock && r->is_finished);
}

static void
records_hold_what_their_kind_asks(void **state)
{
  bench *const b = *state;
  for (int kind = 0; kind < 256; kind++) {
    frames s = frames_new(b->memory);
    bytes_u8(&s.body, 7);
    send(&s, (wire_kind)kind);
    send_finish(&s, OM_OK);
    if (kind != WIRE_DESCRIPTION) /* said again before a run: passed over */
      assert_false(decode(b->memory, &s)->is_finished);
  }
}

/* --- amounts
 * -------------------------------------------------------------------------------------------------
 */

static char *
letters(arena *memory, size_t n)
{
  char *const s = arena_alloc(memory, n + 1, 1);
  memset(s, 'a', n);
  return s;
}

static void
texts_have_a_limit(void **state)
{
  bench *const b = *state;
  for (size_t more = 0; more < 2; more++) {
    frames s = frames_new(b->memory);
    send_note(&s, (about){0}, letters(b->memory, WIRE_LONGEST_TEXT + more));
    send_finish(&s, OM_OK);
    assert_int_equal(decode(b->memory, &s)->is_finished, more == 0);
  }
}

static void
frames_have_a_limit(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  bytes_raw(&s.body, letters(b->memory, WIRE_LONGEST_FRAME + 1), WIRE_LONGEST_FRAME + 1);
  send(&s, WIRE_LOG);
  send_finish(&s, OM_OK);
  assert_refused(decode(b->memory, &s), "cut short");
}

static void
there_is_an_end_to_what_is_said(void **state)
{
  enum { NOTES, TABLES, COLUMNS, ROWS, WIDE_ROWS, REMARKS, N_KINDS };
  static const int most[N_KINDS] = {1000, 1000, 100, 20000, 1999, 100000};
  bench *const b = *state;
  for (int kind = 0; kind < N_KINDS; kind++)
    for (int more = 0; more < 2; more++) {
      frames s = frames_new(b->memory);
      if (kind == COLUMNS || kind == ROWS || kind == WIDE_ROWS)
        send_table(&s, "t", OM_ROWS_UNITS);
      for (int i = 0; (kind == WIDE_ROWS && i < 99) || (kind == ROWS && i < 1); i++)
        send_column(&s, 0, "d");
      for (int i = 0; i < most[kind] + more; i++)
        switch (kind) {
        case NOTES:
          send_note(&s, (about){0}, "A note.");
          break;
        case TABLES:
          send_table(&s, arena_printf(b->memory, "t%d", i), OM_ROWS_UNITS);
          send_column(&s, (uint32_t)i, "d");
          break;
        case COLUMNS:
          send_column(&s, 0, "d");
          break;
        case ROWS:
        case WIDE_ROWS:
          send_row(&s, 0);
          break;
        default:
          bytes_string(&s.body, "verdict");
          wire_put_about(&s.body, &(about){.unit = 1});
          bytes_string(&s.body, "fine");
          send(&s, WIRE_REMARK);
        }
      send_finish(&s, OM_OK);
      const result *const r = decode(b->memory, &s);
      if (more)
        assert_refused(r, "more to say than a report can hold");
      else
        assert_true(r->is_finished);
    }
}

static const char *
why_not(bench *b, const frames *s)
{
  const char *why = NULL;
  const descriptions d = wire_decode_descriptions(b->memory, s->all.at, s->all.n, &why);
  assert_true((d.n == 0) == (why != NULL));
  return why ? why : "";
}

static void
a_description_must_be_whole(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  assert_non_null(strstr(why_not(b, &s), "ended its own process"));
  s = one_description(b->memory, &the_plugin);
  assert_non_null(strstr(why_not(b, &s), "ended its own process"));
  bytes_u8(&s.all, 0);
  assert_non_null(strstr(why_not(b, &s), "cut short"));
  s = frames_new(b->memory);
  send_finish(&s, OM_OK);
  assert_string_equal(why_not(b, &s), "it describes no plugin");
  wire_put_description(&s.body, &the_plugin);
  send(&s, WIRE_DESCRIPTION);
  assert_non_null(strstr(why_not(b, &s), "after the end"));
  s = frames_new(b->memory);
  send_note(&s, (about){0}, "Too early.");
  assert_non_null(strstr(why_not(b, &s), "before it was asked"));
}

static void
a_description_must_make_sense(void **state)
{
  static const char *const ids[] = {"", "Org", "a..b", ".a", "a.", "a b", "a/b", "\xc3\xa9"};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
    description d = the_plugin;
    d.id = ids[i];
    frames s = one_description(b->memory, &d);
    send_finish(&s, OM_OK);
    assert_non_null(strstr(why_not(b, &s), "its id is not of"));
  }
  for (int fault = 0; fault < 6; fault++) {
    declared_option options[] = {two_options[0], two_options[1]};
    declared_statistic statistics[] = {declared[0], declared[1]};
    description d = the_plugin;
    d.options = options;
    d.statistics = statistics;
    options[0].value = fault == 0 ? 2 : fault == 1 ? NAN : .5;
    options[1].value = fault == 2 ? 2 : 0;
    statistics[1].method = fault == 3 ? "other" : "m";
    statistics[1].id = fault == 4 ? "r" : "d";
    statistics[1].basis = fault == 5 ? 0 : OM_N_SCORED;
    frames s = one_description(b->memory, &d);
    send_finish(&s, OM_OK);
    static const char *const words[] = {"default", "default", "default",
                                        "method",  "twice",   "basis"};
    assert_non_null(strstr(why_not(b, &s), words[fault]));
  }
}

static void
there_is_an_end_to_descriptions(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  for (int i = 0; i < 65; i++) {
    description d = the_plugin;
    d.id = arena_printf(b->memory, "a.p%d", i);
    wire_put_description(&s.body, &d);
    send(&s, WIRE_DESCRIPTION);
  }
  send_finish(&s, OM_OK);
  assert_non_null(strstr(why_not(b, &s), "more than 64 plugins"));

  description d = the_plugin;
  d.n_methods = 1001;
  d.methods = arena_many(b->memory, d.n_methods, declared_method);
  for (uint32_t i = 0; i < d.n_methods; i++)
    d.methods[i] = (declared_method){arena_printf(b->memory, "m%u", i), "t", ""};
  s = one_description(b->memory, &d);
  send_finish(&s, OM_OK);
  assert_non_null(strstr(why_not(b, &s), "more than a thousand"));
}

/* A count that claims what is not there must cost nothing. */
static void
counts_are_not_believed(void **state)
{
  bench *const b = *state;
  frames whole = one_description(b->memory, &the_plugin);
  send_finish(&whole, OM_OK);
  for (size_t i = WIRE_HEAD; i + 4 <= whole.all.n; i++) {
    out_of_memory handler = OUT_OF_MEMORY_INIT;
    if (setjmp(handler.jump))
      fail_msg("a count at %zu took memory", i);
    arena *const memory = arena_new(&handler);
    handler.allowed = 8; /* blocks: some 100 KB */
    bytes copy = bytes_new(memory);
    bytes_raw(&copy, whole.all.at, whole.all.n);
    memset(copy.at + i, 0xFF, 3);
    const char *why;
    wire_decode_descriptions(memory, copy.at, copy.n, &why);
    arena_free(memory);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(what_goes_in_comes_out),
      BENCH_TEST(a_description_comes_out),
      BENCH_TEST(no_part_is_taken_for_the_whole),
      BENCH_TEST(no_wrong_byte_does_harm),
      BENCH_TEST(no_mixture_does_harm),
      BENCH_TEST(a_subject_must_be_of_the_study),
      BENCH_TEST(two_items_must_be_counted),
      BENCH_TEST(numbers_are_finite_or_absent),
      BENCH_TEST(nothing_is_said_twice),
      BENCH_TEST(ids_can_stand_in_file_names),
      BENCH_TEST(tables_have_what_is_asked_of_them),
      BENCH_TEST(findings_have_a_priority),
      BENCH_TEST(the_end_is_the_end),
      BENCH_TEST(a_failure_keeps_its_reason),
      BENCH_TEST(isolation_is_told_once),
      BENCH_TEST(records_hold_what_their_kind_asks),
      BENCH_TEST(texts_have_a_limit),
      BENCH_TEST(frames_have_a_limit),
      BENCH_TEST(there_is_an_end_to_what_is_said),
      BENCH_TEST(a_description_must_be_whole),
      BENCH_TEST(a_description_must_make_sense),
      BENCH_TEST(there_is_an_end_to_descriptions),
      BENCH_TEST(counts_are_not_believed),
  };
  return cmocka_run_group_tests_name("wire", tests, make_study, NULL);
}
