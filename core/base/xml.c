/* XML in, from somebody whom we do not trust. */
#include "base/xml.h"

#include "base/resource.h"
#include "base/text.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <string.h>
#include <strings.h>

enum { LONGEST_TAG = 64 * 1024, MOST_ATTRIBUTES = 256 };

/* What libxml2 may open: the schemas that are part of the program, which import one another. */
static xmlParserInputPtr
open_entity(const char *url, const char *id, xmlParserCtxtPtr context)
{
  (void)id;
  const char *const slash = url ? strrchr(url, '/') : NULL;
  const char *const name = slash ? slash + 1 : url ? url : "";
  const size_t n = strlen(name);
  const bool is_schema = n > 4 && strcmp(name + n - 4, ".xsd") == 0 && resource_find(name).n;
  return is_schema ? xmlNewStringInputStream(context, (const xmlChar *)resource_find(name).at)
                   : NULL;
}

/* Whatever does not go to a handler of ours goes nowhere. */
static void
say_nothing(void *context, const char *format, ...)
{
  (void)context, (void)format;
}

void
xml_start(void)
{
  xmlInitParser();
  xmlSetExternalEntityLoader(open_entity);
  xmlSetGenericErrorFunc(NULL, say_nothing);
}

/* Where the piece of markup that starts at `i` ends: after its closing sequence, or n. */
static size_t
markup_end(const char *s, size_t n, size_t i, size_t *n_attributes)
{
  *n_attributes = 0;
  static const struct {
    const char *open, *close;
  } pieces[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
  for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
    const size_t length = strlen(pieces[p].open);
    if (n - i >= length && memcmp(s + i, pieces[p].open, length) == 0) {
      const char *const end =
          memmem(s + i + length, n - i - length, pieces[p].close, strlen(pieces[p].close));
      return end ? (size_t)(end - s) + strlen(pieces[p].close) : n;
    }
  }
  char quote = '\0';
  for (size_t j = i + 1; j < n; j++) {
    if (quote ? s[j] == quote : s[j] == '"' || s[j] == '\'') {
      *n_attributes += !quote;
      quote = quote ? '\0' : s[j];
    }
    if (!quote && s[j] == '>')
      return j + 1;
  }
  return n;
}

/* Value of encoding="..." in the XML declaration; empty when it has none. */
static span
declared_encoding(span s)
{
  const char *const end = memmem(s.at, s.n, "?>", 2);
  if (s.n < 5 || memcmp(s.at, "<?xml", 5) != 0 || !end)
    return (span){"", 0};
  const char *const name = memmem(s.at, (size_t)(end - s.at), "encoding", strlen("encoding"));
  for (const char *c = name; c && c < end; c++)
    if (*c == '"' || *c == '\'') {
      const char *const close = memchr(c + 1, *c, (size_t)(end - c - 1));
      return (span){c + 1, close ? (size_t)(close - c - 1) : 0};
    }
  return (span){"", 0};
}

/* What follows looks for tags byte by byte: no encoding may hide them from it. */
static bool
is_plain_encoding(const char *at, size_t n)
{
  static const char *const plain[] = {"", "UTF-8", "US-ASCII", "ISO-8859-1", "windows-1252"};
  const size_t mark = n >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  const bool is_ebcdic = n >= 4 && memcmp(at, "\x4C\x6F\xA7\x94", 4) == 0;
  if (memchr(at, '\0', n) || is_ebcdic) /* UTF-16 and UTF-32 are full of NUL bytes */
    return false;
  const span encoding = declared_encoding((span){at + mark, n - mark});
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    if (encoding.n == strlen(plain[i]) && strncasecmp(encoding.at, plain[i], encoding.n) == 0)
      return true;
  return false;
}

static bool
is_acceptable(const char *s, size_t n, const char *file, const char *code, diags *d)
{
  if (!is_plain_encoding(s, n)) {
    diag_error(d, code, file, 0, "other encodings can hide what is not accepted",
               "save it as UTF-8", "the file is not UTF-8");
    return false;
  }
  unsigned line = 1;
  for (size_t i = 0; i < n;) {
    if (s[i] != '<') {
      line += s[i++] == '\n';
      continue;
    }
    if (n - i >= 9 && memcmp(s + i, "<!DOCTYPE", 9) == 0) {
      diag_error(d, code, file, line, "it could name other files or grow without bound",
                 "remove the DOCTYPE line", "a DOCTYPE is not accepted");
      return false;
    }
    size_t n_attributes;
    const size_t end = markup_end(s, n, i, &n_attributes);
    const bool is_tag = n - i >= 2 && s[i + 1] != '!' && s[i + 1] != '?';
    if (is_tag && end - i > LONGEST_TAG) {
      diag_error(d, code, file, line, "no study needs that", "look for a quote that is not closed",
                 "a tag is longer than 64 KiB");
      return false;
    }
    if (is_tag && n_attributes > MOST_ATTRIBUTES) {
      diag_error(d, code, file, line, "reading them takes time beyond measure",
                 "no element has so many", "a tag has more than %d attributes", MOST_ATTRIBUTES);
      return false;
    }
    for (; i < end; i++)
      line += s[i] == '\n';
  }
  return true;
}

typedef struct listener {
  const char *file, *code;
  diags *d;
} listener;

/* "{urn:...}scale" is "scale" to the one who wrote it; libxml2 ends its messages with a newline. */
static const char *
plain_message(arena *memory, const char *message)
{
  text out = text_new(memory);
  for (const char *s = message; *s; s++) {
    const char *const close = strncmp(s, "{urn:", 5) == 0 ? strchr(s, '}') : NULL;
    if (close)
      s = close;
    else if (*s != '\n')
      text_add_n(&out, s, 1);
  }
  while (out.n && (out.at[out.n - 1] == '.' || out.at[out.n - 1] == ' '))
    out.at[--out.n] = '\0';
  return out.at ? out.at : "not well-formed";
}

static const char *
fix_for(const xmlError *e)
{
  switch (e->code) {
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
    return "add the attribute";
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
  case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
    return "remove the attribute or correct its name";
  case XML_SCHEMAV_ELEMENT_CONTENT:
    return "see orgmirror-study(5) for the elements and their order";
  case XML_ERR_TAG_NAME_MISMATCH:
    return "close the element that is still open";
  default:
    return NULL;
  }
}

static void
listen(void *context, xmlError *e)
{
  const listener *const l = context;
  if (e->level == XML_ERR_WARNING) /* such as "this schema was imported before" */
    return;
  diag_error(l->d, l->code, l->file, e->line > 0 ? (unsigned)e->line : 0, NULL, fix_for(e), "%s",
             plain_message(l->d->memory, e->message ? e->message : ""));
}

xmlDoc *
xml_parse(const char *at, size_t n, const char *file, const char *code, diags *d)
{
  enum { LARGEST = 256 << 20 };
  if (n == 0 || n > LARGEST) {
    diag_error(d, code, file, 0, NULL, NULL,
               n ? "the file is larger than 256 MiB" : "the file is empty");
    return NULL;
  }
  if (!is_acceptable(at, n, file, code, d))
    return NULL;
  xmlParserCtxt *const context = xmlNewParserCtxt();
  if (!context) {
    diag_error(d, code, file, 0, NULL, NULL, "out of memory");
    return NULL;
  }
  listener l = {file, code, d};
  const size_t before = d->n_errors;
  xmlSetStructuredErrorFunc(&l, (xmlStructuredErrorFunc)listen);
  xmlDoc *doc = xmlCtxtReadMemory(context, at, (int)n, file, NULL,
                                  XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
  const xmlError *const last = xmlCtxtGetLastError(context);
  const bool ran_out = last && last->code == XML_ERR_NO_MEMORY;
  const bool fine = doc && context->wellFormed && !ran_out && !doc->intSubset;
  if (!fine && d->n_errors == before)
    diag_error(d, code, file, 0, NULL, NULL, ran_out ? "out of memory" : "not well-formed XML");
  xmlSetStructuredErrorFunc(NULL, NULL);
  xmlFreeParserCtxt(context);
  if (!fine) {
    xmlFreeDoc(doc);
    return NULL;
  }
  return doc;
}

bool
xml_has_root(const xmlDoc *doc, const char *name, const char *file, const char *code, diags *d)
{
  const xmlNode *const root = xmlDocGetRootElement(doc);
  if (strcmp((const char *)root->name, name) == 0)
    return true;
  diag_error(d, code, file, xml_line(root), NULL, "name another file",
             "the root element is <%s>, not <%s>", (const char *)root->name, name);
  return false;
}

bool
xml_validate(xmlDoc *doc, const char *xsd, size_t n_xsd, const char *file, const char *code,
             diags *d)
{
  listener l = {file, code, d};
  const size_t before = d->n_errors;
  xmlSetStructuredErrorFunc(&l, (xmlStructuredErrorFunc)listen);
  xmlSchemaParserCtxt *const parser = xmlSchemaNewMemParserCtxt(xsd, (int)n_xsd);
  xmlSchema *const schema = parser ? xmlSchemaParse(parser) : NULL;
  xmlSchemaValidCtxt *const valid = schema ? xmlSchemaNewValidCtxt(schema) : NULL;
  int result = -1;
  if (valid) {
    xmlSchemaSetValidStructuredErrors(valid, (xmlStructuredErrorFunc)listen, &l);
    result = xmlSchemaValidateDoc(valid, doc);
  }
  if (result != 0 && d->n_errors == before)
    diag_error(d, code, file, 0, NULL, NULL, "the schema could not be applied");
  xmlSchemaFreeValidCtxt(valid);
  xmlSchemaFree(schema);
  xmlSchemaFreeParserCtxt(parser);
  xmlSetStructuredErrorFunc(NULL, NULL);
  return result == 0;
}

static bool
is_element(const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

xmlNode *
xml_child(const xmlNode *parent, const char *name)
{
  xmlNode *node = parent ? parent->children : NULL;
  while (node && !is_element(node, name))
    node = node->next;
  return node;
}

xmlNode *
xml_next(const xmlNode *node, const char *name)
{
  xmlNode *next = node->next;
  while (next && !is_element(next, name))
    next = next->next;
  return next;
}

const char *
xml_attribute(arena *memory, const xmlNode *node, const char *name, const char *fallback)
{
  xmlChar *const value = xmlGetNoNsProp(node, (const xmlChar *)name);
  if (!value)
    return fallback;
  const char *first = (const char *)value;
  first += strspn(first, " \t\r\n");
  size_t n = strlen(first);
  while (n && strchr(" \t\r\n", first[n - 1]))
    n--;
  const char *const copy = arena_copy(memory, first, n);
  xmlFree(value);
  return copy;
}

const char *
xml_words(arena *memory, const xmlNode *node)
{
  xmlChar *const content = node ? xmlNodeGetContent(node) : NULL;
  if (!content)
    return "";
  text out = text_new(memory);
  for (const char *s = (const char *)content; *s; s++) {
    if (!strchr(" \t\r\n", *s))
      text_add_n(&out, s, 1);
    else if (out.n && out.at[out.n - 1] != ' ')
      text_add(&out, " ");
  }
  while (out.n && out.at[out.n - 1] == ' ')
    out.at[--out.n] = '\0';
  xmlFree(content);
  return out.at ? out.at : "";
}

unsigned
xml_line(const xmlNode *node)
{
  const long line = xmlGetLineNo(node);
  return line > 0 ? (unsigned)line : 0;
}
