/* Records of delimited text, one at a time. */
#include "import/records.h"

#include <string.h>

records
records_new(arena *memory, span text, bool is_last, char delimiter, unsigned line)
{
  return (records){
      .memory = memory, .text = text, .is_last = is_last, .line = line, .delimiter = delimiter};
}

/* Where a record is being read. */
typedef struct place {
  size_t at;
  unsigned line;
} place;

/* Room for the cells of a record without their doubled quotes.  Cells point into it, so it is
 * taken once, for the longest they can be. */
static char *
plain_room(records *r, size_t n)
{
  if (r->n_plain + n > r->plain_capacity) {
    r->plain_capacity = (r->text.n - r->at) + 1;
    r->plain = arena_alloc(r->memory, r->plain_capacity, 1);
    r->n_plain = 0;
  }
  char *const room = r->plain + r->n_plain;
  r->n_plain += n;
  return room;
}

static bool
is_line_end(char c)
{
  return c == '\n' || c == '\r';
}

static void
undouble(records *r, span *cell, size_t doubled)
{
  char *const plain = plain_room(r, cell->n - doubled);
  size_t n = 0;
  for (size_t i = 0; i < cell->n; i++) {
    plain[n++] = cell->at[i];
    i += cell->at[i] == '"';
  }
  *cell = (span){plain, n};
}

/* The quoted cell that starts at p->at. */
static record_state
quoted_cell(records *r, place *p, span *cell)
{
  const char *const t = r->text.at;
  const size_t start = p->at + 1, n = r->text.n;
  const unsigned first_line = p->line;
  size_t i = start, doubled = 0;
  for (;; i++) {
    if (i >= n) {
      r->fault_line = first_line;
      return r->is_last ? RECORD_OPEN_QUOTE : RECORD_CUT;
    }
    if (t[i] != '"') {
      p->line += t[i] == '\n' || (t[i] == '\r' && (i + 1 == n || t[i + 1] != '\n'));
      continue;
    }
    if (i + 1 == n && !r->is_last)
      return RECORD_CUT; /* it may be doubled */
    if (i + 1 == n || t[i + 1] != '"')
      break;
    doubled++;
    i++;
  }
  *cell = (span){t + start, i - start};
  p->at = i + 1;
  if (p->at < n && t[p->at] != r->delimiter && !is_line_end(t[p->at])) {
    r->fault_line = p->line;
    return RECORD_AFTER_QUOTE;
  }
  if (doubled)
    undouble(r, cell, doubled);
  return RECORD_ROW;
}

static void
bare_cell(const records *r, place *p, span *cell)
{
  const char *const t = r->text.at;
  size_t i = p->at;
  while (i < r->text.n && t[i] != r->delimiter && !is_line_end(t[i]))
    i++;
  *cell = (span){t + p->at, i - p->at};
  p->at = i;
}

/* Over the line end at p->at.  A CR that is the last byte so far may have an LF to come. */
static record_state
end_line(const records *r, place *p)
{
  const char *const t = r->text.at;
  const bool is_cr = t[p->at] == '\r', has_more = p->at + 1 < r->text.n;
  if (is_cr && !has_more && !r->is_last)
    return RECORD_CUT;
  p->at += is_cr && has_more && t[p->at + 1] == '\n' ? 2 : 1;
  p->line++;
  return RECORD_ROW;
}

static record_state
read_record(records *r, place *p)
{
  const char *const t = r->text.at;
  for (;;) {
    if (r->n_cells == MOST_CELLS) {
      r->fault_line = p->line;
      return RECORD_TOO_WIDE;
    }
    r->cells = arena_room(r->memory, r->cells, r->n_cells, &r->capacity, sizeof *r->cells);
    span *const cell = &r->cells[r->n_cells++];
    if (p->at < r->text.n && t[p->at] == '"') {
      const record_state state = quoted_cell(r, p, cell);
      if (state != RECORD_ROW)
        return state;
    } else {
      bare_cell(r, p, cell);
    }
    if (p->at >= r->text.n)
      return r->is_last ? RECORD_ROW : RECORD_CUT;
    if (t[p->at] != r->delimiter)
      return end_line(r, p);
    p->at++;
  }
}

record_state
records_next(records *r)
{
  r->n_cells = r->n_plain = 0;
  if (r->at >= r->text.n)
    return r->is_last ? RECORD_END : RECORD_CUT;
  place p = {r->at, r->line};
  const record_state state = read_record(r, &p);
  if (state == RECORD_ROW) {
    r->at = p.at;
    r->line = p.line;
  }
  return state;
}
