/* Calls itself until the stack is used up.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

static volatile int is_enough;

static int
deeper(const volatile char *above)
{
  volatile char frame[4096];
  frame[0] = above[0];
  frame[4095] = (char)(is_enough ? 1 : deeper(frame));
  return frame[4095];
}

static om_status
run(om_run *r)
{
  (void)r;
  const volatile char first[64] = {0};
  return deeper(first);
}

BAD_PLUGIN("recursion");
