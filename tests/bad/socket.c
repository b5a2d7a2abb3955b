/* Opens a network connection.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

static om_status
run(om_run *r)
{
  const struct sockaddr_in home = {
      .sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd >= 0 && connect(fd, (const struct sockaddr *)&home, sizeof home) == 0)
    om_note(r, NULL, "connected");
  return OM_OK;
}

BAD_PLUGIN("socket");
