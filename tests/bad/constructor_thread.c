/* Starts a thread while it is being loaded, which opens files when others no longer may.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

static volatile int is_running, is_opened, is_done;

static void *
wait_and_open(void *nothing)
{
  while (!is_running)
    usleep(1000);
  is_opened = open("/usr/lib/os-release", O_RDONLY | O_CLOEXEC) >= 0;
  is_done = 1;
  return nothing;
}

__attribute__((constructor)) static void
when_loaded(void)
{
  pthread_t t;
  pthread_create(&t, NULL, wait_and_open, NULL);
}

static om_status
run(om_run *r)
{
  is_running = 1;
  while (!is_done)
    usleep(1000);
  return om_fail(r, OM_E_DATA, is_opened ? "a file was opened" : "no file was opened");
}

BAD_PLUGIN("constructor_thread");
