/* What check found, as JUnit XML: the form that continuous integration shows.
 *
 * One test case for each kind of check, and for those of a survey one for each survey.  It failed
 * when there was an error; warnings and notes are its output.  A check that could not be made,
 * because an export could not be read, was skipped. */
#include "cli/check.h"

#include "base/file.h"
#include "base/markup.h"

#include <string.h>

typedef struct test_case {
  const odd_kind *kind;
  uint32_t survey; /* index + 1; 0: of no survey */
} test_case;

typedef struct test_cases {
  test_case *at;
  size_t n, capacity;
} test_cases;

/* A survey's finding that names no survey counts with the study. */
static bool
is_of(const odd_finding *f, test_case x)
{
  if (odd_section_of(f) == ODD_STUDY && f->kind->section != ODD_STUDY)
    return strcmp(x.kind->id, "study") == 0;
  return f->kind == x.kind && (x.kind->section != ODD_SURVEY || f->where.survey == x.survey);
}

static test_cases
list_cases(const checked *c)
{
  test_cases all = {0};
  for (size_t i = 0; i < odd_n_kinds(); i++) {
    const odd_kind *const kind = odd_kind_at(i);
    const bool is_each = kind->section == ODD_SURVEY;
    const uint32_t n = !is_each ? 1 : c->study ? c->study->n_surveys : 0;
    for (uint32_t s = 0; s < n; s++)
      arena_push(c->memory, &all, ((test_case){kind, is_each ? s + 1 : 0}));
  }
  return all;
}

static const diag *
first_error(const checked *c, test_case x, size_t *n)
{
  const diag *first = NULL;
  *n = 0;
  for (size_t i = 0; i < c->d->n; i++)
    if (c->findings[i].message->level == DIAG_ERROR && is_of(&c->findings[i], x)) {
      first = first ? first : c->findings[i].message;
      ++*n;
    }
  return first;
}

static bool
is_skipped(const checked *c, test_case x)
{
  return x.kind->needs_data && !c->in->summary.study;
}

static void
add_message(text *t, const diag *m)
{
  if (m->file)
    text_addf(t, "%s:", m->file);
  if (m->file && m->line)
    text_addf(t, "%u:", m->line);
  text_addf(t, "%s%s %s: %s", m->file ? " " : "", diag_level_name(m->level), m->code, m->what);
  if (m->why)
    text_addf(t, ", because %s", m->why);
  if (m->fix)
    text_addf(t, ". To fix: %s", m->fix);
  text_add(t, "\n");
}

/* All messages of the case that are errors, or all that are not; empty for none. */
static text
words_of(const checked *c, test_case x, bool errors)
{
  text t = text_new(c->memory);
  for (size_t i = 0; i < c->d->n; i++) {
    const diag *const m = c->findings[i].message;
    if ((m->level == DIAG_ERROR) == errors && is_of(&c->findings[i], x))
      add_message(&t, m);
  }
  return t;
}

static void
write_case(markup *m, const checked *c, test_case x)
{
  size_t n;
  const diag *const error = first_error(c, x, &n);
  const char *const group = x.survey ? c->study->surveys[x.survey - 1].id : NULL;
  markup_open(m, "testcase");
  markup_attribute(m, "classname",
                   group ? arena_printf(c->memory, "orgmirror.survey.%s", group) : "orgmirror");
  markup_attribute(m, "name", x.kind->label);
  if (error) {
    markup_open(m, "failure");
    markup_attribute(m, "type", error->code);
    markup_attribute(m, "message", error->what);
    markup_text(m, words_of(c, x, true).at);
    markup_close(m);
  } else if (is_skipped(c, x)) {
    markup_open(m, "skipped");
    markup_attribute(m, "message", "not every export could be read");
    markup_close(m);
  }
  const text words = words_of(c, x, false);
  if (words.n)
    markup_element(m, "system-out", words.at);
  markup_close(m);
}

bool
check_write_junit(const checked *c, const char *path)
{
  const test_cases all = list_cases(c);
  uint64_t failures = 0, skipped = 0;
  for (size_t i = 0; i < all.n; i++) {
    size_t n;
    if (first_error(c, all.at[i], &n))
      failures++;
    else
      skipped += is_skipped(c, all.at[i]);
  }
  markup m = markup_new(c->memory);
  markup_open(&m, "testsuites");
  markup_open(&m, "testsuite");
  markup_attribute(&m, "name", c->study ? c->study->path : c->o->study);
  markup_count(&m, "tests", all.n);
  markup_count(&m, "failures", failures);
  markup_count(&m, "errors", 0);
  markup_count(&m, "skipped", skipped);
  for (size_t i = 0; i < all.n; i++)
    write_case(&m, c, all.at[i]);
  markup_close(&m);
  markup_close(&m);
  return file_write_atomically(c->memory, path, m.out.at, m.out.n);
}
