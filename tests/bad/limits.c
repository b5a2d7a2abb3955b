/* Gives itself more.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <sys/resource.h>

static om_status
run(om_run *r)
{
  (void)r;
  const struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};
  setrlimit(RLIMIT_AS, &none);
  return OM_OK;
}

BAD_PLUGIN("limits");
