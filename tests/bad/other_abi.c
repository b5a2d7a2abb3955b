/* Asks the kernel as a 32-bit program would, where numbers mean other calls.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static om_status
run(om_run *r)
{
#if defined(__x86_64__)
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory"); /* getpid */
  om_note(r, NULL, result > 0 ? "the other door is open" : "it is closed");
  return OM_OK;
#else
  return om_fail(r, OM_E_DATA, "this processor has no other ABI");
#endif
}

BAD_PLUGIN("other_abi");
