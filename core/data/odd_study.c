/* What is odd about a study as it is declared. */
#include "data/odd.h"

#include "data/waves.h"

#include <inttypes.h>

enum { LONGEST_WAVE = 400 }; /* days */

static void
look_at_title(odd *o)
{
  if (!*o->study->title)
    odd_say(o, DIAG_WARNING, "S305", (about){0}, o->study->line, NULL,
            "write the question that the study asks between <title> and </title>",
            "the study has no title to head its report");
}

static void
look_at_minimum(odd *o)
{
  if (o->study->minimum_group < PRIVACY_DEFAULT)
    odd_say(o, DIAG_NOTE, "S304", (about){0}, o->study->privacy_line, NULL, NULL,
            "groups of %u people will be shown, and the custom is %d", o->study->minimum_group,
            PRIVACY_DEFAULT);
}

/* Days since 1 March of the year 0, of "YYYY-MM-DD" as the schema has checked it; after Howard
 * Hinnant's days_from_civil.  0 when it has another form. */
static long
day_number(const char *date)
{
  int part[3] = {0};
  for (int i = 0; i < 3; i++) {
    if (*date < '0' || *date > '9')
      return 0;
    for (; *date >= '0' && *date <= '9' && part[i] < 100000; date++)
      part[i] = part[i] * 10 + (*date - '0');
    if (i < 2 && *date++ != '-')
      return 0;
  }
  const long y = part[0] - (part[1] <= 2);
  const long day_of_year = (153 * (part[1] + (part[1] > 2 ? -3 : 9)) + 2) / 5 + part[2] - 1;
  return y * 365 + y / 4 - y / 100 + y / 400 + day_of_year;
}

static void
look_at_wave(odd *o)
{
  const study *const s = o->study;
  if (!s->wave_from || !s->wave_to) {
    if (s->wave_from || s->wave_to)
      odd_say(o, DIAG_NOTE, "S306", (about){0}, s->wave_line, NULL, NULL,
              "the wave has a date on which it %s, and none on which it %s",
              s->wave_from ? "begins" : "ends", s->wave_from ? "ends" : "begins");
    return;
  }
  const long from = day_number(s->wave_from), to = day_number(s->wave_to);
  if (from && to && to - from > LONGEST_WAVE)
    odd_say(o, DIAG_NOTE, "S306", (about){0}, s->wave_line, NULL,
            "check the dates; or declare several waves",
            "the wave lasts %ld days, and what was said at both ends counts as said at one time",
            to - from);
}

static void
look_for_pairs(odd *o)
{
  const study *const s = o->study;
  bool has[3] = {false};
  for (uint32_t i = 0; i < s->n_surveys; i++)
    has[s->surveys[i].side == OM_INSIDE ? OM_INSIDE : OM_OUTSIDE] = true;
  if (s->n_pairs)
    return;
  if (has[OM_INSIDE] && has[OM_OUTSIDE])
    odd_say(o, DIAG_WARNING, "S301", (about){0}, s->line, NULL,
            "declare what should be mirrored: <pair inside=\"...\" outside=\"...\"/>",
            "the study declares no pair: nothing is tested that was expected beforehand");
  else
    odd_say(o, DIAG_NOTE, "S301", (about){0}, s->line, NULL, NULL,
            "the study has one side only, and no pair: nothing is compared between the sides");
}

static const char *
direction_name(uint32_t direction)
{
  return direction == OM_HIGHER_IS_DYSFUNCTION ? "higher is dysfunction" : "higher is healthier";
}

/* A mirror: healthy inside goes with healthy outside. */
static void
look_at_sign(odd *o, uint32_t index)
{
  const study_pair *const pair = &o->study->pairs[index];
  const study_scale *const inside = &o->study->scales[pair->inside],
                           *const outside = &o->study->scales[pair->outside];
  const int32_t mirrored = inside->direction == outside->direction ? 1 : -1;
  if (pair->sign != mirrored)
    odd_say(o, DIAG_NOTE, "S302", (about){.inside = pair->inside + 1, .outside = pair->outside + 1},
            pair->line,
            arena_printf(o->memory, "%s has \"%s\" and %s has \"%s\"", inside->name,
                         direction_name(inside->direction), outside->name,
                         direction_name(outside->direction)),
            arena_printf(o->memory, "correct direction=\"...\" of one scale, or say sign=\"%s\"",
                         mirrored > 0 ? "+" : "-"),
            "the pair %s, %s expects health inside to go with dysfunction outside", inside->name,
            outside->name);
}

static void
look_for_unpaired(odd *o)
{
  const study *const s = o->study;
  if (!s->n_pairs)
    return;
  bool *const is_paired = arena_many(o->memory, s->n_scales, bool);
  for (uint32_t i = 0; i < s->n_pairs; i++)
    is_paired[s->pairs[i].inside] = is_paired[s->pairs[i].outside] = true;
  text names = text_new(o->memory);
  uint32_t n = 0;
  for (uint32_t i = 0; i < study_n_asked(s); i++)
    if (!is_paired[i] && ++n)
      text_addf(&names, "%s%s", names.n ? ", " : "", s->scales[i].name);
  if (n)
    odd_say(o, DIAG_NOTE, "S303", (about){0}, s->line, NULL, NULL,
            "%" PRIu32 " scale%s %s in no pair: %s", n, odd_plural(n), n == 1 ? "is" : "are",
            names.at);
}

/* Rows of all waves at once look like one wave with many people. */
static void
look_for_waveless(odd *o)
{
  for (uint32_t i = 0; o->study->n_waves > 1 && i < o->study->n_surveys; i++) {
    const study_survey *const v = &o->study->surveys[i];
    if (!waves_are_told(v))
      odd_say(o, v->level == OM_LEVEL_UNIT ? DIAG_NOTE : DIAG_WARNING, "S307",
              (about){.survey = i + 1}, v->line, "all its rows count for the wave that is analysed",
              "say wave=\"...\" or date=\"...\" with a column, or <file path=\"...\" "
              "wave=\"...\"/>",
              "the study has waves, and the survey %s does not say which its rows are of", v->id);
  }
}

void
odd_study(odd *o)
{
  look_at_title(o);
  look_at_wave(o);
  look_for_waveless(o);
  look_at_minimum(o);
  look_for_pairs(o);
  for (uint32_t i = 0; i < o->study->n_pairs; i++)
    look_at_sign(o, i);
  look_for_unpaired(o);
}
