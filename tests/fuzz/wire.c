/* What a worker says: a letter, and frames.  "r" and "d": results and descriptions, byte by byte.
 * Others: the same in packed form, in which a frame is its kind, the length of its body in two
 * bytes, and the body; so that lengths need not be guessed.  A body is cut where the input ends. */
#include "../host/wire_study.h"
#include "fuzz.h"

static void
unpack(bytes *out, arena *memory, const uint8_t *at, size_t n)
{
  while (n >= 3) {
    const size_t said = at[1] | (size_t)at[2] << 8, length = said < n - 3 ? said : n - 3;
    bytes body = bytes_new(memory);
    bytes_raw(&body, at + 3, length);
    wire_frame(out, at[0], &body);
    at += 3 + length;
    n -= 3 + length;
  }
}

static void
judge_descriptions(arena *memory, const bytes *in)
{
  const char *why = NULL;
  const descriptions d = wire_decode_descriptions(memory, in->at, in->n, &why);
  if ((d.n == 0) != (why != NULL))
    abort();
  for (size_t i = 0; i < d.n; i++)
    if (!is_clean(d.at[i]->id) || !is_clean(d.at[i]->name))
      abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
  static bool is_made;
  if (!is_made)
    make_study(NULL);
  is_made = true;
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  handler.allowed = 64; /* blocks: some 200 MB, and nobody may need them for 64 KB of frames */
  if (!n)
    return 0;
  if (setjmp(handler.jump))
    abort();
  arena *const memory = arena_new(&handler);
  bytes in = bytes_new(memory);
  if (at[0] == 'r' || at[0] == 'd')
    bytes_raw(&in, at + 1, n - 1);
  else
    unpack(&in, memory, at + 1, n - 1);
  if (at[0] == 'd' || at[0] == 'D')
    judge_descriptions(memory, &in);
  else if (result_fault(wire_decode(memory, in.at, in.n, &the_bounds)))
    abort();
  arena_free(memory);
  return 0;
}
