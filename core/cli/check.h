/* What check found, for its three forms: text, JSON, JUnit XML. */
#ifndef OM_CLI_CHECK_H
#define OM_CLI_CHECK_H

#include "cli/cli.h"
#include "data/odd.h"

typedef struct checked {
  arena *memory;
  const cli_options *o;
  const study *study; /* NULL: it could not be read */
  const intake *in;   /* in->summary.study NULL: not every export could be read */
  const plan *p;
  const diags *d;
  const odd_finding *findings; /* [d->n], in the order in which they are told */
  size_t n_notes;
  bool can_run; /* `orgmirror run` would get as far as the analyses */
} checked;

/* Facts and notes on standard output, warnings and errors on standard error, in one order: on a
 * terminal they stand together. */
void check_print(const checked *c);

/* One object on standard output. */
void check_print_json(const checked *c, int code);

/* The file as JUnit XML; false with errno set. */
bool check_write_junit(const checked *c, const char *path);

/* The smallest link (a correlation between units) that would be seen in four of five studies of so
 * many matched units: tanh((z + z') / sqrt(n - 3)), where z = 1.959964 leaves 5 % of the normal
 * distribution outside -z to z, and z' = 0.841621 leaves 20 % above it.  NaN below 4 units. */
double check_smallest_link(uint64_t matched);

/* Number of matched units of a declared pair. */
uint64_t check_matched(const checked *c, uint32_t pair);

#endif
