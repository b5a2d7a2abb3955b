/* The wire: what goes in comes out, and whatever an enemy sends, nothing comes out that points
 * beyond the study. */
#include "core.h"

#include "result/found.h"
#include "wire_study.h"

#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

static const result *
decode(arena *memory, const frames *s)
{
  return wire_decode(memory, s->all.at, s->all.n, &the_bounds);
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
  const frames s = every_record(b->memory);
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
  assert_int_equal(r->n_scorecard, 1);
  assert_int_equal(r->scorecard[0].statistic, 1);
  assert_string_equal(r->scorecard[0].label, "A score");
  assert_about(r->scorecard[0].about, (about){.scale = 2});
  assert_int_equal(r->n_notes, 2);
  assert_about(r->notes[0].about, (about){.survey = 1, .side = OM_INSIDE, .wave = 1});
  assert_int_equal(r->notes[1].about.n_among, 2);
  assert_int_equal(r->notes[1].about.among[0], 1);
  assert_int_equal(r->notes[1].about.among[1], 2);
}

/* What one plugin found, on its way to another. */
static void
what_was_found_comes_out(void **state)
{
  bench *const b = *state;
  const frames s = every_record(b->memory);
  const found all[] = {{"a.fine", OM_OK, "", &the_plugin, decode(b->memory, &s)},
                       {.id = "a.lost", .status = OM_E_DATA, .why = "it crashed"}};
  bytes out = bytes_new(b->memory);
  found_put(&out, all, 2);
  found *back;
  size_t n;
  assert_true(found_get(b->memory, out.at, out.n, &the_study, &back, &n));
  assert_int_equal(n, 2);
  assert_string_equal(back[0].id, "a.fine");
  assert_string_equal(back[0].description->id, the_plugin.id);
  assert_int_equal(back[0].result->n_estimates, 2);
  assert_true(back[0].result->estimates[0].value == 3.5);
  assert_about(back[0].result->estimates[0].about, an_estimate.about);
  assert_string_equal(back[0].result->estimates[1].undefined, "zero variance");
  assert_int_equal(back[0].result->n_notes, 0); /* numbers alone */
  assert_int_equal(back[1].status, OM_E_DATA);
  assert_string_equal(back[1].why, "it crashed");
  assert_null(back[1].result);
  for (size_t cut = 0; cut < out.n; cut++)
    assert_false(found_get(b->memory, out.at, cut, &the_study, &back, &n));
}

static void
a_description_comes_out(void **state)
{
  bench *const b = *state;
  frames s = one_description(b->memory, &the_plugin);
  put_finish(&s, OM_OK);
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
  assert_int_equal(d->n_forms, 1);
  assert_string_equal(d->forms[0].kind, "pair");
  assert_int_equal(d->forms[0].n_roles, 2);
  assert_string_equal(d->forms[0].roles[1].id, "of");
  assert_int_equal(d->forms[0].roles[1].side, OM_OUTSIDE);
  assert_int_equal(d->forms[0].roles[1].at_most, 3);
  assert_int_equal(d->n_uses, 1);
  assert_string_equal(d->uses[0].plugin, "org.example.b");
  assert_string_equal(d->uses[0].why, "what b found");
  assert_true(d->uses[0].is_optional);
}

/* --- what an enemy sends ------------------------------------------------------------------------
 */

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
  const result *const r = wire_decode(memory, at, n, &the_bounds);
  assert_null(result_fault(r));
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
    return every_record(memory);
  frames s = one_description(memory, &the_plugin);
  put_finish(&s, OM_OK);
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

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(what_goes_in_comes_out),  BENCH_TEST(what_was_found_comes_out),
      BENCH_TEST(a_description_comes_out), BENCH_TEST(no_part_is_taken_for_the_whole),
      BENCH_TEST(no_wrong_byte_does_harm), BENCH_TEST(no_mixture_does_harm),
  };
  return cmocka_run_group_tests_name("wire", tests, make_study, NULL);
}
