/* What every test of the statistics kit includes, in the one order that works: cmocka wants four
 * headers before it, and its macro fail() would garble a member of that name in plugin.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_TESTS_SUITE_H
#define OM_TESTS_SUITE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <orgmirror/stats.h>

#include <cmocka.h>

#include "close.h"
#include "data.h"

#endif
