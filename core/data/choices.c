/* Several choices of one question: a column for each, or a list in one cell. */
#include "data/answers.h"

#include "base/fold.h"

#include <string.h>

enum { LONGEST_LIST = 4000 };

bool
choice_is(const study_item *item, const codebook_column *column)
{
  if (item->theme || item->choice || item->selected == SELECTED_YES)
    return true;
  const bool is_exported = column && column->kind == COLUMN_SELECTED;
  return item->selected == SELECTED_AS_EXPORTED && is_exported && !item->answers &&
         item->min == 0 && item->max == 1;
}

/* What a tool writes where a choice was not taken. */
static bool
is_no(span cell)
{
  static const char *const words[] = {"0",
                                      "n",
                                      "no",
                                      "nein",
                                      "false",
                                      "unchecked",
                                      "not selected",
                                      "falsch",
                                      "nicht gewahlt",
                                      "nicht ausgewahlt"};
  char folded[32];
  if (cell.n >= sizeof folded)
    return false;
  const size_t n = text_fold(cell, folded);
  for (size_t i = 0; n && i < sizeof words / sizeof *words; i++)
    if (strcmp(folded, words[i]) == 0)
      return true;
  return false;
}

/* "-" is what some tools write into an empty cell. */
static bool
is_empty(span cell)
{
  return cell.n == 0 || span_is(cell, "-");
}

/* The columns of the question; those of the survey where it has only one. */
static void
find_group(const answer_reading *r, const codebook *book, uint32_t place, const uint32_t *places,
           uint32_t n_places, choice *out)
{
  const char *const group = book->columns[place].group;
  uint32_t *const found = arena_many(r->memory, book->n_columns, uint32_t);
  uint32_t n = 0;
  for (uint32_t i = 0; *group && i < book->n_columns; i++)
    if (strcmp(book->columns[i].group, group) == 0)
      found[n++] = i;
  out->group = n > 1 ? found : places;
  out->n_group = n > 1 ? n : n_places;
}

/* Whether the list has the choice: between its ends and separators. */
static bool
has_choice(span cell, const char *wanted)
{
  char folded[LONGEST_LIST + 1];
  if (cell.n > LONGEST_LIST)
    return false;
  /* Folding makes spaces of separators, so pieces are folded one by one: from each separator, or
   * the start, to each later one that is not too far. */
  const size_t farthest = 4 * strlen(wanted) + 16;
  for (size_t from = 0; from < cell.n; from++) {
    for (size_t to = from; to <= cell.n && to - from <= farthest; to++) {
      if (to < cell.n && cell.at[to] != ';' && cell.at[to] != ',')
        continue;
      text_fold((span){cell.at + from, to - from}, folded);
      if (strcmp(folded, wanted) == 0)
        return true;
    }
    while (from < cell.n && cell.at[from] != ';' && cell.at[from] != ',')
      from++;
  }
  return false;
}

/* Whether a stretch of a comment, folded and between spaces, has one of the words. */
static bool
has_word(const study_theme *theme, const char *folded)
{
  bool has_one = false;
  for (uint32_t i = 0; i < theme->n_words && !has_one; i++)
    has_one = strstr(folded, theme->words[i]) != NULL;
  return has_one;
}

/* What people write into a box that they would rather leave empty. */
static bool
is_nothing(span cell)
{
  static const char *const words[] = {"n a",    "na",         "none",           "nothing",
                                      "nil",    "no comment", "nothing to add", "keine",
                                      "nichts", "k a",        "kein kommentar"};
  char folded[32];
  if (cell.n >= sizeof folded)
    return false;
  text_fold(cell, folded);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(folded, words[i]) == 0)
      return true;
  return is_no(cell);
}

/* 1, 0, or OM_BLANK for no comment.  Long ones are looked at in stretches of whole words. */
static int
theme_read(const study_theme *theme, span cell)
{
  char folded[LONGEST_LIST + 4] = " ";
  const span whole = cell;
  bool has_letters = false, is_about = false;
  while (cell.n && !is_about) {
    size_t n = cell.n < LONGEST_LIST ? cell.n : LONGEST_LIST;
    while (n < cell.n && n > LONGEST_LIST / 2 && cell.at[n] != ' ')
      n--;
    const size_t length = text_fold((span){cell.at, n}, folded + 1);
    memcpy(folded + 1 + length, " ", 2);
    has_letters |= length > 0 && strcmp(folded, " - ") != 0;
    is_about = has_word(theme, folded);
    cell = (span){cell.at + n, cell.n - n};
  }
  return has_letters && !is_nothing(whole) ? is_about : OM_BLANK;
}

static void
check_seen(answer_reading *r, const study_scale *scale, const study_item *item, const choice *c,
           const answer_column *column)
{
  bool has_text = false;
  for (size_t i = 0; i < column->n_texts; i++) {
    if (has_choice(column->texts[i], c->text))
      return;
    has_text |= span_trim_wide(column->texts[i]).n > 0;
  }
  if (has_text)
    diag_warning(r->d, "D105", r->study->path, item->line,
                 "a choice that nobody takes is 0 for all; one that is misspelt is too",
                 "write it as the export does",
                 "%s: none of the first answers in the column %s lists \"%s\"", scale->name,
                 item->column, item->choice);
}

choice
choice_new(answer_reading *r, const study_scale *scale, const study_item *item,
           const codebook *book, uint32_t place, const uint32_t *places, uint32_t n_places,
           const answer_column *column)
{
  choice c = {.is_list = item->choice != NULL, .theme = item->theme};
  if (c.theme) {
    arena_push(r->memory, &r->told,
               arena_printf(r->memory, "%s, %s: a comment with one of %u words is 1", scale->name,
                            c.theme->id, c.theme->n_words));
    return c;
  }
  if (c.is_list) {
    c.text = text_folded(r->memory, item->choice);
    check_seen(r, scale, item, &c, column);
    return c;
  }
  find_group(r, book, place, places, n_places, &c);
  for (size_t i = 0; i < column->n_texts; i++)
    c.has_no |= is_no(span_trim_wide(column->texts[i]));
  const char *const line = arena_printf(
      r->memory, "%s, %s: a cell with something in it is 1, %s", scale->name, item->column,
      c.has_no ? "one that says no is 0" : "an empty one is 0 for who answered the question");
  arena_push(r->memory, &r->told, line);
  return c;
}

int
choice_read(const choice *c, const span *cells, size_t n_cells, uint32_t place)
{
  const span cell = place < n_cells ? span_trim_wide(cells[place]) : (span){"", 0};
  if (c->theme)
    return theme_read(c->theme, cell);
  if (c->is_list)
    return is_empty(cell) ? OM_BLANK : has_choice(cell, c->text);
  if (!is_empty(cell))
    return !is_no(cell);
  for (uint32_t i = 0; i < c->n_group && !c->has_no; i++)
    if (c->group[i] < n_cells && !is_empty(span_trim_wide(cells[c->group[i]])))
      return 0;
  return OM_BLANK;
}
