/* One cell of an export: missing, a code, or a number. */
#include "data/cells.h"

#include "base/fold.h"

#include <math.h>
#include <string.h>

enum { LONGEST_NUMBER = 64 };

/* --- numbers --------------------------------------------------------------------------------- */

/* Bytes of the sign between thousands at s; 0 when there is none. */
static size_t
thousands_sign(char thousands, span s)
{
  uint32_t c;
  if (!s.n)
    return 0;
  const size_t n = utf8_read(s.at, s.n, &c);
  const bool is_space = c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
  const bool is_apostrophe = c == '\'' || c == 0x2019;
  const bool is_sign = thousands == ' '    ? is_space
                       : thousands == '\'' ? is_apostrophe
                                           : c == (uint32_t)(unsigned char)thousands;
  return is_sign ? n : 0;
}

static size_t
count_digits(span s)
{
  size_t n = 0;
  while (n < s.n && s.at[n] >= '0' && s.at[n] <= '9')
    n++;
  return n;
}

/* 1,234,567 without its signs: one to three digits, then groups of three. */
static bool
join_thousands(char thousands, span s, char *out, size_t *n_out)
{
  size_t n = 0;
  if (s.n && (s.at[0] == '-' || s.at[0] == '+')) {
    out[n++] = s.at[0];
    s = (span){s.at + 1, s.n - 1};
  }
  size_t digits = count_digits(s);
  if (!digits || digits > 3)
    return false;
  for (bool is_first = true;; is_first = false) {
    if (!is_first && digits != 3)
      return false;
    memcpy(out + n, s.at, digits);
    n += digits;
    s = (span){s.at + digits, s.n - digits};
    const size_t sign = thousands_sign(thousands, s);
    if (!sign)
      break;
    s = (span){s.at + sign, s.n - sign};
    digits = count_digits(s);
  }
  memcpy(out + n, s.at, s.n);
  *n_out = n + s.n;
  return true;
}

bool
cell_parse(const study_survey *survey, span cell, double *out)
{
  char digits[LONGEST_NUMBER + 1];
  size_t n;
  cell = span_trim_wide(cell);
  if (number_parse(cell, survey->decimal, out))
    return true;
  return survey->thousands && cell.n <= LONGEST_NUMBER &&
         join_thousands(survey->thousands, cell, digits, &n) &&
         number_parse((span){digits, n}, survey->decimal, out);
}

bool
cell_parse_share(const study_survey *survey, span cell, double *out, bool *is_percent)
{
  cell = span_trim_wide(cell);
  *is_percent = cell.n > 1 && cell.at[cell.n - 1] == '%';
  return cell_parse(survey, (span){cell.at, cell.n - *is_percent}, out);
}

/* --- no answer ------------------------------------------------------------------------------- */

cell_rule
cell_rule_new(arena *memory, const study_survey *survey)
{
  double *const values = arena_many(memory, survey->n_missing, double);
  for (uint32_t i = 0; i < survey->n_missing; i++) {
    const char *const code = survey->missing[i].code;
    if (!number_parse((span){code, strlen(code)}, survey->decimal, &values[i]))
      values[i] = NAN;
  }
  return (cell_rule){survey, values};
}

int
cell_missing(const cell_rule *rule, span cell)
{
  cell = span_trim_wide(cell);
  if (cell.n == 0)
    return OM_BLANK;
  const study_survey *const survey = rule->survey;
  double x = NAN;
  for (uint32_t i = 0; i < survey->n_missing; i++) {
    if (span_is(cell, survey->missing[i].code))
      return OM_BLANK + 1 + (int)i;
    if (!isnan(rule->missing_values[i]) && (!isnan(x) || cell_parse(survey, cell, &x)) &&
        x == rule->missing_values[i])
      return OM_BLANK + 1 + (int)i; /* "9999.0" is 9999 */
  }
  return 0;
}

/* By the codebook of the column. */
static int
book_missing(const cell_reader *r, span cell, bool is_number, double x)
{
  for (uint32_t i = 0; r->book && i < r->book->n_missing; i++) {
    const value_missing *const m = &r->book->missing[i];
    const bool is_it = !m->value ? is_number && x >= m->lo && x <= m->hi
                                 : span_is(cell, m->value) || (is_number && x == r->book_values[i]);
    if (is_it)
      return r->book_codes[i];
  }
  return 0;
}

cell_reader
cell_reader_new(arena *memory, cell_rule rule, const study_scale *scale, const study_item *item,
                const codebook_column *book, const answer_map *answers, reasons *r)
{
  const uint32_t n = book ? book->n_missing : 0;
  int *const codes = arena_many(memory, n, int);
  double *const values = arena_many(memory, n, double);
  for (uint32_t i = 0; i < n; i++) {
    const char *const value = book->missing[i].value;
    codes[i] = reasons_code(r, book->missing[i].reason);
    if (!value || !number_parse((span){value, strlen(value)}, rule.survey->decimal, &values[i]))
      values[i] = NAN;
  }
  return (cell_reader){.rule = rule,
                       .item = item,
                       .is_codes = scale->values == OM_CODES,
                       .book = book,
                       .book_codes = codes,
                       .book_values = values,
                       .answers = answers};
}

/* --- answers --------------------------------------------------------------------------------- */

static cell_fault
check_answer(const study_item *item, bool is_codes, double x)
{
  if (x < item->min || x > item->max)
    return CELL_OUT_OF_RANGE;
  return is_codes && x != floor(x) ? CELL_NOT_WHOLE : CELL_FINE;
}

static double
turned(const study_item *item, double x)
{
  return item->reversed ? item->min + item->max - x : x;
}

static cell_value
value_of(const cell_reader *r, double x)
{
  const cell_fault fault = check_answer(r->item, r->is_codes, x);
  return (cell_value){.fault = fault, .x = fault == CELL_FINE ? turned(r->item, x) : NAN};
}

static cell_value
value_of_answer(const cell_reader *r, answer a)
{
  return a.missing ? (cell_value){.missing = a.missing, .x = NAN} : value_of(r, a.value);
}

static cell_value
read_number(const cell_reader *r, double x, bool is_percent)
{
  return value_of(r, is_percent && r->item->max <= 1 ? x / 100 : x);
}

cell_value
cell_read(const cell_reader *r, span cell)
{
  cell = span_trim_wide(cell);
  const int declared = cell_missing(&r->rule, cell);
  if (declared)
    return (cell_value){.missing = declared, .x = NAN};
  const answer exact = r->answers ? answer_exactly(r->answers, cell) : (answer){0};
  if (exact.is_known)
    return value_of_answer(r, exact);
  double x = NAN;
  bool is_percent = false;
  const bool is_number = r->is_codes ? cell_parse(r->rule.survey, cell, &x)
                                     : cell_parse_share(r->rule.survey, cell, &x, &is_percent);
  const int missing = book_missing(r, cell, is_number && !is_percent, x);
  if (missing)
    return (cell_value){.missing = missing, .x = NAN};
  if (is_number)
    return read_number(r, x, is_percent);
  const answer found = r->answers ? answer_find(r->answers, cell) : (answer){0};
  if (found.is_known)
    return value_of_answer(r, found);
  const bool has_texts = r->answers && r->answers->folded.n + r->answers->exact.n > 0;
  return (cell_value){.fault = has_texts ? CELL_UNKNOWN_ANSWER : CELL_NOT_A_NUMBER, .x = NAN};
}

/* --- cells that hold numbers alone ------------------------------------------------------------ */

cell_fault
cell_code(const cell_rule *rule, const study_item *item, span cell, int8_t *out)
{
  double x;
  if (!cell_parse(rule->survey, cell, &x))
    return CELL_NOT_A_NUMBER;
  const cell_fault fault = check_answer(item, true, x);
  if (fault == CELL_FINE)
    *out = (int8_t)turned(item, x);
  return fault;
}

cell_fault
cell_number(const cell_rule *rule, const study_item *item, span cell, double *out)
{
  double x;
  bool is_percent;
  if (!cell_parse_share(rule->survey, cell, &x, &is_percent))
    return CELL_NOT_A_NUMBER;
  x = is_percent && item->max <= 1 ? x / 100 : x;
  const cell_fault fault = check_answer(item, false, x);
  if (fault == CELL_FINE)
    *out = turned(item, x);
  return fault;
}
