/* All tables of a report as one workbook: a sheet of contents, and one sheet a table, with typed
 * numbers.  The same gate as everywhere: what stands in the model. */
#ifndef OM_REPORT_XLSX_H
#define OM_REPORT_XLSX_H

#include "base/text.h"
#include "report/model.h"

/* The file's bytes; at NULL with errno set when it cannot be made.  Equal models give equal bytes.
 * A table of more than XLSX_MOST_CELLS cells is named in the contents, and is in tables/ alone. */
text report_xlsx(arena *memory, const model *m);

enum { XLSX_MOST_CELLS = 2000000 };

#endif
