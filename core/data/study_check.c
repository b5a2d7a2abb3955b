/* Faults of a study that the schema cannot see: references, ranges, what excludes what. */
#include "data/study.h"

#include "base/map.h"

#include <math.h>
#include <string.h>

enum { LOWEST_CODE = -99, HIGHEST_CODE = 127 };

#define COMPLAIN(code, at, why, fix, ...)                                                          \
  diag_error(d, (code), s->path, (at)->line, (why), (fix), __VA_ARGS__)

static void
check_range(const study *s, const study_scale *scale, const study_item *item, diags *d)
{
  if (!(item->min < item->max)) {
    COMPLAIN("S112", item, NULL, "min is the lowest code that can be answered, max the highest",
             "the item %s of %s has a minimum that is not below its maximum", item->column,
             scale->name);
    return;
  }
  if (item->min < scale->min || item->max > scale->max)
    COMPLAIN("S119", item, "a score is the mean of its items, in points of the scale",
             "widen min and max of the scale, or put the item into a scale of its own",
             "the range of the item %s is wider than that of its scale %s", item->column,
             scale->name);
  if (scale->values != OM_CODES)
    return;
  if (item->min != floor(item->min) || item->max != floor(item->max))
    COMPLAIN("S113", item, "answers are codes, whole numbers",
             "give whole numbers, or say values=\"numbers\"",
             "the range of the item %s of %s is not whole", item->column, scale->name);
  else if (item->min < LOWEST_CODE || item->max > HIGHEST_CODE)
    COMPLAIN("S113", item, NULL, "say values=\"numbers\"",
             "the codes of the item %s of %s are outside %d to %d", item->column, scale->name,
             LOWEST_CODE, HIGHEST_CODE);
}

static void
check_scale(const study *s, const study_scale *scale, diags *d)
{
  map columns = map_new(d->memory);
  if (scale->n_items > MAX_ITEMS)
    COMPLAIN("S114", scale, NULL, "split it", "the scale %s has more than %d items", scale->name,
             MAX_ITEMS);
  if (scale->min_items > scale->n_items)
    COMPLAIN("S115", scale, NULL, "lower min-items",
             "the scale %s asks for %u answered items of %u", scale->name, scale->min_items,
             scale->n_items);
  for (uint32_t i = 0; i < scale->n_items; i++) {
    const study_item *const item = &scale->items[i];
    check_range(s, scale, item, d);
    study_answers_check_item(s, scale, item, d);
    const uint32_t before = columns.n;
    const char *const which = item->theme ? item->theme->id : item->choice;
    const char *const key =
        which ? arena_printf(d->memory, "%s\n%s", item->column, which) : item->column;
    if (map_add(&columns, key, strlen(key)) < before)
      COMPLAIN("S116", item, NULL, "remove one", "the column %s is twice in the scale %s",
               item->column, scale->name);
  }
}

/* Each facet and each outcome once, and on the side that it belongs to. */
static void
check_roles(const study *s, const study_scale *scale, diags *d)
{
  const uint32_t side = s->surveys[scale->survey].side;
  if (scale->facet && side != OM_INSIDE)
    COMPLAIN("S128", scale, "dysfunction is what employees see",
             "remove it, or say outcome=\"...\"",
             "the scale %s is of the outside and a facet of dysfunction", scale->name);
  if (scale->outcome && side != OM_OUTSIDE)
    COMPLAIN("S128", scale, "an outcome is what customers see", "remove it, or say facet=\"...\"",
             "the scale %s is of the inside and a customer outcome", scale->name);
  for (const study_scale *other = s->scales; other < scale; other++) {
    if (scale->facet && other->facet == scale->facet)
      COMPLAIN("S129", scale, "nobody could tell which of the two counts",
               "choose one; of an include, roles=\"no\" takes them away",
               "the facet %s is both %s and %s", study_facet_name(scale->facet), other->name,
               scale->name);
    if (scale->outcome && other->outcome == scale->outcome)
      COMPLAIN("S129", scale, "nobody could tell which of the two counts",
               "choose one; of an include, roles=\"no\" takes them away",
               "the outcome %s is both %s and %s", study_outcome_name(scale->outcome), other->name,
               scale->name);
  }
}

/* What only a survey of published unit figures may declare, and what it must. */
static void
check_unit_level(const study *s, const study_survey *survey, diags *d)
{
  if (!survey->unit_column)
    COMPLAIN("S120", survey, "each of its rows is a unit",
             "say which column names the unit: unit=\"...\"", "the survey %s has no unit column",
             survey->id);
  if (survey->keeps_unitless)
    COMPLAIN("S121", survey, "each of its rows is a unit", "remove without-unit",
             "the survey %s of level=\"unit\" cannot keep rows without a unit", survey->id);
  if (survey->respondent_column || survey->weight_column)
    COMPLAIN("S121", survey, "each of its rows is a unit, not a person",
             "remove respondent and weight",
             "the survey %s of level=\"unit\" names a column of persons", survey->id);
  for (uint32_t i = 0; i < survey->n_scales; i++) {
    const study_scale *const scale = &s->scales[survey->first_scale + i];
    if (!survey->is_public && !survey->n_column && !scale->n_column)
      COMPLAIN("S122", scale, "without it nobody can tell which figures stand for too few people",
               "name the column, n=\"...\", or say public=\"yes\" on the survey",
               "the figures of %s have no column with the number of answers", scale->name);
    if (scale->values == OM_CODES)
      COMPLAIN("S123", scale, "a figure about a unit is a number", "say values=\"numbers\"",
               "the scale %s of a level=\"unit\" survey holds codes", scale->name);
  }
}

static void
check_respondent_level(const study *s, const study_survey *survey, diags *d)
{
  bool names_unit_things = survey->n_column || survey->rate_column || survey->is_public;
  for (uint32_t i = 0; i < survey->n_scales; i++) {
    const study_scale *const scale = &s->scales[survey->first_scale + i];
    names_unit_things = names_unit_things || scale->n_column || scale->rate_column;
  }
  if (names_unit_things)
    COMPLAIN("S124", survey, "its rows are persons: orgmirror counts them, and protects them",
             "remove n, response-rate and public, or say level=\"unit\"",
             "the survey %s has n, response-rate or public without level=\"unit\"", survey->id);
}

/* Where the data are, and how their numbers are written. */
static void
check_reading(const study *s, const study_survey *survey, diags *d)
{
  const bool has_attribute = survey->n_files && survey->files[0].is_attribute;
  if (!survey->n_files)
    COMPLAIN("S108", survey, NULL, "say file=\"...\", or put <file path=\"...\"/> elements into it",
             "the survey %s names no file", survey->id);
  else if (has_attribute && survey->n_files > 1)
    COMPLAIN("S108", survey, "one of the two would be forgotten",
             "put all of them into <file path=\"...\"/> elements",
             "the survey %s names files in an attribute and in elements", survey->id);
  for (uint32_t i = 0; i < survey->n_files; i++)
    for (uint32_t j = 0; j < i; j++)
      if (strcmp(survey->files[i].path, survey->files[j].path) == 0)
        COMPLAIN("S108", &survey->files[i], "its people would count twice", "remove one",
                 "the survey %s names the file %s twice", survey->id, survey->files[i].path);
  if (survey->decimal == survey->thousands)
    COMPLAIN("S125", survey, "\"1,234\" could be two numbers", "correct decimal or thousands",
             "the survey %s has one sign for decimals and for thousands", survey->id);
}

static void
check_survey(const study *s, uint32_t index, diags *d)
{
  const study_survey *const survey = &s->surveys[index];
  for (uint32_t i = 0; i < index; i++)
    if (strcmp(s->surveys[i].id, survey->id) == 0)
      COMPLAIN("S110", survey, NULL, "give each survey an id of its own",
               "the survey id \"%s\" is used twice", survey->id);
  if (survey->n_missing > MAX_MISSING)
    COMPLAIN("S117", survey, NULL, "join some reasons",
             "the survey %s has more than %d missing codes", survey->id, MAX_MISSING);
  if (survey->decimal == ',' && survey->delimiter == ',')
    COMPLAIN("S118", survey, NULL, "say which sign separates the columns",
             "the survey %s has a comma as delimiter and as decimal sign", survey->id);
  check_reading(s, survey, d);
  map scales = map_new(d->memory);
  for (uint32_t i = 0; i < survey->n_scales; i++) {
    const study_scale *const scale = &s->scales[survey->first_scale + i];
    const uint32_t before = scales.n;
    if (map_add(&scales, scale->id, strlen(scale->id)) < before)
      COMPLAIN("S111", scale, NULL, "give each scale of a survey an id of its own",
               "the scale %s is there twice", scale->name);
    check_scale(s, scale, d);
    check_roles(s, scale, d);
  }
  if (!survey->n_scales)
    COMPLAIN("S127", survey, "there would be nothing to read from it",
             "put a <scale> into it, or <include> some for it", "the survey %s has no scale",
             survey->id);
  if (survey->level == OM_LEVEL_UNIT)
    check_unit_level(s, survey, d);
  else
    check_respondent_level(s, survey, d);
}

static void
check_pair(const study *s, uint32_t index, diags *d)
{
  const study_pair *const pair = &s->pairs[index];
  const study_scale *const inside = &s->scales[pair->inside], *const outside =
                                                                  &s->scales[pair->outside];
  if (s->surveys[inside->survey].side != OM_INSIDE)
    COMPLAIN("S130", pair, NULL, "exchange the two, or correct the side of the survey",
             "the pair has %s inside, which is a survey of the outside", inside->name);
  if (s->surveys[outside->survey].side != OM_OUTSIDE)
    COMPLAIN("S130", pair, NULL, "exchange the two, or correct the side of the survey",
             "the pair has %s outside, which is a survey of the inside", outside->name);
  for (uint32_t i = 0; i < index; i++)
    if (s->pairs[i].inside == pair->inside && s->pairs[i].outside == pair->outside)
      COMPLAIN("S131", pair, "each pair counts once in the family of hypotheses", "remove one",
               "the pair %s, %s is declared twice", inside->name, outside->name);
  if (!s->surveys[inside->survey].unit_column || !s->surveys[outside->survey].unit_column)
    COMPLAIN("S132", pair, "a mirror is tested unit by unit",
             "name the unit column of both surveys",
             "the pair %s, %s is between surveys of which one has no units", inside->name,
             outside->name);
}

static void
check_units(const study *s, diags *d)
{
  map ids = map_new(d->memory);
  for (uint32_t i = 0; i < s->n_units; i++) {
    const uint32_t before = ids.n;
    if (map_add(&ids, s->units[i].id, strlen(s->units[i].id)) < before)
      COMPLAIN("S140", &s->units[i], NULL, "join the two", "the unit \"%s\" is declared twice",
               s->units[i].id);
  }
  map names = map_new(d->memory); /* survey, then name */
  for (uint32_t i = 0; i < s->n_units; i++)
    for (uint32_t j = 0; j < s->units[i].n_aliases; j++) {
      const study_alias *const alias = &s->units[i].aliases[j];
      const char *const key = arena_printf(d->memory, "%u:%s", alias->survey, alias->name);
      const uint32_t before = names.n;
      if (map_add(&names, key, strlen(key)) < before)
        COMPLAIN("S141", &s->units[i], NULL, "let it stand for one unit",
                 "the alias \"%s\" stands for more than one unit", alias->name);
    }
}

void
study_check(const study *s, diags *d)
{
  const struct {
    unsigned line;
  } root = {s->line}, privacy = {s->privacy_line};
  if (s->minimum_group < PRIVACY_FLOOR)
    COMPLAIN("S150", &privacy, "below it a colleague can tell who said what",
             "raise privacy/@minimum", "the smallest group to be shown is %u, and %d is the floor",
             s->minimum_group, PRIVACY_FLOOR);
  if (s->minimum_outside < PRIVACY_FLOOR)
    COMPLAIN("S150", &privacy, "below it somebody can tell who said what", "raise privacy/@outside",
             "the smallest group outside to be shown is %u, and %d is the floor",
             s->minimum_outside, PRIVACY_FLOOR);
  if (!(s->meaningful > 0 && s->meaningful < 1))
    COMPLAIN("S151", &root, "it is the size of a correlation", "choose a number such as 0.20",
             "meaningful is not between 0 and 1");
  study_waves_check(s, d);
  study_answers_check(s, d);
  for (uint32_t i = 0; i < s->n_surveys; i++)
    check_survey(s, i, d);
  for (uint32_t i = 0; i < s->n_pairs; i++)
    check_pair(s, i, d);
  study_plan_check(s, d);
  check_units(s, d);
  map plugins = map_new(d->memory);
  for (uint32_t i = 0; i < s->n_analyses; i++) {
    const uint32_t before = plugins.n;
    if (map_add(&plugins, s->analyses[i].plugin, strlen(s->analyses[i].plugin)) < before)
      COMPLAIN("S160", &s->analyses[i], NULL, "join the two", "the analysis \"%s\" is there twice",
               s->analyses[i].plugin);
  }
}
