/* What differs between two reports, as a report of its own. */
#include "report/change.h"

#include "base/catalogue.h"
#include "base/markup.h"
#include "base/template.h"
#include "base/xml.h"
#include "report/change_part.h"
#include "report/xml_part.h"

#include <math.h>
#include <string.h>

bool
change_same_confidence(arena *memory, xmlDoc *before, xmlDoc *after)
{
  xmlDoc *const docs[] = {before, after};
  const char *confidence[2];
  for (size_t i = 0; i < 2; i++)
    confidence[i] = xml_attribute(memory,
                                  xml_child(xml_child(xmlDocGetRootElement(docs[i]), "head"), "prod"
                                                                                              "uce"
                                                                                              "r"),
                                  "confidence", ".95");
  return strcmp(confidence[0], confidence[1]) == 0;
}

/* --- head ------------------------------------------------------------------------------------ */

/* An element as it stands, with all that is in it. */
static void
copy(markup *w, const xmlNode *node)
{
  markup_open(w, (const char *)node->name);
  for (const xmlAttr *a = node->properties; a; a = a->next)
    if (!a->ns)
      markup_attribute(w, (const char *)a->name, change_attribute(node, (const char *)a->name));
  for (const xmlNode *n = node->children; n; n = n->next) {
    if (n->type == XML_ELEMENT_NODE)
      copy(w, n);
    else if (n->type == XML_TEXT_NODE && !xmlIsBlankNode(n))
      markup_text(w, (const char *)n->content);
  }
  markup_close(w);
}

static void
copy_all(markup *w, const xmlNode *parent, const char *name)
{
  for (const xmlNode *n = xml_child(parent, name); n; n = xml_next(n, name))
    copy(w, n);
}

static void
write_compared(const change *c)
{
  const xmlNode *const head = c->pair.before.head;
  markup *const w = c->w;
  const xmlNode *const wave = xml_child(head, "wave");
  markup_open(w, "compared");
  ATTRIBUTE("title", xml_words(c->memory, xml_child(head, "title")));
  ATTRIBUTE("wave", wave ? change_attribute(wave, "label") : NULL);
  ATTRIBUTE("from", wave ? change_attribute(wave, "from") : NULL);
  ATTRIBUTE("to", wave ? change_attribute(wave, "to") : NULL);
  markup_close(w);
}

static void
write_privacy(const change *c)
{
  markup *const w = c->w;
  const xmlNode *const x = xml_child(c->pair.before.head, "privacy"), *const y = xml_child(
                                                                          c->pair.after.head, "priv"
                                                                                              "ac"
                                                                                              "y");
  markup_open(w, "privacy");
  ATTRIBUTE("minimum", change_attribute(y, "minimum"));
  ATTRIBUTE("outside", change_attribute(y ? y : x, "outside"));
  markup_count(w, "estimates", c->counts->compared + c->counts->withheld);
  markup_count(w, "withheld", c->counts->withheld);
  markup_close(w);
}

static void
write_head(const change *c)
{
  static const char *const first[] = {"title", "organisation", "study", "wave", "producer"};
  static const char *const last[] = {"isolation", "survey",     "units",
                                     "pair",      "hypothesis", "controls"};
  const xmlNode *const head = c->pair.after.head;
  markup_open(c->w, "head");
  for (size_t i = 0; i < sizeof first / sizeof *first; i++)
    copy_all(c->w, head, first[i]);
  write_compared(c);
  write_privacy(c);
  for (size_t i = 0; i < sizeof last / sizeof *last; i++)
    copy_all(c->w, head, last[i]);
  markup_close(c->w);
}

/* --- what was found then and now -------------------------------------------------------------- */

static const xmlNode *
finding_named(const xmlNode *section, const char *id)
{
  const xmlNode *f = xml_child(section, "finding");
  while (f && strcmp(change_attribute(f, "id"), id) != 0)
    f = xml_next(f, "finding");
  return f;
}

/* The word, marked for translation. */
static const char *
evidence_in_words(const char *evidence)
{
  static const char *const words[] = {N_("strong"), N_("moderate"), N_("weak"), N_("none")};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(evidence, words[i]) == 0)
      return words[i];
  return evidence;
}

/* Findings whose evidence has another word than before. */
static void
write_evidence(const change *c, const xmlNode *section)
{
  const xmlNode *const before = change_section_before(&c->pair, section);
  for (const xmlNode *f = xml_child(section, "finding"); f && before; f = xml_next(f, "finding")) {
    const xmlNode *const old = finding_named(before, change_attribute(f, "id"));
    const char *const now = change_attribute(f, "evidence");
    const char *const then = old ? change_attribute(old, "evidence") : NULL;
    if (!now || !then || strcmp(now, then) == 0)
      continue;
    markup *const w = c->w;
    markup_open(w, "finding");
    ATTRIBUTE("id", arena_printf(c->memory, "change-%s", change_attribute(f, "id")));
    ATTRIBUTE("priority", "main");
    change_copy_text(c, "headline", xml_child(f, "headline"));
    change_say(c, "detail",
               arena_printf(c->memory,
                            N_("So it is found now, with evidence: {now:%s}. In the earlier report "
                               "the evidence was: {then:%s}."),
                            evidence_in_words(now), evidence_in_words(then)));
    change_say(c, "caution",
               N_("That a word has changed does not show that the thing itself has: where a number "
                  "lies near a border, chance alone moves it over."));
    markup_close(w);
  }
}

#define COUNT(x) format_number(c->memory, (double)(x), OM_FORMAT_COUNT)

/* --- the first section ------------------------------------------------------------------------ */

static void
write_summary(const change *c)
{
  const change_counts *const n = c->counts;
  markup *const w = c->w;
  const double by_chance = (double)n->compared * (1 - c->confidence);
  markup_open(w, "finding");
  ATTRIBUTE("id", "change-summary");
  ATTRIBUTE("priority", "first");
  change_say(c, "headline",
             n->compared == 0 ? N_("Nothing in the two reports can be compared.")
             : n->clear == 0  ? N_("No number has clearly changed since the earlier report.")
             : (double)n->clear <= 1.5 * by_chance ? N_("Hardly more numbers have changed than "
                                                        "chance alone would change.")
                                                   : N_("Some numbers have clearly changed since "
                                                        "the earlier report."));
  change_say(c, "detail",
             arena_printf(c->memory,
                          N_("Of {n#%s} numbers with a range in both reports {clear#%s} have "
                             "changed by more than their ranges; about {chance#%s} would by "
                             "chance alone. {withheld#%s} are withheld in one of the two or both."),
                          COUNT(n->compared), COUNT(n->clear), COUNT(round(by_chance)),
                          COUNT(n->withheld)));
  change_say(c, "caution",
             N_("Ranges of changes treat the people of the two reports as different ones. Where "
                "the "
                "same people answered twice, the ranges are rather too wide than too narrow."));
  markup_close(w);
}

/* A theme that has changed, with all themes considered. */
static void
write_theme(const change *c, const changed_theme *t)
{
  markup *const w = c->w;
  markup_open(w, "finding");
  ATTRIBUTE("id", arena_printf(c->memory, "change-theme-%s", change_attribute(t->after, "id")));
  ATTRIBUTE("priority", "main");
  const char *const label = template_quote(c->memory, t->label);
  change_say(c, "headline",
             arena_printf(c->memory,
                          t->d.value > 0 ? N_("\u201c{scale=%s}\u201d stands higher than before.")
                                         : N_("\u201c{scale=%s}\u201d stands lower than before."),
                          label));
#define SHOWN(x) format_number(c->memory, (x), t->format)
  change_say(c, "detail",
             arena_printf(c->memory,
                          N_("It is {now#%s} now and was {then#%s}: a change of {change#%s}, with "
                             "a "
                             "range from {lo#%s} to {hi#%s}. All themes are considered."),
                          SHOWN(t->now), SHOWN(t->then), SHOWN(t->d.value), SHOWN(t->d.lo),
                          SHOWN(t->d.hi)));
#undef SHOWN
  markup_close(w);
}

static void
write_accounts(const change *c)
{
  for (const xmlNode *v = xml_child(c->pair.after.head, "survey"); v; v = xml_next(v, "survey")) {
    const xmlNode *old = xml_child(c->pair.before.head, "survey");
    while (old && strcmp(change_attribute(old, "id"), change_attribute(v, "id")) != 0)
      old = xml_next(old, "survey");
    const char *const label = template_quote(c->memory, change_attribute(v, "label"));
    if (!old)
      change_say(c, "note",
                 arena_printf(c->memory,
                              N_("\u201c{survey=%s}\u201d is in the later report alone."), label));
    else if (strcmp(change_attribute(old, "rows-fingerprint"), change_attribute(v, "rows-"
                                                                                   "fingerprin"
                                                                                   "t")) == 0)
      change_say(c, "note",
                 arena_printf(c->memory,
                              N_("\u201c{survey=%s}\u201d holds the same rows in both reports."),
                              label));
    else
      change_say(c, "note",
                 arena_printf(c->memory,
                              N_("\u201c{survey=%s}\u201d: {kept#%s} of {read#%s} rows are used, "
                                 "in "
                                 "the earlier report {then#%s} of {all#%s}."),
                              label, COUNT(change_number_attribute(v, "kept")),
                              COUNT(change_number_attribute(v, "read")),
                              COUNT(change_number_attribute(old, "kept")),
                              COUNT(change_number_attribute(old, "read"))));
  }
}

static void
write_first_section(const change *c)
{
  markup *const w = c->w;
  markup_open(w, "section");
  ATTRIBUTE("id", "change");
  ATTRIBUTE("plugin", "orgmirror");
  ATTRIBUTE("outcome", "ok");
  change_say(c, "title", N_("What has changed"));
  change_say(c, "lead",
             N_("Every number of this page is a difference: the later report minus the earlier "
                "one, "
                "with its range. Where the range crosses zero, nobody can say whether anything has "
                "changed."));
  write_summary(c);
  for (size_t i = 0; i < c->n_themes; i++)
    write_theme(c, &c->themes[i]);
  for (const xmlNode *s = xml_child(c->pair.after.root, "section"); s; s = xml_next(s, "section"))
    write_evidence(c, s);
  write_accounts(c);
  if (c->counts->one_sided)
    change_say(c, "note",
               arena_printf(c->memory,
                            N_("{n#%s} numbers of the later report have no counterpart "
                               "in the earlier one."),
                            COUNT(c->counts->one_sided)));
  if (c->counts->unlike)
    change_say(c, "note",
               arena_printf(c->memory,
                            N_("{n#%s} numbers are not compared: their questions, what the study "
                               "declares, or the analysis that computes them is not the same."),
                            COUNT(c->counts->unlike)));
  markup_close(w);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void
write_method(const change *c)
{
  static const char *const paragraphs[] = {
      N_("A change is the number of the later report minus that of the earlier one. The ends of "
         "its "
         "range lie as far from it as the root of the sum of the squared distances of the two "
         "numbers from the ends of their own ranges that point that way (Zou and Donner 2008, "
         "doi:10.1002/sim.3095): right for two independent samples, and for ranges that are not "
         "symmetric."),
      N_("A change is called clear where its range leaves out zero, and a theme is named first "
         "where "
         "that holds after Holm's adjustment for all themes. A number is compared where both "
         "reports "
         "have it from the same questions, made by the same version of an analysis with the same "
         "settings; what is withheld in either stays withheld."),
      N_("That a number has changed does not show what has changed it: people have come and gone, "
         "the season is another, and others may have answered."),
  };
  markup_open(c->w, "method");
  for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs; i++)
    markup_element(c->w, "para", paragraphs[i]);
  markup_close(c->w);
}

static void
write_open(const change *c)
{
  enum { MOST = 5 };
  markup_open(c->w, "findings");
  for (size_t i = 0; i <= c->n_themes && i < MOST; i++) {
    markup_open(c->w, "open");
    markup_attribute(c->w, "finding",
                     i == 0 ? "change-summary"
                            : arena_printf(c->memory, "change-theme-%s",
                                           change_attribute(c->themes[i - 1].after, "id")));
    markup_close(c->w);
  }
  markup_close(c->w);
}

text
change_xml(arena *memory, xmlDoc *before, xmlDoc *after, change_counts *counts)
{
  markup out = markup_new(memory), *const w = &out;
  *counts = (change_counts){0};
  change c = {
      .memory = memory, .pair = change_pair_make(memory, before, after), .w = w, .counts = counts};
  c.confidence = change_number_attribute(xml_child(c.pair.after.head, "producer"), "confidence");
  change_look(&c);
  markup_open(w, "report");
  ATTRIBUTE("xmlns", "urn:orgmirror:report:1");
  ATTRIBUTE("version", "1.0");
  ATTRIBUTE("xml:lang", "en");
  write_head(&c);
  write_open(&c);
  write_first_section(&c);
  change_write_sections(&c);
  write_method(&c);
  markup_close(w);
  return out.out;
}
