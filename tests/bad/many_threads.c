/* Starts thousands of threads that do nothing, and waits with them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <limits.h>
#include <pthread.h>
#include <unistd.h>

static void *
rest(void *nothing)
{
  for (;;)
    sleep(1000);
  return nothing;
}

static om_status
run(om_run *r)
{
  (void)r;
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 1 << 16);
  for (int i = 0; i < 3000; i++) {
    pthread_t t;
    if (pthread_create(&t, &small, rest, NULL) != 0)
      break;
  }
  for (;;)
    sleep(1000);
  return OM_OK;
}

BAD_PLUGIN("many_threads");
