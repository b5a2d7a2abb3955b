/* The wire, rule by rule: what is refused, and how much may be said. */
#include "core.h"

#include "wire_study.h"

#include <math.h>

static const result *
decode(arena *memory, const frames *s)
{
  return wire_decode(memory, s->all.at, s->all.n, &the_bounds);
}

/* --- one rule each
 * -------------------------------------------------------------------------------- */

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
  } cases[] = {{both, &the_bounds, false},
               {both, &counted, true},
               {lone, &counted, false},
               {of_unit, &counted, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    frames s = frames_new(b->memory);
    put_note(&s, cases[i].about, "A note.");
    put_finish(&s, OM_OK);
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
  const about outside[] = {
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
      {.hypothesis = 1},
      {.among = (const uint32_t[]){1, N_SCALES + 1}, .n_among = 2},
      {.among = (const uint32_t[]){0}, .n_among = 1},
  };
  bench *const b = *state;
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
    frames s = frames_new(b->memory);
    put_note(&s, outside[i], "A note.");
    put_finish(&s, OM_OK);
    const result *const r = decode(b->memory, &s);
    assert_refused(r, "that the study does not have");
    assert_null(result_fault(r)); /* what was read of it leads nowhere else */
  }
}

static void
numbers_are_finite_or_absent(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  put_estimate(&s, &(estimate){.value = 1, .lo = -INFINITY, .hi = INFINITY, .se = NAN, .p = .5});
  put_estimate(&s, &(estimate){.statistic = 1, .value = INFINITY});
  put_estimate(&s, &(estimate){.value = 2, .about = {.unit = 1}, .undefined = "not to be trusted"});
  put_finish(&s, OM_OK);
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
  put_estimate(&s, &an_estimate);
  estimate other = an_estimate;
  other.about.unit = 1;
  put_estimate(&s, &other);
  other.value = 9;
  put_estimate(&s, &other);
  put_finish(&s, OM_OK);
  assert_refused(decode(b->memory, &s), "twice");

  s = frames_new(b->memory);
  put_table(&s, "same", OM_ROWS_UNITS);
  put_table(&s, "same", OM_ROWS_UNITS);
  put_finish(&s, OM_OK);
  assert_refused(decode(b->memory, &s), "the id \"same\" was given to two results");
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
    put_table(&s, i < sizeof bad / sizeof *bad ? bad[i] : NULL, OM_ROWS_UNITS);
    put_finish(&s, OM_OK);
    assert_refused(decode(b->memory, &s), "an id is not made of");
  }
  static const char *const reserved[] = {"e1", "r03", "e99999"};
  for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
    frames s = frames_new(b->memory);
    put_table(&s, reserved[i], OM_ROWS_UNITS);
    put_finish(&s, OM_OK);
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
    put_table(&s, "t", fault == 1 ? OM_ROWS_HYPOTHESES + 1 : OM_ROWS_UNITS);
    if (fault > 0)
      put_column(&s, fault == 2 ? 1 : 0, "d");
    if (fault > 0)
      put_row(&s, fault == 3 ? 1 : 0);
    if (fault > 0)
      put_order(&s, fault == 4 ? 2 : 1, fault == 5 ? 3 : OM_ASCENDING);
    chart c = a_chart;
    c.table = fault == 6;
    c.columns[0] = fault > 0;
    c.columns[2] = fault == 7 ? 2 : 0;
    wire_put_chart(&s.body, &c);
    frames_put(&s, WIRE_CHART);
    put_finish(&s, OM_OK);
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
    frames_put(&s, WIRE_FINDING);
    put_finish(&s, OM_OK);
    assert_int_equal(decode(b->memory, &s)->is_finished,
                     priority >= OM_FIRST && priority <= OM_CHECK);
  }
}

static void
the_end_is_the_end(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  put_finish(&s, OM_OK);
  put_finish(&s, OM_OK);
  assert_refused(decode(b->memory, &s), "after the end");

  s = frames_new(b->memory);
  put_finish(&s, OM_OK);
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
  frames_put(&s, WIRE_FAIL);
  put_finish(&s, OM_E_DATA);
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
    frames_put(&s, WIRE_ISOLATION);
  }
  put_finish(&s, OM_OK);
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
    frames_put(&s, (wire_kind)kind);
    put_finish(&s, OM_OK);
    if (kind != WIRE_DESCRIPTION) /* said again before a run: passed over */
      assert_false(decode(b->memory, &s)->is_finished);
  }
}

/* --- amounts
 * -------------------------------------------------------------------------------------- */

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
    put_note(&s, (about){0}, letters(b->memory, WIRE_LONGEST_TEXT + more));
    put_finish(&s, OM_OK);
    assert_int_equal(decode(b->memory, &s)->is_finished, more == 0);
  }
}

static void
frames_have_a_limit(void **state)
{
  bench *const b = *state;
  frames s = frames_new(b->memory);
  bytes_raw(&s.body, letters(b->memory, WIRE_LONGEST_FRAME + 1), WIRE_LONGEST_FRAME + 1);
  frames_put(&s, WIRE_LOG);
  put_finish(&s, OM_OK);
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
        put_table(&s, "t", OM_ROWS_UNITS);
      for (int i = 0; (kind == WIDE_ROWS && i < 99) || (kind == ROWS && i < 1); i++)
        put_column(&s, 0, "d");
      for (int i = 0; i < most[kind] + more; i++)
        switch (kind) {
        case NOTES:
          put_note(&s, (about){0}, "A note.");
          break;
        case TABLES:
          put_table(&s, arena_printf(b->memory, "t%d", i), OM_ROWS_UNITS);
          put_column(&s, (uint32_t)i, "d");
          break;
        case COLUMNS:
          put_column(&s, 0, "d");
          break;
        case ROWS:
        case WIDE_ROWS:
          put_row(&s, 0);
          break;
        default:
          bytes_string(&s.body, "verdict");
          wire_put_about(&s.body, &(about){.unit = 1});
          bytes_string(&s.body, "fine");
          frames_put(&s, WIRE_REMARK);
        }
      put_finish(&s, OM_OK);
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
  put_finish(&s, OM_OK);
  assert_string_equal(why_not(b, &s), "it describes no plugin");
  wire_put_description(&s.body, &the_plugin);
  frames_put(&s, WIRE_DESCRIPTION);
  assert_non_null(strstr(why_not(b, &s), "after the end"));
  s = frames_new(b->memory);
  put_note(&s, (about){0}, "Too early.");
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
    put_finish(&s, OM_OK);
    assert_non_null(strstr(why_not(b, &s), "its id is not of"));
  }
  for (int fault = 0; fault < 6; fault++) {
    declared_option options[] = {the_options[0], the_options[1]};
    declared_statistic statistics[] = {the_statistics[0], the_statistics[1]};
    description d = the_plugin;
    d.options = options;
    d.statistics = statistics;
    options[0].value = fault == 0 ? 2 : fault == 1 ? NAN : .5;
    options[1].value = fault == 2 ? 2 : 0;
    statistics[1].method = fault == 3 ? "other" : "m";
    statistics[1].id = fault == 4 ? "r" : "d";
    statistics[1].basis = fault == 5 ? 0 : OM_N_SCORED;
    frames s = one_description(b->memory, &d);
    put_finish(&s, OM_OK);
    static const char *const words[] = {"default", "default", "default",
                                        "method",  "twice",   "basis"};
    assert_non_null(strstr(why_not(b, &s), words[fault]));
  }
}

/* Roles become attributes of study.xml. */
static void
a_form_can_be_filled(void **state)
{
  static const declared_role bad[] = {
      {"r", "", OM_OUTSIDE + 1, 1, 1}, {"r", "", OM_INSIDE, 2, 1},    {"r", "", OM_INSIDE, 0, 0},
      {"r", "", OM_INSIDE, 1, 100000}, {"kind", "", OM_INSIDE, 1, 1}, {"claim", "", 0, 1, 1}};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    declared_role role = bad[i];
    declared_form form = {"f", "A form.", &role, 1};
    description d = the_plugin;
    d.forms = &form;
    frames s = one_description(b->memory, &d);
    put_finish(&s, OM_OK);
    assert_non_null(strstr(why_not(b, &s), "cannot be filled"));
  }
  declared_role same[] = {{"r", "", OM_INSIDE, 1, 1}, {"r", "", OM_INSIDE, 1, 1}};
  declared_form forms[] = {{"f", "", same, 1}, {"f", "", same, 1}};
  for (uint32_t roles = 0; roles < 2; roles++) {
    forms[0].n_roles = 1 + roles;
    description d = the_plugin;
    d.forms = forms;
    d.n_forms = 2 - roles;
    frames s = one_description(b->memory, &d);
    put_finish(&s, OM_OK);
    assert_non_null(strstr(why_not(b, &s), "twice"));
  }
}

static void
what_is_used_is_a_plugin(void **state)
{
  static const struct {
    const char *plugin, *words;
  } bad[] = {{"plain", "no id of a plugin"}, {"a..b", "no id"}, {"A.b", "no id"}, {"", "no id"}};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    declared_use use = {bad[i].plugin, "it", false};
    description d = the_plugin;
    d.uses = &use;
    frames s = one_description(b->memory, &d);
    put_finish(&s, OM_OK);
    assert_non_null(strstr(why_not(b, &s), bad[i].words));
  }
  declared_use twice[] = {{"a.b", "it", false}, {"a.b", "it again", true}};
  description d = the_plugin;
  d.uses = twice;
  d.n_uses = 2;
  frames s = one_description(b->memory, &d);
  put_finish(&s, OM_OK);
  assert_non_null(strstr(why_not(b, &s), "twice"));
}

/* The scorecard is of units, and the host names them. */
static void
a_scorecard_is_of_declared_statistics(void **state)
{
  static const struct {
    uint32_t statistic;
    about about;
  } bad[] = {{N_STATISTICS, {0}}, {0, {.unit = 1}}, {0, {.with_unit = 1}}, {0, {.scale = 99}}};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    frames s = frames_new(b->memory);
    put_scorecard(&s, bad[i].statistic, bad[i].about);
    put_finish(&s, OM_OK);
    const result *const r = wire_decode(b->memory, s.all.at, s.all.n, &the_bounds);
    assert_false(r->is_finished);
    assert_non_null(r->why);
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
    frames_put(&s, WIRE_DESCRIPTION);
  }
  put_finish(&s, OM_OK);
  assert_non_null(strstr(why_not(b, &s), "more than 64 plugins"));

  description d = the_plugin;
  d.n_methods = 1001;
  d.methods = arena_many(b->memory, d.n_methods, declared_method);
  for (uint32_t i = 0; i < d.n_methods; i++)
    d.methods[i] = (declared_method){arena_printf(b->memory, "m%u", i), "t", ""};
  s = one_description(b->memory, &d);
  put_finish(&s, OM_OK);
  assert_non_null(strstr(why_not(b, &s), "more than a thousand"));
}

/* A count that claims what is not there must cost nothing. */
static void
counts_are_not_believed(void **state)
{
  bench *const b = *state;
  frames whole = one_description(b->memory, &the_plugin);
  put_finish(&whole, OM_OK);
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
      BENCH_TEST(a_form_can_be_filled),
      BENCH_TEST(what_is_used_is_a_plugin),
      BENCH_TEST(a_scorecard_is_of_declared_statistics),
      BENCH_TEST(there_is_an_end_to_descriptions),
      BENCH_TEST(counts_are_not_believed),
  };
  return cmocka_run_group_tests_name("wire rules", tests, make_study, NULL);
}
