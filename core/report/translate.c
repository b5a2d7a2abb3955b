/* A report, and the words of its page, in another language.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "translate.h"

#include "chart_data.h"
#include "chart_number.h"
#include "estimates.h"

#include <ctype.h>
#include <string.h>

/* What the translation of one document works with. */
typedef struct translation {
  const page_language *in;
  number_words numbers;
} translation;

/* NULL: no catalogue has it. */
static const char *
find(const page_language *in, const char *context, const char *text)
{
  const char *found = NULL;
  for (size_t i = 0; i < in->n && !found; i++)
    found = catalogue_find(in->catalogues[i], context, text);
  return found;
}

static const char *
say(const translation *t, const char *text)
{
  return find(t->in, NULL, text);
}

static const char *
word(const page_language *in, const char *name, const char *text)
{
  const char *const found = find(in, name, text);
  return found ? found : text;
}

static translation
translation_new(const page_language *in)
{
  return (translation){in,
                       {.to = word(in, "w-to", "to"),
                        .or_more = word(in, "w-or-more", "or more"),
                        .or_less = word(in, "w-or-less", "or less"),
                        .half = word(in, "w-half", ".5"),
                        .thousand = word(in, "w-thousand", "1,000"),
                        .percent = word(in, "w-percent", "5%")}};
}

static int
is(const xmlNode *node, const char *name)
{
  return node && node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

/* --- templates ------------------------------------------------------------------------------- */

/* Appends a number as it stands in a text: "63.2", "< .001", "95 or more". */
static int
add_number(xmlBuffer *out, const translation *t, const char *english)
{
  static const char more[] = " or more", less[] = " or less";
  char number[NUMBER_SIZE], head[NUMBER_SIZE];
  const size_t n = strlen(english);
  const char *tail = NULL;
  if (n >= sizeof head)
    return xmlBufferCCat(out, english);
  if (n > sizeof more && !strcmp(english + n - (sizeof more - 1), more))
    tail = t->numbers.or_more;
  if (n > sizeof less && !strcmp(english + n - (sizeof less - 1), less))
    tail = t->numbers.or_less;
  memcpy(head, english, n + 1);
  if (tail)
    head[n - (sizeof more - 1)] = '\0';
  number_translate(head, &t->numbers, number);
  return xmlBufferCCat(out, number) ||
         (tail && (xmlBufferCCat(out, " ") || xmlBufferCCat(out, tail)));
}

/* Words, or several of them with "; " between. */
static int
add_words(xmlBuffer *out, const translation *t, const char *english)
{
  const char *const whole = say(t, english), *const end = strstr(english, "; ");
  char part[256];
  if (whole || !end || (size_t)(end - english) >= sizeof part)
    return xmlBufferCCat(out, whole ? whole : english);
  memcpy(part, english, (size_t)(end - english));
  part[end - english] = '\0';
  const char *const found = say(t, part);
  return xmlBufferCCat(out, found ? found : part) || xmlBufferCCat(out, "; ") ||
         add_words(out, t, end + 2);
}

static int
add_value(xmlBuffer *out, const translation *t, xmlNode *value)
{
  xmlChar *const text = xmlNodeGetContent(value);
  if (!text)
    return -1;
  const char *const english = (const char *)text;
  const int failed = chart_attribute(value, "ref") || chart_attribute(value, "number")
                         ? add_number(out, t, english)
                     : chart_attribute(value, "words") ? add_words(out, t, english)
                                                       : xmlBufferCCat(out, english);
  xmlFree(text);
  return failed ? -1 : 0;
}

/* The name of the placeholder at `at`, which is '{': its length, 0 where it is none. */
static size_t
placeholder(const char *at)
{
  const size_t n = strcspn(at + 1, "{}");
  return at[1 + n] == '}' ? n : 0;
}

/* Which placeholder of the template has that name, from 0; -1 when none has. */
static int
place_of(const char *template, const char *name, size_t n)
{
  int i = 0;
  for (const char *at = template; (at = strchr(at, '{'));) {
    if (at[1] == '{') {
      at += 2;
      continue;
    }
    const size_t length = placeholder(at);
    if (length == n && !strncmp(at + 1, name, n))
      return i;
    i += length > 0;
    at += 1 + length;
  }
  return -1;
}

static xmlNode *
value_at(const xmlNode *said, int place)
{
  for (xmlNode *n = said->children; n; n = n->next)
    if (is(n, "value") && place-- == 0)
      return n;
  return NULL;
}

/* The translation with the values of the text filled in.  1: it names what the text does not have,
 * and is not to be used; -1 when memory runs out. */
static int
fill(xmlBuffer *out, const translation *t, const xmlNode *said, const char *template,
     const char *translated)
{
  for (const char *at = translated; *at;) {
    const size_t plain = strcspn(at, "{");
    if (plain && xmlBufferAdd(out, (const xmlChar *)at, (int)plain) != 0)
      return -1;
    at += plain;
    if (!*at)
      break;
    if (at[1] == '{') {
      if (xmlBufferCCat(out, "{") != 0)
        return -1;
      at += 2;
      continue;
    }
    const size_t n = placeholder(at);
    xmlNode *const value = n ? value_at(said, place_of(template, at + 1, n)) : NULL;
    if (!value)
      return 1;
    if (add_value(out, t, value) != 0)
      return -1;
    at += n + 2;
  }
  return 0;
}

/* --- a text ---------------------------------------------------------------------------------- */

/* The text of an element, or of its attribute `label` where that is named, from its template. */
static int
translate_said(const translation *t, xmlNode *said, const char *attribute)
{
  const char *const own = chart_attribute(said, "template");
  xmlChar *const whole =
      attribute ? xmlGetNoNsProp(said, (const xmlChar *)attribute) : xmlNodeGetContent(said);
  if (!whole)
    return attribute ? 0 : -1;
  const char *const template = own ? own : (const char *)whole;
  const char *const found = say(t, template);
  xmlBuffer *const out = found ? xmlBufferCreate() : NULL;
  int status = found && !out ? -1 : 0;
  if (out)
    status = fill(out, t, said, template, found);
  if (out && status == 0) {
    const xmlChar *const text = xmlBufferContent(out);
    if (attribute) {
      status = xmlSetProp(said, (const xmlChar *)attribute, text) ? 0 : -1;
    } else {
      xmlNodeSetContent(said, NULL);
      xmlNode *const content = xmlNewDocText(said->doc, text);
      status = content && xmlAddChild(said, content) ? 0 : -1;
    }
  }
  xmlBufferFree(out);
  xmlFree(whole);
  return status < 0 ? -1 : 0;
}

/* An attribute that is a text of the core's, word for word. */
static int
translate_attribute(const translation *t, xmlNode *node, const char *name)
{
  const char *const text = chart_attribute(node, name);
  const char *const found = text ? say(t, text) : NULL;
  return !found || xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)found) ? 0 : -1;
}

/* "comma-separated text, 3 header rows, UTF-8": as a whole, or each part by itself, its number as
 * {1}. */
static int
translate_parts(const translation *t, xmlNode *node, const char *name)
{
  const char *const text = chart_attribute(node, name);
  if (!text || say(t, text))
    return text ? translate_attribute(t, node, name) : 0;
  xmlBuffer *const out = xmlBufferCreate();
  if (!out)
    return -1;
  int failed = 0;
  for (const char *at = text; at && !failed;) {
    const char *const comma = strstr(at, ", ");
    const size_t n = comma ? (size_t)(comma - at) : strlen(at);
    const size_t digits = strspn(at, "0123456789");
    char part[128] = "{1}";
    const char *found = NULL;
    if (n < sizeof part - 4) {
      const size_t from = digits ? 3 : 0;
      memcpy(part + from, at + digits, n - digits);
      part[from + n - digits] = '\0';
      found = say(t, part);
    }
    if (found && digits && !strncmp(found, "{1}", 3)) {
      failed |= xmlBufferAdd(out, (const xmlChar *)at, (int)digits);
      found += 3;
    }
    failed |= found ? xmlBufferCCat(out, found) : xmlBufferAdd(out, (const xmlChar *)at, (int)n);
    failed |= comma ? xmlBufferCCat(out, ", ") : 0;
    at = comma ? comma + 2 : NULL;
  }
  failed |= !xmlSetProp(node, (const xmlChar *)name, xmlBufferContent(out));
  xmlBufferFree(out);
  return failed ? -1 : 0;
}

/* --- a report -------------------------------------------------------------------------------- */

/* 1 when a row is about everything: its label is the core's, and no name of the study's. */
static int
is_about_all(const xmlNode *row)
{
  for (const xmlAttr *a = row->properties; a; a = a->next)
    if (strcmp((const char *)a->name, "label") != 0 && strcmp((const char *)a->name, "withheld"))
      return 0;
  return 1;
}

static int
translate_element(const translation *t, xmlNode *n)
{
  static const char *const texts[] = {"headline",    "detail", "caution", "lead", "reason",
                                      "description", "note",   "remark",  "para"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (is(n, texts[i]))
      return translate_said(t, n, NULL);
  if ((is(n, "title") || is(n, "method")) && !is(n->parent, "head") && !is(n->parent, "report"))
    return translate_said(t, n, NULL);
  if (is(n, "statistic"))
    return translate_attribute(t, n, "label") || translate_said(t, n, NULL) ? -1 : 0;
  if (is(n, "column"))
    return translate_said(t, n, "label");
  if (is(n, "row"))
    return is_about_all(n) ? translate_attribute(t, n, "label") : 0;
  if (is(n, "dropped"))
    return translate_attribute(t, n, "reason");
  if (is(n, "survey"))
    return translate_parts(t, n, "format");
  if (is(n, "estimate")) /* where they are elements of the tree */
    return translate_attribute(t, n, "undefined");
  return 0;
}

static const char *
say_or_keep(void *context, const char *text)
{
  const char *const found = say(context, text);
  return found ? found : text;
}

int
translate_report(xmlDoc *report, estimates *e, const page_language *language)
{
  translation t = translation_new(language);
  xmlNode *const root = xmlDocGetRootElement(report);
  for (xmlNode *node = root; node;) {
    if (node->type == XML_ELEMENT_NODE && translate_element(&t, node) != 0)
      return -1;
    if (node->type == XML_ELEMENT_NODE && node->children) {
      node = node->children;
      continue;
    }
    while (node && !node->next)
      node = node == root ? NULL : node->parent;
    node = node && node != root ? node->next : NULL;
  }
  if (e)
    estimates_say(e, say_or_keep, &t);
  xmlNodeSetLang(root, (const xmlChar *)language->tag);
  return 0;
}

/* --- words of the page ------------------------------------------------------------------------ */

/* As a translator sees it: one space for every space, tab and line end. */
static int
add_normal(xmlBuffer *out, const char *text)
{
  for (const char *at = text; *at;) {
    const size_t space = strspn(at, " \t\r\n");
    const size_t n = strcspn(at + space, " \t\r\n");
    if (space && n && at != text && xmlBufferCCat(out, " ") != 0)
      return -1;
    if (n && xmlBufferAdd(out, (const xmlChar *)at + space, (int)n) != 0)
      return -1;
    at += space + n;
  }
  return 0;
}

static int
translate_word(xmlNode *variable, const char *name, const page_language *language)
{
  xmlChar *const text = xmlNodeGetContent(variable);
  xmlBuffer *const normal = xmlBufferCreate();
  int status = text && normal ? add_normal(normal, (const char *)text) : -1;
  const char *const found =
      status == 0 ? find(language, name, (const char *)xmlBufferContent(normal)) : NULL;
  if (found) {
    xmlNodeSetContent(variable, NULL);
    xmlNode *const content = xmlNewDocText(variable->doc, (const xmlChar *)found);
    status = content && xmlAddChild(variable, content) ? 0 : -1;
  }
  xmlBufferFree(normal);
  xmlFree(text);
  return status;
}

int
translate_words(xmlDoc *sheet, const page_language *language)
{
  for (xmlNode *n = xmlDocGetRootElement(sheet)->children; n; n = n->next) {
    const char *const name = is(n, "variable") ? chart_attribute(n, "name") : NULL;
    if (name && !strncmp(name, "w-", 2) && translate_word(n, name, language) != 0)
      return -1;
  }
  return 0;
}
