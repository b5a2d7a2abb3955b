/* Computes for ever, on several threads.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <pthread.h>

static void *
compute(void *nothing)
{
  for (volatile unsigned long i = 0;; i++)
    continue;
  return nothing;
}

static om_status
run(om_run *r)
{
  (void)r;
  pthread_t t;
  for (int i = 0; i < 3; i++)
    pthread_create(&t, NULL, compute, NULL);
  compute(NULL);
  return OM_OK;
}

BAD_PLUGIN("hang_threads");
