/* The files of a survey: one, several by name, or those that a pattern fits. */
#ifndef OM_DATA_FILES_H
#define OM_DATA_FILES_H

#include "data/study.h"

typedef struct survey_file {
  const char *path; /* to open; also its name in messages */
  const char *wave; /* or NULL */
} survey_file;

typedef struct survey_files {
  survey_file *at;
  uint32_t n;
} survey_files;

/* In the order of study.xml; those of a pattern in the order of the bytes of their names, whatever
 * order the folder is in.  A pattern has * (any run of characters) or ? (one) in its last part;
 * folders below are not searched, and hidden files are not found.  A file whose name is the pattern
 * letter by letter is meant by it.  False with messages (D040, D041); a file that is named outright
 * and is not there is found out when it is opened. */
bool survey_files_find(arena *memory, const study *s, const study_survey *survey, diags *d,
                       survey_files *out);

#endif
