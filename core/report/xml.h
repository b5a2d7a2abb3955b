/* report.xml and tables/: the model written down. */
#ifndef OM_REPORT_XML_H
#define OM_REPORT_XML_H

#include "base/text.h"
#include "report/model.h"

/* report.xml, as report.rnc describes it. */
text report_xml(arena *memory, const model *m);

/* estimates.json: every estimate by itself, with the names of report.rnc and the same gate. */
text report_estimates_json(arena *memory, const model *m);

/* A table as comma-separated text, cells made inert for spreadsheets.  `name` gets its file name.
 */
text table_csv(arena *memory, const shown_table *t, const char **name);

#endif
