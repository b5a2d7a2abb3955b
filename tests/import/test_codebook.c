/* Codebooks as bytes: what was written is read, and whatever else is read is bounded. */
#include "convert.h"

static codebook
sample(bench *b)
{
  codebook book = codebook_new(b->memory, 2);
  value_label *const labels = arena_many(b->memory, 2, value_label);
  labels[0] = (value_label){"1", "yes"};
  labels[1] = (value_label){"2", ""};
  value_missing *const missing = arena_many(b->memory, 2, value_missing);
  missing[0] = (value_missing){.value = "9", .reason = "refused"};
  missing[1] = (value_missing){.lo = -99, .hi = -1, .reason = "user-missing"};
  book.columns[0] = (codebook_column){.name = "q",
                                      .text = "Q?",
                                      .group = "g",
                                      .kind = COLUMN_SELECTED,
                                      .role = ROLE_OTHER_TEXT,
                                      .labels = labels,
                                      .n_labels = 2,
                                      .missing = missing,
                                      .n_missing = 2};
  book.columns[1].name = "r";
  book.format = "a format";
  codebook_note(b->memory, &book, "a note");
  codebook_note(b->memory, &book, "another");
  return book;
}

static bytes
written(bench *b)
{
  const codebook book = sample(b);
  bytes out = bytes_new(b->memory);
  codebook_write(&out, &book);
  return out;
}

static void
what_was_written_is_read(void **state)
{
  bench *const b = *state;
  const bytes out = written(b);
  cursor in = cursor_new(out.at, out.n);
  codebook book;
  assert_true(codebook_read(b->memory, &in, &book));
  assert_int_equal(book.n_columns, 2);
  const codebook_column *const q = &book.columns[0];
  assert_string_equal(q->name, "q");
  assert_string_equal(q->text, "Q?");
  assert_string_equal(q->group, "g");
  assert_int_equal(q->kind, COLUMN_SELECTED);
  assert_int_equal(q->role, ROLE_OTHER_TEXT);
  assert_string_equal(labels_of(b, q), "1=yes; 2=");
  assert_string_equal(missing_of(b, q), "9=refused; -99..-1=user-missing");
  assert_string_equal(book.columns[1].name, "r");
  assert_string_equal(book.format, "a format");
  assert_int_equal(book.n_notes, 2);
  assert_string_equal(book.notes[1], "another");
}

/* With any byte changed, cut anywhere, or with more behind it: a codebook or none, and never more
 * memory than a few times the bytes. */
static void
whatever_is_read_is_bounded(void **state)
{
  bench *const b = *state;
  const bytes out = written(b);
  static const uint8_t values[] = {0, 1, 0x7F, 0x80, 0xFF};
  for (size_t i = 0; i < out.n; i++) {
    codebook book;
    cursor cut = cursor_new(out.at, i);
    assert_false(codebook_read(b->memory, &cut, &book));
    const uint8_t before = out.at[i];
    for (size_t k = 0; k < sizeof values; k++) {
      out.at[i] = values[k];
      cursor in = cursor_new(out.at, out.n);
      if (codebook_read(b->memory, &in, &book))
        for (uint32_t c = 0; c < book.n_columns; c++)
          assert_true(book.columns[c].kind < N_COLUMN_KINDS &&
                      book.columns[c].role < N_COLUMN_ROLES && book.columns[c].name);
    }
    out.at[i] = before;
  }
}

static void
counts_beyond_the_bytes_are_refused_before_memory_is_taken(void **state)
{
  bench *const b = *state;
  bytes out = bytes_new(b->memory);
  bytes_string(&out, "");
  bytes_u32(&out, 1);
  bytes_string(&out, "q");
  bytes_string(&out, "");
  bytes_string(&out, "");
  bytes_u32(&out, 0);
  bytes_u32(&out, 0);
  bytes_u32(&out, 1 << 19); /* labels, of which there are none */
  for (size_t i = 0; i < 1 << 19; i++)
    bytes_u8(&out, 0);
  cursor in = cursor_new(out.at, out.n);
  codebook book;
  assert_false(codebook_read(b->memory, &in, &book));
  assert_int_equal(book.columns[0].n_labels, 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(what_was_written_is_read),
      BENCH_TEST(whatever_is_read_is_bounded),
      BENCH_TEST(counts_beyond_the_bytes_are_refused_before_memory_is_taken),
  };
  return cmocka_run_group_tests_name("codebook", tests, NULL, NULL);
}
