/* What texts of a plugin must not hold: words that make one thing the maker of another, and bytes
 * that are no text. */
#include "host/conform.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* The one list.  Lower case; each stands between ends of words. */
static const char *const makers[] = {
    "drives",       "drove",
    "is driven by", "are driven by",
    "causes",       "caused",
    "causing",      "cause of",
    "leads to",     "lead to",
    "led to",       "leading to",
    "impact",       "impacts",
    "impacted",     "because of",
    "thanks to",    "results in",
    "resulted in",  "brings about",
    "affects",      "affected by",
    "influences",   "influenced by",
    "determines",   "is the reason for",
};

/* A sentence with one of these before such a word says that nobody knows, or that it is not so. */
static const char *const denials[] = {"no",     "not",     "nor",     "nothing", "never",
                                      "cannot", "whether", "neither", "without"};

static bool
is_in_word(char c)
{
  return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Where the words stand by themselves at or after `from`, before `end`; NULL when nowhere. */
static const char *
find_words(const char *from, const char *end, const char *start, const char *words)
{
  const size_t n = strlen(words);
  for (const char *at = from; at + n <= end; at++)
    if ((at == start || !is_in_word(at[-1])) && strncasecmp(at, words, n) == 0 &&
        (at + n == end || !is_in_word(at[n])))
      return at;
  return NULL;
}

static bool
is_denied(const char *sentence, const char *at)
{
  for (size_t i = 0; i < sizeof denials / sizeof *denials; i++)
    if (find_words(sentence, at, sentence, denials[i]))
      return true;
  return false;
}

const char *
conform_causal(const char *text)
{
  const char *sentence = text;
  while (*sentence) {
    const char *const end = sentence + strcspn(sentence, ".;:!?\n");
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
      const char *const at = find_words(sentence, end, sentence, makers[i]);
      if (at && !is_denied(sentence, at))
        return makers[i];
    }
    sentence = *end ? end + 1 : end;
  }
  return NULL;
}

enum { MOST_SHOWN = 160 };

void
conform_bytes(conform *c, const char *where, const char *text)
{
  /* What was no text became U+FFFD on its way here. */
  if (text && strstr(text, "\xef\xbf\xbd"))
    conform_against(c, RULE_UTF8, CONFORM_FAILED,
                    "%s holds bytes that are no UTF-8, or a control character: \"%.*s\"", where,
                    MOST_SHOWN, text);
}

void
conform_text(conform *c, const char *where, const char *text)
{
  conform_bytes(c, where, text);
  const char *const words = text ? conform_causal(text) : NULL;
  if (words)
    conform_against(c, RULE_WORDS, CONFORM_FAILED, "%s says \"%s\": \"%.*s\"", where, words,
                    MOST_SHOWN, text);
}
