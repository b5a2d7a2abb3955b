/* Exports what it needs itself.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

OM_EXPORT om_status helper_of_two_symbols(om_run *r);

om_status
helper_of_two_symbols(om_run *r)
{
  return om_note(r, NULL, "nothing to say");
}

static om_status
run(om_run *r)
{
  return helper_of_two_symbols(r);
}

BAD_PLUGIN("two_symbols");
