/* The hostile XML files of the defusedxml project: as a study, each is refused at once.
 *
 * The files are not part of the tree; without them this is one skipped test. */
#include "core.h"

#include "base/file.h"
#include "base/xml.h"

#include <dirent.h>
#include <time.h>
#include <unistd.h>

static const char *malicious; /* the folder */

static double
now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
each_is_refused_at_once(void **state)
{
  bench *const b = *state;
  DIR *const list = opendir(malicious);
  assert_non_null(list);
  size_t n = 0;
  for (const struct dirent *e; (e = readdir(list));) {
    if (e->d_name[0] == '.')
      continue;
    b->d = diags_new(b->memory);
    const double start = now();
    const char *const path = arena_printf(b->memory, "%s/%s", malicious, e->d_name);
    assert_null(study_read(b->memory, path, &b->d));
    assert_true(now() - start < 2);
    assert_true(b->d.n_errors > 0);
    n++;
  }
  closedir(list);
  assert_true(n >= 10);
}

/* A DOCTYPE, wherever it stands, before the parser sees it; what has none is merely parsed. */
static void
the_parser_never_sees_a_doctype(void **state)
{
  bench *const b = *state;
  DIR *const list = opendir(malicious);
  assert_non_null(list);
  for (const struct dirent *e; (e = readdir(list));) {
    if (e->d_name[0] == '.')
      continue;
    b->d = diags_new(b->memory);
    file_bytes bytes;
    assert_true(file_read(arena_printf(b->memory, "%s/%s", malicious, e->d_name), 1 << 24, &bytes));
    xmlDoc *const doc = xml_parse(bytes.at, bytes.n, e->d_name, "S002", &b->d);
    const bool has_doctype = strstr(bytes.at, "<!DOCTYPE") != NULL;
    if (has_doctype != (doc == NULL))
      fail_msg("%s is %s", e->d_name, doc ? "accepted" : "refused");
    if (has_doctype)
      assert_string_equal(b->d.at[0].what, "a DOCTYPE is not accepted");
    xmlFreeDoc(doc);
    file_release(&bytes);
  }
  closedir(list);
}

int
main(void)
{
  const char *const data = getenv("ORGMIRROR_DATA");
  static char path[4096];
  snprintf(path, sizeof path, "%s/3_exports/xml_malicious/defusedxml",
           data ? data : "../shared/data");
  malicious = path;
  if (access(malicious, R_OK) != 0) {
    printf("1..0 # SKIP no %s: set ORGMIRROR_DATA to a folder whose "
           "3_exports/xml_malicious/defusedxml holds xmltestdata/ of github.com/tiran/defusedxml\n",
           malicious);
    return 0;
  }
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(each_is_refused_at_once),
      BENCH_TEST(the_parser_never_sees_a_doctype),
  };
  return cmocka_run_group_tests_name("malicious", tests, NULL, NULL);
}
