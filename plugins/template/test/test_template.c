/* template: its arithmetic alone, and its numbers in the report of a small study.  `make check`
 * runs this in the folder of the plugin. */
#define _XOPEN_SOURCE 700
#include "template_slope.h"

#include <math.h>
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

extern char **environ;

#define assert_close(actual, expected)                                                             \
  assert_true(fabs((actual) - (expected)) <= 1e-9 * fabs((double)(expected)))

/* --- the arithmetic -------------------------------------------------------------------------- */

/* By hand: Sxx 2, Sxy 1; the line leaves -1/6, 1/3, -1/6, whose squares are 1/6 together. */
static void
test_three_points(void **state)
{
  (void)state;
  const slope s = slope_of(3, (double[]){0, 1, 2}, (double[]){0, 1, 1});
  assert_null(s.undefined);
  assert_close(s.value, .5);
  assert_close(s.se, sqrt(1 / 12.));
  assert_int_equal(s.df, 1);
}

/* Anscombe (1973), first set, as R gives it: summary(lm(y1 ~ x1, anscombe)). */
static void
test_anscombe(void **state)
{
  (void)state;
  const double x[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
  const double y[] = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
  const slope s = slope_of(11, x, y);
  assert_close(s.value, 0.500090909090909);
  assert_close(s.se, 0.117905500596563);
}

/* What cannot be computed is undefined, and not 0. */
static void
test_undefined(void **state)
{
  (void)state;
  const double rising[] = {1, 2, 3}, same[] = {.1, .1, .1}, huge[] = {-1e300, 0, 1e300};
  assert_string_equal(slope_of(2, rising, rising).undefined, "fewer than three units");
  assert_string_equal(slope_of(3, same, rising).undefined, "all units are alike inside");
  assert_string_equal(slope_of(3, rising, same).undefined, "all units are alike outside");
  assert_true(isnan(slope_of(3, rising, same).value));
  assert_non_null(slope_of(3, huge, rising).undefined);
}

/* --- the report ------------------------------------------------------------------------------ */

static char folder[] = "/tmp/template-XXXXXX";
static char *report, *page;

static int
run(const char *const *argv)
{
  pid_t child;
  int status;
  return posix_spawn(&child, argv[0], NULL, NULL, (char *const *)argv, environ) == 0 &&
                 waitpid(child, &status, 0) == child && WIFEXITED(status)
             ? WEXITSTATUS(status)
             : -1;
}

/* The file, to be freed; NULL when it cannot be read. */
static char *
contents(const char *name)
{
  char path[sizeof folder + 32];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *const file = fopen(path, "rb");
  if (!file)
    return NULL;
  size_t n = 0;
  char *text = malloc(1);
  for (size_t got = 1; text && got; n += got) {
    char *const longer = realloc(text, n + 65536 + 1);
    if (!longer)
      free(text);
    text = longer;
    got = text ? fread(text + n, 1, 65536, file) : 0;
  }
  fclose(file);
  if (text)
    text[n] = '\0';
  return text;
}

static int
make_report(void **state)
{
  (void)state;
  char *const here = realpath(".", NULL);
  const char *const program = getenv("ORGMIRROR"), *const id = getenv("ID");
  if (!here || !program || !id || !mkdtemp(folder))
    return -1;
  const char *const command[] = {
      program, "run", "test/study.xml", "--plugin-path", here, "--only", id, "-q", "-o",
      folder,  NULL};
  const int code = run(command);
  free(here);
  report = contents("report.xml");
  page = contents("report.html");
  return code == 0 && report && page ? 0 : -1;
}

static int
remove_report(void **state)
{
  (void)state;
  free(report);
  free(page);
  const char *const command[] = {"/bin/rm", "-rf", folder, NULL};
  return run(command);
}

/* An attribute of the element that begins at `tag`; NULL when it has none of that name. */
static const char *
attribute(const char *tag, const char *name)
{
  char start[64];
  snprintf(start, sizeof start, " %s=\"", name);
  const char *const at = strstr(tag, start);
  return at && at < strchr(tag, '>') ? at + strlen(start) : NULL;
}

/* What the report says of the only pair: a part of the estimate of a statistic. */
static double
said(const char *statistic, const char *part)
{
  const size_t n = strlen(statistic);
  for (const char *tag = report; (tag = strstr(tag, "<estimate ")); tag++) {
    const char *const is = attribute(tag, "statistic");
    const char *const value = attribute(tag, part);
    if (is && strncmp(is, statistic, n) == 0 && is[n] == '"' && value)
      return strtod(value, NULL);
  }
  return NAN;
}

/* test/README.md says where these are from. */
static void
test_numbers(void **state)
{
  (void)state;
  assert_close(said("slope", "value"), 12.8863876187126);
  assert_close(said("slope", "se"), 1.44192663353278);
  assert_close(said("slope", "lo"), 9.67357486482446);
  assert_close(said("slope", "hi"), 16.0992003726008);
  assert_close(said("slope", "n"), 12);
  assert_close(said("pearson_r", "value"), 0.942722878372687);
  assert_close(said("pearson_r", "lo"), 0.803585004369314);
  assert_close(said("pearson_r", "hi"), 0.984162744405383);
  assert_close(said("pearson_r", "p"), 4.40798230177965e-06);
}

static void
test_words(void **state)
{
  (void)state;
  assert_non_null(strstr(report, "evidence=\"strong\""));
  assert_non_null(strstr(page, "Point for point"));
  assert_non_null(strstr(page, "differ by 12.89 points outside"));
}

int
main(void)
{
  const struct CMUnitTest arithmetic[] = {cmocka_unit_test(test_three_points),
                                          cmocka_unit_test(test_anscombe),
                                          cmocka_unit_test(test_undefined)};
  const struct CMUnitTest in_report[] = {cmocka_unit_test(test_numbers),
                                         cmocka_unit_test(test_words)};
  const int failed = cmocka_run_group_tests(arithmetic, NULL, NULL);
  return cmocka_run_group_tests(in_report, make_report, remove_report) || failed;
}
