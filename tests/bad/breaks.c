/* Plugins that each break one rule of `orgmirror plugins --check`, and one that breaks none.  Each
 * is called after the rule that it breaks: bad.breaks.one_unit.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <orgmirror/plugin.h>

static const om_method methods[] = {{"m", "A method.", ""}, {NULL, NULL, NULL}};
static const om_statistic statistics[] = {
    {"x", "X", "Some number.", "m", OM_FORMAT_NUMBER, OM_N_SCORED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static om_status
say(om_run *r, om_estimate e)
{
  const om_study *const s = om_study_of(r);
  e.size = sizeof e;
  return om_say(r, "x", OM_ABOUT(.scale = s->scales[0]), &e);
}

static om_estimate
number(double value)
{
  return (om_estimate){.value = value, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN};
}

static uint32_t
units(om_run *r)
{
  const om_study *const s = om_study_of(r);
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_units; i++)
    n += s->units[i]->level == 0;
  return n;
}

static uint64_t
rows(om_run *r)
{
  return om_study_of(r)->surveys[0]->rows;
}

static const om_scores *
scores(om_run *r)
{
  return om_scores_of(r, om_study_of(r)->scales[0], NULL);
}

static om_status
fails_when(om_run *r, int is_so)
{
  return is_so ? om_fail(r, OM_E_DATA, "this study is too much for it") : say(r, number(1));
}

/* --- studies --------------------------------------------------------------------------------- */

static om_status
nothing(om_run *r)
{
  return fails_when(r, 0);
}

static om_status
ordinary_study(om_run *r)
{
  return fails_when(r, 1);
}

static om_status
empty_study(om_run *r)
{
  return fails_when(r, rows(r) == 0);
}

static om_status
one_row(om_run *r)
{
  return fails_when(r, rows(r) == 1);
}

static om_status
one_unit(om_run *r)
{
  return fails_when(r, units(r) == 1 && rows(r) > 1);
}

static om_status
all_missing(om_run *r)
{
  return fails_when(r, scores(r)->n == 0 && rows(r) > 0);
}

static om_status
constant(om_run *r)
{
  return fails_when(r, scores(r)->n > 1 && scores(r)->ss == 0);
}

static om_status
many_rows(om_run *r)
{
  return fails_when(r, rows(r) >= 1000000);
}

static om_status
many_units(om_run *r)
{
  return fails_when(r, units(r) >= 2000);
}

static const om_role roles[] = {{"theme", OM_INSIDE, 1, 1, 0, "a theme"}, {NULL, 0, 0, 0, 0, NULL}};
static const om_form of_themes[] = {{"bad_theme", "something is said of a theme", roles},
                                    {NULL, NULL, NULL}};

static om_status
published(om_run *r)
{
  const om_study *const s = om_study_of(r);
  int is_so = 0;
  for (uint32_t i = 0; i < s->n_hypotheses; i++)
    is_so |= om_term_of(s->hypotheses[i], "theme", 0)->survey->level == OM_LEVEL_UNIT;
  return fails_when(r, is_so);
}

/* --- what is said ---------------------------------------------------------------------------- */

/* With one job and with four, and however the rows stand: it is another number each time. */
static om_status
same_seed(om_run *r)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return say(r, number((double)t.tv_sec + (double)t.tv_nsec * 1e-9));
}

typedef struct helper {
  pthread_t at[4];
} helper;

static void
help(void *ctx, uint32_t i)
{
  helper *const h = (helper *)ctx;
  const struct timespec moment = {0, 50000000};
  nanosleep(&moment, NULL);
  h->at[i] = pthread_self();
}

/* Tells whether it had help. */
static om_status
jobs(om_run *r)
{
  helper h;
  int had_help = 0;
  if (om_parallel_run(r, 4, help, &h) != OM_OK)
    return OM_E_DATA;
  for (int i = 1; i < 4; i++)
    had_help |= !pthread_equal(h.at[0], h.at[i]);
  return say(r, number(had_help));
}

static om_status
numbers(om_run *r)
{
  om_estimate e = number(1);
  e.hi = INFINITY;
  return say(r, e);
}

static om_status
reversed_range(om_run *r)
{
  om_estimate e = number(1);
  e.lo = 2;
  e.hi = 1;
  return say(r, e);
}

static om_status
no_number(om_run *r)
{
  return say(r, number(NAN));
}

static om_status
words(om_run *r)
{
  return om_note(r, NULL, "It is plain that {inside} drives {outside}.");
}

static om_status
utf8(om_run *r)
{
  return om_note(r, NULL, "gr\xfc\xdf Gott");
}

/* --- what is done ---------------------------------------------------------------------------- */

static om_status
silent(om_run *r)
{
  if (write(1, "hello", 5) != 5)
    return OM_E_DATA;
  return say(r, number(1));
}

static void *
rest(void *nothing_at_all)
{
  for (;;)
    sleep(1000);
  return nothing_at_all;
}

static om_status
no_leftovers(om_run *r)
{
  pthread_t t;
  if (fcntl(1, F_DUPFD, 20) < 0 || pthread_create(&t, NULL, rest, NULL) != 0)
    return OM_E_DATA;
  pthread_detach(t);
  return say(r, number(1));
}

static om_status
memory(om_run *r)
{
  char *const large = malloc((size_t)5 << 30);
  if (!large)
    return om_fail(r, OM_E_MEMORY, "there is not enough memory for it");
  free(large);
  return say(r, number(1));
}

static const om_option with_bounds[] = {{OM_OPT_INT, 0, "n", "How many.", 5, 1, 10, NULL},
                                        {0, 0, NULL, NULL, 0, 0, 0, NULL}};
static om_status
option_bounds(om_run *r)
{
  return fails_when(r, om_option_value(r, "n") == 10);
}

static const char *const choices[] = {"one", "two", "three", NULL};
static const om_option with_choices[] = {{OM_OPT_BOOL, 0, "b", "Whether.", 0, 0, 0, NULL},
                                         {OM_OPT_CHOICE, 0, "c", "Which.", 0, 0, 0, choices},
                                         {0, 0, NULL, NULL, 0, 0, 0, NULL}};
static om_status
option_choices(om_run *r)
{
  return fails_when(r, om_option_value(r, "c") == 1);
}
static om_status
option_yes(om_run *r)
{
  return fails_when(r, om_option_value(r, "b") == 1);
}

static const om_option half[] = {{OM_OPT_BOOL, 0, "b", "Whether.", .5, 0, 0, NULL},
                                 {0, 0, NULL, NULL, 0, 0, 0, NULL}};
static const om_option twice[] = {{OM_OPT_BOOL, 0, "b", "Whether.", 0, 0, 0, NULL},
                                  {OM_OPT_BOOL, 0, "b", "Whether.", 0, 0, 0, NULL},
                                  {0, 0, NULL, NULL, 0, 0, 0, NULL}};

/* --- the list -------------------------------------------------------------------------------- */

#define PLUGIN_WITH(rule, does, takes, has)                                                        \
  static const om_plugin rule##_plugin = {                                                         \
      OM_PLUGIN_HEAD,                                                                              \
      .id = "bad.breaks." #rule,                                                                   \
      .version = "1.0.0",                                                                          \
      .name = #rule,                                                                               \
      .summary = "One rule is broken here.",                                                       \
      .place = OM_PLACE_MEASUREMENT,                                                               \
      .options = takes,                                                                            \
      .methods = methods,                                                                          \
      .statistics = statistics,                                                                    \
      .run = does,                                                                                 \
      .forms = has,                                                                                \
  }
#define PLUGIN(rule) PLUGIN_WITH(rule, rule, NULL, NULL)

PLUGIN(nothing);
PLUGIN(ordinary_study);
PLUGIN(empty_study);
PLUGIN(one_row);
PLUGIN(one_unit);
PLUGIN(all_missing);
PLUGIN(constant);
PLUGIN(many_rows);
PLUGIN(many_units);
PLUGIN_WITH(published, published, NULL, of_themes);
PLUGIN(same_seed);
PLUGIN(jobs);
PLUGIN(numbers);
PLUGIN(reversed_range);
PLUGIN(no_number);
PLUGIN(words);
PLUGIN(utf8);
PLUGIN(silent);
PLUGIN(no_leftovers);
PLUGIN(memory);
PLUGIN_WITH(option_bounds, option_bounds, with_bounds, NULL);
PLUGIN_WITH(option_choices, option_choices, with_choices, NULL);
PLUGIN_WITH(option_yes, option_yes, with_choices, NULL);
PLUGIN_WITH(defaults, nothing, half, NULL);
PLUGIN_WITH(id_grammar, nothing, twice, NULL);

const om_plugin *const orgmirror_plugins_v1[] = {
    &nothing_plugin,       &ordinary_study_plugin,
    &empty_study_plugin,   &one_row_plugin,
    &one_unit_plugin,      &all_missing_plugin,
    &constant_plugin,      &many_rows_plugin,
    &many_units_plugin,    &published_plugin,
    &same_seed_plugin,     &jobs_plugin,
    &numbers_plugin,       &reversed_range_plugin,
    &no_number_plugin,     &words_plugin,
    &utf8_plugin,          &silent_plugin,
    &no_leftovers_plugin,  &memory_plugin,
    &option_bounds_plugin, &option_choices_plugin,
    &option_yes_plugin,    &defaults_plugin,
    &id_grammar_plugin,    NULL,
};
