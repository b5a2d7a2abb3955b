/* Dates and times as exports write them. */
#include "base/date.h"

#include "base/fold.h"

#include <string.h>

int32_t
date_days(int32_t year, int32_t month, int32_t day)
{
  /* The year starts in March, so that the odd day is its last. */
  const int32_t y = month > 2 ? year : year - 1, m = (month + 9) % 12;
  return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719468;
}

static bool
is_day(int32_t year, int32_t month, int32_t day)
{
  static const int8_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || month < 1 || month > 12 || day < 1)
    return false;
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= length[month - 1] + (month == 2 && is_leap);
}

static bool
is_digit(span s, size_t i)
{
  return i < s.n && s.at[i] >= '0' && s.at[i] <= '9';
}

/* Takes up to `most` digits off the front; how many there were. */
static size_t
take_number(span *s, size_t most, int32_t *out)
{
  size_t n = 0;
  *out = 0;
  while (n < most && is_digit(*s, n))
    *out = *out * 10 + (s->at[n++] - '0');
  *s = (span){s->at + n, s->n - n};
  return n;
}

static bool
take(span *s, char c)
{
  if (!s->n || s->at[0] != c)
    return false;
  *s = (span){s->at + 1, s->n - 1};
  return true;
}

/* "PM" in any case. */
static bool
take_word(span *s, const char *word)
{
  const size_t n = strlen(word);
  if (s->n < n)
    return false;
  for (size_t i = 0; i < n; i++)
    if ((s->at[i] & ~0x20) != word[i])
      return false;
  *s = (span){s->at + n, s->n - n};
  return true;
}

/* The three numbers of a date with the signs between them, as they stand. */
typedef struct numbers {
  int32_t at[3];
  size_t digits[3];
  char sign;
} numbers;

static bool
take_numbers(span *s, numbers *x)
{
  x->digits[0] = take_number(s, 4, &x->at[0]);
  if (!x->digits[0] || !s->n)
    return false;
  x->sign = s->at[0];
  if (x->sign != '-' && x->sign != '/' && x->sign != '.')
    return false;
  for (int i = 1; i < 3; i++) {
    if (!take(s, x->sign))
      return false;
    x->digits[i] = take_number(s, i == 2 ? 4 : 2, &x->at[i]);
    if (!x->digits[i] || is_digit(*s, 0))
      return false;
  }
  return true;
}

static bool
take_year(const numbers *x, int place, date_order order, int32_t *year)
{
  *year = x->at[place];
  if (x->digits[place] == 4)
    return true;
  *year += *year < 69 ? 2000 : 1900;
  return x->digits[place] == 2 && order != DATE_ANY;
}

static bool
take_date(span *s, date_order order, date *out)
{
  numbers x;
  if (!take_numbers(s, &x))
    return false;
  const bool is_year_first = x.digits[0] == 4 || order == DATE_YMD;
  int32_t year, month = x.at[1], day;
  if (is_year_first) {
    day = x.at[2];
    if (x.sign == '.' || x.digits[2] > 2 || !take_year(&x, 0, order, &year))
      return false;
  } else {
    if (x.digits[0] > 2 || !take_year(&x, 2, order, &year))
      return false;
    day = x.at[0];
    const bool is_swapped = x.sign != '.' && order == DATE_MDY;
    const bool is_unsure = x.sign != '.' && order == DATE_ANY && day != month;
    if (is_swapped || (is_unsure && month > 12)) {
      day = x.at[1];
      month = x.at[0];
    } else if (is_unsure && day <= 12) {
      return false;
    }
  }
  if (!is_day(year, month, day))
    return false;
  out->day = date_days(year, month, day);
  return true;
}

/* "MDT", "CEST": one of many, and not one time only. */
static bool
take_letters(span *s)
{
  size_t n = 0;
  while (n < s->n && ((s->at[n] | 0x20) >= 'a' && (s->at[n] | 0x20) <= 'z'))
    n++;
  *s = (span){s->at + n, s->n - n};
  return n >= 1 && n <= 5;
}

/* +02:00, +0200, +2 */
static bool
take_offset(span *s, int32_t *minutes)
{
  const bool is_west = s->at[0] == '-';
  int32_t hour, minute = 0;
  if ((!take(s, '+') && !take(s, '-')) || !take_number(s, 2, &hour))
    return false;
  take(s, ':');
  if (s->n && take_number(s, 2, &minute) != 2)
    return false;
  *minutes = (is_west ? -1 : 1) * (hour * 60 + minute);
  return hour <= 14 && minute < 60;
}

/* Zone, in minutes east of UTC; nothing there is fine. */
static bool
take_zone(span *s, date *out, int32_t *minutes)
{
  *minutes = 0;
  while (take(s, ' '))
    ;
  if (!s->n)
    return true;
  const bool is_named = take_word(s, "UTC") || take_word(s, "GMT");
  out->has_zone = is_named || take_word(s, "Z") || s->at[0] == '+' || s->at[0] == '-';
  if (!s->n)
    return true;
  return out->has_zone ? take_offset(s, minutes) : take_letters(s);
}

/* 14:05:09.5, 2:05 PM */
static bool
take_time(span *s, date *out)
{
  int32_t hour, minute, second = 0;
  if (!take_number(s, 2, &hour) || !take(s, ':') || take_number(s, 2, &minute) != 2)
    return false;
  if (take(s, ':') && take_number(s, 2, &second) != 2)
    return false;
  if (take(s, '.') && !is_digit(*s, 0))
    return false;
  while (is_digit(*s, 0))
    *s = (span){s->at + 1, s->n - 1};
  span after = *s;
  while (take(&after, ' '))
    ;
  const bool is_pm = take_word(&after, "PM"), is_am = !is_pm && take_word(&after, "AM");
  if (is_pm || is_am) {
    if (hour < 1 || hour > 12)
      return false;
    hour = hour % 12 + (is_pm ? 12 : 0);
    *s = after;
  }
  out->has_time = true;
  out->second = hour * 3600 + minute * 60 + second;
  return hour < 24 && minute < 60 && second < 60;
}

bool
date_parse(span s, date_order order, date *out)
{
  enum { DAY = 24 * 60 * 60 };
  *out = (date){0};
  s = span_trim_wide(s);
  if (!take_date(&s, order, out))
    return false;
  if (!s.n)
    return true;
  if (!take(&s, 'T') && !take(&s, ' ') && !(take(&s, ',') && take(&s, ' ')))
    return false;
  while (take(&s, ' '))
    ;
  int32_t minutes;
  if (!take_time(&s, out) || !take_zone(&s, out, &minutes) || s.n)
    return false;
  const int32_t second = out->second - minutes * 60;
  out->day += second < 0 ? -1 : second >= DAY;
  out->second = (second + DAY) % DAY;
  return true;
}

date_order
date_order_of(const span *cells, size_t n)
{
  bool is_dmy = false, is_mdy = false;
  for (size_t i = 0; i < n; i++) {
    date x;
    const bool dmy = date_parse(cells[i], DATE_DMY, &x), mdy = date_parse(cells[i], DATE_MDY, &x);
    is_dmy |= dmy && !mdy;
    is_mdy |= mdy && !dmy;
  }
  return is_dmy == is_mdy ? DATE_ANY : is_dmy ? DATE_DMY : DATE_MDY;
}
