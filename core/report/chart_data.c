/* From the elements of report.xml to numbers in drawing order.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_data.h"

#include <libxml/hash.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct chart_report {
  xmlHashTable *by_id; /* tables and remarks */
  estimates *estimates;
  const xmlNode *head;
  double confidence;
};

static int
is(const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static xmlNode *
child(const xmlNode *node, const char *name)
{
  for (xmlNode *c = node ? node->children : NULL; c; c = c->next) {
    if (is(c, name))
      return c;
  }
  return NULL;
}

const char *
chart_attribute(const xmlNode *node, const char *name)
{
  for (const xmlAttr *a = node ? node->properties : NULL; a; a = a->next) {
    if (!a->ns && !strcmp((const char *)a->name, name))
      return a->children && a->children->content ? (const char *)a->children->content : "";
  }
  return NULL;
}

/* An element of the tree, given to `add`. */
static int
give(estimates *e, int (*add)(estimates *, const element_attribute *, size_t), const xmlNode *node)
{
  element_attribute attributes[24];
  size_t n = 0;
  for (const xmlAttr *a = node->properties; a && n < sizeof attributes / sizeof *attributes;
       a = a->next) {
    const char *const value = chart_attribute(node, (const char *)a->name);
    if (!a->ns && value)
      attributes[n++] = (element_attribute){(const char *)a->name, value, strlen(value)};
  }
  return add(e, attributes, n);
}

static int
index_section(chart_report *r, const xmlNode *section, int has_estimates)
{
  for (xmlNode *n = section->children; n; n = n->next) {
    if (has_estimates && is(n, "estimate") && give(r->estimates, estimates_add, n) != 0)
      return -1;
    const char *const id = is(n, "table") || is(n, "remark") ? chart_attribute(n, "id") : NULL;
    if (!id || xmlHashLookup(r->by_id, (const xmlChar *)id))
      continue;
    if (xmlHashAddEntry(r->by_id, (const xmlChar *)id, n) != 0)
      return -1;
  }
  return 0;
}

chart_report *
chart_report_new(xmlDoc *report, estimates *taken)
{
  chart_report *const r = calloc(1, sizeof *r);
  if (!r) {
    estimates_free(taken);
    return NULL;
  }
  r->by_id = xmlHashCreate(64);
  r->estimates = taken ? taken : estimates_new();
  xmlNode *const root = xmlDocGetRootElement(report);
  r->head = child(root, "head");
  const double confidence = number_read(chart_attribute(child(r->head, "producer"), "confidence"));
  r->confidence = confidence > 0 && confidence < 1 ? confidence : .95;
  if (!r->by_id || !r->estimates)
    goto failed;

  for (xmlNode *s = !taken && r->head ? r->head->children : NULL; s; s = s->next) {
    if (is(s, "survey") && give(r->estimates, estimates_add_survey, s) != 0)
      goto failed;
  }
  for (xmlNode *section = root ? root->children : NULL; section; section = section->next) {
    if (is(section, "section") && index_section(r, section, !taken) != 0)
      goto failed;
  }
  return r;

failed:
  chart_report_free(r);
  return NULL;
}

void
chart_report_free(chart_report *r)
{
  if (!r)
    return;
  xmlHashFree(r->by_id, NULL);
  estimates_free(r->estimates);
  free(r);
}

double
chart_report_confidence(const chart_report *r)
{
  return r->confidence;
}

static xmlNode *
find(const chart_report *r, const char *id, const char *element)
{
  xmlNode *const node = id ? xmlHashLookup(r->by_id, (const xmlChar *)id) : NULL;
  return node && is(node, element) ? node : NULL;
}

const page_estimate *
chart_report_estimate(const chart_report *r, xmlNode *cell)
{
  if (!cell->_private)
    cell->_private = (void *)(uintptr_t)estimates_find(r->estimates, chart_attribute(cell, "ref"));
  return cell->_private;
}

const xmlNode *
chart_report_remark(const chart_report *r, const char *id)
{
  return find(r, id, "remark");
}

static chart_cell
read_cell(const chart_report *r, xmlNode *node)
{
  chart_cell cell = {.value = NAN, .lo = NAN, .hi = NAN};
  const page_estimate *const e = chart_report_estimate(r, node);
  if (!e)
    return cell;
  cell.side = e->side;
  if (e->has & ESTIMATE_WITHHELD) {
    cell.state = CELL_WITHHELD;
    return cell;
  }
  cell.why = e->undefined;
  if (cell.why) {
    cell.state = CELL_UNDEFINED;
    return cell;
  }
  cell.value = e->value;
  cell.lo = e->lo;
  cell.hi = e->hi;
  cell.state = isnan(cell.value) ? CELL_EMPTY : CELL_VALUE;
  return cell;
}

/* Positions, from 1, of the table's columns that the chart draws; 0 ends them. */
static size_t
read_positions(const char *list, size_t positions[CHART_COLUMNS])
{
  size_t n = 0;
  while (list && *list && n < CHART_COLUMNS) {
    list += strspn(list, " \t\r\n");
    size_t position = 0;
    for (; *list >= '0' && *list <= '9' && position < 10000; list++)
      position = position * 10 + (size_t)(*list - '0');
    if (position == 0)
      break;
    positions[n++] = position;
  }
  return n;
}

static void
read_columns(chart_data *data, const xmlNode *table, const size_t *positions, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    size_t at = 0;
    const xmlNode *c = table->children;
    for (; c; c = c->next) {
      if (is(c, "column") && ++at == positions[i])
        break;
    }
    if (!c)
      return; /* the table has no such column: nothing beyond it can be drawn either */
    const char *const label = chart_attribute(c, "label");
    data->columns[i].label = label ? label : "";
    data->columns[i].format = number_format_of(chart_attribute(c, "format"));
    data->n_columns = i + 1;
  }
}

static void
read_row(chart_row *row, const chart_data *data, const chart_report *r, const xmlNode *node,
         const size_t *positions)
{
  const char *const label = chart_attribute(node, "label");
  row->label = label ? label : "";
  row->inside = chart_attribute(node, "inside-label");
  row->outside = chart_attribute(node, "outside-label");
  if (!row->inside || !row->outside)
    row->inside = row->outside = NULL;
  row->withheld = chart_attribute(node, "withheld") != NULL;
  row->partly_withheld = row->withheld;
  for (size_t i = 0; i < CHART_COLUMNS; i++)
    row->cells[i] = (chart_cell){.value = NAN, .lo = NAN, .hi = NAN};
  if (row->withheld)
    return; /* whatever its cells say */

  size_t at = 0;
  for (xmlNode *c = node->children; c; c = c->next) {
    if (!is(c, "cell"))
      continue;
    at++;
    for (size_t i = 0; i < data->n_columns; i++) {
      if (positions[i] != at)
        continue;
      row->cells[i] = read_cell(r, c);
      if (row->cells[i].state == CELL_WITHHELD)
        row->partly_withheld = 1;
    }
  }
}

static int
by_label(const void *a, const void *b)
{
  return strcmp(((const chart_row *)a)->label, ((const chart_row *)b)->label);
}

/* Rows with something withheld go behind the others, where their place tells nothing. */
static int
part_rows(chart_data *data)
{
  chart_row *const parted = calloc(data->n_rows, sizeof *parted);
  if (!parted)
    return -1;
  size_t n = 0;
  for (size_t i = 0; i < data->n_rows; i++) {
    if (!data->rows[i].partly_withheld)
      parted[n++] = data->rows[i];
  }
  data->n_open = n;
  for (size_t i = 0; i < data->n_rows; i++) {
    if (data->rows[i].partly_withheld)
      parted[n++] = data->rows[i];
  }
  qsort(parted + data->n_open, data->n_rows - data->n_open, sizeof *parted, by_label);
  free(data->rows);
  data->rows = parted;
  return 0;
}

static void
find_sides(chart_data *data)
{
  for (size_t c = 0; c < data->n_columns; c++) {
    chart_side side = SIDE_NONE;
    for (size_t i = 0; i < data->n_rows; i++) {
      const chart_side s = data->rows[i].cells[c].side;
      if (s == SIDE_NONE)
        continue;
      if (side != SIDE_NONE && side != s) {
        side = SIDE_NONE;
        break;
      }
      side = s;
    }
    data->columns[c].side = side;
  }
}

/* The text of an element, up to where anything but text stands in it; "" of none. */
static const char *
content(const xmlNode *node)
{
  const xmlNode *const text = node ? node->children : NULL;
  return text && text->type == XML_TEXT_NODE && text->content ? (const char *)text->content : "";
}

int
chart_data_read(chart_data *data, const chart_report *report, xmlNode *chart)
{
  *data = (chart_data){.id = chart_attribute(chart, "id"), .type = chart_attribute(chart, "type")};
  data->min = number_read(chart_attribute(chart, "min"));
  data->max = number_read(chart_attribute(chart, "max"));
  if (!(data->min < data->max))
    data->min = data->max = NAN;
  data->title = content(child(chart, "title"));
  data->description = content(child(chart, "description"));

  const xmlNode *const table = find(report, chart_attribute(chart, "table"), "table");
  if (!table || !data->id || !data->type)
    return 0;
  size_t positions[CHART_COLUMNS];
  const size_t n = read_positions(chart_attribute(chart, "columns"), positions);
  read_columns(data, table, positions, n);

  size_t n_rows = 0;
  for (const xmlNode *row = table->children; row; row = row->next)
    n_rows += (size_t)is(row, "row");
  if (n_rows == 0)
    return 0;
  data->rows = calloc(n_rows, sizeof *data->rows);
  if (!data->rows)
    return -1;
  for (const xmlNode *row = table->children; row; row = row->next) {
    if (!is(row, "row"))
      continue;
    read_row(&data->rows[data->n_rows], data, report, row, positions);
    data->rows[data->n_rows].at = data->n_rows;
    data->n_rows++;
  }
  find_sides(data);
  return part_rows(data);
}

void
chart_data_done(chart_data *data)
{
  free(data->rows);
  *data = (chart_data){0};
}

int
chart_data_has_one_outside(const chart_data *data)
{
  for (size_t i = 0; i < data->n_rows; i++) {
    const char *const outside = data->rows[i].outside;
    if (!outside || strcmp(outside, data->rows[0].outside) != 0)
      return 0;
  }
  return data->n_rows > 0;
}

int
chart_data_span(const chart_data *data, size_t column, double *lo, double *hi)
{
  double least = INFINITY, most = -INFINITY;
  for (size_t i = 0; i < data->n_rows; i++) {
    const chart_cell *const c = &data->rows[i].cells[column];
    if (c->state != CELL_VALUE)
      continue;
    least = fmin(least, fmin(c->value, c->lo)); /* fmin and fmax pass over NaN */
    most = fmax(most, fmax(c->value, c->hi));
  }
  if (least > most)
    return 0;
  *lo = least;
  *hi = most;
  return 1;
}

static int
by_first_value(const void *a, const void *b)
{
  const double x = (*(const chart_row *const *)a)->cells[0].value;
  const double y = (*(const chart_row *const *)b)->cells[0].value;
  if (isnan(x) || isnan(y))
    return isnan(x) - isnan(y); /* those without a value last */
  if (x < y || x > y)
    return x < y ? -1 : 1;
  return strcmp((*(const chart_row *const *)a)->label, (*(const chart_row *const *)b)->label);
}

int
chart_pick_rows(chart_pick *pick, const chart_data *data, int by_value)
{
  *pick = (chart_pick){0};
  pick->rows = calloc(data->n_rows + 1, sizeof *pick->rows);
  if (!pick->rows)
    return -1;
  for (size_t i = 0; i < data->n_rows; i++)
    pick->rows[i] = &data->rows[i];
  pick->n = data->n_rows;
  if (data->n_rows <= CHART_MOST_ROWS)
    return 0;

  pick->withheld_left_out = data->n_rows - data->n_open;
  pick->n = data->n_open;
  if (data->n_open <= 2 * CHART_EDGE_ROWS)
    return 0;
  size_t n_valued = data->n_open;
  if (by_value) {
    qsort(pick->rows, data->n_open, sizeof *pick->rows, by_first_value);
    while (n_valued > 2 * CHART_EDGE_ROWS && isnan(pick->rows[n_valued - 1]->cells[0].value))
      n_valued--;
  }
  memmove(pick->rows + CHART_EDGE_ROWS, pick->rows + n_valued - CHART_EDGE_ROWS,
          CHART_EDGE_ROWS * sizeof *pick->rows);
  pick->open_left_out = data->n_open - 2 * CHART_EDGE_ROWS;
  pick->n = 2 * CHART_EDGE_ROWS;
  return 0;
}

void
chart_pick_done(chart_pick *pick)
{
  free(pick->rows);
  pick->rows = NULL;
}
