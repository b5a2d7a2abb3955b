/* The program that plugins run in: the worker and nothing else, so that it starts in half the time
 * that the whole program takes to be put together with its libraries. */
#include "host/orders.h"
#include "host/worker.h"

#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
  if (argc == 2 && strcmp(argv[1], WORKER_FLAG) == 0)
    worker_main();
  fputs("orgmirror-worker: orgmirror starts it for each plugin\n", stderr);
  return 2;
}
