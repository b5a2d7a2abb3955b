/* One scale of a study, and what was seen in its columns. */
#ifndef OM_TESTS_ANSWER_STUDY_H
#define OM_TESTS_ANSWER_STUDY_H

#include "core.h"

#include "base/fold.h"
#include "data/cells.h"

#include <math.h>
#include <time.h>

#define SCALE(root, survey, scale, items)                                                          \
  STUDY(root "<survey id=\"s\" side=\"inside\" file=\"x\" " survey ">\n"                           \
             "<scale id=\"x\" " scale ">\n" items "</scale>\n</survey>\n")
#define ONE "<item column=\"q\"/>\n"
#define TWO "<item column=\"q\"/>\n<item column=\"r\"/>\n"
#define FIVE "min=\"1\" max=\"5\""

/* One scale of a study with what was seen in its columns: texts separated by '|'. */
typedef struct reading {
  const study *study;
  codebook book;
  reasons reasons;
  answer_reading told;
  const answer_map *maps[4];
  answer_column columns[4];
  cell_reader readers[4];
  bool fine;
} reading;

#define assert_cell(r, text, expected) assert_string_equal(cell_of(b, &(r), 0, text), expected)

answer_column column_of(const bench *b, const codebook_column *book, const char *texts);

reading read_with(bench *b, const char *xml, const codebook *book, const char *first,
                  const char *second);

reading read_texts(bench *b, const char *xml, const char *texts);

/* What the cell of item i is: "4", "blank", "(don't know)", "?" for a fault. */
const char *cell_of(const bench *b, const reading *r, uint32_t i, const char *cell);

const char *told(const bench *b, const reading *r);

#endif
