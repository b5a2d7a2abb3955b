/* Dates and times as exports write them.  No locale, no clock, no time zone of the machine. */
#ifndef OM_BASE_DATE_H
#define OM_BASE_DATE_H

#include "base/text.h"

typedef enum date_order {
  DATE_ANY, /* 3/4/2026 is refused: it could be two days */
  DATE_DMY,
  DATE_MDY,
  DATE_YMD
} date_order;

typedef struct date {
  int32_t day;    /* since 1 January 1970, in the proleptic Gregorian calendar */
  int32_t second; /* of that day, in UTC where the text names a zone; 0 where it names no time */
  bool has_time, has_zone;
} date;

/* The whole span, white space at its ends apart:
 *   2026-03-31, 2026/03/31, 20260331 is not; 31.03.2026; 3/31/2026 or 31/03/2026 by `order`;
 *   then, where there is a time, a space or T and 14:05, 14:05:09, 14:05:09.123, 2:05 PM;
 *   then, where there is a zone, Z, UTC, GMT, +02:00, +0200, +02 or GMT+2; another name of up to
 *   five letters is read past, and the time stays as it is.
 * A year has four digits, or two with day and month declared in `order` (00-68 are 2000-2068).
 * Days that no calendar has are refused, and so are the day numbers of spreadsheets. */
bool date_parse(span s, date_order order, date *out);

/* The order that a column of dates is in, from its cells: DATE_DMY or DATE_MDY where some cell with
 * slashes can be only that and none only the other; else DATE_ANY. */
date_order date_order_of(const span *cells, size_t n);

/* Days since 1 January 1970; month and day are right. */
int32_t date_days(int32_t year, int32_t month, int32_t day);

#endif
