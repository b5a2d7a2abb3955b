/* Comments: of each question that is answered in words, a survey of its own, with a scale of
 * themes.
 */
#include "base/file.h"
#include "base/fold.h"
#include "base/xml.h"
#include "data/study.h"

#include <errno.h>
#include <string.h>

/* "overwork*" is " overwork", "career path" is " career path ". */
static const char *
word_of(arena *memory, const char *written)
{
  const char *const folded = text_folded(memory, written);
  const size_t n = strlen(folded);
  const bool is_start = n > 0 && folded[n - 1] == '*';
  return is_start ? arena_printf(memory, " %.*s", (int)n - 1, folded)
                  : arena_printf(memory, " %s ", folded);
}

static const study_theme *
read_theme(arena *memory, const xmlNode *node, const study_scale *scale, const study *s, diags *d)
{
  study_theme *const theme = arena_one(memory, study_theme);
  theme->id = xml_attribute(memory, node, "id", "");
  for (const xmlNode *c = xml_child(node, "word"); c; c = xml_next(c, "word"))
    theme->n_words++;
  theme->words = arena_many(memory, theme->n_words, const char *);
  uint32_t i = 0;
  for (const xmlNode *c = xml_child(node, "word"); c; c = xml_next(c, "word")) {
    theme->words[i] = word_of(memory, xml_words(memory, c));
    if (strlen(theme->words[i]) < 3)
      diag_error(d, "S188", s->path, xml_line(c), "comments are searched for letters and digits",
                 "write a word, or the beginning of one and a star: pay, overwork*",
                 "a word of the theme %s in %s has no letter", theme->id, scale->name);
    i++;
  }
  return theme;
}

/* What a list of names says; "" without one, or with a message. */
static const char *
read_names(arena *memory, const char *file, const study_survey *survey, const study *s, diags *d)
{
  enum { LARGEST = 16 << 20 };
  if (!file)
    return "";
  file_bytes bytes;
  if (!file_read(path_join(memory, s->dir, file), LARGEST, &bytes)) {
    diag_error(d, "S196", s->path, survey->line,
               errno == EFBIG ? "it is larger than 16 MiB" : strerror(errno),
               "check the name; it starts from the folder of this file",
               "the names \"%s\" of %s cannot be read", file, survey->id);
    return "";
  }
  const char *const names = arena_copy(memory, bytes.at, bytes.n);
  if (utf8_check(names, bytes.n) < bytes.n || strlen(names) < bytes.n)
    diag_error(d, "S197", s->path, survey->line, "names in it would not be recognised",
               "save the list as UTF-8, one name or more a line",
               "the names \"%s\" of %s are not UTF-8 text", file, survey->id);
  file_release(&bytes);
  return names;
}

static void
read_comments(arena *memory, const xmlNode *node, uint32_t of, study *s, diags *d)
{
  study_survey *const survey = &s->surveys[s->n_surveys];
  study_scale *const scale = &s->scales[s->n_scales];
  const char *const column = xml_attribute(memory, node, "column", "");
  *survey = s->surveys[of];
  survey->comments_of = of + 1;
  survey->id = xml_attribute(memory, node, "id", "");
  survey->label = xml_attribute(memory, node, "label", survey->id);
  survey->line = xml_line(node);
  survey->first_scale = s->n_scales;
  survey->n_scales = 1;
  survey->shows_comments = strcmp(xml_attribute(memory, node, "verbatims", "no"), "yes") == 0;
  survey->names = read_names(memory, xml_attribute(memory, node, "names", NULL), survey, s, d);
  *scale = (study_scale){.id = "themes",
                         .label = survey->label,
                         .name = arena_printf(memory, "%s.themes", survey->id),
                         .survey = s->n_surveys,
                         .values = OM_CODES,
                         .direction = OM_HIGHER_IS_HEALTHIER,
                         .max = 1,
                         .min_items = 1,
                         .line = survey->line};
  for (const xmlNode *c = xml_child(node, "theme"); c; c = xml_next(c, "theme"))
    scale->n_items++;
  scale->items = arena_many(memory, scale->n_items, study_item);
  uint32_t i = 0;
  for (const xmlNode *c = xml_child(node, "theme"); c; c = xml_next(c, "theme")) {
    const study_theme *const theme = read_theme(memory, c, scale, s, d);
    scale->items[i++] = (study_item){.column = column,
                                     .text = xml_attribute(memory, c, "label", theme->id),
                                     .max = 1,
                                     .theme = theme,
                                     .line = xml_line(c)};
  }
  if (survey->level == OM_LEVEL_UNIT)
    diag_error(d, "S189", s->path, survey->line, "figures of units have no comments",
               "name the export of the people", "the survey %s of comments is in one of units",
               survey->id);
  s->n_surveys++;
  s->n_scales++;
}

uint32_t
study_comments_count(const xmlNode *root)
{
  uint32_t n = 0;
  for (const xmlNode *v = xml_child(root, "survey"); v; v = xml_next(v, "survey"))
    for (const xmlNode *c = xml_child(v, "comments"); c; c = xml_next(c, "comments"))
      n++;
  return n;
}

void
study_comments_read(arena *memory, const xmlNode *root, study *s, diags *d)
{
  uint32_t of = 0;
  for (const xmlNode *v = xml_child(root, "survey"); v; v = xml_next(v, "survey"), of++)
    for (const xmlNode *c = xml_child(v, "comments"); c; c = xml_next(c, "comments"))
      read_comments(memory, c, of, s, d);
}
