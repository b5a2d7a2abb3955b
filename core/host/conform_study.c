/* The studies that a plugin is tried on: exports and study.xml, made in memory.
 *
 * Whole numbers alone, each drawn for what it is (side, scale, item, unit, person), so that the
 * same rows come out in any order and on any machine. */
#include "host/conform.h"

#include "base/markup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
  ITEMS = 3,
  LEAST_SCALES = 3,
  MOST_SCALES = 40,
  UNITS_OF_A_REGION = 8,
  DONT_KNOW = 98,
  STAFF = 1, /* sides; also what draws are for */
  CUSTOMERS,
  FIGURES,
  IN_COMMON
};

/* How many units, and people of each of them inside and outside. */
typedef struct extent {
  uint32_t units, staff, customers;
} extent;

static extent
extent_of(conform_case which)
{
  static const extent all[N_CONFORM_CASES] = {
      [CASE_ORDINARY] = {24, 20, 15},      [CASE_EMPTY] = {0, 0, 0},
      [CASE_ONE_ROW] = {1, 1, 1},          [CASE_ONE_UNIT] = {1, 60, 40},
      [CASE_ALL_MISSING] = {24, 10, 10},   [CASE_CONSTANT] = {24, 10, 10},
      [CASE_MANY_ROWS] = {100, 10000, 50}, [CASE_MANY_UNITS] = {2000, 3, 3},
      [CASE_SHUFFLED] = {24, 20, 15},      [CASE_SMALL] = {12, 6, 6},
  };
  return all[which];
}

/* --- draws ----------------------------------------------------------------------------------- */

/* splitmix64's last steps (Steele, Lea & Flood, 2014, doi:10.1145/2714064.2660195) */
static uint64_t
mixed(uint64_t x)
{
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

/* 0 to 999 */
static uint32_t
draw(uint32_t what, uint32_t scale, uint32_t item, uint64_t unit, uint64_t person)
{
  const uint64_t key = mixed(mixed(what) + scale * 1009u + item);
  return (uint32_t)(mixed(mixed(key + unit) + person) % 1000);
}

/* An answer from 1 to 5, or DONT_KNOW, or 0: blank.  Half of it is the unit's. */
static uint32_t
answer(conform_case which, uint32_t side, uint32_t scale, uint32_t item, uint64_t unit,
       uint64_t person)
{
  if (which == CASE_CONSTANT)
    return 3;
  const uint32_t gap = draw(side, scale + 100, item, unit, person);
  if (gap < 40)
    return gap < 10 ? DONT_KNOW : 0;
  const uint32_t of_unit =
      (2 * draw(IN_COMMON, scale, 0, unit, 0) + draw(side, scale, 9, unit, 0)) / 3;
  const uint32_t of_person = draw(side, 200, 0, unit, person + 1);
  const uint32_t own = draw(side, scale, item, unit, person + 1);
  return 1 + (2 * of_unit + of_person + 2 * own) / 1000;
}

/* --- exports --------------------------------------------------------------------------------- */

typedef struct writer {
  int fd;
  bool failed;
  size_t n;
  char at[1 << 16];
} writer;

static void
put_all(writer *w)
{
  for (size_t done = 0; done < w->n && !w->failed;) {
    const ssize_t put = write(w->fd, w->at + done, w->n - done);
    if (put > 0)
      done += (size_t)put;
    else if (put == 0 || errno != EINTR)
      w->failed = true;
  }
  w->n = 0;
}

static void
put(writer *w, const char *s, size_t n)
{
  if (sizeof w->at - w->n < n)
    put_all(w);
  memcpy(w->at + w->n, s, n);
  w->n += n;
}

static void
put_word(writer *w, const char *s)
{
  put(w, s, strlen(s));
}

static void
put_number(writer *w, uint64_t x)
{
  char digits[24];
  size_t i = sizeof digits;
  do
    digits[--i] = (char)('0' + x % 10);
  while (x /= 10);
  put(w, digits + i, sizeof digits - i);
}

static void
put_unit(writer *w, uint64_t unit)
{
  put_word(w, "u");
  put_number(w, 1000 + unit);
}

static void
put_region(writer *w, uint64_t unit)
{
  put_word(w, ",region ");
  put_number(w, 1 + unit / UNITS_OF_A_REGION);
}

static void
put_answers(writer *w, conform_case which, uint32_t side, uint32_t n_scales, uint64_t unit,
            uint64_t person)
{
  for (uint32_t s = 0; s < n_scales; s++)
    for (uint32_t i = 0; i < ITEMS; i++) {
      const bool is_asked = which != CASE_ALL_MISSING || s + 1 == n_scales;
      const uint32_t x = is_asked ? answer(which, side, s, i, unit, person) : 0;
      put_word(w, ",");
      if (x)
        put_number(w, x);
    }
}

/* What one of the staff has written: nothing, or of one theme or two. */
static void
put_comment(writer *w, conform_case which, uint64_t unit, uint64_t person)
{
  static const char *const comments[] = {"", "more pay", "no time", "pay and time", "nice weather"};
  const uint32_t i = which == CASE_CONSTANT      ? 1
                     : which == CASE_ALL_MISSING ? 0
                                                 : draw(STAFF, 300, 0, unit, person) % 5;
  put_word(w, ",");
  put_word(w, comments[i]);
}

/* Large studies are read often enough. */
static bool
has_comments(conform_case which)
{
  return which != CASE_MANY_ROWS && which != CASE_MANY_UNITS;
}

/* Of unit-level figures: people, the share of them who answered in percent, something in percent.
 */
static void
put_figures(writer *w, conform_case which, uint64_t unit)
{
  static const uint32_t constant[] = {20, 50, 50};
  for (uint32_t i = 0; i < 3; i++) {
    put_word(w, ",");
    put_number(w, which == CASE_CONSTANT
                      ? constant[i]
                      : 10 + draw(FIGURES, i, 0, unit, 0) * (i ? 80 : 30) / 1000);
  }
}

static void
put_header(writer *w, conform_case which, uint32_t side, uint32_t n_scales)
{
  put_word(w, "unit");
  if (side != CUSTOMERS)
    put_word(w, ",region");
  if (side == FIGURES)
    put_word(w, ",people,rate,f1");
  for (uint32_t s = 0; side != FIGURES && s < n_scales; s++)
    for (uint32_t i = 0; i < ITEMS; i++) {
      put_word(w, side == STAFF ? ",s" : ",c");
      put_number(w, s + 1);
      put_word(w, "_");
      put_number(w, i + 1);
    }
  if (side == STAFF && has_comments(which))
    put_word(w, ",comment");
  put_word(w, "\n");
}

/* What was written from `from` on, so many times more. */
static void
repeat(arena *memory, writer *w, off_t from, uint32_t times)
{
  put_all(w);
  const size_t n = (size_t)(lseek(w->fd, 0, SEEK_END) - from);
  char *const block = arena_alloc(memory, n, 1);
  w->failed |= pread(w->fd, block, n, from) != (ssize_t)n;
  for (uint32_t i = 0; i < times && !w->failed; i++)
    w->failed = write(w->fd, block, n) != (ssize_t)n;
}

static int
make_export(arena *memory, conform_case which, uint32_t side, uint32_t n_scales)
{
  const extent e = extent_of(which);
  const uint32_t of_unit = side == STAFF ? e.staff : side == CUSTOMERS ? e.customers : 1;
  const uint64_t n = (uint64_t)e.units * of_unit;
  writer *const w = arena_one(memory, writer);
  w->fd = memfd_create("orgmirror-check", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (w->fd < 0)
    return -1;
  put_header(w, which, side, n_scales);
  put_all(w);
  const off_t first = lseek(w->fd, 0, SEEK_CUR);
  /* of a million people most answer as others do */
  const uint32_t times = which == CASE_MANY_ROWS && side == STAFF ? 50 : 1;
  for (uint64_t i = 0; i < n / times; i++) {
    /* 7919 is a prime, and divides none of these n: every row comes once */
    const uint64_t row = which == CASE_SHUFFLED ? (i * 7919 + 13) % n : i;
    const uint64_t unit = row % e.units, person = row / e.units;
    put_unit(w, unit);
    if (side != CUSTOMERS)
      put_region(w, unit);
    if (side == FIGURES)
      put_figures(w, which, unit);
    else
      put_answers(w, which, side, n_scales, unit, person);
    if (side == STAFF && has_comments(which))
      put_comment(w, which, unit, person);
    put_word(w, "\n");
  }
  repeat(memory, w, first, times - 1);
  if (!w->failed)
    return w->fd;
  close(w->fd);
  return -1;
}

bool
conform_exports_make(arena *memory, conform_case which, uint32_t n_scales, conform_exports *out)
{
  *out = (conform_exports){.which = which, .n_scales = n_scales};
  out->staff = make_export(memory, which, STAFF, n_scales);
  out->customers = make_export(memory, which, CUSTOMERS, n_scales);
  out->figures = make_export(memory, which, FIGURES, n_scales);
  return out->staff >= 0 && out->customers >= 0 && out->figures >= 0;
}

void
conform_exports_close(conform_exports *e)
{
  int *const all[] = {&e->staff, &e->customers, &e->figures};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    if (*all[i] >= 0)
      close(*all[i]);
    *all[i] = -1;
  }
}

/* --- how much is needed ---------------------------------------------------------------------- */

/* Scales that fill a role in the fuller of the two hypotheses. */
static uint32_t
fuller(const declared_role *r)
{
  return r->at_least < r->at_most ? r->at_least + 1 : r->at_most;
}

uint32_t
conform_scales(const description *d)
{
  uint32_t n = LEAST_SCALES;
  for (uint32_t i = 0; i < d->n_needs; i++) {
    const declared_need *const need = &d->needs[i];
    const bool counts_scales = need->kind == OM_NEED_SCALES || need->kind == OM_NEED_FACETS ||
                               need->kind == OM_NEED_OUTCOMES || need->kind == OM_NEED_PAIRS;
    if (counts_scales && need->at_least > n)
      n = need->at_least;
  }
  for (uint32_t f = 0; f < d->n_forms; f++) {
    uint64_t all = 0;
    for (uint32_t r = 0; r < d->forms[f].n_roles; r++)
      all += fuller(&d->forms[f].roles[r]);
    if (all > n)
      n = all < MOST_SCALES ? (uint32_t)all : MOST_SCALES;
  }
  return n < MOST_SCALES ? n : MOST_SCALES;
}

/* --- study.xml ------------------------------------------------------------------------------- */

const char *
conform_path(arena *memory, int fd)
{
  return arena_printf(memory, "/proc/self/fd/%d", fd);
}

static const char *
scale_name(arena *memory, uint32_t side, uint32_t i)
{
  return side == OM_INSIDE ? arena_printf(memory, "staff.s%u", i + 1)
                           : arena_printf(memory, "customers.c%u", i + 1);
}

static void
add_scale(markup *m, arena *memory, uint32_t side, uint32_t i)
{
  const char letter = side == STAFF ? 's' : 'c';
  markup_open(m, "scale");
  markup_attribute(m, "id", arena_printf(memory, "%c%u", letter, i + 1));
  markup_attribute(m, "label",
                   arena_printf(memory, "%s %u", side == STAFF ? "Theme" : "Service", i + 1));
  markup_attribute(m, "min", "1");
  markup_attribute(m, "max", "5");
  if (i == 1)
    markup_attribute(m, "direction", "higher-is-dysfunction");
  if (side == STAFF && i < N_FACETS)
    markup_attribute(m, "facet", study_facet_name(i + 1));
  if (side == CUSTOMERS && i < N_OUTCOMES)
    markup_attribute(m, "outcome", study_outcome_name(i + 1));
  for (uint32_t k = 0; k < ITEMS; k++) {
    markup_open(m, "item");
    markup_attribute(m, "column", arena_printf(memory, "%c%u_%u", letter, i + 1, k + 1));
    markup_text(m, arena_printf(memory, "Question %u", k + 1));
    markup_close(m);
  }
  markup_close(m);
}

static void
add_comments(markup *m)
{
  static const char *const words[] = {"pay", "time"};
  markup_open(m, "comments");
  markup_attribute(m, "id", "wishes");
  markup_attribute(m, "column", "comment");
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    markup_open(m, "theme");
    markup_attribute(m, "id", words[i]);
    markup_open(m, "word");
    markup_text(m, words[i]);
    markup_close(m);
    markup_close(m);
  }
  markup_close(m);
}

static void
add_survey(markup *m, arena *memory, const conform_exports *e, uint32_t side)
{
  markup_open(m, "survey");
  markup_attribute(m, "id", side == STAFF ? "staff" : "customers");
  markup_attribute(m, "side", side == STAFF ? "inside" : "outside");
  markup_attribute(m, "file", conform_path(memory, side == STAFF ? e->staff : e->customers));
  markup_attribute(m, "unit", "unit");
  if (side == STAFF)
    markup_attribute(m, "parent", "region");
  markup_open(m, "missing");
  markup_attribute(m, "code", arena_printf(memory, "%d", DONT_KNOW));
  markup_attribute(m, "reason", "don't know");
  markup_close(m);
  for (uint32_t i = 0; i < e->n_scales; i++)
    add_scale(m, memory, side, i);
  if (side == STAFF && has_comments(e->which))
    add_comments(m);
  markup_close(m);
}

static void
add_figures(markup *m, arena *memory, const conform_exports *e)
{
  static const struct {
    const char *name, *value;
  } attributes[] = {{"id", "figures"},        {"side", "inside"},   {"level", "unit"},
                    {"unit", "unit"},         {"parent", "region"}, {"n", "people"},
                    {"response-rate", "rate"}};
  markup_open(m, "survey");
  for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
    markup_attribute(m, attributes[i].name, attributes[i].value);
  markup_attribute(m, "file", conform_path(memory, e->figures));
  markup_open(m, "scale");
  markup_attribute(m, "id", "f1");
  markup_attribute(m, "min", "0");
  markup_attribute(m, "max", "100");
  markup_open(m, "item");
  markup_attribute(m, "column", "f1");
  markup_close(m);
  markup_close(m);
  markup_close(m);
}

static void
add_pairs(markup *m, arena *memory, uint32_t n)
{
  for (uint32_t i = 0; i < n; i++) {
    markup_open(m, "pair");
    markup_attribute(m, "inside", scale_name(memory, OM_INSIDE, i));
    markup_attribute(m, "outside", scale_name(memory, OM_OUTSIDE, i));
    if (i == 1)
      markup_attribute(m, "sign", "-");
    markup_close(m);
  }
}

typedef struct chosen {
  uint32_t inside, outside; /* how many of each side are taken */
  bool figures;             /* published figures may still be taken */
} chosen;

/* A scale that was not taken before, of the side (0: now one, now the other); NULL when there is
 * none left. */
static const char *
next_scale(arena *memory, chosen *c, uint32_t side, uint32_t n_scales)
{
  if (c->figures && side != OM_OUTSIDE) {
    c->figures = false;
    return "figures.f1";
  }
  const bool is_inside = side ? side == OM_INSIDE : c->inside <= c->outside;
  uint32_t *const taken = is_inside ? &c->inside : &c->outside;
  if (*taken == n_scales)
    return NULL;
  ++*taken;
  return is_inside ? scale_name(memory, OM_INSIDE, *taken - 1)
                   : scale_name(memory, OM_OUTSIDE, n_scales - *taken);
}

/* A hypothesis in which no scale stands twice.  The fuller one has every role, more scales where a
 * role takes more, and published figures among them when that is asked for. */
static void
add_hypothesis(markup *m, arena *memory, const declared_form *f, uint32_t n_scales, bool is_full,
               bool with_figures)
{
  chosen c = {.figures = is_full && with_figures};
  markup_open(m, "hypothesis");
  markup_attribute(m, "kind", f->kind);
  for (uint32_t r = 0; r < f->n_roles; r++) {
    const declared_role *const role = &f->roles[r];
    const uint32_t n = is_full ? fuller(role) : role->at_least;
    text names = text_new(memory);
    for (uint32_t i = 0; i < n; i++) {
      const char *const name = next_scale(memory, &c, role->side, n_scales);
      if (name)
        text_addf(&names, "%s%s", names.n ? " " : "", name);
    }
    if (names.n)
      markup_attribute(m, role->id, names.at);
  }
  markup_close(m);
}

/* Single answers are for who asks for them; the study is nobody's. */
static void
add_analysis(markup *m, const plugin *p)
{
  bool wants_rows = false;
  char hex[65];
  for (uint32_t i = 0; i < p->description->n_needs; i++)
    wants_rows |= p->description->needs[i].kind == OM_NEED_ROWS;
  if (!wants_rows)
    return;
  digest_hex(p->file->sha256, hex);
  markup_open(m, "analysis");
  markup_attribute(m, "plugin", p->id);
  markup_attribute(m, "rows", "yes");
  markup_attribute(m, "sha256", hex);
  markup_close(m);
}

static uint32_t
count_pairs(const conform_exports *e, const description *d)
{
  uint32_t n = e->which == CASE_SMALL ? 1 : LEAST_SCALES;
  for (uint32_t i = 0; i < d->n_needs; i++)
    if (d->needs[i].kind == OM_NEED_PAIRS && d->needs[i].at_least > n)
      n = d->needs[i].at_least;
  return n < e->n_scales ? n : e->n_scales;
}

int
conform_study(arena *memory, const conform_exports *e, const plugin *const *p, size_t n,
              bool with_figures)
{
  markup m = markup_new(memory);
  markup_open(&m, "study");
  markup_attribute(&m, "xmlns", "urn:orgmirror:study:1");
  markup_attribute(&m, "seed", "20260101");
  markup_element(&m, "title", "A study made to check plugins");
  add_survey(&m, memory, e, STAFF);
  add_figures(&m, memory, e);
  add_survey(&m, memory, e, CUSTOMERS);
  add_pairs(&m, memory, count_pairs(e, p[0]->description));
  for (size_t i = 0; i < n; i++)
    for (uint32_t f = 0; f < p[i]->description->n_forms; f++) {
      add_hypothesis(&m, memory, &p[i]->description->forms[f], e->n_scales, false, false);
      if (e->which != CASE_SMALL)
        add_hypothesis(&m, memory, &p[i]->description->forms[f], e->n_scales, true, with_figures);
    }
  for (size_t i = 0; i < n; i++)
    add_analysis(&m, p[i]);
  markup_close(&m);
  const int fd = memfd_create("orgmirror-check-study", MFD_CLOEXEC);
  if (fd >= 0 && write(fd, m.out.at, m.out.n) != (ssize_t)m.out.n) {
    close(fd);
    return -1;
  }
  return fd;
}
