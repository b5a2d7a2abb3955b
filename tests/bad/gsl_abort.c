/* Leaves the default error handler of GSL in place and decomposes a singular matrix.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <gsl/gsl_linalg.h>

static om_status
run(om_run *r)
{
  (void)r;
  double numbers[] = {1, 2, 2, 1};
  gsl_matrix_view m = gsl_matrix_view_array(numbers, 2, 2);
  gsl_linalg_cholesky_decomp1(&m.matrix);
  return OM_OK;
}

BAD_PLUGIN("gsl_abort");
