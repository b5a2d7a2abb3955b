/* orgmirror explain: a plain paragraph for a message code, a word of the report, a statistic. */
#include "cli/cli.h"

#include "base/resource.h"
#include "base/text.h"

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Width of the paragraphs on a terminal. */
enum { COLUMNS = 78 };

static bool
is_term(span name, const char *wanted)
{
  name = span_trim(name);
  return name.n == strlen(wanted) && strncasecmp(name.at, wanted, name.n) == 0;
}

/* True when a heading "## A / B" names the term. */
static bool
names(span heading, const char *wanted)
{
  while (heading.n) {
    const char *const slash = memmem(heading.at, heading.n, " / ", 3);
    const size_t n = slash ? (size_t)(slash - heading.at) : heading.n;
    if (is_term((span){heading.at, n}, wanted))
      return true;
    const size_t skip = slash ? n + 3 : n;
    heading = (span){heading.at + skip, heading.n - skip};
  }
  return false;
}

static void
print_wrapped(const char *s, size_t n)
{
  size_t column = 0;
  for (size_t i = 0; i < n;) {
    size_t word = 0;
    while (i + word < n && s[i + word] != ' ' && s[i + word] != '\n')
      word++;
    const bool ends_paragraph = i + 1 < n && s[i] == '\n' && s[i + 1] == '\n';
    if (ends_paragraph && column)
      fputs("\n\n", stdout);
    if (ends_paragraph)
      column = 0;
    if (word && column && column + 1 + word > COLUMNS) {
      fputc('\n', stdout);
      column = 0;
    }
    if (word) {
      printf("%s%.*s", column ? " " : "", (int)word, s + i);
      column += word + (column > 0);
    }
    i += word ? word : 1;
  }
  fputc('\n', stdout);
}

/* The entry of the glossary, printed; false when there is none. */
static bool
explain_term(const char *wanted)
{
  const resource glossary = resource_find("glossary.md");
  for (const char *at = strstr(glossary.at, "\n## "); at; at = strstr(at, "\n## ")) {
    at += strlen("\n## ");
    const span heading = {at, strcspn(at, "\n")};
    const char *const end = strstr(at, "\n## ");
    if (!names(heading, wanted))
      continue;
    const char *const body = heading.at + heading.n;
    printf("%.*s\n\n", (int)heading.n, heading.at);
    const size_t n = end ? (size_t)(end - body) : strlen(body);
    const size_t skip = strspn(body, "\n");
    print_wrapped(body + skip, n > skip ? n - skip : 0);
    return true;
  }
  return false;
}

static bool
explain_statistic(const plugins *all, const char *wanted)
{
  bool found = false;
  for (size_t i = 0; i < all->n; i++) {
    const description *const d = all->at[i].description;
    for (uint32_t s = 0; d && s < d->n_statistics; s++) {
      const declared_statistic *const x = &d->statistics[s];
      if (strcasecmp(x->id, wanted) != 0 && strcasecmp(x->label, wanted) != 0)
        continue;
      printf("%s (%s of %s)\n\n", x->label, x->id, d->id);
      print_wrapped(x->help, strlen(x->help));
      for (uint32_t m = 0; m < d->n_methods; m++)
        if (strcmp(d->methods[m].id, x->method) == 0) {
          fputc('\n', stdout);
          print_wrapped(d->methods[m].text, strlen(d->methods[m].text));
          if (*d->methods[m].reference)
            print_wrapped(d->methods[m].reference, strlen(d->methods[m].reference));
        }
      found = true;
    }
  }
  return found;
}

int
cli_explain(int argc, char **argv, arena *memory)
{
  cli_options o;
  int code;
  if (!cli_parse(argc, argv, "explain", "CODE|TERM",
                 "Explain the code of a message, a word of the report, or a statistic.", "plq", &o,
                 &code))
    return code;
  diags d = diags_new(memory);
  plugins all = {0};
  if (!o.study) {
    diag_error(&d, "U001", NULL, 0, NULL, "orgmirror explain S104", "nothing was named");
  } else if (!explain_term(o.study)) {
    plugins_find(memory, o.plugin_path, PLUGINDIR, &o.limits, &d, &all);
    if (!explain_statistic(&all, o.study))
      diag_error(&d, "U004", NULL, 0, NULL,
                 "codes stand in messages; orgmirror plugins ID lists statistics",
                 "there is nothing to say about \"%s\"", o.study);
  }
  code = cli_finish(&d, &o);
  plugins_close(&all);
  return code;
}
