/* Words that names and cells are made of. */
#include "draft/words.h"

#include <math.h>
#include <string.h>
#include <strings.h>

static const char *const lists[N_WORD_LISTS] = {
    [WORDS_UNIT] = " school schools sch store stores shop unit units branch branches team teams "
                   "grp group groups "
                   "dept department departments div division office site location plant ward "
                   "hospital clinic "
                   "hotel account accounts acct company coy bu class classroom course practice "
                   "agency "
                   "facility outlet depot centre center cell platoon battalion btn squad crew "
                   "kindergarten "
                   "schule filiale filialen abteilung standort gruppe betrieb werk station praxis "
                   "klinik haus "
                   "kita klasse einheit niederlassung organisationseinheit bereich ",
    [WORDS_PARENT] = " region regions country state district area province county territory zone "
                     "land bundesland gebiet bezirk kreis kanton division ",
    [WORDS_LABEL] = " name names label title bezeichnung schoolname unitname storename ",
    [WORDS_RESPONDENT] = " respondent respondentid responseid response token person personid "
                         "subject "
                         "subnum caseid case participant participantid pupil pupilnr student sid "
                         "studentid employeeid customerid uuid guid id ids teilnehmer antwortid ",
    [WORDS_PERSON] = " age alter birth geburtsjahr geburtsdatum gender sex geschlecht education "
                     "educate bildung "
                     "marital ethnicity race religion income einkommen nationality household "
                     "occupation "
                     "beruf tenure rank email mail phone telefon ip ipaddress latitude longitude "
                     "locationlatitude locationlongitude firstname lastname vorname nachname "
                     "address adresse "
                     "minority zip plz postcode ",
    [WORDS_WEIGHT] = " weight weights weighting wt wgt wgt0 gewicht gewichtung pweight ",
    [WORDS_COUNT] = " n count counts respondents responses nresp numresp anzahl teilnehmer "
                    "ruecklaeufer number nobs interviews ",
    [WORDS_RATE] = " rr rate responserate quote ruecklauf rücklauf rücklaufquote ruecklaufquote ",
    [WORDS_TIME] = " date time datum zeit timestamp startdate enddate started submitted duration "
                   "recordeddate interviewtime seconds progress finished datestamp ",
    [WORDS_RECOMMEND] = " recommend recommending recommendation nps weiterempfehlen empfehlen "
                        "weiterempfehlung empfehlung ",
    [WORDS_INSIDE] = " t teacher teachers e emp employee employees staff m mgr manager managers "
                     "team "
                     "ma mitarbeiter mitarbeitende lehrer lehrkraft inside int internal intern "
                     "leader leaders colleague colleagues nurse nurses crew ",
    [WORDS_OUTSIDE] = " p parent parents s student students c cust customer customers k kunde "
                      "kunden "
                      "client clients guest guests patient patients pupil pupils outside ext "
                      "external extern eltern schueler schüler buyer buyers user users visitor "
                      "visitors ",
};

bool
word_is(const char *word, word_list list)
{
  const size_t n = strlen(word);
  if (n == 0)
    return false;
  for (const char *at = lists[list]; (at = strstr(at, word)); at++)
    if (at[-1] == ' ' && at[n] == ' ')
      return true;
  return false;
}

/* A word of the list, of five letters or more, that `word` starts with. */
static bool
starts_with_one(const char *word, word_list list)
{
  for (const char *at = lists[list] + 1; *at; at += strcspn(at, " ") + 1) {
    const size_t n = strcspn(at, " ");
    if (n >= 5 && strlen(word) > n && strncmp(word, at, n) == 0)
      return true;
  }
  return false;
}

bool
words_have(const name_words *w, word_list list)
{
  const bool takes_longer = list == WORDS_UNIT || list == WORDS_RESPONDENT || list == WORDS_WEIGHT;
  for (size_t i = 0; i < w->n; i++)
    if (word_is(w->at[i], list) || (takes_longer && starts_with_one(w->at[i], list)))
      return true;
  return false;
}

typedef enum { LETTER_NONE, LETTER_LOWER, LETTER_UPPER, LETTER_DIGIT } letter;

static letter
letter_of(unsigned char c)
{
  if (c >= '0' && c <= '9')
    return LETTER_DIGIT;
  if (c >= 'A' && c <= 'Z')
    return LETTER_UPPER;
  return (c >= 'a' && c <= 'z') || c >= 0x80 ? LETTER_LOWER : LETTER_NONE;
}

/* True when a word ends between two characters that belong to words. */
static bool
is_break(letter before, letter here, letter after)
{
  if ((before == LETTER_DIGIT) != (here == LETTER_DIGIT))
    return true;
  if (before == LETTER_LOWER && here == LETTER_UPPER)
    return true;
  return before == LETTER_UPPER && here == LETTER_UPPER && after == LETTER_LOWER;
}

static void
add_word(arena *memory, name_words *w, const char *at, size_t n)
{
  w->in_all++;
  if (w->n == MOST_WORDS)
    return;
  char *const word = arena_copy(memory, at, n);
  for (size_t i = 0; i < n; i++)
    if (word[i] >= 'A' && word[i] <= 'Z')
      word[i] = (char)(word[i] + 'a' - 'A');
  w->at[w->n++] = word;
}

name_words
words_of(arena *memory, const char *name)
{
  name_words w = {.n = 0};
  for (size_t i = 0; name[i];) {
    const size_t from = i;
    letter before = letter_of((unsigned char)name[i]);
    if (before == LETTER_NONE) {
      i++;
      continue;
    }
    for (i++; name[i]; i++) {
      const letter here = letter_of((unsigned char)name[i]);
      if (here == LETTER_NONE || is_break(before, here, letter_of((unsigned char)name[i + 1])))
        break;
      before = here;
    }
    add_word(memory, &w, name + from, i - from);
  }
  return w;
}

/* --- no answer ------------------------------------------------------------------------------- */

const char *
missing_word(span cell)
{
  static const struct {
    const char *word, *reason;
  } known[] = {
      {"NA", "not available"},
      {"N/A", "not applicable"},
      {"n.a.", "not applicable"},
      {"#N/A", "not available"},
      {"<NA>", "not available"},
      {"NaN", "not a number"},
      {"NULL", "no value"},
      {"#NULL!", "no value"},
      {".", "no value"},
      {"-", "no value"},
      {"--", "no value"},
      {"*", "no value"},
      {"NDA", "no data available"},
      {"missing", "missing"},
      {"no answer", "no answer"},
      {"no response", "no answer"},
      {"not answered", "no answer"},
      {"not asked", "not asked"},
      {"not applicable", "not applicable"},
      {"does not apply", "not applicable"},
      {"not available", "not available"},
      {"don't know", "don't know"},
      {"don\xE2\x80\x99t know", "don't know"},
      {"dont know", "don't know"},
      {"do not know", "don't know"},
      {"refused", "refused"},
      {"prefer not to say", "refused"},
      {"prefer not to answer", "refused"},
      {"keine Angabe", "no answer"},
      {"k.A.", "no answer"},
      {"k. A.", "no answer"},
      {"keine Antwort", "no answer"},
      {"wei\xC3\x9F nicht", "don't know"},
      {"weiss nicht", "don't know"},
      {"nicht zutreffend", "not applicable"},
      {"entf\xC3\xA4llt", "not applicable"},
  };
  cell = span_trim(cell);
  if (cell.n == 0 || cell.n > 24)
    return NULL;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strlen(known[i].word) == cell.n && strncasecmp(known[i].word, cell.at, cell.n) == 0)
      return known[i].reason;
  return NULL;
}

bool
is_missing_like(double code)
{
  const double x = fabs(code);
  if (code != floor(code))
    return false;
  return (code < 0 && x <= 9) || (x >= 95 && x <= 99) || (x >= 995 && x <= 999) ||
         (x >= 9995 && x <= 9999) || (x >= 99995 && x <= 99999) || x == 66 || x == 77 || x == 88 ||
         x == 888 || x == 777 || x == 7777 || x == 8888;
}

const char *
missing_code(double code, double lo, double hi)
{
  static const char reason[] = "seems to stand for no answer";
  if (!(lo <= hi))
    return NULL;
  if (code < 0)
    return lo >= 0 && is_missing_like(code) ? reason : NULL;
  if (is_missing_like(code))
    return code > hi + 2 && code > 2 * hi ? reason : NULL;
  const bool is_single = code == 7 || code == 8 || code == 9;
  return is_single && hi <= 5 && hi >= 2 && lo >= 0 && code >= hi + 3 ? reason : NULL;
}

/* Digits at *at, so many as there are. */
static size_t
take_digits(span cell, size_t *at)
{
  const size_t from = *at;
  while (*at < cell.n && cell.at[*at] >= '0' && cell.at[*at] <= '9')
    ++*at;
  return *at - from;
}

bool
looks_like_date(span cell)
{
  size_t at = 0;
  const size_t first = take_digits(cell, &at);
  if (first == 0 || first > 4 || at == cell.n || !strchr("-/.:", cell.at[at]))
    return false;
  const char sign = cell.at[at++];
  const size_t second = take_digits(cell, &at);
  if (second == 0 || second > 2)
    return false;
  if (sign == ':') /* 8:05, 08:05:30, 8:05 PM */
    return first <= 2 && second == 2 && (at == cell.n || strchr(": aApP", cell.at[at]));
  if (at == cell.n || cell.at[at++] != sign)
    return false;
  const size_t third = take_digits(cell, &at);
  const bool is_day = (first == 4 && third >= 1 && third <= 2) ||
                      (first <= 2 && (third == 4 || (third == 2 && sign != '.')));
  return is_day && (at == cell.n || strchr(" T,", cell.at[at]));
}
