/* The check of a plugin: words, symbols of broken files, doubts about time and memory, and what is
 * the same. */
#include "core.h"

#include "base/file.h"
#include "host/conform.h"
#include "host/process.h"
#include "result/wire.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

/* --- words ----------------------------------------------------------------------------------- */

static void
words_that_make_one_thing_the_maker_of_another(void **state)
{
  static const char *const wrong[] = {
      "Trust drives ease.",
      "Ease is driven by trust.",
      "Churn causes complaints.",
      "complaints caused by churn",
      "The cause of low ease is churn.",
      "Low trust leads to complaints.",
      "Both lead to churn.",
      "That led to churn.",
      "The impact of trust is large.",
      "Trust impacts ease.",
      "Ease is low because of churn.",
      "Thanks to trust ease is high.",
      "THIS RESULTS IN CHURN.",
      "Trust affects ease.",
      "Trust influences ease.",
      "Trust determines ease.",
      "There is no doubt. Trust drives ease.",
  };
  (void)state;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    if (!conform_causal(wrong[i]))
      fail_msg("nothing was found in \"%s\"", wrong[i]);
}

static void
words_that_are_fine(void **state)
{
  static const char *const fine[] = {
      "",
      "Trust goes with ease.",
      "Trust tends to go with ease.",
      "Not applicable, because it needs a scale.",
      "A screwdriver and its drivers.",
      "Nobody said whether trust causes ease.",
      "This cannot tell that churn leads to complaints.",
      "No one drives the other.",
      "impacted_wisdom causeway misleads today",
  };
  (void)state;
  for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
    if (conform_causal(fine[i]))
      fail_msg("\"%s\" was found in \"%s\"", conform_causal(fine[i]), fine[i]);
}

static void
a_text_is_held_against_both_rules(void **state)
{
  bench *const b = *state;
  conform c = conform_new(b->memory);
  conform_text(&c, "a note", NULL);
  conform_text(&c, "a note", "plain words");
  assert_int_equal(c.verdicts[RULE_WORDS], CONFORM_NOT_TRIED);
  conform_text(&c, "a note", "x\xef\xbf\xbd drives y");
  assert_int_equal(c.verdicts[RULE_WORDS], CONFORM_FAILED);
  assert_int_equal(c.verdicts[RULE_UTF8], CONFORM_FAILED);
  conform_tried(&c, RULE_WORDS);
  assert_int_equal(c.verdicts[RULE_WORDS], CONFORM_FAILED);
}

static void
the_first_evidence_of_the_worst_is_kept(void **state)
{
  bench *const b = *state;
  conform c = conform_new(b->memory);
  conform_against(&c, RULE_TIME, CONFORM_DOUBTFUL, "one");
  conform_against(&c, RULE_TIME, CONFORM_FAILED, "two\n");
  conform_against(&c, RULE_TIME, CONFORM_FAILED, "three");
  conform_against(&c, RULE_TIME, CONFORM_DOUBTFUL, "four");
  assert_int_equal(c.verdicts[RULE_TIME], CONFORM_FAILED);
  assert_string_equal(c.evidence[RULE_TIME], "two ");
}

/* --- symbols --------------------------------------------------------------------------------- */

static conform_verdict
symbols_of(bench *b, const void *at, size_t n)
{
  const int fd = memfd_create("test", 0);
  assert_true(fd >= 0 && write(fd, at, n) == (ssize_t)n);
  conform c = conform_new(b->memory);
  conform_symbols(&c, fd);
  close(fd);
  return c.verdicts[RULE_ONE_SYMBOL];
}

/* This program as it was built is no plugin, and has a table of symbols. */
static void
broken_files_are_read_to_no_harm(void **state)
{
  bench *const b = *state;
  file_bytes own;
  assert_true(file_read("/proc/self/exe", (size_t)1 << 28, &own));
  const size_t step = own.n / 300 + 1;
  for (size_t n = 0; n < own.n; n += step)
    symbols_of(b, own.at, n);
  assert_int_equal(symbols_of(b, "no object", 9), CONFORM_FAILED);
  assert_int_equal(symbols_of(b, own.at, 64), CONFORM_DOUBTFUL);
  /* every byte of the head, and of the first section heads, as large as it can be */
  uint64_t sections;
  memcpy(&sections, own.at + 40, sizeof sections);
  for (size_t i = 16; i < 64 + 1024; i++) {
    const size_t place = i < 64 ? i : (size_t)sections + i - 64;
    if (place >= own.n)
      break;
    const char kept = own.at[place];
    own.at[place] = (char)0xff;
    symbols_of(b, own.at, own.n);
    own.at[place] = kept;
  }
  file_release(&own);
}

/* --- runs ------------------------------------------------------------------------------------ */

typedef struct one_run {
  process process;
  result said;
  description description;
  plugin plugin;
  planned planned;
} one_run;

static one_run *
new_run(bench *b)
{
  one_run *const r = arena_one(b->memory, one_run);
  r->process.output = bytes_new(b->memory);
  r->said.is_finished = true;
  r->plugin.description = &r->description;
  r->planned = (planned){
      .plugin = &r->plugin, .outcome = OUTCOME_OK, .process = &r->process, .said = &r->said};
  return r;
}

static void
half_of_what_it_has_is_doubtful(void **state)
{
  bench *const b = *state;
  const host_limits limits = {.deadline = 10, .memory = 1000};
  one_run *const r = new_run(b);
  conform c = conform_new(b->memory);
  r->planned.seconds = 4;
  r->said.spent.memory = 900;
  assert_true(conform_run(&c, RULE_CONSTANT, "it", &r->planned, &limits, 500));
  assert_int_equal(c.verdicts[RULE_TIME], CONFORM_PASSED);
  assert_int_equal(c.verdicts[RULE_MEMORY], CONFORM_PASSED);
  r->planned.seconds = 6;
  r->said.spent.memory = 1100;
  assert_true(conform_run(&c, RULE_CONSTANT, "it", &r->planned, &limits, 500));
  assert_int_equal(c.verdicts[RULE_TIME], CONFORM_DOUBTFUL);
  assert_int_equal(c.verdicts[RULE_MEMORY], CONFORM_DOUBTFUL);
  assert_int_equal(c.verdicts[RULE_CONSTANT], CONFORM_PASSED);
}

static void
a_failure_goes_to_the_rule_it_breaks(void **state)
{
  bench *const b = *state;
  static const struct {
    process_end end;
    int code;
    conform_rule rule;
  } ends[] = {{PROCESS_LATE, 0, RULE_TIME},
              {PROCESS_SIGNALED, 24, RULE_TIME},  /* SIGXCPU */
              {PROCESS_SIGNALED, 9, RULE_MEMORY}, /* SIGKILL */
              {PROCESS_SIGNALED, 11, RULE_ONE_ROW} /* SIGSEGV */,
              {PROCESS_EXITED, WORKER_NO_MEMORY, RULE_MEMORY},
              {PROCESS_EXITED, 7, RULE_ONE_ROW},
              {PROCESS_FLOODED, 0, RULE_ONE_ROW}};
  const host_limits limits = {.deadline = 10, .memory = 1000};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    conform c = conform_new(b->memory);
    one_run *const r = new_run(b);
    r->process.end = ends[i].end;
    r->process.code = ends[i].code;
    r->planned.outcome = OUTCOME_FAILED;
    r->planned.why = "of it";
    assert_false(conform_run(&c, RULE_ONE_ROW, "it", &r->planned, &limits, 0));
    for (int rule = 0; rule < N_CONFORM_RULES; rule++)
      assert_int_equal(c.verdicts[rule] == CONFORM_FAILED, (conform_rule)rule == ends[i].rule);
  }
}

static void
add_frame(bench *b, one_run *r, wire_kind kind, uint32_t number)
{
  bytes body = bytes_new(b->memory);
  bytes_u32(&body, number);
  wire_frame(&r->process.output, kind, &body);
}

static conform_verdict
compare(bench *b, const one_run *x, const one_run *y)
{
  conform c = conform_new(b->memory);
  conform_same(&c, RULE_SHUFFLED, &x->planned, &y->planned);
  return c.verdicts[RULE_SHUFFLED];
}

static void
what_is_the_same(void **state)
{
  bench *const b = *state;
  one_run *const x = new_run(b), *const y = new_run(b);
  add_frame(b, x, WIRE_NOTE, 1);
  add_frame(b, y, WIRE_LOG, 5); /* nothing that is reported */
  add_frame(b, y, WIRE_NOTE, 1);
  add_frame(b, y, WIRE_SPENT, 7);
  assert_int_equal(compare(b, x, y), CONFORM_PASSED);
  add_frame(b, x, WIRE_NOTE, 2);
  assert_int_equal(compare(b, x, y), CONFORM_FAILED);
  add_frame(b, y, WIRE_NOTE, 3);
  assert_int_equal(compare(b, x, y), CONFORM_FAILED);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_that_make_one_thing_the_maker_of_another),
      cmocka_unit_test(words_that_are_fine),
      BENCH_TEST(a_text_is_held_against_both_rules),
      BENCH_TEST(the_first_evidence_of_the_worst_is_kept),
      BENCH_TEST(broken_files_are_read_to_no_harm),
      BENCH_TEST(half_of_what_it_has_is_doubtful),
      BENCH_TEST(a_failure_goes_to_the_rule_it_breaks),
      BENCH_TEST(what_is_the_same),
  };
  return cmocka_run_group_tests_name("conform", tests, NULL, NULL);
}
