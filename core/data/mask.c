/* Comments without what says who is meant. */
#include "data/mask.h"

#include "base/fold.h"
#include "base/map.h"

#include <locale.h>
#include <string.h>
#include <wctype.h>

enum { WRITE_IT_SMALL = 3, WRITE_IT = 10 };

/* What is known of a word. */
typedef struct word {
  uint32_t n, n_small; /* comments that have it, that have it without a capital */
  uint32_t last, last_small;
  bool is_allowed, is_forbidden;
} word;

struct mask {
  arena *memory;
  locale_t letters;
  map words; /* folded */
  struct {
    word *at;
    size_t n, capacity;
  } known;
  uint32_t n_comments;
};

/* Folded, as they are looked up: what sentences begin with, and what is written about work. */
static const char *const frequent =
    "a about again all also always am an and another any anybody anyone anything are as ask at be "
    "because been before being best better between bit both but by can cannot change clear clearer "
    "communication could customer customers day decisions did do does dont down each earlier "
    "easier "
    "enough even every everybody everyone everything fair far feedback feel fewer first flexible "
    "for "
    "from general get give given go good great had happy hard has have having he help her here "
    "high "
    "him his home honestly hours how however i if im in information instead into is isnt it its "
    "job "
    "just keep know lack last late later leaders leadership least less let like listen little long "
    "longer look lot low lower make management manager managers many may maybe me meetings money "
    "more "
    "most much my need needs never new next nice no nobody none nor not nothing now of off office "
    "often ok old on once one only open or other others our out over own overall overtime pay "
    "people "
    "perhaps plan planning please poor problem problems process processes project projects quite "
    "really respect right salary same saying see she should since sleep slow so some somebody "
    "someone "
    "something sometimes soon staff still stop stress such support take team teams tell than thank "
    "thanks that thats the their them then there theres these they theyre thing things think this "
    "those though time to today together too tools training trust try under unfortunately until up "
    "us use very wages want was wasnt way we week well were weve what when where which while who "
    "whole "
    "why will with without work working workload would year years yes yet you your "
    "ab aber alle allem allen alles als also am an andere anderen arbeit arbeiten arbeitszeit auch "
    "auf "
    "aufgaben aus bei beim besser bessere besseren bin bis bitte chef chefs da dabei dafur damit "
    "danke "
    "dann das dass dazu dem den denen denn der des deshalb die dies diese diesem diesen dieser "
    "doch du "
    "durch ein eine einem einen einer eines einfach einmal endlich er es etwas faire fur ganz gar "
    "geben "
    "gehalt gehalter geht geld genug gibt gut gute guten hat hatte haben hier ich ihm ihn ihr ihre "
    "ihren im immer in information informationen ins ist ja jeder jedes jetzt kann kein keine "
    "keinen "
    "kollegen kolleginnen kommunikation konnen konnte kunden lange leider lohn mal man management "
    "mehr "
    "mein meine meinem meinen mich mir mit mitarbeiter mitarbeitern muss mussen nach nicht nichts "
    "nie "
    "niemand noch nur ob oder ohne planung probleme projekte respekt schlecht schon sehr sein "
    "seine "
    "seit sich sie sind so soll sollte sollten stress stunden tag team teams uber uberstunden um "
    "und "
    "uns unser unsere unseren unter viel viele vielen vielleicht vom von vor vorgesetzte wann war "
    "waren "
    "warum was weil weiterbildung weniger wenn wer werden wie wieder wir wird wo wunsche wurde "
    "wurden "
    "zeit zu zum zur zusammenarbeit zwischen";

/* --- letters --------------------------------------------------------------------------------- */

typedef enum letter_kind {
  NO_LETTER,
  SMALL_LETTER,
  CAPITAL_LETTER,
  LETTER_WITHOUT_CASE,
  A_DIGIT
} letter_kind;

static letter_kind
kind_of(const mask *m, uint32_t c)
{
  const wint_t x = (wint_t)c;
  if (c >= '0' && c <= '9')
    return A_DIGIT;
  if (!iswalnum_l(x, m->letters))
    return NO_LETTER;
  if (iswupper_l(x, m->letters))
    return CAPITAL_LETTER;
  if (iswlower_l(x, m->letters))
    return SMALL_LETTER;
  return iswdigit_l(x, m->letters) || !iswalpha_l(x, m->letters) ? A_DIGIT : LETTER_WITHOUT_CASE;
}

/* Stands inside a word: an apostrophe does not, so that of O'Neill both halves are looked at. */
static bool
is_combining(uint32_t c)
{
  return (c >= 0x300 && c <= 0x36F) || c == 0xAD;
}

/* A piece of a comment: a word, or what stands between words. */
typedef struct piece {
  span text;
  bool is_word, has_capital, has_digit, has_no_case;
} piece;

/* The piece at the beginning of what is left; of no bytes at its end. */
static piece
next_piece(const mask *m, span left)
{
  piece p = {.text = {left.at, 0}};
  while (p.text.n < left.n) {
    uint32_t c;
    const size_t length = utf8_read(left.at + p.text.n, left.n - p.text.n, &c);
    const letter_kind kind = kind_of(m, c);
    const bool is_word = kind != NO_LETTER || (p.is_word && is_combining(c));
    if (p.text.n && is_word != p.is_word)
      break;
    p.is_word = is_word;
    p.has_capital |= kind == CAPITAL_LETTER;
    p.has_digit |= kind == A_DIGIT;
    p.has_no_case |= kind == LETTER_WITHOUT_CASE;
    p.text.n += length;
  }
  return p;
}

/* --- words ----------------------------------------------------------------------------------- */

/* By its number, which stays while words are added. */
static word *
word_of(mask *m, span text)
{
  char room[256], *const folded =
                      text.n < sizeof room ? room : arena_alloc(m->memory, text.n + 1, 1);
  const uint32_t i = map_add(&m->words, folded, text_fold(text, folded));
  if (i == m->known.n) {
    const word fresh = {0};
    arena_push(m->memory, &m->known, fresh);
  }
  return &m->known.at[i];
}

mask *
mask_new(arena *memory)
{
  const locale_t letters = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  if (letters == (locale_t)0)
    return NULL;
  mask *const m = arena_one(memory, mask);
  *m = (mask){.memory = memory, .letters = letters, .words = map_new(memory)};
  mask_allow(m, frequent);
  return m;
}

void
mask_free(mask *m)
{
  if (m)
    freelocale(m->letters);
}

static void
mark_words(mask *m, const char *words, bool is_forbidden)
{
  piece p;
  for (span left = {words, strlen(words)}; left.n;
       left = (span){left.at + p.text.n, left.n - p.text.n}) {
    p = next_piece(m, left);
    if (!p.is_word)
      continue;
    word *const w = word_of(m, p.text);
    w->is_allowed |= !is_forbidden;
    /* Initials would mask every "I" and "a". */
    w->is_forbidden |= is_forbidden && p.text.n > 1;
  }
}

void
mask_allow(mask *m, const char *words)
{
  mark_words(m, words, false);
}

void
mask_forbid(mask *m, const char *words)
{
  mark_words(m, words, true);
}

void
mask_learn(mask *m, const char *comment)
{
  const uint32_t number = ++m->n_comments;
  piece p;
  for (span left = {comment, strlen(comment)}; left.n;
       left = (span){left.at + p.text.n, left.n - p.text.n}) {
    p = next_piece(m, left);
    if (!p.is_word)
      continue;
    word *const w = word_of(m, p.text);
    w->n += w->last != number;
    w->last = number;
    if (p.has_capital)
      continue;
    w->n_small += w->last_small != number;
    w->last_small = number;
  }
}

static bool
is_told(mask *m, const piece *p)
{
  if (p->has_digit)
    return false;
  const word *const w = word_of(m, p->text);
  if (w->is_forbidden || !p->has_capital)
    return !w->is_forbidden;
  return w->is_allowed || w->n_small >= WRITE_IT_SMALL || w->n >= WRITE_IT;
}

/* --- comments -------------------------------------------------------------------------------- */

/* What stands between two spaces and is an address. */
static bool
is_address(span run)
{
  return memchr(run.at, '@', run.n) || memmem(run.at, run.n, "://", 3) ||
         (run.n > 4 && strncmp(run.at, "www.", 4) == 0);
}

/* Adds the mark, once for several in a row. */
static void
add_mark(text *out)
{
  const size_t n = strlen(MASK_MARK);
  size_t end = out->n;
  while (end > 0 && (out->at[end - 1] == ' ' || out->at[end - 1] == '.' ||
                     out->at[end - 1] == '-' || out->at[end - 1] == '\''))
    end--;
  if (end < n || memcmp(out->at + end - n, MASK_MARK, n) != 0) {
    text_add(out, MASK_MARK);
    return;
  }
  out->n = end;
  out->at[end] = '\0';
}

/* An address; what stands around it stays. */
static void
add_address(const mask *m, span run, text *out)
{
  const char *const end = run.at + run.n;
  const piece before = next_piece(m, run);
  const size_t n_before = before.is_word ? 0 : before.text.n;
  const char *last = end; /* behind the last word */
  piece p;
  for (span left = run; left.n; left = (span){left.at + p.text.n, left.n - p.text.n}) {
    p = next_piece(m, left);
    last = p.is_word ? left.at + p.text.n : last;
  }
  text_add_n(out, run.at, n_before);
  add_mark(out);
  text_add_n(out, last, (size_t)(end - last));
}

/* The words of a run without spaces; false where one has letters without capitals. */
static bool
add_run(mask *m, span run, text *out, bool *has_word)
{
  piece p;
  for (; run.n; run = (span){run.at + p.text.n, run.n - p.text.n}) {
    p = next_piece(m, run);
    if (p.has_no_case)
      return false;
    if (p.is_word && !is_told(m, &p)) {
      add_mark(out);
      continue;
    }
    *has_word |= p.is_word;
    text_add_n(out, p.text.at, p.text.n);
  }
  return true;
}

const char *
mask_comment(mask *m, const char *comment)
{
  text out = text_new(m->memory);
  bool has_word = false;
  const char *const line = text_one_line(m->memory, (span){comment, strlen(comment)});
  for (span left = {line, strlen(line)}; left.n;) {
    const char *const space = memchr(left.at, ' ', left.n);
    const span run = {left.at, space ? (size_t)(space - left.at) : left.n};
    if (out.n + run.n > MASKED_LENGTH) {
      text_add(&out, "\u2026");
      break;
    }
    if (is_address(run))
      add_address(m, run, &out);
    else if (!add_run(m, run, &out, &has_word))
      return NULL;
    const size_t used = run.n + (space != NULL);
    left = (span){left.at + used, left.n - used};
    if (left.n)
      text_add(&out, " ");
  }
  return has_word ? out.at : NULL;
}
