/* LimeSurvey structure files (.lss): a codebook alone.  Columns are named in both ways in which
 * LimeSurvey names them, code[sub] and code_sub; the export has one of the two. */
#include "import/foreign.h"

#include "base/catalogue.h"
#include "base/map.h"
#include "base/xml.h"

#include <libxml/HTMLparser.h>
#include <string.h>

typedef struct question {
  const char *qid, *parent, *code, *text;
  char type;
  int scale; /* of a subquestion: 0 its rows, 1 its columns */
  bool has_other;
} question;

typedef struct answer {
  const char *qid, *code, *text;
  int scale;
} answer;

typedef struct questions {
  question *at;
  size_t n, capacity;
} questions;

typedef struct reading {
  conversion *c;
  const char *language;
  map question_texts, answer_texts; /* numbers are indexes of texts */
  struct {
    const char **at;
    size_t n, capacity;
  } texts[2];
  questions questions, subs;
  struct {
    answer *at;
    size_t n, capacity;
  } answers;
  columns columns;
} reading;

/* --- text without markup --------------------------------------------------------------------- */

/* The character that an entity at `s` stands for, and its length; 0 when it is none. */
static unsigned
entity_at(const char *s, size_t *n)
{
  const char *const end = memchr(s, ';', strnlen(s, 12));
  if (!end || s[1] == ';')
    return 0;
  *n = (size_t)(end - s) + 1;
  unsigned u = 0;
  if (s[1] == '#') {
    const bool is_hex = s[2] == 'x' || s[2] == 'X';
    for (const char *c = s + 2 + is_hex; c < end && u < 0x110000; c++) {
      const char *const digits = "0123456789abcdef", *const at = strchr(digits, *c | 0x20);
      if (!at || (!is_hex && at - digits > 9))
        return 0;
      u = u * (is_hex ? 16 : 10) + (unsigned)(at - digits);
    }
    return u < 0xD800 ? u : 0;
  }
  char name[12] = "";
  memcpy(name, s + 1, *n - 2);
  const htmlEntityDesc *const known = htmlEntityLookup((const xmlChar *)name);
  return known ? known->value : 0;
}

static void
add_character(text *t, unsigned u)
{
  const char bytes[] = {(char)(u < 0x80    ? u
                               : u < 0x800 ? 0xC0 | u >> 6
                                           : 0xE0 | u >> 12),
                        (char)(u < 0x800 ? 0x80 | (u & 63) : 0x80 | (u >> 6 & 63)),
                        (char)(0x80 | (u & 63))};
  text_add_n(t, bytes, u < 0x80 ? 1 : u < 0x800 ? 2 : 3);
}

static bool
begins(const char *s, const char *name)
{
  return xmlStrncasecmp((const xmlChar *)s, (const xmlChar *)name, (int)strlen(name)) == 0;
}

/* Behind the tag, comment, script or style sheet at `s`. */
static const char *
skip_markup(const char *s)
{
  const char *end = begins(s, "<!--") ? strstr(s, "-->") : strchr(s, '>');
  for (size_t i = 0; i < 2 && end; i++) {
    const char *const name = i ? "<style" : "<script", *const close = i ? "</style>" : "</script>";
    const xmlChar *const at =
        begins(s, name) ? xmlStrcasestr((const xmlChar *)end, (const xmlChar *)close) : NULL;
    end = at ? (const char *)at + strlen(close) - 1 : end;
  }
  return end ? end + (begins(s, "<!--") ? 3 : 1) : s + strlen(s);
}

static bool
is_tag(const char *s)
{
  const char c = s[0] == '<' ? s[1] : '\0';
  return c == '/' || c == '!' || c == '?' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Tags inside a word or a sentence; every other one parts words. */
static bool
is_inline(const char *s)
{
  static const char *const names[] = {"b",    "i",   "u",    "a",     "em", "strong",
                                      "span", "sup", "font", "small", "sub"};
  const char *const name = s + 1 + (s[1] == '/');
  bool found = false;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    found |= begins(name, names[i]) && strchr(" >/\t\n", name[strlen(names[i])]);
  return found;
}

/* HTML as one line of words. */
static const char *
plain_text(arena *memory, const char *s)
{
  text t = text_new(memory);
  while (*s) {
    size_t n = 1;
    const bool is_markup = is_tag(s);
    const unsigned known = *s == '&' ? entity_at(s, &n) : 0;
    const bool is_space = is_markup ? !is_inline(s) : known == 0xA0 || strchr(" \t\n\r", *s);
    if (is_space && t.n && t.at[t.n - 1] != ' ')
      text_add(&t, " ");
    if (!is_space && !is_markup && known)
      add_character(&t, known);
    else if (!is_space && !is_markup)
      text_add_n(&t, s, 1);
    s = is_markup ? skip_markup(s) : s + (known ? n : 1);
  }
  while (t.n && t.at[t.n - 1] == ' ')
    t.at[--t.n] = '\0';
  return t.n ? t.at : "";
}

/* --- tables of the file ---------------------------------------------------------------------- */

static const char *
cell(const reading *r, const xmlNode *row, const char *name)
{
  return xml_words(r->c->memory, xml_child(row, name));
}

static const xmlNode *
first_row(const xmlNode *root, const char *table)
{
  const xmlNode *const rows = xml_child(xml_child(root, table), "rows");
  return rows ? xml_child(rows, "row") : NULL;
}

static bool
is_in_language(const reading *r, const xmlNode *row)
{
  const char *const language = cell(r, row, "language");
  return !*language || !*r->language || strcmp(language, r->language) == 0;
}

/* Since version 4 texts stand in tables of their own. */
static void
take_texts(reading *r, const xmlNode *root, const char *table, const char *id, const char *name,
           size_t which)
{
  map *const ids = which ? &r->answer_texts : &r->question_texts;
  for (const xmlNode *x = first_row(root, table); x; x = xml_next(x, "row")) {
    const char *const key = cell(r, x, id);
    if (is_in_language(r, x) && map_add(ids, key, strlen(key)) == r->texts[which].n)
      arena_push(r->c->memory, &r->texts[which], cell(r, x, name));
  }
}

static const char *
text_of(const reading *r, const xmlNode *row, const char *name, const char *id, size_t which)
{
  const char *const own = cell(r, row, name), *const key = cell(r, row, id);
  const uint32_t i = map_find(which ? &r->answer_texts : &r->question_texts, key, strlen(key));
  return plain_text(r->c->memory, *own || i == MAP_NONE ? own : r->texts[which].at[i]);
}

static void
take_questions(reading *r, const xmlNode *root, const char *table)
{
  for (const xmlNode *x = first_row(root, table); x; x = xml_next(x, "row")) {
    if (!is_in_language(r, x))
      continue;
    const char *const parent = cell(r, x, "parent_qid"), *const type = cell(r, x, "type");
    const question q = {.qid = cell(r, x, "qid"),
                        .parent = parent,
                        .code = cell(r, x, "title"),
                        .text = text_of(r, x, "question", "qid", 0),
                        .type = *type ? *type : 'X',
                        .scale = strcmp(cell(r, x, "scale_id"), "1") == 0,
                        .has_other = strcmp(cell(r, x, "other"), "Y") == 0};
    const bool is_sub = *parent && strcmp(parent, "0") != 0;
    arena_push(r->c->memory, is_sub ? &r->subs : &r->questions, q);
  }
}

static void
take_answers(reading *r, const xmlNode *root)
{
  for (const xmlNode *x = first_row(root, "answers"); x; x = xml_next(x, "row"))
    if (is_in_language(r, x)) {
      const answer a = {.qid = cell(r, x, "qid"),
                        .code = cell(r, x, "code"),
                        .text = text_of(r, x, "answer", "aid", 1),
                        .scale = strcmp(cell(r, x, "scale_id"), "1") == 0};
      arena_push(r->c->memory, &r->answers, a);
    }
}

/* --- columns --------------------------------------------------------------------------------- */

static void
give_labels(const reading *r, codebook_column *x, const question *q, int scale)
{
  static const struct {
    char type;
    value_label labels[3];
  } fixed[] = {{'Y', {{"Y", "Yes"}, {"N", "No"}, {NULL, NULL}}},
               {'G', {{"F", "Female"}, {"M", "Male"}, {NULL, NULL}}},
               {'C', {{"Y", "Yes"}, {"U", "Uncertain"}, {"N", "No"}}},
               {'E', {{"I", "Increase"}, {"S", "Same"}, {"D", "Decrease"}}}};
  arena *const memory = r->c->memory;
  labels all = {0};
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
    for (size_t k = 0; k < 3 && fixed[i].type == q->type && fixed[i].labels[k].value; k++)
      arena_push(memory, &all, fixed[i].labels[k]);
  for (size_t i = 0; i < r->answers.n && strchr("LOFH1!R", q->type); i++) {
    const answer *const a = &r->answers.at[i];
    if (strcmp(a->qid, q->qid) == 0 && a->scale == scale)
      arena_push(memory, &all, ((value_label){a->code, a->text}));
  }
  x->labels = all.at;
  x->n_labels = (uint32_t)all.n;
}

static column_kind
kind_of(char type)
{
  return strchr("NK5AB:", type)  ? COLUMN_NUMBER
         : strchr("STUQ;", type) ? COLUMN_TEXT
         : type == 'D'           ? COLUMN_DATE
         : strchr("MP", type)    ? COLUMN_SELECTED
                                 : COLUMN_ANY;
}

/* The column of the question itself (sub and scale ""), or of a part of it. */
static codebook_column *
add_column(reading *r, const question *q, const char *sub, const char *scale, bool has_brackets,
           const char *label)
{
  arena *const memory = r->c->memory;
  text name = text_new(memory);
  text_add(&name, q->code);
  const char *const parts[] = {sub, scale};
  for (size_t i = 0; i < 2; i++)
    if (*parts[i])
      text_addf(&name, has_brackets ? "[%s]" : "_%s", parts[i]);
  codebook_column x = foreign_column();
  x.name = name.at ? name.at : "";
  x.text = foreign_choice(memory, q->text, label);
  x.group = *sub ? q->code : "";
  x.kind = kind_of(q->type);
  arena_push(memory, &r->columns, x);
  return &r->columns.at[r->columns.n - 1];
}

/* What is written beside a choice, and instead of one. */
static void
add_written(reading *r, const question *q, const char *sub, const char *label)
{
  for (int i = 0; i < 2; i++) {
    codebook_column *const x = add_column(r, q, sub, "", i, label);
    x->kind = COLUMN_TEXT;
    x->role = ROLE_OTHER_TEXT;
  }
}

/* One part of the question, under both names. */
static void
add_part(reading *r, const question *q, const char *sub, const char *scale, const char *label,
         int of_scale)
{
  for (int i = 0; i < 2; i++) {
    codebook_column *const x = add_column(r, q, sub, scale, i, label);
    if (x->kind == COLUMN_SELECTED) {
      x->labels = arena_one(r->c->memory, value_label);
      x->labels[0] = (value_label){"Y", label};
      x->n_labels = 1;
    } else {
      give_labels(r, x, q, of_scale);
    }
  }
}

static void
add_sub(reading *r, const question *q, const question *sub)
{
  arena *const memory = r->c->memory;
  if (q->type == '1') {
    add_part(r, q, sub->code, "0", sub->text, 0);
    add_part(r, q, sub->code, "1", sub->text, 1);
    return;
  }
  if (q->type != ':' && q->type != ';') {
    add_part(r, q, sub->code, "", sub->text, 0);
    if (q->type == 'P')
      add_written(r, q, arena_printf(memory, "%scomment", sub->code), sub->text);
    return;
  }
  for (size_t i = 0; i < r->subs.n; i++) { /* a cell for each row and column */
    const question *const across = &r->subs.at[i];
    if (across->scale == 1 && strcmp(across->parent, q->qid) == 0)
      add_part(r, q, arena_printf(memory, "%s_%s", sub->code, across->code), "",
               foreign_choice(memory, sub->text, across->text), 0);
  }
}

/* Rank by rank: as many as there are answers. */
static void
add_ranks(reading *r, const question *q)
{
  int n = 0;
  for (size_t i = 0; i < r->answers.n; i++)
    if (strcmp(r->answers.at[i].qid, q->qid) == 0) {
      const char *const rank = arena_printf(r->c->memory, "%d", ++n);
      add_part(r, q, rank, "", arena_printf(r->c->memory, "rank %d", n), 0);
    }
}

static void
add_question(reading *r, const question *q)
{
  if (q->type == 'X') /* text alone */
    return;
  if (q->type == 'R') {
    add_ranks(r, q);
    return;
  }
  if (strchr("MPABCEFHKQ1:;", q->type)) {
    for (size_t i = 0; i < r->subs.n; i++)
      if (r->subs.at[i].scale == 0 && strcmp(r->subs.at[i].parent, q->qid) == 0)
        add_sub(r, q, &r->subs.at[i]);
  } else {
    give_labels(r, add_column(r, q, "", "", false, ""), q, 0);
  }
  if (q->type == 'O')
    add_written(r, q, "comment", "comment");
  if (q->has_other)
    add_written(r, q, "other", "other");
  if (q->has_other && q->type == 'P')
    add_written(r, q, "othercomment", "other");
}

static bool
run(conversion *c)
{
  if (c->codebook_fd < 0 || c->fd >= 0)
    return foreign_fail(c, "it describes a survey and holds no answers",
                        "name it in survey/@codebook, and the exported answers in survey/@file");
  xmlDoc *const doc = foreign_xml(c, c->codebook_fd);
  if (!doc)
    return false;
  reading r = {.c = c, .question_texts = map_new(c->memory), .answer_texts = map_new(c->memory)};
  const xmlNode *const root = xmlDocGetRootElement(doc);
  const bool is_survey = xml_child(root, "LimeSurveyDocType") != NULL;
  r.language = xml_words(c->memory, xml_child(xml_child(root, "languages"), "language"));
  take_texts(&r, root, "question_l10ns", "qid", "question", 0);
  take_texts(&r, root, "answer_l10ns", "aid", "answer", 1);
  take_questions(&r, root, "questions");
  take_questions(&r, root, "subquestions");
  take_answers(&r, root);
  xmlFreeDoc(doc);
  if (!is_survey || !r.questions.n)
    return foreign_fail(c, is_survey ? "it has no question" : "it is no LimeSurvey structure",
                        "export the structure of the survey (.lss)");
  for (size_t i = 0; i < r.questions.n; i++)
    add_question(&r, &r.questions.at[i]);
  c->book.format = N_("LimeSurvey structure");
  foreign_set_columns(&c->book, &r.columns);
  return true;
}

static int
probe(const char *head, size_t n, const char *name)
{
  (void)name;
  return memmem(head, n, "<LimeSurveyDocType>", 19) ? 100 : 0;
}

const converter converter_lss = {.id = "lss",
                                 .label = "a LimeSurvey structure (.lss)",
                                 .is_codebook = true,
                                 .probe = probe,
                                 .run = run};
