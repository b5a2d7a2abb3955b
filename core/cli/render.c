/* orgmirror render: report.xml -> report.html again, with no data at hand. */
#include "cli/cli.h"

#include "base/file.h"
#include "base/resource.h"
#include "base/text.h"
#include "base/xml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_REPORT = 256 << 20 };

/* The report in the bytes; NULL with messages. */
static xmlDoc *
parse(const file_bytes *bytes, const char *path, diags *d)
{
  const resource schema = resource_find("report.xsd");
  xmlDoc *const doc = xml_parse(bytes->at, bytes->n, path, "S201", d);
  if (doc && xml_has_root(doc, "report", path, "S202", d) &&
      xml_validate(doc, schema.at, schema.n, path, "S202", d))
    return doc;
  xmlFreeDoc(doc);
  return NULL;
}

static bool
read_file(const char *path, file_bytes *bytes, diags *d)
{
  if (file_read(path, LARGEST_REPORT, bytes))
    return true;
  diag_error(d, "S200", path, 0, strerror(errno), "name the report.xml of a run",
             "the report cannot be read");
  return false;
}

xmlDoc *
cli_read_report(const char *path, diags *d)
{
  file_bytes bytes;
  if (!read_file(path, &bytes, d))
    return NULL;
  xmlDoc *const doc = parse(&bytes, path, d);
  file_release(&bytes);
  return doc;
}

char *
cli_page_of(arena *memory, const cli_options *o, size_t *n, diags *d)
{
  const char *const path = o->study;
  file_bytes bytes;
  page_parts parts;
  char *html = NULL, *why = NULL;
  if (!cli_page_parts(memory, o, d, &parts))
    return NULL;
  if (!read_file(path, &bytes, d))
    return NULL;
  xmlDoc *const doc = parse(&bytes, path, d);
  xmlFreeDoc(doc);
  if (doc && report_html(bytes.at, bytes.n, &parts, &html, n, &why) != 0)
    cli_page_failed(path, why, d);
  file_release(&bytes);
  return html;
}

/* Every page of the report, into a folder. */
static void
render_pages(arena *memory, const cli_options *o, diags *d)
{
  file_bytes bytes;
  page_parts parts;
  report_page *pages;
  size_t n;
  char *why;
  if (!cli_page_parts(memory, o, d, &parts) || !read_file(o->study, &bytes, d))
    return;
  xmlDoc *const doc = parse(&bytes, o->study, d);
  xmlFreeDoc(doc);
  if (doc && report_pages(bytes.at, bytes.n, &parts, &pages, &n, &why) != 0) {
    cli_page_failed(o->study, why, d);
  } else if (doc) {
    output *const out = output_open(memory, o->output);
    if (!out || !cli_write_pages(out, pages, n) || !output_commit(out))
      diag_error(d, "R001", o->output, 0, strerror(errno), "choose another folder with -o",
                 "the pages cannot be written");
    report_pages_free(pages, n);
  }
  file_release(&bytes);
}

static void
render(arena *memory, const cli_options *o, diags *d)
{
  if (o->splits) {
    render_pages(memory, o, d);
    return;
  }
  size_t n = 0;
  char *const html = cli_page_of(memory, o, &n, d);
  if (html && !file_write_atomically(memory, o->output, html, n))
    diag_error(d, "R001", o->output, 0, strerror(errno), "choose another file with -o",
               "the page cannot be written");
  free(html);
}

int
cli_render(int argc, char **argv, arena *memory)
{
  cli_options o;
  int code;
  if (!cli_parse(argc, argv, "render", "REPORT.xml",
                 "Make the page of a report again, from report.xml alone.", "oqbgpt", &o, &code))
    return code;
  diags d = diags_new(memory);
  if (!o.study || !o.output)
    diag_error(&d, "U001", NULL, 0, NULL, "orgmirror render REPORT.xml -o FILE.html",
               !o.study   ? "no report was named"
               : o.splits ? "no folder was named for the pages"
                          : "no file was named for the page");
  else
    render(memory, &o, &d);
  return cli_finish(&d, &o);
}
