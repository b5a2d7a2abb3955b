/* Parts of an archive as XML, element by element. */
#include "import/push.h"

#include <libxml/parser.h>
#include <string.h>

enum { LONGEST_TAG = 64 * 1024, MOST_ATTRIBUTES = 256 };

typedef enum { OUTSIDE, OPENED, IN_TAG, IN_COMMENT, IN_CDATA, IN_INSTRUCTION } place;

/* Looks at the bytes before the parser does. */
typedef struct guard {
  place place;
  char first[9]; /* after < */
  size_t n_first, n_tag, n_attributes;
  bool has_begun;
  char quote, before[2]; /* the last two bytes */
} guard;

typedef struct pushing {
  const push_handler *handler;
  xmlParserCtxt *parser;
  guard guard;
  const char *why;
} pushing;

span
push_attribute(const push_tag *t, const char *name)
{
  for (int i = 0; i < t->n_attributes; i++) {
    const unsigned char **const a = t->attributes + 5 * i;
    if (strcmp((const char *)a[0], name) == 0)
      return (span){(const char *)a[3], (size_t)(a[4] - a[3])};
  }
  return (span){NULL, 0};
}

/* --- the guard ------------------------------------------------------------------------------- */

/* What begins with these bytes; OPENED when that is not clear yet. */
static place
place_of(const guard *g)
{
  const char *const s = g->first;
  if (s[0] == '?')
    return IN_INSTRUCTION;
  if (s[0] != '!')
    return IN_TAG;
  if (g->n_first >= 3 && memcmp(s, "!--", 3) == 0)
    return IN_COMMENT;
  if (g->n_first >= 8 && memcmp(s, "![CDATA[", 8) == 0)
    return IN_CDATA;
  return g->n_first < 8 ? OPENED : IN_TAG;
}

static const char *
guard_byte(guard *g, char c)
{
  switch (g->place) {
  case OUTSIDE:
    if (c == '<') {
      g->place = OPENED;
      g->n_first = g->n_tag = g->n_attributes = 0;
      g->quote = '\0';
    }
    break;
  case OPENED:
    g->first[g->n_first++] = c;
    g->place = place_of(g);
    if (g->n_first == 2 && g->first[0] == '!' && c == 'D')
      return "a DOCTYPE is not accepted (it could name other files or grow without bound)";
    if (g->place == IN_TAG && c == '>')
      g->place = OUTSIDE;
    g->before[0] = g->before[1] = '\0'; /* <!--> does not end a comment */
    return NULL;
  case IN_TAG:
    if (g->quote ? c == g->quote : c == '"' || c == '\'') {
      g->n_attributes += !g->quote;
      g->quote = g->quote ? '\0' : c;
    } else if (!g->quote && c == '>') {
      g->place = OUTSIDE;
    }
    if (++g->n_tag > LONGEST_TAG || g->n_attributes > MOST_ATTRIBUTES)
      return "a tag of it is longer than 64 KiB or has more than 256 attributes";
    break;
  case IN_COMMENT:
  case IN_CDATA:
    if (c == '>' && g->before[1] == g->before[0] &&
        g->before[1] == (g->place == IN_COMMENT ? '-' : ']'))
      g->place = OUTSIDE;
    break;
  case IN_INSTRUCTION:
    if (c == '>' && g->before[1] == '?')
      g->place = OUTSIDE;
    break;
  }
  g->before[0] = g->before[1];
  g->before[1] = c;
  return NULL;
}

/* NULL, or why these bytes are refused. */
static const char *
guard_bytes(guard *g, const char *at, size_t n)
{
  static const char other[] = "it is not UTF-8";
  if (memchr(at, '\0', n))
    return other;
  if (!g->has_begun && n && !strchr("\xEF< \t\r\n", at[0]))
    return other;
  g->has_begun = true;
  for (size_t i = 0; i < n; i++) {
    if (g->place == OUTSIDE) {
      const char *const next = memchr(at + i, '<', n - i);
      if (!next)
        return NULL;
      i = (size_t)(next - at);
    }
    const char *const why = guard_byte(g, at[i]);
    if (why)
      return why;
  }
  return NULL;
}

/* --- the parser ------------------------------------------------------------------------------ */

static void
heed(pushing *p)
{
  if (p->handler->stop && *p->handler->stop)
    xmlStopParser(p->parser);
}

static void
on_open(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
        const xmlChar **spaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
  (void)prefix, (void)uri, (void)n_spaces, (void)spaces, (void)n_defaulted;
  pushing *const p = context;
  const push_tag tag = {(const char *)name, attributes, n_attributes};
  if (p->handler->open)
    p->handler->open(p->handler->context, &tag);
  heed(p);
}

static void
on_close(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  (void)prefix, (void)uri;
  pushing *const p = context;
  if (p->handler->close)
    p->handler->close(p->handler->context, (const char *)name);
  heed(p);
}

static void
on_text(void *context, const xmlChar *at, int n)
{
  const pushing *const p = context;
  if (p->handler->text)
    p->handler->text(p->handler->context, (const char *)at, (size_t)n);
}

static void
on_error(void *context, xmlError *e)
{
  (void)context, (void)e; /* that it is not well-formed is known without */
}

static bool
take(void *context, const char *at, size_t n)
{
  pushing *const p = context;
  p->why = guard_bytes(&p->guard, at, n);
  if (p->why)
    return false;
  xmlParseChunk(p->parser, at, (int)n, 0);
  if (p->handler->stop && *p->handler->stop)
    return false;
  if (!p->parser->wellFormed)
    p->why = "a part of it is not well-formed XML";
  return !p->why;
}

bool
push_part(const zip *z, const zip_part *part, const push_handler *h, const char **why)
{
  xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                       .startElementNs = on_open,
                       .endElementNs = on_close,
                       .characters = on_text,
                       .cdataBlock = on_text,
                       .ignorableWhitespace = on_text,
                       .serror = (xmlStructuredErrorFunc)on_error};
  pushing p = {.handler = h};
  p.parser = xmlCreatePushParserCtxt(&sax, &p, NULL, 0, NULL);
  if (!p.parser) {
    *why = "memory ran out";
    return false;
  }
  xmlCtxtUseOptions(p.parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  const char *fault;
  bool fine = zip_read(z, part, take, &p, &fault);
  const bool is_stopped = h->stop && *h->stop;
  if (fine && !is_stopped && (xmlParseChunk(p.parser, "", 0, 1) != 0 || !p.parser->wellFormed)) {
    fault = "a part of it is not well-formed XML";
    fine = false;
  }
  xmlFreeParserCtxt(p.parser);
  *why = p.why ? p.why : fault;
  return fine || (is_stopped && !p.why);
}
