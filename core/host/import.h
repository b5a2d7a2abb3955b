/* Reading what is not delimited text: each converter of core/import runs in a process of its own.
 *
 * The core opens the file and hands over descriptors; the worker closes every door behind itself
 * before it looks at the first byte, and sends back rows of text in shared memory and a codebook
 * down a pipe.  Of neither is anything believed. */
#ifndef OM_HOST_IMPORT_H
#define OM_HOST_IMPORT_H

#include "host/host.h"
#include "import/export.h"

/* Valid as long as the limits.  Messages: D050 (the converter's own reason) and D051 (what became
 * of its process). */
export_converter host_converter(const host_limits *limits);

#endif
