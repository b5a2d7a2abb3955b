/* Changes the sums that it was lent, by every way there is.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  const om_moments *const m = om_moments_of(r, s->scales[0], NULL);
  signal(SIGXFSZ, SIG_IGN);
  for (int fd = 4; fd < 8; fd++)
    if (write(fd, "wrong", 5) > 0)
      return om_fail(r, OM_E_DATA, "the data could be written to");
  char *const page = (char *)((uintptr_t)m->mean & ~(uintptr_t)4095);
  if (mprotect(page, 4096, PROT_READ | PROT_WRITE) == 0)
    return om_fail(r, OM_E_DATA, "the data could be made writable");
  *(volatile double *)(uintptr_t)m->mean = 0;
  return om_fail(r, OM_E_DATA, "the data could be changed");
}

BAD_PLUGIN("write_summary");
