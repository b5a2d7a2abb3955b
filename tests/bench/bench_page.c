/* How long it takes to make the page of a report.
 *   bench_page [UNITS...]      made-up reports of so many units (50, 500, 5000, 20000): processor
 *                              time, in all and per unit, beside that of the first
 *   bench_page REPORT.xml...   reports that exist: the fastest of ten times
 *   bench_page --write UNITS   the made-up report itself
 * A made-up report has ten tables of units with three numbers a row, with a chart each, and a
 * finding for every ten units. */
#include "base/file.h"
#include "base/resource.h"
#include "base/text.h"
#include "report/html.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ZEROS "00000000000000000000000000000000"

enum { TABLES = 10, COLUMNS = 3 };

static double
now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double
random_share(uint32_t *state)
{
  *state = (uint32_t)((uint64_t)*state * 48271 % 2147483647);
  return *state / 2147483647.;
}

static void
add_head(text *t, uint32_t units)
{
  text_add(t, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<report "
              "xmlns=\"urn:orgmirror:report:1\" "
              "version=\"1.0\" xml:lang=\"en\">\n<head><title>Made up</title>"
              "<study file=\"study.xml\" sha256=\"" ZEROS ZEROS "\"/><producer name=\"orgmirror\" "
              "version=\"0\" "
              "seed=\"1\" confidence=\"0.95\"/><privacy minimum=\"10\" estimates=\"1\" "
              "withheld=\"0\"/><isolation landlock=\"yes\" seccomp=\"yes\"/>\n");
  static const char *const sides[] = {"inside", "outside"};
  for (int side = 0; side < 2; side++)
    text_addf(t,
              "<survey id=\"%s\" label=\"Survey %s\" side=\"%s\" level=\"respondent\" "
              "public=\"no\" "
              "weighted=\"no\" file=\"a.csv\" format=\"text\" rows-fingerprint=\"" ZEROS "\" "
              "read="
              "\"9\" "
              "kept=\"9\"/>\n",
              sides[side], sides[side], sides[side]);
  text_addf(t, "<units both-sides=\"%" PRIu32 "\">\n", units);
  for (uint32_t u = 0; u < units; u++)
    text_addf(t, "<unit id=\"u%" PRIu32 "\" label=\"Unit %" PRIu32 "\"/>\n", u, u);
  for (uint32_t u = 0; u < units / 4; u++)
    text_addf(t,
              "<unmatched survey=\"outside\" side=\"outside\" unit=\"x%" PRIu32 "\" label=\"Alone "
              "%" PRIu32 "\"/>\n",
              u, u);
  text_add(t, "</units></head>\n<findings><open finding=\"part-f0\"/></findings>\n"
              "<section id=\"part\" plugin=\"org.example.part\" outcome=\"ok\">"
              "<title>Part</title>\n");
}

static void
add_table(text *t, uint32_t units, int table, text *estimates, uint32_t *state)
{
  static const char *const types[] = {"butterfly", "scatter", "forest", "bars"};
  text_addf(t,
            "<chart id=\"part-c%d\" type=\"%s\" table=\"part-t%d\" columns=\"1 2\">"
            "<title>Chart %d</title><description>Of table %d.</description></chart>\n"
            "<table id=\"part-t%d\" rows=\"units\" order=\"by Inside, lowest first\">"
            "<title>Table %d</title>"
            "<column name=\"a\" label=\"Inside\" format=\"score\"/>"
            "<column name=\"b\" label=\"Outside\" format=\"score\"/>"
            "<column name=\"c\" label=\"Gap\" format=\"number\"/>\n",
            table, types[table % 4], table, table, table, table, table);
  for (uint32_t u = 0; u < units; u++) {
    text_addf(t, "<row label=\"Unit %" PRIu32 "\" unit=\"u%" PRIu32 "\">", u, u);
    const int n = 10 + (int)(random_share(state) * 200);
    for (int c = 0; c < COLUMNS; c++) {
      const double value = 100 * random_share(state);
      text_addf(t, "<cell ref=\"part-e%d.%" PRIu32 ".%d\"/>", table, u, c);
      text_addf(estimates,
                "<estimate id=\"part-e%d.%" PRIu32 ".%d\" statistic=\"s\" method=\"m\" side=\"%s\" "
                "unit=\"u%" PRIu32 "\"",
                table, u, c, c == 0 ? "inside" : "outside", u);
      if (u % 19 == 18)
        text_add(estimates, " withheld=\"small-group\"");
      else
        text_addf(estimates, " value=\"%.17g\" lo=\"%.17g\" hi=\"%.17g\" se=\"%.17g\" n=\"%d\"",
                  value, value - 3.7, value + 3.9, 1.9 + value / 1000, n + c * (table % 2));
      text_add(estimates, " basis=\"scored\"/>\n");
    }
    text_add(t, "</row>\n");
  }
  text_add(t, "</table>\n");
}

static text
make_report(arena *memory, uint32_t units)
{
  uint32_t state = 20260417;
  text t = text_new(memory), estimates = text_new(memory);
  add_head(&t, units);
  for (uint32_t f = 0; f <= units / 10; f++)
    text_addf(&t,
              "<finding id=\"part-f%" PRIu32 "\" priority=\"main\" evidence=\"weak\" "
              "chart=\"part-c%" PRIu32 "\"><headline>Finding %" PRIu32 "</headline>"
              "<detail>Of a unit.</detail><caution>Caution %" PRIu32 "</caution></finding>\n",
              f, f % TABLES, f, f % 7 ? 0 : f);
  for (int table = 0; table < TABLES; table++)
    add_table(&t, units, table, &estimates, &state);
  text_add_n(&t, estimates.at, estimates.n);
  text_add(&t, "</section>\n<method><para>None.</para></method>\n</report>\n");
  return t;
}

/* Processor seconds; 0 when the page cannot be made. */
static double
page_seconds(arena *memory, const char *xml, size_t n, size_t *n_html)
{
  static const char *const sheets[] = {"report.xsl",           "report-table.xsl",
                                       "report-how.xsl",       "report-units.xsl",
                                       "report-verbatims.xsl", "report-words.xsl"};
  const double start = now();
  text xsl = text_new(memory);
  for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
    text_add_n(&xsl, resource_find(sheets[i]).at, resource_find(sheets[i]).n);
  const resource css = resource_find("report.css"), js = resource_find("report.js");
  const page_parts parts = {xsl.at, css.at, js.at, xsl.n, css.n, js.n};
  char *html = NULL, *why = NULL;
  if (report_html(xml, n, &parts, &html, n_html, &why) != 0) {
    fprintf(stderr, "%s\n", why ? why : "memory ran out");
    free(why);
    return 0;
  }
  const double seconds = now() - start;
  free(html);
  return seconds;
}

static int
measure_made_up(out_of_memory *handler, const char *const *sizes, int n_sizes)
{
  double first = 0;
  printf("%8s %10s %10s %9s %12s %6s\n", "units", "xml bytes", "page bytes", "seconds", "us a unit",
         "ratio");
  for (int i = 0; i < n_sizes; i++) {
    const uint32_t units = (uint32_t)strtoul(sizes[i], NULL, 10);
    arena *const memory = arena_new(handler);
    const text xml = make_report(memory, units);
    size_t n_html = 0;
    double seconds = 0;
    for (int times = units > 1000 ? 1 : 5; times > 0; times--) {
      const double s = page_seconds(memory, xml.at, xml.n, &n_html);
      seconds = seconds == 0 || s < seconds ? s : seconds;
    }
    if (seconds == 0)
      return 1;
    const double each = seconds / units;
    first = i == 0 ? each : first;
    printf("%8" PRIu32 " %10zu %10zu %9.4f %12.2f %6.2f\n", units, xml.n, n_html, seconds,
           each * 1e6, each / first);
    fflush(stdout);
    arena_free(memory);
  }
  return 0;
}

static int
measure_report(out_of_memory *handler, const char *path)
{
  file_bytes xml;
  if (!file_read(path, (size_t)1 << 30, &xml)) {
    perror(path);
    return 1;
  }
  arena *const memory = arena_new(handler);
  size_t n_html = 0;
  double best = 0;
  for (int i = 0; i < 10; i++) {
    const double s = page_seconds(memory, xml.at, xml.n, &n_html);
    best = best == 0 || s < best ? s : best;
  }
  printf("%9.4f s  %10zu bytes  %s\n", best, n_html, path);
  arena_free(memory);
  file_release(&xml);
  return best == 0;
}

static void
write_made_up(out_of_memory *handler, const char *units)
{
  arena *const memory = arena_new(handler);
  const text xml = make_report(memory, (uint32_t)strtoul(units, NULL, 10));
  fwrite(xml.at, 1, xml.n, stdout);
  arena_free(memory);
}

int
main(int argc, char **argv)
{
  static const char *const usual[] = {"50", "500", "5000", "20000"};
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump)) {
    fputs("memory ran out\n", stderr);
    return 1;
  }
  if (argc == 3 && !strcmp(argv[1], "--write")) {
    write_made_up(&handler, argv[2]);
    return 0;
  }
  if (argc == 1)
    return measure_made_up(&handler, usual, 4);
  if (argv[1][0] >= '0' && argv[1][0] <= '9')
    return measure_made_up(&handler, (const char *const *)argv + 1, argc - 1);
  int status = 0;
  for (int i = 1; i < argc; i++)
    status |= measure_report(&handler, argv[i]);
  return status;
}
