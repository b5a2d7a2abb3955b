/* triple-S: a description, a NUL byte, and the data. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
  const uint8_t *const end = memchr(at, 0, n);
  const size_t n_book = end ? (size_t)(end - at) : n;
  fuzz_convert("triple-s", end ? fuzz_file(end + 1, n - n_book - 1) : -1, fuzz_file(at, n_book));
  return 0;
}
