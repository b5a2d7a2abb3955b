/* Two synthetic exports of any size, for measuring: staff.csv (31 answers a person) and clients.csv
 * (11 answers and a comment), whose answers depend on the unit, and study.xml about them.
 *   make_exports DIR STAFF CLIENTS UNITS SEED
 * The same arguments give the same bytes. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { STAFF_ITEMS = 30, CLIENT_ITEMS = 10, STAFF_SCALES = 6, CLIENT_SCALES = 4 };

static const int client_sizes[CLIENT_SCALES] = {3, 3, 2, 2};

typedef struct dice {
  uint64_t state;
} dice;

/* Weyl sequence and a mixer of 64 bits (Steele, Lea & Flood 2014, SplitMix). */
static uint64_t
roll(dice *d)
{
  uint64_t z = d->state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static int
below(dice *d, int n)
{
  return (int)((roll(d) >> 32) * (uint64_t)n >> 32);
}

/* About normal, with variance 1: the sum of twelve uniform numbers. */
static double
normal(dice *d)
{
  double sum = -6;
  for (int i = 0; i < 3; i++) {
    const uint64_t bits = roll(d);
    for (int part = 0; part < 4; part++)
      sum += (double)(bits >> (16 * part) & 0xFFFF) / 65536;
  }
  return sum;
}

/* What of a unit shows in a scale, on either side. */
static double
unit_effect(uint64_t seed, int unit, int scale)
{
  dice d = {seed + (uint64_t)unit * 64};
  const double health = normal(&d);
  dice own = {seed + (uint64_t)unit * 64 + 1 + (uint64_t)scale};
  return .25 * health + .15 * normal(&own);
}

static void
put_answer(FILE *f, dice *d, double at, int highest, int blank_of)
{
  int x = (int)(at + normal(d) * highest / 6. + .5);
  x = x < 1 ? 1 : x > highest ? highest : x;
  if (below(d, 1000) >= blank_of)
    fprintf(f, "%d", x);
  fputc(',', f);
}

static void
put_recommendation(FILE *f, dice *d, double at)
{
  const int x = (int)(at + 2 * normal(d));
  if (below(d, 100) >= 3)
    fprintf(f, "%d", x < 0 ? 0 : x > 10 ? 10 : x);
}

static void
write_staff(FILE *f, uint64_t n, int n_units, uint64_t seed)
{
  static const char *const regions[] = {"North", "South", "East", "West", "Central"};
  dice d = {seed * 2 + 1};
  fputs("person,unit,region,years,", f);
  for (int i = 1; i <= STAFF_ITEMS; i++)
    fprintf(f, "q%02d,", i);
  fputs("enps\n", f);
  for (uint64_t row = 0; row < n; row++) {
    const int unit = below(&d, n_units);
    fprintf(f, "p%08" PRIu64 ",", row);
    if (below(&d, 500))
      fprintf(f, "u%05d", unit);
    fprintf(f, ",%s,%d,", regions[unit % 5], below(&d, 40));
    const double person = .5 * normal(&d);
    for (int i = 0; i < STAFF_ITEMS; i++)
      put_answer(f, &d, 3.4 + person + unit_effect(seed, unit, i / 5), 5, 25);
    put_recommendation(f, &d, 7 + person);
    fputc('\n', f);
  }
}

static void
write_clients(FILE *f, uint64_t n, int n_units, uint64_t seed)
{
  static const char *const words[] = {"the staff were helpful", "nobody called back, again",
                                      "delivery was on time",   "they said \"\"soon\"\"",
                                      "two lines\nof text",     "caf\xC3\xA9 corner is lovely"};
  dice d = {seed * 2 + 2};
  fputs("response,account,unit,channel,date,", f);
  for (int i = 1; i <= CLIENT_ITEMS; i++)
    fprintf(f, "c%02d,", i);
  fputs("nps,comment\n", f);
  for (uint64_t row = 0; row < n; row++) {
    const int unit = below(&d, n_units);
    fprintf(f, "r%08" PRIu64 ",a%06d,", row, below(&d, 1000000));
    if (below(&d, 500))
      fprintf(f, "u%05d", unit);
    fprintf(f, ",web,2026-%02d-%02d,", 1 + below(&d, 12), 1 + below(&d, 28));
    const double person = .7 * normal(&d);
    for (int i = 0, scale = 0, left = client_sizes[0]; i < CLIENT_ITEMS; i++) {
      put_answer(f, &d, 5 + person + unit_effect(seed, unit, scale), 7, 25);
      if (--left == 0 && scale + 1 < CLIENT_SCALES)
        left = client_sizes[++scale];
    }
    put_recommendation(f, &d, 7 + person);
    fputc(',', f);
    if (below(&d, 5))
      fprintf(f, "\"%s, %s\"", words[below(&d, 6)], words[below(&d, 6)]);
    fputc('\n', f);
  }
}

/* As the job has it. */
static bool
is_reversed(char letter, int item)
{
  return letter == 'q' ? (item % 5 == 4 && item < 25) || item == 28 : item == 3 || item == 6;
}

static void
write_scale(FILE *f, const char *id, int number, int highest, char letter, int first, int n)
{
  fprintf(f, "<scale id=\"%s%d\" min=\"1\" max=\"%d\" min-items=\"%d\">", id, number, highest,
          (n + 1) / 2);
  for (int i = first; i < first + n; i++)
    fprintf(f, "<item column=\"%c%02d\"%s/>", letter, i,
            is_reversed(letter, i) ? " reversed=\"yes\"" : "");
  fputs("</scale>\n", f);
}

static void
write_study(FILE *f)
{
  fputs("<study xmlns=\"urn:orgmirror:study:1\"><title>Measured</title>\n"
        "<survey id=\"staff\" side=\"inside\" file=\"staff.csv\" unit=\"unit\" "
        "without-unit=\"keep\">\n",
        f);
  for (int i = 0; i < STAFF_SCALES; i++)
    write_scale(f, "s", i + 1, 5, 'q', 5 * i + 1, 5);
  fputs("<scale id=\"enps\" min=\"0\" max=\"10\"><item column=\"enps\"/></scale></survey>\n"
        "<survey id=\"clients\" side=\"outside\" file=\"clients.csv\" unit=\"unit\" "
        "without-unit=\"keep\">\n",
        f);
  for (int i = 0, first = 1; i < CLIENT_SCALES; first += client_sizes[i++])
    write_scale(f, "c", i + 1, 7, 'c', first, client_sizes[i]);
  fputs("<scale id=\"nps\" min=\"0\" max=\"10\"><item column=\"nps\"/></scale></survey>\n", f);
  for (int i = 1; i <= STAFF_SCALES; i++)
    for (int j = 1; j <= CLIENT_SCALES; j++)
      fprintf(f, "<pair inside=\"staff.s%d\" outside=\"clients.c%d\"/>\n", i, j);
  fputs("</study>\n", f);
}

static FILE *
create(const char *dir, const char *name)
{
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  FILE *const f = fopen(path, "w");
  if (!f)
    perror(path);
  return f;
}

int
main(int argc, char **argv)
{
  if (argc != 6)
    return 2;
  const uint64_t seed = strtoull(argv[5], NULL, 10);
  const int n_units = atoi(argv[4]);
  FILE *const staff = create(argv[1], "staff.csv"), *const clients = create(argv[1], "clients.csv"),
              *const study = create(argv[1], "study.xml");
  if (!staff || !clients || !study)
    return 1;
  write_staff(staff, strtoull(argv[2], NULL, 10), n_units, seed);
  write_clients(clients, strtoull(argv[3], NULL, 10), n_units, seed);
  write_study(study);
  const int broken = ferror(staff) | ferror(clients) | ferror(study);
  return fclose(staff) | fclose(clients) | fclose(study) | broken ? 1 : 0;
}
