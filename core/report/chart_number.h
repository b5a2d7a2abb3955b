/* Numbers of report.xml: read from text, written as the report shows them.
 * The same in every locale.  Knows neither XML nor SVG.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_NUMBER_H
#define OM_REPORT_CHART_NUMBER_H

#include <stddef.h>

/* Formats of a column, as report.rnc names them. */
typedef enum number_format {
  NUMBER_PLAIN,   /* "number": 3.42, 0.0123, 12,345.68 */
  NUMBER_RATIO,   /* "ratio": .47, -.47, 1.00 */
  NUMBER_P,       /* "p": .013, < .001 */
  NUMBER_SCORE,   /* "score": 63.2 */
  NUMBER_PERCENT, /* "percent": the value is a share; .642 is 64% */
  NUMBER_COUNT,   /* "count": 4,980 */
  NUMBER_TEXT     /* "text": the column holds words */
} number_format;

/* Room for any number written here, its end included. */
enum { NUMBER_SIZE = 64, NUMBER_RANGE_SIZE = 4 * NUMBER_SIZE };

/* The format of that name; NUMBER_PLAIN when there is none (NULL too). */
number_format number_format_of(const char *name);

/* A number as xsd:double writes it, without INF and NaN.  NaN for anything else, NULL too. */
double number_read(const char *text);

/* How a language writes numbers, by example, and its words between them.  All zero: as in English,
 * and as the names of the formats above say. */
typedef struct number_words {
  const char *to, *or_more, *or_less;
  const char *half; /* ".5" or "0,5": whether a zero stands before the decimal sign, and which */
  const char *thousand; /* "1,000": what stands between thousands */
  const char *percent;  /* "5%": what stands behind */
} number_words;

/* The value as a reader sees it; "" for NaN.  Never a minus before zeros only. */
void number_write(number_format format, double value, const number_words *words,
                  char out[NUMBER_SIZE]);

/* "value (lo to hi)", with only one end "value (lo or more)", or where that is the value "value or
 * more"; without any "value". */
void number_write_range(number_format format, double value, double lo, double hi,
                        const number_words *words, char out[NUMBER_RANGE_SIZE]);

/* The label of a tick, with no more decimals than the step needs. */
void number_write_tick(number_format format, double value, double step, const number_words *words,
                       char out[NUMBER_SIZE]);

/* A number that was written in English, as another language writes it. */
void number_translate(const char *english, const number_words *words, char out[NUMBER_SIZE]);

#endif
