/* LimeSurvey structures. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
  fuzz_convert("lss", -1, fuzz_file(at, n));
  return 0;
}
