/* What the tests of the wire share, and its fuzz target: a small study, a plugin with two
 * statistics, frames as a worker writes them, and what must hold of whatever comes out. */
#ifndef OM_TESTS_WIRE_STUDY_H
#define OM_TESTS_WIRE_STUDY_H

#include "result/wire.h"

enum { N_SCALES = 2, N_UNITS = 3, N_WAVES = 1, N_ITEMS = 2, N_STATISTICS = 2 };

extern om_study the_study;
extern const description the_plugin;
extern declared_statistic the_statistics[N_STATISTICS];
extern declared_option the_options[2];
extern const wire_bounds the_bounds; /* of both */

extern const estimate an_estimate;
extern const chart a_chart;
extern const finding a_finding;

/* The scales and items of the study; before anything is decoded.  For a group of cmocka tests. */
int make_study(void **state);

/* A stream, and the body of the frame that is being written. */
typedef struct frames {
  bytes all, body;
} frames;

frames frames_new(arena *memory);

/* Ends the frame: puts it behind the others. */
void frames_put(frames *s, wire_kind kind);

/* One frame each. */
void put_finish(frames *s, om_status status);
void put_estimate(frames *s, const estimate *e);
void put_table(frames *s, const char *id, uint32_t rows);
void put_column(frames *s, uint32_t of, const char *name);
void put_row(frames *s, uint32_t of);
void put_order(frames *s, uint32_t column, uint32_t order);
void put_note(frames *s, about a, const char *text);
void put_scorecard(frames *s, uint32_t statistic, about a);

/* A result with every kind of record once. */
frames every_record(arena *memory);

/* The description of a plugin, without an end. */
frames one_description(arena *memory, const description *d);

/* What of a decoded result points beyond the study or is no clean text, also in one that was
 * refused; NULL when nothing does. */
const char *result_fault(const result *r);

/* UTF-8, and not longer than a text may be. */
bool is_clean(const char *s);

#endif
