/* Languages: what was asked for, and the catalogues there are for it. */
#include "cli/cli.h"

#include "base/resource.h"

#include <string.h>

/* A catalogue of the program's own, "po/de.mo". */
static resource
own(arena *memory, const char *tag)
{
  const char *const name = arena_printf(memory, "po/%s.mo", tag);
  resource found;
  for (size_t i = 0; (found = resource_under("po/", i)).name; i++)
    if (strcmp(found.name, name) == 0)
      return found;
  return (resource){NULL, "", 0};
}

/* "de_AT", "de-AT.UTF-8" and "de_AT@euro" by their language alone, "de": nothing here differs from
 * land to land. */
static const char *
language_of(arena *memory, const char *tag)
{
  return arena_copy(memory, tag, strcspn(tag, "_-.@"));
}

static bool
is_english(const char *language)
{
  return strcmp(language, "en") == 0 || strcmp(language, "C") == 0 ||
         strcmp(language, "POSIX") == 0;
}

/* "de, en" */
static const char *
known(arena *memory)
{
  text t = text_new(memory);
  resource found;
  for (size_t i = 0; (found = resource_under("po/", i)).name; i++)
    text_addf(&t, "%.*s, ", (int)(strlen(found.name) - 6), found.name + 3);
  text_add(&t, "en");
  return t.at;
}

bool
cli_page_language(arena *memory, const cli_options *o, diags *d, const page_language **out)
{
  *out = NULL;
  const char *const language = o->language ? language_of(memory, o->language) : "en";
  if (is_english(language))
    return true;
  const resource r = own(memory, language);
  translations texts = {0};
  if (strspn(language, "abcdefghijklmnopqrstuvwxyz") == strlen(language))
    translations_find(memory, o->plugin_path, PLUGINDIR, language, d, &texts);
  const catalogue *const ours = r.name ? catalogue_open(memory, r.at, r.n) : NULL;
  if (ours)
    arena_push(memory, &texts, ours);
  if (!texts.n) {
    diag_error(d, "U013", NULL, 0, "there is no catalogue for it",
               arena_printf(memory, "choose one of %s", known(memory)),
               "the page cannot be made in the language \"%s\"", o->language);
    return false;
  }
  page_language *const l = arena_one(memory, page_language);
  *l = (page_language){.tag = language, .catalogues = texts.at, .n = texts.n};
  *out = l;
  return true;
}
