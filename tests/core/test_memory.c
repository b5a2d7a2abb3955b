/* Memory that runs out anywhere between study.xml and the summary: control always comes back.
 *
 * Each attempt is a process of its own, as in the program, which ends after it: what libxml2 held
 * when control was taken away is given back with the process. */
#include "core.h"

#include "base/xml.h"

#include <sys/wait.h>
#include <unistd.h>

enum { CAME_BACK = 10, FINISHED = 11 };

/* The chain with so many blocks allowed; `shift` bytes are taken first, so that the blocks end at
 * other places.  CAME_BACK, FINISHED, or another code for what must not be. */
static int
attempt(const char *path, size_t allowed, size_t shift)
{
  out_of_memory handler = {.allowed = allowed};
  if (setjmp(handler.jump))
    return handler.allowed == 0 ? CAME_BACK : 1;
  arena *const memory = arena_new(&handler);
  arena_alloc(memory, shift, 1);
  diags d = diags_new(memory);
  const study *const s = study_read(memory, path, &d);
  if (!s)
    return 2;
  units u = units_new(memory, s);
  survey_data *const data = arena_many(memory, s->n_surveys, survey_data);
  for (uint32_t i = 0; i < s->n_surveys; i++)
    if (!load_survey(memory, s, i, &u, &(load_options){.threads = 1, .keep_rows = true}, &d, &data[i]))
      return 3;
  units_settle(&u);
  const int fd = summary_build(memory, s, &u, data);
  summary opened;
  if (fd < 0 || !summary_open(memory, fd, &opened))
    return 4;
  summary_close(&opened);
  close(fd);
  arena_free(memory);
  return FINISHED;
}

static int
attempt_apart(const char *path, size_t allowed, size_t shift)
{
  const pid_t child = fork();
  if (child == 0)
    _exit(attempt(path, allowed, shift));
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  if (WIFSIGNALED(status))
    fail_msg("killed by signal %d with %zu blocks, shifted by %zu", WTERMSIG(status), allowed,
             shift);
  return WEXITSTATUS(status);
}

/* Until the chain is through; how many attempts that took. */
static size_t
run_out_everywhere(const char *path, size_t shift)
{
  for (size_t allowed = 0; allowed < 1000; allowed++) {
    const int outcome = attempt_apart(path, allowed, shift);
    if (outcome == FINISHED)
      return allowed;
    assert_int_equal(outcome, CAME_BACK);
  }
  fail_msg("the chain needs more than 1000 blocks");
  return 0;
}

static void
control_comes_back_from_a_real_study(void **state)
{
  const bench *const b = *state;
  const char *const top = getenv("TOP_SRCDIR");
  assert_non_null(top);
  const char *const path = arena_printf(b->memory, "%s/samples/schools/study.xml", top);
  for (size_t shift = 0; shift < 4096; shift += 208)
    assert_true(run_out_everywhere(path, shift) > 5);
}

/* A study full of faults: memory runs out while messages are made, also within libxml2's calls. */
static void
control_comes_back_from_faults(void **state)
{
  const bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "<study xmlns=\"urn:orgmirror:study:1\">\n");
  for (int i = 0; i < 400; i++)
    text_addf(&t, "<fault%d/>\n", i);
  text_add(&t, "</study>\n");
  const char *const path = bench_write_text(b, "study.xml", t.at);
  for (size_t allowed = 0; allowed < 12; allowed++) {
    const int outcome = attempt_apart(path, allowed, 0);
    assert_true(outcome == CAME_BACK || outcome == 2);
  }
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(control_comes_back_from_a_real_study),
      BENCH_TEST(control_comes_back_from_faults),
  };
  return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
