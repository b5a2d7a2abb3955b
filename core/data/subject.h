/* The scales that a number is about: those behind whose people it stands. */
#ifndef OM_DATA_SUBJECT_H
#define OM_DATA_SUBJECT_H

#include "data/about.h"

#include <orgmirror/plugin.h>

/* Scale number `i` of those that the subject names, some of them perhaps twice; NULL at the end. */
const om_scale *subject_named_scale(const om_study *study, const about *subject, uint32_t i);

/* Hands each of its scales to `take`: those that it names; else all of its survey; else those of
 * the declared pairs, of its side or of both; else, in a study without pairs, all of its side. */
void subject_each_scale(const om_study *study, const about *subject,
                        void (*take)(void *context, const om_scale *scale), void *context);

#endif
