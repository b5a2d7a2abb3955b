/* Delimited text, as a survey of persons: whatever the bytes, several threads and small chunks give
 * what one thread gives, every row is accounted for, and nobody reads past an end.  Answers are
 * declared: to recognise them takes longer than to load a few rows, and waves.c has it. */
#include "fuzz_rows.h"

static const char xml[] =
    "<study xmlns='urn:orgmirror:study:1'><title>t</title>"
    "<answers id='x'><answer value='1'>no</answer><answer value='5'>yes</answer>"
    "<no-answer>who knows</no-answer></answers>"
    "<survey id='a' side='inside' file='/proc/self/fd/@' unit='u' no-answer-words='no'><missing "
    "code='9'/>"
    "<scale id='s' min='1' max='5' answers='x'><item column='q'/><item column='r' "
    "reversed='yes'/></scale>"
    "<scale id='n' min='0' max='10' answers='x'><item column='p'/></scale></survey></study>";

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
  static const study *s;
  static int fd;
  if (!s) {
    fd = fuzz_file(at, 0);
    s = fuzz_study(xml, fd);
  }
  fuzz_fill(fd, "u,q,r,p\n", at, n);
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump))
    return 0;
  arena *const memory = arena_new(&handler);
  const outcome one = fuzz_load(memory, s, (load_options){.threads = 1, .chunk = 1 << 20});
  const outcome many = fuzz_load(memory, s, fuzz_chunks(n));
  fuzz_compare(&one, &many);
  arena_free(memory);
  return 0;
}
