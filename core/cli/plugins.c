/* orgmirror plugins: what analyses there are, and what one of them declares. */
#include "cli/cli.h"

#include "base/text.h"

#include "config.h"

#include <stdio.h>

static void
print_list(arena *memory, const plugins *all)
{
  for (size_t i = 0; i < all->n; i++) {
    const plugin *const p = &all->at[i];
    char hex[65];
    digest_hex(p->file->sha256, hex);
    const char *const path = utf8_inert(memory, p->file->path);
    if (p->description)
      printf("%-28s %-8s %.12s  %s\n    %s\n", p->id, p->description->version, hex, path,
             p->description->summary);
    else
      printf("%-28s cannot be used, because %s\n    %s\n", utf8_inert(memory, p->id), p->why, path);
  }
}

static void
print_option(arena *memory, const declared_option *o)
{
  text t = text_new(memory);
  if (o->type == OM_OPT_CHOICE) {
    for (uint32_t i = 0; i < o->n_choices; i++)
      text_addf(&t, "%s%s", i ? " | " : "", o->choices[i]);
    text_addf(&t, "; default %s", o->choices[(size_t)o->value]);
  } else if (o->type == OM_OPT_BOOL) {
    text_addf(&t, "yes | no; default %s", o->value != 0 ? "yes" : "no");
  } else {
    text_add_double(&t, o->min);
    text_add(&t, " to ");
    text_add_double(&t, o->max);
    text_add(&t, "; default ");
    text_add_double(&t, o->value);
  }
  printf("  %-16s %s\n  %-16s (%s)\n", o->id, o->help, "", t.at);
}

static void
print_form(const declared_form *f)
{
  printf("  %-16s %s\n", f->kind, f->help);
  for (uint32_t i = 0; i < f->n_roles; i++) {
    const declared_role *const r = &f->roles[i];
    printf("    %-14s %s (%s%s%s)\n", r->id, r->help, r->at_most > 1 ? "scales" : "a scale",
           r->side == OM_INSIDE    ? " of the inside"
           : r->side == OM_OUTSIDE ? " of the outside"
                                   : "",
           r->at_least ? "" : "; may be left out");
  }
}

static void
json_form(text *t, const declared_form *f)
{
  json_open(t, NULL, '{');
  json_string(t, "kind", f->kind);
  json_string(t, "help", f->help);
  json_open(t, "roles", '[');
  for (uint32_t i = 0; i < f->n_roles; i++) {
    json_open(t, NULL, '{');
    json_string(t, "id", f->roles[i].id);
    json_string(t, "help", f->roles[i].help);
    json_string(t, "side",
                f->roles[i].side == OM_INSIDE    ? "inside"
                : f->roles[i].side == OM_OUTSIDE ? "outside"
                                                 : NULL);
    json_count(t, "at_least", f->roles[i].at_least);
    json_count(t, "at_most", f->roles[i].at_most);
    json_close(t, '}');
  }
  json_close(t, ']');
  json_close(t, '}');
}

static void
print_one(arena *memory, const plugin *p)
{
  const description *const d = p->description;
  char hex[65];
  digest_hex(p->file->sha256, hex);
  printf("%s\n  %s, version %s, for interface %d.%u\n  %s\n  file %s\n  sha256 %s\n", d->name,
         d->id, d->version, OM_ABI_MAJOR, d->abi_minor, d->summary,
         utf8_inert(memory, p->file->path), hex);
  printf("\nNeeds\n");
  for (uint32_t i = 0; i < d->n_needs; i++)
    printf("  %s\n", d->needs[i].why);
  for (uint32_t i = 0; i < d->n_uses; i++)
    printf("  %s, by %s%s\n", d->uses[i].why, d->uses[i].plugin,
           d->uses[i].is_optional ? " (does without)" : "");
  if (!d->n_needs && !d->n_uses)
    printf("  nothing in particular\n");
  printf("\nOptions\n");
  for (uint32_t i = 0; i < d->n_options; i++)
    print_option(memory, &d->options[i]);
  if (!d->n_options)
    printf("  none\n");
  if (d->n_forms)
    printf("\nHypotheses\n");
  for (uint32_t i = 0; i < d->n_forms; i++)
    print_form(&d->forms[i]);
  printf("\nStatistics\n");
  for (uint32_t i = 0; i < d->n_statistics; i++)
    printf("  %-24s %s (method: %s)\n", d->statistics[i].id, d->statistics[i].label,
           d->statistics[i].method);
  printf("\nMethods\n");
  for (uint32_t i = 0; i < d->n_methods; i++) {
    printf("  %-16s %s\n", d->methods[i].id, d->methods[i].text);
    if (*d->methods[i].reference)
      printf("  %-16s %s\n", "", d->methods[i].reference);
  }
}

static void
print_json(arena *memory, const plugins *all, const plugin *only)
{
  text t = text_new(memory);
  json_open(&t, NULL, '[');
  for (size_t i = 0; i < all->n; i++) {
    const plugin *const p = &all->at[i];
    const description *const d = p->description;
    char hex[65];
    if (only && p != only)
      continue;
    digest_hex(p->file->sha256, hex);
    json_open(&t, NULL, '{');
    json_string(&t, "id", p->id);
    json_string(&t, "file", p->file->path);
    json_string(&t, "sha256", hex);
    json_string(&t, "version", d ? d->version : NULL);
    json_string(&t, "summary", d ? d->summary : NULL);
    json_string(&t, "refused", p->why);
    json_open(&t, "options", '[');
    for (uint32_t o = 0; d && o < d->n_options; o++) {
      json_open(&t, NULL, '{');
      json_string(&t, "id", d->options[o].id);
      json_string(&t, "help", d->options[o].help);
      json_key(&t, "default");
      text_add_double(&t, d->options[o].value);
      json_close(&t, '}');
    }
    json_close(&t, ']');
    json_open(&t, "hypotheses", '[');
    for (uint32_t f = 0; d && f < d->n_forms; f++)
      json_form(&t, &d->forms[f]);
    json_close(&t, ']');
    json_open(&t, "uses", '[');
    for (uint32_t u = 0; d && u < d->n_uses; u++) {
      json_open(&t, NULL, '{');
      json_string(&t, "plugin", d->uses[u].plugin);
      json_string(&t, "why", d->uses[u].why);
      json_string(&t, "optional", d->uses[u].is_optional ? "yes" : "no");
      json_close(&t, '}');
    }
    json_close(&t, ']');
    json_open(&t, "statistics", '[');
    for (uint32_t s = 0; d && s < d->n_statistics; s++) {
      json_open(&t, NULL, '{');
      json_string(&t, "id", d->statistics[s].id);
      json_string(&t, "label", d->statistics[s].label);
      json_string(&t, "help", d->statistics[s].help);
      json_close(&t, '}');
    }
    json_close(&t, ']');
    json_close(&t, '}');
  }
  json_close(&t, ']');
  puts(t.at);
}

int
cli_plugins(int argc, char **argv, arena *memory)
{
  cli_options o;
  int code;
  if (!cli_parse(argc, argv, "plugins", "[ID]",
                 "List the analyses that are there; with ID, what one needs, takes and reports.",
                 "plqjks", &o, &code))
    return code;
  if (o.check)
    return cli_plugins_check(&o, PLUGINDIR, memory);
  diags d = diags_new(memory);
  plugins all;
  plugins_find(memory, o.plugin_path, PLUGINDIR, &o.limits, &d, &all);
  const plugin *const one = o.study ? plugins_named(&all, o.study) : NULL;
  if (o.study && !one)
    diag_error(&d, "U003", NULL, 0, NULL, "orgmirror plugins lists them",
               "there is no plugin \"%s\"", o.study);
  else if (one && !one->description)
    diag_error(&d, "P010", one->file->path, 0, one->why, NULL, "the plugin cannot be used");
  else if (o.json)
    print_json(memory, &all, one);
  else if (one)
    print_one(memory, one);
  else
    print_list(memory, &all);
  code = cli_finish(&d, &o);
  plugins_close(&all);
  return code;
}
