/* Opening a plugin: the only place where foreign code enters a process. */
#include "host/open.h"

#include "config.h"

#include <dlfcn.h>
#include <inttypes.h>
#include <string.h>

#define SYMBOL "orgmirror_plugins_v1"

enum { MOST_DECLARED = 1000, LONGEST_TEXT = 1 << 13, LAST_MAJOR_TO_LOOK_FOR = 32 };

const om_plugin *const *
plugin_open(arena *memory, int fd, const char **why)
{
  /* The C library opens it when a thread ends itself, and then files are closed already. */
  dlopen("libgcc_s.so.1", RTLD_NOW | RTLD_LOCAL);
  return plugin_open_file(memory, arena_printf(memory, "/proc/self/fd/%d", fd), why);
}

/* Why an object without our symbol is no plugin for us: it may be one for a later major. */
static const char *
explain_stranger(arena *memory, void *object)
{
  for (int major = OM_ABI_MAJOR + 1; major <= LAST_MAJOR_TO_LOOK_FOR; major++)
    if (dlsym(object, arena_printf(memory, "orgmirror_plugins_v%d", major)))
      return arena_printf(memory,
                          "it has no symbol " SYMBOL ": it was made for interface %d, and "
                          "this " PACKAGE_NAME " (" PACKAGE_VERSION ") offers interface %d.%d: "
                          "install an " PACKAGE_NAME " that offers interface %d, or a version of "
                                                     "the plugin for interface %d",
                          major, OM_ABI_MAJOR, OM_ABI_MINOR, major, OM_ABI_MAJOR);
  return "it has no symbol " SYMBOL ": it is no plugin of this interface";
}

const om_plugin *const *
plugin_open_file(arena *memory, const char *path, const char **why)
{
  void *const object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!object) {
    *why = arena_printf(memory, "it cannot be loaded: %s", dlerror());
    return NULL;
  }
  const om_plugin *const *const list = dlsym(object, SYMBOL);
  if (!list)
    *why = explain_stranger(memory, object);
  else if (!list[0])
    *why = "its list of plugins is empty";
  return list && list[0] ? list : NULL;
}

/* A text that a plugin may declare; counts faults in *bad. */
static const char *
declared_text(arena *memory, const char *s, bool is_required, const char *what, const char **why)
{
  const bool is_there = s && *s;
  if (is_required && !is_there)
    *why = arena_printf(memory, "it declares no %s", what);
  if (is_there && strnlen(s, LONGEST_TEXT) == LONGEST_TEXT)
    *why = arena_printf(memory, "its %s is longer than %d bytes", what, LONGEST_TEXT);
  return *why || !s ? "" : arena_string(memory, s);
}

/* Element i of an array whose elements are `stride` bytes apart: the plugin's own size. */
static const void *
element(const void *first, uint32_t stride, size_t i)
{
  return (const char *)first + (size_t)stride * i;
}

/* --- interfaces of later minors -------------------------------------------------------------- */

/* A plugin that cannot do with what this program offers; `asks` says what it wants of it. */
static const char *
refuse_minor(arena *memory, const om_plugin *p, uint32_t minor, const char *asks)
{
  return arena_printf(memory,
                      "it was made for interface %d.%" PRIu32 " and %s, and this " PACKAGE_NAME
                      " (" PACKAGE_VERSION ") offers interface %d.%d: install an " PACKAGE_NAME
                      " that offers interface %d.%" PRIu32 ", or a version of the plugin for "
                      "interface %d.%d",
                      OM_ABI_MAJOR, p->abi_minor, asks, OM_ABI_MAJOR, OM_ABI_MINOR, OM_ABI_MAJOR,
                      minor, OM_ABI_MAJOR, OM_ABI_MINOR);
}

/* A number out of an enumeration of plugin.h that this host knows up to `last`: beyond that, one
 * of a later minor, or of none. */
static void
check_known(arena *memory, const om_plugin *p, uint32_t number, uint32_t last, const char *what,
            const char **why)
{
  if (number <= last || *why)
    return;
  const char *const asks = arena_printf(memory, "declares %s of number %" PRIu32, what, number);
  *why = p->abi_minor > OM_ABI_MINOR
             ? refuse_minor(memory, p, p->abi_minor, asks)
             : arena_printf(memory, "it %s, which interface %d.%d does not have", asks,
                            OM_ABI_MAJOR, OM_ABI_MINOR);
}

/* --- descriptions ---------------------------------------------------------------------------- */

static void
describe_needs(arena *memory, const om_plugin *p, description *d, const char **why)
{
#define NEED(i) ((const om_need *)element(p->needs, p->need_stride, (i)))
  while (p->needs && d->n_needs < MOST_DECLARED && NEED(d->n_needs)->kind)
    d->n_needs++;
  d->needs = arena_many(memory, d->n_needs, declared_need);
  for (uint32_t i = 0; i < d->n_needs; i++) {
    d->needs[i] =
        (declared_need){NEED(i)->kind, NEED(i)->side, NEED(i)->at_least,
                        declared_text(memory, NEED(i)->why, true, "reason for a need", why)};
    check_known(memory, p, NEED(i)->kind, OM_NEED_COMMENTS, "a need", why);
  }
#undef NEED
}

static void
describe_choices(arena *memory, const om_option *from, declared_option *to, const char **why)
{
  while (from->choices && to->n_choices < MOST_DECLARED && from->choices[to->n_choices])
    to->n_choices++;
  to->choices = arena_many(memory, to->n_choices, const char *);
  for (uint32_t i = 0; i < to->n_choices; i++)
    to->choices[i] = declared_text(memory, from->choices[i], true, "choice", why);
  if (from->type == OM_OPT_CHOICE && to->n_choices == 0)
    *why = "it declares an option without choices";
}

static void
describe_options(arena *memory, const om_plugin *p, description *d, const char **why)
{
#define OPTION(i) ((const om_option *)element(p->options, p->option_stride, (i)))
  while (p->options && d->n_options < MOST_DECLARED && OPTION(d->n_options)->type)
    d->n_options++;
  d->options = arena_many(memory, d->n_options, declared_option);
  for (uint32_t i = 0; i < d->n_options; i++) {
    const om_option *const from = OPTION(i);
    declared_option *const to = &d->options[i];
    *to =
        (declared_option){.type = from->type,
                          .id = declared_text(memory, from->id, true, "id of an option", why),
                          .help = declared_text(memory, from->help, true, "help of an option", why),
                          .value = from->value,
                          .min = from->min,
                          .max = from->max};
    describe_choices(memory, from, to, why);
    check_known(memory, p, from->type, OM_OPT_CHOICE, "a type of option", why);
  }
#undef OPTION
}

static void
describe_methods(arena *memory, const om_plugin *p, description *d, const char **why)
{
#define METHOD(i) ((const om_method *)element(p->methods, p->method_stride, (i)))
  while (p->methods && d->n_methods < MOST_DECLARED && METHOD(d->n_methods)->id)
    d->n_methods++;
  d->methods = arena_many(memory, d->n_methods, declared_method);
  for (uint32_t i = 0; i < d->n_methods; i++)
    d->methods[i] =
        (declared_method){declared_text(memory, METHOD(i)->id, true, "id of a method", why),
                          declared_text(memory, METHOD(i)->text, true, "text of a method", why),
                          declared_text(memory, METHOD(i)->reference, false, "reference", why)};
#undef METHOD
}

static void
describe_statistics(arena *memory, const om_plugin *p, description *d, const char **why)
{
#define STATISTIC(i) ((const om_statistic *)element(p->statistics, p->statistic_stride, (i)))
  while (p->statistics && d->n_statistics < MOST_DECLARED && STATISTIC(d->n_statistics)->id)
    d->n_statistics++;
  d->statistics = arena_many(memory, d->n_statistics, declared_statistic);
  for (uint32_t i = 0; i < d->n_statistics; i++) {
    const om_statistic *const s = STATISTIC(i);
    d->statistics[i] =
        (declared_statistic){declared_text(memory, s->id, true, "id of a statistic", why),
                             declared_text(memory, s->label, true, "label of a statistic", why),
                             declared_text(memory, s->help, true, "help of a statistic", why),
                             declared_text(memory, s->method, true, "method of a statistic", why),
                             s->format,
                             s->basis};
    check_known(memory, p, s->format, OM_FORMAT_COUNT, "a format of numbers", why);
    check_known(memory, p, s->basis, OM_N_AMONG, "a basis of n", why);
  }
#undef STATISTIC
}

static void
describe_roles(arena *memory, const om_plugin *p, const om_form *from, declared_form *to,
               const char **why)
{
#define ROLE(i) ((const om_role *)element(from->roles, p->role_stride, (i)))
  while (from->roles && to->n_roles < MOST_DECLARED && ROLE(to->n_roles)->id)
    to->n_roles++;
  to->roles = arena_many(memory, to->n_roles, declared_role);
  for (uint32_t i = 0; i < to->n_roles; i++)
    to->roles[i] = (declared_role){
        .id = declared_text(memory, ROLE(i)->id, true, "id of a role", why),
        .help = declared_text(memory, ROLE(i)->help, true, "help of a role", why),
        .side = ROLE(i)->side,
        .at_least = ROLE(i)->at_least,
        .at_most = ROLE(i)->at_most,
    };
#undef ROLE
  if (to->n_roles == 0)
    *why = "it declares a kind of hypothesis without roles";
}

static void
describe_forms(arena *memory, const om_plugin *p, description *d, const char **why)
{
#define FORM(i) ((const om_form *)element(p->forms, p->form_stride, (i)))
  while (p->forms && d->n_forms < MOST_DECLARED && FORM(d->n_forms)->kind)
    d->n_forms++;
  d->forms = arena_many(memory, d->n_forms, declared_form);
  for (uint32_t i = 0; i < d->n_forms; i++) {
    d->forms[i].kind = declared_text(memory, FORM(i)->kind, true, "kind of a hypothesis", why);
    d->forms[i].help = declared_text(memory, FORM(i)->help, true, "help of a hypothesis", why);
    describe_roles(memory, p, FORM(i), &d->forms[i], why);
  }
#undef FORM
}

static void
describe_uses(arena *memory, const om_plugin *p, description *d, const char **why)
{
#define USE(i) ((const om_use *)element(p->uses, p->use_stride, (i)))
  while (p->uses && d->n_uses < MOST_DECLARED && USE(d->n_uses)->plugin)
    d->n_uses++;
  d->uses = arena_many(memory, d->n_uses, declared_use);
  for (uint32_t i = 0; i < d->n_uses; i++)
    d->uses[i] = (declared_use){
        .plugin = declared_text(memory, USE(i)->plugin, true, "id of a plugin it uses", why),
        .why = declared_text(memory, USE(i)->why, true, "reason for using a plugin", why),
        .is_optional = USE(i)->is_optional != 0};
#undef USE
}

/* True when structs of the plugin reach as far as the last member of interface 1.0.  Never their
 * sizeof: with a later minor that grows, and what was built before then is as good as it was. */
#define REACHES(length, type, last)                                                                \
  ((length) >= offsetof(type, last) + sizeof(((type *)NULL)->last))

static bool
is_whole(const om_plugin *p)
{
  return REACHES(p->size, om_plugin, uses) && REACHES(p->need_stride, om_need, why) &&
         REACHES(p->option_stride, om_option, choices) &&
         REACHES(p->method_stride, om_method, reference) &&
         REACHES(p->statistic_stride, om_statistic, basis) &&
         REACHES(p->form_stride, om_form, roles) && REACHES(p->role_stride, om_role, help) &&
         REACHES(p->use_stride, om_use, reserved) && p->run;
}

const description *
plugin_describe(arena *memory, const om_plugin *p, const char **why)
{
  *why = NULL;
  if (!is_whole(p)) {
    *why = "its descriptor is shorter than this interface asks: fill it with OM_PLUGIN_HEAD";
    return NULL;
  }
  if (p->least_minor > OM_ABI_MINOR) {
    *why = refuse_minor(memory, p, p->least_minor,
                        arena_printf(memory, "needs 1.%" PRIu32 " at least", p->least_minor));
    return NULL;
  }
  description *const d = arena_one(memory, description);
  d->abi_minor = p->abi_minor;
  d->place = p->place;
  d->id = declared_text(memory, p->id, true, "id", why);
  d->version = declared_text(memory, p->version, true, "version", why);
  d->name = declared_text(memory, p->name, true, "name", why);
  d->summary = declared_text(memory, p->summary, true, "summary", why);
  describe_needs(memory, p, d, why);
  describe_options(memory, p, d, why);
  describe_methods(memory, p, d, why);
  describe_statistics(memory, p, d, why);
  describe_forms(memory, p, d, why);
  describe_uses(memory, p, d, why);
  return *why ? NULL : d;
}
