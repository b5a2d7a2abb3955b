/* Real exports, where they are: each is known by its tool, and its answers are read. */
#include "core.h"

#include "data/cells.h"
#include "import/export.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *data; /* the folder */

/* --- real files ------------------------------------------------------------------------------ */

/* Folders of the data, and the format that every file in them is of. */
static const struct {
  const char *folder, *label, *encoding;
  uint32_t at_least;
} real[] = {
    {"3_exports/qualtrics", "Qualtrics, ", NULL, 7},
    {"3_exports/surveymonkey", "SurveyMonkey, ", "windows-1252", 2},
    {"3_exports/surveygizmo", "Alchemer (SurveyGizmo), ", NULL, 1},
    {"3_exports/googleforms", "Google Forms, ", NULL, 2},
    {"3_exports/limesurvey", "LimeSurvey, ", NULL, 2},
    {"3_exports/csv_torture", "", "windows-1252", 60},
    {"1_linkage", "", NULL, 14},
    {"2_org", "", NULL, 13},
    {"4_hr", "", NULL, 1},
    {"golden", "", NULL, 2},
};

static struct {
  const char *paths[200];
  size_t n;
  arena *memory;
} found;

static int
find_text(const char *path, const struct stat *st, int type, struct FTW *walk)
{
  (void)st, (void)walk;
  const char *const dot = strrchr(path, '.');
  const bool is_text = dot && (strcmp(dot, ".csv") == 0 || strcmp(dot, ".txt") == 0);
  if (type == FTW_F && is_text && found.n < sizeof found.paths / sizeof *found.paths)
    found.paths[found.n++] = arena_string(found.memory, path);
  return 0;
}

/* Names are there, and are all different. */
static void
check_names(const char *path, const codebook *book, bool is_of_tool)
{
  for (uint32_t i = 0; is_of_tool && i < book->n_columns; i++) {
    if (!*book->columns[i].name)
      fail_msg("%s: column %u has no name", path, i + 1);
    for (uint32_t j = 0; j < i; j++)
      if (strcmp(book->columns[i].name, book->columns[j].name) == 0)
        fail_msg("%s: two columns %s", path, book->columns[i].name);
  }
}

static void
real_exports_are_known(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof real / sizeof *real; i++) {
    found.n = 0;
    found.memory = b->memory;
    nftw(arena_printf(b->memory, "%s/%s", data, real[i].folder), find_text, 16, FTW_PHYS);
    uint32_t n = 0;
    for (size_t f = 0; f < found.n; f++) {
      b->d = diags_new(b->memory);
      export e;
      const export_hints hints = {.encoding = real[i].encoding};
      if (open_export(b, &e, found.paths[f], found.paths[f], hints)) {
        const char *const is = e.book.format;
        const bool fits = *real[i].label ? strncmp(is, real[i].label, strlen(real[i].label)) == 0
                                         : strstr(is, "-separated text") < strchr(is, ',');
        if (!fits)
          fail_msg("%s is taken for %s", found.paths[f], is);
        check_names(found.paths[f], &e.book, *real[i].label);
        n++;
      }
      export_close(&e);
    }
    if (n < real[i].at_least)
      fail_msg("%s: only %u files", real[i].folder, n);
  }
}

/* --- answers of real exports ----------------------------------------------------------------- */

/* The items of one scale: columns of the export that begin and end so. */
typedef struct real_scale {
  const char *file, *encoding, *attributes, *group, *told;
  uint32_t n_items;
  const char *no_answer; /* a text among the answers that stands for none; "" for none */
} real_scale;

static const real_scale scales[] = {
    {"limesurvey/rse_2017_us_public_data.csv", NULL, "min='1' max='5'", "likert2",
     "agreement, 5 steps: strongly disagree = 1, disagree = 2, neither agree or disagree = 3", 20,
     ""},
    {"limesurvey/rse_2017_us_public_data.csv", NULL, "min='1' max='5'", "likert1",
     "frequency, 5 steps: never = 1, sometimes = 2, often = 3, very often = 4, always = 5", 11, ""},
    {"limesurvey/rse_2017_us_public_data.csv", NULL, "min='0' max='10'", "likert3", "", 2, ""},
    {"limesurvey/rse_2017_uk_public_data.csv", NULL, "min='1' max='10'", "time1can", "", 6, ""},
    {"surveymonkey/StarWars.csv", "windows-1252", "min='1' max='5'",
     "Please state whether you view the following characters favorably, unfavorably, or are "
     "unfamiliar with him/her.",
     "favour, 5 steps: very unfavorably = 1", 14, "Unfamiliar (N/A)"},
};

static void
add_text(arena *memory, map *seen, span cell)
{
  cell = span_trim(cell);
  if (cell.n)
    map_add(seen, cell.at, cell.n);
  (void)memory;
}

static void
check_scale(bench *b, const real_scale *x)
{
  export e;
  const char *const path = arena_printf(b->memory, "%s/3_exports/%s", data, x->file);
  assert_true(open_export(b, &e, path, path, (export_hints){.encoding = x->encoding}));
  text items = text_new(b->memory);
  uint32_t *const at = arena_many(b->memory, e.book.n_columns, uint32_t);
  map *const seen = arena_many(b->memory, e.book.n_columns, map);
  uint32_t n = 0;
  for (uint32_t i = 0; i < e.book.n_columns; i++)
    if (strcmp(e.book.columns[i].group, x->group) == 0) {
      text_addf(&items, "<item column='c%u'/>", i);
      seen[n] = map_new(b->memory);
      at[n++] = i;
    }
  assert_int_equal(n, x->n_items);
  const char *const xml = arena_printf(
      b->memory,
      STUDY("<survey id='s' side='inside' file='x'>%s<scale id='x' %s>%s</scale></survey>"),
      *x->no_answer ? arena_printf(b->memory, "<missing code='%s'/>", x->no_answer) : "",
      x->attributes, items.at);
  const study *const s = bench_study(b, xml);
  assert_non_null(s);
  stream rows = rows_of(b, &e);
  export_row row;
  while (stream_next(&rows, &row))
    for (uint32_t i = 0; i < n; i++)
      add_text(b->memory, &seen[i], row.cells[at[i]]);
  answer_column *const columns = arena_many(b->memory, n, answer_column);
  const answer_map **const maps = arena_many(b->memory, n, const answer_map *);
  for (uint32_t i = 0; i < n; i++) {
    span *const texts = arena_many(b->memory, seen[i].n, span);
    for (uint32_t t = 0; t < seen[i].n; t++)
      texts[t] = (span){seen[i].keys[t], strlen(seen[i].keys[t])};
    columns[i] = (answer_column){&e.book.columns[at[i]], texts, seen[i].n};
  }
  reasons why = reasons_new(b->memory, s, &s->surveys[0], NULL);
  answer_reading r = {
      .memory = b->memory, .study = s, .survey = &s->surveys[0], .reasons = &why, .d = &b->d};
  if (!answers_build(&r, &s->scales[0], columns, maps))
    fail_msg("%s", bench_messages(b));
  for (uint32_t i = 0; i < n; i++) {
    const cell_reader reader =
        cell_reader_new(b->memory, cell_rule_new(b->memory, &s->surveys[0]), &s->scales[0],
                        &s->scales[0].items[i], NULL, maps[i], &why);
    for (size_t t = 0; t < columns[i].n_texts; t++)
      if (cell_read(&reader, columns[i].texts[t]).fault != CELL_FINE)
        fail_msg("%s: \"%s\" is not read", x->group, columns[i].texts[t].at);
  }
  assert_true(*x->told ? r.told.n > 0 && strstr(r.told.at[0], x->told) : r.told.n == 0);
  export_close(&e);
}

static void
real_answers_are_read(void **state)
{
  bench *const b = *state;
  for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
    b->d = diags_new(b->memory);
    check_scale(b, &scales[i]);
    assert_no_message(b);
  }
}

int
main(void)
{
  data = getenv("ORGMIRROR_DATA");
  if (!data || access(data, R_OK) != 0) {
    printf("1..0 # SKIP no %s: set ORGMIRROR_DATA to a folder with exports of survey tools\n",
           data ? data : "data");
    return 0;
  }
  const struct CMUnitTest tests[] = {
      BENCH_TEST(real_exports_are_known),
      BENCH_TEST(real_answers_are_read),
  };
  return cmocka_run_group_tests_name("real exports", tests, NULL, NULL);
}
