/* All pairs of means by Tukey's studentized range.
 * Must not know which groups.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

void
om_tukey(size_t groups, const uint64_t *n, const double *mean, const double *ss, double conf,
         om_stat *out)
{
  om_anova a;
  om_anova1(groups, n, mean, ss, &a);
  const char *const why = a.undefined ? a.undefined : om_conf_ok(conf) ? NULL : OM_BAD_CONF;
  const double count = (double)a.groups;
  const double critical = why ? NAN : om_range_exceeded(1 - conf, count, a.df_within);
  for (size_t i = 0; i < groups; i++) {
    for (size_t j = i + 1; j < groups; j++) {
      om_stat *const s = &out[om_tukey_pair(groups, i, j)];
      if (why || n[i] == 0 || n[j] == 0) {
        *s = om_undefined(why ? why : "nobody in a group", why ? a.n : n[i] + n[j]);
        continue;
      }
      *s = om_stat_of(mean[j] - mean[i], n[i] + n[j]);
      s->se = sqrt(a.ms_within / 2 * (1 / (double)n[i] + 1 / (double)n[j]));
      s->df = a.df_within;
      s->statistic = fabs(s->value) / s->se;
      s->p = om_range_p(s->statistic, count, a.df_within);
      s->lo = s->value - critical * s->se;
      s->hi = s->value + critical * s->se;
    }
  }
}
