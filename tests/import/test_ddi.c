/* DDI codebooks of our own making. */
#include "convert.h"

#include "base/xml.h"

#define DDI(variables)                                                                             \
  "<?xml version=\"1.0\"?>\n<codeBook xmlns=\"ddi:codebook:2_5\" version=\"2.5\"><stdyDscr/>"      \
  "<dataDscr>" variables "</dataDscr></codeBook>"

static const char fixed[] =
    DDI("<var ID=\"V1\" name=\"region\"><location StartPos=\"1\" EndPos=\"2\" width=\"2\"/>"
        "<labl>Region</labl><qstn><preQTxt>x</preQTxt><qstnLit>Where do\n you "
        "live?</qstnLit></qstn>"
        "<catgry><catValu>01</catValu><labl>North</labl></catgry>"
        "<catgry missing=\"Y\"><catValu>09</catValu><labl>Unknown</labl></catgry>"
        "<catgry><catValu>10</catValu></catgry><varFormat type=\"numeric\"/></var>"
        "<var ID=\"V2\" name=\"weight\" dcml=\"2\" wgt=\"wgt\"><location StartPos=\"3\" "
        "width=\"5\"/>"
        "<labl level=\"group\">g</labl><labl>Weight</labl><varFormat type=\"numeric\"/></var>"
        "<var ID=\"V3\" name=\"place\"><location StartPos=\"8\" EndPos=\"12\"/>"
        "<varFormat type=\"character\"/></var>"
        "<var ID=\"V4\"><location StartPos=\"13\" width=\"3\"/><invalrng><item VALUE=\"-8\"/>"
        "<range min=\"97\" max=\"99\"/><range min=\"x\" max=\"99\"/></invalrng></var>"
        "<var ID=\"V5\" name=\"nowhere\"/>");

static void
fixed_width_is_cut_where_it_says(void **state)
{
  bench *const b = *state;
  const converted x = convert_text(b, "ddi",
                                   "0100150Ulm  -05\n"
                                   "0912345K\xF6ln  98\r\n"
                                   "\n"
                                   "10-0007x\n"
                                   " 3 1.25ab,c 000",
                                   fixed);
  assert_fine(x);
  assert_string_equal(x.text, "1,1.5,Ulm,-5\n9,123.45,K\xC3\xB6ln,98\n10,-0.07,x,\n"
                              "3,1.25,\"ab,c\",0\n");
  assert_string_equal(x.c.book.format, "text of fixed width, by its DDI codebook");
  assert_int_equal(x.c.book.n_columns, 4);
  const codebook_column *const region = column_named(&x, "region"), *const v4 =
                                                                        column_named(&x, "V4");
  assert_string_equal(region->text, "Where do you live?");
  assert_string_equal(labels_of(b, region), "1=North; 9=Unknown");
  assert_string_equal(missing_of(b, region), "9=Unknown");
  assert_string_equal(missing_of(b, v4), "-8=declared missing; 97..99=declared missing");
  assert_string_equal(column_named(&x, "weight")->text, "Weight");
  assert_int_equal(column_named(&x, "weight")->role, ROLE_WEIGHT);
  assert_int_equal(region->kind, COLUMN_NUMBER);
}

static void
alone_it_gives_labels(void **state)
{
  bench *const b = *state;
  const converted x = convert_text(b, "ddi", NULL, fixed);
  assert_fine(x);
  assert_int_equal(x.c.book.n_columns, 5);
  assert_string_equal(x.c.book.format, "DDI codebook");
  const converter *const it = converter_named("ddi");
  assert_ptr_equal(converter_of(fixed, strlen(fixed), "x.xml", true), it);
  assert_true(it->reads_rows("0100150Ulm\n1,2\n", 15));
  assert_false(it->reads_rows("region,weight\n", 14));
}

static void
what_is_wrong_is_said(void **state)
{
  static const struct {
    const char *data, *book, *words;
  } bad[] = {{"1\n", NULL, "the codebook that says where its columns are is missing"},
             {"1\n", "<x/>", "it is no DDI codebook"},
             {"1\n", DDI(""), "it describes no variable"},
             {"1\n", DDI("<var name=\"a\"/>"), "it gives no positions"},
             {"1\n",
              DDI("<var name=\"a\"><location RecSegNo=\"2\" StartPos=\"1\" width=\"1\"/></var>"),
              "over several lines"},
             {"a\0b\n", fixed, NULL},
             {"\x1F\x8B\x08", fixed, "its data are compressed"},
             {"", fixed, "it is empty"},
             {"1\n", "<codeBook", "in line 1 of its codebook"}};
  bench *const b = *state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (bad[i].words)
      assert_refused(convert_text(b, "ddi", bad[i].data, bad[i].book), bad[i].words);
  assert_refused(convert(b, "ddi", (span){"a\0b\n", 4}, (span){fixed, strlen(fixed)}, NULL), "its "
                                                                                             "data "
                                                                                             "are "
                                                                                             "no "
                                                                                             "tex"
                                                                                             "t");
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(fixed_width_is_cut_where_it_says),
      BENCH_TEST(alone_it_gives_labels),
      BENCH_TEST(what_is_wrong_is_said),
  };
  return cmocka_run_group_tests_name("ddi", tests, NULL, NULL);
}
