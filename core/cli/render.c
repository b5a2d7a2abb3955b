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

static bool
is_report(const file_bytes *bytes, const char *path, diags *d)
{
  const resource schema = resource_find("report.xsd");
  xmlDoc *const doc = xml_parse(bytes->at, bytes->n, path, "S201", d);
  const bool fine = doc && xml_has_root(doc, "report", path, "S202", d) &&
                    xml_validate(doc, schema.at, schema.n, path, "S202", d);
  xmlFreeDoc(doc);
  return fine;
}

char *
cli_page_of(arena *memory, const char *path, const char *branding, size_t *n, diags *d)
{
  file_bytes bytes;
  page_parts parts;
  char *html = NULL, *why = NULL;
  if (!cli_page_parts(memory, branding, d, &parts))
    return NULL;
  if (!file_read(path, LARGEST_REPORT, &bytes)) {
    diag_error(d, "S200", path, 0, strerror(errno), "name the report.xml of a run",
               "the report cannot be read");
    return NULL;
  }
  if (is_report(&bytes, path, d)) {
    if (report_html(bytes.at, bytes.n, &parts, &html, n, &why) != 0)
      cli_page_failed(path, why, d);
  }
  file_release(&bytes);
  return html;
}

static void
render(arena *memory, const cli_options *o, diags *d)
{
  size_t n = 0;
  char *const html = cli_page_of(memory, o->study, o->branding, &n, d);
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
                 "Make the page of a report again, from report.xml alone.", "oqb", &o, &code))
    return code;
  diags d = diags_new(memory);
  if (!o.study || !o.output)
    diag_error(&d, "U001", NULL, 0, NULL, "orgmirror render REPORT.xml -o FILE.html",
               o.study ? "no file was named for the page" : "no report was named");
  else
    render(memory, &o, &d);
  return cli_finish(&d, &o);
}
