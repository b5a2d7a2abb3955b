/* Archives: those that are whole, those that are damaged, and those that are made to do harm. */
#include "convert.h"

#include "import/zip.h"

static const char hello[] = "Hello, hello, hello, hello, hello.";

static span
span_of(const char *s)
{
  return (span){s, strlen(s)};
}

static span
two_parts(bench *b)
{
  const archive_part parts[] = {{"a/Stored.txt", span_of(hello), false},
                                {"b.txt", span_of(hello), true}};
  return archive_of(b, parts, 2);
}

static bool
collect(void *context, const char *at, size_t n)
{
  text_add_n(context, at, n);
  return true;
}

static bool
stop_at_once(void *context, const char *at, size_t n)
{
  (void)at, (void)n;
  ++*(int *)context;
  return false;
}

static void
parts_come_out_as_they_went_in(void **state)
{
  bench *const b = *state;
  zip z;
  const char *why;
  assert_true(zip_open(b->memory, two_parts(b), &z, &why));
  assert_int_equal(z.n, 2);
  assert_null(zip_find(&z, "c"));
  const char *const names[] = {"A/stored.TXT", "b.txt"};
  for (size_t i = 0; i < 2; i++) {
    const zip_part *const p = zip_find(&z, names[i]);
    assert_non_null(p);
    text t = text_new(b->memory);
    assert_true(zip_read(&z, p, collect, &t, &why));
    assert_string_equal(t.at, hello);
    int calls = 0;
    assert_false(zip_read(&z, p, stop_at_once, &calls, &why));
    assert_int_equal(calls, 1);
    assert_null(why);
  }
}

/* The archive with one byte changed, or cut, either opens and reads as before, or says why not. */
static void
no_byte_can_do_harm(void **state)
{
  bench *const b = *state;
  const span whole = two_parts(b);
  char *const copy = arena_copy(b->memory, whole.at, whole.n);
  for (size_t i = 0; i < whole.n; i++)
    for (int bit = -1; bit < 8; bit++) {
      const span s = {copy, bit < 0 ? i : whole.n};
      if (bit >= 0)
        copy[i] = (char)(whole.at[i] ^ 1 << bit);
      zip z;
      const char *why = NULL;
      if (!zip_open(b->memory, s, &z, &why))
        assert_non_null(why);
      else
        for (size_t p = 0; p < z.n; p++) {
          text t = text_new(b->memory);
          why = NULL;
          if (zip_read(&z, &z.parts[p], collect, &t, &why))
            assert_string_equal(t.at, hello);
          else
            assert_non_null(why);
        }
      copy[i] = whole.at[i];
    }
}

static void
bombs_are_refused_before_they_are_touched(void **state)
{
  bench *const b = *state;
  zip z;
  const char *why;
  const size_t n = 32 << 20;
  const archive_part bomb = {"bomb", {arena_alloc(b->memory, n, 1), n}, true};
  assert_false(zip_open(b->memory, archive_of(b, &bomb, 1), &z, &why));
  assert_non_null(strstr(why, "more than 300 times"));

  archive_part many[MOST_PARTS + 1];
  for (size_t i = 0; i <= MOST_PARTS; i++)
    many[i] = (archive_part){"x", {"", 0}, false};
  assert_false(zip_open(b->memory, archive_of(b, many, MOST_PARTS + 1), &z, &why));
  assert_non_null(strstr(why, "more than 10,000 parts"));
  assert_true(zip_open(b->memory, archive_of(b, many, MOST_PARTS), &z, &why));
}

/* The archive whose directory says another number at this place of its first entry. */
static span
with_number(bench *b, size_t place, uint32_t number)
{
  const span whole = two_parts(b);
  char *const copy = arena_copy(b->memory, whole.at, whole.n);
  char *const entry = memmem(copy, whole.n, "PK\1\2", 4);
  assert_non_null(entry);
  for (size_t i = 0; i < (place < 20 ? 2u : 4u); i++)
    entry[place + i] = (char)(number >> (8 * i));
  return (span){copy, whole.n};
}

static void
what_the_directory_says_is_not_believed(void **state)
{
  static const struct {
    size_t place;
    uint32_t number;
    const char *words;
  } lies[] = {{8, 1, "it is encrypted"},
              {10, 12, "packed in a way"},
              {16, 7, "its checksum is another"},
              {20, 1 << 20, "outside of the file"},
              {24, 3, "more than it says"},
              {24, 99, "its checksum is another"},
              {42, 0x7FFFFFFF, "outside of the file"},
              {42, 5, "outside of the file"}};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
    zip z;
    const char *why;
    text t = text_new(b->memory);
    assert_true(zip_open(b->memory, with_number(b, lies[i].place, lies[i].number), &z, &why));
    assert_false(zip_read(&z, &z.parts[0], collect, &t, &why));
    if (!strstr(why, lies[i].words))
      fail_msg("\"%s\" does not say \"%s\"", why, lies[i].words);
  }
  zip z;
  const char *why;
  assert_false(zip_open(b->memory, with_number(b, 24, 0xFFFFFFFE), &z, &why));
  assert_false(zip_open(b->memory, (span){"", 0}, &z, &why));
  assert_false(zip_open(b->memory, (span){hello, strlen(hello)}, &z, &why));
}

/* An archive with 64-bit sizes, as programs write them that do not know the size beforehand. */
static void
wide_numbers_are_read(void **state)
{
  bench *const b = *state;
  const span whole = two_parts(b);
  const char *const second = memmem(whole.at, whole.n, "b.txt", 5);
  assert_non_null(second);
  text t = text_new(b->memory); /* the second part alone, and a directory of our own */
  const size_t start = (size_t)(second - whole.at) - 30;
  const char *const directory = memmem(whole.at, whole.n, "PK\1\2", 4);
  const size_t n_part = (size_t)(directory - whole.at) - start;
  const char *const entry = memmem(directory + 4, 100, "PK\1\2", 4);
  text_add_n(&t, whole.at + start, n_part);
  const size_t at = t.n;
  text_add_n(&t, entry, 20);
  text_add_n(&t, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8);
  text_add_n(&t,
             "\5\0\34\0\0\0\0\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF"
             "b.txt",
             23);
  text_add_n(&t, "\1\0\30\0", 4);
  text_add_n(&t, entry + 24, 4); /* size */
  text_add_n(&t, "\0\0\0\0", 4);
  text_add_n(&t, entry + 20, 4); /* packed */
  text_add_n(&t,
             "\0\0\0\0"
             "\0\0\0\0\0\0\0\0",
             12);
  const size_t n_directory = t.n - at, at64 = t.n;
  text_add_n(&t, "PK\6\6\54\0\0\0\0\0\0\0\55\0\55\0\0\0\0\0\0\0\0\0", 24);
  const uint64_t numbers[] = {1, 1, n_directory, at};
  for (size_t i = 0; i < 4; i++)
    for (size_t k = 0; k < 8; k++) {
      const char c = (char)(numbers[i] >> (8 * k));
      text_add_n(&t, &c, 1);
    }
  text_add_n(&t, "PK\6\7\0\0\0\0", 8);
  for (size_t k = 0; k < 8; k++) {
    const char c = (char)((uint64_t)at64 >> (8 * k));
    text_add_n(&t, &c, 1);
  }
  text_add_n(&t, "\1\0\0\0", 4);
  text_add_n(&t, "PK\5\6\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0", 22);
  zip z;
  const char *why;
  text out = text_new(b->memory);
  if (!zip_open(b->memory, (span){t.at, t.n}, &z, &why) ||
      !zip_read(&z, &z.parts[0], collect, &out, &why))
    fail_msg("%s", why);
  assert_string_equal(out.at, hello);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(parts_come_out_as_they_went_in),
      BENCH_TEST(no_byte_can_do_harm),
      BENCH_TEST(bombs_are_refused_before_they_are_touched),
      BENCH_TEST(what_the_directory_says_is_not_believed),
      BENCH_TEST(wide_numbers_are_read),
  };
  return cmocka_run_group_tests_name("zip", tests, NULL, NULL);
}
