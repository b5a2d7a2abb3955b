/* A synthetic company with a planted truth: study.xml, four waves of exports, truth.csv.
 *
 *     quarterly [--seed N] [--units N] [--kind planted|halo|none] [--last|--waves] FOLDER
 *
 * The same options give the same bytes on every machine.  study.xml reads the last wave, and all of
 * them with --waves; --last writes the last wave alone. */
#include "write.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct options {
  uint64_t seed, units;
  kind kind;
  int is_last, reads_all;
  const char *folder;
} options;

static int
usage(void)
{
  fprintf(stderr,
          "usage: quarterly [--seed N] [--units %d..%d] [--kind planted|halo|none] [--last] "
          "FOLDER\n",
          FEWEST_UNITS, MOST_UNITS);
  return 2;
}

static int
number(const char *s, uint64_t *out)
{
  char *end;
  errno = 0;
  *out = s ? strtoull(s, &end, 10) : 0;
  return s && *s >= '0' && *s <= '9' && !*end && !errno;
}

static int
kind_called(const char *s, kind *out)
{
  for (kind k = PLANTED; s && k <= NONE; k++)
    if (strcmp(s, kind_name(k)) == 0) {
      *out = k;
      return 1;
    }
  return 0;
}

static int
parse(int argc, char **argv, options *o)
{
  for (int i = 1; i < argc; i++)
    if (strcmp(argv[i], "--last") == 0)
      o->is_last = 1;
    else if (strcmp(argv[i], "--waves") == 0)
      o->reads_all = 1;
    else if (strcmp(argv[i], "--seed") == 0 && number(argv[i + 1], &o->seed))
      i++;
    else if (strcmp(argv[i], "--units") == 0 && number(argv[i + 1], &o->units))
      i++;
    else if (strcmp(argv[i], "--kind") == 0 && kind_called(argv[i + 1], &o->kind))
      i++;
    else if (argv[i][0] != '-' && !o->folder)
      o->folder = argv[i];
    else
      return 0;
  return o->folder && !(o->is_last && o->reads_all) && o->units >= FEWEST_UNITS &&
         o->units <= MOST_UNITS;
}

static FILE *
create(const char *folder, const char *name, const char *wave)
{
  char path[4096];
  if ((size_t)snprintf(path, sizeof path, "%s/%s%s%s", folder, name, wave ? wave : "",
                       wave ? ".csv" : "") >= sizeof path)
    return NULL;
  return fopen(path, "wb");
}

static int
finish(FILE *to)
{
  const int is_fine = !ferror(to);
  return (fclose(to) == 0) & is_fine;
}

/* The exports of one wave, where it is wanted. */
static int
write_wave(const options *o, const company *c, uint32_t wave, counts *n)
{
  static const struct {
    const char *name;
    void (*write)(const company *c, uint32_t wave, FILE *to, counts *n);
  } exports[] = {{"employees-", write_employees},
                 {"leaders-", write_leaders},
                 {"customers-", write_customers}};
  const int is_wanted = !o->is_last || wave == WAVES - 1;
  int is_fine = 1;
  for (size_t i = 0; is_wanted && i < sizeof exports / sizeof *exports && is_fine; i++) {
    FILE *const to = create(o->folder, exports[i].name, wave_name(wave));
    is_fine = to != NULL;
    if (to) {
      exports[i].write(c, wave, to, n);
      is_fine = finish(to);
    }
  }
  FILE *const units = is_wanted && is_fine ? create(o->folder, "units-", wave_name(wave)) : NULL;
  if (!units)
    return is_fine && !is_wanted;
  write_units(c, wave, units, n);
  return finish(units);
}

int
main(int argc, char **argv)
{
  static company c;
  static counts n;
  options o = {.seed = 39, .units = 36, .kind = PLANTED};
  if (!parse(argc, argv, &o))
    return usage();
  company_make(&c, o.seed, (uint32_t)o.units, o.kind);
  int is_fine = mkdir(o.folder, 0777) == 0 || errno == EEXIST;
  for (uint32_t w = 0; w < WAVES && is_fine; w++)
    is_fine = write_wave(&o, &c, w, &n);
  FILE *const study = is_fine ? create(o.folder, "study.xml", NULL) : NULL;
  FILE *const truth = study ? create(o.folder, "truth.csv", NULL) : NULL;
  if (study) {
    write_study(&c, o.reads_all ? 0 : WAVES - 1, study);
    is_fine = finish(study) && truth;
  }
  if (truth) {
    write_truth(&c, &n, truth);
    is_fine &= finish(truth);
  }
  if (is_fine && study)
    return 0;
  fprintf(stderr, "quarterly: %s cannot be written: %s\n", o.folder, strerror(errno));
  return 1;
}
