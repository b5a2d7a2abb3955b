/* The OECD's own job satisfaction stands in the teachers' file: our scores from the items must give
 * it again, teacher by teacher.  Prints TAP; skips where the data are not. */
#include "base/xml.h"
#include "data/load.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ITEMS = 10, FEWEST = 5 };

/* Mean of the answered items, when at least five of the ten are; else NaN. */
static double
score(const answers *items, uint64_t row)
{
  int n = 0, sum = 0;
  for (int i = 0; i < ITEMS; i++)
    if (items[i].codes[row] > OM_MISSING) {
      n++;
      sum += items[i].codes[row];
    }
  return n >= FEWEST ? (double)sum / n : NAN;
}

int
main(void)
{
  const char *const data = getenv("ORGMIRROR_DATA"), *const top = getenv("TOP_SRCDIR");
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump))
    return 99;
  arena *const memory = arena_new(&handler);
  const char *const folder = arena_printf(memory, "%s/1_linkage/gti", data ? data : ".");
  if (access(arena_printf(memory, "%s/teachers.csv", folder), R_OK) != 0) {
    printf("1..0 # SKIP the gti data are not in %s; tests/studies/README.md says how to get them, "
           "then set ORGMIRROR_DATA\n",
           data);
    return 0;
  }
  xml_start();
  diags d = diags_new(memory);
  const study *const read =
      study_read(memory, arena_printf(memory, "%s/tests/studies/gti/study.xml", top), &d);
  if (!read) {
    diags_print(&d, stderr, true, false);
    return 99;
  }
  study s = *read;
  s.dir = folder;
  units u = units_new(memory, &s);
  survey_data teachers;
  const bool fine = load_survey(memory, &s, 0, &u, &(load_options){.threads = 1, .keep_rows = true}, &d, &teachers);
  printf("1..3\n%s 1 - the teachers' file is read\n", fine ? "ok" : "not ok");
  diags_print(&d, stderr, true, false);
  double worst = 0;
  int compared = 0, complete = 0;
  for (uint64_t row = 0; fine && row < teachers.kept; row++) {
    const double ours = score(teachers.items[0], row), theirs = teachers.items[2][0].numbers[row];
    int answered = 0;
    for (int i = 0; i < ITEMS; i++)
      answered += teachers.items[0][i].codes[row] > OM_MISSING;
    complete += answered == ITEMS;
    if (isnan(ours) || isnan(theirs))
      continue;
    compared++;
    worst = fmax(worst, fabs(ours - theirs));
  }
  printf("%s 2 - 181 teachers answered every item, %d have both scores\n",
         complete == 181 && compared >= 181 ? "ok" : "not ok", compared);
  printf("%s 3 - the OECD's scale is ours, to 1e-6 (largest difference %.1e)\n",
         worst <= 1e-6 ? "ok" : "not ok", worst);
  arena_free(memory);
  return 0;
}
