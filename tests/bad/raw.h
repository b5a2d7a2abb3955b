/* Frames written past the host, on the pipe that is the host's.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_TESTS_RAW_H
#define OM_TESTS_RAW_H

#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { RESULT_PIPE = 3 };

/* Kinds of core/result/wire.h. */
enum { RAW_DESCRIPTION = 1, RAW_ISOLATION = 2, RAW_ESTIMATE = 6, RAW_FINISH = 15 };

/* `length` is what the head claims, `n` what is sent. */
static inline void
raw_frame(uint8_t kind, uint32_t length, const void *body, size_t n)
{
  uint8_t frame[1024] = {(uint8_t)length, (uint8_t)(length >> 8), (uint8_t)(length >> 16),
                         (uint8_t)(length >> 24), kind};
  if (n > sizeof frame - 5)
    return;
  if (n)
    memcpy(frame + 5, body, n);
  if (write(RESULT_PIPE, frame, 5 + n) < 0)
    return;
}

#endif
