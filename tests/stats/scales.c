/* The scales that the reference tables speak of.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "scales.h"
#include <unistd.h>

#define BFI "data/psychTools_bfi.csv", "reference/psychTools_bfi.csv"
#define HS "data/lavaan_HolzingerSwineford1939.csv", "reference/lavaan_HolzingerSwineford1939.csv"
#define HOTEL "/reference/spss/pspp_hotel_sav_data.csv", "/reference/pspp_hotel.csv"
#define TEACHERS "/1_linkage/gti/teachers.csv", "/reference/gti_A_dev.csv"
#define STUDENTS "/1_linkage/gti/students.csv", "/reference/gti_A_dev.csv"
#define NYC "/1_linkage/nyc2011/survey_d75.txt", "/reference/nyc2011_d75.csv"

const scale scales[] = {
    {"data/multilevel_cohesion.csv", "reference/multilevel_cohesion.csv", "COH01-05",
     "COH01 COH02 COH03 COH04 COH05", "", 0, 0},
    {"data/multilevel_bhr2000.csv", "reference/multilevel_bhr2000.csv", "11 leadership items",
     "AF06 AF07 AP12 AP17 AP33 AP34 AS14 AS15 AS16 AS17 AS28", "", 0, 0},
    {BFI, "A1-A5, A1 reversed (1..6)", "A1 A2 A3 A4 A5", "A1", 7, 0},
    {BFI, "A1-A5 not reversed", "A1 A2 A3 A4 A5", "", 0, 0},
    {BFI, "C1-C5, C4 C5 reversed (1..6)", "C1 C2 C3 C4 C5", "C4 C5", 7, 0},
    {BFI, "E1-E5, E1 E2 reversed (1..6)", "E1 E2 E3 E4 E5", "E1 E2", 7, 0},
    {BFI, "N1-N5", "N1 N2 N3 N4 N5", "", 0, 0},
    {BFI, "O1-O5, O2 O5 reversed (1..6)", "O1 O2 O3 O4 O5", "O2 O5", 7, 0},
    {HS, "x1-x3", "x1 x2 x3", "", 0, 0},
    {HS, "x4-x6", "x4 x5 x6", "", 0, 0},
    {HS, "x7-x9", "x7 x8 x9", "", 0, 0},
    {HOTEL, "v1-v5; v3,v5 reversed 1..5", "v1 v2 v3 v4 v5", "v3 v5", 6, 0},
    {HOTEL, "v1,v3,v4; v3 reversed 1..5", "v1 v3 v4", "v3", 6, 0},
    {HOTEL, "v1-v5 not reversed", "v1 v2 v3 v4 v5", "", 0, 0},
    {TEACHERS, "JOBSAT=TQA22A-J; C,D,F reversed 1..4; 9997-9999 missing",
     "TQA22A TQA22B TQA22C TQA22D TQA22E TQA22F TQA22G TQA22H TQA22I TQA22J",
     "TQA22C TQA22D TQA22F", 5, 9997},
    {TEACHERS, "COLLAB=TQA18A-D", "TQA18A TQA18B TQA18C TQA18D", "", 0, 9997},
    {STUDENTS, "REL=SQB13A-SQB13E", "SQB13A SQB13B SQB13C SQB13D SQB13E", "", 0, 0},
    {STUDENTS, "CLARITY=SQB08A-SQB08D", "SQB08A SQB08B SQB08C SQB08D", "", 0, 0},
    {STUDENTS, "TESUP=SQB12A-SQB12C", "SQB12A SQB12B SQB12C", "", 0, 0},
    {STUDENTS, "FEEDBACK=SQB16A-SQB16D", "SQB16A SQB16B SQB16C SQB16D", "", 0, 0},
    {STUDENTS, "PINT=SQB03A-SQB03C", "SQB03A SQB03B SQB03C", "", 0, 0},
    {NYC, "4 teacher domains", "saf_t_11 com_t_11 eng_t_11 aca_t_11", "", 0, 0},
    {NYC, "4 parent domains", "saf_p_11 com_p_11 eng_p_11 aca_p_11", "", 0, 0},
};
const size_t n_scales = sizeof scales / sizeof *scales;

const scale sets[N_SETS] = {
    {HS, "x1-x9", "x1 x2 x3 x4 x5 x6 x7 x8 x9", "", 0, 0},
    {"data/multilevel_bhr2000.csv", "reference/multilevel_bhr2000.csv", "11 leadership items",
     "AF06 AF07 AP12 AP17 AP33 AP34 AS14 AS15 AS16 AS17 AS28", "", 0, 0},
    {BFI, "25 items", "A1 A2 A3 A4 A5 C1 C2 C3 C4 C5 E1 E2 E3 E4 E5 N1 N2 N3 N4 N5 O1 O2 O3 O4 O5",
     "", 0, 0},
};
const size_t set_factors[N_SETS] = {3, 2, 5};

/* Full name of a file below ORGMIRROR_DATA, as it is for one of the tree; false when not here. */
static bool
find(const char *name, char full[4096])
{
  if (name[0] != '/') {
    snprintf(full, 4096, "%s", name);
    return true;
  }
  const char *const top = getenv("ORGMIRROR_DATA");
  snprintf(full, 4096, "%s%s", top ? top : "/nowhere", name);
  if (full[0] != '/') {
    char here[2048];
    if (!getcwd(here, sizeof here))
      return false;
    snprintf(full, 4096, "%s/%s%s", here, top, name);
  }
  return access(full, R_OK) == 0;
}

static bool
has_word(const char *words, const char *word)
{
  const char *const at = strstr(words, word);
  const size_t length = strlen(word);
  return at && (at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0');
}

items *
items_load(const scale *s)
{
  char data_name[4096], reference_name[4096];
  if (!find(s->data, data_name) || !find(s->reference, reference_name))
    return NULL;
  items *const it = calloc(1, sizeof *it);
  assert_non_null(it);
  it->reference = table_load(reference_name);
  table *const data = table_load(data_name);
  it->rows = data->rows;
  for (const char *at = s->items; *at; at += strspn(at, " ")) {
    const size_t length = strcspn(at, " ");
    snprintf(it->name[it->k], sizeof it->name[0], "%.*s", (int)length, at);
    double *const x = it->x[it->k] = table_numbers(data, it->name[it->k]);
    for (size_t i = 0; i < it->rows; i++) {
      if (s->missing_from > 0 && x[i] >= s->missing_from)
        x[i] = NAN;
      if (has_word(s->reversed, it->name[it->k]))
        x[i] = s->lo_plus_hi - x[i];
    }
    it->k++;
    at += length;
  }
  table_free(data);

  for (size_t j = 0; j < it->k; j++) {
    it->complete[j] = calloc(it->rows, sizeof **it->complete);
    assert_non_null(it->complete[j]);
  }
  for (size_t i = 0; i < it->rows; i++) {
    bool known = true;
    for (size_t j = 0; j < it->k; j++)
      known &= !isnan(it->x[j][i]);
    for (size_t j = 0; known && j < it->k; j++)
      it->complete[j][it->n] = it->x[j][i];
    it->n += known;
  }
  assert_int_equal(sscp_of(it->k, (const double *const *)it->x, it->rows, it->sscp), it->n);
  assert_null(om_covariances(it->k, it->n, it->sscp, it->cov));
  assert_null(om_correlations(it->k, it->cov, it->r));
  return it;
}

void
items_free(items *it)
{
  for (size_t j = 0; j < it->k; j++) {
    free(it->x[j]);
    free(it->complete[j]);
  }
  table_free(it->reference);
  free(it);
}

double
item_reference(const items *it, const char *statistic, const char *args, size_t item)
{
  char name[256];
  snprintf(name, sizeof name, "%s;%s", args, it->name[item]);
  return reference(it->reference, statistic, name);
}
