/* Delimited text, as a survey of persons: whatever the bytes, several threads and small chunks give
 * what one thread gives, every row is accounted for, and nobody reads past an end. */
#include "fuzz.h"

#include "data/load.h"
#include "data/summary.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct outcome {
  uint64_t read, kept, dropped;
  hash128 fingerprint;
  size_t n_errors;
} outcome;

static outcome
load_once(arena *memory, const study *s, unsigned threads, size_t chunk)
{
  diags d = diags_new(memory);
  units u = units_new(memory, s);
  survey_data data;
  const load_options options = {.threads = threads, .chunk = chunk};
  load_survey(memory, s, 0, &u, &options, &d, &data);
  outcome o = {.read = data.read,
               .kept = data.kept,
               .fingerprint = data.fingerprint,
               .n_errors = d.n_errors};
  for (int r = 0; r < N_DROP_REASONS; r++)
    o.dropped += data.dropped[r];
  survey_release(&data);
  return o;
}

static const char study_text[] =
    "<study xmlns='urn:orgmirror:study:1'><title>t</title>"
    "<survey id='a' side='inside' file='%s' unit='u'><missing code='9'/>"
    "<scale id='s' min='1' max='5'><item column='q'/><item column='r' reversed='yes'/></scale>"
    "<scale id='n' min='0' max='10'><item column='p'/></scale></survey></study>";

/* The study, read once; its file is always the same descriptor, filled anew. */
static const study *
the_study(int *fd)
{
  static const study *s;
  static int text_fd;
  static out_of_memory handler = OUT_OF_MEMORY_INIT;
  static arena *memory; /* kept, so that it counts as no leak */
  if (!s) {
    if (setjmp(handler.jump))
      abort();
    xml_start();
    memory = arena_new(&handler);
    text_fd = fuzz_file((const uint8_t *)"", 0);
    const char *const file = arena_printf(memory, "/proc/self/fd/%d", text_fd);
    const char *const xml = arena_printf(memory, study_text, file);
    const int xml_fd = fuzz_file((const uint8_t *)xml, strlen(xml));
    diags d = diags_new(memory);
    s = study_read(memory, arena_printf(memory, "/proc/self/fd/%d", xml_fd), &d);
    close(xml_fd);
    if (!s)
      abort();
  }
  *fd = text_fd;
  return s;
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
  static const char header[] = "u,q,r,p\n";
  int fd;
  const study *const s = the_study(&fd);
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump) || ftruncate(fd, 0) != 0 ||
      pwrite(fd, header, sizeof header - 1, 0) < 0 ||
      (n && pwrite(fd, at, n, sizeof header - 1) < 0))
    return 0;
  arena *const memory = arena_new(&handler);
  const outcome one = load_once(memory, s, 1, 1 << 20), many = load_once(memory, s, 3, 64);
  if ((one.n_errors == 0) != (many.n_errors == 0))
    abort();
  if (one.n_errors == 0 &&
      (one.read != one.kept + one.dropped || one.read != many.read || one.kept != many.kept ||
       memcmp(&one.fingerprint, &many.fingerprint, sizeof one.fingerprint) != 0))
    abort();
  arena_free(memory);
  return 0;
}
