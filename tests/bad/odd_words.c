/* Breaks no rule, but says what nobody expects, where nobody expects it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <math.h>
#include <stdio.h>

static const char *const words[] = {
    "<script>alert(1)</script>",
    "]]>",
    "{",
    "}",
    "{{",
    "{x",
    "{nonsense}",
    "{x.lo.hi}",
    "{{x}}",
    "",
    " ",
    "\n\r\t",
    "\x1b[31mred",
    "\xff\xfe",
    "\xe2\x80\xae turned",
    "%s%n",
    "=1+1",
    "&amp;",
    "<!--",
    "\"'",
    "-->",
};
enum { N_WORDS = sizeof words / sizeof *words };

static void
say_tables(om_run *r, const om_about *about)
{
  char id[32];
  for (uint32_t i = 0; i < N_WORDS; i++) {
    snprintf(id, sizeof id, "t%u", i);
    om_table *const t = om_table_new(r, id, words[i], OM_ROWS_SCALES + i % 5);
    r->host->table_column(t, i % 2 ? "x" : "w", words[i], i % 3 ? about : NULL);
    for (uint32_t row = 0; row < i % 4; row++)
      r->host->table_row(t, row % 2 ? about : NULL);
    r->host->table_order(t, 1, OM_ASCENDING + i % 2);
    snprintf(id, sizeof id, "c%u", i);
    const om_chart c = {.size = sizeof c,
                        .type = i % 12,
                        .id = id,
                        .title = words[i],
                        .description = words[i],
                        .columns = {i % 2, 0, i % 3 == 0},
                        .min = i % 2 ? NAN : 5,
                        .max = i % 3 ? 5 : -1e308};
    r->host->chart(t, &c);
  }
}

static om_status
run(om_run *r)
{
  static const double numbers[] = {0, -0., 1e308, -1e308, 5e-324, 1e15, -.5};
  const om_study *const s = om_study_of(r);
  const om_about *const about = OM_ABOUT(.scale = s->scales[0], .unit = s->units[0]);
  for (uint32_t i = 0; i < N_WORDS; i++) {
    char id[32];
    snprintf(id, sizeof id, "f%u", i);
    om_section(r, words[i], words[i]);
    om_note(r, i % 2 ? about : NULL, words[i]);
    om_remark(r, "w", OM_ABOUT(.unit = s->units[i % s->n_units]), words[i]);
    const om_finding f = {.size = sizeof f,
                          .priority = OM_FIRST + i % 3,
                          .id = id,
                          .about = about,
                          .headline = words[i],
                          .detail = words[N_WORDS - 1 - i],
                          .caution = words[i],
                          .chart = words[i]};
    om_finding_add(r, &f);
  }
  for (uint32_t i = 0; i < 7; i++) {
    const om_estimate e = {.size = sizeof e,
                           .value = numbers[i],
                           .lo = numbers[(i + 1) % 7],
                           .hi = numbers[(i + 2) % 7],
                           .se = numbers[(i + 3) % 7],
                           .p = numbers[(i + 4) % 7]};
    om_say(r, "x", OM_ABOUT(.unit = s->units[i % s->n_units], .side = i % 3, .wave = NULL), &e);
  }
  say_tables(r, about);
  return OM_OK;
}

BAD_PLUGIN("odd_words");
