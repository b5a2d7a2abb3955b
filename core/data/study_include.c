/* Fragments that a study includes: found, read, and kept open while the study is read. */
#include "data/study_include.h"

#include "base/file.h"
#include "base/resource.h"
#include "base/text.h"
#include "base/xml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_FRAGMENT = 1 << 20, DEEPEST = 4, MOST_FRAGMENTS = 100 };

typedef struct opening {
  arena *memory;
  const study *s;
  diags *d;
  include *into;
  includes *all;
  size_t n; /* fragments so far */
} opening;

static unsigned
line_in(const fragment *from, const xmlNode *node)
{
  return xml_line(node) + (from ? from->base : 0);
}

#define REFUSE(code, why, fix, ...)                                                                \
  diag_error(o->d, (code), o->s->path, line_in(from, node), (why), (fix), __VA_ARGS__)

/* --- where it is ----------------------------------------------------------------------------- */

/* A model of the program: P3 and P03 are the same. */
static resource
model_find(arena *memory, const char *name)
{
  const resource found = resource_find(arena_printf(memory, "%s.xml", name));
  return found.n || name[0] != 'P' ? found
                                   : resource_find(arena_printf(memory, "P0%s.xml", name + 1));
}

/* Why a name cannot be followed; NULL when it can. */
static const char *
objection(const char *href, bool is_fragment)
{
  if (strstr(href, "://"))
    return "nothing is fetched from a network";
  if (href[0] == '/')
    return is_fragment ? "a fragment may name files of its own folder alone" : NULL;
  for (const char *part = href; part; part = strchr(part, '/')) {
    part += *part == '/';
    if (strcspn(part, "/") == 2 && strncmp(part, "..", 2) == 0)
      return "a relative name stays below the folder that it starts from";
  }
  return NULL;
}

/* True when the path, every link followed, is still below the folder. */
static bool
is_below(const char *real, const char *dir)
{
  char *const top = realpath(dir, NULL);
  const size_t n = top ? strlen(top) : 0;
  const bool is_below = n && strncmp(real, top, n) == 0 && (real[n] == '/' || top[n - 1] == '/');
  free(top);
  return is_below;
}

static const char *
identity_of(arena *memory, const char *path)
{
  char *const real = realpath(path, NULL);
  const char *const copy = real ? arena_copy(memory, real, strlen(real)) : NULL;
  free(real);
  return copy;
}

/* The path of a file, checked; NULL with a message. */
static const char *
path_of(const opening *o, const xmlNode *node, const fragment *from, const char *href,
        const char **identity)
{
  const char *const dir = from ? from->dir : o->s->dir;
  const char *why = dir ? objection(href, from != NULL)
                        : "what comes with the program includes what comes with it alone";
  const char *const path = why ? NULL : path_join(o->memory, dir, href);
  *identity = path ? identity_of(o->memory, path) : NULL;
  if (path && !*identity) {
    REFUSE("S183", strerror(errno), "check the name; it starts from the folder of this file",
           "the fragment \"%s\" cannot be read", href);
    return NULL;
  }
  if (path && href[0] != '/' && !is_below(*identity, dir))
    why = "a link leads out of the folder that it starts from";
  if (why)
    REFUSE("S182", why, "put the file below the folder of the study, or name it there from / on",
           "the fragment \"%s\" is not accepted", href);
  return why ? NULL : path;
}

/* --- reading it ------------------------------------------------------------------------------ */

/* True when it may be read: not from itself, not too deep, not one too many. */
static bool
is_allowed(const opening *o, const xmlNode *node, const fragment *from, const char *identity,
           const char *name)
{
  unsigned depth = 1;
  for (const fragment *f = from; f; f = f->from, depth++)
    if (strcmp(f->identity, identity) == 0) {
      REFUSE("S184", "it would never end", "remove one of the two",
             "the fragment \"%s\" includes itself", name);
      return false;
    }
  if (depth <= DEEPEST && o->n < MOST_FRAGMENTS)
    return true;
  if (depth > DEEPEST)
    REFUSE("S184", NULL, "include it from the study",
           "fragments include one another more than %d "
           "deep",
           DEEPEST);
  else
    REFUSE("S184", NULL, "join some of them", "the study includes more than %d fragments",
           MOST_FRAGMENTS);
  return false;
}

static xmlDoc *
parse(const opening *o, fragment *f, const char *at, size_t n)
{
  const resource schema = resource_find("study.xsd");
  f->sha256 = digest_of(at, n);
  f->base = diags_included(o->d, o->s->path, f->file);
  xmlDoc *const doc = xml_parse(at, n, f->file, "S002", o->d);
  if (doc && xml_has_root(doc, "fragment", f->file, "S003", o->d) &&
      xml_validate(doc, schema.at, schema.n, f->file, "S003", o->d))
    return doc;
  xmlFreeDoc(doc);
  return NULL;
}

static fragment *
read_model(const opening *o, const xmlNode *node, const fragment *from, const char *name)
{
  const resource found = model_find(o->memory, name);
  if (!found.n) {
    REFUSE("S181", NULL, "use one of P1 to P18, dysfunction, mirror; a file is href=\"...\"",
           "there is no model \"%s\"", name);
    return NULL;
  }
  const char *const file = arena_printf(o->memory, "model/%s", found.name);
  if (!is_allowed(o, node, from, file, name))
    return NULL;
  fragment *const f = arena_one(o->memory, fragment);
  *f = (fragment){.file = file, .identity = file, .from = from};
  f->doc = parse(o, f, found.at, found.n);
  return f;
}

static fragment *
read_file(const opening *o, const xmlNode *node, const fragment *from, const char *href)
{
  const char *identity;
  const char *const path = path_of(o, node, from, href, &identity);
  if (!path || !is_allowed(o, node, from, identity, href))
    return NULL;
  file_bytes bytes;
  if (!file_read(identity, LARGEST_FRAGMENT, &bytes)) {
    REFUSE("S183", errno == EFBIG ? "it is larger than 1 MiB" : strerror(errno),
           "check the name; it starts from the folder of this file",
           "the fragment \"%s\" cannot be read", href);
    return NULL;
  }
  fragment *const f = arena_one(o->memory, fragment);
  *f = (fragment){
      .file = path, .identity = identity, .dir = path_dir(o->memory, path), .from = from};
  f->doc = parse(o, f, bytes.at, bytes.n);
  file_release(&bytes);
  return f;
}

static uint32_t
count_below(const xmlNode *parent, const char *name)
{
  uint32_t n = 0;
  for (const xmlNode *c = xml_child(parent, name); c; c = xml_next(c, name))
    n++;
  return n;
}

static bool
has(const opening *o, const xmlNode *node, const char *name)
{
  return xml_attribute(o->memory, node, name, NULL);
}

/* What only a study can know. */
static bool
is_plain(const opening *o, const xmlNode *node, const fragment *from)
{
  static const char *const names[] = {"inside",          "outside", "inside-columns",
                                      "outside-columns", "answers", "roles"};
  const char *found = xml_child(node, "column") ? "column" : NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (has(o, node, names[i]))
      found = names[i];
  if (found)
    REFUSE("S187", "it knows neither surveys nor columns", "say it in the study",
           "an include of a fragment says %s", found);
  return !found;
}

/* Follows one <include>; what the fragment itself includes comes before it. */
static void
follow(opening *o, const xmlNode *node, const fragment *from)
{
  const char *const model = xml_attribute(o->memory, node, "model", NULL);
  const char *const href = xml_attribute(o->memory, node, "href", NULL);
  if (from && !is_plain(o, node, from))
    return;
  if (!model == !href) {
    REFUSE("S180", NULL, "say model=\"P3\", or href=\"...\" for a file",
           model ? "an include names a model and a file" : "an include names no fragment");
    return;
  }
  fragment *const f = model ? read_model(o, node, from, model) : read_file(o, node, from, href);
  if (!f || !f->doc)
    return;
  o->n++;
  const xmlNode *const root = xmlDocGetRootElement(f->doc);
  const size_t before = o->d->n_errors;
  for (const xmlNode *c = xml_child(root, "include"); c && o->d->n_errors == before;
       c = xml_next(c, "include"))
    follow(o, c, f);
  arena_push(o->memory, o->into, f);
  o->all->n_scales += count_below(xml_child(root, "inside"), "scale") +
                      count_below(xml_child(root, "outside"), "scale");
  o->all->n_pairs += count_below(root, "mirror");
}

bool
includes_open(arena *memory, const study *s, const xmlNode *root, diags *d, includes *out)
{
  const size_t before = d->n_errors;
  *out = (includes){.at = arena_many(memory, count_below(root, "include"), include)};
  opening o = {memory, s, d, NULL, out, 0};
  for (const xmlNode *c = xml_child(root, "include"); c; c = xml_next(c, "include")) {
    o.into = &out->at[out->n++];
    *o.into = (include){
        .node = c,
        .inside = xml_attribute(memory, c, "inside", NULL),
        .outside = xml_attribute(memory, c, "outside", NULL),
        .inside_columns = xml_attribute(memory, c, "inside-columns", NULL),
        .outside_columns = xml_attribute(memory, c, "outside-columns", NULL),
        .has_roles = strcmp(xml_attribute(memory, c, "roles", "yes"), "no") != 0,
    };
    follow(&o, c, NULL);
  }
  return d->n_errors == before;
}

void
includes_close(includes *all)
{
  for (uint32_t i = 0; i < all->n; i++)
    for (size_t j = 0; j < all->at[i].n; j++)
      xmlFreeDoc(all->at[i].at[j]->doc);
  *all = (includes){0};
}

/* --- what it brings -------------------------------------------------------------------------- */

const xmlNode *
fragment_side(const fragment *f, uint32_t side)
{
  return xml_child(xmlDocGetRootElement(f->doc), side == OM_INSIDE ? "inside" : "outside");
}

static const char *
by_pattern(arena *memory, const char *pattern, const char *text, unsigned number)
{
  struct text out = text_new(memory);
  for (const char *c = pattern; *c; c++)
    if (*c == '#')
      text_addf(&out, "%u", number);
    else if (*c == '@')
      text_add(&out, text);
    else
      text_add_n(&out, c, 1);
  return out.at;
}

const char *
include_column(arena *memory, const include *inc, uint32_t side, const char *column,
               const char *text, unsigned number)
{
  for (const xmlNode *c = xml_child(inc->node, "column"); c; c = xml_next(c, "column"))
    if (strcmp(xml_attribute(memory, c, "item", ""), column) == 0)
      return xml_attribute(memory, c, "name", NULL);
  const char *const pattern = side == OM_INSIDE ? inc->inside_columns : inc->outside_columns;
  return pattern ? by_pattern(memory, pattern, text, number) : column;
}

/* --- what the schema cannot see -------------------------------------------------------------- */

static bool
side_has_item(arena *memory, const include *inc, uint32_t side, const char *column)
{
  for (size_t i = 0; i < inc->n; i++) {
    const xmlNode *const of = fragment_side(inc->at[i], side);
    for (const xmlNode *c = xml_child(of, "scale"); c; c = xml_next(c, "scale"))
      for (const xmlNode *item = xml_child(c, "item"); item; item = xml_next(item, "item"))
        if (!column || strcmp(xml_attribute(memory, item, "column", ""), column) == 0)
          return true;
  }
  return false;
}

static void
check_side(const study *s, const include *inc, uint32_t side, const char *id, diags *d)
{
  const char *const name = side == OM_INSIDE ? "inside" : "outside";
  const study_survey *survey = NULL;
  for (uint32_t i = 0; i < s->n_surveys; i++)
    if (strcmp(s->surveys[i].id, id) == 0)
      survey = &s->surveys[i];
  const char *const why = !survey                          ? "this study has no such survey"
                          : survey->side != side           ? "that survey is of the other side"
                          : survey->level == OM_LEVEL_UNIT ? "its rows are units, and questions "
                                                             "are answered by persons"
                          : side_has_item(d->memory, inc, side, NULL) ? NULL
                                                                      : "the fragment has no "
                                                                        "scales for that side";
  if (why)
    diag_error(d, "S185", s->path, xml_line(inc->node), why,
               "name a survey of that side with answers of persons, or leave it out",
               "%s=\"%s\" cannot take what is included", name, id);
}

static void
check_columns(const study *s, const include *inc, const char *name, const char *pattern, diags *d)
{
  if (pattern && !strpbrk(pattern, "#@"))
    diag_error(d, "S186", s->path, xml_line(inc->node), "all items would have one column",
               "put # where the number of the item stands, or @ where its text stands",
               "%s=\"%s\" has neither # nor @", name, pattern);
}

void
includes_check(const study *s, const includes *all, diags *d)
{
  for (uint32_t i = 0; i < all->n; i++) {
    const include *const inc = &all->at[i];
    if (!inc->inside && !inc->outside)
      diag_error(d, "S185", s->path, xml_line(inc->node), NULL,
                 "say which surveys: inside=\"...\", outside=\"...\"",
                 "an include names no survey");
    if (inc->inside)
      check_side(s, inc, OM_INSIDE, inc->inside, d);
    if (inc->outside)
      check_side(s, inc, OM_OUTSIDE, inc->outside, d);
    check_columns(s, inc, "inside-columns", inc->inside_columns, d);
    check_columns(s, inc, "outside-columns", inc->outside_columns, d);
    for (const xmlNode *c = xml_child(inc->node, "column"); c; c = xml_next(c, "column")) {
      const char *const item = xml_attribute(d->memory, c, "item", "");
      if (!(inc->inside && side_has_item(d->memory, inc, OM_INSIDE, item)) &&
          !(inc->outside && side_has_item(d->memory, inc, OM_OUTSIDE, item)))
        diag_error(d, "S186", s->path, xml_line(c), NULL,
                   "write it as the fragment has it: P03_I1 is the first item of P3 inside",
                   "item=\"%s\" is no item of what is included", item);
    }
  }
}
