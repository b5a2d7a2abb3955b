/* Workbooks (ECMA-376, "Office Open XML"): what the files of the reader share. */
#ifndef OM_IMPORT_XLSX_H
#define OM_IMPORT_XLSX_H

#include "import/foreign.h"
#include "import/push.h"

/* What a number is shown as. */
typedef enum xlsx_style {
  XLSX_NUMBER,
  XLSX_DATE,
  XLSX_TIME,
  XLSX_DATE_TIME,
  XLSX_ELAPSED /* hours beyond 24 */
} xlsx_style;

typedef struct workbook {
  conversion *c;
  zip zip;
  bool is_1904;
  struct {
    span *at;
    size_t n, capacity;
  } strings;
  struct {
    xlsx_style *at;
    size_t n, capacity;
  } styles; /* by the number that cells have */
} workbook;

/* --- xlsx_parts.c: strings and styles -------------------------------------------------------- */

/* A NULL part leaves them empty.  False with *why. */
bool xlsx_read_strings(workbook *b, const zip_part *part, const char **why);
bool xlsx_read_styles(workbook *b, const zip_part *part, const char **why);

/* Of a format code such as "dd/mm/yyyy hh:mm". */
xlsx_style xlsx_style_of(const char *code);

/* Appends text, with _x000D_ and the like as the characters that they stand for. */
void xlsx_add_text(text *t, const char *at, size_t n);

/* --- xlsx_sheet.c: the rows ------------------------------------------------------------------ */

/* Writes the rows of the sheet, all of the same number of cells.  False with c->why. */
bool xlsx_write_sheet(workbook *b, const zip_part *part);

#endif
