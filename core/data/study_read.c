/* study.xml -> study: the tree has passed the schema, so what must be there is there. */
#include "data/study.h"

#include "data/study_include.h"

#include "base/file.h"
#include "base/resource.h"
#include "base/text.h"
#include "base/xml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_STUDY = 16 << 20 };

typedef struct reading {
  arena *memory;
  study *s;
  diags *d;
  const includes *included;
  unsigned base; /* of the lines of the file that is being read */
} reading;

static unsigned
line_of(const reading *r, const xmlNode *node)
{
  return xml_line(node) + r->base;
}

static const char *
optional(const reading *r, const xmlNode *node, const char *name)
{
  return xml_attribute(r->memory, node, name, NULL);
}

static bool
is_set(const reading *r, const xmlNode *node, const char *name, const char *value)
{
  const char *const found = optional(r, node, name);
  return found && strcmp(found, value) == 0;
}

static double
number(const reading *r, const xmlNode *node, const char *name, double fallback)
{
  const char *const found = optional(r, node, name);
  double x = fallback;
  if (found && !number_parse(span_trim((span){found, strlen(found)}), '.', &x))
    diag_error(r->d, "S102", r->s->path, line_of(r, node), NULL,
               "write it with a full stop, as 0.5", "%s=\"%s\" is not a number", name, found);
  return x;
}

/* A whole number that the schema has checked; one that is too large stays large. */
static uint32_t
whole(const reading *r, const xmlNode *node, const char *name, uint32_t fallback)
{
  const double x = number(r, node, name, fallback);
  return x < UINT32_MAX ? (uint32_t)x : UINT32_MAX;
}

static uint32_t
count_of(const xmlNode *parent, const char *name)
{
  uint32_t n = 0;
  for (const xmlNode *c = xml_child(parent, name); c; c = xml_next(c, name))
    n++;
  return n;
}

static uint32_t
survey_index(const study *s, const char *id)
{
  for (uint32_t i = 0; i < s->n_surveys; i++)
    if (s->surveys[i].id && strcmp(s->surveys[i].id, id) == 0)
      return i;
  return UINT32_MAX;
}

static void
read_item(const reading *r, const xmlNode *node, const study_scale *scale,
          const study_answers *answers, study_item *item)
{
  const study_answers *const own =
      study_answers_named(r->memory, node, line_of(r, node), r->s, r->d);
  *item = (study_item){
      .column = optional(r, node, "column"),
      .text = xml_words(r->memory, node),
      .reversed = is_set(r, node, "reversed", "yes"),
      .min = number(r, node, "min", scale->min),
      .max = number(r, node, "max", scale->max),
      .answers = own ? own : answers,
      .selected = is_set(r, node, "selected", "yes")  ? SELECTED_YES
                  : is_set(r, node, "selected", "no") ? SELECTED_NO
                                                      : SELECTED_AS_EXPORTED,
      .choice = optional(r, node, "choice"),
      .line = line_of(r, node),
  };
}

const char *
study_facet_name(uint32_t facet)
{
  static const char *const names[] = {"",      "failure",      "behaviour", "communication",
                                      "churn", "disagreement", "resistance"};
  return facet <= N_FACETS ? names[facet] : "";
}

const char *
study_outcome_name(uint32_t outcome)
{
  static const char *const names[] = {"",        "ease",    "support",     "experience",
                                      "billing", "quality", "commitments", "expectations"};
  return outcome <= N_OUTCOMES ? names[outcome] : "";
}

/* The number of a facet or an outcome; 0 for none. */
static uint32_t
role_of(const char *name, const char *(*name_of)(uint32_t), uint32_t n)
{
  for (uint32_t i = 1; name && i <= n; i++)
    if (strcmp(name_of(i), name) == 0)
      return i;
  return 0;
}

static void
read_scale(const reading *r, const xmlNode *node, uint32_t survey, study_scale *scale)
{
  const study_survey *const of = &r->s->surveys[survey];
  const bool is_unit_level = of->level == OM_LEVEL_UNIT;
  const char *const id = optional(r, node, "id");
  const char *const values = optional(r, node, "values");
  *scale = (study_scale){
      .id = id,
      .label = xml_attribute(r->memory, node, "label", id),
      .name = arena_printf(r->memory, "%s.%s", of->id, id),
      .survey = survey,
      .values = (values ? strcmp(values, "codes") == 0 : !is_unit_level) ? OM_CODES : OM_NUMBERS,
      .direction = is_set(r, node, "direction", "higher-is-dysfunction") ? OM_HIGHER_IS_DYSFUNCTION
                                                                         : OM_HIGHER_IS_HEALTHIER,
      .min = number(r, node, "min", 0),
      .max = number(r, node, "max", 0),
      .n_column = optional(r, node, "n"),
      .rate_column = optional(r, node, "response-rate"),
      .facet = role_of(optional(r, node, "facet"), study_facet_name, N_FACETS),
      .outcome = role_of(optional(r, node, "outcome"), study_outcome_name, N_OUTCOMES),
      .n_items = count_of(node, "item"),
      .line = line_of(r, node),
  };
  scale->items = arena_many(r->memory, scale->n_items, study_item);
  const study_answers *const answers =
      study_answers_named(r->memory, node, line_of(r, node), r->s, r->d);
  uint32_t i = 0;
  for (const xmlNode *c = xml_child(node, "item"); c; c = xml_next(c, "item"))
    read_item(r, c, scale, answers, &scale->items[i++]);
  scale->min_items = whole(r, node, "min-items", (scale->n_items + 1) / 2);
}

static char
delimiter_of(const char *name)
{
  return !name                            ? '\0'
         : strcmp(name, "comma") == 0     ? ','
         : strcmp(name, "semicolon") == 0 ? ';'
         : strcmp(name, "bar") == 0       ? '|'
                                          : '\t';
}

static char
thousands_of(const char *name)
{
  return !name                             ? '\0'
         : strcmp(name, "space") == 0      ? ' '
         : strcmp(name, "apostrophe") == 0 ? '\''
                                           : name[0];
}

/* Where the data are: what the attribute says, and what the elements say. */
static void
read_files(const reading *r, const xmlNode *node, study_survey *survey)
{
  const char *const file = optional(r, node, "file");
  survey->files = arena_many(r->memory, (size_t)count_of(node, "file") + 1, study_file);
  if (file)
    survey->files[survey->n_files++] =
        (study_file){.path = file, .is_attribute = true, .line = xml_line(node)};
  for (const xmlNode *c = xml_child(node, "file"); c; c = xml_next(c, "file"))
    survey->files[survey->n_files++] = (study_file){
        .path = optional(r, c, "path"), .wave = optional(r, c, "wave"), .line = xml_line(c)};
  survey->file = survey->n_files ? survey->files[0].path : "";
}

/* What an include brings for this survey. */
static void
read_included(const reading *r, const include *inc, uint32_t index)
{
  const study_survey *const survey = &r->s->surveys[index];
  const char *const id = survey->side == OM_INSIDE ? inc->inside : inc->outside;
  if (!id || strcmp(id, survey->id) != 0)
    return;
  const study_answers *const answers =
      study_answers_named(r->memory, inc->node, xml_line(inc->node), r->s, r->d);
  unsigned number = 0;
  for (size_t i = 0; i < inc->n; i++) {
    reading in = *r;
    in.base = inc->at[i]->base;
    const xmlNode *const from = fragment_side(inc->at[i], survey->side);
    for (const xmlNode *c = xml_child(from, "scale"); c; c = xml_next(c, "scale")) {
      study_scale *const scale = &r->s->scales[r->s->n_scales++];
      read_scale(&in, c, index, scale);
      if (!inc->has_roles)
        scale->facet = scale->outcome = 0;
      for (uint32_t j = 0; j < scale->n_items; j++) {
        study_item *const item = &scale->items[j];
        item->column =
            include_column(r->memory, inc, survey->side, item->column, item->text, ++number);
        if (!item->answers)
          item->answers = answers;
      }
    }
  }
}

static void
read_survey(const reading *r, const xmlNode *node, study_survey *survey)
{
  const char *const id = optional(r, node, "id");
  const char *const decimal = optional(r, node, "decimal");
  *survey = (study_survey){
      .id = id,
      .label = xml_attribute(r->memory, node, "label", id),
      .role = xml_attribute(r->memory, node, "role", ""),
      .side = is_set(r, node, "side", "inside") ? OM_INSIDE : OM_OUTSIDE,
      .level = is_set(r, node, "level", "unit") ? OM_LEVEL_UNIT : OM_LEVEL_RESPONDENT,
      .is_public = is_set(r, node, "public", "yes"),
      .format = optional(r, node, "format"),
      .sheet = optional(r, node, "sheet"),
      .codebook = optional(r, node, "codebook"),
      .delimiter = delimiter_of(optional(r, node, "delimiter")),
      .encoding = optional(r, node, "encoding"),
      .header_rows = whole(r, node, "header-rows", 0),
      .decimal = decimal ? decimal[0] : '.',
      .thousands = thousands_of(optional(r, node, "thousands")),
      .dates = is_set(r, node, "date-order", "dmy")   ? DATE_DMY
               : is_set(r, node, "date-order", "mdy") ? DATE_MDY
               : is_set(r, node, "date-order", "ymd") ? DATE_YMD
                                                      : DATE_ANY,
      .has_no_answer_words = !is_set(r, node, "no-answer-words", "no"),
      .keeps_unitless = is_set(r, node, "without-unit", "keep"),
      .unit_column = optional(r, node, "unit"),
      .label_column = optional(r, node, "unit-label"),
      .parent_column = {optional(r, node, "parent"), optional(r, node, "second-parent")},
      .respondent_column = optional(r, node, "respondent"),
      .weight_column = optional(r, node, "weight"),
      .n_column = optional(r, node, "n"),
      .rate_column = optional(r, node, "response-rate"),
      .wave_column = optional(r, node, "wave"),
      .date_column = optional(r, node, "date"),
      .n_missing = count_of(node, "missing"),
      .first_scale = r->s->n_scales,
      .line = xml_line(node),
  };
  read_files(r, node, survey);
  survey->missing = arena_many(r->memory, survey->n_missing, study_missing);
  uint32_t i = 0;
  for (const xmlNode *c = xml_child(node, "missing"); c; c = xml_next(c, "missing"), i++)
    survey->missing[i] = (study_missing){
        .code = xml_attribute(r->memory, c, "code", ""),
        .reason = xml_attribute(r->memory, c, "reason", "declared missing"),
    };
  const uint32_t index = (uint32_t)(survey - r->s->surveys);
  for (const xmlNode *c = xml_child(node, "scale"); c; c = xml_next(c, "scale"))
    read_scale(r, c, index, &r->s->scales[r->s->n_scales++]);
  for (uint32_t j = 0; j < r->included->n; j++)
    read_included(r, &r->included->at[j], index);
  survey->n_scales = r->s->n_scales - survey->first_scale;
}

static void
read_unit(const reading *r, const xmlNode *node, study_unit *unit)
{
  *unit = (study_unit){
      .id = optional(r, node, "id"),
      .label = optional(r, node, "label"),
      .parent = {optional(r, node, "parent"), optional(r, node, "second-parent")},
      .n_aliases = count_of(node, "alias"),
      .line = xml_line(node),
  };
  unit->aliases = arena_many(r->memory, unit->n_aliases, study_alias);
  uint32_t i = 0;
  for (const xmlNode *c = xml_child(node, "alias"); c; c = xml_next(c, "alias"), i++) {
    const char *const survey = optional(r, c, "survey");
    unit->aliases[i] = (study_alias){
        .survey = survey ? survey_index(r->s, survey) : UINT32_MAX,
        .name = xml_words(r->memory, c),
    };
    if (survey && unit->aliases[i].survey == UINT32_MAX)
      diag_error(r->d, "S103", r->s->path, xml_line(c), NULL, "name a survey of this study",
                 "an alias is for the survey \"%s\", which this study does not have", survey);
  }
}

static void
read_pair(const reading *r, const xmlNode *node, const char *inside_name, const char *outside_name)
{
  const uint32_t inside =
      study_scale_named(r->memory, r->s, line_of(r, node), "inside", inside_name, r->d);
  const uint32_t outside =
      study_scale_named(r->memory, r->s, line_of(r, node), "outside", outside_name, r->d);
  if (inside == UINT32_MAX || outside == UINT32_MAX)
    return;
  r->s->pairs[r->s->n_pairs++] = (study_pair){
      .inside = inside,
      .outside = outside,
      .sign = is_set(r, node, "sign", "-") ? -1 : 1,
      .claim = xml_attribute(r->memory, node, "claim", ""),
      .line = line_of(r, node),
  };
}

/* The pairs of a fragment, where both of their sides were included. */
static void
read_mirrors(const reading *r, const include *inc)
{
  for (size_t i = 0; inc->inside && inc->outside && i < inc->n; i++) {
    reading in = *r;
    in.base = inc->at[i]->base;
    const xmlNode *const root = xmlDocGetRootElement(inc->at[i]->doc);
    for (const xmlNode *c = xml_child(root, "mirror"); c; c = xml_next(c, "mirror"))
      read_pair(&in, c, arena_printf(r->memory, "%s.%s", inc->inside, optional(r, c, "inside")),
                arena_printf(r->memory, "%s.%s", inc->outside, optional(r, c, "outside")));
  }
}

static void
read_analysis(const reading *r, const xmlNode *node, study_analysis *analysis)
{
  *analysis = (study_analysis){
      .plugin = optional(r, node, "plugin"),
      .run = !is_set(r, node, "run", "no"),
      .rows = is_set(r, node, "rows", "yes"),
      .sha256 = optional(r, node, "sha256"),
      .deadline = number(r, node, "deadline", 0),
      .memory = (uint64_t)whole(r, node, "memory", 0) << 20,
      .n_options = count_of(node, "option"),
      .line = xml_line(node),
  };
  analysis->options = arena_many(r->memory, analysis->n_options, study_option);
  uint32_t i = 0;
  for (const xmlNode *c = xml_child(node, "option"); c; c = xml_next(c, "option"), i++)
    analysis->options[i] = (study_option){
        .name = optional(r, c, "name"), .value = optional(r, c, "value"), .line = xml_line(c)};
}

static void
read_head(const reading *r, const xmlNode *root)
{
  study *const s = r->s;
  const xmlNode *const privacy = xml_child(root, "privacy");
  s->line = xml_line(root);
  s->privacy_line = privacy ? xml_line(privacy) : 0;
  s->seed = strtoull(xml_attribute(r->memory, root, "seed", "1"), NULL, 10);
  s->meaningful = number(r, root, "meaningful", .20);
  s->title = xml_words(r->memory, xml_child(root, "title"));
  s->organisation = xml_words(r->memory, xml_child(root, "organisation"));
  study_waves_read(r->memory, root, s);
  s->minimum_outside = privacy && optional(r, privacy, "outside")
                           ? whole(r, privacy, "outside", PRIVACY_OUTSIDE)
                           : PRIVACY_OUTSIDE;
  s->has_ledger = !privacy || strcmp(xml_attribute(r->memory, privacy, "ledger", "yes"), "no") != 0;
  s->minimum_group = privacy ? whole(r, privacy, "minimum", PRIVACY_DEFAULT) : PRIVACY_DEFAULT;
}

static void
read_tree(const reading *r, const xmlNode *root)
{
  study *const s = r->s;
  read_head(r, root);
  uint32_t n_scales = 0;
  for (const xmlNode *c = xml_child(root, "survey"); c; c = xml_next(c, "survey"))
    n_scales += count_of(c, "scale");
  const xmlNode *const units = xml_child(root, "units");
  const uint32_t n_comments = study_comments_count(root);
  n_scales += r->included->n_scales + n_comments;
  study_answers_read(r->memory, root, s);
  s->surveys = arena_many(r->memory, (size_t)count_of(root, "survey") + n_comments, study_survey);
  s->scales = arena_many(r->memory, n_scales, study_scale);
  s->units = arena_many(r->memory, count_of(units, "unit"), study_unit);
  s->pairs =
      arena_many(r->memory, (size_t)count_of(root, "pair") + r->included->n_pairs, study_pair);
  s->analyses = arena_many(r->memory, count_of(root, "analysis"), study_analysis);
  for (const xmlNode *c = xml_child(root, "survey"); c; c = xml_next(c, "survey"))
    read_survey(r, c, &s->surveys[s->n_surveys++]);
  study_comments_read(r->memory, root, s, r->d);
  includes_check(s, r->included, r->d);
  for (const xmlNode *c = xml_child(units, "unit"); c; c = xml_next(c, "unit"))
    read_unit(r, c, &s->units[s->n_units++]);
  for (uint32_t i = 0; i < r->included->n; i++)
    read_mirrors(r, &r->included->at[i]);
  for (const xmlNode *c = xml_child(root, "pair"); c; c = xml_next(c, "pair"))
    read_pair(r, c, optional(r, c, "inside"), optional(r, c, "outside"));
  study_plan_read(r->memory, root, s, r->d);
  for (const xmlNode *c = xml_child(root, "analysis"); c; c = xml_next(c, "analysis"))
    read_analysis(r, c, &s->analyses[s->n_analyses++]);
}

/* What was included, for whoever must know what the study was. */
static void
keep_included(arena *memory, const includes *all, study *s)
{
  size_t n = 0;
  for (uint32_t i = 0; i < all->n; i++)
    n += all->at[i].n;
  s->included = arena_many(memory, n, study_included);
  for (uint32_t i = 0; i < all->n; i++)
    for (size_t j = 0; j < all->at[i].n; j++)
      s->included[s->n_included++] =
          (study_included){all->at[i].at[j]->file, all->at[i].at[j]->sha256};
  if (!n)
    return;
  digest *const sums = arena_many(memory, n + 1, digest);
  sums[0] = s->sha256;
  for (size_t i = 0; i < n; i++)
    sums[i + 1] = s->included[i].sha256;
  s->sha256 = digest_of(sums, (n + 1) * sizeof *sums);
}

const study *
study_read(arena *memory, const char *path, diags *d)
{
  file_bytes bytes;
  if (!file_read(path, LARGEST_STUDY, &bytes)) {
    diag_error(d, "S001", path, 0, strerror(errno), "check the name; a study is an XML file",
               "the study cannot be read");
    return NULL;
  }
  const size_t before = d->n_errors;
  const char *const slash = strrchr(path, '/');
  study *const s = arena_one(memory, study);
  s->path = path;
  s->dir = path_dir(memory, path);
  s->file = slash ? slash + 1 : path;
  s->sha256 = digest_of(bytes.at, bytes.n);
  xmlDoc *const doc = xml_parse(bytes.at, bytes.n, path, "S002", d);
  const resource schema = resource_find("study.xsd");
  if (doc && xml_has_root(doc, "study", path, "S003", d) &&
      xml_validate(doc, schema.at, schema.n, path, "S003", d)) {
    includes all;
    const reading r = {memory, s, d, &all, 0};
    if (includes_open(memory, s, xmlDocGetRootElement(doc), d, &all)) {
      keep_included(memory, &all, s);
      read_tree(&r, xmlDocGetRootElement(doc));
      study_check(s, d);
      study_plan_digest(memory, s);
    }
    includes_close(&all);
  }
  xmlFreeDoc(doc);
  file_release(&bytes);
  return d->n_errors == before ? s : NULL;
}
