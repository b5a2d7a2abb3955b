/* The files of a report: report.xml and the tables are written while the page is made from it. */
#include "cli/cli.h"

#include "base/file.h"
#include "report/html.h"
#include "report/xlsx.h"
#include "report/xml.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* What goes on beside the page, with memory of its own. */
typedef struct writing {
  out_of_memory handler;
  arena *memory;
  const cli_report *report;
  output *out;
  int why; /* errno; 0: all is written */
} writing;

static bool
write_tables(writing *w)
{
  const model *const m = w->report->model;
  output_folder(w->out, "tables");
  for (size_t i = 0; i < m->n_sections; i++)
    for (size_t t = 0; t < m->sections[i].n_tables; t++) {
      const char *name;
      const text csv = table_csv(w->memory, &m->sections[i].tables[t], &name);
      if (!output_write(w->out, name, csv.at, csv.n))
        return false;
    }
  const char *name;
  const text csv = m->scorecard.n_rows ? table_csv(w->memory, &m->scorecard, &name) : (text){0};
  if (csv.n && !output_write(w->out, name, csv.at, csv.n))
    return false;
  if (!w->report->with_json) {
    output_without(w->out, "estimates.json");
  } else {
    const text json = report_estimates_json(w->memory, m);
    if (!output_write(w->out, "estimates.json", json.at, json.n))
      return false;
  }
  const text book = report_xlsx(w->memory, m);
  return book.at && output_write(w->out, "tables.xlsx", book.at, book.n);
}

static void *
write_beside(void *self)
{
  writing *const w = self;
  if (setjmp(w->handler.jump)) {
    w->why = ENOMEM;
    return NULL;
  }
  w->memory = arena_new(&w->handler);
  w->out = output_open(w->memory, w->report->dir);
  if (!w->out || !output_write(w->out, "report.xml", w->report->xml.at, w->report->xml.n) ||
      !write_tables(w))
    w->why = errno ? errno : EIO;
  return NULL;
}

bool
cli_write_pages(output *out, const report_page *pages, size_t n)
{
  if (n > 1)
    output_folder(out, "units");
  else
    output_without(out, "units");
  for (size_t i = 0; i < n; i++)
    if (!output_write(out, pages[i].name, pages[i].html, pages[i].n))
      return false;
  return true;
}

/* The files that had to wait for the page. */
static bool
write_rest(writing *w, const report_page *pages, size_t n)
{
  const text *const manifest = &w->report->manifest;
  if (setjmp(w->handler.jump)) {
    errno = ENOMEM;
    return false;
  }
  return cli_write_pages(w->out, pages, n) &&
         output_write(w->out, "manifest.json", manifest->at, manifest->n) && output_commit(w->out);
}

static void
drop(writing *w)
{
  if (w->out && !setjmp(w->handler.jump))
    output_drop(w->out);
}

/* Joins the thread, and writes what had to wait.  False with errno set. */
static bool
finish(writing *w, const pthread_t *thread, bool is_made, const report_page *pages, size_t n)
{
  if (thread)
    pthread_join(*thread, NULL);
  else
    write_beside(w);
  if (w->why)
    errno = w->why;
  const bool fine = is_made && !w->why && write_rest(w, pages, n);
  const int why = errno;
  if (!fine)
    drop(w);
  arena_free(w->memory);
  errno = why;
  return fine;
}

bool
cli_write_report(const cli_report *report, diags *d)
{
  writing w = {.handler = OUT_OF_MEMORY_INIT, .report = report};
  pthread_t thread;
  const bool is_beside = pthread_create(&thread, NULL, write_beside, &w) == 0;
  report_page *pages;
  char *why;
  size_t n;
  const bool is_made =
      report_pages(report->xml.at, report->xml.n, report->parts, &pages, &n, &why) == 0;
  const bool fine = finish(&w, is_beside ? &thread : NULL, is_made, pages, n);
  const int reason = errno;
  report_pages_free(pages, n);
  if (!is_made)
    cli_page_failed("report.html", why, d);
  else if (!fine)
    diag_error(d, "R001", report->dir, 0, strerror(reason),
               "make room, or choose another folder with -o; an earlier report is still there",
               "the report cannot be written");
  return fine;
}
