/* What every test of the core includes, in the one order that works: our headers stand before
 * cmocka, whose macro fail() would garble a member of that name in plugin.h. */
#ifndef OM_TESTS_CORE_H
#define OM_TESTS_CORE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "data/summary.h"

#include <cmocka.h>

#include "close.h"

/* What a test works with: memory, messages, and a folder of its own.  All of it goes when the
 * test ends, however it ends. */
typedef struct bench {
  out_of_memory handler;
  arena *memory;
  diags d;
  char dir[64];
} bench;

int
bench_setup(void **state);
int
bench_teardown(void **state);
#define BENCH_TEST(function) cmocka_unit_test_setup_teardown(function, bench_setup, bench_teardown)

/* Path of a file in the folder of the test; in the arena. */
const char *
bench_path(const bench *b, const char *name);

/* Writes the file and returns its path. */
const char *
bench_write(const bench *b, const char *name, const void *at, size_t n);
const char *
bench_write_text(const bench *b, const char *name, const char *text);

/* The whole of a file, NUL-terminated; NULL when it cannot be read. */
const char *
bench_read(const bench *b, const char *path);

/* The messages as a user sees them. */
const char *
bench_messages(const bench *b);

/* Fails unless there is a message with this code at this line whose text contains `words`. */
#define assert_message(b, code, line, words)                                                       \
  message_check((b), (code), (line), (words), __FILE__, __LINE__)
void
message_check(const bench *b, const char *code, unsigned at, const char *words, const char *file,
              int line);

/* Fails when there is any error or warning, and prints them. */
#define assert_no_message(b) no_message_check((b), __FILE__, __LINE__)
void
no_message_check(const bench *b, const char *file, int line);

/* A study.xml around the parts, each of which ends its own lines; the parts start at line 2. */
#define STUDY(parts) "<study xmlns=\"urn:orgmirror:study:1\"><title>t</title>\n" parts "</study>\n"

/* study.xml with this text, read and checked; NULL with messages. */
const study *
bench_study(bench *b, const char *xml);

/* A study with its exports.  What is wrong goes to the messages of the bench; then summary.study
 * is NULL.  loaded_release afterwards. */
typedef struct loaded {
  const study *study;
  units units;
  survey_data *data;
  int fd;
  summary summary;
} loaded;

loaded
bench_load(bench *b, const char *xml);
void
loaded_release(loaded *l);

/* Index of the unit with this id in the summary, or a failed test. */
size_t
unit_slot(const loaded *l, const char *id);

/* Numbers that are the same in every run: xorshift64*. */
typedef struct dice {
  uint64_t state;
} dice;
uint64_t
dice_next(dice *d);
/* 0 to n - 1 */
uint64_t
dice_below(dice *d, uint64_t n);
void
dice_shuffle(dice *d, void *array, size_t n, size_t size);

/* An export of the bench, and its rows from the first. */
bool open_export(bench *b, export *e, const char *path, const char *name, export_hints hints);
stream rows_of(bench *b, const export *e);

#endif
