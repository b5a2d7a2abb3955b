/* One transformation, from the text of a report to the text of a page.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "html.h"

#include "chart_data.h"
#include "chart_xpath.h"
#include "html_input.h"
#include "page_data.h"
#include "table_xpath.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlsave.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char report_namespace[] = "urn:orgmirror:report:1";

enum { WHY_SIZE = 600 };

/* What one call works with. */
typedef struct render {
  const page_parts *parts;
  char why[WHY_SIZE];  /* the first thing that went wrong, or "" */
  char said[WHY_SIZE]; /* by the libraries */
  xmlDoc *report, *page;
  xsltStylesheet *sheet;
  estimates *estimates; /* until they belong to charts */
  chart_report *charts;
} render;

static void
blame(render *r, const char *format, ...)
{
  if (*r->why)
    return;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(r->why, sizeof r->why, format, arguments);
  va_end(arguments);
}

/* libxslt says one thing in several calls; lines are joined, and what does not fit is dropped. */
static void
hear(void *context, const char *format, ...)
{
  render *const r = context;
  const size_t n = strlen(r->said);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(r->said + n, sizeof r->said - n, format, arguments);
  va_end(arguments);
  for (char *c = r->said + n; *c; c++) {
    if (*c == '\n')
      *c = ' ';
  }
}

static void
hear_error(void *context, xmlErrorPtr error)
{
  if (error && error->message)
    hear(context, "%s", error->message);
}

/* The libraries' own hooks, as they were before a call. */
typedef struct hooks {
  xmlStructuredErrorFunc xml;
  void *xml_context;
  xmlGenericErrorFunc xslt;
  void *xslt_context;
} hooks;

static hooks
take_hooks(render *r)
{
  const hooks before = {xmlStructuredError, xmlStructuredErrorContext, xsltGenericError,
                        xsltGenericErrorContext};
  xmlSetStructuredErrorFunc(r, hear_error);
  xsltSetGenericErrorFunc(r, hear);
  return before;
}

static void
put_back_hooks(const hooks *before)
{
  xmlSetStructuredErrorFunc(before->xml_context, before->xml);
  xsltSetGenericErrorFunc(before->xslt_context, before->xslt);
}

static int
read_report(render *r, const char *xml, size_t n_xml)
{
  r->estimates = estimates_new();
  if (!r->estimates)
    return -1;
  r->report = html_input_report(xml, n_xml, r->estimates, r->why, sizeof r->why);
  if (!r->report)
    return -1;
  const xmlNode *const root = xmlDocGetRootElement(r->report);
  if (!root || strcmp((const char *)root->name, "report") != 0 || !root->ns ||
      strcmp((const char *)root->ns->href, report_namespace) != 0) {
    blame(r, "this is no report: its root is not <report xmlns=\"%s\">", report_namespace);
    return -1;
  }
  const char *const version = chart_attribute(root, "version");
  if (!version || strncmp(version, "1.", 2) != 0) {
    blame(r, "this report is of version %.20s, and only 1.x is known", version ? version : "?");
    return -1;
  }
  if (html_input_clean(r->report) != 0)
    return -1;
  if (r->parts->language && translate_report(r->report, r->estimates, r->parts->language) != 0)
    return -1;
  r->charts = chart_report_new(r->report, r->estimates);
  r->estimates = NULL;
  return r->charts ? 0 : -1;
}

/* Length of the first of the stylesheets in `xsl`: up to where the next XML declaration stands. */
static size_t
first_sheet(const char *xsl, size_t n)
{
  static const char declaration[] = "<?xml ";
  const size_t length = sizeof declaration - 1;
  for (size_t i = 1; i + length <= n; i++) {
    if (xsl[i] == '<' && !memcmp(xsl + i, declaration, length))
      return i;
  }
  return n;
}

/* 1 when this is a stylesheet that stands alone; what another one named would have to be read. */
static int
stands_alone(xmlDoc *sheet)
{
  const xmlNode *const root = xmlDocGetRootElement(sheet);
  if (!root || !root->ns || !xmlStrEqual(root->ns->href, XSLT_NAMESPACE))
    return 0;
  for (const xmlNode *n = root->children; n; n = n->next) {
    if (n->type == XML_ELEMENT_NODE && n->ns && xmlStrEqual(n->ns->href, XSLT_NAMESPACE) &&
        (!strcmp((const char *)n->name, "import") || !strcmp((const char *)n->name, "include")))
      return 0;
  }
  return 1;
}

/* A named template or a variable of a stylesheet gives way to a later one of its name. */
static void
give_way(xmlDoc *sheet, const xmlNode *to)
{
  const char *const name = chart_attribute(to, "name");
  for (xmlNode *n = xmlDocGetRootElement(sheet)->children, *next; name && n; n = next) {
    next = n->next;
    const char *const has = n->type == XML_ELEMENT_NODE ? chart_attribute(n, "name") : NULL;
    if (has && !strcmp(has, name) && xmlStrEqual(n->name, to->name)) {
      xmlUnlinkNode(n);
      xmlFreeNode(n);
    }
  }
}

/* Copies what a stylesheet defines to the end of another one. */
static int
join(xmlDoc *sheet, xmlDoc *more)
{
  for (xmlNode *n = xmlDocGetRootElement(more)->children; n; n = n->next) {
    if (n->type != XML_ELEMENT_NODE)
      continue;
    give_way(sheet, n);
    xmlNode *const copy = xmlDocCopyNode(n, sheet, 1);
    if (!copy || !xmlAddChild(xmlDocGetRootElement(sheet), copy)) {
      xmlFreeNode(copy);
      return -1;
    }
  }
  return 0;
}

static int
read_sheet(render *r)
{
  const char *xsl = r->parts->xsl;
  size_t left = r->parts->n_xsl;
  xmlDoc *all = NULL, *one = NULL;
  do {
    const size_t n = first_sheet(xsl, left);
    one = html_input_parse(xsl, n, "the stylesheet", r->why, sizeof r->why);
    if (!one)
      goto failed;
    if (!stands_alone(one)) {
      blame(r, "the stylesheet is none, or names another one that would have to be read");
      goto failed;
    }
    if (!all) {
      all = one;
    } else {
      if (join(all, one) != 0)
        goto failed;
      xmlFreeDoc(one);
    }
    one = NULL;
    xsl += n;
    left -= n;
  } while (left > 0);

  if (r->parts->language && translate_words(all, r->parts->language) != 0)
    goto failed;
  r->sheet = xsltParseStylesheetDoc(all);
  if (r->sheet)
    all = NULL; /* it belongs to the stylesheet now */
  if (!r->sheet || r->sheet->errors) {
    blame(r, "the stylesheet cannot be used: %s", r->said);
    goto failed;
  }
  return 0;

failed:
  xmlFreeDoc(one);
  xmlFreeDoc(all);
  return -1;
}

/* "sha256-...", as a content security policy names an inline text. */
static void
hash_of(const char *text, size_t n, char out[64])
{
  struct sha256_ctx sha;
  uint8_t digest[SHA256_DIGEST_SIZE];
  sha256_init(&sha);
  sha256_update(&sha, n, (const uint8_t *)text);
  sha256_digest(&sha, sizeof digest, digest);
  memcpy(out, "sha256-", 7);
  base64_encode_raw(out + 7, sizeof digest, digest);
  out[7 + BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)] = '\0';
}

static int
set_parameters(render *r, xsltTransformContext *ctx)
{
  char css[64], js[64], policy[256];
  hash_of(r->parts->css, r->parts->n_css, css);
  hash_of(r->parts->js, r->parts->n_js, js);
  snprintf(policy, sizeof policy,
           "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; "
           "form-action 'none'%s",
           css, js, r->parts->has_images ? "; img-src data:" : "");
  return xsltQuoteOneUserParam(ctx, (const xmlChar *)"css", (const xmlChar *)r->parts->css) ||
         xsltQuoteOneUserParam(ctx, (const xmlChar *)"js", (const xmlChar *)r->parts->js) ||
         xsltQuoteOneUserParam(ctx, (const xmlChar *)"split",
                               (const xmlChar *)(r->parts->is_split ? "yes" : "")) ||
         xsltQuoteOneUserParam(ctx, (const xmlChar *)"policy", (const xmlChar *)policy);
}

/* 0, or -1: the transformation would not be confined. */
static int
confine(xsltTransformContext *ctx, xsltSecurityPrefs *prefs)
{
  static const xsltSecurityOption doors[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
                                             XSLT_SECPREF_CREATE_DIRECTORY,
                                             XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK};
  for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
    if (xsltSetSecurityPrefs(prefs, doors[i], xsltSecurityForbid) != 0)
      return -1;
  }
  xsltSetCtxtParseOptions(ctx, XML_PARSE_NONET);
  return xsltSetCtxtSecurityPrefs(prefs, ctx);
}

static int
transform(render *r)
{
  xsltTransformContext *const ctx = xsltNewTransformContext(r->sheet, r->report);
  xsltSecurityPrefs *const prefs = xsltNewSecurityPrefs();
  page_data data = {.report = r->charts};
  int status = -1;
  if (!ctx || !prefs || confine(ctx, prefs) != 0)
    goto done;
  page_data_offer(ctx, &data);
  if (chart_xpath_offer(ctx) != 0 || table_xpath_offer(ctx) != 0 || set_parameters(r, ctx) != 0)
    goto done;
  xsltSetTransformErrorFunc(ctx, r, hear);
  r->page = xsltApplyStylesheetUser(r->sheet, r->report, NULL, NULL, NULL, ctx);
  if (!r->page || ctx->state != XSLT_STATE_OK || !xmlDocGetRootElement(r->page))
    blame(r, "the page could not be made: %s", *r->said ? r->said : "the stylesheet gave nothing");
  else
    status = 0;

done:
  xsltFreeTransformContext(ctx);
  xsltFreeSecurityPrefs(prefs);
  page_data_done(&data);
  return status;
}

/* 1 when the text is all there is in some element of the page, byte by byte as its hash says. */
static int
is_whole(const char *page, const char *text, size_t n)
{
  if (strlen(text) != n || n == 0 || strpbrk(text, "<&"))
    return 0;
  for (const char *at = strstr(page, text); at; at = strstr(at + 1, text)) {
    if (at > page && at[-1] == '>' && at[n] == '<')
      return 1;
  }
  return 0;
}

/* Length of the end of an element that is empty, which begins at `at`, a ">": 0 where it has
 * something in it, or is none of those.  At `start` it begins. */
static size_t
empty_end(const char *page, size_t start, size_t at)
{
  static const char *const names[] = {"circle", "rect", "path", "use"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const size_t n = strlen(names[i]);
    if (!strncmp(page + start + 1, names[i], n) && !strncmp(page + at + 1, "</", 2) &&
        !strncmp(page + at + 3, names[i], n) && page[at + 3 + n] == '>')
      return n + 4;
  }
  return 0;
}

/* Empty elements of SVG end themselves, where libxml2 writes an end for each.  Returns the new
 * length. */
static size_t
shorten(char *page, size_t n)
{
  size_t to = 0, start = 0;
  for (size_t at = 0; at < n; at++) {
    if (page[at] == '<')
      start = to; /* where it goes: what is there already is no longer what was read */
    const size_t length = page[at] == '>' ? empty_end(page, start, at) : 0;
    if (length) {
      page[to++] = '/';
      page[to++] = '>';
      at += length - 1;
    } else {
      page[to++] = page[at];
    }
  }
  page[to] = '\0';
  return to;
}

static int
write_page(render *r, xmlDoc *doc, char **html, size_t *n_html)
{
  int status = -1;
  xmlBuffer *const buffer = xmlBufferCreate();
  /* not as an internal subset: beside one without ids, libxml2 forgets that this is XHTML */
  if (!buffer || xmlBufferCCat(buffer, "<!DOCTYPE html>\n") != 0)
    goto done;
  xmlSaveCtxt *const save = xmlSaveToBuffer(buffer, "UTF-8", XML_SAVE_XHTML | XML_SAVE_NO_DECL);
  if (!save)
    goto done;
  const long saved = xmlSaveDoc(save, doc);
  if (xmlSaveClose(save) < 0 || saved < 0 || xmlBufferLength(buffer) <= 0)
    goto done;

  const char *const page = (const char *)xmlBufferContent(buffer);
  const size_t n = (size_t)xmlBufferLength(buffer);
  if (!is_whole(page, r->parts->css, r->parts->n_css) ||
      !is_whole(page, r->parts->js, r->parts->n_js)) {
    blame(r, "the page would not hold its style or its script as they are: "
             "one of them is empty or has a '<' or '&', or the stylesheet left it out");
    goto done;
  }
  *html = malloc(n + 1);
  if (!*html)
    goto done;
  memcpy(*html, page, n + 1);
  *n_html = shorten(*html, n);
  status = 0;

done:
  xmlBufferFree(buffer);
  return status;
}

/* --- pages ----------------------------------------------------------------------------------- */

static int
add_page(render *r, xmlDoc *doc, const char *name, report_page **pages, size_t *n)
{
  report_page *const more = realloc(*pages, (*n + 1) * sizeof *more);
  if (!more)
    return -1;
  *pages = more;
  report_page *const page = &more[*n];
  *page = (report_page){.name = strdup(name)};
  (*n)++;
  return page->name && write_page(r, doc, &page->html, &page->n) == 0 ? 0 : -1;
}

/* One of <pages>, in a document of its own. */
static int
add_part(render *r, xmlNode *part, report_page **pages, size_t *n)
{
  const char *const name = chart_attribute(part, "name");
  xmlNode *const html = xmlFirstElementChild(part);
  xmlDoc *const doc = name && html ? xmlNewDoc((const xmlChar *)"1.0") : NULL;
  xmlNode *const copy = doc ? xmlDocCopyNode(html, doc, 1) : NULL;
  int status = -1;
  if (copy) {
    xmlDocSetRootElement(doc, copy);
    status = add_page(r, doc, name, pages, n);
  }
  xmlFreeDoc(doc);
  return status;
}

static int
write_pages(render *r, report_page **pages, size_t *n)
{
  xmlNode *const root = xmlDocGetRootElement(r->page);
  if (!r->parts->is_split)
    return add_page(r, r->page, "report.html", pages, n);
  if (strcmp((const char *)root->name, "pages") != 0) {
    blame(r, "the stylesheet gave one page where several were wanted");
    return -1;
  }
  int status = 0;
  for (xmlNode *part = xmlFirstElementChild(root); part && status == 0;
       part = xmlNextElementSibling(part))
    status = add_part(r, part, pages, n);
  return status;
}

void
report_pages_free(report_page *pages, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    free(pages[i].name);
    free(pages[i].html);
  }
  free(pages);
}

int
report_pages(const char *xml, size_t n_xml, const page_parts *parts, report_page **pages,
             size_t *n_pages, char **why)
{
  *pages = NULL;
  *n_pages = 0;
  *why = NULL;
  render r = {.parts = parts};
  const hooks before = take_hooks(&r);
  int status = -1;
  if (read_report(&r, xml, n_xml) == 0 && read_sheet(&r) == 0 && transform(&r) == 0)
    status = write_pages(&r, pages, n_pages);
  xmlFreeDoc(r.page);
  xsltFreeStylesheet(r.sheet);
  chart_report_free(r.charts);
  estimates_free(r.estimates);
  xmlFreeDoc(r.report);
  put_back_hooks(&before);
  if (status != 0) {
    report_pages_free(*pages, *n_pages);
    *pages = NULL;
    *n_pages = 0;
    if (*r.why)
      *why = strdup(r.why);
  }
  return status;
}

int
report_html(const char *xml, size_t n_xml, const page_parts *parts, char **html, size_t *n_html,
            char **why)
{
  report_page *pages;
  size_t n;
  *html = NULL;
  *n_html = 0;
  page_parts one = *parts;
  one.is_split = 0;
  if (report_pages(xml, n_xml, &one, &pages, &n, why) != 0)
    return -1;
  *html = pages[0].html;
  *n_html = pages[0].n;
  pages[0].html = NULL;
  report_pages_free(pages, n);
  return 0;
}
