/* More functions that the page's stylesheet calls (see chart_xpath.h), about one table of the
 * report:
 *   om:place(table)           where n stands: 'nowhere', 'table', 'row', 'column' or 'cell'
 *   om:shown(table)           the first number that is shown, as an <estimate> with its n and
 *   om:shown(table, column)   basis, and p="yes" where it has one; nothing where there is none
 *   om:withheld(table)        whether anything of it may not be shown
 *   om:rows(table)            all <tr> of its body, as text that must not be escaped again
 *   om:rows(table, min, max)  the same, coloured (table_heat)
 * and about what findings of one section have in common, a caution or a chart:
 *   om:repeats(node)          whether another finding says the same: 'once', 'first' (others
 *                             follow) or 'later'
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_TABLE_XPATH_H
#define OM_REPORT_TABLE_XPATH_H

#include <libxslt/xsltInternals.h>

/* Offers the functions to one transformation that has page_data.  The words are global variables of
 * the stylesheet: those of table_xpath.c.  0 ok; -1 out of memory. */
int table_xpath_offer(xsltTransformContext *ctx);

#endif
