/* SPSS files, written by ReadStat's writer in each of their forms. */
#include "convert.h"

#include <math.h>
#include <readstat.h>

typedef enum { SAV, SAV_PACKED, ZSAV, POR, N_FORMS } form;

/* What stands in a row. */
typedef struct written {
  const char *name;
  double score, day, moment, time, weight;
} written;

static const double day_2026 = (141428.0 + 20543) * 86400; /* 2026-03-31 */

static const written rows[] = {
    {"Anna ", 1, day_2026, day_2026 + 3661.5, 3661, 1.5},
    {"", 9, NAN, -0.25, 360000, 1e-300},
    {"\"B, b\"", 98, 99, 0, -61, 0.1},
    {"\xC3\x84rger", -1.1, day_2026, day_2026, 0.001, 12345678901234567.0},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

static ssize_t
take(const void *at, size_t n, void *context)
{
  text_add_n(context, at, n);
  return (ssize_t)n;
}

static readstat_variable_t *
variable(readstat_writer_t *w, const char *name, const char *label, const char *format)
{
  readstat_variable_t *const v = readstat_add_variable(w, name, READSTAT_TYPE_DOUBLE, 8);
  readstat_variable_set_label(v, label);
  readstat_variable_set_format(v, format);
  return v;
}

static span
file_of(bench *b, form f)
{
  text out = text_new(b->memory);
  readstat_writer_t *const w = readstat_writer_init();
  readstat_set_data_writer(w, take);
  if (f == SAV_PACKED || f == ZSAV)
    readstat_writer_set_compression(w,
                                    f == ZSAV ? READSTAT_COMPRESS_BINARY : READSTAT_COMPRESS_ROWS);
  readstat_label_set_t *const set = readstat_add_label_set(w, READSTAT_TYPE_DOUBLE, "set");
  readstat_label_double_value(set, 1, "poor ");
  readstat_label_double_value(set, 5, "good");
  readstat_label_double_value(set, 9, "refused");
  if (f != POR)
    readstat_label_double_value(set, 98, "does not know");
  readstat_variable_t *const name = readstat_add_variable(w, "NAME", READSTAT_TYPE_STRING, 10);
  readstat_variable_t *const score = variable(w, "SCORE", "How is it?", "F8.2");
  readstat_variable_set_label_set(score, set);
  if (f != POR) {
    readstat_variable_add_missing_double_range(score, 97, 99);
    readstat_variable_add_missing_double_value(score, 9);
  }
  readstat_variable_t *const day = variable(w, "DAY", "", "EDATE10");
  if (f != POR)
    readstat_variable_add_missing_double_value(day, 99);
  readstat_variable_t *const moment = variable(w, "MOMENT", "", "DATETIME22.2"),
                             *const time = variable(w, "TIME", "", "TIME8"),
                             *const weight = variable(w, "WEIGHT", "", "F8.2");
  readstat_writer_set_fweight_variable(w, weight);
  assert_int_equal(f == POR ? readstat_begin_writing_por(w, &out, N_ROWS)
                            : readstat_begin_writing_sav(w, &out, N_ROWS),
                   READSTAT_OK);
  for (size_t i = 0; i < N_ROWS; i++) {
    const written *const r = &rows[i];
    readstat_begin_row(w);
    readstat_insert_string_value(w, name, f == POR && i == 3 ? "Aerger" : r->name);
    readstat_insert_double_value(w, score, r->score);
    if (isnan(r->day))
      readstat_insert_missing_value(w, day);
    else
      readstat_insert_double_value(w, day, r->day);
    readstat_insert_double_value(w, moment, r->moment);
    readstat_insert_double_value(w, time, r->time);
    readstat_insert_double_value(w, weight, f == POR ? 2 : r->weight);
    assert_int_equal(readstat_end_row(w), READSTAT_OK);
  }
  assert_int_equal(readstat_end_writing(w), READSTAT_OK);
  readstat_writer_free(w);
  return (span){out.at, out.n};
}

static void
system_files_are_read_in_every_form(void **state)
{
  bench *const b = *state;
  for (form f = SAV; f <= ZSAV; f++) {
    const converted x = convert(b, "spss", file_of(b, f), (span){0}, NULL);
    assert_fine(x);
    assert_string_equal(x.c.book.format,
                        f == ZSAV ? "SPSS system file (zsav)" : "SPSS system file");
    assert_string_equal(x.text, "Anna,1,2026-03-31,2026-03-31 01:01:01.500,01:01:01,1.5\n"
                                ",9,,1582-10-13 23:59:59.750,100:00:00,1e-300\n"
                                "\"\"\"B, b\"\"\",98,99,1582-10-14 00:00:00,-00:01:01,0.1\n"
                                "\xC3\x84rger,-1.1,2026-03-31,2026-03-31 00:00:00,00:00:00.001,"
                                "12345678901234568\n");
    const codebook_column *const score = column_named(&x, "SCORE");
    assert_string_equal(score->text, "How is it?");
    assert_string_equal(labels_of(b, score), "1=poor; 5=good; 9=refused; 98=does not know");
    assert_string_equal(missing_of(b, score), "9=refused; 98=does not know; 97..99=user-missing");
    assert_int_equal(score->kind, COLUMN_NUMBER);
    assert_int_equal(column_named(&x, "NAME")->kind, COLUMN_ANY);
    assert_int_equal(column_named(&x, "DAY")->kind, COLUMN_DATE);
    assert_string_equal(missing_of(b, column_named(&x, "DAY")), "99=user-missing");
    assert_int_equal(column_named(&x, "WEIGHT")->role, ROLE_WEIGHT);
    assert_int_equal(x.c.book.n_columns, 6);
  }
}

static void
letters_of_another_character_set_are_told(void **state)
{
  bench *const b = *state;
  const span s = file_of(b, SAV);
  char *const copy = arena_copy(b->memory, s.at, s.n);
  char *const letter = memmem(copy, s.n, "\xC3\x84", 2);
  assert_non_null(letter);
  letter[0] = '\xC4';
  letter[1] = '-';
  assert_refused(convert(b, "spss", (span){copy, s.n}, (span){0}, NULL), "not in the character set "
                                                                         "that it names");
}

static void
portable_files_are_read(void **state)
{
  bench *const b = *state;
  const converted x = convert(b, "spss", file_of(b, POR), (span){0}, NULL);
  assert_fine(x);
  assert_string_equal(x.c.book.format, "SPSS portable file");
  assert_int_equal(strncmp(x.text, "Anna,1,2026-03-31,2026-03-31 01:01:01.500,01:01:01,2\n", 53),
                   0);
  assert_string_equal(labels_of(b, column_named(&x, "SCORE")), "1=poor; 5=good; 9=refused");
}

/* Cut anywhere, or with one byte changed, it is read or refused with a reason. */
static void
damage_is_told(void **state)
{
  bench *const b = *state;
  for (form f = SAV; f < N_FORMS; f++) {
    const span whole = file_of(b, f);
    char *const copy = arena_copy(b->memory, whole.at, whole.n);
    size_t n_refused = 0;
    for (size_t i = 1; i < whole.n; i += 7) {
      const converted cut = convert(b, "spss", (span){copy, i}, (span){0}, NULL);
      n_refused += !cut.is_fine;
      copy[i] = (char)(copy[i] ^ 0x55);
      convert(b, "spss", (span){copy, whole.n}, (span){0}, NULL);
      copy[i] = whole.at[i];
    }
    assert_true(n_refused > whole.n / 7 * 9 / 10);
  }
}

static void
a_locked_file_is_refused_as_such(void **state)
{
  bench *const b = *state;
  assert_refused(convert_text(b, "spss", "ENCRYPTEDSAV and so on", NULL), "it is encrypted");
  assert_refused(convert_text(b, "spss", "", NULL), "it ends before its last row");
  assert_refused(convert_text(b, "spss", "$FL2 no more", NULL), "it ends before its last row");
}

static void
files_are_known_by_their_first_bytes(void **state)
{
  bench *const b = *state;
  for (form f = SAV; f < N_FORMS; f++) {
    const span s = file_of(b, f);
    assert_ptr_equal(converter_of(s.at, s.n, "x.csv", false), converter_named("spss"));
  }
  assert_null(converter_of("SCORE\n1\n", 8, "x.sav", false));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(system_files_are_read_in_every_form),
      BENCH_TEST(letters_of_another_character_set_are_told),
      BENCH_TEST(portable_files_are_read),
      BENCH_TEST(damage_is_told),
      BENCH_TEST(a_locked_file_is_refused_as_such),
      BENCH_TEST(files_are_known_by_their_first_bytes),
  };
  return cmocka_run_group_tests_name("spss", tests, NULL, NULL);
}
