/* Catalogues of translations: what msgfmt writes is read, and what is damaged is refused. */
#include "core.h"

#include "base/catalogue.h"

typedef struct entry {
  const char *original, *translation; /* sorted by the first; "\4" after a context */
} entry;

static const entry entries[] = {
    {"", "Language: de\n"},
    {"Inside", "Innen"},
    {"Over {n} units", "\u00DCber {n} Einheiten"},
    {"Untold", ""},
    {"w-inside\4Inside", "innen, als Wort der Seite"},
};
enum { N_ENTRIES = sizeof entries / sizeof *entries, MOST = 1024 };

static void
put(unsigned char *at, uint32_t x, bool is_swapped)
{
  x = is_swapped ? __builtin_bswap32(x) : x;
  memcpy(at, &x, sizeof x);
}

/* As msgfmt lays it out; the number of bytes. */
static size_t
make(const entry *all, uint32_t n, bool is_swapped, unsigned char out[MOST])
{
  const uint32_t header[] = {0x950412de, 0, n, 28, 28 + 8 * n, 0, 0};
  size_t at = 28 + 16 * (size_t)n;
  for (size_t i = 0; i < 7; i++)
    put(out + 4 * i, header[i], is_swapped);
  for (uint32_t i = 0; i < 2 * n; i++) {
    const char *const s = i < n ? all[i].original : all[i - n].translation;
    put(out + 28 + 8 * i, (uint32_t)strlen(s), is_swapped);
    put(out + 32 + 8 * i, (uint32_t)at, is_swapped);
    memcpy(out + at, s, strlen(s) + 1);
    at += strlen(s) + 1;
  }
  return at;
}

static void
translations_are_found(void **state)
{
  const bench *const b = *state;
  for (int is_swapped = 0; is_swapped < 2; is_swapped++) {
    unsigned char bytes[MOST];
    const size_t n = make(entries, N_ENTRIES, is_swapped, bytes);
    const catalogue *const c = catalogue_open(b->memory, bytes, n);
    assert_non_null(c);
    assert_string_equal(catalogue_find(c, NULL, "Inside"), "Innen");
    assert_string_equal(catalogue_find(c, "w-inside", "Inside"), "innen, als Wort der Seite");
    assert_string_equal(catalogue_find(c, NULL, "Over {n} units"), "\u00DCber {n} Einheiten");
    assert_null(catalogue_find(c, "w-outside", "Inside"));
    assert_null(catalogue_find(c, "w-inside", "Over {n} units"));
    assert_null(catalogue_find(c, NULL, "Insid"));
    assert_null(catalogue_find(c, NULL, "Insider"));
    assert_null(catalogue_find(c, NULL, "Untold"));
    assert_null(catalogue_find(c, NULL, "")); /* not its heading */
  }
  assert_null(catalogue_find(NULL, NULL, "Inside"));
}

static void
what_is_no_catalogue_is_refused(void **state)
{
  const bench *const b = *state;
  static const entry unsorted[] = {{"b", "B"}, {"a", "A"}}, twice[] = {{"a", "A"}, {"a", "B"}};
  unsigned char bytes[MOST];
  const size_t n = make(entries, N_ENTRIES, false, bytes);
  for (size_t i = 0; i < n; i++)
    assert_null(catalogue_open(b->memory, bytes, i));
  assert_null(catalogue_open(b->memory, bytes, make(unsorted, 2, false, bytes)));
  assert_null(catalogue_open(b->memory, bytes, make(twice, 2, false, bytes)));
  make(entries, N_ENTRIES, false, bytes);
  put(bytes + 4, 2U << 16, false); /* a format of the future */
  assert_null(catalogue_open(b->memory, bytes, n));
}

/* Whatever is damaged: it is refused, or what is found ends where the bytes end. */
static void
damage_does_no_harm(void **state)
{
  const bench *const b = *state;
  unsigned char whole[MOST];
  const size_t n = make(entries, N_ENTRIES, false, whole);
  for (size_t i = 0; i < n; i++)
    for (int bit = 0; bit < 8; bit++) {
      unsigned char *const bytes = test_malloc(n); /* its own, so that a tool sees what is read */
      memcpy(bytes, whole, n);
      bytes[i] ^= (unsigned char)(1 << bit);
      const catalogue *const c = catalogue_open(b->memory, bytes, n);
      for (size_t e = 0; e < N_ENTRIES; e++) {
        const char *const found = catalogue_find(c, NULL, entries[e].original);
        assert_true(!found || strlen(found) < n);
      }
      test_free(bytes);
    }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(translations_are_found),
      BENCH_TEST(what_is_no_catalogue_is_refused),
      BENCH_TEST(damage_does_no_harm),
  };
  return cmocka_run_group_tests_name("core/base/catalogue", tests, NULL, NULL);
}
