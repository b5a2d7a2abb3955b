/* SHA-256 against the vectors of FIPS 180-4, and the sum of digests. */
#include "core.h"

#include "base/digest.h"

static void
known_texts_have_their_digests(void **state)
{
  (void)state;
  static char million[1000000];
  memset(million, 'a', sizeof million);
  const struct {
    const char *text;
    size_t n;
    const char *hex;
  } cases[] = {
      {"", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
       "lmnopqrsmnopqrstnopqrstu",
       112, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
      {million, sizeof million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char hex[65];
    digest_hex(digest_of(cases[i].text, cases[i].n), hex);
    assert_string_equal(hex, cases[i].hex);
  }
}

static void
assert_same(digest a, digest b)
{
  assert_memory_equal(a.at, b.at, sizeof a.at);
}

static void
a_sum_does_not_depend_on_the_order(void **state)
{
  (void)state;
  digest a[50], forwards = {{0}}, backwards = {{0}};
  for (int i = 0; i < 50; i++)
    a[i] = digest_of(&i, sizeof i);
  for (int i = 0; i < 50; i++) {
    forwards = digest_sum(forwards, a[i]);
    backwards = digest_sum(backwards, a[49 - i]);
    assert_same(digest_sum(a[i], a[49 - i]), digest_sum(a[49 - i], a[i]));
  }
  assert_same(forwards, backwards);
}

static void
a_sum_carries_through_all_256_bits(void **state)
{
  (void)state;
  digest ones, one = {{1}}, zero = {{0}};
  memset(ones.at, 0xFF, sizeof ones.at);
  assert_same(digest_sum(ones, one), zero);
  digest half = {{0}}, next = {{0}};
  half.at[0] = 0x80;
  next.at[1] = 1;
  assert_same(digest_sum(half, half), next);
}

static void
repeated_records_do_not_cancel_out(void **state)
{
  (void)state;
  const digest a = digest_of("a", 1), zero = {{0}};
  const digest twice = digest_sum(a, a);
  assert_memory_not_equal(twice.at, zero.at, sizeof zero.at);
  assert_memory_not_equal(twice.at, a.at, sizeof a.at);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_texts_have_their_digests),
      cmocka_unit_test(a_sum_does_not_depend_on_the_order),
      cmocka_unit_test(a_sum_carries_through_all_256_bits),
      cmocka_unit_test(repeated_records_do_not_cancel_out),
  };
  return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
