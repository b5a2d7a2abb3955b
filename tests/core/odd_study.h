/* A study that is fine, and what is odd about it once a test has changed it. */
#ifndef OM_TESTS_ODD_STUDY_H
#define OM_TESTS_ODD_STUDY_H

#include "core.h"

#include "base/xml.h"
#include "data/odd.h"

#include <math.h>

/* --- a study that is fine -------------------------------------------------------------------- */

enum { UNITS = 40, PEOPLE = 8 };

#define INSIDE(attributes, scales)                                                                 \
  "<survey id=\"a\" side=\"inside\" file=\"a.csv\" unit=\"u\" " attributes ">\n" scales "</"       \
  "survey>"                                                                                        \
  "\n"
#define OUTSIDE                                                                                    \
  "<survey id=\"b\" side=\"outside\" file=\"b.csv\" unit=\"u\">\n"                                 \
  "<scale id=\"t\" min=\"1\" max=\"5\"><item column=\"t1\"/></scale></survey>\n"
#define PAIR "<pair inside=\"a.s\" outside=\"b.t\"/>\n"
#define SCALE(attributes, items)                                                                   \
  "<scale id=\"s\" min=\"1\" max=\"5\" " attributes ">\n" items "</scale>\n"
#define FOUR_ITEMS                                                                                 \
  "<item column=\"q1\"/>\n<item column=\"q2\"/>\n<item column=\"q3\"/>\n<item column=\"q4\"/>\n"
#define FINE STUDY(INSIDE("", SCALE("", FOUR_ITEMS)) OUTSIDE PAIR)

/* One respondent of the inside: four items that go together; what a test wants otherwise it
 * changes. */
typedef struct person {
  int unit, at, q[4];
  const char *weight, *id;
} person;

typedef void change_fn(person *p);

void write_inside(bench *b, change_fn *change);

void write_outside(bench *b, int n_units);

/* Everything odd about the study with what stands in the folder. */
odd look(bench *b, const char *xml);

/* The study with people changed so, whose outside has all units. */
odd look_at_changed(bench *b, const char *xml, change_fn *change);

size_t count_of(const bench *b, const char *code);

void assert_only(const bench *b, const char *code, size_t n);

about where_is(const odd *o, const char *code);
/* Nobody answered the second item. */
void blank_q2(person *p);

#endif
