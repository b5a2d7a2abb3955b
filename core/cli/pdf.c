/* orgmirror pdf: the page of a report on paper, printed by a browser that is there. */
#include "cli/cli.h"

#include "base/file.h"
#include "host/program.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST_PDF = 512 << 20, SECONDS = 180 };

typedef struct printing {
  arena *memory;
  const char *folder; /* of our own, absolute: the page, the print, what the browser puts aside */
  surroundings around;
  const char *page, *print;
  diags *d;
} printing;

/* The page asks for nothing, so the browser needs no network; as root it has no sandbox of its
 * own. */
static bool
run_chromium(const printing *p, const char *program)
{
  const char *const profile = arena_printf(p->memory, "--user-data-dir=%s/profile", p->folder);
  const char *const to = arena_printf(p->memory, "--print-to-pdf=%s", p->print);
  const char *const from = arena_printf(p->memory, "file://%s", p->page);
  const char *const arguments[] = {program,
                                   "--headless",
                                   "--disable-gpu",
                                   "--disable-background-networking",
                                   "--disable-component-update",
                                   "--disable-sync",
                                   "--no-first-run",
                                   "--no-pdf-header-footer",
                                   "--generate-pdf-document-outline",
                                   profile,
                                   to,
                                   from,
                                   geteuid() == 0 ? "--no-sandbox" : NULL,
                                   NULL};
  return program_run(p->memory, &p->around, arguments, SECONDS);
}

static bool
run_weasyprint(const printing *p, const char *program)
{
  const char *const arguments[] = {program, "--pdf-variant", "pdf/ua-1", p->page, p->print, NULL};
  return program_run(p->memory, &p->around, arguments, SECONDS);
}

/* The first that is there; NULL where none is. */
static const char *
print_page(const printing *p, bool *is_printed)
{
  static const struct {
    const char *name;
    bool (*run)(const printing *p, const char *program);
  } known[] = {{"chromium", run_chromium},
               {"chromium-browser", run_chromium},
               {"google-chrome", run_chromium},
               {"google-chrome-stable", run_chromium},
               {"weasyprint", run_weasyprint}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    const char *const program = program_find(p->memory, &p->around, known[i].name);
    if (!program)
      continue;
    *is_printed = known[i].run(p, program);
    return known[i].name;
  }
  return NULL;
}

static void
take_print(const printing *p, const char *name, bool is_printed, const char *output)
{
  file_bytes pdf = {NULL, 0};
  errno = 0;
  is_printed = is_printed && file_read(p->print, LARGEST_PDF, &pdf) && pdf.n > 5 &&
               memcmp(pdf.at, "%PDF-", 5) == 0;
  if (!name)
    diag_error(p->d, "U008", NULL, 0, "a browser lays out what is printed",
               "install chromium, or weasyprint; or open report.html and print it",
               "there is no program that prints pages");
  else if (!is_printed)
    diag_error(p->d, "R004", output, 0, errno ? strerror(errno) : NULL,
               "open report.html in a browser and print it", "%s could not print the page", name);
  else if (!file_write_atomically(p->memory, output, pdf.at, pdf.n))
    diag_error(p->d, "R001", output, 0, strerror(errno), "choose another file with -o",
               "the print cannot be written");
  file_release(&pdf);
}

static void
print_report(arena *memory, const cli_options *o, diags *d)
{
  char resolved[PATH_MAX];
  size_t n = 0;
  char *const html = cli_page_of(memory, o, &n, d);
  if (!html)
    return;
  const char *const made = folder_beside(memory, o->output);
  const char *const folder = made ? realpath(made, resolved) : NULL;
  printing p = {.memory = memory, .folder = folder, .around = {getenv("PATH"), folder}, .d = d};
  if (folder) {
    p.page = arena_printf(memory, "%s/report.html", folder);
    p.print = arena_printf(memory, "%s/report.pdf", folder);
  }
  if (!folder || !file_write_atomically(memory, p.page, html, n)) {
    diag_error(d, "R001", o->output, 0, strerror(errno), "choose another file with -o",
               "the print cannot be written");
  } else {
    bool is_printed = false;
    const char *const name = print_page(&p, &is_printed);
    take_print(&p, name, is_printed, o->output);
  }
  if (made)
    folder_remove(made);
  free(html);
}

int
cli_pdf(int argc, char **argv, arena *memory)
{
  cli_options o;
  int code;
  if (!cli_parse(argc, argv, "pdf", "REPORT.xml",
                 "Print the page of a report into a PDF file, with chromium or weasyprint.",
                 "oqbgp", &o, &code))
    return code;
  diags d = diags_new(memory);
  if (!o.study || !o.output)
    diag_error(&d, "U001", NULL, 0, NULL, "orgmirror pdf REPORT.xml -o FILE.pdf",
               o.study ? "no file was named for the print" : "no report was named");
  else
    print_report(memory, &o, &d);
  return cli_finish(&d, &o);
}
