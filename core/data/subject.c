/* The scales that a number is about. */
#include "data/subject.h"

static const om_scale *
scale_at(const om_study *study, uint32_t index_plus_1)
{
  return index_plus_1 ? study->scales[index_plus_1 - 1] : NULL;
}

const om_scale *
subject_named_scale(const om_study *study, const about *subject, uint32_t i)
{
  const uint32_t members[] = {subject->scale, subject->with_scale, subject->inside,
                              subject->outside};
  for (size_t m = 0; m < sizeof members / sizeof *members; m++)
    if (members[m] && i-- == 0)
      return scale_at(study, members[m]);
  if (subject->hypothesis) {
    const om_hypothesis *const h = study->hypotheses[subject->hypothesis - 1];
    if (i < h->n_terms)
      return h->terms[i]->scale;
    i -= h->n_terms;
  }
  return i < subject->n_among ? scale_at(study, subject->among[i]) : NULL;
}

void
subject_each_scale(const om_study *study, const about *subject,
                   void (*take)(void *context, const om_scale *scale), void *context)
{
  const om_scale *scale;
  uint32_t n = 0;
  for (; (scale = subject_named_scale(study, subject, n)); n++)
    take(context, scale);
  if (n)
    return;
  const om_survey *const survey = subject->survey ? study->surveys[subject->survey - 1] : NULL;
  for (uint32_t i = 0; survey && i < survey->n_scales; i++)
    take(context, survey->scales[i]);
  if (survey && survey->n_scales)
    return;
  for (uint32_t i = 0; i < study->n_pairs; i++) {
    if (subject->side != OM_OUTSIDE)
      take(context, study->pairs[i]->inside);
    if (subject->side != OM_INSIDE)
      take(context, study->pairs[i]->outside);
  }
  for (uint32_t i = 0; i < study->n_scales && !study->n_pairs; i++)
    if (!subject->side || study->scales[i]->survey->side == subject->side)
      take(context, study->scales[i]);
}
