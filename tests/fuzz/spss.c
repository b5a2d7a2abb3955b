/* SPSS files: ReadStat's code too, which the sandbox keeps from doing harm in the product. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
  fuzz_convert("spss", fuzz_file(at, n), -1);
  return 0;
}
